"""Feasts of the calendar: holidays.tsv."""
