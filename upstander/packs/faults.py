"""What is wrong with a pack: file, line and reason, so that its author can mend it."""

from typing import NamedTuple


class Fault(NamedTuple):
    """One thing to mend. `line` is 1 where the whole file is meant."""

    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.reason}"


class FaultyPack(Exception):
    """The pack is refused whole; nothing of it was loaded."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults
