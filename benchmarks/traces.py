"""S4: what people bring with them, searched for in every byte that is left behind.

`python -m benchmarks.traces --submissions 1000`: each from an address of its own, with its own
user agent, file name, words, name, telephone and e-mail, over the real server; with wrong codes,
returns, messages, files that are refused, and requests that lead nowhere. Then the database with
its log, what server and worker print, their temporary folder, mail, and the whole home are
searched. Bound: 0 hits. Negative control, at the end of each run: a mark that is planted in each
store is found there.
"""

import argparse
import http.client
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import SystemRandom
from typing import Any, NamedTuple

from benchmarks.searching import Hit, search, written
from benchmarks.site import demonstration, serving
from benchmarks.telling import Telling, post, receiving_place, send, tell_of

CHANCE = SystemRandom()
NETWORK, FORWARDED = "127.77.", "198.18."  # of the connection; of X-Forwarded-For
PROGRAM = b"MZ\x90\0" + b"This program cannot be run in DOS mode." * 20


class Marks(NamedTuple):
    """What is searched for: a word that stands in all that is sent, addresses, and codes."""

    word: str
    codes: list[str]

    def all(self) -> list[str]:
        """Those that are searched as texts."""
        return [self.word, NETWORK, FORWARDED]


class Seen:
    """Files that were in a folder at any moment."""

    def __init__(self, folder: Path) -> None:
        self.names: set[str] = set()
        self._folder, self._over = folder, threading.Event()
        self._thread = threading.Thread(target=self._look)

    def __enter__(self) -> "Seen":
        self._thread.start()
        return self

    def __exit__(self, *_: Any) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._over.wait(0.01):
            self.names |= {path.name for path in self._folder.rglob("*")}


def run(port: int, submissions: int) -> Marks:
    """Let them all come; raises ValueError where one has no receipt."""
    word = "".join(CHANCE.choice("bcdfghjkmnpqrstvwxz") for _ in range(14))
    marks = Marks(word, [])
    receiving_place()  # asked here: the threads then need no database, which nobody would close
    with ThreadPoolExecutor(2) as several:
        for _done in several.map(lambda number: _come(port, number, marks), range(submissions)):
            pass
    return marks


def _come(port: int, number: int, marks: Marks) -> None:
    own = f"{marks.word}{number}"
    headers = {
        "User-Agent": f"{own}/1.0",
        "X-Forwarded-For": f"{FORWARDED}{number // 250}.{number % 250}",
        "Referer": f"http://127.0.0.1/{own}",
        "Accept-Language": f"en, {own[:8]}",
        "Cookie": f"{own}=1",
    }
    how = {"headers": headers, "source": f"{NETWORK}{number // 250}.{number % 250 + 1}"}
    telling = _told(number, own)
    answer = send(telling, port, **how)
    if answer.code != telling.visit.code:
        raise ValueError(f"no receipt for {number}: {answer.status}")
    marks.codes.append(telling.visit.code)
    marks.codes.append(_wrong(port, how))
    if number < 50 or number % 10 == 0:  # what comes later is held, and cannot be added to
        _return(port, telling, own, how)
        _stray(port, own, headers)


def _told(number: int, own: str) -> Telling:
    files = [(f"{own} holiday.txt", f"{own} was written down".encode())]
    telling = tell_of(number, f"They said {own.title()} to me", files)
    contact = {"name": f"Ms {own}", "reach": own, "email": f"{own}@example.org"}
    visit = telling.visit
    return telling._replace(visit=visit._replace(answers={**visit.answers, "contact": contact}))


def _return(port: int, telling: Telling, own: str, how: Mapping[str, Any]) -> None:
    page = post(port, "/en/return/", {"code": telling.visit.code}, **how)
    ticket = page.text.partition('name="ticket" value="')[2].partition('"')[0]
    if not ticket:
        return  # 429: many numbers were tried, or a request that is held
    words = {"ticket": ticket, "do": "send", "text": f"And {own} again", "number": ""}
    post(port, "/en/return/", words, **how)
    refused = [(f"{own}.exe", PROGRAM + own.encode())]
    post(port, "/en/return/", {"ticket": ticket, "do": "send"}, refused, **how)


def _wrong(port: int, how: Mapping[str, Any]) -> str:
    from upstander.support.codes import make_code

    code = make_code()
    post(port, "/en/return/", {"code": code}, **how)
    return code


def _stray(port: int, own: str, headers: Mapping[str, str]) -> None:
    """Requests that lead nowhere, and such as no browser sends."""
    post(port, "/en/tell/", {"so_far": own, "step": "what", "words": own, "go": "next"})
    for path, more in (
        (f"/en/tell/?{own}", {}),
        (f"/en/{own}/", {}),
        ("/en/tell/", {"Host": f"{own}.example"}),
        ("/desk/", {"Cookie": f"session={own}"}),
    ):
        line = http.client.HTTPConnection("127.0.0.1", port, 30)
        line.request("GET", path, headers={**headers, **more})
        line.getresponse().read()
        line.close()
    post(port, "/en/tell/", {"step": own}, headers={"Content-Type": f"multipart/{own}"})


def planted_and_not_found(
    stores: Mapping[str, Sequence[Path]], into: Mapping[str, Callable[[bytes], None]]
) -> list[str]:
    """Plant a mark in each store, in every writing; what the search then does not find."""
    mark = "".join(CHANCE.choice("bcdfghjkmnpqrstvwxz") for _ in range(14))
    code = "123456789012345678901234"
    ways = {**written(mark), "code": code.encode()}
    for plant in into.values():
        plant(b"".join(b"\n-" + way + b"-\n" for way in ways.values()))
    hits, _sizes = search({store: stores[store] for store in into}, [mark], [code])
    found = {(hit.store, hit.found) for hit in hits}
    return [f"{s}, {name}" for s in into for name, way in ways.items() if (s, way) not in found]


def appender(path: Path) -> Callable[[bytes], None]:
    """Plants at the end of a file."""

    def plant(data: bytes) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab") as file:
            file.write(data)

    return plant


def plant_row(data: bytes) -> None:
    """Plants in a table of the database."""
    from upstander.support.models import Part

    part = Part.objects.order_by("-pk")[0]
    Part.objects.filter(pk=part.pk).update(sealed=data)


def show(hits: Sequence[Hit], sizes: Mapping[str, int]) -> None:
    """A row a store."""
    for store, size in sizes.items():
        count = sum(hit.store == store for hit in hits)
        print(f"    {store:10} {size:12,} bytes  {count} hits")
    for hit in hits[:10]:
        print(f"      {hit}")


def stores_of(home: Path, log: Path, folder: Path) -> dict[str, list[Path]]:
    """All that is left behind."""
    database = sorted(home.glob("upstander.sqlite3*"))
    rest = [path for path in home.iterdir() if path not in database]
    return {"database": database, "home": rest, "printed": [log], "temporary": [folder]}


def main() -> int:
    """The long run; 1 where something is found, or what is planted is not."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--submissions", type=int, default=1000)
    parser.add_argument("--kept", default="", help="a home made before, to copy")
    wanted = parser.parse_args()
    with demonstration(kept=wanted.kept) as home:
        log, folder = home.parent / "log", home.parent / "tmp"
        folder.mkdir()
        start = time.monotonic()
        with serving(log, env={"TMPDIR": str(folder)}) as server, Seen(folder) as seen:
            marks = run(server.port, wanted.submissions)
            hits, _ = search(stores_of(home, log, folder), marks.all(), marks.codes)
        after, sizes = search(stores_of(home, log, folder), marks.all(), marks.codes)
        print(f"\nS4  {wanted.submissions} submissions, {time.monotonic() - start:.0f} s")
        show(hits + after, sizes)
        print(f"    files in the temporary folder at any moment: {len(seen.names)}")
        into = {
            "database": plant_row,
            "home": appender(home / "mail" / "1.log"),
            "printed": appender(log),
            "temporary": appender(folder / "upload"),
        }
        missed = planted_and_not_found(stores_of(home, log, folder), into)
        print(f"    planted and not found: {missed}")
    return int(bool(hits or after or missed or seen.names))


if __name__ == "__main__":
    sys.exit(main())
