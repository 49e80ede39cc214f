"""What other contexts may use of response protocols."""

__all__: list[str] = []
