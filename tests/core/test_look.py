"""The small pieces that templates of every room use."""

import re

import pytest
from django.utils import translation
from django.utils.safestring import SafeString

from upstander.core.templatetags.look import asset, direction, own_name, say, tel, with_tags
from upstander.network.interface import Text


def test_an_asset_has_a_part_of_its_digest_in_its_address() -> None:
    assert re.fullmatch(r"/static/core/look\.css\?v=[0-9a-f]{10}", asset("core/look.css"))


def test_two_assets_have_two_digests() -> None:
    digests = {asset(name).partition("=")[2] for name in ("core/look.css", "core/leave.js")}

    assert len(digests) == 2


def test_an_asset_that_is_nowhere_is_an_error_and_no_dead_link() -> None:
    with pytest.raises(LookupError, match=r"no static file 'core/none\.css'"):
        asset("core/none.css")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (Text("مرحبا", "ar"), '<span lang="ar" dir="rtl">مرحبا</span>'),
        (Text("Bonjour", "fr"), '<span lang="fr" dir="ltr">Bonjour</span>'),
        (Text("<b>", "fr"), '<span lang="fr" dir="ltr">&lt;b&gt;</span>'),
        (Text("Hello", "en"), "Hello"),
        ("Hello", "Hello"),
        ("", ""),
    ],
)
def test_words_in_another_language_are_marked(text: str | Text, said: str) -> None:
    with translation.override("en"):
        assert say(text) == said


def test_words_in_the_language_of_the_page_are_not_taken_for_safe() -> None:
    with translation.override("en"):
        assert isinstance(say(Text("<script>", "en")), SafeString) is False


@pytest.mark.parametrize(
    ("number", "address"),
    [
        ("1-833-457-5463", "18334575463"),
        ("+44 20 7946 0000", "+442079460000"),
        ("555 0100", "5550100"),
        ("١٢٣", ""),
        ('9"><script>', "9"),
    ],
)
def test_a_number_can_be_pressed_and_reads_from_left_to_right(number: str, address: str) -> None:
    shown = number.replace('"', "&quot;").replace(">", "&gt;").replace("<", "&lt;")

    assert tel(number) == f'<a class="call" href="tel:{address}"><bdi dir="ltr">{shown}</bdi></a>'


@pytest.mark.parametrize(
    ("code", "name"), [("pa", "ਪੰਜਾਬੀ"), ("zh-hant", "繁體中文"), ("haida", "haida")]
)
def test_a_language_goes_by_its_own_name(code: str, name: str) -> None:
    assert own_name(code) == name


@pytest.mark.parametrize(("code", "side"), [("ar", "rtl"), ("fr", "ltr"), ("xx", "auto")])
def test_a_language_has_a_direction(code: str, side: str) -> None:
    assert direction(code) == side


def test_tags_stay_whole_within_words_of_either_direction() -> None:
    assert with_tags("<p>ab 1 < 2</p>") == (
        '<bdi dir="ltr">&lt;p&gt;</bdi>ab 1 &lt; 2<bdi dir="ltr">&lt;/p&gt;</bdi>'
    )
