"""A partner at the desk: what concerns her opens, and nothing else says a word of the rest."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import product
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse
from django.utils import timezone

from tests.accounts.people import hub, member, sign_in, spoke
from tests.action.committee_made import a_guest, two_full_spokes
from tests.action.priority_made import a_proposed_priority, a_round, an_agreed_priority
from tests.protocols.signature_made import a_signing_version, a_version, coordinator, partner
from upstander.action.actions.scoring import close_round, give_scores
from upstander.action.interface import action_waiting, priorities_visible_to
from upstander.action.models import Score
from upstander.action.queries.committee import committee_panel
from upstander.audit.models import Entry
from upstander.core.errors import NotAllowed
from upstander.network.interface import end_membership
from upstander.network.states import Role
from upstander.partnership.models import Seat
from upstander.protocols.actions.committee import comment_from_seat
from upstander.protocols.models import Comment, Version

pytestmark = pytest.mark.django_db
HERE = "/desk/local/"
FIVE = {"importance": 5, "feasibility": 4, "reach": 3, "words": ""}
HERS = {
    "action:home", "action:priorities", "action:priority", "action:round", "action:round-score",
    "protocols:committee-version",
}  # fmt: skip
SHUT = (200, 302, 403, 404, 405, 409)  # what is 200 is told apart below
# Lists that open to any member of staff and have nothing in them for her.
EMPTY = {
    "action:communities", "action:projects", "action:project-activities", "action:summaries",
    "action:surveys",
}  # fmt: skip


def _rows(user, days=0):
    panel = committee_panel(user, timezone.now() + timedelta(days))
    return [(str(r.text), str(r.note), r.is_waiting) for r in panel.rows]


def _records(name: str, found: SimpleNamespace) -> list[int]:
    """Whose pages an address of this name could be, by number."""
    room, _colon, word = name.partition(":")
    word = word.partition("-")[0]
    if room == "partnership":
        of = {"partner": [found.partner], "agreement": [found.partner], "seat": [found.seat]}
        if name not in ("partnership:seat-new", "partnership:partner-new"):
            return [row.pk for row in of.get(word, [spoke(), spoke(1)])]
        return [spoke().pk]
    priorities = [found.priority, found.gathered, found.scored, found.far]
    versions = [found.version, found.draft, found.discussed]
    of = {
        "priority": priorities, "evidence": priorities, "round": [found.round, found.far_round],
        "project": [found.project], "survey": [found.survey],
        "summary": [found.summary, found.drafted], "protocol": [found.protocol],
        "run": [found.run], "comment": [found.comment],
        "signature": [*found.version.signatures.all()],
    }  # fmt: skip
    return [row.pk for row in of.get(word, versions)]


def _addresses(found: SimpleNamespace) -> Iterator[tuple[str, str]]:
    """Every address of the three rooms, by name, for records that are there."""
    organisations = [spoke().pk, spoke(1).pk]
    known = {
        "organisation": organisations, "year": [timezone.localdate().year],
        "key": [found.community.key], "kind": ["versions"], "to": ["running"], "code": ["fr"],
        "name": ["steps", "milestone", "give-up"], "deed": ["propose", "open"], "part": [1],
        "language": ["fr"], "seat": [row.pk for row in Seat.objects.all()], "outcome": [1],
        "photo": ["6a8a3f0e-0f2e-4a57-9ad7-0f4e0c6f4a11"], "place": [0], "number": [1],
        "step": [1], "token": ["x"],
    }  # fmt: skip
    for room in ("partnership", "protocols", "action"):
        for pattern in get_resolver(f"upstander.{room}.staff_urls").url_patterns:
            name = f"{room}:{pattern.name}"
            words = [*pattern.pattern.converters]
            values = [_records(name, found) if w == "pk" else known[w] for w in words]
            for chosen in product(*values):
                yield name, reverse(name, kwargs=dict(zip(words, chosen, strict=True)))


def test_every_address_of_the_three_rooms(client):
    found = two_full_spokes()
    sign_in(client, found.guest)
    opened, wrong, before = set(), [], Entry.objects.count()
    for name, address in dict.fromkeys(_addresses(found)):
        answer = client.get(address)
        text = answer.content.decode(errors="replace")
        if "canary" in text.casefold():
            wrong.append(address)
        if answer.status_code == 200:
            opened.add(name)
        answers = [answer.status_code]
        if name not in HERS:
            answers.append(client.post(address).status_code)
        wrong += [(address, status) for status in answers if status not in SHUT]
    assert wrong == []
    assert sorted(opened - HERS) == sorted(EMPTY)
    assert opened >= HERS
    assert Entry.objects.count() == before


def test_what_opens_of_each_kind_of_record(client):
    found = two_full_spokes()
    sign_in(client, found.guest)
    seen = {row.title for row in priorities_visible_to(found.guest)}
    assert seen == {"Fair schools 0", "To score"}
    scores = f"{HERE}priorities/scoring/{found.round.pk}"
    pages = {
        f"{HERE}priorities/{found.priority.pk}/": 200, f"{HERE}priorities/{found.scored.pk}/": 200,
        f"{HERE}priorities/{found.gathered.pk}/": 404, f"{HERE}priorities/{found.far.pk}/": 404,
        f"{scores}/": 200, f"{HERE}priorities/scoring/{found.far_round.pk}/": 404,
        f"{scores}/seat/{found.seat.pk}/": 200, f"{scores}/mine/": 302,
        **{f"{scores}/seat/{s.pk}/": 302 for s in Seat.objects.exclude(pk=found.seat.pk)},
        f"/desk/protocols/committee/{found.version.pk}/": 200,
        f"/desk/protocols/committee/{found.discussed.pk}/": 200,
        f"/desk/protocols/committee/{found.draft.pk}/": 404,
    }  # fmt: skip
    assert {address: client.get(address).status_code for address in pages} == pages


def test_the_rest_of_the_desk_says_nothing_of_others(client):
    found = two_full_spokes()
    sign_in(client, found.guest)
    for path in ("/desk/", "/desk/people/", HERE, "/desk/requests/", "/desk/funding/"):
        text = client.get(path, follow=True).content.decode()
        assert "canary" not in text.casefold()
        assert f"<bdi>{found.lead.name}</bdi>" not in text
        assert "/desk/releases/" not in text


def test_a_partner_reads_no_release_and_gives_none(client):
    found = two_full_spokes()
    sign_in(client, found.guest)
    for path in (f"{spoke().pk}/", f"priority/{found.priority.pk}/hub/give/"):
        assert client.get(f"/desk/releases/{path}").status_code == 404
    assert "release" not in client.get(f"{HERE}priorities/{found.priority.pk}/").content.decode()


def test_her_panel_lists_what_waits_for_her_and_what_was_agreed():
    lead = coordinator()
    guest, seat = a_guest()
    assert (_rows(guest), action_waiting(guest)) == ([], (True, 0, 0))
    version, agreed = a_version(), an_agreed_priority(lead)
    row = a_proposed_priority(lead, title="To score")
    found = a_round(lead)
    day = f"open until {timezone.localdate() + timedelta(7):%b}"
    rows = _rows(guest)
    assert rows[0][1].startswith(day[:11])
    assert [(text, waits) for text, _note, waits in rows] == [
        ("Scoring of Spoke 0", True), (version.protocol.title, True), (agreed.title, False),
    ]  # fmt: skip
    give_scores(found, seat, {row.pk: FIVE}, by=guest)
    said = comment_from_seat(version, "We agree", seat.partner_id, by=guest)
    assert comment_from_seat(version, "We agree", seat.partner_id, by=guest) == said
    assert [waits for _text, _note, waits in _rows(guest)] == [False, False, False]
    assert _rows(guest, 8)[0][0] == version.protocol.title


def test_while_it_is_signed_she_sees_how_far_her_partner_is():
    guest, _seat = a_guest()
    version = a_signing_version()
    assert _rows(guest) == [(version.protocol.title, "Being signed · Council: Asked", True)]


def test_without_a_seat_she_learns_whom_to_ask_and_after_her_term_or_membership_sees_nothing():
    guest, seat = a_guest()
    an_agreed_priority(coordinator())
    assert len(_rows(guest)) == 1
    Seat.objects.filter(pk=seat.pk).update(ends_on=timezone.localdate())
    assert [(text, waits) for text, _note, waits in _rows(guest)] == [("Spoke 0", False)]
    assert action_waiting(guest) == (True, 0, 0)
    assert list(priorities_visible_to(guest)) == []
    Seat.objects.filter(pk=seat.pk).update(ends_on=None)
    end_membership(guest.memberships.get(), by=member(Role.ADMINISTRATOR, hub()))
    assert committee_panel(guest, timezone.now()) is None
    assert list(priorities_visible_to(guest)) == []


def test_whoever_works_there_has_no_second_panel():
    lead = coordinator()
    Seat.objects.create(organisation=spoke(), user=lead, name="Lead", starts_on="2020-01-01")
    assert committee_panel(lead, timezone.now()) is None


def test_she_scores_for_herself_alone_and_until_it_is_closed(client):
    lead, (guest, seat) = coordinator(), a_guest()
    row = a_proposed_priority(lead)
    found, other = a_round(lead), a_guest(1)[1]
    give_scores(found, seat, {row.pk: FIVE}, by=guest)
    assert [(s.seat, s.user, s.entered_by) for s in Score.objects.all()] == [(seat, None, guest)]
    for whose in (None, other):
        with pytest.raises(NotAllowed):
            give_scores(found, whose, {row.pk: FIVE}, by=guest)
    address = f"{HERE}priorities/scoring/{found.pk}/"
    assert "Ida Guest" in sign_in(client, guest).get(address).content.decode()
    close_round(found, by=lead)
    page = client.get(address).content.decode()
    found_there = ["Ida Guest" in page, "Give my scores" in page, "/close/" in page]
    assert found_there == [True, False, False]
    assert f'href="{HERE}priorities/{row.pk}/"' not in page  # not agreed: no page for her
    assert row.title in page
    assert ("Scoring of Spoke 0", False) in [(text, waits) for text, _note, waits in _rows(guest)]
    assert client.get(f"{address}close/").status_code == 302
    far = a_guest(2)[0]
    assert sign_in(Client(), far).get(address).status_code == 404
    with pytest.raises(NotAllowed):
        give_scores(found, seat, {row.pk: FIVE}, by=guest)


def test_an_observer_reads_and_neither_scores_nor_speaks(client):
    lead, (guest, _seat) = coordinator(), a_guest(role="observer")
    a_proposed_priority(lead)
    a_round(lead)
    version = a_version()
    assert [(text, waits) for text, _n, waits in _rows(guest)] == [(version.protocol.title, False)]
    page = sign_in(client, guest).get(f"/desk/protocols/committee/{version.pk}/").content.decode()
    assert ("The person decides." in page, "<textarea" in page) == (True, False)


def test_she_speaks_for_her_partner_while_it_is_discussed(client):
    guest, seat = a_guest()
    version = a_version()
    where = f"/desk/protocols/committee/{version.pk}/"
    sign_in(client, guest)
    for whose in (partner("Shelter").pk, "", partner("Far", spoke(1)).pk):
        page = client.post(where, {"text": "Kept words", "partner": whose}).content.decode()
        assert "Kept words" in page
    assert Comment.objects.count() == 0
    client.post(where, {"text": "We agree", "partner": seat.partner_id})
    said = Comment.objects.get()
    assert (said.text, said.partner, said.made_by) == ("We agree", seat.partner, guest)
    assert "We agree" in client.get(where).content.decode()
    Version.objects.filter(pk=version.pk).update(state="signing")
    page = client.post(where, {"text": "Too late", "partner": seat.partner_id}).content.decode()
    assert ("Too late" in page, "only while" in page, Comment.objects.count()) == (True, True, 1)
    with pytest.raises(NotAllowed):
        comment_from_seat(version, "Too late", seat.partner_id, by=guest)


def test_a_coordinator_links_a_seat_to_the_account_of_a_partner(client):
    lead, (guest, seat) = coordinator(), a_guest()
    Seat.objects.update(user=None)
    sign_in(client, lead)
    far = member(Role.PARTNER, spoke(1), "far@example.org")
    values = {"name": seat.name, "role": "member", "starts_on": "2020-01-01", "seen": 0}
    client.post(f"/desk/partners/committee/{seat.pk}/", {**values, "user": far.pk})
    assert Seat.objects.get().user is None
    client.post(f"/desk/partners/committee/{seat.pk}/", {**values, "user": guest.pk})
    assert Seat.objects.get().user == guest


def test_her_home_takes_the_same_queries_for_any_number():
    lead, (guest, _seat) = coordinator(), a_guest()
    client, counts = sign_in(Client(), guest), []
    client.get(HERE)
    for number in range(2):
        an_agreed_priority(lead, title=f"P{number}")
        a_version(number=number + 1)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(HERE).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
