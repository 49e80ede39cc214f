"""Which language a request speaks, whatever its headers and path hold."""

import pytest
from django.conf import settings
from hypothesis import example, given
from hypothesis import strategies as st

from upstander.core.languages import Language, language_of_path, negotiate, table

ALL = list(table())

HEADERS = [
    ("", "en"),
    ("pa", "pa"),
    ("PA", "pa"),
    ("pa-Guru-IN", "pa"),
    ("pa_IN", "pa"),
    ("prs", "fa"),
    ("fa-AF", "fa"),
    ("fil", "tl"),
    ("fil-PH, en", "tl"),
    ("zh", "zh-hans"),
    ("zh-CN", "zh-hans"),
    ("zh-SG,zh;q=0.8", "zh-hans"),
    ("zh-HK", "zh-hant"),
    ("zh-Hant-HK", "zh-hant"),
    ("zh-TW", "zh-hant"),
    ("yue", "zh-hant"),
    ("fr-CA,fr;q=0.8,en;q=0.5", "fr"),
    ("fr;q=0.3, ja;q=0.8, ko;q=0.5", "ja"),
    ("fr;Q=0.3, ja;Q=0.8", "ja"),
    ("fr ; q = 0.3 , ja ; q = 0.8", "ja"),
    ("fr;q=0.5, ja;q=0.5", "fr"),
    ("fr;q=0, ja;q=0.1", "ja"),
    ("fr;q=0", "en"),
    ("fr;q=-1, ja;q=0.1", "ja"),
    ("fr;q=nan, ja;q=0.1", "ja"),
    ("fr;q=inf, ja", "fr"),
    ("ja;q=0.9, fr;q=1e400", "fr"),
    ("fr;q=, ja;q=0.1", "ja"),
    ("fr;q=x, ja;q=0.1", "ja"),
    ("fr;level=1", "fr"),
    ("*", "en"),
    ("*;q=0.5, ar;q=0.1", "ar"),
    ("tlh, de-AT, ko", "ko"),
    ("xx", "en"),
    ("e", "en"),
    ("f", "en"),
    ("-", "en"),
    ("fr-", "fr"),
    (";q=1, ,,;, ar", "ar"),
    ("fr\0", "en"),
    ("\0, ar", "ar"),
    ("ar\r\nSet-Cookie: x=1", "en"),
    ("İ, ar", "ar"),
    ("ar" + ";" * 9000, "ar"),
    ("x," * 4500 + "ar", "en"),
    ("a" * 9216, "en"),
    ("-" * 9216, "en"),
    ("fr;q=" + "9" * 9216, "fr"),
    ("' OR 1=1 --, ar", "ar"),
    ("../../ar", "en"),
]


@pytest.mark.parametrize(("header", "code"), HEADERS, ids=lambda text: text[:20])
def test_the_best_language_is_offered_for_any_header(header: str, code: str) -> None:
    assert negotiate(header, ALL) == code


@pytest.mark.parametrize(
    ("header", "offered", "code"),
    [
        ("zh-HK, fr", ["ko", "zh-hans", "fr"], "zh-hans"),
        ("zh-HK", ["ko", "fr"], "ko"),
        ("ja, ar;q=0.1", ["fr", "ar"], "ar"),
        ("en", ["fr"], "fr"),
    ],
)
def test_only_what_is_offered_is_answered(header: str, offered: list[str], code: str) -> None:
    assert negotiate(header, offered) == code


@given(st.text(max_size=200), st.lists(st.sampled_from(ALL), min_size=1, unique=True))
@example("fr;q=1_0", ["en"])
@example("\ud800;q=\ud800", ["en"])
def test_any_header_gets_a_language_that_is_offered(header: str, offered: list[str]) -> None:
    assert [code for code in offered if code == negotiate(header, offered)] != []


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["fr", "ja", "ar", "zh-HK", "x", "*", ""]), st.floats() | st.none()
        ),
        max_size=6,
    )
)
def test_no_weight_raises(wishes: list[tuple[str, float | None]]) -> None:
    header = ", ".join(tag if weight is None else f"{tag};q={weight}" for tag, weight in wishes)

    assert negotiate(header, ALL) in table()


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/pa/options/", "pa"),
        ("/zh-hant/", "zh-hant"),
        ("/zh-hant", "zh-hant"),
        ("//ar/", "ar"),
        ("/", None),
        ("", None),
        ("/PA/", None),
        ("/zh/", None),
        ("/desk/pa/", None),
        ("/pa\0/", None),
    ],
)
def test_the_language_of_a_path_is_its_first_part(path: str, code: str | None) -> None:
    assert language_of_path(path) == code


def test_the_table_holds_thirteen_languages_of_which_two_run_from_right_to_left() -> None:
    assert len(ALL) == 13
    assert [row.code for row in table().values() if row.direction == "rtl"] == ["ar", "fa"]
    assert table()["tl"] == Language("tl", "Tagalog", "ltr", ("fil",))


def test_no_tag_names_two_languages() -> None:
    tags = [tag for row in table().values() for tag in (row.code, *row.names)]

    assert sorted(set(tags)) == sorted(tags)


def test_django_knows_the_languages_of_the_table() -> None:
    assert [code for code, _ in settings.LANGUAGES] == ALL
    assert settings.LANGUAGES_BIDI == ["ar", "fa"]
