"""The rows of a version are made to say what its content says, and its translations follow."""

from collections.abc import Mapping
from typing import Any

from upstander.protocols.models import Duty, DutyContact, Level, Step, Version
from upstander.protocols.queries.content import Content
from upstander.protocols.queries.editing import editable

AWAY = 10_000  # further than any position: two rows never have one place, not for a moment
TOLD = (
    ("level", "levels", ("title", "trigger")),
    ("duty", "duties", ("title",)),
    ("step", "steps", ("text",)),
)
Words = dict[tuple[str, int, str], tuple[str, str]]


def write_rows(version: Version, before: Content, after: Content) -> None:
    """Change what differs between `before`, as it was read, and `after`."""
    words = _words(before)
    _delete(Step, before["steps"], after["steps"])
    levels = _write(version, Level, before["levels"], after["levels"])
    duties = _write(version, Duty, before["duties"], after["duties"])
    _write_steps(version, after["steps"], duties, levels)
    _delete(Level, before["levels"], after["levels"])
    _delete(Duty, before["duties"], after["duties"])
    _settle(Level, levels, [{"position": n} for n in range(1, len(levels) + 1)])
    _settle(Duty, duties, [{"position": n} for n in range(1, len(duties) + 1)])
    _follow(version, words)


def _delete(model: Any, before: list[Any], after: list[Any]) -> None:
    kept = {row.get("pk") for row in after}
    gone = [row["pk"] for row in before if row["pk"] not in kept]
    if gone:
        model.objects.filter(pk__in=gone).delete()


def _write(version: Version, model: Any, before: list[Any], after: list[Any]) -> list[int]:
    """The numbers of the rows of levels or duties, in their new order."""
    known = {row["pk"]: row for row in before}
    keys = []
    for place, row in enumerate(after):
        columns = {"title": row["title"]}
        columns |= {n: row[n] for n in ("trigger", "partner_id") if n in row}
        pk = row.get("pk")
        if pk is None:
            pk = model.objects.create(of=version, position=AWAY + place, **columns).pk
        elif row != known[pk]:
            model.objects.filter(pk=pk).update(**columns)
        if "contact" in row and row["contact"] != known.get(pk, {}).get("contact"):
            write_contact(pk, row["contact"])
        keys.append(pk)
    return keys


def write_contact(duty: int, contact: Mapping[str, str]) -> None:
    """How to reach whoever has a duty; where nothing is known, there is no row."""
    if any(contact.values()):
        DutyContact.objects.update_or_create(duty_id=duty, defaults=contact)
    else:
        DutyContact.objects.filter(duty=duty).delete()


def _write_steps(version: Version, after: list[Any], duties: list[int], levels: list[int]) -> None:
    keys, places, last = [], [], dict[str, int]()
    for place, row in enumerate(after):
        section = str(row["section"])
        last[section] = last.get(section, 0) + 1
        duty = None if row["duty"] is None else duties[row["duty"]]
        columns = {"text": row["text"], "within": row["within"], "duty_id": duty}
        pk = row.get("pk")
        if pk is None:
            new = Step(of=version, section=section, position=AWAY + place, **columns)
            new.save()
            pk = new.pk
        else:
            Step.objects.filter(pk=pk).update(**columns)
        if row["levels"] or row.get("pk"):
            Step(pk=pk).levels.set([levels[place] for place in row["levels"]])
        keys.append(pk)
        places.append({"section": section, "position": last[section]})
    _settle(Step, keys, places)


def _settle(model: Any, keys: list[int], places: list[dict[str, Any]]) -> None:
    """Each row to its place, by way of one where none is."""
    rows = model.objects.in_bulk(keys)
    wrong = [
        (rows[pk], place)
        for pk, place in zip(keys, places, strict=True)
        if any(getattr(rows[pk], name) != value for name, value in place.items())
    ]
    for number, (row, _place) in enumerate(wrong):
        row.position = 2 * AWAY + number
    model.objects.bulk_update([row for row, _place in wrong], ["position"])
    for row, place in wrong:
        for name, value in place.items():
            setattr(row, name, value)
    if wrong:
        model.objects.bulk_update([row for row, _place in wrong], list(wrong[0][1]))


def _words(content: Content) -> Words:
    """By the row and its field: under which key its translation is kept, and the words."""
    found: Words = {}
    for noun, part, fields in TOLD:
        last = dict[str, int]()
        for row in content[part]:
            section = str(row.get("section", ""))
            last[section] = last.get(section, 0) + 1
            place = f"{section}-{last[section]}" if section else f"{last[section]}"
            for field in fields:
                found[noun, row.get("pk") or 0, field] = (f"{noun}-{place}-{field}", row[field])
    return found


def _follow(version: Version, before: Words) -> None:
    """A translation goes with its row; where the words changed, it is no translation any more."""
    texts = list(version.texts.all())
    if not texts:
        return
    after = _words(editable(version))
    now = {key: after[row][0] for row, (key, words) in before.items()
           if row in after and after[row][1] == words}  # fmt: skip
    parts = ("level-", "duty-", "step-")
    for text in texts:
        words = {now.get(key, key): value for key, value in text.words.items()
                 if key in now or not key.startswith(parts)}  # fmt: skip
        if words != text.words:
            text.words = words
            text.save(update_fields=["words"])
