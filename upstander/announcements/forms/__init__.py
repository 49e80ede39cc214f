"""What was typed, cleaned, split by noun."""
