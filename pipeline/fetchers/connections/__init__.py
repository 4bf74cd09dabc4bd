"""From an address that was checked to the bytes of an answer, within bounds of time and size."""
