"""From the text of an article to what it speaks of: entities, places, dates, casualties; pure functions."""
