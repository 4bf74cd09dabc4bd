"""Rows: what the text says of a settled figure (attributes, event_days), and the record of it (recording)."""
