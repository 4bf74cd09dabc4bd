"""Casualty counts: every figure of people harmed, its bounds, its scope, its speaker.

From the words up, each room using those before it: `words` (lexicon, tokens: what each word is), `phrases` (people and
their numbers), `events` (whom a word of harm harms, and the figures that makes), `judging` (what each figure is a count
of), `rows` (what else the text says of it, written down); and `attribution` (who says it). vocabulary holds the closed
lists that all use, bounds a number of people. finding is the door, explaining the window.
"""
