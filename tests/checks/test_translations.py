from pathlib import Path

import polib
import pytest

from checks import translations

PLURALS = {
    "ar": "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3"
    " : n%100>=11 && n%100<=99 ? 4 : 5;",
    "fr": "nplurals=2; plural=(n > 1);",
    "es": "nplurals=2; plural=(n != 1);",
    "ja": "nplurals=1; plural=0;",
    "tl": "nplurals=2; plural=(n != 1 && n != 2 && n != 3"
    " && (n % 10 == 4 || n % 10 == 6 || n % 10 == 9));",
}


def _book(folder: Path, code: str, *entries: polib.POEntry) -> Path:
    path = folder / code / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    book = polib.POFile()
    book.metadata = {"Content-Type": "text/plain; charset=UTF-8", "Plural-Forms": PLURALS[code]}
    book.extend(entries)
    book.save(str(path))
    return path


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Hello %(name)s", "Bonjour %(name)s"),
        ("{count} of {total}", "{total}分の{count}"),
        ('<a href="/en/">Back</a>', '<a href="/en/">Retour</a>'),
        ("[Help](page:find-help) **now**", "[Aide](page:find-help) **maintenant**"),
        ("100 % free", "100 % gratuit"),
    ],
)
def test_a_faithful_translation_loses_nothing(source: str, target: str) -> None:
    assert translations.lost(source, target) == []


@pytest.mark.parametrize(
    ("source", "target", "fault"),
    [
        ("Hello %(name)s", "Bonjour", "placeholders differ: ['%(name)s'] became []"),
        (
            "Hello %(name)s",
            "Bonjour %(nom)s",
            "placeholders differ: ['%(name)s'] became ['%(nom)s']",
        ),
        ("{count} left", "{} left", "placeholders differ: ['{count}'] became ['{}']"),
        ("<b>Now</b>", "<b>Maintenant", "tags differ: ['</b', '<b'] became ['<b']"),
        ("Now", "<i>Maintenant</i>", "tags differ: [] became ['</i', '<i']"),
        ("[Help](page:a)", "[Aide](page:b)", "link targets differ: ['page:a'] became ['page:b']"),
    ],
)
def test_what_is_lost_is_found(source: str, target: str, fault: str) -> None:
    assert translations.lost(source, target) == [fault]


@pytest.mark.parametrize("code", PLURALS)
def test_the_rules_of_cldr_are_accepted(code: str) -> None:
    assert translations.plural_faults(code, PLURALS[code]) == []


@pytest.mark.parametrize(
    ("code", "header"),
    [
        ("fr", "nplurals=2; plural=(n != 1);"),
        ("ar", "nplurals=2; plural=(n != 1);"),
        ("ja", "nplurals=2; plural=(n != 1);"),
        ("es", "nplurals=1; plural=0;"),
    ],
)
def test_a_rule_that_differs_from_cldr_is_found(code: str, header: str) -> None:
    assert translations.plural_faults(code, header) == [
        f"tells plurals apart otherwise than CLDR: {header}"
    ]


def test_a_language_without_a_rule_is_found() -> None:
    assert translations.plural_faults("de", "nplurals=2; plural=(n != 1);") == [
        "is in de, of which checks/translations.py has no plural rule"
    ]


def test_an_untranslated_text_is_found(tmp_path: Path) -> None:
    path = _book(tmp_path, "fr", polib.POEntry(msgid="Now"), polib.POEntry(msgid="A", msgstr="B"))
    assert translations.faults([path]) == ["fr/django.po lacks 1 of 2 texts, first: “Now”"]


def test_a_fuzzy_text_is_found(tmp_path: Path) -> None:
    path = _book(tmp_path, "fr", polib.POEntry(msgid="Now", msgstr="Ici", flags=["fuzzy"]))
    assert [fault.partition(" ")[2] for fault in translations.faults([path])] == ["is fuzzy"]


def test_a_missing_plural_form_is_found(tmp_path: Path) -> None:
    forms = dict.fromkeys(range(5), "%(count)s")
    entry = polib.POEntry(msgid="%(count)s", msgid_plural="%(count)s all", msgstr_plural=forms)
    path = _book(tmp_path, "ar", entry)
    assert [fault.partition(" ")[2] for fault in translations.faults([path])] == [
        "has 5 of 6 plural forms"
    ]


def test_one_form_may_say_the_number_in_words_only_if_the_source_does(tmp_path: Path) -> None:
    forms = {0: "un lieu", 1: "des lieux"}
    entry = polib.POEntry(msgid="one place", msgid_plural="%(n)s places", msgstr_plural=forms)
    assert translations.entry_faults(entry, 2) == []
    entry.msgid = "%(n)s place"
    assert len(translations.entry_faults(entry, 2)) == 2
