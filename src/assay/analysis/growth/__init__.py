"""Growth in time and space: how the cost of a submission grows with the size of its input."""
