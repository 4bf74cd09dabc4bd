"""Worker processes: how they are started on this machine and elsewhere, and what they listen to."""
