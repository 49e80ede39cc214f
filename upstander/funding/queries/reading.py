"""An application as it is read by those who judge it."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from django.utils.translation import get_language

from upstander.core.languages import table
from upstander.funding.models import Application, Call, Criterion, File
from upstander.funding.states import PartnerState, QuestionKind
from upstander.network.interface import Text


class Answered(NamedTuple):
    """A question and what was answered: a text, rows of cells below `heads`, or files."""

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


def worded(part: Any, field: str, source: str, call: Call) -> Text:
    """A text of a part of a call in the reader's language, or as it was written."""
    language = get_language() or call.language
    found = part.texts.get(language, {}).get(field, "")
    if found and language != call.language:
        return Text(found, language)
    return _as_written(source, call)


def _as_written(text: str, call: Call) -> Text:
    return Text(text, call.language if call.language in table() else "en")


def rubric(call: Call) -> list[Line]:
    """What is scored, in order."""
    return [
        Line(
            row,
            worded(row, "name", row.name, call),
            worded(row, "help", row.help, call),
            [worded(row, f"anchor:{n}", text, call) for n, text in enumerate(row.anchors)],
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
        worded(kind, "name", kind.name, call) if kind else _as_written("", call),
        list(application.communities.select_related("region")),
        list(partners.select_related("organisation")),
        list(_aims(application)),
        [(worded(line.cost, "name", line.cost.name, call), line) for line in lines],
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
        if value not in (None, "", []) or added:
            text, heads, rows = _said(question, value, call)
            yield Answered(worded(question, "text", question.text, call), text, heads, rows, added)


def _said(question: Any, value: Any, call: Call) -> tuple[Text, list[Text], list[list[str]]]:
    # What an applicant typed is in a language that nobody asked for: it is drawn with dir="auto".
    plain = Text("" if value is None else str(value), get_language() or call.language)
    if question.kind == QuestionKind.CHOICE:
        names = {row["key"]: row["name"] for row in question.choices}
        name = names.get(str(value), str(value))
        return worded(question, f"choice:{value}", name, call), [], []
    if question.kind == QuestionKind.TABLE and isinstance(value, list):
        heads = [
            worded(question, f"column:{row['key']}", row["name"], call) for row in question.columns
        ]
        keys = [row["key"] for row in question.columns]
        rows = [[str(row.get(key, "")) for key in keys] for row in value]
        return _as_written("", call), heads, rows
    return plain, [], []


def file_of(application: Application, number: UUID) -> File | None:
    """One of its files."""
    return application.files.filter(pk=number).first()
