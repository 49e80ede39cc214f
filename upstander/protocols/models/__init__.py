"""Response protocols as records, split by noun."""

__all__: list[str] = []
