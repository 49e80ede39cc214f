"""Have the addresses of what is published looked at, by a job."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django_tasks_db.models import DBTaskResult

from upstander.learning.models import Link
from upstander.learning.queries.link import addresses_of_content, addresses_of_row, due_links
from upstander.learning.tasks import check_links


def check_soon() -> None:
    """Put the job on once this transaction holds; not where the content leads nowhere."""
    if addresses_of_content():
        transaction.on_commit(_enqueue)


def check_published(row: Any) -> None:
    """The same for a page or a row of ours that was published, if it leads elsewhere itself."""
    if addresses_of_row(row):
        transaction.on_commit(_enqueue)


def keep_links(now: datetime) -> int:
    """Put the job on where something is due; gives how much. Whatever became of the last job."""
    due = len(due_links(now)) if Link.objects.exists() else len(addresses_of_content())
    if due:
        _enqueue()
    return due


def _enqueue() -> None:
    """One that waits reads all of it."""
    waiting = DBTaskResult.objects.ready().filter(task_path=check_links.module_path)
    if not waiting.exists():
        check_links.enqueue()
