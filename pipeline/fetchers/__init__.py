"""Where bodies come from, one way a file."""
