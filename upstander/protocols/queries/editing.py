"""A version or a pattern as the editor holds it: its content, and what it knows of each row."""

from typing import Any

from upstander.protocols.models import Pattern, Version
from upstander.protocols.queries.content import Content
from upstander.protocols.rules.editing import arranged

CONTACT = ("name", "phone", "email", "when")
KEPT = {"levels": ("title", "trigger"), "duties": ("title", "partner"),
        "steps": ("section", "text", "duty", "levels", "within")}  # fmt: skip

Holder = Version | Pattern


def blank() -> Content:
    """A protocol in which nothing is written yet."""
    return {"summary": "", "levels": [], "duties": [], "steps": []}


def editable(holder: Holder) -> Content:
    """The content; of a version each row with its `pk`, a duty with `partner_id` and `contact`.

    A contact has `name`, `phone`, `email` and `when`, each empty where it is not known.
    """
    if isinstance(holder, Pattern):
        return arranged({**blank(), **holder.content})
    levels = list(holder.levels.all())
    duties = list(holder.duties.select_related("partner", "contact"))
    at = {row.pk: number for number, row in enumerate(levels)}
    by = {row.pk: number for number, row in enumerate(duties)}
    return {
        "summary": holder.summary,
        "levels": [{"pk": r.pk, "title": r.title, "trigger": r.trigger} for r in levels],
        "duties": [
            {
                "pk": row.pk,
                "title": row.title,
                "partner": row.who,
                "partner_id": row.partner_id,
                "contact": contact_of(row),
            }
            for row in duties
        ],
        "steps": [
            {
                "pk": step.pk,
                "section": step.section,
                "text": step.text,
                "duty": None if step.duty_id is None else by[step.duty_id],
                "levels": sorted(at[level.pk] for level in step.levels.all()),
                "within": step.within,
            }
            for step in holder.steps.prefetch_related("levels")
        ],
    }


def contact_of(duty: Any) -> dict[str, str]:
    """How to reach whoever has a duty."""
    contact = getattr(duty, "contact", None)
    return {name: getattr(contact, name, "") for name in CONTACT}


def general(content: Content) -> Content:
    """The content as a pattern: no contact, no partner, nothing that names a row."""
    rows = {part: [{name: row[name] for name in names} for row in content[part]]
            for part, names in KEPT.items()}  # fmt: skip
    duties = [{**row, "partner": ""} for row in rows["duties"]]
    return {"summary": content["summary"], **rows, "duties": duties}


def copied(content: Content) -> Content:
    """The content to be written anew: partners and contacts stay, rows become new ones."""
    rows = {
        part: [
            {name: value for name, value in row.items() if name != "pk"} for row in content[part]
        ]
        for part in KEPT
    }
    return {"summary": content["summary"], **rows}


def locked_pattern(pk: int) -> Pattern:
    """A pattern under lock, for a change."""
    return Pattern.objects.select_for_update(no_key=True).get(pk=pk)
