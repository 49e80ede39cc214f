"""Telling what happened, as a browser does it: one form, sent until there is a receipt."""

import http.client
import json
import os
import re
import threading
import time
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple
from uuid import uuid4

CODE = re.compile(r'<p class="code" dir="ltr">(.*?)</p>', re.DOTALL)
PATIENCE = 60  # seconds for one answer


class Telling(NamedTuple):
    """One form: its number in the run, the visit, the words, and files as (name, bytes)."""

    number: int
    visit: Any
    words: str
    files: Sequence[tuple[str, bytes]] = ()

    @property
    def digest(self) -> str:
        """Of words and files together, as they must be found again."""
        return digest_of(self.words, [data for _name, data in self.files])


class Answer(NamedTuple):
    """What came back; status 0 where nothing did. `code` is on it where it is a receipt."""

    status: int
    text: str = ""

    @property
    def code(self) -> str:
        """The return code that it shows (digits)."""
        found = CODE.search(self.text)
        return re.sub(r"\D", "", re.sub(r"<[^>]*>", "", found.group(1))) if found else ""


def digest_of(words: str, files: Sequence[bytes]) -> str:
    """SHA-256 over the words and every file, in hex."""
    parts = [words.encode(), *files]
    return sha256(b"".join(len(part).to_bytes(8, "big") + part for part in parts)).hexdigest()


def tell_of(number: int, words: str, files: Sequence[tuple[str, bytes]] = ()) -> Telling:
    """A form that was filled in a minute ago, for a place that somebody receives for."""
    from upstander.support.journey import new_visit

    visit = new_visit()
    answers = {"what": {"words": words}, "where": {"key": receiving_place(), "place_name": ""}}
    visit = visit._replace(started=int(time.time()) - 60, answers=answers)
    return Telling(number, visit, words, files)


def receiving_place() -> str:
    """The key of a place whose team can receive; the same for the whole run."""
    if not _FOUND:
        from upstander.network.interface import communities
        from upstander.support.queries.team import Ground

        fitting = (place.key for place in communities() if Ground(place.key).recipients)
        _FOUND.append(next(fitting))
    return _FOUND[0]


_FOUND: list[str] = []


def address_of(number: int) -> str:
    """Of the loopback; each form comes from someone else, as forms do."""
    return f"127.66.{number // 250 % 250}.{number % 250 + 1}"


def send(telling: Telling, port: int, **how: Any) -> Answer:
    """Press the last button of the form once."""
    how = {"source": address_of(telling.number), **how}
    from upstander.support.journey import seal_visit

    fields = {"so_far": seal_visit(telling.visit), "step": "review", "go": "send"}
    return post(port, "/en/tell/", fields, telling.files, **how)


def post(
    port: int,
    path: str,
    fields: Mapping[str, str],
    files: Sequence[tuple[str, bytes]] = (),
    **how: Any,
) -> Answer:
    """A form over a connection of its own; `headers` and `source` (address) may be given."""
    body, kind = _multipart(fields, files)
    headers = {"Content-Type": kind, "Connection": "close", **how.get("headers", {})}
    source = (how["source"], 0) if "source" in how else None
    line = http.client.HTTPConnection("127.0.0.1", port, PATIENCE, source_address=source)
    try:
        line.request("POST", path, body, headers)
        answer = line.getresponse()
        return Answer(answer.status, answer.read().decode("utf-8", "replace"))
    except (OSError, http.client.HTTPException):
        return Answer(0)
    finally:
        line.close()


def _multipart(fields: Mapping[str, str], files: Sequence[tuple[str, bytes]]) -> tuple[bytes, str]:
    mark = uuid4().hex
    parts = []
    for name, value in fields.items():
        head = f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n'
        parts.append(f"{head}{value}\r\n".encode())
    for name, data in files:
        head = f'Content-Disposition: form-data; name="files"; filename="{name}"'
        kind = "Content-Type: application/octet-stream"
        parts.append(f"--{mark}\r\n{head}\r\n{kind}\r\n\r\n".encode() + data + b"\r\n")
    return b"".join(parts) + f"--{mark}--\r\n".encode(), f"multipart/form-data; boundary={mark}"


class Journal:
    """What the client knows: on the disk before a form goes out and after its answer came."""

    def __init__(self, path: Path) -> None:
        self.outcomes: dict[int, str] = {}
        self.broken = 0
        self._file = path.open("a", encoding="utf-8")
        self._lock = threading.Lock()

    def note(self, telling: Telling, outcome: str) -> None:
        """`sent`, then `acknowledged`, `refused`, `asked again` or `unknown`."""
        row = {"id": telling.number, "digest": telling.digest, "at": time.time()}
        with self._lock:
            self.outcomes[telling.number] = outcome
            self._file.write(json.dumps({**row, "outcome": outcome}) + "\n")
            self._file.flush()
            os.fsync(self._file.fileno())

    def close(self) -> None:
        """The run is over."""
        self._file.close()


def tell(telling: Telling, port: int, journal: Journal, patience: float = 90) -> str:
    """Send a form until the server says yes or no; timeouts and errors of its own are tried again.

    Gives the outcome that the journal ends with.
    """
    outcome, end = "unknown", time.monotonic() + patience
    while outcome in ("unknown", "asked again") and time.monotonic() < end:
        journal.note(telling, "sent")
        outcome = outcome_of(send(telling, port), telling)
        journal.note(telling, outcome)
        if outcome == "unknown":
            journal.broken += 1
            time.sleep(0.2)
    return outcome


def outcome_of(answer: Answer, telling: Telling) -> str:
    """A receipt acknowledges; a page without one asks again, and says that nothing is stored."""
    if answer.status == 200:
        return "acknowledged" if answer.code == telling.visit.code else "asked again"
    return "refused" if 400 <= answer.status < 500 else "unknown"
