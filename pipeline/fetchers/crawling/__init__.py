"""Whom to ask next and how: queues of hosts, robots.txt, redirects, pauses."""
