"""What is wrong with the important days of a pack, beyond the form of their rows."""

from collections.abc import Iterator

from upstander.core.errors import refusal
from upstander.events.interface import may_come_each_year
from upstander.packs.faults import Fault
from upstander.packs.reading import Pack, identity_of

LONGEST = {"name": 200, "why": 400}


def yearly_faults(pack: Pack) -> Iterator[Fault]:
    """Each day comes by one rule, every year; its words fit in every language."""
    for row in pack.rows.get("day", []):
        values = row.values
        rule = (values.get("day"), values.get("weekday", ""), values.get("nth"))
        if why := refusal(may_come_each_year, values["month"], *rule):
            yield Fault(row.file, row.line_of("month"), why)
        for name, most in LONGEST.items():
            text, context = values[name], f"day:{identity_of(row)}:{name}"
            for language in pack.translated_languages:
                if len(pack.catalogues.get(language, {}).get((context, text), "")) > most:
                    reason = f"{name!r} has more than {most} characters in {language!r}"
                    yield Fault(row.file, row.line_of(name), reason)
