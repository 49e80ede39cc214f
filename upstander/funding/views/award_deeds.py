"""What is done with an award and its parts: a table of deeds, each with its rule and action."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from upstander.accounts.interface import User
from upstander.core.errors import NotAllowed, allowed
from upstander.funding.actions import agreement as agreements
from upstander.funding.actions import amendment as amendments
from upstander.funding.actions import instalment as instalments
from upstander.funding.actions import report as reports
from upstander.funding.forms import award as forms
from upstander.funding.models import Award
from upstander.funding.queries.award import accepted_kinds, books_of, tasks_of
from upstander.funding.rules import amendment as amendment_rules
from upstander.funding.rules import award as award_rules
from upstander.funding.rules import instalment as instalment_rules
from upstander.funding.rules import report as report_rules
from upstander.funding.states import AgreementState, ReportState

Mine = Sequence[Any]


class Deed(NamedTuple):
    """`title` asks or names, `text` says what it means, `done` what came of it.

    `subject` is what it is done with: the award, or one of its instalments, changes or reports.
    `is_done` says whether this person did it a moment ago: for who presses twice. `is_main` says
    whether it may be the one that the page invites to.
    """

    subject: str
    title: Any
    text: Any
    button: Any
    done: Any
    form: type[forms.DeedForm]
    rule: Callable[[Mine, Any, Award, User], None]
    act: Callable[[Any, Any, User], Any]
    is_done: Callable[[Any, User], bool] = lambda subject, user: False
    is_main: Callable[[Any], bool] = lambda subject: True


def waiting_agreement(award: Award) -> Any:
    """The version that waits for an answer; None where there is none."""
    return award.agreements.filter(state=AgreementState.OFFERED).first()


def _may_plan(mine: Mine, award: Award, _award: Award, user: User) -> None:
    award_rules.may_be_offered(award)
    award_rules.may_manage(mine, award)


def _may_accept(mine: Mine, award: Award, _award: Award, user: User) -> None:
    award_rules.may_be_offered(award)
    award_rules.may_sign(mine, award)
    if waiting_agreement(award) is None:
        raise NotAllowed(_("The agreement is not here yet. The funder sends it."))


def _may_decline(mine: Mine, award: Award, _award: Award, user: User) -> None:
    award_rules.may_be_offered(award)
    award_rules.may_sign(mine, award)


def _may_amend(mine: Mine, award: Award, _award: Award, user: User) -> None:
    award_rules.must_run(award)
    award_rules.may_manage(mine, award)
    if award.amendments.filter(state="proposed").exists():
        raise NotAllowed(_("Another change waits for an answer. Settle it first."))


def _may_second(mine: Mine, amendment: Any, award: Award, user: User) -> None:
    amendment_rules.may_second(mine, amendment, user)
    award_rules.may_manage(mine, award)


def _accept(award: Award, form: forms.SignForm, user: User) -> None:
    read = award.agreements.filter(pk=form.cleaned_data["number"]).first()
    if read is None:
        raise NotAllowed(_("The agreement is not here yet. The funder sends it."))
    agreements.accept_agreement(read, form.signed_as(), by=user)


def _simply(action: Callable[..., Any]) -> Callable[[Any, Any, User], Any]:
    return lambda subject, form, user: action(subject, by=user)


def _settle(to: ReportState) -> Callable[[Mine, Any, Award, User], None]:
    return lambda mine, report, award, user: report_rules.may_settle_report(mine, report, award, to)


AWARD_DEEDS = {
    "plan": Deed(
        "award",
        _("Plan and send the agreement"),
        _("The organisation reads it and accepts it by name. You can send a new one until then."),
        _("Send the agreement"),
        _("The agreement is sent."),
        forms.PlanForm,
        _may_plan,
        lambda award, form, user: agreements.send_agreement(award, form.plan(), by=user),
        is_main=lambda award: waiting_agreement(award) is None,
    ),
    "accept": Deed(
        "award",
        _("Accept the award?"),
        _("You sign the agreement for your organisation. This cannot be taken back."),
        _("Accept and sign"),
        _("The award is accepted."),
        forms.SignForm,
        _may_accept,
        _accept,
        lambda award, user: award.agreements.filter(state="accepted", accepted_by=user).exists(),
    ),
    "decline": Deed(
        "award",
        _("Turn this award down?"),
        _("The money goes to others. This cannot be taken back."),
        _("Turn it down"),
        _("The award is turned down."),
        forms.DeedForm,
        _may_decline,
        _simply(agreements.decline_award),
        lambda award, user: award.state == "declined",
        is_main=lambda award: False,
    ),
    "take-back": Deed(
        "award",
        _("Take this offer back?"),
        _(
            "The organisation can no longer accept it. Its communities and the money are free "
            "again, for others. This cannot be taken back."
        ),
        _("Take the offer back"),
        _("The offer is taken back."),
        forms.TakeBackForm,
        lambda mine, award, _award, user: agreements.check_take_back(award, user),
        lambda award, form, user: agreements.take_back_offer(
            award, form.cleaned_data["reason"], by=user
        ),
        lambda award, user: award.state == "withdrawn",
        is_main=lambda award: False,
    ),
    "amend": Deed(
        "award",
        _("Propose a change"),
        _("It holds once a coordinator of the organisation has agreed to it."),
        _("Propose it"),
        _("The change is proposed."),
        forms.AmendForm,
        _may_amend,
        lambda award, form, user: amendments.propose_amendment(award, form.change(), by=user),
        is_main=lambda award: False,
    ),
    "returned": Deed(
        "award",
        _("Record money that came back"),
        _("Only what was paid and not spent."),
        _("Record it"),
        _("It is recorded."),
        forms.ReturnForm,
        lambda mine, award, _award, user: report_rules.may_return(mine, award, books_of(award)),
        lambda award, form, user: reports.record_return(
            award,
            form.cleaned_data["amount"],
            form.cleaned_data["returned_on"],
            seen=form.cleaned_data["seen"],
            by=user,
        ),
    ),
    "close": Deed(
        "award",
        _("Close this award?"),
        _("Everything is reported, paid and accounted for. This cannot be taken back."),
        _("Close the award"),
        _("The award is closed."),
        forms.DeedForm,
        lambda mine, award, _award, user: report_rules.may_close(mine, award, tasks_of(award)),
        _simply(reports.close_award),
        lambda award, user: award.state == "closed",
    ),
}
INSTALMENT_DEEDS = {
    "approve": Deed(
        "instalment",
        _("Approve this instalment?"),
        _("Another officer can pay it then."),
        pgettext_lazy("instalment", "Approve"),
        _("The instalment is approved."),
        forms.DeedForm,
        lambda mine, row, award, user: instalment_rules.may_approve(
            mine, row, award, accepted_kinds(award)
        ),
        _simply(instalments.approve_instalment),
        lambda row, user: row.state == "approved" and row.approved_by_id == user.pk,
    ),
    "pay": Deed(
        "instalment",
        _("Record the payment"),
        _("It cannot be changed afterwards. Check the amount and the reference."),
        _("Record the payment"),
        _("The payment is recorded."),
        forms.PayForm,
        instalment_rules.may_pay,
        lambda row, form, user: instalments.pay_instalment(
            row, form.cleaned_data["payment"], form.cleaned_data["paid_on"], by=user
        ),
        lambda row, user: row.state == "paid" and row.paid_by_id == user.pk,
    ),
    "take-back": Deed(
        "instalment",
        _("Take the approval back?"),
        _("The instalment is planned again."),
        _("Take it back"),
        _("The approval is taken back."),
        forms.DeedForm,
        lambda mine, row, award, user: instalment_rules.may_take_back(mine, row, award),
        _simply(instalments.take_back_approval),
    ),
}
AMENDMENT_DEEDS = {
    "second": Deed(
        "amendment",
        _("Agree to a sum above the ceiling?"),
        _("You are the second officer. The organisation answers after you."),
        _("Agree"),
        _("You agreed to it."),
        forms.DeedForm,
        _may_second,
        _simply(amendments.second_amendment),
        lambda row, user: row.second_by_id == user.pk,
    ),
    "agree": Deed(
        "amendment",
        _("Agree to this change?"),
        _("You sign it for your organisation. The agreement gets a new version."),
        _("Agree and sign"),
        _("The change holds now."),
        forms.SignForm,
        lambda mine, row, award, user: amendment_rules.may_agree(mine, row, award),
        lambda row, form, user: amendments.agree_to_amendment(row, form.signed_as(), by=user),
        lambda row, user: row.state == "agreed" and row.settled_by_id == user.pk,
    ),
    "refuse": Deed(
        "amendment",
        _("End this proposal?"),
        _("The award stays as it is."),
        _("End the proposal"),
        _("The award stays as it is."),
        forms.DeedForm,
        lambda mine, row, award, user: amendment_rules.may_refuse(mine, row, award),
        _simply(amendments.refuse_amendment),
        lambda row, user: row.state == "refused" and row.settled_by_id == user.pk,
    ),
}
REPORT_DEEDS = {
    "accept": Deed(
        "report",
        _("Accept this report?"),
        _("The organisation cannot change it any more."),
        _("Accept the report"),
        _("The report is accepted."),
        forms.DeedForm,
        _settle(ReportState.ACCEPTED),
        _simply(reports.accept_report),
        lambda row, user: row.state == "accepted" and row.accepted_by_id == user.pk,
    ),
    "return": Deed(
        "report",
        _("Send the report back"),
        _("The organisation reads what is missing, and sends it again."),
        _("Send it back"),
        _("The report is sent back."),
        forms.RemarkForm,
        _settle(ReportState.RETURNED),
        lambda row, form, user: reports.return_report(row, form.cleaned_data["remark"], by=user),
        lambda row, user: row.state == "returned",
    ),
}


def deeds_for(
    deeds: dict[str, Deed], subject: Any, award: Award, mine: Mine, user: User
) -> list[tuple[str, Deed]]:
    """What she may do with it now, in the order of the table."""
    return [
        (n, deed) for n, deed in deeds.items() if allowed(deed.rule, mine, subject, award, user)
    ]
