"""Running a tool and keeping what it says."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from checks import ROOT

BIN = Path(sys.executable).parent


def complaints(
    *command: str, within: Path = ROOT, env: Mapping[str, str] | None = None
) -> list[str]:
    """The lines that a tool of this environment prints when it fails; none where it is content."""
    tool, *arguments = command
    done = subprocess.run(
        [str(BIN / tool), *arguments],
        cwd=within,
        env={**os.environ, **(env or {})},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode == 0:
        return []
    lines = (done.stdout + done.stderr).splitlines()
    return [line for line in lines if line.strip()] or [f"{tool} ended with {done.returncode}"]
