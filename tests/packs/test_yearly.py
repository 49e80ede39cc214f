"""Important days in a pack: refused with file, line and reason, loaded three ways."""

from pathlib import Path

import pytest

from tests.packs.changing import change
from tests.packs.test_checking import line_of, refusal
from tests.packs.test_loading import translate
from upstander.events.models import ImportantDay
from upstander.network.models import Wording
from upstander.packs.faults import Fault
from upstander.packs.loading import load
from upstander.packs.reading import find_pack, read_pack

pytestmark = pytest.mark.usefixtures("nothing")
FILE = "days.toml"
ONE_RULE = (
    "Write a date, or a weekday and which one of the month. For the whole month leave them empty."
)


def test_days_are_loaded_once_with_their_words_and_changed_with_the_pack(lanterns: Path) -> None:
    load(lanterns)
    night, oil = ImportantDay.objects.order_by("position")
    assert (night.key, night.month, night.day, night.weekday, night.nth, night.position) == (
        "night-of-lamps", 10, None, "friday", -1, 1,
    )  # fmt: skip
    assert (oil.key, oil.month, oil.day, oil.weekday, oil.nth) == (
        "month-of-oil",
        3,
        None,
        "",
        None,
    )
    assert Wording.objects.get(language="ar", key="day:month-of-oil:name").text == (
        "ar: Month of Oil"
    )
    assert load(lanterns).written == 0
    change(lanterns, FILE, "month = 3", "month = 4\nday = 1")
    assert load(lanterns).written == 1
    oil.refresh_from_db()
    assert (oil.month, oil.day) == (4, 1)


def test_what_the_hub_changed_stays_and_what_it_took_out_stays_out(lanterns: Path) -> None:
    load(lanterns)
    ImportantDay.objects.filter(key="month-of-oil").update(month=5, is_shown=False)
    ImportantDay.objects.filter(key="night-of-lamps").delete()
    outcome = load(lanterns)
    assert (outcome.kept, outcome.gone) == (["day:month-of-oil"], ["day:night-of-lamps"])
    change(lanterns, FILE, "month = 3", "month = 4")
    assert [row.name for row in load(lanterns).differing] == ["day:month-of-oil"]
    assert ImportantDay.objects.get().month == 5


@pytest.mark.parametrize(
    ("old", "new", "words", "reason"),
    [
        ("nth = -1", "nth = 5", "month = 10", ONE_RULE),
        ("nth = -1\n", "", "month = 10", ONE_RULE),
        ('weekday = "friday"', 'weekday = "Freitag"', "month = 10", ONE_RULE),
        ("month = 3", "month = 2\nday = 29", "month = 2", "Not every year has this date."),
        ("month = 3", "month = 30", "month = 30", "Not every year has this date."),
        ("month = 3\n", "", 'key = "month-of-oil"', "[day] lacks 'month' (a whole number)"),
        ("https://example.org/oil/", "oil", '"oil"', "'source': Enter a valid URL."),
        ('key = "month-of-oil"', 'key = "night-of-lamps"', "", ""),
    ],
)
def test_a_fault_is_told_with_its_line(
    lanterns: Path, old: str, new: str, words: str, reason: str
) -> None:
    change(lanterns, FILE, old, new)
    found = refusal(lanterns)
    assert {fault.file for fault in found} == {FILE}
    if reason.startswith("[day] lacks"):
        assert found == [Fault(FILE, line_of(lanterns / FILE, words) - 1, reason)]
    elif reason:
        assert found == [Fault(FILE, line_of(lanterns / FILE, words), reason)]
    assert ImportantDay.objects.count() == 0


def test_words_that_do_not_fit_are_told_in_every_language(lanterns: Path) -> None:
    change(lanterns, FILE, '"Month of Oil"', f'"{"o" * 198}"')
    translate(lanterns)
    assert [fault.reason for fault in refusal(lanterns)] == [
        f"'name' has more than 200 characters in {code!r}" for code in ("ar", "fr")
    ]


def test_a_pack_may_have_no_day(lanterns: Path) -> None:
    (lanterns / FILE).unlink()
    load(lanterns)
    assert ImportantDay.objects.count() == 0


def test_each_day_of_the_example_names_who_declared_it() -> None:
    rows = read_pack(find_pack("resilience_bc")).rows["day"]
    official = (
        "https://www.un.org/", "https://www.canada.ca/", "https://www.parl.ca/",
        "https://laws-lois.justice.gc.ca/", "https://www.rcaanc-cirnac.gc.ca/",
        "https://cihr-irsc.gc.ca/", "https://news.gov.bc.ca/",
    )  # fmt: skip
    assert [
        row.values["key"] for row in rows if not row.values["source"].startswith(official)
    ] == []
    assert len(rows) == 17
