"""The planting of faults: it must be able to find a test that notices nothing."""

import pytest

from benchmarks import faults
from benchmarks.faults import ROOT, Fault, noticed_by, planted

FAULT = Fault("sums.py", "It takes away.", "one + other", "one - other")
BLIND = "from sums import add\n\ndef test_nothing():\n    assert add(1, 0) == 1\n"
KEEN = "from sums import add\n\ndef test_a_sum():\n    assert add(1, 1) == 2\n"


@pytest.fixture
def project(tmp_path):
    (tmp_path / "sums.py").write_text("def add(one, other):\n    return one + other\n")
    (tmp_path / "test_blind.py").write_text(BLIND)
    (tmp_path / "test_keen.py").write_text(KEEN)
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    return tmp_path


def test_a_fault_is_noticed_by_the_test_that_looks_and_by_no_other(project, monkeypatch) -> None:
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    monkeypatch.delenv("DJANGO_SETTINGS_MODULE", raising=False)
    tests = ["test_blind.py", "test_keen.py"]
    assert noticed_by(project, tests) == ""
    with planted(project, FAULT):
        assert noticed_by(project, ["test_blind.py"]) == ""
        assert noticed_by(project, tests) == "test_keen.py::test_a_sum"
    assert noticed_by(project, tests) == ""


def test_a_run_that_cannot_begin_is_not_taken_for_one_that_passes(project, monkeypatch) -> None:
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    assert noticed_by(project, ["test_away.py"]) == "pytest ended with 4"


@pytest.mark.parametrize("was", ["one / other", "o"])
def test_words_that_do_not_stand_once_are_refused(project, was) -> None:
    said = pytest.raises(ValueError, match=r"sums\.py has not these words once")
    with said, planted(project, FAULT._replace(was=was)):
        pass


def test_each_of_the_thirty_can_be_planted() -> None:
    chosen = faults.faults()
    assert len(chosen) == len({(fault.file, fault.was) for fault in chosen}) == 30
    found = [(ROOT / fault.file).read_text("utf-8").count(fault.was) for fault in chosen]
    assert found == [1] * 30
    assert [fault for fault in chosen if fault.now == fault.was or not fault.breaks] == []
