"""Types: strict where the rules of the field are."""

from checks.running import complaints


def faults() -> list[str]:
    """What mypy finds."""
    return complaints("mypy", "--no-error-summary")
