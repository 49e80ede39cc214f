"""What may be seen, by whom."""
