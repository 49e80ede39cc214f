"""`make test`: the whole suite on SQLite, then on PostgreSQL."""

import os
import subprocess
import sys
import tempfile
import time

WORKERS = os.environ.get("UPSTANDER_TEST_WORKERS", "3")  # on two cores: some always wait
# A worker that dies ends the run: its tests are lost to the scheduler, which would wait for them.
PYTEST = [sys.executable, "-m", "pytest", "-n", WORKERS, "--max-worker-restart", "0"]
ENGINES = {
    "SQLite": PYTEST,
    "PostgreSQL": [sys.executable, "-m", "checks.postgres", *PYTEST],
}


def main() -> int:
    """Both runs, also when the first finds something; 1 when any did."""
    with tempfile.TemporaryDirectory(prefix="upstander-looked-") as looked:
        codes = [_run(engine, looked) for engine in ENGINES]
    return int(any(codes))


def _run(engine: str, looked: str) -> int:
    """Its exit code. `looked` holds what axe found without fault: see tests/looking.py."""
    print(f"The suite on {engine} ...", flush=True)
    start = time.monotonic()
    env = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    env["UPSTANDER_TEST_LOOKED"] = looked
    command = [*ENGINES[engine], *sys.argv[1:]]
    code = subprocess.run(command, env=env, check=False).returncode
    said = "passed" if code == 0 else f"failed ({code})"
    print(f"The suite on {engine} {said} in {time.monotonic() - start:.0f} s", flush=True)
    return code


if __name__ == "__main__":
    sys.exit(main())
