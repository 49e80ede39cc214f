"""A protocol to try the product with: copied, signed, in force, and tried once."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from upstander.accounts.interface import User
from upstander.protocols.actions.editing import Seen, change_basics, change_part
from upstander.protocols.actions.protocol import Wish, start_protocol
from upstander.protocols.actions.run import (
    LOOKED_BACK,
    Settling,
    Start,
    close_run,
    end_run,
    settle_step,
    start_run,
)
from upstander.protocols.actions.signature import (
    Answer,
    Term,
    begin_signing,
    put_in_force,
    record_answer,
)
from upstander.protocols.actions.version import open_consultation
from upstander.protocols.models import Run, Version
from upstander.protocols.queries.editing import editable
from upstander.protocols.queries.pattern import patterns_to_copy
from upstander.protocols.rules.run import SECTIONS
from upstander.protocols.states import RunKind, RunStepState, Section

A_YEAR = timedelta(days=365)


@transaction.atomic
def make_demonstration_protocol(
    organisation: Any,
    places: Sequence[Any],
    partners: Sequence[Any],
    told: Mapping[str, Any],
    *,
    by: User,
) -> Version | None:
    """In force from today, with an exercise that is closed; None where its pattern is not offered.

    `told` has the title of the `pattern`, `title`, `duties` (for each duty of the pattern the
    place of a partner, or -1), `signer`, `role` and `words` of the signatures, and `exercise`.
    """
    pattern = patterns_to_copy().filter(title=told["pattern"]).first()
    if pattern is None:
        return None
    wish = Wish(organisation, told["title"], places, pattern.language, pattern)
    version = start_protocol(wish, by=by)
    for place, number in enumerate(told["duties"]):
        if number >= 0:
            _give(version, place, partners[number], by)
    review_on = timezone.localdate() + A_YEAR
    change_basics(_seen(version, by), version.summary, review_on)
    open_consultation(version, by=by)
    _sign(version, told, by)
    version = put_in_force(version, Term(timezone.localdate(), review_on, told["words"]), by=by)
    _try(version, told["exercise"], by)
    return version


def _seen(version: Version, by: User) -> Seen:
    version.refresh_from_db()
    return Seen(version, version.version, by)


def _give(version: Version, place: int, partner: Any, by: User) -> None:
    """A duty to a partner, without a contact."""
    row = editable(version)["duties"][place]
    values = {"partner": partner.name, "partner_id": partner.pk, "contact": row["contact"]}
    change_part(_seen(version, by), "duties", place, {"title": row["title"], **values})


def _sign(version: Version, told: Mapping[str, Any], by: User) -> None:
    answer = Answer(True, told["signer"], told["role"])
    version = begin_signing(version, _seen(version, by).version, by=by)
    for signature in version.signatures.order_by("pk"):
        record_answer(signature, answer, timezone.localdate(), by=by)


def _try(version: Version, told: Mapping[str, Any], by: User) -> Run:
    """Its last steps are left out, and it is looked back on."""
    level = version.levels.all()[told["level"]]
    run = start_run(Start(version, level, RunKind.EXERCISE, told["title"]), by=by)
    steps = sorted(
        run.steps.all(), key=lambda step: (SECTIONS[Section(step.section)], step.position)
    )
    done = len(steps) - told["skipped"]
    for number, step in enumerate(steps):
        wanted = Settling(step.pk, step.state, RunStepState.DONE)
        if number >= done:
            wanted = Settling(step.pk, step.state, RunStepState.SKIPPED, told["why"])
        settle_step(run, wanted, by=by)
    end_run(run, by=by)
    run.refresh_from_db()
    close_run(run, {name: told[name] for name in LOOKED_BACK}, run.version, by=by)
    return run
