"""Words of events of the hub, as the board of translations sees them."""

from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from upstander.core.translation import Piece, TranslationState, digest_of, is_outdated
from upstander.events.models import Event, Occurrence
from upstander.events.queries.event import digest_of_words
from upstander.events.states import EventState
from upstander.network.interface import hub_today

SAID = ("title", "about")
Said = dict[str, str]


def events_to_translate(now: datetime | None = None) -> QuerySet[Event]:
    """What the hub has published and is still to come: of what is over, nothing is asked for."""
    hub = hub_today()
    coming = Occurrence.objects.filter(
        event=OuterRef("pk"), is_cancelled=False, ends_at__gt=now or timezone.now()
    )
    rows = Event.objects.filter(Exists(coming), state=EventState.PUBLISHED)
    rows = rows.filter(organisation=hub.organisation_id) if hub else rows.none()
    return rows.order_by("first_day", "starts", "pk")


def newest_words(event: Event, code: str) -> Said:
    """`title` and `about` as they were written last, seen or not; nothing where there are none."""
    if code == event.language:
        return {"title": event.title, "about": event.about}
    if code in event.drafts:
        return {name: event.drafts[code][name] for name in SAID}
    if code in event.title_in:
        return {"title": event.title_in[code], "about": event.about_in.get(code, "")}
    return {}


def digest_of_said(said: Said) -> str:
    """By which it is known that words are those that a second person has read."""
    return digest_of(said, SAID)


def event_pieces() -> list[Piece]:
    """Each event in each language that it has words in, its original first; two queries."""
    return [piece for event in events_to_translate() for piece in _pieces(event)]


def _pieces(event: Event) -> list[Piece]:
    first = Piece(event.key, event.language, event.title, TranslationState.SOURCE, event.pk)
    others = sorted({*event.title_in, *event.drafts} - {event.language})
    return [first, *(_piece(event, code) for code in others)]


def _piece(event: Event, code: str) -> Piece:
    said, is_draft = newest_words(event, code), code in event.drafts
    made_from = event.drafts[code]["made_from"] if is_draft else event.made_from.get(code, "")
    is_read = not is_draft and event.reviewed.get(code) == digest_of_said(said)
    state = TranslationState.REVIEWED if is_read else TranslationState.MACHINE_DRAFT
    is_old = is_outdated(state, made_from, digest_of_words(event))
    return Piece(
        event.key, code, said["title"], state, event.pk, is_old, is_draft, code in event.title_in
    )


def event_words(key: str, language: str) -> Said:
    """Each text by its path: of the original what is published, else the newest words."""
    event = events_to_translate().filter(key=key).first()
    return _by_path(event, language) if event else {}


def all_event_words(language: str) -> dict[str, Said]:
    """The same of every event, by key; as few queries as for one."""
    return {event.key: _by_path(event, language) for event in events_to_translate()}


def _by_path(event: Event, language: str) -> Said:
    return {name: text for name, text in newest_words(event, language).items() if text}
