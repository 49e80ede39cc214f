"""An application as it is read: in the reader's language where the call has the words."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils.translation import get_language

from upstander.funding.models import Application, Call, File
from upstander.funding.queries.application import facts_of
from upstander.funding.queries.call_texts import said as said_in
from upstander.funding.rules.answering import is_answered, is_asked, words_of_answer
from upstander.funding.rules.ceilings import ceiling, scattered
from upstander.funding.rules.eligibility import Facts
from upstander.funding.states import QuestionKind
from upstander.network.interface import Text


def said(call: Call, part: Any, field: str) -> Text:
    """The words of a part of a call, in the reader's language where they are up to date."""
    return said_in(part, field, get_language() or call.language, call.language)


def parts_of(call: Call, question: Any, what: str) -> list[tuple[str, Text]]:
    """The choices or columns of a question: pairs of key and name. `what` is one of these words."""
    name = what.removesuffix("s")
    keys = [row["key"] for row in getattr(question, what)]
    return [(key, said(call, question, f"{name}:{key}")) for key in keys]


class Answered(NamedTuple):
    """A question with its answer: a text, the name of a choice, or rows under their heads."""

    question: Any
    text: Text
    is_asked: bool
    value: Any
    chosen: Text | None
    heads: list[Text]
    rows: list[list[str]]
    files: list[File]
    words: int

    @property
    def is_answered(self) -> bool:
        """Whether there is anything to read."""
        return bool(self.files) or is_answered(self.value)


class Spent(NamedTuple):
    """What is planned for a kind of cost, and the most that it may be (None: no ceiling)."""

    cost: Any
    name: Text
    planned: Decimal
    most: Decimal | None

    @property
    def is_over(self) -> bool:
        """Whether more is planned than may be."""
        return self.most is not None and self.planned > self.most


class Read(NamedTuple):
    """All of an application."""

    application: Application
    facts: Facts
    kind: Text | None
    regions: list[tuple[Any, list[Any]]]
    course: list[tuple[Any, str]]  # activities, each with the text of its priority
    lines: list[tuple[Any, Text]]
    spent: list[Spent]
    total: Decimal
    most: Decimal | None
    answered: list[Answered]


def read_application(application: Application) -> Read:
    """All of it, for whoever may read it."""
    facts = facts_of(application)
    call, kind = facts.call, application.kind
    names = {cost.pk: said(call, cost, "name") for cost in facts.costs}
    return Read(
        application=application,
        facts=facts,
        kind=said(call, kind, "name") if kind else None,
        regions=by_region(facts.communities),
        course=[(activity, _priority(application, activity)) for activity in facts.activities],
        lines=[(line, names[line.cost_id]) for line in facts.lines],
        spent=spent(call, facts.costs, facts.lines),
        total=sum((line.amount for line in facts.lines), Decimal(0)),
        most=_most(kind, facts.communities),
        answered=answered(application, facts),
    )


def _most(kind: Any, communities: Sequence[Any]) -> Decimal | None:
    if not kind or not communities or scattered(communities):
        return None
    return ceiling(kind, len(communities))


def _priority(application: Application, activity: Any) -> str:
    place = activity.priority
    known = application.priorities
    return known[place] if place is not None and place < len(known) else ""


def by_region(places: Iterable[Any]) -> list[tuple[Any, list[Any]]]:
    """Communities under their regions, these in their order."""
    found: dict[Any, list[Any]] = {}
    for place in places:
        found.setdefault(place.region, []).append(place)
    return sorted(found.items(), key=lambda row: (row[0].position, row[0].name))


def spent(call: Call, costs: Sequence[Any], lines: Iterable[Any]) -> list[Spent]:
    """What is planned for each kind of cost."""
    planned = {cost.pk: Decimal(0) for cost in costs}
    for line in lines:
        planned[line.cost_id] += line.amount
    return [Spent(c, said(call, c, "name"), planned[c.pk], c.most) for c in costs]


def answered(application: Application, facts: Facts) -> list[Answered]:
    """The questions of the call, each with its answer, in their order."""
    files: dict[int, list[File]] = {}
    for file in application.files.defer("data"):
        files.setdefault(file.question_id, []).append(file)
    return [_answered(facts, question, files.get(question.pk, [])) for question in facts.questions]


def _answered(facts: Facts, question: Any, files: list[File]) -> Answered:
    value = facts.answers.get(question.pk)
    columns = parts_of(facts.call, question, "columns")
    is_choice = question.kind == QuestionKind.CHOICE
    choices = dict(parts_of(facts.call, question, "choices")) if is_choice else {}
    table = value if question.kind == QuestionKind.TABLE and isinstance(value, list) else []
    return Answered(
        question=question,
        text=said(facts.call, question, "text"),
        is_asked=is_asked(question, facts.answers),
        value=value,
        chosen=choices.get(str(value)),
        heads=[name for _key, name in columns],
        rows=[[row.get(key, "") for key, _name in columns] for row in table],
        files=files,
        words=words_of_answer(value),
    )
