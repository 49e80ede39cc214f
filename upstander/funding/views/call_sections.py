"""The sections of a call whose parts are listed: what they are for, and the form of a part."""

from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from upstander.funding.forms.call_parts import (
    CostForm,
    CriterionForm,
    KindForm,
    PartForm,
    QuestionForm,
)


class Section(NamedTuple):
    """What its parts are called, why they are there, and the button that adds one."""

    title: Any
    text: Any
    add: Any
    form: type[PartForm]


SECTIONS = {
    "kinds": Section(
        _("Kinds of award"),
        _("What an organisation can apply for, and how much it can get."),
        _("Add a kind of award"),
        KindForm,
    ),
    "costs": Section(
        _("Costs that are paid for"),
        _("Each line of an applicant's budget is one of these."),
        _("Add a cost"),
        CostForm,
    ),
    "questions": Section(
        _("Questions"),
        _("What applicants answer, beside their plan and their budget."),
        _("Add a question"),
        QuestionForm,
    ),
    "criteria": Section(
        _("What reviewers score"),
        _("Each criterion says in words what a score means. Applicants can read this too."),
        _("Add a criterion"),
        CriterionForm,
    ),
}
