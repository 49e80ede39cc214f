"""What may happen to translations, by noun."""
