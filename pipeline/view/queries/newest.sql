-- States: every row of an article, without its text. Newest: the one that pages show, fetched last, of its latest run;
-- few articles have several states, so that only those are sorted.
CREATE TABLE states AS
SELECT article_id, revision, run_id, published_date, title, site, agency, url, published_at, modified_at, fetched_at, words
FROM articles;
CREATE TABLE newest AS
WITH changed AS (SELECT article_id FROM states GROUP BY article_id HAVING count(*) > 1)
SELECT * FROM states ANTI JOIN changed USING (article_id)
UNION ALL
SELECT * FROM (
    SELECT * FROM states SEMI JOIN changed USING (article_id)
    QUALIFY row_number() OVER (
        PARTITION BY article_id ORDER BY fetched_at DESC NULLS LAST, modified_at DESC NULLS LAST, run_id DESC
    ) = 1
)
