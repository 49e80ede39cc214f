"""Forms of events: they clean what was typed, and never save. Split by noun."""
