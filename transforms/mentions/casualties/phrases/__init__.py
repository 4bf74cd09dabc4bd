"""Phrases: what a noun phrase speaks of (people), and how it is read.

counts reads its number, noun_runs how far it reaches, fractions what is no number or nobody; groups puts them together.
"""
