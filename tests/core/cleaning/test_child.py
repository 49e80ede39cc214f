"""Files go through a process of their own, which nothing survives and nothing leaves."""

import subprocess
import sys
import time

import pytest

from tests.core.cleaning.hostile_made import SCRIPT, Hostile, all_hostile, flipped
from tests.core.cleaning.made import Sample
from tests.core.cleaning.test_honest import PDFS, PHOTOS, SOUNDS
from upstander.core.cleaning import interface
from upstander.core.cleaning.interface import Clean, Refused, clean
from upstander.core.cleaning.limits import LONGEST_WAIT
from upstander.core.cleaning.results import Reason
from upstander.core.cleaning.sentences import SENTENCES

HOSTILE = all_hostile()
FUZZED = [*PHOTOS[::6], *SOUNDS[::5], *PDFS[::5]]


def outcome(data: bytes) -> str:
    try:
        return clean(data, "holiday.jpg").kind
    except Refused as refused:
        return refused.reason


def test_the_hostile_set_is_as_large_as_it_should_be() -> None:
    assert len({hostile.name for hostile in HOSTILE}) == len(HOSTILE) == 45


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda hostile: hostile.name)
def test_a_hostile_file_is_refused_or_made_harmless(hostile: Hostile) -> None:
    started = time.monotonic()
    try:
        made = clean(hostile.data, f"{hostile.name}.jpg")
    except Refused as refused:
        found, data = str(refused.reason), b""
    else:
        found, data = made.kind, made.data

    assert (found, SCRIPT in data, b"/JavaScript" in data) == (hostile.outcome, False, False)
    assert time.monotonic() - started < LONGEST_WAIT + 1


@pytest.mark.parametrize("sample", FUZZED, ids=lambda sample: sample.name)
def test_a_damaged_file_is_refused_or_cleaned(sample: Sample) -> None:
    assert outcome(flipped(sample.data, 1)) in {sample.kind, "broken", "limits", "pixels"}


def run(monkeypatch: pytest.MonkeyPatch, code: str) -> str:
    monkeypatch.setattr(interface, "COMMAND", [sys.executable, "-I", "-c", code])
    return outcome(b"\xff\xd8\xff" * 100_000)


SAY = "import sys; sys.stdin.buffer.read(); sys.stdout.write"


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("import os; os.abort()", "broken"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "broken"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGXCPU)", "limits"),
        ("", "broken"),
        (f"{SAY}('')", "broken"),
        (f"{SAY}('photo text/html html\\n<script>')", "broken"),
        (f"{SAY}('photo image/png png\\n')", "broken"),
        (f"{SAY}('\\u00ff\\u00fe' * 99)", "broken"),
        (f"{SAY}('photo image/png png\\nfine')", "photo"),
        (f"{SAY}('video')", "video"),
        (f"{SAY}('photo image/png png\\nfine'); sys.exit(1)", "broken"),
    ],
)
def test_only_a_known_answer_is_believed(
    monkeypatch: pytest.MonkeyPatch, code: str, reason: str
) -> None:
    assert run(monkeypatch, code) == reason


@pytest.mark.parametrize("code", ["import time; time.sleep(60)", f"{SAY}('')\nwhile True: pass"])
def test_a_child_that_hangs_is_killed(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    monkeypatch.setattr(interface, "LONGEST_WAIT", 0.5)
    started = time.monotonic()

    assert run(monkeypatch, code) == "limits"
    assert time.monotonic() - started < 2


def test_a_child_that_talks_without_end_is_cut_short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(interface, "LONGEST_ANSWER", 10**5)

    assert run(monkeypatch, f"{SAY}('photo image/png png\\n')\nwhile True: print('x' * 999)") in {
        "broken", "limits",
    }  # fmt: skip


def test_a_file_waits_for_its_turn_only_so_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(interface, "PATIENCE", 0.1)
    with interface.AT_ONCE, interface.AT_ONCE:
        assert outcome(b"words") == "busy"
    assert outcome(b"words") == "document"


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("open('/etc/hostname')", b"OSError"),
        ("open('/tmp/upstander-left-behind', 'w')", b"OSError"),
        ("import socket; socket.socket()", b"Error"),
        ("bytearray(2**31)", b"MemoryError"),
        ("print(len([]), file=__import__('sys').stderr); 1/0", b"ZeroDivisionError"),
    ],
)
def test_the_doors_are_closed(code: str, error: bytes) -> None:
    if sys.platform == "darwin" and error == b"MemoryError":
        pytest.skip("macOS knows no limit of the address space")
    closing = "from upstander.core.cleaning.limits import *; limit_means(); close_doors()"
    told = subprocess.run(
        [sys.executable, "-I", "-c", f"{closing}\n{code}"], capture_output=True, check=False
    )

    assert (told.returncode, error in told.stderr) == (1, True)


def test_every_reason_has_a_sentence_of_its_own() -> None:
    assert set(SENTENCES) == set(Reason)
    assert len({str(sentence) for sentence in SENTENCES.values()}) == len(Reason)


def test_a_refusal_is_a_sentence() -> None:
    with pytest.raises(Refused, match=r"^This file is empty\. Please choose the file again\.$"):
        clean(b"", "diary.pdf")


def test_the_answer_is_what_is_promised() -> None:
    assert clean(b"words", "../../diary.exe") == Clean("document", "text/plain", "txt", b"words")
