"""The names of an article, one opinion an article."""
