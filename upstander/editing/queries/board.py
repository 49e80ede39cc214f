"""How far every piece of content is in every language, and what comes next."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import Any, NamedTuple

from upstander.core.translation import Piece, TranslationState
from upstander.editing.models import TranslationTask
from upstander.editing.queries.task import open_tasks
from upstander.editing.shapes import SOURCES
from upstander.editing.states import SHAPES, Standing, TaskState
from upstander.learning.interface import site_languages

MOST_STEPS = 8
Tasks = dict[tuple[str, str, str], TranslationTask]


class Cell(NamedTuple):
    """A piece in one language: how far it is; the piece and the open task where there are."""

    kind: str
    key: str
    language: str
    standing: Standing
    piece: Piece | None = None
    task: TranslationTask | None = None

    @property
    def shape(self) -> str:
        return SHAPES[self.standing]

    @property
    def label(self) -> str:
        return str(self.standing.label)


class Line(NamedTuple):
    """A piece of content with a cell for each language of the site; `title` is the original's."""

    kind: str
    key: str
    title: str
    language: str
    is_careful: bool
    cells: Sequence[Cell]


class Share(NamedTuple):
    """Of one language: how many pieces there are of each standing, and in all."""

    language: str
    counts: Counter[Standing]
    total: int

    @property
    def parts(self) -> list[tuple[Standing, int, int]]:
        """Each standing with its number and its share in whole percent."""
        shown = (s for s in Standing if s != Standing.SOURCE)
        return [(s, self.counts[s], self.percent(s)) for s in shown]

    def percent(self, standing: Standing) -> int:
        """Rounded down, so that 100 is all; what there is at all is at least 1."""
        if not self.total or not self.counts[standing]:
            return 0
        return max(1, 100 * self.counts[standing] // self.total)


class Board(NamedTuple):
    """Everything, by kind."""

    languages: list[str]
    lines: list[Line]

    def shares(self) -> list[Share]:
        """Each language with its numbers; of what was written in it, nothing is counted."""
        counts: dict[str, Counter[Standing]] = {code: Counter() for code in self.languages}
        for line in self.lines:
            for cell in line.cells:
                if cell.standing != Standing.SOURCE:
                    counts[cell.language][cell.standing] += 1
        return [Share(code, own, own.total()) for code, own in counts.items() if own]


def board(kinds: Iterable[str] = ()) -> Board:
    """Each piece of these kinds in each language, or of all. As many queries as kinds, and three.

    An outdated piece is known by digests that are compared here: nothing waits for a job.
    """
    languages, tasks = site_languages(), open_tasks()
    names = [kind for kind in (kinds or SOURCES) if kind in SOURCES]
    lines = [line for kind in names for line in _lines(kind, languages, tasks)]
    return Board(languages, lines)


def _lines(kind: str, languages: Sequence[str], tasks: Tasks) -> list[Line]:
    found: dict[str, dict[str, Piece]] = {}
    for piece in SOURCES[kind].pieces():
        found.setdefault(piece.key, {})[piece.language] = piece
    return [_line(kind, key, own, languages, tasks) for key, own in found.items()]


def _line(
    kind: str, key: str, own: dict[str, Piece], languages: Sequence[str], tasks: Tasks
) -> Line:
    original = next(p for p in own.values() if p.state == TranslationState.SOURCE)
    cells = [_cell(kind, key, code, own.get(code), tasks) for code in languages]
    careful = any(piece.is_careful for piece in own.values())
    return Line(kind, key, original.title, original.language, careful, cells)


def _cell(kind: str, key: str, language: str, piece: Piece | None, tasks: Tasks) -> Cell:
    task = tasks.get((kind, key, language))
    return Cell(kind, key, language, standing_of(piece, task), piece, task)


def standing_of(piece: Piece | None, task: Any) -> Standing:
    """What waits for a second reader is in review, however it stands; then the worst is said."""
    if piece is None:
        return Standing.MISSING
    if piece.state == TranslationState.SOURCE:
        return Standing.SOURCE
    if task is not None and task.state == TaskState.IN_REVIEW:
        return Standing.IN_REVIEW
    if piece.is_outdated:
        return Standing.OUTDATED
    # It was taken away, as with its original: readers see none of it before it is marked anew.
    return Standing(piece.state) if piece.is_live else Standing.DRAFT


def line_of(kind: str, key: str) -> Line | None:
    """One piece of content in every language; None where it is not, or not published."""
    lines = board([kind]).lines if kind in SOURCES else []
    return next((line for line in lines if line.key == key), None)


def narrowed(lines: Iterable[Line], language: str = "", state: str = "") -> list[Line]:
    """Those that stand so in this language; in any, where none is named."""
    return [
        line
        for line in lines
        if not (language or state) or any(_fits(cell, language, state) for cell in line.cells)
    ]


def _fits(cell: Cell, language: str, state: str) -> bool:
    return language in ("", cell.language) and state in ("", cell.standing)


class Step(NamedTuple):
    """What comes next: a piece of content, and the languages in which it stands so."""

    line: Line
    standing: Standing
    languages: list[str]

    @property
    def shape(self) -> str:
        return SHAPES[self.standing]

    @property
    def label(self) -> str:
        return str(self.standing.label)


# What misleads comes before what nobody checked, and that before what is not there.
URGENCY = {Standing.OUTDATED: 0, Standing.DRAFT: 1, Standing.MISSING: 2}


def next_steps(lines: Iterable[Line], languages: Collection[str]) -> list[Step]:
    """What nobody was asked for yet: careful content first, then by URGENCY."""
    steps = []
    for line in lines:
        waiting: dict[Standing, list[str]] = {}
        for cell in line.cells:
            if cell.language in languages and cell.standing in URGENCY and cell.task is None:
                waiting.setdefault(cell.standing, []).append(cell.language)
        steps += [Step(line, standing, codes) for standing, codes in waiting.items()]
    steps.sort(key=lambda step: (not step.line.is_careful, URGENCY[step.standing]))
    return steps[:MOST_STEPS]
