"""A first run that is interrupted is made whole by the next, and nothing is there twice."""

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from django.conf import settings

from tests.config.homes import PACK, ROOT, environment, interrupt, upstander
from upstander.accounts.interface import account_of
from upstander.config.demonstration import make_demonstration
from upstander.core.errors import NotAllowed
from upstander.network.interface import make_demonstration_people
from upstander.support.models import Case

pytestmark = pytest.mark.skipif(
    settings.IS_POSTGRESQL, reason="its homes are on SQLite whatever the tests are on"
)
LOOK = """
import json, tomllib, django
django.setup()
from django.conf import settings
from upstander.accounts.models import User
from upstander.audit.models import Entry
from upstander.network.models import Community
from upstander.partnership.models import Partner
from upstander.support.codes import keys_of
from upstander.support.models import Case, Team
told = tomllib.loads(settings.DEMONSTRATION_FILE.read_text("utf-8"))
digests = {keys_of(code.replace(" ", "")).digest for code in told["return_codes"]}
print(json.dumps({
    "zone": settings.TIME_ZONE,
    "accounts": User.objects.count(),
    "sign in": [User.objects.get(email=row["email"]).check_password(row["password"])
                for row in told["account"]],
    "communities": Community.objects.count(),
    "packs loaded": Entry.objects.filter(verb="pack.loaded").count(),
    "teams": Team.objects.count(),
    "codes fit": digests == set(Case.objects.values_list("code_digest", flat=True)),
    "requests": len(digests),
    "partners": Partner.objects.count(),
}))
"""
WHOLE = {
    "zone": "Asia/Kolkata",
    "accounts": 15,
    "sign in": [True] * 15,
    "communities": 5,
    "packs loaded": 1,
    "teams": 3,
    "codes fit": True,
    "requests": 6,
    "partners": 4,
}


def _look(home: Path) -> dict[str, object]:
    """What is in a home, read by a program of its own."""
    seen = subprocess.run(
        [sys.executable, "-c", LOOK],
        cwd=ROOT,
        env=environment(home),
        stdout=subprocess.PIPE,
        check=True,
    )
    return dict(json.loads(seen.stdout))


def _names(home: Path) -> set[str]:
    return {path.name for path in home.iterdir() if "sqlite3" not in path.name}


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home whose first run was killed four times, then came to its end."""
    home = tmp_path_factory.mktemp("homes") / "home"
    database, part = home / "upstander.part", home / "demonstration.part"
    interrupt(home, lambda said: _size(home / "secrets.toml") > 0)
    interrupt(home, lambda said: _size(database) > 300_000)
    interrupt(home, lambda said: "3/4" in said)
    interrupt(home, lambda said: _size(part) > 0)
    assert "complete" not in _names(home)
    status, lines = upstander(home, "init", str(PACK), "--demo")
    assert (status, lines[4]) == (0, "4/4 Making demonstration accounts"), lines
    return home


FILES = {"complete", "demonstration.toml", "search", "secrets.toml", "site.toml"}


def test_all_is_there_once_after_a_first_run_that_was_interrupted(home: Path) -> None:
    assert _look(home) == WHOLE
    assert _names(home) == FILES


def test_another_run_changes_nothing(home: Path) -> None:
    before = (home / "demonstration.toml").read_text("utf-8")
    status, lines = upstander(home, "init", str(PACK), "--demo")
    assert (status, lines[3]) == (0, "    0 records written, 98 unchanged")
    assert (home / "demonstration.toml").read_text("utf-8") == before
    assert _look(home) == WHOLE


def test_a_run_that_ended_before_the_words_were_named_is_made_whole(home: Path) -> None:
    file = home / "demonstration.toml"
    before = file.read_text("utf-8")
    file.rename(home / "demonstration.part")
    file.touch()
    assert upstander(home, "init", str(PACK), "--demo")[0] == 0
    assert (file.read_text("utf-8"), _names(home)) == (before, FILES)
    assert _look(home) == WHOLE


def test_the_variable_wins_over_the_zone_of_the_pack(home: Path) -> None:
    code = "from upstander.config import settings; print(settings.TIME_ZONE)"
    zones = [
        subprocess.check_output(
            [sys.executable, "-c", code], cwd=ROOT, env=environment(place) | chosen, text=True
        ).strip()
        for place in (home, home / "empty")
        for chosen in ({}, {"UPSTANDER_TIME_ZONE": "Europe/Lisbon"})
    ]
    assert zones == ["Asia/Kolkata", "Europe/Lisbon", "UTC", "Europe/Lisbon"]


@pytest.mark.parametrize(
    ("names", "commands"),
    [
        (None, ["init resilience_bc --demo", "serve --port 8000"]),
        (
            ["secrets.toml", "demonstration.toml"],
            ["init resilience_bc --demo", "serve --port 8000"],
        ),
        (["complete"], ["serve --port 8000"]),
    ],
)
def test_make_demo_makes_a_home_until_one_is_complete(
    tmp_path: Path, names: list[str] | None, commands: list[str]
) -> None:
    home, told = tmp_path / "home", tmp_path / "told"
    if names is not None:
        home.mkdir()
        for name in names:
            (home / name).touch()
    program = tmp_path / "upstander"
    program.write_text(f'#!/bin/sh\necho "$@" >> "{told}"\n')
    program.chmod(0o700)
    subprocess.run(
        ["make", "--old-file=setup", "demo", f"BIN={tmp_path}", "PORT=8000"],
        cwd=ROOT,
        env={**os.environ, "UPSTANDER_HOME": str(home)},
        check=True,
    )
    assert told.read_text().splitlines() == commands


@pytest.mark.django_db
def test_accounts_that_an_older_version_left_without_requests_have_them(tmp_path: Path) -> None:
    file = tmp_path / "demonstration.toml"
    rows = [person._asdict() for person in make_demonstration_people()]
    lines = ["\n".join(f'{k} = "{v}"' for k, v in row.items()) for row in rows]
    file.write_text("".join(f"[[account]]\n{line}\n" for line in lines))
    make_demonstration(tmp_path, None)
    make_demonstration(tmp_path, None)
    told = tomllib.loads(file.read_text())
    assert (told["account"], len(told["return_codes"]), Case.objects.count()) == (rows, 6, 6)


@pytest.mark.django_db
@pytest.mark.parametrize("left", ["", "[[acc", '[[account]]\nemail = "gone@demonstration.example"'])
def test_words_of_accounts_that_were_never_kept_are_thrown_away(tmp_path: Path, left: str) -> None:
    (tmp_path / "demonstration.part").write_text(left)
    make_demonstration(tmp_path, None)
    told = tomllib.loads((tmp_path / "demonstration.toml").read_text())
    emails = [row["email"] for row in told["account"]]
    assert (len(emails), "gone@demonstration.example" in emails) == (15, False)
    assert all(map(account_of, emails))


@pytest.mark.django_db
def test_accounts_whose_words_are_gone_are_not_made_again(tmp_path: Path) -> None:
    make_demonstration_people()
    with pytest.raises(NotAllowed, match="put it back, or begin in an empty folder"):
        make_demonstration(tmp_path, None)
    assert (list(tmp_path.iterdir()), Case.objects.count()) == ([], 0)
