"""How many of thirty faults, planted one at a time in the code of funding, its tests notice.

`python -m benchmarks.faults`, or with the numbers of some. The faults of benchmarks/faults.toml
were chosen from the code alone, before any test was read. Each is planted in a copy of this
checkout; the tests of its noun are run first, then all of funding. Bound: 27 of 30. Control: the
copy without a fault must pass whatever is run, or a fault would be noticed that is none.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
LIST = Path(__file__).with_suffix(".toml")
WHOLE = ("tests/funding", "tests/portal/test_funding.py")
LEAST = 27
LEFT_OUT = shutil.ignore_patterns(".git", ".venv", "var", "__pycache__")
FAILED = re.compile(r"^(?:FAILED|ERROR) (\S+)", re.MULTILINE)


class Fault(NamedTuple):
    """Words of a file that are others once it is planted, and what that breaks."""

    file: str
    breaks: str
    was: str
    now: str


def faults() -> list[Fault]:
    """The list, in its order."""
    rows = tomllib.loads(LIST.read_text("utf-8"))["fault"]
    return [Fault(row["file"], row["breaks"], row["was"], row["now"]) for row in rows]


@contextmanager
def planted(root: Path, fault: Fault) -> Iterator[None]:
    """The fault stands in the copy at `root`, and is gone afterwards."""
    path = root / fault.file
    text = path.read_text("utf-8")
    if text.count(fault.was) != 1:
        raise ValueError(f"{fault.file} has not these words once: {fault.was}")
    path.write_text(text.replace(fault.was, fault.now), "utf-8")
    try:
        yield
    finally:
        path.write_text(text, "utf-8")


def noticed_by(root: Path, tests: Sequence[str], *options: str) -> str:
    """The first test that fails, or what went wrong before any could; "" where all pass."""
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *options, *tests],
        cwd=root, env={**os.environ, "PYTHONPATH": str(root)}, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    if run.returncode == 0:
        return ""
    found = FAILED.search(run.stdout)
    return found[1] if found else f"pytest ended with {run.returncode}"


def near(root: Path, file: str) -> list[str]:
    """The tests that are named as the file is, without those in a browser."""
    noun = Path(file).stem.split("_")[0]
    found = (root / WHOLE[0]).rglob(f"test_*{noun}*.py")
    return sorted(str(path.relative_to(root)) for path in found if "browser" not in path.name)


def measure(numbers: Sequence[int] = ()) -> bool:
    """Print a line for each fault; whether enough were noticed."""
    chosen = [(n, fault) for n, fault in enumerate(faults(), 1) if not numbers or n in numbers]
    with tempfile.TemporaryDirectory(prefix="upstander-faults-") as folder:
        copy = Path(folder) / "copy"
        shutil.copytree(ROOT, copy, ignore=LEFT_OUT)
        if control := noticed_by(copy, WHOLE, "-n", "2"):
            raise ValueError(f"control: without a fault fails {control}")
        count = 0
        for number, fault in chosen:
            with planted(copy, fault):
                tests = near(copy, fault.file)
                test = (noticed_by(copy, tests) if tests else "") or noticed_by(
                    copy, WHOLE, "-n", "2"
                )
            count += bool(test)
            print(f"{number:2} {test or 'LIVED'}: {fault.breaks}", flush=True)
    print(f"faults noticed: {count} of {len(chosen)}")
    return count >= min(LEAST, len(chosen))


if __name__ == "__main__":
    sys.exit(not measure([int(number) for number in sys.argv[1:]]))
