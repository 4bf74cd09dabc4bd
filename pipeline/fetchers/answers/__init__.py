"""What an answer says: codings, robots' tags, and whether it is a page."""
