"""The models and their migrations say the same."""

from io import StringIO

from django.core.management import call_command


def faults() -> list[str]:
    """What `makemigrations` would write."""
    said = StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=said, verbosity=1)
    except SystemExit:
        return said.getvalue().splitlines()
    return []
