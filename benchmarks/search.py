"""P4: a search over 100,000 entries in 13 languages within 20 ms at the 99th percentile.

`python -m benchmarks.search`: entries made of the sentences of the product's own catalogues, in
one process, each search with its passages. In each language 20 entries have a word that no other
has; each is asked for as people type it: with one typo, without accents or marks, by one sign of
a script without spaces. Beside it SQLite's FTS5 with trigrams over the same rows, for the same
questions. Processor time is compared, for a search works on one thread; the clock on the wall,
which stands beside it, also counts whatever else this machine does. Negative control: questions
for words that were never written must be counted as missed.
"""

import argparse
import os
import random
import sqlite3
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

import polib

ROOT = Path(__file__).resolve().parent.parent
ENTRIES, BOUND, PLANTED, ROUNDS = 100_000, 0.020, 20, 2
SIGNS = ("ja", "ko", "zh-hans", "zh-hant")
MARKED = {"ar": "\u064e", "fa": "\u064e", "hi": "\u093c", "pa": "\u0a3c"}


class Plant(NamedTuple):
    """A word that one entry has, and how it is asked for."""

    language: str
    key: str
    word: str
    typed: str


Search = Callable[[str, str], list[str]]


def sentences() -> dict[str, list[str]]:
    """What the pack says, in each language."""
    folder = ROOT / "upstander" / "packs" / "resilience_bc" / "locale"
    found = {p.stem: [e.msgstr for e in polib.pofile(str(p)) if e.msgstr] for p in sorted(
        folder.glob("*.po"))}  # fmt: skip
    found["en"] = [entry.msgid for entry in polib.pofile(str(folder / "fr.po"))]
    return found


def plants(said: dict[str, list[str]], chance: random.Random) -> Iterator[Plant]:
    """Words that stand nowhere else, made of two of the language, or a sign that none uses."""
    for number_of_language, (code, texts) in enumerate(said.items()):
        long = [w for t in texts for w in t.split() if w.isalpha() and 4 <= len(w) <= 8]
        made: set[str] = set()
        for number in range(PLANTED):
            key = f"planted-{code}-{number}"
            if code in SIGNS:
                sign = chr(0x3400 + number_of_language * 100 + number)
                yield Plant(code, key, f"{texts[number][:1]}{sign}", sign)
                continue
            while (plain := (chance.choice(long) + chance.choice(long)).lower()) in made:
                pass
            made.add(plain)
            mark = MARKED.get(code, "\u0301")
            at = len(plain) // 2
            word = plain[:at] + mark + plain[at:]
            swapped = plain[: at - 1] + plain[at] + plain[at - 1] + plain[at + 1 :]
            yield Plant(code, key, word, swapped if number % 2 else plain)


def entries(
    said: dict[str, list[str]], planted: list[Plant], count: int, chance: random.Random
) -> Iterator[tuple[str, str, str, str]]:
    """Language, key, title and text of each entry."""
    words = {plant.key: plant for plant in planted}
    for plant in words.values():
        yield plant.language, plant.key, plant.word, chance.choice(said[plant.language])
    codes = list(said)
    for number in range(count - len(planted)):
        code = codes[number % len(codes)]
        title, *rest = (chance.choice(said[code]) for _ in range(3))
        yield code, f"entry-{number}", title[:60], " ".join(rest)[:300]


def ours(rows: list[tuple[str, str, str, str]]) -> Search:
    """The search of the product."""
    from upstander.search import index
    from upstander.search.queries import find
    from upstander.search.shapes import Document

    by_language: dict[str, list[Document]] = {}
    for code, key, title, text in rows:
        by_language.setdefault(code, []).append(
            Document("service", key, title, f"/{code}/{key}/", text)
        )
    groups: dict[str, list[list[str]]] = {}
    file = ROOT / "upstander" / "packs" / "resilience_bc" / "synonyms.toml"
    for row in tomllib.loads(file.read_text("utf-8"))["synonyms"]:
        groups.setdefault(row["language"], []).append(row["words"])
    parts = [("entries", code, partial(list, docs)) for code, docs in by_language.items()]
    index.write(parts, groups, is_new=True)
    return lambda typed, code: [hit.key for hit in find(typed, code, "en").hits]


def peer(rows: list[tuple[str, str, str, str]]) -> Search:
    """SQLite's own full-text search, by trigrams."""
    base = sqlite3.connect(":memory:")
    base.execute("CREATE VIRTUAL TABLE entry USING fts5(code UNINDEXED, key UNINDEXED, title, "
                 "text, tokenize='trigram')")  # fmt: skip
    base.executemany("INSERT INTO entry VALUES (?, ?, ?, ?)", rows)

    def search(typed: str, code: str) -> list[str]:
        words = " ".join('"' + word.replace('"', "") + '"' for word in typed.split())
        found = base.execute(
            "SELECT key FROM entry WHERE entry MATCH ? AND code IN (?, 'en') "
            "ORDER BY code != ?, bm25(entry, 0, 0, 3, 1) LIMIT 10",
            (words, code, code),
        )
        return [key for (key,) in found]

    return search


def questions() -> Iterator[tuple[str, str]]:
    """The fixed ones of the tests: what is typed, in which language."""
    for file in sorted((ROOT / "tests" / "search" / "queries").glob("*.toml")):
        for typed, *_ in tomllib.loads(file.read_text("utf-8"))["queries"]:
            yield typed, file.stem


def timed(search: Search, asked: list[tuple[str, str]]) -> tuple[list[float], list[float]]:
    """Seconds of processor and of the wall, sorted."""
    processor, wall = [], []
    for typed, code in asked:
        start, on_the_wall = time.process_time(), time.perf_counter()
        search(typed, code)
        processor.append(time.process_time() - start)
        wall.append(time.perf_counter() - on_the_wall)
    return sorted(processor), sorted(wall)


def recall(search: Search, planted: list[Plant]) -> float:
    """The share of planted entries that are on the first page."""
    return sum(one.key in search(one.typed, one.language) for one in planted) / len(planted)


def _never(one: Plant) -> str:
    return chr(ord(one.typed) + 0x800) if one.language in SIGNS else f"{one.typed[::-1]}xq"


def measure(count: int = ENTRIES) -> bool:
    """Print a row for each; whether the bounds are met. ValueError where the control passes."""
    chance = random.Random(4)  # noqa: S311 - a drawing that can be drawn again
    said = sentences()
    planted = list(plants(said, chance))
    rows = list(entries(said, planted, count, chance))
    asked = [*questions(), *((one.typed, one.language) for one in planted)] * ROUNDS
    chance.shuffle(asked)
    print(f"\nP4  {len(rows):,} entries, {len(said)} languages, {len(asked)} searches"
          "      p50      p99   (wall p99)   recall")  # fmt: skip
    is_met = True
    for name, make in (("search", ours), ("peer: FTS5 trigram", peer)):
        search = make(rows)
        (cpu, wall), found = timed(search, asked), recall(search, planted)
        p50, p99 = (cpu[int(len(cpu) * share)] for share in (0.5, 0.99))
        print(f"    {name:45} {p50 * 1000:6.1f}   {p99 * 1000:6.1f} ms  "
              f"{wall[int(len(wall) * 0.99)] * 1000:7.1f} ms  {found:7.1%}",
              flush=True)  # fmt: skip
        if make is ours:
            is_met = p99 <= BOUND and found == 1.0
            never = [one._replace(typed=_never(one)) for one in planted]
            missed = 1 - recall(search, never)
            print(f"    control: words that were never written, missed {missed:.1%}")
            if missed < 0.95:
                raise ValueError("control: what was never written should not be found")
    return is_met


def main() -> int:
    """By itself: 1 where a bound is missed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--entries", type=int, default=ENTRIES)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["UPSTANDER_HOME"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "upstander.config.settings")
        import django

        django.setup()
        return int(not measure(parser.parse_args().entries))


if __name__ == "__main__":
    sys.exit(main())
