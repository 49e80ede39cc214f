"""The words of a PDF as a reader's program finds them: by its maps to Unicode."""

import io
import re

import pikepdf


def words_in(data: bytes) -> str:
    """All text of a document, page by page, in the order in which it was drawn."""
    with pikepdf.open(io.BytesIO(data)) as document:
        return "\n".join(_page(page) for page in document.pages)


def _page(page: pikepdf.Page) -> str:
    fonts = {name: _map(font) for name, font in page.Resources.Font.items()}
    said, letters, instead = [], {}, None
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "Tf":
                letters = fonts[str(operands[0])]
            case "BDC" if isinstance(operands[1], pikepdf.Dictionary):
                instead = operands[1].get("/ActualText")
                said += [str(instead)] if instead is not None else []
            case "EMC":
                instead = None
            case "Tj" | "TJ" if instead is None:
                said += _drawn(operands[0], letters)
            case "ET":
                said.append(" ")
    return "".join(said)


def _drawn(operand: object, letters: dict[int, str]) -> list[str]:
    parts = operand if isinstance(operand, pikepdf.Array) else [operand]
    runs = [bytes(part) for part in parts if isinstance(part, pikepdf.String)]
    codes = [int.from_bytes(run[n : n + 2]) for run in runs for n in range(0, len(run), 2)]
    return [letters.get(code, "") for code in codes]


def _map(font: pikepdf.Object) -> dict[int, str]:
    """From codes to letters, as the font's ToUnicode says."""
    text = font.ToUnicode.read_bytes().decode("latin-1")
    found = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", text, re.DOTALL):
        for code, letters in re.findall(r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>", block):
            found[int(code, 16)] = bytes.fromhex(letters).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", text, re.DOTALL):
        for row in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            first, last, letter = (int(part, 16) for part in row)
            found |= {code: chr(letter + code - first) for code in range(first, last + 1)}
    return found
