"""What pages show: few queries, the right notices, and whole pages when records are gone."""

import sys
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.portal.reading import Seen, see
from upstander.network.models import Fact, Hub, Programme, Service, Spoke, Wording
from upstander.portal.models import PublicPage
from upstander.portal.queries import offered_languages, page_names, site_map

pytestmark = pytest.mark.django_db

MOST = 10
OTHERS = ["find-help/all/", "find-help/fort-st-john/", "find-help/atlin/", "find-help/courtenay/",
          "network/dawson-creek-literacy-society/", "nope/", "funding/", "funding/july-2020/",
          "funding/july-2020/july-2020-21/"]  # fmt: skip


def _paths() -> list[str]:
    rests = [link.path.split("/", 2)[2] for link in site_map("en").links if link.language == "en"]
    hub = Hub.objects.get().organisation.key
    return [*rests, *OTHERS, f"network/{hub}/"]


@pytest.mark.parametrize("language", ["en", "pa"])
def test_no_page_takes_more_queries_than_promised(
    language, client, django_assert_max_num_queries
) -> None:
    paths, counted = _paths(), {}
    for rest in paths:
        with django_assert_max_num_queries(MOST) as captured:
            client.get(f"/{language}/{rest}")
        counted[rest] = len(captured)
    for typed in ("Fort St. John", "cowich", "zzzzz"):
        with django_assert_max_num_queries(MOST) as captured:
            client.post(f"/{language}/find/", {"place": typed})
        counted[f"find/ {typed}"] = len(captured)
    sys.stdout.write(f"\nqueries in {language}: {sorted(counted.items(), key=lambda r: -r[1])}\n")
    assert len(paths) == 21 + 10


def _notices(seen: Seen) -> list[str]:
    return [e.text for e in seen.all("div", "p") if "notice" in e.attrs.get("class", "").split()]


def _of(key: str, language: str):
    return PublicPage.objects.filter(key=key, locale__language_code=language)


def test_an_original_bears_no_notice(client) -> None:
    assert _notices(see(client, "/en/rights/")) == []


@pytest.mark.parametrize(
    "rest", ["rights/", "find-help/all/", "find-help/atlin/", "network/saulteau-first-nations/"]
)
def test_a_machine_draft_says_so_in_its_language_and_leads_to_the_source(rest, client) -> None:
    seen = see(client, f"/fr/{rest}")
    (notice,) = _notices(seen)
    links = [
        e.attrs["href"]
        for e in seen.all("a")
        if e.attrs.get("hreflang") == "en" and e.text == "English"
    ]
    assert "English" in notice
    assert "Machine draft" not in notice
    assert f"/en/{rest}" in links


def _review(key: str, language: str = "fr") -> None:
    """A person has read the page and every wording of the language."""
    _of(key, language).update(translation_state="reviewed")
    Wording.objects.filter(language=language).update(state="reviewed")


def _draft(key: str, language: str = "fr") -> None:
    rows = Wording.objects.filter(key=key, language=language)
    assert rows.update(state="machine_draft") == 1


def test_a_reviewed_translation_bears_no_notice(client) -> None:
    _review("rights")
    assert _notices(see(client, "/fr/rights/")) == []


DRAFTS = [
    ("rights", "fact:tribunal-one-year:text"),
    ("it-happened-to-me", "service:racist-incident-helpline:purpose"),
    ("how-the-network-works", "milestone:launch:text"),
    ("how-the-network-works", "funding_model:community:per"),
    ("how-the-network-works", "region:north:name"),
    ("record", "service:racist-incident-helpline:hours"),
]


@pytest.mark.parametrize(("page", "wording"), DRAFTS)
def test_a_reviewed_page_that_shows_a_machine_draft_says_so(page, wording, client) -> None:
    (draft,) = _notices(see(client, f"/fr/{page}/"))
    _review(page)
    assert _notices(see(client, f"/fr/{page}/")) == []
    _draft(wording)
    assert _notices(see(client, f"/fr/{page}/")) == [draft]


def test_a_machine_draft_that_stands_elsewhere_or_is_not_shown_brings_no_notice(client) -> None:
    _review("record")
    _draft("fact:tribunal-one-year:text")
    assert _notices(see(client, "/fr/record/")) == []
    Service.objects.filter(key="racist-incident-helpline").update(hours="Every day, 8 to 8")
    _draft("service:racist-incident-helpline:hours")
    assert _notices(see(client, "/fr/record/")) == []


def test_the_notice_of_a_machine_draft_takes_no_more_queries(
    client, django_assert_max_num_queries
) -> None:
    _review("rights")
    with django_assert_max_num_queries(MOST) as reviewed:
        client.get("/fr/rights/")
    _draft("fact:tribunal-one-year:text")
    with django_assert_max_num_queries(len(reviewed)):
        client.get("/fr/rights/")


@pytest.mark.parametrize("state", ["machine_draft", "reviewed"])
def test_an_outdated_translation_says_so_whatever_it_was_before(state, client) -> None:
    (draft,) = _notices(see(client, "/fr/rights/"))
    _of("rights", "fr").update(translation_state=state)
    _of("rights", "en").update(content_digest="changed since")
    (notice,) = _notices(see(client, "/fr/rights/"))
    assert notice != draft
    assert "Outdated" not in notice


def test_what_has_no_wording_is_shown_in_the_source_and_marked(client) -> None:
    service = Service.objects.get(key="racist-incident-helpline")
    Wording.objects.filter(key="service:racist-incident-helpline:hours", language="ar").delete()
    seen = see(client, "/ar/it-happened-to-me/")
    marked = {
        (e.attrs.get("lang"), e.attrs.get("dir"))
        for e in seen.all("span")
        if e.text == service.hours
    }
    assert marked == {("en", "ltr")}


def test_what_staff_have_changed_is_shown_in_the_source_until_it_is_translated(client) -> None:
    Service.objects.filter(key="racist-incident-helpline").update(hours="Every day, 8 to 8")
    seen = see(client, "/ar/it-happened-to-me/")
    assert {e.attrs.get("lang") for e in seen.all("span") if e.text == "Every day, 8 to 8"} == {
        "en"
    }


@pytest.mark.parametrize("is_demonstration", [True, False])
def test_only_a_demonstration_says_that_it_is_one(is_demonstration, client, settings) -> None:
    settings.IS_DEMONSTRATION = is_demonstration
    texts = [_notices(see(client, path)) for path in ("/en/", "/en/find-help/atlin/", "/en/nope/")]
    said = [text.startswith("Demonstration") for found in texts for text in found]
    assert said == ([True] * 3 if is_demonstration else [])


def test_pages_stay_whole_when_every_service_and_fact_is_gone(client) -> None:
    Service.objects.all().delete()
    Fact.objects.all().delete()
    for key, _ in page_names():
        for language in ("en", "ar"):
            seen = see(client, site_map(language).page(key).path)
            assert (seen.path, seen.status, seen.html.faults) == (seen.path, 200, [])
            assert [e for e in seen.all("a") if e.attrs.get("href", "").startswith("tel:")] == []


def _held_on_pages() -> tuple[set[str], set[str]]:
    """The facts that a remark holds back, and those of them that stand on a page."""
    held = set(Fact.objects.filter(remark__startswith="held back").values_list("key", flat=True))
    blocks = [b for page in PublicPage.objects.all() for b in page.body if b.block_type == "facts"]
    return held, held & {key for block in blocks for key in block.value["items"]}


def test_what_is_held_back_stands_on_no_page() -> None:
    assert _held_on_pages() == ({"hate-mischief", "hate-crime-2026"}, set())


def test_a_fact_that_is_held_back_but_shown_is_seen() -> None:
    Fact.objects.filter(key="hate-propaganda").update(remark="held back until the Act is read")
    assert _held_on_pages()[1] == {"hate-propaganda"}


def test_a_service_that_is_gone_leaves_no_trace(client) -> None:
    name = Service.objects.get(key="suicide-988").name
    assert name in see(client, "/en/it-happened-to-me/").one("main").text
    Service.objects.filter(key="suicide-988").delete()
    assert name not in see(client, "/en/it-happened-to-me/").one("main").text


def test_the_network_page_stays_whole_without_spokes_and_hub(client) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    Spoke.objects.update(ends_on=yesterday)
    Hub.objects.update(ends_on=yesterday)
    seen = see(client, "/en/how-the-network-works/")
    assert (seen.status, seen.html.faults) == (200, [])
    assert "No spoke is listed yet." in see(client, "/en/find-help/").one("main").text


def test_the_map_is_left_out_where_the_pack_has_none(client) -> None:
    assert "map-title" in {e.attrs.get("id") for e in see(client, "/en/find-help/").all("title")}
    Programme.objects.update(outline="")
    seen = see(client, "/en/find-help/")
    assert (seen.status, {e.attrs.get("id") for e in seen.all("title")}) == (200, {None})


def test_every_page_offers_itself_in_every_language(client) -> None:
    for rest in ("", "options/school/", "find-help/atlin/", "network/saulteau-first-nations/"):
        seen = see(client, f"/en/{rest}")
        chosen = [
            e.attrs["href"]
            for e in seen.all("a")
            if e.parent.parent.attrs.get("class") == "tongues"
        ]
        assert chosen == [f"/{code}/{rest}" for code in offered_languages()]


def test_a_page_that_a_language_lacks_leads_to_its_front_page(client) -> None:
    _of("rights", "fr").delete()
    seen = see(client, "/en/rights/")
    hrefs = {e.attrs["href"] for e in seen.all("a") if e.attrs.get("hreflang") == "fr"}
    assert hrefs == {"/fr/"}
    alternates = {
        e.attrs.get("hreflang") for e in seen.all("link") if e.attrs.get("rel") == "alternate"
    }
    assert alternates == {*offered_languages(), "x-default"} - {"fr"}
