"""Every deed about reviews: all that the log says of it, what it holds, what it changes."""

from datetime import timedelta

import pytest

from tests.funding.application_made import a_partner, coordinator_of
from tests.funding.award_made import organisation
from tests.funding.review_made import a_closed_call, applications_in, given, officer, reviewer
from tests.funding.telling import NIGHT, TODAY, row
from upstander.funding.actions.assigning import give_reviews, set_aside_conflicts
from upstander.funding.actions.check import (
    Checked,
    answer_clarification,
    ask_applicant,
    check_application,
)
from upstander.funding.actions.review import (
    Draft,
    declare_conflicts,
    give_back_review,
    reopen_review,
    save_review,
    submit_review,
    take_back_review,
)
from upstander.funding.models import Assignment, Clarification, Conflict, Declaration
from upstander.funding.queries.assigning import live_digest
from upstander.funding.rules.review import Given
from upstander.funding.states import Condition, Finding
from upstander.network.interface import start_membership
from upstander.network.states import Role

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
BOTH = "Call+Assignment"


def test_a_review_to_and_fro(telling):
    call, ada, one, two = a_closed_call(), reviewer(), officer(), officer(2)
    (sent,) = applications_in(call, 1)
    telling.name(ada=ada, one=one, two=two, sent=sent)
    partners = [a_partner(sent, organisation(n), "confirmed").organisation_id for n in (7, 8)]
    a_partner(sent, organisation(9), "declined")

    def give(by, days=0):
        chosen = {sent.pk: [ada.pk]}
        return telling.do(give_reviews, call, chosen, TODAY + days * DAY, live_digest(call), by=by)

    assert give(one) == 1
    review = Assignment.objects.get()
    states = ("state", "due_on", "assigned_by", "assigned_at", "submitted_at", "reason",
              "reopened_for", "version", "remark")  # fmt: skip
    assert row(review, *states) == ("assigned", TODAY, one.pk, NIGHT, None, "", "", 0, "")
    telling.do(declare_conflicts, call, {sent.pk: False}, by=ada)
    assert list(Declaration.objects.values_list("user", "organisations", "declared_at")) == [
        (ada.pk, sorted([sent.organisation_id, *partners]), NIGHT)
    ]
    lines = list(call.criteria.all())
    words = {line.pk: Given(n, f"Because {n}.") for n, line in enumerate(lines)}
    telling.do(save_review, review, Draft(words, "A remark", 0), by=ada)
    assert row(review, *states) == ("started", TODAY, one.pk, NIGHT, None, "", "", 1, "A remark")
    assert list(review.scores.values_list("criterion", "points", "justification")) == [
        (line.pk, n, f"Because {n}.") for n, line in enumerate(lines)
    ]
    telling.do(save_review, review, Draft(words, "Another", 1), by=ada)
    telling.do(submit_review, review, 2, by=ada)
    assert row(review, *states) == ("submitted", TODAY, one.pk, NIGHT, NIGHT, "", "", 2, "Another")
    telling.do(reopen_review, review, "unclear", by=two)
    assert row(review, *states) == (
        "started", TODAY, one.pk, NIGHT, None, "", "unclear", 2, "Another",
    )  # fmt: skip
    telling.do(submit_review, review, 2, by=ada)
    assert row(review, "state", "reopened_for") == ("submitted", "")
    telling.do(give_back_review, review, "time", by=ada)
    assert row(review, "state", "reason", "submitted_at") == ("returned", "time", NIGHT)
    telling.at += DAY
    assert give(two, days=3) == 1
    assert row(review, *states) == (
        "assigned", TODAY + 3 * DAY, two.pk, NIGHT + DAY, None, "", "", 2, "Another",
    )  # fmt: skip
    telling.do(take_back_review, review, "changed", by=one)
    assert row(review, "state", "reason") == ("returned", "changed")
    about = {"assignment": review.pk}
    assert telling.tell() == [
        ("review.assigned", "one", "sent", {**about, "reviewer": ada.pk}, "Call"),
        ("review.declared", "ada", "sent", {"conflict": False}, "Call"),
        ("review.started", "ada", "sent", about, BOTH),
        ("save_review", BOTH),
        ("review.submitted", "ada", "sent", about, BOTH),
        ("review.reopened", "two", "sent", {**about, "reason": "unclear"}, BOTH),
        ("review.submitted", "ada", "sent", about, BOTH),
        ("review.returned", "ada", "sent", {**about, "reason": "time"}, BOTH),
        ("review.assigned", "two", "sent", {**about, "reviewer": ada.pk}, "Call"),
        ("review.taken_back", "one", "sent", {**about, "reason": "changed"}, BOTH),
    ]


@pytest.mark.parametrize("how", ["declared", "given back", "taken back", "set aside"])
def test_a_conflict_of_one_who_has_the_review(telling, how):
    call, ada, one = a_closed_call(), reviewer(), officer()
    sent, other = applications_in(call, 2)
    review, stays = given(sent, ada, one), given(other, ada, one)
    telling.name(ada=ada, one=one, sent=sent, other=other)
    about = {"assignment": review.pk, "reason": "conflict"}
    if how == "declared":
        telling.do(declare_conflicts, call, {sent.pk: True, other.pk: False}, by=ada)
        said = [
            ("review.declared", "ada", "other", {"conflict": False}, "Call"),
            ("review.declared", "ada", "sent", {"conflict": True}, "Call"),
        ]
    elif how == "given back":
        telling.do(give_back_review, review, "conflict", by=ada)
        said = [("review.returned", "ada", "sent", about, BOTH)]
    elif how == "taken back":
        telling.do(take_back_review, review, "conflict", by=one)
        said = [("review.taken_back", "one", "sent", about, BOTH)]
    else:
        start_membership(ada, sent.organisation, Role.EDITOR, by=None)
        assert telling.do(set_aside_conflicts, call, by=one) == 1
        said = [("review.taken_back", "one", "sent", about, "Call")]
    assert sorted(telling.tell(), key=str) == sorted(said, key=str)
    kind = "declared" if how in ("declared", "given back") else "known"
    assert list(
        Conflict.objects.values_list("user", "application", "organisation", "kind", "declared_at")
    ) == [(ada.pk, sent.pk, None, kind, NIGHT)]
    assert row(review, "state", "reason") == ("returned", "conflict")
    assert row(stays, "state", "reason") == ("assigned", "")


def test_checks_and_questions(telling):
    one, two = officer(), officer(2)
    (sent,) = applications_in(a_closed_call(), 1)
    hers = coordinator_of(sent.organisation)
    telling.name(one=one, two=two, hers=hers, sent=sent)
    met = {key: {"is": Finding.MET.value, "words": ""} for key in Condition.values}
    unmet = {**met, "costs": {"is": Finding.NOT_MET.value, "words": "A car."}}
    telling.do(check_application, sent, Checked(unmet, "ineligible", "No cars.", 0), by=one)
    first = sent.checks.get()
    assert row(first, "findings", "decision", "words", "checked_by", "checked_at") == (
        unmet, "ineligible", "No cars.", one.pk, NIGHT,
    )  # fmt: skip
    telling.at += DAY
    telling.do(check_application, sent, Checked(met, "eligible", "", first.pk), by=two)
    telling.do(ask_applicant, sent, "Who cooks?", TODAY + DAY, by=two)
    telling.do(ask_applicant, sent, "Who cooks?", TODAY + DAY, by=one)
    asked = Clarification.objects.get()
    telling.do(answer_clarification, asked, "We do.", by=hers)
    assert row(
        asked, "question", "asked_by", "asked_at", "due_on", "answer", "answered_by", "answered_at"
    ) == (
        "Who cooks?", two.pk, NIGHT + DAY, TODAY + DAY, "We do.", hers.pk, NIGHT + DAY,
    )  # fmt: skip
    telling.do(ask_applicant, sent, "Who cooks?", TODAY + DAY, by=one)
    assert Clarification.objects.count() == 2
    held = "Call+Application"
    assert telling.tell() == [
        ("application.checked", "one", "sent", {"decision": "ineligible"}, held),
        ("application.checked", "two", "sent", {"decision": "eligible"}, held),
        ("application.asked", "two", "sent", {}, held),
        ("ask_applicant", held),
        ("application.answered", "hers", "sent", {}, "Clarification"),
        ("application.asked", "one", "sent", {}, held),
    ]
