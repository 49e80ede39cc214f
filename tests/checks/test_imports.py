import shutil
from pathlib import Path

import pytest

from checks import ROOT, imports

CONTRACTS = (
    "A room imports only from the rooms below it",
    "Inside a context a request travels one way",
    "From outside a context only its interface is seen",
    "Only the desk sees the interface of support",
)
ROOMS = (
    "config", "packs", "portal", "desk", "search", "support", "funding", "action", "protocols",
    "learning", "partnership", "network", "accounts", "audit", "events", "announcements", "editing",
    "core",
)  # fmt: skip
FLOORS = ("urls", "views", "forms", "interface", "actions", "queries", "rules", "models", "states")
EXCUSED = {"portal/models.py": "portal.showing", "portal/blocks.py": "portal.queries"}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty house with every room, under the contracts of the real one."""
    folder = tmp_path_factory.mktemp("house")
    package = folder / "upstander"
    for path in ["__init__.py"] + [
        f"{room}/{floor}.py" for room in ROOMS for floor in ("__init__", *FLOORS)
    ]:
        (package / path).parent.mkdir(exist_ok=True)
        (package / path).touch()
    (package / "portal" / "showing.py").touch()
    for path in (package / "portal" / "templatetags", package / "network" / "migrations"):
        path.mkdir()
        (path / "__init__.py").touch()
    for module, excused in EXCUSED.items():
        (package / module).write_text(f"import upstander.{excused}\n")
    shutil.copytree(ROOT / "checks", folder / "checks")
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def _say(house: Path, module: str, line: str) -> list[str]:
    """What is found once `line` stands in `module`, which is put back afterwards."""
    path = house / "upstander" / module
    before = path.read_text("utf-8") if path.exists() else None
    path.parent.mkdir(exist_ok=True)
    path.write_text((before or "") + f"\n{line}\n", "utf-8")
    try:
        return imports.faults(house)
    finally:
        if before is None:
            path.unlink()
        else:
            path.write_text(before, "utf-8")


def test_an_empty_house_stands(house: Path) -> None:
    assert imports.faults(house) == []


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        (
            "network/rules.py",
            "from upstander.portal import interface",
            "A room imports only from the rooms below it",
        ),
        (
            "core/models.py",
            "import upstander.audit.interface",
            "A room imports only from the rooms below it",
        ),
        (
            "desk/views.py",
            "from upstander.portal import interface",
            "A room imports only from the rooms below it",
        ),
        (
            "network/models.py",
            "from upstander.network import rules",
            "Inside a context a request travels one way",
        ),
        (
            "audit/queries.py",
            "def late():\n    from upstander.audit.actions import record",
            "Inside a context a request travels one way",
        ),
        ("audit/misc.py", "x = 1", "Inside a context a request travels one way"),
        (
            "desk/views.py",
            "from upstander.network.models import Spoke",
            "From outside a context only its interface is seen",
        ),
        (
            "packs/actions.py",
            "from upstander.audit.rules import digest",
            "From outside a context only its interface is seen",
        ),
        (
            "portal/templatetags/public.py",
            "from upstander.network.models import Spoke",
            "From outside a context only its interface is seen",
        ),
    ],
)
def test_a_planted_import_is_found(house: Path, module: str, line: str, contract: str) -> None:
    found = _say(house, module, line)
    assert [name for name in CONTRACTS if name in found] == [contract]


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("portal/templatetags/public.py", "from upstander.network.interface import spokes"),
        ("portal/templatetags/public.py", "from upstander.portal.queries import pages"),
        ("network/migrations/first.py", "from upstander.accounts.models import User"),
    ],
)
def test_what_may_be_imported_is_not_found(house: Path, module: str, line: str) -> None:
    assert _say(house, module, line) == []


def test_only_the_desk_sees_support(house: Path) -> None:
    line = "from upstander.support import interface"
    assert _say(house, "desk/views.py", line) == []
    assert "Only the desk sees the interface of support" in _say(house, "packs/actions.py", line)
