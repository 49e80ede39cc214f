"""The receipt of an application, as a document."""

from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from upstander.core.money import written
from upstander.funding.models import Application
from upstander.funding.queries.application_read import Answered, Read, read_application, said
from upstander.funding.rules.application import moment_of

Block = dict[str, Any]
PLAIN = {ord("\u2068"): None, ord("\u2069"): None}  # the typesetter sets each in its direction


def receipt_of(application: Application) -> dict[str, Any]:
    """The title and the blocks of the receipt: that it was sent, and all that was."""
    read = read_application(application)
    call = application.call
    rows = [
        (_("Number"), application.reference),
        (_("Sent"), moment_of(call, application.sent_at)),
        (_("Signed by"), application.signed_as),
        (_("Call"), f"{said(call, call, 'title')} ({call.year})"),
    ]
    blocks = [
        {"facts": [[label, words.translate(PLAIN)] for label, words in rows]},
        *_who(read),
        *_course(read),
        *_budget(read),
        *_answers(read),
    ]
    return {"title": _("Your application has been sent"), "blocks": blocks}


def _who(read: Read) -> list[Block]:
    row = read.application
    places = [f"{region}: {', '.join(map(str, places))}" for region, places in read.regions]
    rows = [
        (_("Organisation"), row.organisation.name),
        (_("Kind of award"), str(read.kind or "")),
        (_("Communities"), "; ".join(places)),
        (_("Title of the work"), row.title),
        (_("Partners"), ", ".join(partner.organisation.name for partner in read.facts.partners)),
    ]
    found: list[Block] = [
        {"head": _("Who and where")},
        {"facts": [[label, words] for label, words in rows if words]},
    ]
    return [*found, {"text": row.summary}] if row.summary else found


def _course(read: Read) -> list[Block]:
    texts = [f"{number}. {text}" for number, text in enumerate(read.application.priorities, 1)]
    rows = [
        [activity.text, _day(activity.starts_on), _day(activity.ends_on), activity.outcome]
        for activity, _priority in read.course
    ]
    columns = [_("What you do"), _("First day"), _("Last day"), _("What will be different")]
    return [
        {"head": _("Course of action")},
        *([{"text": "\n".join(texts)}] if texts else []),
        {"columns": columns, "rows": rows},
    ]


def _budget(read: Read) -> list[Block]:
    rows = [[line.text, str(cost), _money(read, line.amount)] for line, cost in read.lines]
    asked, least = read.application.asked, read.application.least
    amounts = [
        (_("Amount asked for"), asked),
        (_("The least with which the work can be done"), least),
    ]
    return [
        {"head": _("Budget")},
        {"facts": [[label, _money(read, amount)] for label, amount in amounts]},
        {
            "columns": [_("What it is for"), _("Kind of cost"), _("Amount")],
            "rows": [*rows, [_("All lines"), "", _money(read, read.total)]],
        },
    ]


def _answers(read: Read) -> list[Block]:
    found: list[Block] = [{"head": _("Questions")}]
    for row in read.answered:
        if row.is_asked:
            found += [{"text": str(row.text)}, _answer(row)]
    return found


def _answer(row: Answered) -> Block:
    if row.rows:
        return {"columns": [str(head) for head in row.heads], "rows": row.rows}
    text = str(row.chosen or row.value or "") if row.is_answered else _("No answer")
    if row.files:
        text = ", ".join(file.name for file in row.files)
    return {"text": f"– {text}"}


def _money(read: Read, amount: Any) -> str:
    if amount is None:
        return "–"
    return written(amount, read.application.call.currency, get_language() or "en")


def _day(day: Any) -> str:
    return str(date_format(day, "DATE_FORMAT")) if day else "–"
