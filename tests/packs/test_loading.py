"""Loading again does no harm: what the pack wrote, what staff did since, what the pack says now."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import pytest
from wagtail.rich_text import RichText

from tests.packs.changing import append, change
from tests.packs.emptiness import everything
from tests.packs.staff import page_of, publish
from upstander.audit.interface import entries_of, faults
from upstander.network.models import Fact, Hub, Service, Spoke, Wording
from upstander.packs.catalogues import update
from upstander.packs.loading import Difference, Outcome, load
from upstander.portal.interface import page_snapshot, site_map
from upstander.portal.models import PublicPage

pytestmark = pytest.mark.usefixtures("nothing")

NEW_SERVICE = """
[[service]]
key = "boat"
name = "The boat"
purpose = "It brings you over."
topics = []
verdict = "B"
source = "boat.example"
mark = "P"
checked = "2026-03"
"""


@dataclass(frozen=True)
class Thing:
    """Something that a pack writes: how the pack says another word, and how staff do."""

    name: str
    change_pack: Callable[[Path], None]
    change_staff: Callable[[str], None]
    word: Callable[[], str | None]
    delete: Callable[[], Any]


def translate(pack: Path) -> None:
    """Fill what is new in the catalogues, as the rest of them is filled."""
    update(pack)
    for path in (pack / "locale").glob("*.po"):
        text = path.read_text("utf-8").split('msgctxt "', 1)
        entries = text[1].split('msgctxt "')
        done = [_translated(entry, path.stem) for entry in entries]
        path.write_text(text[0] + 'msgctxt "' + 'msgctxt "'.join(done), "utf-8")


def _translated(entry: str, language: str) -> str:
    source = entry.split('msgid "')[1].split('"\nmsgstr', maxsplit=1)[0]
    return entry.replace('msgstr ""', f'msgstr "{language}: {source}"')


def _phone_of_the_service() -> str | None:
    return Service.objects.filter(key="harbour-desk").values_list("phone", flat=True).first()


def _words_of_the_hills() -> str | None:
    return _hills().values_list("text", flat=True).first()


def _hills() -> Any:
    return Wording.objects.filter(language="ar", key="region:hills:name")


def _words_of_the_page() -> str | None:
    page = page_snapshot().get("fr/around")
    return dict(page["body"])["near"]["text"][3:-4] if page else None


def _change_the_page(word: str) -> None:
    page = page_of("fr/around")
    [near] = [child for child in page.body if child.block_type == "near"]
    near.value["text"] = RichText(f"<p>{word}</p>")
    publish(page)


THINGS = [
    Thing(
        "service:harbour-desk",
        lambda pack: change(pack, "services.toml", "website", 'phone = "pack"\nwebsite'),
        lambda word: Service.objects.filter(key="harbour-desk").update(phone=word),
        _phone_of_the_service,
        lambda: Service.objects.filter(key="harbour-desk").delete(),
    ),
    Thing(
        "wording:ar/region:hills:name",
        lambda pack: change(pack, "locale/ar.po", '"ar: The Hills"', '"pack"'),
        lambda word: _hills().update(text=word),
        _words_of_the_hills,
        lambda: _hills().delete(),
    ),
    Thing(
        "page:fr/around",
        lambda pack: change(pack, "locale/fr.po", '"fr: Type its name."', '"pack"'),
        _change_the_page,
        _words_of_the_page,
        lambda: page_of("fr/around").delete(),
    ),
]
FIRST = {
    "service:harbour-desk": "",
    "wording:ar/region:hills:name": "ar: The Hills",
    "page:fr/around": "fr: Type its name.",
}
Said = Literal["yes", "no", "not asked"]
ASKED: dict[str, Callable[[Difference], bool] | None] = {
    "yes": lambda _: True,
    "no": lambda _: False,
    "not asked": None,
}
# What the pack changes, what staff write ("" is nothing), who is asked → what stands, what is told.
THREE_WAYS: list[tuple[bool, str, Said, str, str]] = [
    (False, "", "not asked", "first", "nothing"),
    (False, "", "yes", "first", "nothing"),
    (True, "", "not asked", "pack", "written"),
    (True, "", "no", "pack", "written"),
    (False, "staff", "not asked", "staff", "kept"),
    (False, "staff", "yes", "staff", "kept"),
    (True, "staff", "not asked", "staff", "differing"),
    (True, "staff", "no", "staff", "differing"),
    (True, "staff", "yes", "pack", "written"),
    (True, "pack", "yes", "pack", "nothing"),
    (False, "deleted", "yes", "deleted", "gone"),
    (True, "deleted", "yes", "deleted", "gone"),
]


def told(outcome: Outcome) -> dict[str, Any]:
    """What an outcome tells beside how much stayed as it was."""
    names = {"differing": [difference.name for difference in outcome.differing]}
    return {"written": outcome.written, "kept": outcome.kept, "gone": outcome.gone, **names}


@pytest.mark.parametrize("thing", THINGS, ids=lambda thing: thing.name)
@pytest.mark.parametrize(("in_pack", "by_staff", "asked", "stands", "is_told"), THREE_WAYS)
def test_three_sides_are_compared(  # noqa: PLR0917 - one row of the table
    thing: Thing,
    in_pack: bool,
    by_staff: str,
    asked: Said,
    stands: str,
    is_told: str,
    lanterns: Path,
) -> None:
    load(lanterns)
    if in_pack:
        thing.change_pack(lanterns)
    if by_staff == "deleted":
        thing.delete()
    elif by_staff:
        thing.change_staff(by_staff)

    outcome = load(lanterns, take_pack=ASKED[asked])

    words = {"first": FIRST[thing.name], "pack": "pack", "staff": "staff", "deleted": None}
    expected: dict[str, Any] = {"written": 0, "kept": [], "gone": [], "differing": []}
    if is_told == "written":
        expected["written"] = 1
    elif is_told != "nothing":
        expected[is_told] = [thing.name]
    assert (thing.word(), told(outcome)) == (words[stands], expected)


@pytest.mark.parametrize("thing", THINGS, ids=lambda thing: thing.name)
def test_what_differs_is_told_again_until_it_is_decided(thing: Thing, lanterns: Path) -> None:
    load(lanterns)
    thing.change_pack(lanterns)
    thing.change_staff("staff")

    names = [
        told(load(lanterns, take_pack=ASKED[asked])) for asked in ("no", "not asked", "yes", "no")
    ]

    waiting = {"written": 0, "kept": [], "gone": [], "differing": [thing.name]}
    done = {"written": 0, "kept": [], "gone": [], "differing": []}
    assert names == [waiting, waiting, {**done, "written": 1}, done]


def test_who_decides_sees_both_sides(lanterns: Path) -> None:
    load(lanterns)
    THINGS[1].change_pack(lanterns)
    THINGS[1].change_staff("staff")
    seen: list[Difference] = []

    load(lanterns, take_pack=lambda difference: bool(seen.append(difference)))

    [difference] = seen
    assert (difference.now["text"], difference.pack["text"]) == ("staff", "pack")


def test_a_first_load_writes_everything_and_says_so_in_the_log_once(lanterns: Path) -> None:
    outcome = load(lanterns, by="user:7")

    [entry] = entries_of("pack:lanterns")
    assert outcome == Outcome(outcome.written, 0, [], [], [])
    assert (entry.verb, f'"written":{outcome.written}' in entry.body) == ("pack.loaded", True)
    assert list(faults()) == []


def test_loading_twice_changes_nothing(lanterns: Path) -> None:
    first = load(lanterns)
    before = everything()

    outcome = load(lanterns)

    assert outcome == Outcome(0, first.written, [], [], [])
    assert everything() == before


def test_a_dump_of_everything_shows_one_changed_letter(lanterns: Path) -> None:
    load(lanterns)
    before = everything()

    Fact.objects.update(text="One moon to complain!")

    changed = [table for table, rows in everything().items() if rows != before[table]]
    assert changed == ["network_fact"]


def test_publishing_every_page_without_a_change_of_words_changes_nothing(lanterns: Path) -> None:
    load(lanterns)
    before = page_snapshot()
    for page in PublicPage.objects.all():
        publish(page)

    assert page_snapshot() == before
    assert told(load(lanterns)) == {"written": 0, "kept": [], "gone": [], "differing": []}
    assert [link.path for link in site_map("en").links if link.is_outdated] == []


def test_publishing_leaves_marks_of_the_editor_in_what_is_stored(lanterns: Path) -> None:
    load(lanterns)

    publish(page_of("en/lamp"))

    stored = str(list(page_of("en/lamp").body.raw_data))
    assert ("data-block-key" in stored, "<b>" in stored) == (True, True)


def test_a_page_that_staff_changed_is_kept_however_often_the_pack_is_loaded(lanterns: Path) -> None:
    load(lanterns)
    page = page_of("en/lamp")
    page.title = "Find a lantern"
    publish(page)

    outcomes = [load(lanterns).kept for _ in range(3)]

    assert outcomes == [["page:en/lamp"]] * 3
    assert page_of("en/lamp").title == "Find a lantern"


def test_translations_are_outdated_once_their_source_says_something_else(lanterns: Path) -> None:
    load(lanterns)
    page = page_of("en/lamp")
    page.summary = "What to do at night."
    publish(page)

    outdated = [link.path for link in site_map("en").links if link.is_outdated]

    assert outdated == ["/ar/lamp/", "/fr/lamp/"]


def test_a_translation_that_staff_keep_is_outdated_when_the_pack_has_new_words(
    lanterns: Path,
) -> None:
    load(lanterns)
    THINGS[2].change_staff("staff")
    change(lanterns, "pages/around.md", "## The money", "## Our money")
    translate(lanterns)

    outcome = load(lanterns)

    assert told(outcome) == {"written": 2, "kept": [], "gone": [], "differing": ["page:fr/around"]}
    outdated = [link.path for link in site_map("en").links if link.is_outdated]
    assert outdated == ["/fr/around/"]


def test_what_is_new_in_the_pack_is_added(lanterns: Path) -> None:
    load(lanterns)
    append(lanterns, "services.toml", NEW_SERVICE)
    translate(lanterns)

    outcome = load(lanterns)

    assert told(outcome) == {"written": 5, "kept": [], "gone": [], "differing": []}
    assert Service.objects.get(key="boat").position == 3


def test_a_page_that_is_new_in_the_pack_is_added_in_every_language(lanterns: Path) -> None:
    aside = lanterns / "around.md"
    (lanterns / "pages" / "around.md").rename(aside)
    change(lanterns, "pages/home.md", "- [Who we are](page:around)\n", "")
    load(lanterns)
    aside.rename(lanterns / "pages" / "around.md")

    load(lanterns)

    paths = sorted(link.path for link in site_map("en").alternates("around"))
    assert paths == ["/ar/around/", "/en/around/", "/fr/around/"]


def test_a_page_that_is_new_below_one_that_is_there_is_added(lanterns: Path) -> None:
    load(lanterns)
    text = (lanterns / "pages" / "lamp-oil.md").read_text("utf-8")
    (lanterns / "pages" / "lamp-wick.md").write_text(text, "utf-8")
    translate(lanterns)

    load(lanterns)

    assert page_of("en/lamp-wick").get_parent().specific.key == "lamp"


def test_what_is_no_longer_in_the_pack_stays(lanterns: Path) -> None:
    load(lanterns)
    text = (lanterns / "services.toml").read_text("utf-8")
    (lanterns / "services.toml").write_text(
        text.partition('\n[[service]]\nkey = "harbour')[0], "utf-8"
    )

    outcome = load(lanterns)

    assert told(outcome) == {"written": 0, "kept": [], "gone": [], "differing": []}
    assert Service.objects.filter(key="harbour-desk").count() == 1


def test_a_term_that_the_pack_ends_is_ended_once(lanterns: Path) -> None:
    load(lanterns)
    change(lanterns, "spokes.toml", '"2024-02-01"', '"2024-02-01"\nends_on = "2025-01-31"')

    outcomes = [told(load(lanterns)) for _ in range(2)]

    nothing = {"written": 0, "kept": [], "gone": [], "differing": []}
    assert outcomes == [{**nothing, "written": 1}, nothing]
    assert str(Spoke.objects.get(organisation__key="hill-council").ends_on) == "2025-01-31"


def test_a_term_that_staff_ended_and_began_anew_is_theirs(lanterns: Path) -> None:
    load(lanterns)
    old = Spoke.objects.get(organisation__key="hill-council")
    Spoke.objects.filter(pk=old.pk).update(ends_on="2025-01-31")
    Spoke.objects.create(
        organisation=old.organisation, region=old.region, kind="community", starts_on="2025-02-01"
    )

    outcome = load(lanterns)

    assert told(outcome) == {
        "written": 0, "kept": ["spoke:hill-council"], "gone": [], "differing": [],
    }  # fmt: skip
    assert Spoke.objects.filter(organisation__key="hill-council").count() == 2


def test_a_hub_whose_term_staff_ended_stays_ended(lanterns: Path) -> None:
    load(lanterns)
    Hub.objects.update(ends_on="2025-01-31")
    change(lanterns, "programme.toml", 'starts_on = "2024-01-01"', 'starts_on = "2024-03-01"')

    outcome = load(lanterns)

    assert told(outcome) == {
        "written": 0,
        "kept": [],
        "gone": ["hub:lantern-house"],
        "differing": [],
    }
    assert str(Hub.objects.get().starts_on) == "2024-01-01"
