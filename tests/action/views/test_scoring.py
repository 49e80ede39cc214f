"""A round of scoring at the desk: scores given openly, taken back, shown with their ties."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.accounts.people import member, person, sign_in, spoke
from tests.action.priority_made import (
    a_priority,
    a_proposed_priority,
    a_round,
    a_seat,
    coordinator,
)
from upstander.action.actions.scoring import close_round, give_scores
from upstander.action.interface import action_waiting
from upstander.action.models import Score
from upstander.action.queries.scoring import standings_of
from upstander.core.errors import NotAllowed
from upstander.network.states import Role
from upstander.partnership.models import Seat

pytestmark = pytest.mark.django_db
LIST = "/desk/local/priorities/"
FIVE = {"importance": 5, "feasibility": 5, "reach": 5, "words": ""}


def test_a_coordinator_enters_for_a_seat_without_an_account_and_it_says_so(client):
    by = coordinator()
    row, seat = a_proposed_priority(by), a_seat()
    held = a_seat(name="Has an account", user=person("held@example.org"))
    found = a_round(by)
    sign_in(client, by)
    points = {f"p{row.pk}-{name}": 3 for name in ("importance", "feasibility", "reach")}
    where = f"{LIST}scoring/{found.pk}/"
    half = client.post(f"{where}seat/{seat.pk}/", {f"p{row.pk}-importance": 3})
    assert "Give all three, or none." in half.content.decode()
    client.post(f"{where}seat/{seat.pk}/", points)
    client.post(f"{where}seat/{held.pk}/", points)
    score = Score.objects.get()
    assert (score.seat, score.user, score.entered_by) == (seat, None, by)
    page = client.get(where).content.decode()
    assert "Rosa Canary" in page
    assert f"entered by {by.name}" in page


def test_a_seat_with_the_account_of_a_partner_scores():
    by, holder = coordinator(), member(Role.PARTNER, spoke())
    row = a_proposed_priority(by)
    seat, found = a_seat(user=holder), a_round(by)
    assert action_waiting(holder).waiting == 1
    client = sign_in(Client(), holder)
    points = {f"p{row.pk}-{name}": 5 for name in ("importance", "feasibility", "reach")}
    client.post(f"{LIST}scoring/{found.pk}/seat/{seat.pk}/", points)
    assert (Score.objects.get().seat, Score.objects.get().entered_by) == (seat, holder)
    assert action_waiting(holder).waiting == 0
    assert client.get(f"{LIST}{row.pk}/edit/").status_code == 404


def test_ties_are_shown_as_ties():
    by = coordinator()
    rows = [a_proposed_priority(by, title=f"P{number}") for number in range(4)]
    found, seat = a_round(by), a_seat()
    give_scores(found, None, {row.pk: FIVE for row in rows[:2]}, by=by)
    low = {**FIVE, "importance": 1, "feasibility": 2}
    give_scores(found, seat, {rows[2].pk: low}, by=by)
    standings = standings_of(found)
    assert [(s.priority.title, s.rank, s.is_tied, str(s.overall)) for s in standings] == [
        ("P0", 1, True, "5.0"), ("P1", 1, True, "5.0"), ("P2", 3, False, "2.7"),
        ("P3", None, False, "None"),
    ]  # fmt: skip


def test_a_closed_scoring_takes_no_scores():
    by = coordinator()
    row = a_proposed_priority(by)
    close_round(found := a_round(by), by=by)
    client = sign_in(Client(), by)
    typed = {f"p{row.pk}-reach": 5, f"p{row.pk}-words": "Of the <parents>"}
    page, shut = client.post(f"{LIST}scoring/{found.pk}/mine/", typed), f"{LIST}scoring/{found.pk}/"
    assert (page.status_code, client.get(f"{shut}mine/").url) == (409, shut)
    assert "This scoring is not open now." in page.content.decode()
    assert 'value="Of the &lt;parents&gt;"' in page.content.decode()
    again = client.post(f"{LIST}scoring/{found.pk}/close/", follow=True)
    assert "already been dealt with" in again.content.decode()
    assert Score.objects.count() == 0


def test_the_page_of_a_priority_takes_the_same_queries_for_any_number_of_scorings():
    by = coordinator()
    row, seat = a_proposed_priority(by), a_seat()
    other, counts = a_proposed_priority(by, title="Other"), []
    client = sign_in(Client(), by)
    client.get(f"{LIST}{row.pk}/")  # the first page after signing in reads more
    for most in (1, 3):
        while row.rounds.count() < most:
            found = a_round(by)
            give_scores(found, None, {row.pk: FIVE, other.pk: FIVE}, by=by)
            give_scores(found, seat, {row.pk: FIVE}, by=by)
            close_round(found, by=by)
        with CaptureQueriesContext(connection) as queries:
            page = client.get(f"{LIST}{row.pk}/").content.decode()
        counts.append((len(queries), page.count("On average 5.0 of 5 (tied)")))
    assert counts == [(counts[0][0], 1), (counts[0][0], 3)]


def test_nobody_scores_by_the_side_of_her_seat():
    by = coordinator()
    row = a_proposed_priority(by)
    found, scores = a_round(by), {row.pk: {"importance": 5, "feasibility": 5, "reach": 5}}
    give_scores(found, None, scores, by=by)
    seat = a_seat(user=by)
    with pytest.raises(NotAllowed, match="You have a seat"):
        give_scores(found, None, scores, by=by)
    give_scores(found, seat, scores, by=by)
    worker = member(Role.SPOKE_WORKER, spoke(), "w@example.org")
    give_scores(found, None, scores, by=worker)
    assert set(found.scores.values_list("seat", "user")) == {(seat.pk, None), (None, worker.pk)}
    where = f"{LIST}scoring/{found.pk}/"
    assert "Name deleted" not in sign_in(Client(), by).get(where).content.decode()
    Seat.objects.filter(pk=seat.pk).update(name="", user=None)  # a year after her term
    assert "Name deleted" in sign_in(Client(), by).get(where).content.decode()


def test_scores_are_taken_back_by_whoever_gave_them_and_never_by_an_older_page():
    by = coordinator()
    rows = [a_proposed_priority(by, title=f"P{number}") for number in range(3)]
    found, wrong, right = a_round(by), a_seat(name="Wrong"), a_seat(name="Right")
    client, where = sign_in(Client(), by), f"{LIST}scoring/{found.pk}/seat/"
    for seat in (wrong, right):
        give_scores(found, seat, {row.pk: FIVE for row in rows[:2]}, by=by)
    page = client.get(f"{where}{wrong.pk}/").content.decode()
    had = [f'name="p{row.pk}-had" value="{row in rows[:2]}"' in page for row in rows]
    assert had == [True, True, True]
    sent = {f"p{row.pk}-had": str(row in rows[:1]) for row in rows}
    client.post(f"{where}{wrong.pk}/", {**sent, f"p{rows[0].pk}-words": "Why"})
    assert found.scores.count() == 4
    client.post(f"{where}{wrong.pk}/", sent)
    left = found.scores.order_by("pk").values_list("seat__name", "priority__title")
    assert list(left) == [("Wrong", "P1"), ("Right", "P0"), ("Right", "P1")]


def test_only_who_may_is_invited_to_let_it_be_scored_and_others_are_told_who_can(client):
    by, worker = coordinator(), member(Role.SPOKE_WORKER, spoke(), "w@example.org")
    said = (f"{LIST}scoring/new/{spoke().pk}/", "A coordinator of your", "Nothing is proposed")

    def seen(user):
        page = sign_in(Client(), user).get(LIST).content.decode()
        return tuple(words in page for words in said)

    assert seen(by) == seen(worker) == (False, False, False)  # nothing is written yet
    a_priority(by)
    assert (seen(by), seen(worker)) == ((False, False, True), (False, True, False))
    a_proposed_priority(by, title="Second")
    assert (seen(by), seen(worker)) == ((True, False, False), (False, True, False))
    a_round(by)
    assert seen(by) == seen(worker) == (False, False, False)


def test_each_number_has_its_name_beside_it_for_phones(client):
    by = coordinator()
    row = a_proposed_priority(by)
    found = a_round(by)
    scores = {"importance": 5, "feasibility": 4, "reach": 3, "words": "Because"}
    give_scores(found, None, {row.pk: scores}, by=by)
    sign_in(client, by)
    page = client.get(f"{LIST}scoring/{found.pk}/").content.decode()
    cells = re.findall(r'<td[^>]* data-label="(.*?)">(?:<bdi>|<strong>)?(.*?)<', page)
    assert cells == [
        ("Place", "1"), ("Importance", "5.0"), ("Feasibility", "4.0"), ("Systemic reach", "3.0"),
        ("Mean", "4.0"), ("Given by", by.name), ("Importance", "5"), ("Feasibility", "4"),
        ("Systemic reach", "3"), ("Reason", "Because"),
    ]  # fmt: skip
