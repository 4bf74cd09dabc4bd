"""What makes an article itself: canonical URL, ids, fingerprints; pure functions."""
