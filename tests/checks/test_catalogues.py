import shutil
from pathlib import Path

import polib
import pytest

from checks import PACKAGE, catalogues

SOURCE = """
from django.utils.translation import gettext as _, ngettext, pgettext
_("Leave quickly")
pgettext("verb", "Close")
ngettext("%(n)s place", "%(n)s places", 2)
"""
TEMPLATE = "{% load i18n %}{% blocktranslate trimmed %}Help {{ name }}{% endblocktranslate %}\n"


@pytest.fixture
def package(tmp_path: Path) -> Path:
    folder = tmp_path / "upstander"
    folder.mkdir()
    (folder / "__init__.py").touch()
    for room in ("config", "core"):
        shutil.copytree(PACKAGE / room, folder / room, ignore=shutil.ignore_patterns("*.html"))
    (folder / "words.py").write_text(SOURCE)
    (folder / "page.html").write_text(TEMPLATE)
    return folder


def test_every_way_of_marking_a_text_is_read(package: Path) -> None:
    assert catalogues.template(package) >= {
        (None, "Leave quickly", ""),
        ("verb", "Close", ""),
        (None, "%(n)s place", "%(n)s places"),
        (None, "Help %(name)s", ""),
    }


def test_what_a_catalogue_lacks_or_has_for_nobody_is_found(tmp_path: Path) -> None:
    path = tmp_path / "fr" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    book = polib.POFile()
    book.extend([polib.POEntry(msgid="Here", msgstr="Ici"), polib.POEntry(msgid="Old")])
    book.save(str(path))
    wanted = {(None, "Here", ""), (None, "New", "")}
    assert catalogues.differences(wanted, path) == [
        "fr lacks “New”",
        "fr has “Old”, which stands nowhere",
    ]


def test_a_name_under_which_no_text_is_read_is_found(package: Path) -> None:
    assert catalogues.unread_names(package) == []
    marks = ["gettext_lazy as lazy", "ngettext as many", "pgettext_lazy as _", "gettext_noop"]
    words = "".join(f"from django.utils.translation import {mark}\n" for mark in marks)
    (package / "words.py").write_text(words)
    assert catalogues.unread_names(package) == [
        "upstander/words.py: nobody reads the texts that `lazy` marks",
        "upstander/words.py: nobody reads the texts that `many` marks",
    ]


def test_a_language_without_catalogue_is_found(package: Path) -> None:
    assert "pa has no catalogue" in catalogues.interface_faults(package)
