"""Words of an event in other languages: as drafts, and as what a second person has read."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from upstander.accounts.interface import User
from upstander.audit.interface import record
from upstander.core.errors import NotAllowed
from upstander.events.actions.event import locked_event, tell_calendars
from upstander.events.models import Event
from upstander.events.queries.editing import (
    SAID,
    Said,
    digest_of_said,
    events_to_translate,
    newest_words,
)
from upstander.events.queries.event import digest_of_words
from upstander.events.rules import event as rules
from upstander.network.interface import memberships_of


@transaction.atomic
def draft_words(event: Event, code: str, words: Said, *, seen: int, by: User) -> None:
    """Keep `title` and `about` in one language, from the page of an event; nobody sees them yet."""
    event = locked_event(event.pk)
    rules.may_translate(list(memberships_of(by)), event)
    rules.may_be_translated(event, code)
    if event.version != seen:
        raise NotAllowed(_("Someone changed this a moment ago. Reload the page to see it now."))
    _keep_draft(event, code, words, by)


@transaction.atomic
def write_event_words(key: str, language: str, words: Mapping[str, str], *, by: User) -> None:
    """Keep a draft in `language`. A path that `words` lacks keeps its words, or has the original's.

    Nothing that is published changes.
    """
    _keep_draft(_locked(key, language), language, words, by)


@transaction.atomic
def publish_reviewed_words(key: str, language: str, *, by: User) -> None:
    """The newest words in `language` are published as reviewed; no other language changes."""
    event = _locked(key, language)
    said = newest_words(event, language)
    if not said:
        raise NotAllowed(_("Write the translation first."))
    drafts = {code: words for code, words in event.drafts.items() if code != language}
    _write(
        event,
        title_in={**event.title_in, language: said["title"]},
        about_in={**event.about_in, language: said["about"]},
        made_from={**event.made_from, language: digest_of_words(event)},
        reviewed={**event.reviewed, language: digest_of_said(said)},
        drafts=drafts,
        changed_at=timezone.now(),
    )
    tell_calendars(event)
    _note("event.words_reviewed", event, language, by)


def _locked(key: str, language: str) -> Event:
    found = events_to_translate().filter(key=key).first()
    if found is None:
        raise NotAllowed(_("This is not here any more."))
    event = locked_event(found.pk)
    rules.may_be_translated(event, language)
    return event


def _keep_draft(event: Event, code: str, words: Mapping[str, str], by: User) -> None:
    own = newest_words(event, event.language)
    old = newest_words(event, code) or own
    said = {name: words.get(name, old[name]) if own[name] else "" for name in SAID}
    if not said["title"]:
        raise NotAllowed(_("Write the translation first."))
    for name, text in said.items():
        _fits(name, text)
    draft = {**said, "made_from": digest_of_words(event)}
    _write(event, drafts={**event.drafts, code: draft})
    _note("event.words_drafted", event, code, by)


def _fits(name: str, text: str) -> None:
    most = getattr(Event._meta.get_field(name), "max_length", None)
    if most and len(text) > most:
        raise NotAllowed(
            _("“%(start)s…” is too long. It may have %(most)s characters.")
            % {"start": text[:30], "most": most}
        )


def _write(event: Event, **values: Any) -> None:
    """The event is locked; whoever has a page of before is told that it changed."""
    Event.objects.filter(pk=event.pk).update(**values, version=event.version + 1)


def _note(verb: str, event: Event, language: str, by: User) -> None:
    record(verb, by=f"user:{by.pk}", of=f"event:{event.pk}", facts={"language": language})
