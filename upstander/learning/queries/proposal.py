"""What was offered to the library, and by whom it may be seen."""

from typing import Any

from django.db.models import Q, QuerySet

from upstander.accounts.interface import User
from upstander.learning.models import Proposal, Resource
from upstander.learning.queries.translated import values_of
from upstander.learning.queries.who import is_of_hub, organisations_of
from upstander.learning.states import ProposalState
from upstander.learning.written import text_of

SHARED = ("kind", "topic", "audience", "age", "licence", "source", "address")
WORDS = ("title", "summary", "text", "transcript", "easy_read")
FIELDS = (*WORDS, *SHARED, "language", "derived_from")
SHOWN_TO_HUB = (ProposalState.PROPOSED, ProposalState.SENT_BACK, ProposalState.ACCEPTED)


def proposals_visible_to(user: User) -> QuerySet[Proposal]:
    """Those of her organisations; for the hub also what others have offered."""
    own = Q(organisation__in=[row.pk for row in organisations_of(user)])
    if is_of_hub(user):
        own |= Q(state__in=SHOWN_TO_HUB)
    return Proposal.objects.filter(own).select_related("organisation", "resource")


def locked_proposal(pk: int) -> Proposal:
    """As it is now; nobody else changes it before this transaction ends."""
    rows = Proposal.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("organisation").get(pk=pk)


def original_of(key: str) -> Resource | None:
    """What something is made from; None where it is not in the library."""
    return Resource.objects.filter(key=key, live=True).order_by("pk").first()


def as_begun(resource: Resource) -> dict[str, Any]:
    """The words to adapt a resource from."""
    values = values_of(resource)
    return {
        **{name: values[name] for name in (*SHARED, "title", "summary", "transcript", "easy_read")},
        "text": text_of(values["body"]),
        "language": resource.locale.language_code,
        "derived_from": resource.key,
    }
