"""Applications as rows, for every noun of the funding room to stand on."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from tests.accounts.people import member
from upstander.accounts.interface import User
from upstander.funding.models import Activity, Answer, Application, BudgetLine, Call, Partner
from upstander.funding.states import ApplicationState, PartnerState, QuestionKind
from upstander.network.models import Community, Organisation
from upstander.network.states import Role

ANSWERS = {"story": "Three families told us what happened.", "before": "no", "people": "120"}
NORTH = ("fort-st-john", "dawson-creek")  # neighbours


def coordinator_of(organisation: Organisation) -> User:
    """Someone who signs for an organisation; made where there is nobody yet."""
    held = organisation.memberships.filter(role=Role.SPOKE_COORDINATOR).first()
    return held.user if held else _member(Role.SPOKE_COORDINATOR, organisation)


def worker_of(organisation: Organisation) -> User:
    """Someone who writes in an organisation's applications."""
    held = organisation.memberships.filter(role=Role.SPOKE_WORKER).first()
    return held.user if held else _member(Role.SPOKE_WORKER, organisation)


def _member(role: Role, organisation: Organisation) -> User:
    return member(role, organisation, f"{role}-{organisation.pk}@example.org")


def a_draft_application(
    call: Call, organisation: Organisation, *, by: User | None = None, **changes: Any
) -> Application:
    """An application with nothing in it but what `changes` say of its columns."""
    now = timezone.now()
    return Application.objects.create(
        **{
            "call": call,
            "organisation": organisation,
            "started_by": by or coordinator_of(organisation),
            "started_at": now,
            "saved_at": now,
            **changes,
        }
    )


def a_whole_application(
    call: Call,
    organisation: Organisation,
    *,
    places: Sequence[str] = NORTH[:1],
    kind: str = "community",
    asked: Decimal | str = "7500.00",
    partners: Sequence[Organisation] = (),
    **changes: Any,
) -> Application:
    """A draft of a call of `call_made` that could be sent as it is; `partners` have confirmed."""
    asked = Decimal(asked)
    application = a_draft_application(
        call,
        organisation,
        **{
            "kind": call.kinds.get(key=kind),
            "title": "Neighbours at one table",
            "summary": "We cook and talk together, once a month.",
            "priorities": ["Racism at school", "Racism at work"],
            "asked": asked,
            "least": asked,
            **changes,
        },
    )
    application.communities.set(Community.objects.filter(key__in=places))
    _course_and_budget(application, asked)
    for partner in partners:
        a_partner(application, partner, PartnerState.CONFIRMED)
    for question in call.questions.filter(key__in=ANSWERS):
        Answer.objects.create(
            application=application, question=question, value=ANSWERS[question.key]
        )
    return application


def _course_and_budget(application: Application, asked: Decimal) -> None:
    call = application.call
    Activity.objects.create(
        application=application, text="Twelve evenings", priority=0,
        starts_on=call.starts_on, ends_on=call.ends_on, outcome="Neighbours know one another.",
    )  # fmt: skip
    first, second = call.costs.all()[:2]
    part = asked // 2
    rows = [(first, "Tables", part), (second, "Paper and paint", asked - part)]
    for position, (cost, text, amount) in enumerate(rows):
        BudgetLine.objects.create(
            application=application, cost=cost, text=text, amount=amount, position=position
        )


def a_partner(
    application: Application, organisation: Organisation, state: str = PartnerState.NAMED
) -> Partner:
    """An organisation that takes part."""
    settled = {}
    if state in (PartnerState.CONFIRMED, PartnerState.DECLINED):
        settled = {"settled_by": coordinator_of(organisation), "settled_at": timezone.now()}
    return Partner.objects.create(
        application=application, organisation=organisation, state=state,
        role="Lends its kitchen", agreement="By letter, in January.", **settled,
    )  # fmt: skip


def a_sent_application(call: Call, organisation: Organisation, **changes: Any) -> Application:
    """An application that was signed and sent; `changes` are those of `a_whole_application`."""
    number = Application.objects.exclude(reference="").count() + 1
    signer = coordinator_of(organisation)
    return a_whole_application(
        call,
        organisation,
        **{
            "state": ApplicationState.SUBMITTED,
            "signed_by": signer,
            "signed_as": f"{signer.name}, Coordinator",
            "sent_at": timezone.now() - timedelta(hours=1),
            "reference": f"{call.year}-{number:04d}",
            **changes,
        },
    )


def answer(application: Application, key: str, value: Any) -> Answer:
    """The answer to a question by its key."""
    question = application.call.questions.exclude(kind=QuestionKind.FILE).get(key=key)
    return Answer.objects.update_or_create(
        application=application, question=question, defaults={"value": value}
    )[0]
