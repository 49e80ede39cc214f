"""The days and times of a call as moments, by the clocks of its time zone."""

from datetime import UTC, date, datetime, time

import pytest

from tests.funding.award_made import officer
from tests.funding.call_made import a_draft_call
from upstander.funding.forms.call import ExtendForm, NewForm, moment
from upstander.funding.models import Call

AUTUMN, SPRING = date(2027, 10, 31), date(2027, 3, 28)  # when the clocks of Berlin change


@pytest.mark.parametrize(
    ("day", "hour", "at"),
    [
        (AUTUMN, time(1, 59), datetime(2027, 10, 30, 23, 59, tzinfo=UTC)),
        (AUTUMN, time(2, 30), datetime(2027, 10, 31, 1, 30, tzinfo=UTC)),  # the second of two
        (AUTUMN, time(3), datetime(2027, 10, 31, 2, tzinfo=UTC)),
        (SPRING, time(1, 59), datetime(2027, 3, 28, 0, 59, tzinfo=UTC)),
        (SPRING, time(3), datetime(2027, 3, 28, 1, tzinfo=UTC)),
        (AUTUMN, None, None),
        (None, time(2, 30), None),
    ],
)
def test_of_two_moments_that_the_clocks_show_it_is_the_later(day, hour, at):
    assert moment(day, hour, "Europe/Berlin") == at


def test_what_the_clocks_never_show_is_no_moment():
    with pytest.raises(ValueError, match=r"^$"):
        moment(SPRING, time(2, 30), "Europe/Berlin")


@pytest.mark.django_db
def test_a_new_call_starts_from_the_last_that_was_made_at_the_desk(telling):
    by = officer()
    calls = list(Call.objects.all())
    form = NewForm(calls=calls)
    assert (form["year"].value(), form["like"].value()) == (2028, "")
    made = [a_draft_call(title=title, made_by=by) for title in ("Spring", "Autumn")]
    form = NewForm(calls=[*calls, *made])
    assert form["like"].value() == str(made[0].pk)
    assert [(key, str(name)) for key, name in form.fields["like"].choices] == [
        *((str(call.pk), f"{call.title} ({call.year})") for call in (*calls, *made)),
        ("", "The models of the programme"),
    ]
    typed = {"title": "New", "year": "2029", "like": str(made[1].pk)}
    form = NewForm(typed, calls=[*calls, *made])
    assert form.is_valid()
    assert form.cleaned_data == {"title": "New", "year": 2029, "like": made[1]}


@pytest.mark.django_db
def test_a_call_is_not_extended_to_a_moment_that_no_clock_shows():
    call = a_draft_call()
    drawn = ExtendForm(call=call)
    assert [drawn[name].value() for name in ("day", "hour")] == [
        date(2027, 2, 28), time(17),
    ]  # fmt: skip
    typed = {"version": "0", "day": "2027-03-14", "hour": "02:30"}
    assert [*ExtendForm(typed, call=call).errors] == ["hour"]
    form = ExtendForm({**typed, "hour": "03:00"}, call=call)
    assert form.is_valid()
    assert form.cleaned_data["closes_at"] == datetime(2027, 3, 14, 10, tzinfo=UTC)
