"""Django's own checks of a deployment, with the settings of production."""

from io import StringIO

from django.core.management import CommandError, call_command


def faults() -> list[str]:
    """What `check --deploy` warns of."""
    try:
        call_command("check", deploy=True, fail_level="WARNING", stdout=StringIO())
    except CommandError as error:
        return [line for line in str(error).splitlines() if line.strip()]
    return []
