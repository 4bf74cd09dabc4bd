"""Streams: jobs of a Flink cluster that never end, whose rows are in the tables window by window."""
