"""`make check`: every check, with what each took. Tools run beside the checks of our own."""

import atexit
import importlib
import os
import shutil
import sys
import tempfile
import time
import traceback
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from typing import NamedTuple

SHOWN = 40

# The tools are programs of their own; the others share one Django.
TOOLS = {
    "typed": "types hold",
    "lint": "lint and format",
    "imports": "rooms import one way",
    "templates": "templates are in order",
}
OWN = {
    "hosts": "no place of one machine, each library with its hash",
    "sizes": "functions, files and templates are small",
    "settings_page": "every variable is described",
    "doors": "every address says who may enter",
    "retention": "every field says how long it is kept",
    "migrations": "models and migrations agree",
    "orders": "every order is whole",
    "deploy": "production settings are safe",
    "states_doc": "docs/states.md is fresh",
    "translations": "translations keep placeholders, tags, links, plurals",
    "glossary": "translations keep to the glossary",
    "catalogues": "catalogues are fresh and compiled",
}


class Outcome(NamedTuple):
    """What one check found, and in how many seconds."""

    says: str
    faults: list[str]
    seconds: float


def prepare() -> None:
    """Django with the settings of production, in a home that is thrown away."""
    home = tempfile.mkdtemp(prefix="upstander-check-")
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "upstander.config.settings",
        "UPSTANDER_HOME": home,
        "UPSTANDER_URL": "https://example.org",
        "UPSTANDER_SECRET_KEY": "a key that only checks use " + "k7Q2x9Zp4Lm8" * 4,
    }
    os.environ.pop("DATABASE_URL", None)
    import django

    django.setup()


def run(name: str, says: str) -> Outcome:
    """One check."""
    start = time.monotonic()
    try:
        found = importlib.import_module(f"checks.{name}").faults()
    except Exception as error:  # noqa: BLE001 # one that breaks is a fault, and the others go on
        found = ["could not finish:", *traceback.format_exception(error)[-2:]]
    return Outcome(says, found, time.monotonic() - start)


def show(outcome: Outcome) -> None:
    """One line a check, and its faults below."""
    mark = "FAULT" if outcome.faults else "ok   "
    print(f"{mark} {outcome.seconds:5.1f} s  {outcome.says}", flush=True)
    for fault in outcome.faults[:SHOWN]:
        print(f"        {fault}", flush=True)
    if len(outcome.faults) > SHOWN:
        print(f"        and {len(outcome.faults) - SHOWN} more", flush=True)


def main() -> int:
    """Run all, or those named on the command line.

    Gives 1 where one found something, 2 where a name is unknown.
    """
    start = time.monotonic()
    known = [*TOOLS, *OWN]
    wanted = list(dict.fromkeys(sys.argv[1:])) or known
    if unknown := [name for name in wanted if name not in known]:
        print(f"No check is called {', '.join(unknown)}. There are: {', '.join(known)}.")
        return 2
    prepare()
    bad = 0
    with ThreadPoolExecutor(1) as beside:
        tools = [beside.submit(run, name, says) for name, says in TOOLS.items() if name in wanted]
        own = (run(name, says) for name, says in OWN.items() if name in wanted)
        for outcome in chain(own, (tool.result() for tool in tools)):
            show(outcome)
            bad += bool(outcome.faults)
    print(f"{len(wanted) - bad} of {len(wanted)} checks found nothing, "
          f"{time.monotonic() - start:.0f} s")  # fmt: skip
    return min(bad, 1)


if __name__ == "__main__":
    sys.exit(main())
