"""What may be done with requests and teams: one transaction each, split by noun."""
