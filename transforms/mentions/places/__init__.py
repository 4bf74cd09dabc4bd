"""Where the names of an article lie on the map."""
