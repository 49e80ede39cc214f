"""The records that can be released, by the name `noun:pk` under which a release speaks of them."""

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db.models import Model
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

# Of each noun: what a person calls it, its model, and the name of its page at the desk, which
# takes the number of the record alone. The models belong to rooms above, so they are named, not
# imported. Each has a field `organisation` and a readable `str()`. A new kind of record that can
# be released is a row here and `{% release_panel organisation "noun:pk" %}` on its page.
SUBJECTS = {
    "partner": (_("Partner"), "partnership.Partner", "partnership:partner"),
    "priority": (_("Priority"), "action.Priority", "action:priority"),
    "protocol": (_("Response protocol"), "protocols.Protocol", "protocols:protocol"),
    "project": (_("Project"), "action.Project", "action:project"),
    "summary": (_("Annual summary"), "action.AnnualSummary", "action:summary"),
}


def noun_of(subject: str) -> Any:
    """What a person calls a record of this kind; KeyError where none such can be released."""
    return SUBJECTS[subject.partition(":")[0]][0]


def subject_record(noun: str, pk: int) -> Any:
    """The record, with its organisation; None where there is none."""
    rows = _rows(noun)
    return None if rows is None else rows.filter(pk=pk).first()


def subject_records(subjects: Iterable[str]) -> dict[str, Model]:
    """Those that there are, by `noun:pk`; one query for each noun."""
    wanted: dict[str, list[int]] = {}
    for subject in subjects:
        noun, _colon, pk = subject.partition(":")
        wanted.setdefault(noun, []).append(int(pk))
    found: dict[str, Model] = {}
    for noun, keys in wanted.items():
        rows = _rows(noun)
        records = {} if rows is None else rows.in_bulk(keys)
        found |= {f"{noun}:{pk}": record for pk, record in records.items()}
    return found


def page_of(noun: str, pk: int, organisation_id: int) -> str:
    """Where its page is; the list of the organisation's releases where it has none."""
    try:
        return reverse(SUBJECTS[noun][2], args=[pk])
    except NoReverseMatch:
        return reverse("releases:list", args=[organisation_id])


def _rows(noun: str) -> Any:
    try:
        model: Any = apps.get_model(SUBJECTS[noun][1])
    except LookupError:
        return None
    return model._default_manager.select_related("organisation")
