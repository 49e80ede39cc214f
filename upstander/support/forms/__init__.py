"""What may be typed about requests, split by who types."""
