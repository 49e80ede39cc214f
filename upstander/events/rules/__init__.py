"""What may be, of events."""
