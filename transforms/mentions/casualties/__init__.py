"""Casualty counts: every figure of people harmed, its bounds, its scope, its speaker.

Proposing (lexicon, tokens, counts, groups, clause, frames, harms, proposing, reading) reads what the words state;
judging (scope, evidence, features, choosing, settling) says what each figure is a count of; recording (describing,
dating, recording) writes it down. finding is the door.
"""
