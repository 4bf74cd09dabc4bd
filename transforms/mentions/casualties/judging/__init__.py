"""Judging: what each figure is a count of, and which one is the article's own.

reading holds an article's figures. scope_cues are the words and days that speak for a scope, scopes weighs them by
rule. candidates are the numbers that could be the article's own, features the facts for and against, choice the trained
choice between them. settling says which figures become rows, revisions what the article itself takes back; judgement
is the door.
"""
