"""Words: the lists that casualty counting knows (lexicon, with its tables) and the words of a sentence (tokens)."""
