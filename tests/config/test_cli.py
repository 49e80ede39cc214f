"""What the commands say where something is missing or wrong: a sentence, and 1."""

from pathlib import Path

import pytest

from tests.config.homes import PACK, upstander
from upstander.config.founding import invite_administrator
from upstander.network.models import Invitation

NOT_SET_UP = "The database is not set up: run `upstander init PACK` first."
NO_PACK = "pack.toml:1: no pack is called 'nowhere', and no folder holds it"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["verify"], NOT_SET_UP),
        (["rebuild-search"], NOT_SET_UP),
        (["invite", "root@example.org", "lantern-house"], NOT_SET_UP),
        (["catalogues", "nowhere"], NO_PACK),
    ],
)
def test_a_command_without_what_it_needs_says_so(
    tmp_path: Path, arguments: list[str], said: str
) -> None:
    assert upstander(tmp_path, *arguments) == (1, [said])
    assert list(tmp_path.iterdir()) == []


def test_half_a_database_counts_as_none(tmp_path: Path) -> None:
    (tmp_path / "upstander.sqlite3").touch()
    assert upstander(tmp_path, "verify") == (1, [NOT_SET_UP])


def test_a_database_that_does_not_answer_is_said(tmp_path: Path) -> None:
    (tmp_path / "upstander.sqlite3").write_text("no database " * 100)
    said = ["The database does not answer: file is not a database"]
    assert upstander(tmp_path, "verify") == (1, said)


@pytest.mark.parametrize(
    ("variables", "kept"),
    [({"UPSTANDER_TIME_ZONE": "Atlantis/Port"}, ""), ({}, 'time_zone = "Atlantis/Port"')],
)
def test_a_time_zone_that_is_none_is_said(
    tmp_path: Path, variables: dict[str, str], kept: str
) -> None:
    (tmp_path / "site.toml").write_text(kept)
    status, lines = upstander(tmp_path, "check", str(PACK), **variables)
    assert (status, lines) == (1, [
        "No time zone is called 'Atlantis/Port': take one of the IANA list, such as Europe/Lisbon."
    ])  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("email", ["not-an-email", "", "a@b", f"{'a' * 250}@example.org"])
def test_an_address_that_is_none_is_not_invited(email: str) -> None:
    said: list[str] = []
    status = invite_administrator(email, "dawson-creek-literacy-society", say=said.append)
    assert (status, said) == (1, [f"{email!r} is no e-mail address."])
    assert Invitation.objects.count() == 0


@pytest.mark.django_db
def test_an_address_is_invited_as_it_was_meant() -> None:
    said: list[str] = []
    status = invite_administrator(
        " root@example.org ", "dawson-creek-literacy-society", say=said.append
    )
    assert (status, len(said)) == (0, 1)
    assert Invitation.objects.get().email == "root@example.org"
