"""The calendar as bytes, read again by the library and by hand."""

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from upstander.core.languages import table
from upstander.events.rules.calendar import CalendarEntry, calendar_of

HERE = ZoneInfo("America/Vancouver")
NOW = datetime(2027, 1, 1, 12, tzinfo=UTC)
CHANGED = datetime(2026, 12, 24, 9, 30, tzinfo=HERE)
TALK = CalendarEntry(
    "event-7-1@example.org",
    datetime(2025, 3, 8, 18, 30, tzinfo=HERE),
    datetime(2025, 3, 8, 20, 0, tzinfo=HERE),
    "Open evening",
    CHANGED,
    sequence=2,
    about="Come, eat; talk.\nBring a friend.",
    place="Hall, 1 Main St",
    url="https://example.org/en/events/7/?of=1,2;3",
    categories=("Talk, open", "Food"),
    has_reminder=True,
)
DAY = CalendarEntry("day-x-2027@example.org", date(2027, 2, 1), date(2027, 2, 28), "Month", CHANGED)
# A sentence in each language, in its script; some with commas, marks, joiners.
SAID = {
    "en": "Come, and talk; it is free.",
    "ar": "تعالوا، وتحدّثوا معنا: الدخول مجاني.",
    "fa": "بیایید، با هم گفت‌وگو می‌کنیم؛ رایگان است.",
    "fr": "Venez, c’est gratuit ; l’entrée est libre à l’été.",
    "hi": "आइए, बातें करें; यह निःशुल्क है।",
    "ja": "どうぞ、お気軽にお越しください。無料です。",
    "ko": "오셔서 이야기해요. 무료입니다.",
    "pa": "ਆਓ, ਗੱਲਾਂ ਕਰੀਏ; ਇਹ ਮੁਫ਼ਤ ਹੈ।",
    "es": "Vengan, ¿hablamos?; es gratis, mañana.",
    "tl": "Halina, mag-usap tayo; libre ito.",
    "vi": "Mời đến, trò chuyện; miễn phí, không cần đăng ký.",
    "zh-hans": "欢迎参加，一起交流；免费。",
    "zh-hant": "歡迎參加，一起交流；免費。",
}


def _lines(file: bytes) -> list[str]:
    """By hand: every line of the file as RFC 5545 has it, put together again."""
    assert file.endswith(b"\r\n")
    assert file.count(b"\n") == file.count(b"\r") == file.count(b"\r\n")
    rows = file.split(b"\r\n")[:-1]
    assert max(len(row) for row in rows) <= 75
    for row in rows:
        row.decode("utf-8")  # no character is torn
    return b"\r\n".join(rows).replace(b"\r\n ", b"").decode("utf-8").split("\r\n")


def _text(lines: list[str], field: str) -> str:
    [value] = [re.split("(?<!P|R):", row, maxsplit=1)[1] for row in lines if row.startswith(field)]
    kept = {"\\n": "\n", "\\,": ",", "\\;": ";", "\\\\": "\\"}
    return re.sub(r"\\.", lambda found: kept[found[0]], value)


def _event(entry: CalendarEntry, language: str = "en"):
    [event] = Calendar.from_ical(calendar_of("Events", language, [entry], NOW)).walk("VEVENT")
    return event


def test_the_file_holds_what_is_needed_and_no_person():
    lines = _lines(calendar_of("Our events", "en", [TALK], NOW))
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-1] == "END:VCALENDAR"
    zone = lines.index("END:VTIMEZONE")
    assert set(lines[1 : lines.index("BEGIN:VTIMEZONE")]) == {
        "VERSION:2.0",
        "PRODID:-//Upstander//Events//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "NAME:Our events",
        "X-WR-CALNAME:Our events",
        "REFRESH-INTERVAL;VALUE=DURATION:PT12H",
        "X-PUBLISHED-TTL:PT12H",
    }
    assert set(lines[zone + 1 :]) == {
        "BEGIN:VEVENT",
        "UID:event-7-1@example.org",
        "SEQUENCE:2",
        "DTSTAMP:20270101T120000Z",
        "LAST-MODIFIED:20261224T173000Z",
        "DTSTART;TZID=America/Vancouver:20250308T183000",
        "DTEND;TZID=America/Vancouver:20250308T200000",
        "STATUS:CONFIRMED",
        "CLASS:PUBLIC",
        "TRANSP:OPAQUE",
        "SUMMARY;LANGUAGE=en:Open evening",
        "DESCRIPTION;LANGUAGE=en:Come\\, eat\\; talk.\\nBring a friend.",
        "LOCATION;LANGUAGE=en:Hall\\, 1 Main St",
        "URL:https://example.org/en/events/7/?of=1,2;3",
        "CATEGORIES:Talk\\, open,Food",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "DESCRIPTION;LANGUAGE=en:Open evening",
        "TRIGGER:-P1D",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
    }


def test_it_is_read_back_as_it_was_meant():
    event = _event(TALK)
    assert (event.start, event.end) == (TALK.starts, TALK.ends)
    assert (event.start.utcoffset(), event.start.hour) == (timedelta(hours=-8), 18)
    assert str(event["description"]) == TALK.about
    assert event["summary"].params["LANGUAGE"] == "en"
    assert [str(word) for word in event["categories"].cats] == list(TALK.categories)


def test_the_zone_comes_along_with_the_change_of_the_clocks():
    lines = _lines(calendar_of("Events", "en", [TALK], NOW))
    zone = lines[lines.index("BEGIN:VTIMEZONE") : lines.index("END:VTIMEZONE")]
    assert zone[1] == "TZID:America/Vancouver"
    day = zone.index("BEGIN:DAYLIGHT")
    assert set(zone[day : zone.index("END:DAYLIGHT")]) == {
        "BEGIN:DAYLIGHT",
        "DTSTART:20250309T030000",
        "TZNAME:PDT",
        "TZOFFSETFROM:-0800",
        "TZOFFSETTO:-0700",
    }


def test_a_moment_of_universal_time_needs_no_zone():
    entry = TALK._replace(starts=NOW, ends=NOW + timedelta(hours=1))
    lines = _lines(calendar_of("Events", "en", [entry], NOW))
    assert "DTSTART:20270101T120000Z" in lines
    assert "BEGIN:VTIMEZONE" not in lines


def test_whole_days_end_on_the_day_after_and_make_nobody_busy():
    lines = _lines(calendar_of("Events", "en", [DAY], NOW))
    event = lines[lines.index("BEGIN:VEVENT") :]
    for line in ("DTSTART;VALUE=DATE:20270201", "DTEND;VALUE=DATE:20270301", "TRANSP:TRANSPARENT"):
        assert line in event
    assert not [
        line for line in lines if line.startswith(("DESCRIPTION", "LOCATION", "URL", "CAT"))
    ]
    assert "BEGIN:VTIMEZONE" not in lines


def test_what_is_called_off_stays_in_and_reminds_nobody():
    lines = _lines(calendar_of("Events", "en", [TALK._replace(is_cancelled=True)], NOW))
    assert "STATUS:CANCELLED" in lines
    assert "BEGIN:VALARM" not in lines


def test_entries_keep_their_order_and_none_is_a_calendar_too():
    found = Calendar.from_ical(calendar_of("Events", "en", [DAY, TALK], NOW)).walk("VEVENT")
    assert [event["uid"] for event in found] == [DAY.uid, TALK.uid]
    assert _lines(calendar_of("Events", "en", [], NOW))[-1] == "END:VCALENDAR"


@pytest.mark.parametrize("language", sorted(SAID))
def test_words_in_every_script_come_through(language):
    words = " ".join([SAID[language]] * 5)
    file = calendar_of(SAID[language], language, [TALK._replace(title=words, about=words)], NOW)
    lines = _lines(file)
    assert _text(lines, "SUMMARY") == words
    assert _text(lines, "NAME") == _text(lines, "X-WR-CALNAME") == SAID[language]
    assert f"SUMMARY;LANGUAGE={language}:" in "\n".join(lines)
    [event] = Calendar.from_ical(file).walk("VEVENT")
    assert (str(event["summary"]), str(event["description"])) == (words, words)


def test_a_sentence_is_tried_in_every_language_there_is():
    assert set(SAID) == set(table())


def test_words_that_fell_back_say_in_which_language_they_are():
    event = _event(TALK._replace(language="en"), "ar")
    assert event["summary"].params["LANGUAGE"] == "en"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\r\nb\rc\nd", "a\nb\nc\nd"),
        ("null\x00 bell\x07 escape\x1b", "null bell escape"),
        ("half \ud800 of one", "half  of one"),
        ("back\\slash \\n \\, \\;", "back\\slash \\n \\, \\;"),
        ("END:VEVENT\r\nBEGIN:VEVENT", "END:VEVENT\nBEGIN:VEVENT"),
        ("a\u2028b", "a\u2028b"),
    ],
)
def test_what_is_typed_cannot_break_the_file(typed, kept):
    file = calendar_of(typed, "en", [TALK._replace(about=typed, title=typed)], NOW)
    lines = _lines(file)
    assert lines.count("BEGIN:VEVENT") == 1
    [event] = Calendar.from_ical(file).walk("VEVENT")
    assert str(event["description"]) == kept
    assert str(event["summary"]) == " ".join(kept.split())


def test_an_address_stays_on_its_line():
    lines = _lines(calendar_of("E", "en", [TALK._replace(url="https://a.org/\r\nX:y")], NOW))
    assert "X:y" not in lines


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=300))
def test_any_words_come_back(words):
    file = calendar_of("Events", "en", [TALK._replace(about=words)], NOW)
    _lines(file)
    [event] = Calendar.from_ical(file).walk("VEVENT")
    assert str(event.get("description", "")) == words.strip()
