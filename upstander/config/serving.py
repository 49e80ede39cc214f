"""Answering requests: Granian, with a worker for jobs beside it."""

import errno
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from typing import Any
from wsgiref.util import setup_testing_defaults

Say = Callable[[str], None]
THREADS = 3  # of a worker: two may wait for files to be cleaned, and one still answers
PATIENCE = 10  # seconds that a worker has for what it is answering, or doing, when the server ends


def serve(*, host: str, port: int, workers: int, with_jobs: bool, say: Say) -> int:
    """Serve until told to stop; prints `Ready: …` once the first page is answered."""
    if refusal := refusal_of(host, port):
        say(refusal)
        return 1
    os.environ.setdefault("UPSTANDER_URL", f"http://{host}:{port}")
    import django

    django.setup()
    from upstander.config.cli import home
    from upstander.config.demonstration import show_demonstration

    over = threading.Event()
    jobs = threading.Thread(target=_work_off, args=(over,))

    def then() -> None:
        show_demonstration(home(), say)

    _warm()
    os.register_at_fork(after_in_child=_end_when_told)
    threading.Thread(target=_announce, args=(host, port, say, then), daemon=True).start()
    if with_jobs:
        jobs.start()
    try:
        _granian(host, port, workers).serve()
    finally:
        over.set()
        if with_jobs:
            jobs.join()
    return 0


def refusal_of(host: str, port: int) -> str | None:
    """Why nobody can listen there, in a sentence; None where one can.

    Granian lets several programs listen at one port, so it is tried by a socket that shares
    nothing, which is closed again.
    """
    if not 1 <= port <= 65535:
        return f"There is no port {port}: choose one between 1 and 65535."
    try:
        family, kind, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as tried:
            # Else a port that was used a minute ago would count as taken.
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind(address)
    except (OSError, UnicodeError) as error:  # the second says it of a name that cannot be one
        if getattr(error, "errno", None) == errno.EADDRINUSE:
            return f"Port {port} is in use at {host}: stop what listens there, or choose another."
        return f"Nobody can listen at {host}, port {port}: {getattr(error, 'strerror', error)}."
    return None


def _work_off(over: threading.Event) -> None:
    """Keep a worker for jobs: one that ends, as when the database was away, is replaced."""
    command = [sys.executable, "-m", "upstander.config.cli", "worker"]
    while not over.is_set():
        with subprocess.Popen(command) as worker:  # noqa: S603 - our own command
            while worker.poll() is None and not over.wait(0.5):
                pass
            end(worker, patience=PATIENCE)
        over.wait(2)


def end(worker: subprocess.Popen[bytes], *, patience: float) -> None:
    """Ask it to end when its job is done; one that has not after `patience` seconds is ended.

    Else one that hangs would keep the whole server from ending.
    """
    worker.terminate()
    try:
        worker.wait(patience)
    except subprocess.TimeoutExpired:
        worker.kill()


def _warm() -> None:
    """Read everything before the workers part, so that one that replaces another answers at once.

    No connection to the database goes with them.
    """
    from django.db import connections

    from upstander.config.wsgi import application

    for path in ("/robots.txt", "/en/", "/en/tell/", "/en/return/"):
        environ: dict[str, Any] = {"PATH_INFO": path, "HTTP_HOST": "127.0.0.1"}
        environ["HTTP_X_FORWARDED_PROTO"] = "https"
        setup_testing_defaults(environ)
        answer = application(environ, lambda *_: None)  # type: ignore[arg-type] # nobody listens
        answer.close()
    connections.close_all()


def _end_when_told() -> None:
    """A worker that is being made ends by a signal too: its parent's handler would swallow it."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)


def _granian(host: str, port: int, workers: int):  # type: ignore[no-untyped-def]
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    return Granian(
        "upstander.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        workers_kill_timeout=PATIENCE,
        respawn_failed_workers=True,  # else one that dies takes the whole site with it
        log_access=False,
        log_level=LogLevels.warning,
    )


def _announce(host: str, port: int, say: Say, then: Callable[[], None]) -> None:
    address = f"http://{host}:{port}/"
    # As a proxy would ask, so that a site that insists on https answers and does not send away.
    asked = urllib.request.Request(  # noqa: S310 - our own address
        f"{address}robots.txt", headers={"X-Forwarded-Proto": "https"}
    )
    for _ in range(600):
        try:
            urllib.request.urlopen(asked, timeout=30)  # noqa: S310 - our own address
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
            continue
        then()
        say(f"Ready: {address}")
        return
