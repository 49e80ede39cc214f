"""A real server on a home of its own, for the harnesses that break it and search it."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
PACK = "resilience_bc"


class Server(NamedTuple):
    """A running `upstander serve`: its process, and where it listens."""

    process: subprocess.Popen[bytes]
    port: int

    def workers(self) -> list[int]:
        """The processes that answer requests: its children, without the one that works off jobs."""
        return [pid for pid in _children(self.process.pid) if b"\0serve\0" in _command(pid)]

    def jobs(self) -> list[int]:
        """The process that works off jobs."""
        return [pid for pid in _children(self.process.pid) if b"\0worker\0" in _command(pid)]

    def listening(self) -> int:
        """How many of them take connections."""
        lines = Path("/proc/net/tcp").read_text("ascii").splitlines()[1:]
        rows = [line.split() for line in lines]
        return sum(row[1].endswith(f":{self.port:04X}") and row[3] == "0A" for row in rows)


def _children(pid: int) -> list[int]:
    threads = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for thread in threads for child in thread.read_text("ascii").split()]


def _command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:  # it has ended
        return b""


@contextmanager
def demonstration(database: str = "", kept: str = "") -> Iterator[Path]:
    """A home with the pack and teams, which this process uses too; removed at the end.

    `kept` names a home that was made before, of which a copy is taken.
    """
    with tempfile.TemporaryDirectory(prefix="upstander-bench-") as folder:
        home = Path(folder) / "home"
        if kept:
            shutil.copytree(kept, home)
        os.environ |= {
            "UPSTANDER_HOME": str(home),
            "DJANGO_SETTINGS_MODULE": "upstander.config.settings",
        }
        os.environ.pop("DATABASE_URL", None)
        if database:
            os.environ["DATABASE_URL"] = database
        from upstander.config.founding import found

        if kept and not database:
            import django

            django.setup()
        else:
            found(PACK, is_demo=True, take=None, say=lambda _line: None)
        yield home


@contextmanager
def serving(
    log: Path, *options: str, env: Mapping[str, str] | None = None, port: int = 0
) -> Iterator[Server]:
    """`upstander serve` with these options; what it prints goes to `log`."""
    port = port or free_port()
    command = [sys.executable, "-m", "upstander.config.cli", "serve", "--port", str(port)]
    with log.open("ab") as out:
        process = subprocess.Popen(
            [*command, *options], cwd=ROOT, env={**os.environ, **(env or {})},
            stdout=out, stderr=out,
        )  # fmt: skip
        server = Server(process, port)
        try:
            _wait(server, log)
            yield server
        finally:
            process.terminate()
            try:
                process.wait(timeout=60)
            finally:
                process.kill()  # nothing where it has ended; else nobody would end it
                process.wait()


def _wait(server: Server, log: Path) -> None:
    for _ in range(600):
        if b"Ready:" in log.read_bytes()[-4000:] and server.listening():
            return
        if server.process.poll() is not None:
            break
        time.sleep(0.1)
    raise RuntimeError(f"The server did not start: {log.read_text('utf-8')[-2000:]}")


def free_port() -> int:
    """One that nobody listens on now."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
    return port
