"""Which content is about safety, rights or consent."""

from collections.abc import Iterable

from django.db import transaction

from upstander.accounts.interface import User
from upstander.audit.interface import record
from upstander.editing.models import Careful
from upstander.editing.queries.who import who_is
from upstander.editing.rules.task import may_name_translators


def write_careful(kind: str, keys: Iterable[str]) -> None:
    """What a pack says: these are; what an editor has added stays."""
    rows = [Careful(kind=kind, key=key) for key in keys]
    Careful.objects.bulk_create(rows, ignore_conflicts=True)


@transaction.atomic
def set_careful(kind: str, key: str, *, is_careful: bool, by: User) -> None:
    """An editor says whether a piece is; what the pack lists is so again when it is loaded."""
    may_name_translators(who_is(by))
    if is_careful:
        write_careful(kind, [key])
    else:
        Careful.objects.filter(kind=kind, key=key).delete()
    record("careful.changed", by=f"user:{by.pk}", of=f"{kind}:{key}", facts={"is": is_careful})
