"""Priorities at the desk: written, scored openly, agreed, read by those who may."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.accounts.people import hub, member, sign_in, spoke
from tests.action.priority_made import (
    a_priority,
    a_proposed_priority,
    a_round,
    a_seat,
    agreement,
    an_agreed_priority,
    coordinator,
    words,
)
from tests.action.survey_made import worker
from upstander.action.actions.priority import add_evidence, gather_priority, review_priority
from upstander.action.actions.scoring import close_round, give_scores
from upstander.action.interface import priorities_visible_to, public_priorities
from upstander.action.models import Priority, Review, RoundOfScoring
from upstander.action.queries.priority_panel import priority_panel
from upstander.audit.interface import entries_of
from upstander.audit.models import Entry
from upstander.core.errors import NotAllowed
from upstander.network.interface import release
from upstander.network.models import Organisation
from upstander.network.states import Audience, Role

pytestmark = pytest.mark.django_db
LIST = "/desk/local/priorities/"
FIVE = {"importance": 5, "feasibility": 5, "reach": 5, "words": ""}


def _do(client, row, deed, data=None):
    return client.post(f"{LIST}{row.pk}/do/{deed}/", data or {})


def test_from_what_people_said_to_an_agreed_priority(client):
    sign_in(client, coordinator())
    client.post(f"{LIST}new/{spoke().pk}/", {**words(title="عدل"), "seen": 0})
    row = Priority.objects.get()
    day = timezone.localdate().isoformat()
    piece = {"kind": "conversation", "words": "Forty people came", "day": day}
    client.post(f"{LIST}{row.pk}/evidence/new/", piece)
    _do(client, row, "propose")
    client.post(f"{LIST}scoring/new/{spoke().pk}/", {"opens_on": day, "closes_on": day})
    found = RoundOfScoring.objects.get()
    points = {f"p{row.pk}-{name}": 4 for name in ("importance", "feasibility", "reach")}
    client.post(f"{LIST}scoring/{found.pk}/mine/", points)
    said = {**agreement(), "seen": Priority.objects.get().version}
    assert _do(client, row, "agree", said).status_code == 409
    client.post(f"{LIST}scoring/{found.pk}/close/")
    client.post(f"{LIST}{row.pk}/do/agree/", {**said, "unscored": ""})
    row.refresh_from_db()
    assert (row.state, row.agreed_by, row.unscored) == ("agreed", "Committee, 5 members", "")
    page = client.get(f"{LIST}{row.pk}/").content.decode()
    assert all(text in page for text in ("عدل", "Forty people came", "On average 4.0 of 5"))
    verbs = Entry.objects.filter(of=f"priority:{row.pk}").values_list("verb", flat=True)
    assert set(verbs) == {
        "priority.gathered", "priority.evidence_added", "priority.proposed", "priority.agreed",
    }  # fmt: skip


def test_what_was_typed_stays_on_any_mistake(client):
    row = a_proposed_priority(coordinator())
    sign_in(client, coordinator_again())
    pages = [
        client.post(f"{LIST}new/{spoke().pk}/", {"words": "كلمات", "seen": 0}),
        client.post(f"{LIST}{row.pk}/evidence/new/", {"words": "كلمات", "kind": "source"}),
        _do(
            client,
            row,
            "agree",
            {**agreement(agreed_by="كلمات", unscored=" "), "seen": row.version},
        ),
        client.post(f"{LIST}{row.pk}/edit/", {**words(title="كلمات"), "seen": 9}),
    ]
    assert [("كلمات" in page.content.decode(), page.status_code) for page in pages] == [
        (True, 200), (True, 200), (True, 409), (True, 409),
    ]  # fmt: skip
    assert Priority.objects.get().state == "proposed"


def coordinator_again():
    from upstander.accounts.models import User

    return User.objects.get(email="coordinator-0@example.org")


def test_a_priority_is_scored_as_it_stands():
    by = coordinator()
    row = a_proposed_priority(by)
    a_round(by)
    client = sign_in(Client(), by)
    for deed in ("back", "set-aside"):
        assert _do(client, row, deed).status_code == 409
    assert client.post(f"{LIST}{row.pk}/edit/", {**words(), "seen": 0}).status_code == 409


def test_only_the_agreed_is_seen_outside_and_of_indigenous_governance_only_what_is_released():
    by, other = coordinator(), coordinator(1)
    Organisation.objects.filter(pk=spoke(1).pk).update(is_indigenous_governed=True)
    nation = Organisation.objects.get(pk=spoke(1).pk)
    draft = a_proposed_priority(by, title="Canary draft")
    shown, held = an_agreed_priority(by), an_agreed_priority(other, nation, title="Canary held")
    outside = {
        Audience.HUB: member(Role.HUB_STAFF, hub()),
        Audience.FUNDER: member(Role.FUNDER_OFFICER, hub()),
    }
    for audience, user in outside.items():
        client = sign_in(Client(), user)
        assert "Canary" not in client.get(LIST).content.decode()
        found = [client.get(f"{LIST}{row.pk}/").status_code for row in (draft, shown, held)]
        assert found == [404, 200, 404]
        release(nation, f"priority:{held.pk}", audience, by=other)
        assert client.get(f"{LIST}{held.pk}/").status_code == 200
    assert {row.pk for row in public_priorities()} == {shown.pk}
    release(nation, f"priority:{held.pk}", Audience.PUBLIC, by=other)
    assert {row.pk for row in public_priorities(organisation=nation)} == {held.pk}
    assert list(priorities_visible_to(worker(2))) == []


def test_people_outside_see_how_much_evidence_there_is_and_not_its_words():
    by = coordinator()
    row = a_priority(by)
    today = timezone.localdate()
    piece = {"kind": "conversation", "words": "Canary words", "day": today, "source": ""}
    add_evidence(row, {**piece, "survey": None}, by=by)
    agreed(row, by)
    client = sign_in(Client(), member(Role.HUB_STAFF, hub()))
    page = client.get(f"{LIST}{row.pk}/").content.decode()
    assert ("Canary" in page, "Community conversation: 1" in page) == (False, True)
    public = public_priorities(organisation=spoke())[0]
    assert [(str(kind), n) for kind, n in public.evidence] == [("Community conversation", 1)]
    assert "Canary" not in repr(public)


def agreed(row, by):
    from upstander.action.actions.priority import agree_priority, propose_priority

    propose_priority(row, by=by)
    agree_priority(row, agreement(), seen=row.version, by=by)


@pytest.mark.parametrize("outcome", ["confirm", "done", "set_aside"])
def test_a_review_loses_no_words_that_were_changed(outcome):
    by = coordinator()
    row = an_agreed_priority(by, words="In all\nschools")
    client, where = sign_in(Client(), by), f"{LIST}{row.pk}/do/review/"
    kept = {"title": row.title, "text": "In all\r\nschools", "seen": row.version}
    sent = {**kept, "outcome": outcome, "words": "So", "review_on": row.review_on.isoformat()}
    for other in ({"title": "Other title"}, {"text": "In some schools"}):
        page = client.post(where, {**sent, **other})
        said = "Choose “It stays, in other words” to keep them"
        text = page.content.decode()
        assert (page.status_code, said in text, other.popitem()[1] in text) == (200, True, True)
    assert row.reviews.count() == 0
    late = client.post(where, {**sent, "title": "Other title", "seen": row.version + 1})
    assert late.status_code == 409
    assert client.post(where, sent).status_code == 302
    row.refresh_from_db()
    assert (row.reviews.get().outcome, row.title) == (outcome, "Fair discipline")


def test_words_that_changed_since_they_were_read_are_not_agreed():
    by = coordinator()
    row = a_proposed_priority(by)
    client = sign_in(Client(), by)
    page = f"{LIST}{row.pk}/do/agree/"
    sent = {**client.get(page).context["form"].initial, "agreed_by": "All", "unscored": "Urgent"}
    Priority.objects.filter(pk=row.pk).update(title="Other words", version=row.version + 1)
    answer = client.post(page, sent)
    row.refresh_from_db()
    assert row.state == "proposed"
    assert "Someone changed this" in answer.content.decode()
    assert "Urgent" in answer.content.decode()
    client.post(page, {**sent, "seen": row.version})
    row.refresh_from_db()
    assert row.state == "agreed"


def test_a_late_review_stands_first_and_a_review_settles_it():
    by = coordinator()
    row = an_agreed_priority(by)
    today = timezone.localdate()
    Priority.objects.filter(pk=row.pk).update(
        agreed_on=today - timedelta(400), review_on=today - timedelta(35)
    )
    panel = priority_panel(by, timezone.now())
    assert [(str(r.text), r.is_late) for r in panel.rows] == [("Fair discipline", True)]
    said = {
        "outcome": "change", "words": "The name was unclear", "title": "Fair schools",
        "text": "All", "review_on": today + timedelta(365),
    }  # fmt: skip
    with pytest.raises(NotAllowed):
        review_priority(row, said, seen=7, by=by)
    assert Review.objects.count() == 0
    review_priority(row, said, seen=0, by=by)
    row.refresh_from_db()
    assert (row.title, row.state, Review.objects.get().title_before) == (
        "Fair schools", "agreed", "Fair discipline",
    )  # fmt: skip
    assert priority_panel(by, timezone.now()).rows == []


def test_what_is_taken_up_again_begins_anew():
    by = coordinator()
    row = an_agreed_priority(by)
    client = sign_in(Client(), by)
    _do(client, row, "review", {"outcome": "set_aside", "words": "No money", "seen": 0})
    assert public_priorities() == []
    _do(client, row, "take-up")
    row.refresh_from_db()
    assert (row.state, row.agreed_on, row.agreed_by, row.review_on) == ("gathered", None, "", None)


def test_systemic_work_stands_by_the_institution_that_it_addresses(client):
    by = coordinator()
    for kind in ("everyone", "school", "health"):
        a_priority(by, addresses=kind)
    sign_in(client, by)
    page = client.get(LIST).content.decode()
    places = [page.index(name) for name in ("Schools and", "Health care", "Everyone here")]
    assert places == sorted(places)
    assert page.count("systemic") == 2


def test_lists_take_the_same_queries_for_any_number(client):
    by = coordinator()
    sign_in(client, by)
    client.get("/desk/")
    counts, found = [], None
    for number in range(2):
        rows = [a_proposed_priority(by, title=f"P{number}{n}") for n in range(2)]
        if found:
            close_round(found, by=by)
        found = a_round(by)
        for row in rows:
            give_scores(found, a_seat(name=f"S{row.pk}"), {row.pk: FIVE}, by=by)
        for address in (LIST, "/desk/local/", f"{LIST}scoring/{found.pk}/"):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            counts.append(len(queries))
    assert counts[:3] == counts[3:]
    with CaptureQueriesContext(connection) as queries:
        public_priorities(organisation=spoke())
    assert len(queries) <= 3


def test_what_is_no_longer_possible_is_said_before_anything_is_typed():
    by = coordinator()
    row = a_priority(by)
    client = sign_in(Client(), by)
    assert client.get(f"{LIST}{row.pk}/do/burn/").status_code == 404
    page = client.get(f"{LIST}{row.pk}/do/review/", follow=True)
    assert "already been dealt with" in page.content.decode()
    assert client.get(f"{LIST}{row.pk}/do/propose/").status_code == 200
    day = timezone.localdate().isoformat()
    none = client.post(
        f"{LIST}scoring/new/{spoke().pk}/", {"opens_on": day, "closes_on": day}
    ).content.decode()
    assert "Propose a priority first." in none
    for place in (f"{LIST}new/0/", f"{LIST}scoring/new/0/"):
        assert client.get(place).status_code == 302


def test_a_second_press_makes_no_second_priority_and_no_second_piece_of_evidence():
    by = coordinator()
    client = sign_in(Client(), by)
    first = client.post(f"{LIST}new/{spoke().pk}/", {**words(), "seen": 0})
    assert client.post(f"{LIST}new/{spoke().pk}/", {**words(), "seen": 0}).url == first.url
    row = Priority.objects.get()
    piece = {"kind": "conversation", "words": "12", "day": timezone.localdate().isoformat()}
    for _ in range(2):
        assert client.post(f"{LIST}{row.pk}/evidence/new/", piece).url == first.url
    client.post(f"{LIST}{row.pk}/evidence/new/", {**piece, "words": "13"})
    assert list(row.evidence.order_by("pk").values_list("words", flat=True)) == ["12", "13"]
    verbs = [entry.verb for entry in entries_of(f"priority:{row.pk}")]
    assert verbs == ["priority.gathered"] + ["priority.evidence_added"] * 2
    assert gather_priority(spoke(), words(), by=by) != row


def test_evidence_is_taken_out_until_it_was_agreed_on():
    by = coordinator()
    row, today = a_priority(by), timezone.localdate()
    piece = {"kind": "numbers", "words": "12", "day": today, "source": "", "survey": None}
    first, second = (add_evidence(row, {**piece, "words": w}, by=by) for w in ("12", "13"))
    client = sign_in(Client(), by)
    where = f"{LIST}{row.pk}/evidence/"
    assert f"{where}{first.pk}/remove/" in client.get(f"{LIST}{row.pk}/").content.decode()
    page = client.get(f"{where}{first.pk}/remove/").content.decode()
    assert ["<p>12</p>" in page, "This cannot be undone." in page] == [True, True]
    assert row.evidence.count() == 2
    for _ in range(2):
        client.post(f"{where}{first.pk}/remove/")
    agreed(row, by)
    client.post(f"{where}{second.pk}/remove/")
    assert list(row.evidence.all()) == [second]


def test_an_indigenous_governed_organisation_shows_it_from_its_own_page():
    Organisation.objects.filter(pk=spoke().pk).update(is_indigenous_governed=True)
    by = coordinator()
    row = an_agreed_priority(by)
    page = sign_in(Client(), by).get(f"{LIST}{row.pk}/").content.decode()
    assert f"priority/{row.pk}/" in page
    assert "Who sees this" in page
