"""The parts of an application: what is missing in each, which are done, which may stay empty."""

import pytest
from django.utils import timezone

from tests.accounts.people import spoke
from tests.funding.application_made import a_draft_application, a_partner, answer
from upstander.funding.models import File
from upstander.funding.rules.eligibility import Fault
from upstander.funding.views.application_steps import ORDER, place_of, steps_of

pytestmark = pytest.mark.django_db
FREE = {"partners", "people", "questions"}


def _told(application, *faults):
    """Which parts are done, and which may as well be left empty."""
    found = steps_of(application, faults)
    assert [row.step.key for row in found] == ORDER
    return {r.step.key for r in found if r.is_done}, {r.step.key for r in found if r.is_free}


def _a_file(application):
    File.objects.create(
        application=application, question=application.call.questions.get(key="letter"),
        name="letter.txt", kind="text/plain", size=5, data=b"words",
        added_by=application.started_by, added_at=timezone.now(),
    )  # fmt: skip


def test_a_part_that_may_stay_empty_is_done_once_anything_stands_in_it(call):
    written, other = {"who", "course", "budget"}, a_draft_application(call, spoke(3))
    a_partner(other, spoke(1))
    answer(other, "people", "9")
    drafts = [a_draft_application(call, spoke(n)) for n in range(3)]
    assert _told(drafts[0]) == (written, FREE)
    a_partner(drafts[0], spoke(4))
    assert _told(drafts[0]) == (written | {"partners"}, {"people", "questions"})
    _a_file(drafts[1])
    assert _told(drafts[1]) == (written | {"questions"}, {"partners", "people"})
    answer(drafts[2], "people", "120")
    assert _told(drafts[2]) == (written | {"questions"}, {"partners", "people"})


def test_what_lacks_something_is_neither_done_nor_free(call):
    draft = a_draft_application(call, spoke())
    faults = [Fault(key, key, "x", "", False) for key in ("who", "questions", "partners", "who")]
    found = steps_of(draft, faults)
    assert {row.step.key: len(row.faults) for row in found if row.faults} == {
        "who": 2, "questions": 1, "partners": 1,
    }  # fmt: skip
    assert _told(draft, *faults) == ({"course", "budget"}, {"people"})


@pytest.mark.parametrize(("state", "is_sent"), [
    ("submitted", True), ("ineligible", True), ("withdrawn", True), ("draft", False),
])  # fmt: skip
def test_the_last_part_is_done_when_it_was_sent(call, state, is_sent):
    draft = a_draft_application(call, spoke())
    draft.state, draft.sent_at = state, timezone.now()
    assert ("review" in _told(draft)[0]) is is_sent
    draft.sent_at = None
    assert "review" not in _told(draft)[0]


def test_where_a_part_stands():
    found = {key: place_of(key) for key in ORDER}
    assert [(row["step"].key, row["number"], row["of"]) for row in found.values()] == [
        (key, number, len(ORDER)) for number, key in enumerate(ORDER, 1)
    ]
    after = [row["after"] and row["after"].key for row in found.values()]
    assert after == [*ORDER[1:], None]
