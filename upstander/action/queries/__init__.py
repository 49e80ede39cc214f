"""What may be seen, and by whom, split by noun."""
