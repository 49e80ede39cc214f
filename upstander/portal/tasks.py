"""Jobs of the portal."""

from django.core.management import call_command
from django_tasks import task


@task()
def write_down_references() -> None:
    """Wagtail's table of what links to what, anew: editors are warned by it before they delete."""
    call_command("rebuild_references_index", verbosity=0)
