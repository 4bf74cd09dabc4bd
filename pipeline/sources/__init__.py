"""Where requests come from, one kind of input a file."""
