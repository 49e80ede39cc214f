"""Who is chosen to review what."""

from datetime import timedelta

import pytest

from tests.funding.review_made import a_closed_call, applications_in, officer, reviewer
from tests.funding.telling import TODAY
from upstander.funding.forms.review import AssignForm
from upstander.funding.queries.assigning import board, proposal

pytestmark = pytest.mark.django_db
TWICE = "A reviewer can have an application only once. Choose someone else."


def test_a_place_may_stay_free_and_nobody_has_an_application_twice(telling):
    call, eve, ada = a_closed_call(), reviewer(2), reviewer()
    first, second = applications_in(call, 2)
    found = board(call, officer(), TODAY)
    proposed = proposal(found)
    drawn = AssignForm(board=found, proposal=proposed)
    assert (drawn["seen"].value(), drawn["due_on"].value()) == (
        found.seen, TODAY + timedelta(days=14),
    )  # fmt: skip
    assert [(row.application, len(fields)) for row, fields in drawn.rows()] == [
        (first, 2), (second, 2),
    ]  # fmt: skip
    field = drawn.fields[f"r-{first.pk}-0"]
    assert [(key, str(name)) for key, name in field.choices] == [
        ("", "Nobody yet"), (ada.pk, "Reviewer 1 (0)"), (eve.pk, "Reviewer 2 (0)"),
    ]  # fmt: skip

    def form(*people):
        names = [f"r-{row.pk}-{slot}" for row in (first, second) for slot in range(2)]
        typed = {"seen": found.seen, "due_on": "2027-04-01"} | dict(zip(names, people, strict=True))
        return AssignForm(typed, board=found, proposal=proposed)

    one = form("", eve.pk, "", "")
    assert one.is_valid()
    assert {pk: people for pk, people in one.chosen().items() if people} == {first.pk: [eve.pk]}
    assert [person for people in one.chosen().values() for person in people] == [eve.pk]
    assert form(ada.pk, eve.pk, eve.pk, ada.pk).is_valid()
    twice = form(ada.pk, eve.pk, ada.pk, ada.pk)
    assert {name: [*said] for name, said in twice.errors.items()} == {f"r-{second.pk}-1": [TWICE]}


@pytest.mark.parametrize(
    ("wanted", "shown", "has_more"),
    [((450, 450), 2, False), ((450, 451), 1, True), ((900, 0), 2, False), ((901, 1), 0, True)],
)
def test_a_page_holds_no_more_choices_than_one_form_of_the_site(wanted, shown, has_more, telling):
    call = a_closed_call()
    reviewer()
    applications_in(call, 2)
    found = board(call, officer(), TODAY)
    proposed = proposal(found)
    rows = [row._replace(wanted=number) for row, number in zip(found.rows, wanted, strict=True)]
    found = found._replace(rows=rows)
    form = AssignForm({"seen": found.seen, "due_on": "2027-04-01"}, board=found, proposal=proposed)
    assert ([row for row, _fields in form.rows()], form.has_more) == (rows[:shown], has_more)
    assert form.is_valid()
    assert form.chosen() == {row.application.pk: [] for row in rows[:shown]}
