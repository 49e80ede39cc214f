"""A calendar that phones and programs can follow (iCalendar, RFC 5545 and 7986): plain values in.

It names nobody: no organiser, no one who comes. Every line ends in CRLF and has at most 75 octets.
"""

import unicodedata
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from icalendar import Alarm, Calendar, Component, Event, vDuration, vText

MAKER = "-//Upstander//Events//EN"
ASK_AGAIN_AFTER = timedelta(hours=12)
REMIND_BEFORE = timedelta(days=-1)


class CalendarEntry(NamedTuple):
    """What takes place once. Moments are aware, in the zone in which they are to be shown.

    With days instead of moments it lasts from the first whole day to the last one. `uid` stays
    the same for ever; `sequence` grows with each change. `language` is that of its words, where
    it is not the calendar's.
    """

    uid: str
    starts: datetime | date
    ends: datetime | date
    title: str
    changed_at: datetime
    sequence: int = 0
    about: str = ""
    place: str = ""
    url: str = ""
    categories: tuple[str, ...] = ()
    is_cancelled: bool = False
    has_reminder: bool = False
    language: str = ""


def calendar_of(name: str, language: str, entries: Iterable[CalendarEntry], now: datetime) -> bytes:
    """The file, in the order of `entries`; programs are told to ask again after twelve hours.

    Times name their zone, whose rules come along, so that they are shown by the clock of the
    place. What is called off stays in, so that it goes from the calendars of those who follow.
    """
    listed = list(entries)
    calendar = Calendar()
    calendar.add("prodid", MAKER)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    for field in ("name", "x-wr-calname"):
        calendar.add(field, vText(_line(name)))
    calendar.add("refresh-interval", ASK_AGAIN_AFTER, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(ASK_AGAIN_AFTER))
    for entry in listed:
        calendar.add_component(_event(entry, language, now))
    if years := [moment.year for entry in listed for moment in (entry.starts, entry.ends)]:
        calendar.add_missing_timezones(date(min(years), 1, 1), date(max(years), 12, 31))
    return bytes(calendar.to_ical())


def _event(entry: CalendarEntry, language: str, now: datetime) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", now.astimezone(UTC))
    event.add("last-modified", entry.changed_at.astimezone(UTC))
    event.add("dtstart", entry.starts)
    event.add("dtend", entry.ends if _is_timed(entry) else entry.ends + timedelta(days=1))
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    event.add("class", "PUBLIC")
    # A whole day that is remembered does not make anyone busy.
    event.add("transp", "OPAQUE" if _is_timed(entry) else "TRANSPARENT")
    spoken = entry.language or language
    _say(event, "summary", _line(entry.title), spoken)
    _say(event, "description", _clean(entry.about).strip(), spoken)
    _say(event, "location", _line(entry.place), spoken)
    if url := _line(entry.url):
        event.add("url", url)
    if categories := [word for word in map(_line, entry.categories) if word]:
        event.add("categories", categories)
    if entry.has_reminder and not entry.is_cancelled:
        event.add_component(_reminder(entry, spoken))
    return event


def _reminder(entry: CalendarEntry, language: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", REMIND_BEFORE)
    _say(alarm, "description", _line(entry.title), language)
    return alarm


def _is_timed(entry: CalendarEntry) -> bool:
    return isinstance(entry.starts, datetime)


def _say(component: Component, field: str, words: str, language: str) -> None:
    if words:
        component.add(field, words, parameters={"LANGUAGE": language})


def _line(text: str) -> str:
    return " ".join(_clean(text).split())


def _clean(text: str) -> str:
    """Without control characters and halves of characters, which a calendar must not hold."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))
