"""Addresses of this site, each held against what is really there."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.events.event_made import a_draft, an_event, day_of, is_over, worker
from tests.funding.publication_made import a_call, an_award
from tests.learning.library_made import a_resource
from upstander.editing.queries.places import leading_in
from upstander.events.models import Event
from upstander.learning.models import Course, Lesson
from upstander.network.interface import communities, hub_today, open_spokes

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("address", "is_there"),
    [
        ("page:home", True), ("page:gone", False), ("/en/", True), ("/ar/", True),
        ("/en/gone/", False), ("/en/resources/", True), ("/fr/courses/#top", True),
        ("/xx/resources/", False), ("/", True),
        ("/en/resources/gone/", False), ("/en/resources/gone/pdf/", False),
        ("/en/courses/gone/", False), ("/en/courses/first-answer/", True),
        ("/ar/courses/first-answer/?a=1", True), ("/en/courses/first-answer/gone/", False),
        ("/en/events/", True), ("/en/events/gone/", False), ("/en/events/gone/calendar.ics", False),
        ("/en/events/registration/", True), ("/en/network/nobody/", False),
        ("/en/find-help/nowhere/", False), ("/en/find-help/all/", True),
        ("/en/local/nowhere/", False), ("/en/funding/", True), ("/en/funding/gone/", False),
        ("/en/funding/gone/1/", False), ("/en/protocols/999999/", False),
    ],
)  # fmt: skip
def test_addresses_of_the_site_lead_somewhere_or_not(address, is_there):
    assert leading_in("en")(address) is is_there


def test_records_that_are_there_are_found_in_every_language():
    a_resource()
    by = worker()
    event = an_event(by)
    is_over(day_of(event), 3)
    call = a_call("published")
    award = an_award(call)
    lesson = Lesson.objects.filter(locale__language_code="en", live=True).first()
    assert lesson
    place, hub, spoke = communities().first(), hub_today(), open_spokes().first()
    assert place
    assert spoke
    assert hub
    there = [
        "resources/tea/", "resources/tea/pdf/", f"courses/{lesson.course}/{lesson.key}/",
        f"events/{event.key}/", f"events/{event.key}/calendar.ics", f"find-help/{place.key}/",
        f"local/{place.key}/", f"network/{spoke.organisation.key}/",
        f"network/{hub.organisation.key}/",
        f"funding/{call.key}/", f"funding/{call.key}/{award.reference}/",
    ]  # fmt: skip
    everywhere = [f"/{code}/{path}" for path in there for code in ("en", "fr")]
    leads = leading_in("fr")
    assert [path for path in everywhere if not leads(path)] == []


def test_what_is_not_shown_is_not_there():
    draft = a_draft(worker())
    a_resource()
    Course.objects.filter(key="first-answer").update(live=False)
    assert Event.objects.get() == draft
    leads = leading_in("en")
    gone = [f"/en/events/{draft.key}/", "/en/courses/first-answer/"]
    assert [leads(path) for path in gone] == [False, False]


def test_lists_are_asked_once_and_only_where_an_address_could_be_in_them():
    def asked(addresses: list[str]) -> int:
        leads = leading_in("en")
        with CaptureQueriesContext(connection) as queries:
            for address in addresses:
                leads(address)
        return len(queries)

    assert asked(["/en/", "page:home", "/en/resources/"]) == asked(["/en/"])
    one, many = ["/en/events/a/"], [f"/en/events/{n}/" for n in range(40)]
    assert asked(one) == asked(many) == asked(["/en/"]) + 1
