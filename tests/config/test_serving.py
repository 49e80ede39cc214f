"""The real server, for what the test client cannot send: long headers, raw bytes, half requests."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from upstander.config.serving import end, refusal_of

ROOT = Path(__file__).resolve().parent.parent.parent


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def _environment() -> dict[str, str]:
    """The settings of the tests, on this worker's database."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "UPSTANDER_TEST_DATABASE": str(settings.DATABASES["default"]["NAME"]),
    }


@pytest.fixture(scope="module")
def port(django_db_setup) -> Iterator[int]:
    """`upstander serve` on this worker's database, without its jobs."""
    number = _free_port()
    command = [sys.executable, "-m", "upstander.config.cli", "serve", "--port", str(number)]
    running = subprocess.Popen(
        [*command, "--workers", "1", "--no-worker"],
        cwd=ROOT,
        env=_environment(),
        stdout=subprocess.PIPE,
        text=True,
    )
    assert running.stdout is not None
    while not (line := running.stdout.readline()).startswith("Ready:"):
        assert line or running.poll() is None, "the server ended before it was ready"
    yield number
    running.terminate()
    running.wait(timeout=20)
    running.stdout.close()


def _answer(port: int, request: bytes) -> bytes:
    """The raw answer; empty where the server hangs up."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as line:
        try:
            line.sendall(request)
            parts = list(iter(lambda: line.recv(65536), b""))
        except (BrokenPipeError, ConnectionResetError):
            return b""
    return b"".join(parts)


def _status(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1]) if answer else 0


def _get(path: bytes = b"/en/", *headers: bytes) -> bytes:
    lines = [b"GET " + path + b" HTTP/1.1", b"Host: 127.0.0.1", b"Connection: close", *headers]
    return b"\r\n".join(lines) + b"\r\n\r\n"


LONG = b"x" * 9000
REQUESTS = {
    "plain": (_get(), {200}),
    "9 KB Accept-Language": (_get(b"/", b"Accept-Language: " + b"fr;q=0.1," * 1000), {302}),
    "9 KB Accept-Language without end": (_get(b"/xx/", b"Accept-Language: " + LONG), {404}),
    "9 KB cookie": (_get(b"/en/", b"Cookie: a=" + LONG), {200}),
    "binary Accept-Language": (_get(b"/", b"Accept-Language: \xff\xfe\x80, fr"), {302, 400}),
    "NUL in Accept-Language": (_get(b"/", b"Accept-Language: fr\x00"), {302, 400}),
    "200 headers": (_get(b"/en/", *(b"X-%d: y" % n for n in range(200))), {200, 400, 431, 0}),
    "2 MB header": (_get(b"/en/", b"X: " + b"y" * 2_000_000), {400, 431, 0}),
    "9 KB path": (_get(b"/en/" + LONG + b"/"), {404, 414}),
    "9 KB query": (_get(b"/en/?" + LONG), {200}),
    "raw bytes in the path": (_get(b"/en/\xff\xfe/"), {404, 400}),
    "no host": (b"GET /en/ HTTP/1.1\r\nConnection: close\r\n\r\n", {400}),
    "foreign host": (_get().replace(b"127.0.0.1", b"evil.example"), {400}),
    "two hosts": (_get(b"/en/", b"Host: evil.example"), {400, 200}),
    "unknown method": (_get().replace(b"GET", b"BREW"), {400, 403, 405}),
    "no HTTP at all": (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", {400, 0}),
    "HTTP 1.0": (b"GET /en/ HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n", {200}),
    "length that is none": (_get(b"/en/", b"Content-Length: x"), {400}),
    "body of 10 MB": (
        b"POST /en/find/ HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
        b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 10000006\r\n\r\n"
        b"place=" + b"x" * 10_000_000,
        {400, 413, 0},
    ),
    "form": (
        b"POST /en/find/ HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
        b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 10\r\n\r\nplace=zzzz",
        {200},
    ),
}


@pytest.mark.parametrize("name", REQUESTS)
def test_the_server_stands_what_is_thrown_at_it(name, port) -> None:
    request, statuses = REQUESTS[name]
    answer = _answer(port, request)
    assert _status(answer) in statuses
    assert b"set-cookie" not in answer.lower().partition(b"\r\n\r\n")[0]
    assert _status(_answer(port, _get())) == 200


def test_a_request_that_never_ends_holds_nobody_up(port) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=20) as line:
        line.sendall(b"GET /en/ HTTP/1.1\r\nHost: 127")
        start = time.monotonic()
        assert _status(_answer(port, _get())) == 200
        assert time.monotonic() - start < 10


def _serve(port: int | str, host: str = "127.0.0.1") -> tuple[int, str]:
    """Exit status and words of a server that is refused."""
    command = [sys.executable, "-m", "upstander.config.cli", "serve", "--no-worker"]
    ended = subprocess.run(
        [*command, "--port", str(port), "--host", host],
        cwd=ROOT,
        env=_environment(),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return ended.returncode, ended.stdout + ended.stderr


@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0"])  # noqa: S104 - it is refused
def test_a_second_server_is_refused_the_port_of_the_first(host, port) -> None:
    said = f"Port {port} is in use at {host}: stop what listens there, or choose another.\n"
    assert _serve(port, host) == (1, said)
    assert _status(_answer(port, _get())) == 200


def test_a_port_that_another_program_listens_at_is_refused() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        number = other.getsockname()[1]
        said = f"Port {number} is in use at 127.0.0.1: stop what listens there, or choose another."
        assert _serve(number) == (1, f"{said}\n")


@pytest.mark.parametrize("number", [-1, 0, 65536, 10**20])
def test_a_port_that_is_none_is_refused(number) -> None:
    said = f"There is no port {number}: choose one between 1 and 65535.\n"
    assert _serve(number) == (1, said)


def test_an_address_of_another_machine_is_refused() -> None:
    status, said = _serve(_free_port(), "192.0.2.1")
    assert (status, said.count("\n"), said.split(":")[1]) == (
        1, 1, " Cannot assign requested address.\n",
    )  # fmt: skip


def test_a_port_is_free_again_at_once() -> None:
    number = _free_port()
    place = ("127.0.0.1", number)
    with socket.create_server(place) as first, socket.create_connection(place):
        first.accept()[0].close()  # the side that hangs up first keeps the port for a minute
    assert refusal_of("127.0.0.1", number) is None


DEAF = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); "
OBEDIENT = "import time; "


@pytest.mark.parametrize(("kind", "signal_"), [(DEAF, "SIGKILL"), (OBEDIENT, "SIGTERM")])
def test_a_worker_for_jobs_that_does_not_end_by_itself_is_ended(kind: str, signal_: str) -> None:
    program = f"{kind}print('ready', flush=True); time.sleep(60)"
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE) as worker:
        assert worker.stdout is not None
        assert worker.stdout.readline() == b"ready\n"
        end(worker, patience=0.2 if kind == DEAF else 30)
    assert worker.returncode == -signal.Signals[signal_]
