"""What may happen, split by noun."""
