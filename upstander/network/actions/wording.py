"""Translating the texts of records: as drafts, and as what a person has read."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from upstander.accounts.interface import User
from upstander.audit.interface import record as note
from upstander.core.errors import NotAllowed
from upstander.network.actions.record import write_wordings
from upstander.network.models import Wording
from upstander.network.queries.editing import texts_of_record, wording_words
from upstander.network.queries.wording import digest_of, source_language


@transaction.atomic
def write_wording_words(record: str, language: str, words: Mapping[str, str], *, by: User) -> None:
    """Keep texts of a record in `language` as machine drafts.

    A text has no draft beside it: these are shown at once, with the notice that they are drafts.
    What is the same as before stays as it was.
    """
    texts = _texts(record, language)
    before = wording_words(record, language)
    new = {n: w for n, w in words.items() if n in texts and w and w != before.get(n)}
    _write(record, language, {n: (texts[n], w) for n, w in new.items()}, "machine_draft", by)


@transaction.atomic
def publish_reviewed_wording(record: str, language: str, *, by: User) -> None:
    """The texts of a record in `language` render those of today, a person has read them."""
    texts, own = _texts(record, language), wording_words(record, language)
    if texts.keys() - own.keys():
        raise NotAllowed(_("Write the translation first."))
    _write(record, language, {n: (text, own[n]) for n, text in texts.items()}, "reviewed", by)


def _texts(record: str, language: str) -> dict[str, str]:
    texts = texts_of_record(record)
    if not texts or language == source_language():
        raise NotAllowed(_("This is the original. Change it in the editor."))
    return texts


def _write(
    record: str, language: str, pairs: Mapping[str, tuple[str, str]], state: str, by: User
) -> None:
    if not pairs:
        return
    write_wordings(
        {
            f"{language}/{record}:{name}": {
                "text": text, "source_digest": digest_of(source), "state": state,
            }
            for name, (source, text) in pairs.items()
        }
    )  # fmt: skip
    pk = Wording.objects.filter(key__startswith=f"{record}:", language=language).first()
    note("wording.changed", by=f"user:{by.pk}", of=f"wording:{pk.pk if pk else 0}",
         facts={"texts": len(pairs), "language": language})  # fmt: skip
