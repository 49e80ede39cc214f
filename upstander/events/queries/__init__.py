"""What may be seen, split by noun."""
