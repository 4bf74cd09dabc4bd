"""Feeds, sitemaps and lists of them: bytes in, what they name out; pure functions."""
