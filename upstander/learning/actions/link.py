"""Have the addresses of the library looked at, by a job."""

from django.db import transaction

from upstander.learning.queries.link import addresses_of_library
from upstander.learning.tasks import check_links


def check_soon() -> None:
    """Put the job on once this transaction holds; not where the library leads nowhere."""
    if addresses_of_library():
        transaction.on_commit(check_links.enqueue)
