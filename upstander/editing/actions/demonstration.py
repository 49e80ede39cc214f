"""Translating to try the product with: who translates, and one page that waits for her."""

from collections.abc import Sequence

from django.db import transaction

from upstander.accounts.interface import User, account_of
from upstander.editing.actions.task import ask_translators
from upstander.editing.actions.translator import set_languages
from upstander.editing.queries.board import board
from upstander.editing.queries.who import translating_people, who_is
from upstander.learning.interface import site_languages
from upstander.network.interface import source_language

SHOWN = ("fr", "ar")


@transaction.atomic
def make_demonstration_translations(emails: Sequence[str]) -> None:
    """By the first of these accounts that asks; the first that only translates is asked."""
    known = set(translating_people())
    people = [user for email in emails if (user := account_of(email)) in known]
    by = next((user for user in people if who_is(user).is_asking), None)
    writer = next((user for user in people if not who_is(user).is_asking), None)
    others = [code for code in site_languages() if code != source_language()]
    languages = [code for code in SHOWN if code in others] or others[:1]
    if by is None or writer is None or not languages:
        return
    set_languages(writer, languages, by=by)
    set_languages(by, languages[:1], by=by)
    _ask(by, writer, languages[0])


def _ask(by: User, writer: User, language: str) -> None:
    lines = board(["page"]).lines
    line = next((line for line in lines if line.is_careful), lines[0] if lines else None)
    if line:
        ask_translators(line.kind, line.key, {language: writer.pk}, by=by)
