"""The French grammar: words.tsv is its vocabulary, the other tables its phrases and what they mean."""
