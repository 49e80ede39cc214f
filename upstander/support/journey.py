"""The way through the questions. Answers travel sealed inside the form; the server keeps nothing.

One question a page. `STEPS` is the whole order; a step is skipped by going on without an answer.
"""

import json
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from secrets import token_urlsafe
from typing import Any, NamedTuple

from django.conf import settings
from django.utils.encoding import force_bytes

from upstander.core.seal import Place, Unopened, derive, open_row, seal_row
from upstander.support.codes import make_code

STEPS = (
    "wish",
    "teller",
    "what",
    "where",
    "when",
    "motive",
    "effect",
    "need",
    "recipient",
    "contact",
    "review",
)
NEEDED = ("what", "where")
OLD_SECONDS = 24 * 60 * 60
TICKET_SECONDS = 30 * 60
PLACE = Place("journey", "so_far", "")
TICKET = Place("journey", "ticket", "")


class Visit(NamedTuple):
    """A form on its way: `token` allows one record, `code` becomes the return code.

    `started` is in seconds since 1970; `answers` are JSON values by step.
    """

    token: str
    code: str
    started: int
    answers: dict[str, dict[str, Any]]


def new_visit() -> Visit:
    """An empty form."""
    return Visit(token_urlsafe(24), make_code(), int(time.time()), {})


def seal_visit(visit: Visit) -> str:
    """As it stands in a hidden field."""
    return _sealed(visit, PLACE)


def read_visit(sealed: str) -> Visit | None:
    """The form again; None where somebody changed it or it is not ours."""
    found = _read(sealed, PLACE)
    return Visit(*found) if found else None


def seal_ticket(case_id: Any, unwrap: bytes) -> str:
    """What stands in the forms of a request that a code has opened, so that it is typed once."""
    return _sealed([str(case_id), unwrap.hex(), int(time.time())], TICKET)


def read_ticket(sealed: str) -> tuple[str, bytes] | None:
    """Number and unwrapping key of a request; None after half an hour."""
    found = _read(sealed, TICKET)
    if not found or time.time() - found[2] > TICKET_SECONDS:
        return None
    return found[0], bytes.fromhex(found[1])


def _sealed(value: Any, place: Place) -> str:
    text = json.dumps(value, ensure_ascii=False).encode()
    return urlsafe_b64encode(seal_row(_keys()[0], text, place)).decode()


def _read(sealed: str, place: Place) -> Any:
    for key in _keys():
        try:
            return json.loads(open_row(key, urlsafe_b64decode(sealed), place))
        except (Unopened, Error, ValueError):
            continue
    return None


def renewed(visit: Visit, age: int = 0) -> Visit:
    """The same words in a form that is young again (`age`: seconds); it makes one record."""
    return visit._replace(started=int(time.time()) - age)


def with_new_code(visit: Visit) -> Visit:
    """The same words under another code. The token stays: one form makes one record."""
    return visit._replace(code=make_code())


def is_old(visit: Visit, now: float) -> bool:
    """Whether the page was open for more than a day."""
    return now - visit.started > OLD_SECONDS


def answered(visit: Visit, step: str, values: dict[str, Any]) -> Visit:
    """With what was said at a step; nothing said takes the answer out."""
    said = {name: value for name, value in values.items() if value not in ("", [], None, False)}
    rest = {key: value for key, value in visit.answers.items() if key != step}
    return visit._replace(answers={**rest, step: said} if said else rest)


def after(step: str) -> str:
    """The next step; the last stays the last."""
    return STEPS[min(STEPS.index(step) + 1, len(STEPS) - 1)]


def before(step: str) -> str:
    """The step before; the first stays the first."""
    return STEPS[max(STEPS.index(step) - 1, 0)]


def lacking(visit: Visit) -> list[str]:
    """The steps without which nothing can be sent: something that happened, and a rough place."""
    return [step for step in NEEDED if step not in visit.answers]


def _keys() -> list[bytes]:
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return [derive(force_bytes(secret), "support", "journey") for secret in secrets]
