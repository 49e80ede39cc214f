"""The page of the search: what it answers, and what it never keeps."""

import logging
from typing import Any

import pytest
from django.test import Client
from django_tasks_db.models import DBTaskResult

from upstander.search import index

pytestmark = pytest.mark.django_db
PAGE = "/en/search/"


def ask(typed: str, path: str = PAGE, **more: str) -> Any:
    return Client().post(path, {"q": typed, **more})


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_an_address_holds_no_question(found_pack: None) -> None:
    answer = Client().get(PAGE, {"q": "landlord"})
    assert "landlord" not in text(answer)
    assert 'method="post"' in text(answer)


def test_what_was_typed_is_answered_and_stays_in_the_box(found_pack: None) -> None:
    answer = ask("landlord")
    assert answer.status_code == 200
    assert 'value="landlord"' in text(answer)
    assert '<a href="/en/options/home/">' in text(answer)
    assert "<mark>landlord</mark>" in text(answer)
    assert "It has your word:" in text(answer)
    assert '<bdi lang="en">police</bdi> · <bdi lang="en">' in text(ask("police work"))


def test_a_place_shows_none_of_its_names_in_other_scripts(found_pack: None) -> None:
    page = text(ask("كيلونا", "/ar/search/"))
    assert ('<a href="/ar/find-help/kelowna/">' in page, 'class="passage"' in page) == (True, False)
    assert 'class="passage"' in text(ask("landlord"))


def test_nothing_is_set_kept_or_written(found_pack: None, caplog: Any, capfd: Any) -> None:
    caplog.set_level(logging.DEBUG)
    answer = ask("planted-word-7391")
    assert answer.cookies == {}
    assert answer.headers["Cache-Control"] == "no-store, private"
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert "Vary" not in answer.headers or "Cookie" not in answer.headers["Vary"]
    said = caplog.text + "".join(capfd.readouterr())
    files = [f for f in index.folder().parent.rglob("*") if f.is_file()]
    assert "planted-word-7391" not in said
    assert [f for f in files if b"planted-word-7391" in f.read_bytes()] == []


def test_it_needs_few_queries(found_pack: None, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(10):
        ask("police")


@pytest.mark.parametrize("typed", ["", "   ", "\x00", "\x00\x01\x1b", "!?… ،。", "🙂"])
def test_what_has_no_word_is_answered_kindly(typed: str, found_pack: None) -> None:
    answer = Client().post(
        PAGE, f"q={typed}".encode(),
        content_type="application/x-www-form-urlencoded",
    )  # fmt: skip
    assert answer.status_code == 200
    assert "Type a word to search for." in text(answer)


def test_null_bytes_and_controls_are_left_out(found_pack: None) -> None:
    answer = ask("land\x00 \x1blandlord\x07")
    assert answer.status_code == 200
    assert 'value="land landlord"' in text(answer)


def test_ten_kilobytes_are_refused_and_stay(found_pack: None) -> None:
    long = "landlord " * 1200
    answer = ask(long)
    assert answer.status_code == 200
    assert "That is too long to search for." in text(answer)
    assert long.strip() in text(answer)


def test_a_long_word_is_no_fault(found_pack: None) -> None:
    assert ask("x" * 200).status_code == 200
    assert ask("警" * 200, "/ja/search/").status_code == 200


def test_markup_in_a_question_stays_text(found_pack: None) -> None:
    assert "<script>x" not in text(ask('"><script>x</script> landlord'))


def test_nothing_found_says_what_to_do(found_pack: None) -> None:
    page = text(ask("zzyzxqwv"))
    assert "Nothing found" in page
    assert "Try fewer words" in page
    assert 'href="/en/find-help/all/"' in page


def test_without_an_index_it_says_so_and_asks_for_one_once(empty_home: Any) -> None:
    before = DBTaskResult.objects.count()
    answers = [ask("landlord"), ask("police")]
    assert [answer.status_code for answer in answers] == [503, 503]
    assert "The search is being made ready." in text(answers[0])
    assert "Numbers to call" in text(answers[0])
    assert DBTaskResult.objects.count() == before + 1


def test_results_are_narrowed_by_a_button_and_widened_again(found_pack: None) -> None:
    page = text(ask("police"))
    assert 'name="kind" value="service"' in page
    narrowed = text(ask("police", kind="service"))
    assert 'name="kind" value="" aria-pressed="true"' in narrowed
    assert '<a href="/en/options/police/"><mark>' not in narrowed.split('class="results"')[0]


def test_what_was_narrowed_too_far_can_be_widened(found_pack: None) -> None:
    page = text(ask("police", region="nowhere"))
    assert "Search without the choices" in page


def test_pages_are_turned_by_buttons(found_pack: None) -> None:
    first, second = ask("police"), ask("police", page="2")
    assert 'name="page" value="1" aria-current="page"' in text(first)
    assert 'name="page" value="2" aria-current="page"' in text(second)
    assert first.context["hits"] != second.context["hits"]
    for number in ("0", "-1", "99999", "²", "x", "\x00"):
        assert ask("police", page=number).status_code == 200


def test_another_language_keeps_the_question(found_pack: None) -> None:
    page = text(ask("police"))
    assert 'formaction="/ar/search/"' in page
    assert 'id="carried"' in page
    answer = ask("police", "/ar/search/", go="stay")
    assert 'lang="en"' in text(answer)


def test_a_page_of_another_language_is_marked(found_pack: None) -> None:
    page = text(ask("Racist Incident Helpline", "/fa/search/"))
    assert 'lang="en"' in page


def test_the_box_stands_on_the_first_page_and_a_link_on_each(found_pack: None) -> None:
    assert 'role="search"' in text(Client().get("/ar/"))
    assert 'href="/ar/search/"' in text(Client().get("/ar/privacy/"))


LEADING = ("search", "resources", "courses", "courses/first-answer", "events",
           "resources/help-numbers", "rights")  # fmt: skip


@pytest.mark.parametrize("path", LEADING)
def test_each_page_leads_to_what_else_there_is(found_pack: None, path: str) -> None:
    answer = Client().get(f"/ar/{path}/")
    foot = text(answer).partition("<footer")[2]
    assert answer.status_code == 200
    wanted = ("search", "resources", "courses", "events", "tell", "return")
    assert [foot.count(f'<a href="/ar/{where}/">') for where in wanted] == [1] * 6
