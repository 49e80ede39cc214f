"""What may be seen of events, and by whom."""
