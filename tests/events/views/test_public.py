"""What everyone sees of events: lists, pages, calendars; nothing of drafts, nobody's name."""

from datetime import timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar

from tests.events.event_made import a_draft, an_event, day_of, is_over, registered, values, worker
from upstander.core.languages import table
from upstander.events.actions.event import cancel_event, change_event, write_words
from upstander.events.actions.registration import WRITTEN
from upstander.events.models import Event, ImportantDay
from upstander.events.queries import feed
from upstander.events.rules.registration import KEPT
from upstander.events.views import feeds
from upstander.network.models import Community, Region

pytestmark = pytest.mark.django_db


def _place(key="canary"):
    region = Region.objects.get_or_create(key=f"{key}-region", defaults={"name": f"{key} region"})[
        0
    ]
    return Community.objects.get_or_create(
        key=key, defaults={"name": key.title(), "region": region, "latitude": 49, "longitude": -121}
    )[0]


def _entries(client, path="/en/events/calendar.ics"):
    """Those of events: the days of the pack are in the calendar too."""
    found = Calendar.from_ical(client.get(path).content).walk("VEVENT")
    return [entry for entry in found if not str(entry["UID"]).startswith("day-")]


def _page(client, path, status=200):
    answer = client.get(path)
    assert (answer.status_code, list(client.cookies)) == (status, [])
    return answer.content.decode()


def test_a_draft_is_nowhere_and_what_is_shown_is_everywhere(client):
    by = worker()
    draft = a_draft(by, title="Hidden Canary")
    event = an_event(by, title="Shown evening")
    paths = ("/en/events/", "/en/events/calendar.ics", "/ar/events/")
    pages = [_page(client, path) for path in paths]
    assert ["Hidden Canary" in page for page in pages] == [False] * 3
    assert ["Shown evening" in page for page in pages] == [True] * 3
    _page(client, f"/en/events/{draft.key}/", 404)
    _page(client, f"/en/events/{draft.key}/calendar.ics", 404)
    _page(client, f"/en/events/{draft.key}/{day_of(draft).pk}/", 404)
    starts = timezone.localtime(day_of(event).starts_at)
    page = _page(client, f"/en/events/{event.key}/")
    assert ("Shown evening" in page, f"<bdi>{starts:%A} " in page) == (True, True)
    cancel_event(draft, "", by=by)  # it was put away: nobody ever saw it
    _page(client, f"/en/events/{draft.key}/", 404)


def test_an_event_is_listed_once_with_the_number_of_its_other_days(client):
    by = worker()
    an_event(by, repeats="weekly", until=values()["first_day"] + timedelta(weeks=4))
    page = _page(client, "/en/events/")
    assert (page.count("Open evening"), "4 more days" in page) == (1, True)
    assert len(_entries(client)) == 5


def test_what_is_over_leaves_room_in_calendars_for_what_comes(client, monkeypatch):
    monkeypatch.setattr(feed, "MOST", 3)
    by = worker()
    for days in (3, 2, 1):
        is_over(day_of(an_event(by, title=f"Over {days}")), days=days)
    for weeks in (1, 2):
        first_day = timezone.localdate() + timedelta(weeks=weeks)
        an_event(by, title=f"In {weeks}", first_day=first_day)
    assert [str(entry["SUMMARY"]) for entry in _entries(client)] == ["Over 1", "In 1", "In 2"]


def test_a_region_sees_its_own_and_what_is_for_all(client):
    by = worker()
    an_event(by, title="In Hope", community=_place())
    an_event(by, title="In Trail", community=_place("canary-two"))
    an_event(by, title="Everywhere")
    here = _page(client, "/en/events/?region=canary-region")
    assert [t in here for t in ("In Hope", "In Trail", "Everywhere")] == [True, False, True]
    feed = client.get("/en/events/in/canary-region.ics").content.decode()
    assert [t in feed for t in ("In Hope", "In Trail", "Everywhere")] == [True, False, True]
    _page(client, "/en/events/in/nowhere.ics", 404)
    assert "In Trail" in _page(client, "/en/events/?region=nonsense&page=x")


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("kind=workshop", ["Work"]),
        ("language=ar", ["Work"]),
        ("language=en", ["Talk"]),
        ("kind=talk&language=ar", []),
    ],
)
def test_choices_narrow_the_list(client, query, titles):
    by = worker()
    an_event(by, title="Work", kind="workshop", languages=["ar", "fa"], language="ar")
    an_event(by, title="Talk", kind="talk", languages=["en"])
    page = _page(client, f"/fr/events/?{query}")
    assert [title for title in ("Work", "Talk") if f">{title}<" in page] == titles


def test_words_are_in_the_readers_language_else_marked_with_their_own(client):
    by = worker()
    event = an_event(by)
    write_words(event, "ar", {"title": "أمسية مفتوحة", "about": "تعالوا."}, seen=0, by=by)
    path = f"events/{event.key}/"
    assert "أمسية مفتوحة" in _page(client, f"/ar/{path}")
    assert '<span lang="en" dir="ltr">Open evening</span>' in _page(client, f"/fr/{path}")
    notes = ['<p class="notice small">' in _page(client, f"/{code}/{path}")
             for code in ("en", "ar", "fr")]  # fmt: skip
    assert notes == [False, False, True]
    [entry] = _entries(client, "/ar/events/calendar.ics")
    assert (str(entry["SUMMARY"]), entry["SUMMARY"].params["LANGUAGE"]) == ("أمسية مفتوحة", "ar")


def test_a_calendar_is_written_anew_when_something_changed_and_only_then(client):
    by, path = worker(), "/en/events/calendar.ics"
    event = an_event(by)
    feeds._written.cache_clear()
    first, second = client.get(path).content, client.get(path).content
    assert (first == second, feeds._written.cache_info()[:2]) == (True, (1, 1))
    change_event(event, values(title="Another title"), seen=0, by=by)
    assert b"Another title" in client.get(path).content


def test_a_cancelled_event_says_so_and_goes_from_calendars(client):
    by = worker()
    event = an_event(by)
    cancel_event(event, "The hall has no heating.", by=by)
    page = _page(client, f"/en/events/{event.key}/")
    assert ("no heating" in page, "/events/" + event.key + "/1" in page) == (True, False)
    assert "Open evening" not in _page(client, "/en/events/")
    [entry] = _entries(client)
    assert (str(entry["STATUS"]), int(entry["SEQUENCE"])) == ("CANCELLED", 1)


def test_the_link_of_a_call_is_for_who_has_a_place(client):
    by = worker()
    link = "https://calls.example/secret-room"
    closed, free = (
        an_event(by, link=link),
        an_event(by, link=link, needs_registration=False, places=None),
    )
    paths = [f"/en/events/{event.key}/" for event in (closed, free)]
    assert ["secret-room" in _page(client, path) for path in paths] == [False, True]
    assert "secret-room" not in client.get(f"/en/events/{closed.key}/calendar.ics").content.decode()


def test_nothing_of_who_registered_is_in_public(client):
    event = an_event(worker())
    registered(day_of(event), name="Canary", mail="canary@example.org", access="Canary ramp")
    for path in ("/en/events/", f"/en/events/{event.key}/", "/en/events/calendar.ics"):
        assert "anary" not in client.get(path).content.decode()


def test_the_privacy_page_says_what_is_asked_and_when_it_goes(client):
    page = client.get("/en/privacy/").content.decode()
    assert set(WRITTEN) == {"name", "mail", "access", "interpreting"}
    assert "We ask what to call you, for an e-mail address, what would help you" in page
    assert ("deleted two weeks after the event" in page, KEPT) == (True, timedelta(weeks=2))


def test_what_is_over_goes_from_the_list_and_says_so_on_its_page(client):
    event = an_event(worker())
    is_over(day_of(event))
    assert "Open evening" not in _page(client, "/en/events/")
    assert "This event is over" in _page(client, f"/en/events/{event.key}/")


def test_days_to_remember_are_on_the_page_and_in_calendars(client):
    soon = timezone.localdate() + timedelta(days=3)
    ImportantDay.objects.all().delete()
    ImportantDay.objects.create(
        key="a-day", name="A day", why="It matters.", month=soon.month, day=soon.day,
        source="https://days.example/", position=1,
    )  # fmt: skip
    assert "It matters." in _page(client, "/en/events/")
    [entry] = Calendar.from_ical(client.get("/en/events/calendar.ics").content).walk("VEVENT")
    assert (str(entry["SUMMARY"]), entry["DTSTART"].dt) == ("A day", soon)


def test_any_number_of_events_takes_the_same_queries(client, django_assert_max_num_queries):
    by, place = worker(), _place()
    one = a_draft(by, community=place)

    def many(number):
        now = timezone.now()
        rows = Event.objects.bulk_create(
            Event(**{
                field.attname: getattr(one, field.attname)
                for field in Event._meta.concrete_fields
                if field.attname not in ("id", "key", "state", "published_at")
            }, key=f"many-{number}-{n}", state="published", published_at=now)
            for n in range(number)
        )  # fmt: skip
        from upstander.events.models import Occurrence

        Occurrence.objects.bulk_create(
            Occurrence(event=row, starts_at=now + timedelta(hours=n + 1),
                       ends_at=now + timedelta(hours=n + 2), changed_at=now)
            for n, row in enumerate(rows)
        )  # fmt: skip

    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def asked(path):
        client.get(path)
        with CaptureQueriesContext(connection) as found:
            assert client.get(path).status_code == 200
        return len(found)

    paths = ("/en/events/", "/ar/events/calendar.ics", "/en/events/?region=canary-region&page=2")
    many(3)
    few = [asked(path) for path in paths]
    many(1000)
    assert [asked(path) for path in paths] == few
    assert max(few) <= 10


def test_every_language_has_the_page(client):
    an_event(worker())
    for code in table():
        assert "Open evening" in _page(client, f"/{code}/events/")
