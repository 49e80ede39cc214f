"""Jobs: letters that something waits; forgetting what nobody came back to."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django_tasks import task

from upstander.accounts.interface import User, say_that_something_waits
from upstander.editing.models import PendingImport, TranslationTask

KEPT = timedelta(days=1)  # what someone brought in and neither took over nor left


@task()
def tell_people(number: int, people: list[int]) -> None:
    """Tell them, each in her language, that something waits about a translation."""
    row = TranslationTask.objects.get(pk=number)
    path = reverse("editing:piece", args=[row.language, row.kind, row.key])
    people_now = User.objects.filter(pk__in=people, is_active=True)
    say_that_something_waits(people_now, path)


@task()
def forget_imports() -> None:
    """Those that nobody came back to."""
    PendingImport.objects.filter(made_at__lte=timezone.now() - KEPT).delete()
