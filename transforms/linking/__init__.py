"""What ties articles together: families of one text, events, and their tolls; pure functions over stories."""
