"""The pages: functions from a snapshot and what its address asks for to HTML. They need no script."""
