import sys
from types import ModuleType

import pytest

from checks import __main__ as checks


@pytest.fixture
def planted(monkeypatch) -> ModuleType:
    module = ModuleType("checks.planted")
    monkeypatch.setitem(sys.modules, "checks.planted", module)
    monkeypatch.setattr(checks, "TOOLS", {})
    monkeypatch.setattr(checks, "OWN", {"planted": "nothing is planted"})
    monkeypatch.setattr(checks, "prepare", lambda: None)
    monkeypatch.setattr(sys, "argv", ["checks"])
    return module


def test_nothing_found_is_zero(planted: ModuleType) -> None:
    planted.faults = list  # type: ignore[attr-defined]
    assert checks.main() == 0


def test_a_fault_is_shown_and_is_one(planted: ModuleType, capsys) -> None:
    planted.faults = lambda: ["a.py is planted"]  # type: ignore[attr-defined]
    assert checks.main() == 1
    assert "a.py is planted" in capsys.readouterr().out


def test_a_name_that_is_none_is_refused_and_nothing_runs(
    planted: ModuleType, capsys, monkeypatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["checks", "planted", "nosuchcheck"])
    assert checks.main() == 2
    assert capsys.readouterr().out == "No check is called nosuchcheck. There are: planted.\n"


def test_a_name_that_is_given_twice_runs_once(planted: ModuleType, capsys, monkeypatch) -> None:
    planted.faults = list  # type: ignore[attr-defined]
    monkeypatch.setattr(sys, "argv", ["checks", "planted", "planted"])
    assert checks.main() == 0
    assert capsys.readouterr().out.count("nothing is planted") == 1


def test_a_check_that_breaks_is_a_fault(planted: ModuleType, capsys) -> None:
    planted.faults = lambda: list[str]().pop()  # type: ignore[attr-defined]
    assert checks.main() == 1
    assert "IndexError" in capsys.readouterr().out
