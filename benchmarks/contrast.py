"""Contrast of each pair of colours that stand on one another, from the tokens of look.css.

Ratio after WCAG 2.2 (relative luminance of sRGB). Bound: 7 for text (AAA), 3 for borders of what
can be pressed. Negative control: two colours too close must fall under the bound.
"""

import re
from pathlib import Path

from django.contrib.staticfiles import finders

TEXT = [
    ("ink", "paper"), ("ink", "card"), ("ink", "sage"), ("ink", "sun"), ("muted", "paper"),
    ("muted", "card"), ("link", "paper"), ("link", "card"), ("link", "sage"),
    ("link", "sun"), ("on-action", "action"), ("on-leave", "leave"), ("action", "paper"),
]  # fmt: skip
BORDERS = [("line", "paper"), ("line", "card")]
BOUNDS = {"text": 7.0, "border": 3.0}


def measure() -> None:
    """Print a row a pair; raises ValueError where the control does not fall."""
    css = Path(finders.find("core/look.css")).read_text("utf-8")
    light, dark = (dict(_tokens(block)) for block in re.findall(r":root \{(.*?)\}", css, re.S)[:2])
    dark = light | dark
    print("\nLook  pair                     light    dark   bound")
    for kind, pairs in (("text", TEXT), ("border", BORDERS)):
        for front, ground in pairs:
            ratios = [ratio(tokens[front], tokens[ground]) for tokens in (light, dark)]
            light_ratio, dark_ratio = ratios
            pair = f"{front} on {ground}"
            print(f"      {pair:22} {light_ratio:7.1f} {dark_ratio:7.1f} {BOUNDS[kind]:7}")
    if ratio("#777777", "#888888") >= BOUNDS["border"]:
        raise ValueError("control: two greys should not pass")


def _tokens(block: str) -> list[tuple[str, str]]:
    return re.findall(r"--([\w-]+): (#[0-9a-f]{3,6})", block)


def ratio(one: str, other: str) -> float:
    """WCAG contrast of two colours `#rgb` or `#rrggbb`, from 1 to 21."""
    bright, dim = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def _luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(c * 2 for c in colour[1:])
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
