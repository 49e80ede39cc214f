"""`make test`: the whole suite on SQLite, then on PostgreSQL."""

import os
import subprocess
import sys
import time

WORKERS = os.environ.get("UPSTANDER_TEST_WORKERS", "2")
PYTEST = [sys.executable, "-m", "pytest", "-n", WORKERS]
ENGINES = {
    "SQLite": PYTEST,
    "PostgreSQL": [sys.executable, "-m", "checks.postgres", *PYTEST, "-m", "not sweep"],
}


def main() -> int:
    """Both runs, also when the first finds something; 1 when any did."""
    outcomes = {}
    for engine, command in ENGINES.items():
        print(f"The suite on {engine} ...", flush=True)
        start = time.monotonic()
        env = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        code = subprocess.run([*command, *sys.argv[1:]], env=env, check=False).returncode
        outcomes[engine] = code
        said = "passed" if code == 0 else f"failed ({code})"
        print(f"The suite on {engine} {said} in {time.monotonic() - start:.0f} s", flush=True)
    return int(any(outcomes.values()))


if __name__ == "__main__":
    sys.exit(main())
