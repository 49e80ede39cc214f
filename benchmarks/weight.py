"""P7: what a first page weighs on the wire before it can be read: its HTML and its styles.

Bound: 14 KB (14 × 1024 bytes), the first flight of a new connection. Negative control: the
uncompressed bytes must be over the bound, else the measure says nothing.
"""

import gzip
from pathlib import Path

import brotli
from django.contrib.staticfiles import finders
from django.test import Client

from upstander.core.languages import table

BOUND = 14 * 1024


def measure() -> None:
    """Print a row a language."""
    styles = Path(finders.find("core/look.css")).read_bytes()
    print("\nP7  it-happened-to-me          HTML br   CSS br   sum br   sum gzip   plain")
    worst = 0
    for code in table():
        html = Client(headers={"host": "127.0.0.1"}).get(f"/{code}/it-happened-to-me/").content
        br = [len(brotli.compress(part, quality=5)) for part in (html, styles)]
        zipped = sum(len(gzip.compress(part, 6)) for part in (html, styles))
        plain = len(html) + len(styles)
        print(f"    {code:26} {br[0]:8} {br[1]:8} {sum(br):8} {zipped:10} {plain:7}")
        if plain <= BOUND:
            raise ValueError("control: uncompressed it should not fit")
        worst = max(worst, sum(br))
    print(f"    worst: {worst} bytes (bound {BOUND})")
