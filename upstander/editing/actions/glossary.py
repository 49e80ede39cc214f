"""Changing the glossary."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from upstander.accounts.interface import User
from upstander.audit.interface import record
from upstander.core.errors import NotAllowed
from upstander.editing.models import AvoidedWord, GlossaryTerm

Rows = Mapping[str, Mapping[str, Any]]


def write_terms(rows: Rows) -> None:
    """Make or change terms, by `language/key`; inside the caller's transaction."""
    there = {str(row): row for row in GlossaryTerm.objects.all()} if rows else {}
    made = []
    for identity, values in rows.items():
        language, _slash, key = identity.partition("/")
        if row := there.get(identity):
            GlossaryTerm.objects.filter(pk=row.pk).update(**values, version=row.version + 1)
        else:
            made.append(GlossaryTerm(language=language, key=key, **values))
    GlossaryTerm.objects.bulk_create(made, batch_size=200)


def write_avoided(rows: Rows) -> None:
    """Make or change avoided words, by `language/word`; inside the caller's transaction."""
    for identity, values in rows.items():
        language, _slash, word = identity.partition("/")
        AvoidedWord.objects.update_or_create(language=language, word=word, defaults=dict(values))


@transaction.atomic
def change_term(term: GlossaryTerm, data: Mapping[str, Any], *, seen: int, by: User) -> None:
    """Another word for a term, its other forms and the note. `seen` is the version changed."""
    row = GlossaryTerm.objects.select_for_update(no_key=True).get(pk=term.pk)
    if row.version != seen:
        raise NotAllowed(
            _(
                "Someone changed this a moment ago. What you wrote is still here. Look at it as "
                "it is now, then save again."
            )
        )
    for name in ("word", "forms", "note", "is_always"):
        setattr(row, name, data[name])
    row.version += 1
    row.save()
    record(
        "glossary_term.changed", by=f"user:{by.pk}", of=f"glossary_term:{row.pk}",
        facts={"language": row.language},
    )  # fmt: skip


@transaction.atomic
def avoid_word(language: str, word: str, reason: str, *, by: User) -> AvoidedWord:
    """From now on translations into a language are searched for this word."""
    row, is_new = AvoidedWord.objects.get_or_create(
        language=language, word=word, defaults={"reason": reason}
    )
    if not is_new:
        raise NotAllowed(_("This word is in the list already."))
    record(
        "avoided_word.added", by=f"user:{by.pk}", of=f"avoided_word:{row.pk}",
        facts={"language": language},
    )  # fmt: skip
    return row


@transaction.atomic
def allow_word(row: AvoidedWord, *, by: User) -> None:
    """It may be used again; who took it out a moment ago has done the same."""
    number, language = row.pk, row.language
    if AvoidedWord.objects.filter(pk=number).delete()[0]:
        record(
            "avoided_word.removed", by=f"user:{by.pk}", of=f"avoided_word:{number}",
            facts={"language": language},
        )  # fmt: skip
