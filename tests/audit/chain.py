"""A long chain, as people's acts make it."""

from upstander.audit.interface import record
from upstander.audit.models import Entry, Head, Salt

LENGTH = 200
CANARY = "a canary sang in Kamloops"


def make_chain(length: int = LENGTH) -> None:
    """Instead of what is there: `length` entries, every tenth with words of a person."""
    Salt.objects.all().delete()
    Entry.objects.all().delete()
    Head.objects.all().delete()
    for number in range(length):
        personal = {"words": f"{CANARY} {number}"} if number % 10 == 0 else None
        record(
            ("case.referred", "case.closed")[number % 2],
            by=f"user:{number % 3}",
            of=f"case:{number % 7}",
            facts={"number": number},
            personal=personal,
        )
