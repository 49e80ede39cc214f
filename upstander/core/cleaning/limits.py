"""What the process that reads a stranger's file may use; set before it reads anything.

The files are secret: nothing of them may be written to a disk, not even by a crash.
"""

import resource
from typing import Final

SECONDS: Final = 5  # of the processor
LONGEST_WAIT: Final = 10  # seconds by the clock: a busy server is slower than the processor
MEMORY: Final = 2**30


def limit_means() -> None:
    """Little time, little memory, and no picture of the memory on the disk after a crash."""
    _limit("RLIMIT_CORE", 0)
    _limit("RLIMIT_CPU", SECONDS)
    _limit("RLIMIT_AS", MEMORY)


def close_doors() -> None:
    """From now on no file is written, and no file or connection is opened."""
    _limit("RLIMIT_FSIZE", 0)
    _limit("RLIMIT_NOFILE", 0)


def _limit(name: str, value: int) -> None:
    try:
        resource.setrlimit(getattr(resource, name), (value, value))
    except (AttributeError, ValueError, OSError):
        return  # macOS knows no limit of the address space; the clock of the parent still holds
