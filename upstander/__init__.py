"""The software of a hub-and-spoke anti-racism network."""
