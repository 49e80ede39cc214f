"""What may happen to announcements, whom they reach, and when letters are due; by noun."""
