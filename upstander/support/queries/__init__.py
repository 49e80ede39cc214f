"""What may be seen of requests, and by whom, split by noun."""
