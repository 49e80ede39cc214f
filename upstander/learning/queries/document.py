"""A resource as a paper: plain data that a document is set from."""

from html.parser import HTMLParser
from typing import Any

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from upstander.core.languages import table
from upstander.core.pdf import NAMES
from upstander.core.translation import TranslationState
from upstander.learning.queries.resource import Shown
from upstander.learning.states import ResourceKind

Run = list[Any]  # words, and whether they are bold
Piece = list[Any]  # kind ("p", "h", "ul", "ol") and its rows of runs


def document_of(context: dict[str, Any], address: str) -> dict[str, Any]:
    """`{"title", "notice", "lead", "is_large", "blocks", "about"}` of what `context_of` gathers.

    `notice` is a name and a sentence where the words are a machine draft, else empty. Words are
    `{"w", "l", "r", "d"}`: text, language, region and direction.
    """
    shown, row = context["shown"], context["resource"]
    say = _Words(shown.is_in)
    about = [row.get_kind_display(), row.get_licence_display()]
    about += [row.source] if row.source else []
    blocks = [
        {
            "kind": block.block_type,
            "heading": say.words(block.value.get("heading") or ""),
            "pieces": _pieces(block, context, say),
        }
        for block in row.body
    ]
    return {
        "title": say.words(row.title),
        "notice": _notice(shown, say),
        "lead": "" if row.kind == ResourceKind.POSTER else say.words(row.summary),
        "is_large": row.kind == ResourceKind.POSTER,
        "blocks": blocks,
        "transcript": [say.words(line) for line in row.transcript.splitlines() if line.strip()],
        "transcript_heading": _("Transcript"),
        "about": [*about, address],
    }


class _Words:
    """Words of the language that the resource is in; whether one that was said is a draft."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.has_drafts = False

    def words(self, text: str, code: str = "") -> dict[str, str]:
        code = code or self.code
        name, region = NAMES.get(code, (code, ""))
        return {"w": text, "l": name, "r": region, "d": table()[code].direction}


def _notice(shown: Shown, say: _Words) -> list[dict[str, str]]:
    """What the page says above it; also where only a text of a record is a machine draft."""
    if shown.version.is_outdated:
        found = (
            _("Outdated translation"),
            _(
                "The page from which this was translated has changed since. Something new may be "
                "missing here."
            ),
        )
    elif shown.version.state == TranslationState.MACHINE_DRAFT or say.has_drafts:
        found = (
            _("Machine draft"),
            _(
                "A computer made this translation. No person has checked it yet. It may have "
                "mistakes."
            ),
        )
    else:
        return []
    return [say.words(words, get_language() or "") for words in found]


def _pieces(block: Any, context: dict[str, Any], say: _Words) -> list[Piece]:
    kind, value = block.block_type, block.value
    if kind == "steps":
        rows = [_runs(str(item), say) for item in value["items"]]
        return [["ol", rows]]
    if kind == "services":
        found = [context["services"][key] for key in value["items"] if key in context["services"]]
        return [["card", _service(shown, say)] for shown in found]
    if kind == "facts":
        found = [context["facts"][key] for key in value["items"] if key in context["facts"]]
        return [["ul", [[_run(shown.say["text"], say)] for shown in found]]]
    if kind == "resources":
        known = [context["related"][key] for key in value["items"] if key in context["related"]]
        named = [say.words(row.title, row.locale.language_code) for row in known]
        return [["ul", [[[words, False]] for words in named]]]
    return _prose(str(value["text"]), say)


def _service(shown: Any, say: _Words) -> list[list[Run]]:
    """Name, numbers and hours, each a row."""
    row, texts = shown.row, shown.say
    numbers = [n for n in (row.phone, row.phone_2) if n]
    rows = [[_run(texts["name"], say, is_bold=True)]]
    if numbers:
        rows.append([[say.words(" · ".join(numbers), "en"), True]])
    if row.text_number and row.text_number not in numbers:
        label = pgettext("text message", "Text:")
        rows.append([[say.words(f"{label} {row.text_number}", get_language() or ""), False]])
    rows += [[_run(texts[name], say)] for name in ("hours", "languages") if texts[name]]
    return rows


def _run(text: Any, say: _Words, *, is_bold: bool = False) -> Run:
    say.has_drafts |= bool(text.original)
    return [say.words(str(text), text.language), is_bold]


def _runs(html: str, say: _Words) -> list[Run]:
    pieces = _prose(html if html.startswith("<p") else f"<p>{html}</p>", say)
    return [run for _, rows in pieces for runs in rows for run in runs]


def _prose(html: str, say: _Words) -> list[Piece]:
    parser = _Reader(say)
    parser.feed(html)
    parser.close()
    return parser.pieces


class _Reader(HTMLParser):
    """Rich text of the editor as pieces; what it may hold is decided by the blocks."""

    def __init__(self, say: _Words) -> None:
        super().__init__()
        self.say = say
        self.pieces: list[Piece] = []
        self.is_bold = False
        self.list = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("ul", "ol"):
            self.list = tag
            self.pieces.append([tag, []])
        elif tag == "li":
            self.pieces[-1][1].append([])
        elif tag in ("p", "h3") and not self.list:
            self.pieces.append(["h" if tag == "h3" else "p", [[]]])
        elif tag in ("b", "strong"):
            self.is_bold = True

    def handle_endtag(self, tag: str) -> None:
        if tag in ("ul", "ol"):
            self.list = ""
        elif tag in ("b", "strong"):
            self.is_bold = False

    def handle_data(self, data: str) -> None:
        if self.pieces and self.pieces[-1][1] and data.strip():
            self.pieces[-1][1][-1].append([self.say.words(data), self.is_bold])
