"""What may be seen of the network, split by noun."""
