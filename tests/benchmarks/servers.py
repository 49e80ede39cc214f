"""The real server on this worker's own copy of the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connections

from benchmarks.site import Server, serving

ENV = {"DJANGO_SETTINGS_MODULE": "tests.settings"}


@contextmanager
def server_of_tests(folder: Path, *options: str, temporary: Path | None = None) -> Iterator[Server]:
    """With what it prints in `folder`/log, and a temporary folder of its own."""
    name = str(settings.DATABASES["default"]["NAME"])
    env = {**ENV, "TMPDIR": str(temporary or folder), "UPSTANDER_TEST_DATABASE": name}
    env["UPSTANDER_TEST_KEEPS"] = "60"
    connections.close_all()  # what this program has read of the file is old once others write in it
    with serving(folder / "log", *options, env=env) as server:
        yield server
