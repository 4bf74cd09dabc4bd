"""What runs remember of the pages that they saw, below the output folder."""
