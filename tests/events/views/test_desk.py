"""Events at the desk: by whom, with what said of bad input, and words kept."""

import pytest
from django.utils import timezone

from tests.accounts.people import member, sign_in, spoke
from tests.events.event_made import (
    a_draft,
    an_event,
    day_of,
    is_over,
    registered,
    values,
    worker,
)
from upstander.events.actions.event import cancel_event, change_event
from upstander.events.interface import events_waiting
from upstander.events.models import Event
from upstander.network.states import Role

pytestmark = pytest.mark.django_db


def _typed(**changes):
    found = {
        "seen": "0", "organisation": str(spoke().pk), "title": "Open evening", "language": "en",
        "kind": "event", "about": "", "first_day": "2031-05-02", "starts": "18:00",
        "ends": "20:00", "repeats": "never", "until": "", "place": "Hall", "link": "",
        "community": "", "access": "", "places": "", "project": "",
    }  # fmt: skip
    return {**found, **changes}


def test_people_of_other_organisations_find_nothing(client):
    event = an_event(worker(), title="Canary evening")
    day = day_of(event)
    row = registered(day, name="Canary")
    base = f"/desk/events/{event.pk}/"
    paths = [base, *(base + rest for rest in (
        "change/", "words/fr/", "publish/", "cancel/", "days/new/", f"days/{day.pk}/",
        f"days/{day.pk}/move/", f"days/{day.pk}/cancel/",
        f"days/{day.pk}/{row.pk}/remove/",
    ))]  # fmt: skip
    for someone in (worker(1), member(Role.REVIEWER, spoke()), member(Role.HUB_STAFF, spoke(2))):
        sign_in(client, someone)
        assert [client.get(path).status_code for path in paths] == [404] * len(paths)
        assert {client.post(path).status_code for path in paths[1:]} == {404}
        assert "Canary" not in client.get("/desk/events/").content.decode()


def test_an_event_is_made_and_its_organisation_is_one_of_hers(client):
    sign_in(client, worker())
    other = spoke(1)
    answer = client.post("/desk/events/new/", _typed(organisation=str(other.pk)))
    assert (answer.status_code, Event.objects.count()) == (200, 0)
    answer = client.post("/desk/events/new/", _typed())
    event = Event.objects.get()
    assert (answer.url, event.organisation) == (f"/desk/events/{event.pk}/", spoke())


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"title": ""}, "This field is required."),
        ({"title": "t" * 161}, "at most 160 characters"),
        ({"title": "a\x00b"}, "Null characters"),
        ({"about": "a" * 4001}, "at most 4000 characters"),
        ({"first_day": "soon"}, "Write the day like 2027-04-30."),
        ({"first_day": "1066-05-02"}, "Write the day like 2027-04-30."),
        ({"starts": "noon"}, "Enter a valid time."),
        ({"ends": "18:00"}, "It begins and ends at the same time. Change one."),
        ({"repeats": "weekly"}, "Say until which day it takes place."),
        ({"repeats": "weekly", "until": "2031-05-01"}, "cannot be before the first one"),
        ({"repeats": "weekly", "until": "2039-05-01"}, "within two years"),
        ({"link": "no address"}, "Enter a valid URL."),
        ({"link": "javascript:alert(1)"}, "Enter a valid URL."),
        ({"places": "3"}, "Places are counted only if people register before."),
        ({"places": "0", "needs_registration": "on"}, "greater than or equal to 1"),
        ({"places": "2001", "needs_registration": "on"}, "less than or equal to 2000"),
        ({"languages": "xx"}, "is not one of the available choices"),
    ],
)
def test_bad_input_gets_a_sentence_and_keeps_the_words(client, changes, said):
    sign_in(client, worker())
    answer = client.post("/desk/events/new/", _typed(**{"access": "Keep these words", **changes}))
    page = answer.content.decode()
    assert (answer.status_code, said in page, "Keep these words" in page) == (200, True, True)
    assert Event.objects.count() == 0


def test_two_pages_open_the_second_keeps_her_words(client):
    by = worker()
    event = a_draft(by)
    sign_in(client, by)
    change_event(event, values(title="First"), seen=0, by=by)
    answer = client.post(f"/desk/events/{event.pk}/change/", _typed(title="Second words"))
    assert (answer.status_code, "Second words" in answer.content.decode()) == (409, True)
    answer = client.post(f"/desk/events/{event.pk}/words/fr/", {"seen": "0", "title": "Deux"})
    assert (answer.status_code, "Deux" in answer.content.decode()) == (409, True)
    event.refresh_from_db()
    assert (event.title, event.title_in) == ("First", {})


def test_a_double_click_makes_one_draft_and_other_words_are_another(client):
    sign_in(client, worker())
    sheet = client.get("/desk/events/new/").context["form"]["sheet"].value()
    first, second = (client.post("/desk/events/new/", _typed(sheet=str(sheet))) for _ in "ab")
    assert (first.status_code, second.url, Event.objects.count()) == (302, first.url, 1)
    back = client.post("/desk/events/new/", _typed(sheet=str(sheet), title="Another evening"))
    assert back.url != first.url
    sheet = client.get("/desk/events/new/").context["form"]["sheet"].value()
    assert client.post("/desk/events/new/", _typed(sheet=str(sheet))).url != first.url
    page = client.get(f"{first.url}change/").content.decode()
    assert 'name="sheet"' not in page


def test_a_published_event_is_changed_without_its_plan(client):
    by = worker()
    event = an_event(by)
    sign_in(client, by)
    page = client.get(f"/desk/events/{event.pk}/change/").content.decode()
    assert ("first_day" in page, 'name="title"' in page) == (False, True)
    client.post(
        f"/desk/events/{event.pk}/change/",
        _typed(title="Longer", needs_registration="on", places="9"),
    )
    event.refresh_from_db()
    assert (event.title, event.places, event.first_day) == ("Longer", 9, values()["first_day"])


def test_a_draft_says_what_it_lacks(client):
    by = worker()
    event = a_draft(by, place="")
    sign_in(client, by)
    page = client.get(f"/desk/events/{event.pk}/").content.decode()
    assert ("Write where it takes place" in page, "/publish/" in page) == (True, False)


def test_deeds_are_asked_first_and_refusals_are_sentences(client):
    by = worker()
    event = an_event(by)
    sign_in(client, by)
    base = f"/desk/events/{event.pk}/"
    day = f"{base}days/{day_of(event).pk}/"
    for path in ("publish/", "cancel/"):
        assert client.get(base + path).status_code == 200
    assert client.get(day + "cancel/").status_code == 200
    event.refresh_from_db()
    assert event.state == "published"
    page = client.post(base + "publish/", follow=True).content.decode()
    assert "already been dealt with" in page
    client.post(base + "cancel/", {"reason": "Snow."})
    page = client.post(base + "cancel/", {"reason": "Again."}, follow=True).content.decode()
    assert ("already been dealt with" in page, "Snow." in page) == (True, True)
    page = client.post(day + "cancel/", follow=True).content.decode()
    assert "This event is cancelled" in page
    written = client.get(base + "words/ar/").content.decode()
    assert '<div class="stack" lang="en" dir="ltr"><p><strong>Open evening</strong></p>' in written
    assert client.get(base + "words/xx/").status_code == 404
    assert client.get(base + "words/en/").status_code == 404


def test_a_day_is_added_moved_and_cancelled(client):
    by = worker()
    event = an_event(by)
    sign_in(client, by)
    base, day = f"/desk/events/{event.pk}/days/", day_of(event)
    said = {"seen": "0", "day": "2031-05-09", "starts": "10:00", "ends": "11:00"}
    assert client.post(f"{base}new/", said).status_code == 302
    assert client.post(f"{base}new/", said).status_code == 409
    noon = {**said, "starts": "12:00", "ends": "13:00"}
    assert client.post(f"{base}{day.pk}/move/", noon).status_code == 302
    assert client.post(f"{base}{day.pk}/move/", said).status_code == 409
    slip = client.post(f"{base}new/", {**said, "starts": "10:00", "ends": "10:00"})
    assert "begins and ends at the same time" in slip.content.decode()
    bad = client.post(f"{base}{day.pk}/move/", {**said, "seen": "1", "day": "1990-01-01"})
    assert (bad.status_code, "over already" in bad.content.decode()) == (409, True)
    client.post(f"{base}{day.pk}/cancel/")
    rows = event.occurrences.order_by("starts_at").values_list("is_cancelled", flat=True)
    assert list(rows) == [False, True]
    assert timezone.localtime(event.occurrences.get(pk=day.pk).starts_at).hour == 12


def test_who_comes_is_read_and_who_came_is_noted(client):
    by = worker()
    event = an_event(by)
    day = day_of(event)
    row = registered(day, name="Noor", access="A ramp", interpreting="ar")
    sign_in(client, by)
    path = f"/desk/events/{event.pk}/days/{day.pk}/"
    page = client.get(path).content.decode()
    assert [word in page for word in ("Noor", "A ramp", "العربية", 'name="there"')] == [
        True, True, True, False,
    ]  # fmt: skip
    is_over(day)
    bad = client.post(path, {"seen": "x", "there": str(row.pk), "number": ""})
    assert (bad.status_code, "Someone changed this" in bad.content.decode()) == (409, True)
    bad = client.post(path, {"seen": "0", "number": "many"})
    assert (bad.status_code, "Enter a whole number." in bad.content.decode()) == (200, True)
    assert client.post(path, {"seen": "0", "there": str(row.pk), "number": ""}).status_code == 302
    day.refresh_from_db()
    assert day.attendance == 1


def test_a_mistake_on_an_old_page_does_not_pass_over_what_a_colleague_noted(client):
    by = worker()
    event = an_event(by, needs_registration=False, places=None)
    day = is_over(day_of(event))
    sign_in(client, by)
    path = f"/desk/events/{event.pk}/days/{day.pk}/"
    client.post(path, {"seen": "0", "number": "40"})
    page = client.post(path, {"seen": "0", "number": "many"}).content.decode()
    assert '<input type="hidden" name="seen" value="0">' in page
    assert client.post(path, {"seen": "0", "number": "4"}).status_code == 409


def test_a_draft_that_was_put_away_leads_nowhere_in_public(client):
    by = worker()
    event = a_draft(by)
    cancel_event(event, "", by=by)
    sign_in(client, by)
    page = client.get(f"/desk/events/{event.pk}/").content.decode()
    assert f"/events/{event.key}/" not in page


def test_without_registration_a_number_is_asked_for(client):
    by = worker()
    event = an_event(by, needs_registration=False, places=None)
    day = is_over(day_of(event))
    sign_in(client, by)
    path = f"/desk/events/{event.pk}/days/{day.pk}/"
    assert "This field is required." in client.post(path, {"seen": "0"}).content.decode()
    client.post(path, {"seen": "0", "number": "40", "is_estimated": "on"})
    day.refresh_from_db()
    assert (day.attendance, day.is_estimated) == (40, True)


def test_what_waits_is_counted_for_who_may_do_it():
    by, other = worker(), worker(1)
    reviewer = member(Role.REVIEWER, spoke())
    a_draft(by)
    an_event(by, title="To come")
    is_over(day_of(an_event(by)))
    cancel_event(a_draft(by), "", by=by)
    assert [events_waiting(user) for user in (by, other, reviewer)] == [
        (True, 2, 1), (True, 0, 0), (False, 0, 0),
    ]  # fmt: skip


def test_who_writes_for_nobody_plans_nothing(client):
    sign_in(client, member(Role.REVIEWER, spoke()))
    assert client.get("/desk/events/new/").url == "/desk/events/"
    assert "Events are planned by people" in client.get("/desk/events/").content.decode()


def test_the_list_takes_the_same_queries_for_any_number(client):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    by = worker()
    sign_in(client, by)

    def asked():
        with CaptureQueriesContext(connection) as found:
            assert client.get("/desk/events/").status_code == 200
        return len(found)

    an_event(by)
    asked()  # what is asked once a session
    few = asked()
    for number in range(12):
        an_event(by, title=f"Evening {number}")
    assert asked() == few


def test_the_list_has_pages_and_the_oldest_days_to_note_stand_first(client):
    by = worker()
    sign_in(client, by)
    for number in range(12):
        is_over(day_of(an_event(by, title=f"Over {number}")), days=number + 1)
    for number in range(14):
        a_draft(by, title=f"Draft {number}")
    answer = client.get("/desk/events/")
    assert [len(answer.context[name]) for name in ("late", "page")] == [10, 25]
    assert answer.context["late"][0].event.title == "Over 11"
    assert len(client.get("/desk/events/?page=2").context["page"]) == 1
    assert events_waiting(by) == (True, 26, 12)


def test_a_place_is_freed_after_a_page_that_asks(client):
    by = worker()
    event = an_event(by)
    day = day_of(event)
    row = registered(day, name="Nobody")
    sign_in(client, by)
    path = f"/desk/events/{event.pk}/days/{day.pk}/{row.pk}/remove/"
    assert "Nobody" in client.get(path).content.decode()
    assert day.registrations.get().state == "placed"
    client.post(path)
    assert day.registrations.get().state == "given_up"
    assert "given up already" in client.post(path, follow=True).content.decode()
