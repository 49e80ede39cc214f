"""A home of its own on SQLite, and the commands of the product run on it as programs."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PACK = ROOT / "tests" / "packs" / "lanterns"
UPSTANDER = [sys.executable, "-m", "upstander.config.cli"]


def environment(home: Path) -> dict[str, str]:
    """Nothing of the tests' own settings: those of production, in `home`."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("UPSTANDER", "DATABASE_URL"))}
    return {
        **kept,
        "UPSTANDER_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "upstander.config.settings",
        "PYTHONPATH": str(ROOT),
    }


def upstander(home: Path, *arguments: str, **variables: str) -> tuple[int, list[str]]:
    """Exit status and lines of a command."""
    ended = subprocess.run(
        [*UPSTANDER, *arguments],
        cwd=ROOT,
        env=environment(home) | variables,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=300,
        check=False,
    )
    return ended.returncode, ended.stdout.splitlines()


def interrupt(home: Path, when: Callable[[str], bool]) -> None:
    """Kill `upstander init --demo` at the moment that `when` sees in what was said so far."""
    said = home.with_suffix(".log")
    with (
        said.open("w", encoding="utf-8") as out,
        subprocess.Popen(
            [*UPSTANDER, "init", str(PACK), "--demo"], cwd=ROOT, env=environment(home), stdout=out
        ) as running,
    ):
        while not when(said.read_text("utf-8")):
            assert running.poll() is None, "it ended before the moment came"
            time.sleep(0.002)
        running.send_signal(signal.SIGKILL)
        assert running.wait() == -signal.SIGKILL
