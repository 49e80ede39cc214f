"""Which worker does what: who shares a costly fixture stays together, and the longest go first.

The groups of pytest-xdist 3.8 are of no effect with pytest 9.2, which no longer reads the name
that they change: every worker made every fixture for itself.
"""

from xdist.scheduler import LoadScopeScheduling

TOGETHER = {
    "tests/portal/test_addresses.py": "every address",
    "tests/portal/test_markup.py": "every address",
    "tests/config/test_serving.py": "a server",
    "tests/config/test_founding.py": "a home that was interrupted",
}
LONG = (
    "tests/config/test_founding.py",
    "tests/portal/test_access.py",
    "tests/checks/",
    "tests/accounts/test_browser.py",
)


def group_of(nodeid: str) -> str:
    """The name of those that one worker does; a test that belongs to none is its own."""
    return TOGETHER.get(nodeid.partition("::")[0], nodeid)


def place_of(nodeid: str) -> int:
    """Where a test stands in the order: what is long must not be what is left at the end."""
    return next((n for n, start in enumerate(LONG) if nodeid.startswith(start)), len(LONG))


class Sharing(LoadScopeScheduling):
    """Hands out groups, those of many tests first, then one test after the other."""

    def _split_scope(self, nodeid: str) -> str:
        return group_of(nodeid)
