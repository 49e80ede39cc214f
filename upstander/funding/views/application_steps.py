"""The parts of an application in the order in which they are written."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from upstander.funding.models import Application
from upstander.funding.rules.eligibility import Fault


class Step(NamedTuple):
    """`key` is its address; `title` its name; `text` says what it is for."""

    key: str
    title: Any
    text: Any


STEPS = (
    Step(
        "who",
        _("Who and where"),
        _("The kind of award, the communities, and what you call the work."),
    ),
    Step(
        "partners",
        _("Partners"),
        _(
            "Organisations that take part in the work. Each one confirms this itself, at its own "
            "desk. Communities are not partners: you chose them in the first part."
        ),
    ),
    Step(
        "course",
        _("Course of action"),
        _(
            "Say what matters most where you live, and what you will do about it. "
            "The first priority is the most important one."
        ),
    ),
    Step(
        "budget",
        _("Budget"),
        _("How much you ask for, and what it pays for. The lines must add up to that amount."),
    ),
    Step("questions", _("Questions"), _("What the funder wants to know from everyone.")),
    Step(
        "people",
        _("People who write"),
        _(
            "Everyone who works in your organisation can write in this application. "
            "You can also let in people of your partners."
        ),
    ),
    Step(
        "review",
        pgettext_lazy("application", "Read and send"),
        _("Read everything once more. A coordinator of your organisation signs and sends it."),
    ),
)
ORDER = [step.key for step in STEPS]
WRITTEN = ("who", "course", "budget", "questions")  # sections with a form that is saved whole


class Progress(NamedTuple):
    """A part, what is missing in it, whether it is done, or may as well be left empty."""

    step: Step
    faults: list[Fault]
    is_done: bool
    is_free: bool


def steps_of(application: Application, faults: Iterable[Fault]) -> list[Progress]:
    """Each part with what is missing there. The last one comes when nothing is missing."""
    rows = list(faults)
    found = []
    for step in STEPS:
        mine = [fault for fault in rows if fault.section == step.key]
        is_sent = bool(application.sent_at) and application.state != "draft"
        is_free = step.key == "people" or not (mine or _is_written(application, step.key))
        is_done = is_sent if step.key == "review" else not mine and not is_free
        found.append(Progress(step, mine, is_done, is_free))
    return found


def _is_written(application: Application, key: str) -> bool:
    """Whether anything stands in a part. The others lack something as long as nothing does."""
    if key == "partners":
        return application.partners.exists()
    if key == "questions":
        return application.answers.exists() or application.files.exists()
    return True


def place_of(key: str) -> dict[str, Any]:
    """Where a part stands: itself, its number of how many, what comes after it."""
    number = ORDER.index(key)
    after: Sequence[Step] = STEPS[number + 1 : number + 2]
    return {
        "step": STEPS[number],
        "number": number + 1,
        "of": len(STEPS),
        "after": after[0] if after else None,
    }
