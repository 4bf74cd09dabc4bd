"""Temporal expressions: found by a grammar that is data, resolved against the day of publication."""
