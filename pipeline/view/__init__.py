"""Readers of the tables: the verbs view (a page to look at) and sql (a query), by DuckDB over the Parquet."""
