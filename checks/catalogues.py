"""Catalogues hold every text of the product, and are compiled."""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib

from checks import PACKAGE, compiling

READ_BY_GETTEXT = ("*.py", "*.html", "*.txt", "*.toml", "*.xml")
RENAMED = re.compile(r"\bn?p?gettext(?:_lazy|_noop)? as (\w+)")
Key = tuple[str | None, str, str]


def keys(path: Path) -> set[Key]:
    """What a catalogue translates: context, source, plural."""
    return {
        (entry.msgctxt, entry.msgid, entry.msgid_plural)
        for entry in polib.pofile(str(path))
        if not entry.obsolete
    }


def template(package: Path = PACKAGE) -> set[Key]:
    """What `makemessages` finds in a copy of the product."""
    with tempfile.TemporaryDirectory() as name:
        copy = Path(name) / "upstander"
        shutil.copytree(package, copy, ignore=shutil.ignore_patterns("__pycache__", "*.po", "*.mo"))
        (copy / "locale" / "en" / "LC_MESSAGES").mkdir(parents=True, exist_ok=True)
        command = ["-m", "django", "makemessages", "--exclude", "en", "--keep-pot", "-v", "0"]
        env = os.environ | {
            "DJANGO_SETTINGS_MODULE": "upstander.config.settings",
            "PYTHONPATH": name,
            "UPSTANDER_HOME": name,
        }
        subprocess.run([sys.executable, *command], cwd=copy, env=env, check=True)
        return keys(copy / "locale" / "django.pot")


def differences(wanted: set[Key], path: Path) -> list[str]:
    """What a catalogue lacks, and what it translates for nobody."""
    has = keys(path)
    name = path.parent.parent.name
    return [f"{name} lacks “{key[1]}”" for key in sorted(wanted - has, key=str)] + [
        f"{name} has “{key[1]}”, which stands nowhere" for key in sorted(has - wanted, key=str)
    ]


def interface_faults(package: Path = PACKAGE) -> list[str]:
    """Each language of the table has a catalogue, and it is fresh."""
    from django.utils.translation import to_locale

    from upstander.core.languages import table

    if shutil.which("xgettext") is None:
        return ["gettext is not installed, so that nobody knows whether the catalogues are fresh"]
    wanted = template(package)
    found = []
    for code in table():
        path = package / "locale" / to_locale(code) / "LC_MESSAGES" / "django.po"
        if code != "en":
            found += differences(wanted, path) if path.exists() else [f"{code} has no catalogue"]
    return found


def unread_names(package: Path = PACKAGE) -> list[str]:
    """A text is read under the names that gettext knows, and under no other."""
    return [
        f"{path.relative_to(package.parent)}: nobody reads the texts that `{name}` marks"
        for path in sorted(package.rglob("*.py"))
        for name in RENAMED.findall(path.read_text("utf-8"))
        if name != "_"
    ]


def pack_faults(package: Path = PACKAGE) -> list[str]:
    """What the packs themselves say of their catalogues."""
    if importlib.util.find_spec("upstander.packs.catalogues") is None:
        return []
    from upstander.packs.catalogues import stale

    folders = [path.parent for path in sorted((package / "packs").glob("*/pack.toml"))]
    return [fault for folder in folders for fault in stale(folder)]


def faults() -> list[str]:
    """Everything that is not fresh or not compiled."""
    old = [f"{path.parent.parent.name} is not compiled: `make setup`" for path in compiling.stale()]
    return interface_faults() + unread_names() + pack_faults() + old
