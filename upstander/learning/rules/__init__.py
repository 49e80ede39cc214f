"""What may happen to resources and trainings, by noun."""
