"""An application as it is read by those who judge it."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from django.utils.translation import get_language

from upstander.funding.models import Application, Call, Criterion, File
from upstander.funding.queries.application_read import said
from upstander.funding.rules.answering import is_answered, is_asked
from upstander.funding.states import PartnerState, QuestionKind
from upstander.network.interface import Text


class Answered(NamedTuple):
    """A question that was asked: a text, rows of cells below `heads`, files, or no answer."""

    question: Text
    text: Text
    heads: list[Text]
    rows: list[list[str]]
    files: list[File]


class Aim(NamedTuple):
    """A priority, and the activities that serve it; no text for those that serve none."""

    text: str
    activities: list[Any]


class Reading(NamedTuple):
    """All that was sent, in the order in which it is read. Amounts in the call's currency."""

    application: Application
    call: Call
    kind: Text
    communities: list[Any]
    partners: list[Any]
    aims: list[Aim]
    lines: list[tuple[Text, Any]]
    total: Decimal
    answers: list[Answered]
    clarifications: list[Any]


class Line(NamedTuple):
    """A line of the rubric in the reader's language; `anchors` from 0 upward."""

    row: Criterion
    name: Text
    help: Text
    anchors: list[Text]


def _nothing(call: Call) -> Text:
    return Text("", call.language)


def rubric(call: Call) -> list[Line]:
    """What is scored, in order."""
    return [
        Line(
            row,
            said(call, row, "name"),
            said(call, row, "help"),
            [said(call, row, f"anchor:{n}") for n in range(len(row.anchors))],
        )
        for row in call.criteria.all()
    ]


def reading(application: Application) -> Reading:
    """The whole application."""
    call = application.call
    lines = list(application.lines.select_related("cost"))
    partners = application.partners.exclude(state=PartnerState.DECLINED)
    kind = application.kind
    return Reading(
        application,
        call,
        said(call, kind, "name") if kind else _nothing(call),
        list(application.communities.select_related("region")),
        list(partners.select_related("organisation")),
        list(_aims(application)),
        [(said(call, line.cost, "name"), line) for line in lines],
        sum((line.amount for line in lines), Decimal("0.00")),
        list(_answers(application)),
        list(application.clarifications.all()),
    )


def _aims(application: Application) -> Iterator[Aim]:
    activities = list(application.activities.all())
    for number, text in enumerate(application.priorities):
        yield Aim(text, [a for a in activities if a.priority == number])
    known = range(len(application.priorities))
    if rest := [a for a in activities if a.priority not in known]:
        yield Aim("", rest)


def _answers(application: Application) -> Iterator[Answered]:
    call = application.call
    values = dict(application.answers.values_list("question", "value"))
    files = list(application.files.defer("data"))
    for question in call.questions.all():
        value, added = values.get(question.pk), [f for f in files if f.question_id == question.pk]
        if is_answered(value) or added or is_asked(question, values):
            text, heads, rows = _said(question, value, call)
            yield Answered(said(call, question, "text"), text, heads, rows, added)


def _said(question: Any, value: Any, call: Call) -> tuple[Text, list[Text], list[list[str]]]:
    if not is_answered(value):
        return _nothing(call), [], []
    # What an applicant typed is in a language that nobody asked for: it is drawn with dir="auto".
    plain = Text(str(value), get_language() or call.language)
    if question.kind == QuestionKind.CHOICE:
        found = said(call, question, f"choice:{value}")
        return found or plain, [], []
    if question.kind == QuestionKind.TABLE and isinstance(value, list):
        heads = [said(call, question, f"column:{row['key']}") for row in question.columns]
        keys = [row["key"] for row in question.columns]
        rows = [[str(row.get(key, "")) for key in keys] for row in value]
        return _nothing(call), heads, rows
    return plain, [], []


def file_of(application: Application, number: UUID) -> File | None:
    """One of its files."""
    return application.files.filter(pk=number).first()
