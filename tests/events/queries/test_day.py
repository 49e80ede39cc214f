"""Important days in a span, in the reader's language."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from upstander.core.languages import table
from upstander.events.interface import WORDED, DayInYear, days_in
from upstander.events.models import ImportantDay
from upstander.network.interface import Text, Wordings
from upstander.network.models import Wording

pytestmark = pytest.mark.django_db


def _keys(first: date, last: date) -> list[tuple[str, str]]:
    return [(day.key, day.first.isoformat()) for day in days_in(first, last, Wordings(WORDED))]


def test_what_begins_ends_or_lasts_within_the_span_in_order():
    assert _keys(date(2026, 11, 20), date(2027, 2, 1)) == [
        ("holodomor", "2026-11-28"),
        ("human-rights-day", "2026-12-10"),
        ("holocaust-remembrance", "2027-01-27"),
        ("quebec-city-mosque-attack", "2027-01-29"),
        ("black-history-month", "2027-02-01"),
    ]
    assert _keys(date(2027, 2, 28), date(2027, 3, 15)) == [
        ("black-history-month", "2027-02-01"),
        ("combat-islamophobia", "2027-03-15"),
    ]
    assert _keys(date(2027, 3, 1), date(2027, 3, 14)) == []


def test_a_month_is_given_with_all_of_its_days():
    [month] = days_in(date(2027, 2, 10), date(2027, 2, 11), Wordings(WORDED))
    assert (month.first, month.last) == (date(2027, 2, 1), date(2027, 2, 28))


def test_a_day_that_the_hub_does_not_show_is_left_out():
    ImportantDay.objects.filter(key="human-rights-day").update(is_shown=False)
    assert _keys(date(2027, 12, 1), date(2027, 12, 31)) == []


def test_a_day_comes_again_each_year():
    found = _keys(date(2027, 9, 30), date(2029, 9, 30))
    dates = [day for key, day in found if key == "truth-and-reconciliation"]
    assert dates == ["2027-09-30", "2028-09-30", "2029-09-30"]


def test_it_speaks_the_language_of_the_reader():
    with translation.override("fr"):
        wordings = Wordings(WORDED)
    [day] = days_in(date(2027, 12, 10), date(2027, 12, 10), wordings)
    row = ImportantDay.objects.get(key="human-rights-day")
    why = Wording.objects.get(language="fr", key="day:human-rights-day:why").text
    assert day == DayInYear(
        "human-rights-day",
        Text("Journée des droits de la personne", "fr", row.name),
        Text(why, "fr", row.why),
        date(2027, 12, 10),
        date(2027, 12, 10),
        row.source,
    )
    assert wordings.has_drafts


def test_words_that_changed_are_said_in_their_own_language():
    ImportantDay.objects.filter(key="human-rights-day").update(name="A day of rights")
    with translation.override("ar"):
        [day] = days_in(date(2027, 12, 10), date(2027, 12, 10), Wordings(WORDED))
    assert day.name == Text("A day of rights", "en")
    assert day.why.language == "ar"


def test_every_day_of_the_example_is_said_in_every_language():
    for code in table():
        with translation.override(code):
            found = days_in(date(2027, 1, 1), date(2027, 12, 31), Wordings(WORDED))
        assert len(found) == ImportantDay.objects.count() == 17
        assert {text.language for day in found for text in (day.name, day.why)} == {code}
        assert len({day.name.words for day in found}) == 17


def test_two_queries_however_many_days(django_assert_num_queries):
    ImportantDay.objects.bulk_create(
        ImportantDay(key=f"d-{n}", name="D", why="W", month=1, day=5, source="https://example.org")
        for n in range(50)
    )
    with translation.override("fr"), django_assert_num_queries(2):
        assert len(days_in(date(2027, 1, 1), date(2028, 12, 31), Wordings(WORDED))) == 134


@pytest.mark.parametrize(
    "fields",
    [
        {"month": 13},
        {"month": 0},
        {"month": 2, "day": 29},
        {"month": 4, "day": 31},
        {"month": 1, "day": 32},
        {"month": 1, "day": 0},
        {"month": 1, "day": 1, "weekday": "monday", "nth": 1},
        {"month": 1, "weekday": "monday"},
        {"month": 1, "nth": 1},
        {"month": 1, "weekday": "monday", "nth": 5},
        {"month": 1, "weekday": "someday", "nth": 1},
    ],
)
def test_the_database_holds_no_day_that_does_not_come(fields):
    day = ImportantDay(key="odd", name="Odd", why="Odd", source="https://example.org/", **fields)
    with pytest.raises(IntegrityError), transaction.atomic():
        day.save()


@pytest.mark.parametrize(
    "fields",
    [{"month": 2}, {"month": 2, "day": 28}, {"month": 8, "day": 31}, {"month": 6, "day": 30},
     {"month": 1, "weekday": "sunday", "nth": -1}, {"month": 1, "weekday": "monday", "nth": 4}],
)  # fmt: skip
def test_the_database_holds_every_day_that_comes(fields):
    day = ImportantDay(key="well", name="A", why="B", source="https://example.org/", **fields)
    day.save()
    assert str(day) == "A"
