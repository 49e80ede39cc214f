"""Words that go out to translators and come back: shown first, then written as drafts."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from upstander.accounts.interface import User
from upstander.audit.interface import record
from upstander.core.errors import NotAllowed
from upstander.editing.actions.words import write_words
from upstander.editing.models import PendingImport
from upstander.editing.queries.exchange import Wanted, changes_of, pieces_named, units_for
from upstander.editing.queries.exchange_who import languages_of
from upstander.editing.rules.exchange import may_exchange
from upstander.editing.rules.po import Change, Entry, counts_of, print_of, read_po, write_po
from upstander.editing.tasks import KEPT, forget_imports
from upstander.network.interface import source_language

WRITTEN = ("added", "changed")


class Done(NamedTuple):
    """How many texts were written, and sentences about those that could not be."""

    written: int
    refused: list[str]


def export_words(language: str, wanted: Wanted, *, by: User) -> bytes:
    """A PO file. Raises NotAllowed where there is nothing to translate."""
    may_exchange(language, languages_of(by))
    units = units_for(language, wanted)
    if not units:
        raise NotAllowed(_("There is nothing to translate here."))
    record(
        "translation.exported", by=f"user:{by.pk}", of=f"language:{language}",
        facts={"texts": len(units)},
    )  # fmt: skip
    return write_po(language, source_language(), units).encode()


@transaction.atomic
def take_in(data: bytes, language: str, *, by: User) -> PendingImport:
    """Keep the words of a PO file until their sender has seen what they would change.

    Raises NotAllowed with a sentence where the file cannot be read. Nothing is written yet.
    """
    may_exchange(language, languages_of(by))
    entries = read_po(data, language)
    if not entries:
        raise NotAllowed(
            _("Nothing in the file is translated. Choose the file that you translated.")
        )
    PendingImport.objects.filter(by=by).delete()
    now = timezone.now()
    kept = PendingImport.objects.create(
        language=language, entries=[list(entry) for entry in entries], by=by, made_at=now
    )
    transaction.on_commit(lambda: forget_imports.using(run_after=now + KEPT).enqueue())
    return kept


def entries_of(kept: PendingImport) -> list[Entry]:
    """What was in the file."""
    return [Entry(*row) for row in kept.entries]


@transaction.atomic
def bring_in(kept: PendingImport, *, seen: str, by: User) -> Done:
    """Write what was shown, as drafts in one language. `seen` is the print of what was shown.

    Raises NotAllowed where it would do something else by now; what was sent in stays.
    """
    may_exchange(kept.language, languages_of(by))
    if not PendingImport.objects.select_for_update(no_key=True).filter(pk=kept.pk).exists():
        raise NotAllowed(_("This was done already, or it was left for a day. Send the file again."))
    changes = changes_of(entries_of(kept), kept.language)
    if print_of(changes) != seen:
        raise NotAllowed(
            _("Something has changed since you looked. Look again, then bring the words in.")
        )
    done = _write(changes, kept.language, by)
    facts = {**counts_of(changes), "written": done.written}
    record("translation.imported", by=f"user:{by.pk}", of=f"language:{kept.language}", facts=facts)
    kept.delete()
    return done


def _write(changes: Iterable[Change], language: str, by: User) -> Done:
    """Piece by piece; one that its room refuses leaves the others as they are."""
    kept = [change.entry for change in changes if change.step in WRITTEN]
    names, words = pieces_named(kept), dict[tuple[str, str], dict[str, str]]()
    for entry in kept:
        kind, key = names[entry.context]
        path = entry.context.removeprefix(f"{kind}:{key}/")
        words.setdefault((kind, key), {})[path] = entry.words
    written, refused = 0, []
    for (kind, key), own in words.items():
        try:
            with transaction.atomic():
                write_words(kind, key, language, own, by=by)
        except NotAllowed as why:
            refused.append(f"{kind}:{key}: {why}")
        else:
            written += len(own)
    return Done(written, refused)


def leave_import(kept: PendingImport, *, by: User) -> None:
    """The words are not brought in, and are not kept."""
    PendingImport.objects.filter(pk=kept.pk, by=by).delete()
