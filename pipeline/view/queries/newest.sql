-- States: every row of an article, without its text. Newest: the one that pages show, fetched last, of its latest run.
CREATE TABLE states AS
SELECT article_id, revision, run_id, published_date, title, site, agency, url, published_at, modified_at, fetched_at, words
FROM articles;
CREATE TABLE newest AS
SELECT * FROM states
QUALIFY row_number() OVER (
    PARTITION BY article_id ORDER BY fetched_at DESC NULLS LAST, modified_at DESC NULLS LAST, run_id DESC
) = 1
