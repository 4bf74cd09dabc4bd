"""WARC: the records that a run's own archive is made of, written and read back."""
