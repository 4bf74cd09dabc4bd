-- What linking would write of the invented stories: four of them in a row are an event, the first two of these a family.
CREATE TABLE told AS
SELECT *, printf('e%015x', i // 4) AS event_id, i % 4 AS nth, killed + i % 3 AS high
FROM stories;

CREATE TABLE families AS
SELECT printf('f%015x', i // 4 * 4 + greatest(nth - 1, 0)) AS family_id, article_id, article_id AS revision,
    CASE nth WHEN 1 THEN 'reprint' ELSE 'original' END AS role, CASE nth WHEN 1 THEN 0.9 ELSE 1 END::FLOAT AS similarity,
    1::FLOAT AS containment, NULL::VARCHAR AS agency, NULL::INTEGER AS start, NULL::INTEGER AS "end", day FROM told;

CREATE TABLE events AS
SELECT event_id, 1 AS version, 'live' AS status, NULL::VARCHAR AS merged_into, min(day) AS first_day, min(day) AS last_day,
    'day' AS day_precision, first(place.name ORDER BY i) AS place, first(place.country ORDER BY i) AS country,
    first(place.latitude ORDER BY i) AS latitude, first(place.longitude ORDER BY i) AS longitude,
    first(CASE place.name WHEN 'Sudan' THEN 'country' ELSE 'town' END ORDER BY i) AS place_precision,
    first(cause.name ORDER BY i) AS cause,
    min(killed) AS killed_low, max(killed) AS killed_best, max(high) AS killed_high,
    min(injured) AS injured_low, max(injured) AS injured_best, NULL::BIGINT AS injured_high,
    NULL::BIGINT AS missing_low, NULL::BIGINT AS missing_best, NULL::BIGINT AS missing_high,
    NULL::BIGINT AS displaced_low, NULL::BIGINT AS displaced_best, NULL::BIGINT AS displaced_high,
    NULL::BIGINT AS abducted_low, NULL::BIGINT AS abducted_best, NULL::BIGINT AS abducted_high,
    NULL::BIGINT AS detained_low, NULL::BIGINT AS detained_best, NULL::BIGINT AS detained_high,
    count(*)::INTEGER AS articles, 3 AS families, 3 AS independent_sources,
    min(day)::TIMESTAMPTZ AS first_reported, max(day)::TIMESTAMPTZ AS last_reported, first(title ORDER BY i) AS title,
    'range' AS rule, 0.9::FLOAT AS confidence, min(day) AS day
FROM told GROUP BY event_id;

CREATE TABLE event_articles AS
SELECT event_id, article_id, article_id AS revision, 0.9::FLOAT AS confidence, false AS aside, day FROM told;

CREATE TABLE event_tolls AS
SELECT event_id, day::TIMESTAMPTZ AS reported_at, 'killed' AS outcome, killed AS low, killed AS best, high, article_id,
    article_id AS revision, 'f1' AS figure_id, speaker.words AS attributed_to, speaker.kind AS attribution_type,
    (nth + 1)::INTEGER AS independent_sources, day FROM told
