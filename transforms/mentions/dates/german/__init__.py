"""The German grammar, a small one: words.tsv is its vocabulary, phrases.tsv its phrases and what they mean."""
