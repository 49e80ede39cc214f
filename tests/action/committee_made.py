"""A partner with an account and a seat, and two spokes full of what is not hers to read."""

from types import SimpleNamespace
from typing import Any

from django.utils import timezone

from tests.accounts.people import member, spoke
from tests.action.community_made import a_summary, a_whole_community
from tests.action.priority_made import (
    a_priority,
    a_proposed_priority,
    a_round,
    a_seat,
    an_agreed_priority,
)
from tests.action.survey_made import a_draft_survey
from tests.protocols.run_made import a_run
from tests.protocols.signature_made import a_version, coordinator, partner
from upstander.accounts.models import User
from upstander.action.actions.priority import add_evidence
from upstander.network.states import Role
from upstander.partnership.models import Seat
from upstander.protocols.models import Comment, DutyContact, Protocol, Version


def a_guest(number: int = 0, **changes: Any) -> tuple[User, Seat]:
    """A person of the council who sits in the committee of a spoke."""
    organisation = spoke(number)
    user = member(Role.PARTNER, organisation, f"guest-{number}@example.org")
    values = {"name": "Ida Guest", "partner": partner("Council", organisation), **changes}
    return user, a_seat(organisation, user=user, **values)


def two_full_spokes() -> SimpleNamespace:
    """Hers is under Indigenous governance. Whatever she may not read says Canary."""
    found = a_whole_community(is_governed=True)
    far = a_whole_community(1, "kitimat")
    by, other = found.by, far.by
    found.guest, found.seat = a_guest()
    a_seat(name="Canary person", email="canary@example.org", phone="555 CANARY")
    found.gathered = a_priority(by, title="Canary draft")
    day = timezone.localdate()
    said = {"kind": "conversation", "words": "Canary words", "day": day, "source": ""}
    add_evidence(found.priority, {**said, "survey": None}, by=by)
    found.far = an_agreed_priority(other, spoke(1), title="Canary far priority")
    found.scored = a_proposed_priority(by, title="To score")
    found.round = a_round(by)
    a_proposed_priority(other, spoke(1), title="Canary far scoring")
    found.far_round = a_round(other, spoke(1))
    DutyContact.objects.update(name="Canary contact", phone="604 CANARY", email="c@canary.org")
    protocol = Protocol.objects.create(organisation=spoke(), title="Canary protocol")
    found.draft = Version.objects.create(
        protocol=protocol, number=1, source_language="en", made_by=by, summary="Canary summary"
    )
    found.discussed = a_version(number=2)
    found.comment = Comment.objects.create(
        of=found.discussed, partner=partner("Shelter"), text="Canary comment", made_on=day,
        made_by=by,
    )  # fmt: skip
    found.run = a_run(found.version, by, title="Canary run")
    found.survey = a_draft_survey(by)
    found.drafted = a_summary(words="Canary year", year=day.year)
    found.lead = coordinator()
    return found
