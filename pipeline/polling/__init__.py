"""Feeds, sitemaps and sites: asked for, followed to the stories they name, and asked again in time."""
