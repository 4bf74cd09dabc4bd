"""Where rows go, one format a file."""
