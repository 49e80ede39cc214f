"""A spoke offers a resource; the hub takes it into the library or sends it back with words."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from upstander.accounts.interface import User
from upstander.audit.interface import record
from upstander.core.errors import NotAllowed
from upstander.core.moves import move
from upstander.core.translation import TranslationState
from upstander.learning.actions.link import check_soon
from upstander.learning.actions.translated import write_content
from upstander.learning.models import Proposal, Resource
from upstander.learning.queries.proposal import FIELDS, locked_proposal, original_of
from upstander.learning.queries.who import is_of_hub
from upstander.learning.rules import proposal as rules
from upstander.learning.states import PROPOSAL_MOVES, ProposalState
from upstander.learning.tasks import tell_of_proposal
from upstander.learning.written import body_of
from upstander.network.interface import memberships_of

Values = Mapping[str, Any]


@transaction.atomic
def start_proposal(values: Values, organisation: Any, *, by: User) -> Proposal:
    """A draft, from nothing or from another resource."""
    proposal = Proposal(organisation=organisation, made_by=by, made_at=timezone.now())
    rules.may_write(list(memberships_of(by)), proposal)
    _fill(proposal, values)
    proposal.save()
    _record("proposal.started", proposal, by)
    return proposal


@transaction.atomic
def change_proposal(proposal: Proposal, values: Values, *, seen: int, by: User) -> None:
    """Other words, while it is written; who saw an older version is told."""
    proposal = locked_proposal(proposal.pk)
    rules.may_write(list(memberships_of(by)), proposal)
    if proposal.version != seen:
        raise NotAllowed(
            _("Someone changed this meanwhile. Your words are still here: put both together.")
        )
    _fill(proposal, values)
    proposal.version += 1
    proposal.save()
    _record("proposal.changed", proposal, by)


def _fill(proposal: Proposal, values: Values) -> None:
    for name in FIELDS:
        if name in values:
            setattr(proposal, name, values[name])
    if original := original_of(proposal.derived_from) if proposal.derived_from else None:
        rules.may_adapt(original)
        rules.keeps_licence(original.licence, proposal.licence)


@transaction.atomic
def propose(proposal: Proposal, *, by: User) -> None:
    """Give it to the hub to decide."""
    proposal = locked_proposal(proposal.pk)
    rules.may_propose(list(memberships_of(by)), proposal)
    _move(proposal, ProposalState.PROPOSED, by)


@transaction.atomic
def withdraw_proposal(proposal: Proposal, *, by: User) -> None:
    """It is not for the library after all."""
    proposal = locked_proposal(proposal.pk)
    rules.may_withdraw(list(memberships_of(by)), proposal)
    _move(proposal, ProposalState.WITHDRAWN, by)


@transaction.atomic
def send_back(proposal: Proposal, answer: str, *, seen: int | None, by: User) -> None:
    """Not yet: the hub says what should be changed in what it has `seen`."""
    proposal = locked_proposal(proposal.pk)
    rules.may_decide(is_of_hub(by), proposal)
    rules.is_as_seen(proposal, seen)
    rules.has_words(answer)
    _move(proposal, ProposalState.SENT_BACK, by, answer=answer)
    _tell(proposal, by)


@transaction.atomic
def accept(proposal: Proposal, *, seen: int | None, by: User) -> Resource:
    """What was `seen` stands in the library at once, in the language in which it was written."""
    proposal = locked_proposal(proposal.pk)
    rules.may_decide(is_of_hub(by), proposal)
    rules.is_as_seen(proposal, seen)
    key = _free_key(proposal)
    write_content(Resource, {f"{proposal.language}/{key}": _values(proposal)})
    resource = Resource.objects.get(key=key, locale__language_code=proposal.language)
    _move(proposal, ProposalState.ACCEPTED, by, resource=resource, answer="")
    _tell(proposal, by)
    check_soon()
    return resource


def _tell(proposal: Proposal, by: User) -> None:
    """Whoever offered it reads what the hub says."""
    if proposal.made_by_id != by.pk:
        people = [proposal.made_by_id]
        transaction.on_commit(lambda: tell_of_proposal.enqueue(proposal.pk, people))


def _values(proposal: Proposal) -> dict[str, Any]:
    same = {name: getattr(proposal, name) for name in (*Resource.CONTENT, *Resource.SHARED)
            if name not in ("body", "position")}  # fmt: skip
    return {
        **same,
        "body": body_of(proposal.text),
        "position": 100,
        "translation_state": TranslationState.SOURCE,
        "source_digest": "",
    }


def _free_key(proposal: Proposal) -> str:
    """Its title in an address, with a number behind it where another resource has it."""
    own = slugify(proposal.title)[:50].strip("-") or f"resource-{proposal.pk}"
    taken = set(Resource.objects.filter(key__startswith=own).values_list("key", flat=True))
    keys = (own if n == 1 else f"{own}-{n}" for n in range(1, len(taken) + 2))
    return next(key for key in keys if key not in taken)


def _move(proposal: Proposal, to: ProposalState, by: User, **changes: Any) -> None:
    move(proposal, to=to, moves=PROPOSAL_MOVES, version=proposal.version + 1, **changes)
    _record(f"proposal.{to.value}", proposal, by)


def _record(verb: str, proposal: Proposal, by: User) -> None:
    facts = {"version": proposal.version}
    record(verb, by=f"user:{by.pk}", of=f"proposal:{proposal.pk}", facts=facts)
