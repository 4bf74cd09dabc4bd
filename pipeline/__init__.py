"""Top floor: composition of the graph, and every adapter to the outside world."""
