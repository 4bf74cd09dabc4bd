"""Feasts of the calendar: feasts.tsv."""
