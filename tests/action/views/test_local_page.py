"""The pages for everyone of a community and of a protocol, with all that they can show."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.formats import date_format

from tests.accounts.people import spoke
from tests.action.community_made import a_whole_community, serve
from tests.action.priority_made import an_agreed_priority
from tests.action.project_made import (
    a_partner,
    a_photo,
    a_running_project,
    an_activity,
    measure_values,
    today,
)
from upstander.action.actions.project import add_part, move_project
from upstander.action.models import Evidence, Priority
from upstander.action.queries.community_public import has_public_place, public_place_keys
from upstander.action.states import Institution, ProjectState
from upstander.core.moves import move
from upstander.network.models import Community
from upstander.protocols.actions.protocol import start_next_version
from upstander.protocols.actions.translation import save_words
from upstander.protocols.models import Protocol, Version
from upstander.protocols.queries.translation import lines_of, stamp_of, text_in
from upstander.protocols.states import VERSION_MOVES, VersionState

pytestmark = pytest.mark.django_db
MOST = 10  # queries of a public page


def translate(version, by, *, is_reviewed=True):
    text = text_in(version, "fr")
    words = {line.key: f"fr: {line.source}" for line in lines_of(version)}
    save_words(text, words, is_reviewed=is_reviewed, seen=stamp_of(text), by=by)


def everything(number=0, key="burnaby"):
    """A community with several of all that its page for everyone can show."""
    made = a_whole_community(number, key)
    for one in range(2):
        more = an_agreed_priority(made.by, made.organisation, title=f"More {number} {one}")
        more.communities.set([made.community])
        for kind in ("conversation", "source"):
            Evidence.objects.create(priority=more, kind=kind, words="Said", day=today())
        named = a_partner(made.organisation, name=f"Club {number} {one}", is_named_in_public=True)
        project = a_running_project(
            made.organisation, title=f"Project {number} {one}", communities=[made.community],
            priority=more, partners=[named],
        )  # fmt: skip
        outcome = project.outcomes.get()
        for days, value in ((3, 44), (1, 61), (2, 50)):
            values = measure_values(value=Decimal(value), measured_on=today() - timedelta(days))
            add_part(outcome, "measure", values, by=made.by)
        a_photo(an_activity(project), is_public=True, shows=f"Hall {number} {one}")
        an_activity(project, title=f"Next {number} {one}", held_on=today() + timedelta(days=one))
        if one:
            move_project(project, ProjectState.DONE, by=made.by)
    translate(made.version, made.by)
    return made


def seen(client, path):
    """The page, and how many queries it takes."""
    client.get(path)  # what is read once for all pages
    with CaptureQueriesContext(connection) as found:
        page = client.get(path)
    return re.sub(r"\s+", " ", page.content.decode()), len(found)


def test_all_of_a_community_is_shown_in_ten_queries_however_much_there_is(client):
    made = everything()
    page, number = seen(client, "/fr/local/burnaby/")
    once = ["Next 0 0", made.activity.title, "Project 0 0", "Project 0 1", "More 0 0", "More 0 1",
            made.priority.title, "Temple 0", "Council", "fr: How we answer"]  # fmt: skip
    assert {words: page.count(words) for words in once} == dict.fromkeys(once, 1)
    twice = ["Club 0 0", "Club 0 1", "<bdi>61 percent</bdi>"]  # a project names its partners too
    assert {words: page.count(words) for words in twice} == dict.fromkeys(twice, 2)
    assert [page.count(f'alt="Hall 0 {one}"') for one in range(2)] == [1, 1]
    assert page.count(made.project.outcomes.get().indicator) == 3
    unseen = ["44 percent", "50 percent", "Shelter", "Next 0 1"]  # of a project that is done
    assert [words for words in unseen if words in page] == []
    everything(1, "kelowna")
    again, more = seen(client, "/fr/local/burnaby/")
    assert (again == page, number, more) == (True, MOST, MOST)
    assert seen(client, "/fr/local/surrey/")[1] <= MOST


def test_a_project_that_names_no_community_is_for_all_that_its_organisation_serves(client):
    everything()
    places, keys = serve(spoke(2), "kelowna", "surrey"), ["kelowna", "surrey"]
    assert ([has_public_place(place) for place in places], public_place_keys()) == (
        [False, False], ["burnaby"],
    )  # fmt: skip
    project = a_running_project(spoke(2), title="For all", communities=[])
    for key, times in (("burnaby", 0), ("kelowna", 1), ("surrey", 1)):
        page, number = seen(client, f"/en/local/{key}/")
        assert (page.count("For all"), number <= MOST) == (times, True), key
    assert [has_public_place(place) for place in places] == [True, True]
    assert sorted(public_place_keys()) == ["burnaby", *keys]
    project.communities.set([place for place in places if place.key == "surrey"])
    assert "For all" not in seen(client, "/en/local/kelowna/")[0]


def test_a_protocol_is_shown_in_ten_queries(client):
    made = everything()
    held = made.version
    following = start_next_version(made.protocol, by=made.by)
    for state in (VersionState.CONSULTATION, VersionState.SIGNING):
        move(following, to=state, moves=VERSION_MOVES)
    move(held, to=VersionState.SUPERSEDED, moves=VERSION_MOVES, ended_on=today())
    move(following, to=VersionState.IN_FORCE, moves=VERSION_MOVES, in_force_on=today())
    translate(following, made.by)
    for path in (f"{made.protocol.pk}/", f"{made.protocol.pk}/{held.number}/"):
        page, number = seen(client, f"/fr/protocols/{path}")
        assert number == MOST, path
        wanted = ("fr: How we answer", "fr: Give a bed", "fr: Grave", "Burnaby", "Council")
        assert [words for words in wanted if words not in page] == [], path
        assert "Shelter" not in page
        assert (f"/fr/protocols/{made.protocol.pk}/{held.number}/" in page) is (path.count("/") < 3)


def test_work_on_an_institution_is_marked_and_work_for_everyone_is_not(client):
    made, words = a_whole_community(), "Changes an institution or a system"
    assert seen(client, "/en/local/burnaby/")[0].count(words) == 1
    Priority.objects.update(addresses=Institution.EVERYONE)
    page = seen(client, "/en/local/burnaby/")[0]
    assert (made.priority.title in page, words in page) == (True, False)


def test_a_protocol_under_review_says_so_with_the_day_of_the_review(client):
    made, day = a_whole_community(), today() + timedelta(days=30)
    Version.objects.filter(pk=made.version.pk).update(review_on=None)
    assert "Next review" not in seen(client, "/en/local/burnaby/")[0]
    Version.objects.filter(pk=made.version.pk).update(review_on=day)
    says = f" · Next review: {date_format(day)}"
    page = seen(client, "/en/local/burnaby/")[0]
    assert (f"{says}</p>" in page, "look at it now" in page) == (True, False)
    made.version.refresh_from_db()
    move(made.version, to=VersionState.UNDER_REVIEW, moves=VERSION_MOVES)
    page = seen(client, "/en/local/burnaby/")[0]
    assert f"{says} · The partners look at it now.</p>" in page


def test_a_title_is_shown_in_the_words_that_someone_has_read(client):
    made = a_whole_community()

    def shown(language="fr"):
        page = seen(client, f"/{language}/local/burnaby/")[0]
        return re.search(r'/protocols/\d+/"><bdi>(.*?)</bdi>', page)[1]

    translate(made.version, made.by, is_reviewed=False)
    assert shown() == '<span lang="en" dir="ltr">How we answer</span>'
    translate(made.version, made.by)
    assert (shown(), shown("en")) == ("fr: How we answer", "How we answer")
    Protocol.objects.update(title="Another title")
    assert shown() == '<span lang="en" dir="ltr">Another title</span>'


def test_a_place_in_a_larger_area_leads_to_what_is_done_there(client):
    made = a_whole_community()
    part = Community.objects.get(key="kelowna")
    link = 'href="/en/local/burnaby/"'
    assert link not in seen(client, "/en/find-help/kelowna/")[0]
    for term in part.spokes.all():
        term.communities.remove(part)
    Community.objects.filter(pk=part.pk).update(part_of=made.community)
    page, number = seen(client, "/en/find-help/kelowna/")
    assert (link in page, number <= MOST) == (True, True)
    made.project.communities.set([part])
    page = seen(client, "/en/find-help/kelowna/")[0]
    assert ('href="/en/local/kelowna/"' in page, link in page) == (True, False)
