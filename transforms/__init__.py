"""First floor: the steps of the graph (Beam) at the top, and the pure functions they call in the folders below."""
