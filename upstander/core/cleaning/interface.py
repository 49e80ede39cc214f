"""The door to cleaning: a file goes to a process of its own and comes back clean, or is refused.

Nothing is written to a disk. The child sees no environment, so no secret and no database.
"""

import signal
import subprocess
import sys
from threading import BoundedSemaphore, Timer
from typing import IO, Final, cast

from upstander.core.cleaning.limits import LONGEST_WAIT
from upstander.core.cleaning.results import LARGEST, SORTS, Clean, Kind, Reason
from upstander.core.cleaning.sentences import SENTENCES
from upstander.core.errors import NotAllowed

__all__ = ["LARGEST", "Clean", "Refused", "clean"]

COMMAND: Final = [sys.executable, "-I", "-m", "upstander.core.cleaning.child"]
# glibc would set aside a large address range for each thread, out of what is allowed.
ENVIRONMENT: Final = {"MALLOC_ARENA_MAX": "1"}
LONGEST_ANSWER: Final = 3 * LARGEST  # a PNG may come out larger than it went in
PATIENCE: Final = 10  # seconds that a file waits for its turn
AT_ONCE: Final = BoundedSemaphore(2)


class Refused(NotAllowed):
    """This file is not taken; the message says what she can do."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(SENTENCES[reason])
        self.reason = reason


def clean(data: bytes, name: str) -> Clean:
    """The file without what identifies a person; its `name` decides nothing and is not kept."""
    del name
    if not data:
        raise Refused(Reason.EMPTY)
    if len(data) > LARGEST:
        raise Refused(Reason.LARGE)
    if not AT_ONCE.acquire(timeout=PATIENCE):
        raise Refused(Reason.BUSY)
    try:
        return _read(*_ask(data))
    except OSError as error:  # no further process or pipe is to be had now
        raise Refused(Reason.BUSY) from error
    finally:
        AT_ONCE.release()


def _ask(data: bytes) -> tuple[int, bytes]:
    """How the child ended and what it said; the clock kills it."""
    with subprocess.Popen(  # noqa: S603 - our own module, with no argument from outside
        COMMAND, env=ENVIRONMENT, cwd="/", stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as child:  # fmt: skip
        clock = Timer(LONGEST_WAIT, child.kill)
        clock.start()
        try:
            said = _exchange(child, data)
        finally:
            clock.cancel()
            child.kill()
    return child.returncode, said


def _exchange(child: subprocess.Popen[bytes], data: bytes) -> bytes:
    """Give the file, take the answer; a child that says too much is cut short."""
    given, taken = cast(IO[bytes], child.stdin), cast(IO[bytes], child.stdout)
    try:
        given.write(data)
        given.close()
    except BrokenPipeError:
        return b""  # it has ended; how, its code says
    said = taken.read(LONGEST_ANSWER + 1)
    taken.close()
    child.wait()
    return said


def _read(code: int, said: bytes) -> Clean:
    """The answer, believed only where it is one of those that are known."""
    head, _, data = said.partition(b"\n")
    words = head.decode("ascii", "replace").split(" ")
    if code == 0 and tuple(words) in SORTS and data and len(said) <= LONGEST_ANSWER:
        return Clean(cast(Kind, words[0]), words[1], words[2], data)
    if code == 0 and words[0] in set(Reason):
        raise Refused(Reason(words[0]))
    is_spent = code in (-signal.SIGKILL, -signal.SIGXCPU)
    raise Refused(Reason.LIMITS if is_spent else Reason.BROKEN)
