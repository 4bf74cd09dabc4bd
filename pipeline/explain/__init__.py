"""Why the rows of one article say what they say."""
