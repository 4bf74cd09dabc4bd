-- A story an event that stands: the newest version of each, but for those that were merged or withdrawn.
CREATE TABLE stories AS
WITH latest AS (
    SELECT * FROM events
    QUALIFY row_number() OVER (PARTITION BY event_id ORDER BY version DESC, run_id DESC) = 1
), told AS (
    SELECT event_id, list(DISTINCT attribution_type) AS speakers FROM event_tolls GROUP BY event_id
)
SELECT event_id AS id, title, NULL::VARCHAR AS site, first_day, coalesce(last_day, first_day) AS last_day,
    place, country, latitude, longitude, place_precision, cause, coalesce(speakers, []) AS speakers, confidence,
    articles, families, independent_sources AS sources, first_reported, last_reported, {columns}
FROM latest LEFT JOIN told USING (event_id)
WHERE status = 'live'
