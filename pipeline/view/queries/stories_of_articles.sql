-- A story an article that has main figures: what pages list where no events were linked. One pass over the figures, from
-- the files into the sums: they are many, and a copy of them would cost more than all the rest.
CREATE TABLE stories AS
WITH told AS (
    SELECT article_id, revision, run_id, min(confidence) AS confidence, mode(cause) AS cause,
        min(first_day) AS first_day, max(last_day) AS last_day, list(attribution_type) AS speakers,
        arg_max(
            row(place, country, latitude, longitude),
            (latitude IS NOT NULL)::INTEGER * 4 + (place IS NOT NULL)::INTEGER * 2 + (outcome = 'killed')::INTEGER
        ) AS spot,
        {figures}
    FROM casualties WHERE is_main GROUP BY article_id, revision, run_id
), placed AS (
    SELECT *, spot[1] AS place, spot[2] AS country, spot[3] AS latitude, spot[4] AS longitude
    FROM told JOIN newest USING (article_id, revision, run_id)
)
SELECT article_id AS id, title, site, coalesce(first_day, try_cast(published_date AS DATE)) AS first_day,
    coalesce(last_day, first_day, try_cast(published_date AS DATE)) AS last_day,
    place, country, latitude, longitude,
    CASE WHEN country IS NOT NULL AND (place IS NULL OR lower(place) = lower(named.name)) THEN 'country'
        WHEN latitude IS NULL THEN 'unknown' ELSE 'town' END AS place_precision,
    cause, list_sort(list_distinct(speakers)) AS speakers, confidence, 1 AS articles, 1 AS families, 1 AS sources,
    published_at AS first_reported, published_at AS last_reported, {columns}
FROM placed LEFT JOIN countries AS named ON country = named.code
