"""The help directory, organisations and programme, in the language of the reader."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import Q

from upstander.network.models import (
    Fact,
    FundingModel,
    Organisation,
    Programme,
    Service,
    Statement,
    Taxonomy,
    Term,
)
from upstander.network.queries.place import hub_today, open_spokes
from upstander.network.queries.wording import Text, Wordings

SPOKEN = (
    "name",
    "purpose",
    "phone_note",
    "phone_2_note",
    "text_note",
    "hours",
    "languages",
    "cost",
    "limits",
    "first_steps",
)


class Shown(NamedTuple):
    """A record with its texts in the reader's language, by field."""

    row: Any
    say: dict[str, Text]


def services(keys: set[str], wordings: Wordings) -> dict[str, Shown]:
    """The services `keys` and those that stand on every page, by key."""
    rows = Service.objects.filter(Q(key__in=keys) | Q(is_on_every_page=True))
    return {row.key: Shown(row, _say("service", row, SPOKEN, wordings)) for row in rows}


def facts(keys: set[str], wordings: Wordings) -> dict[str, Shown]:
    """The facts `keys`, by key."""
    rows = Fact.objects.filter(key__in=keys)
    return {row.key: Shown(row, _say("fact", row, ("text",), wordings)) for row in rows}


def funding_models(wordings: Wordings) -> list[Shown]:
    """How spokes are funded, the smaller maximum first."""
    return [
        Shown(row, {"per": wordings.text(f"funding_model:{row.kind}:per", row.per)})
        for row in FundingModel.objects.all()
    ]


def statements(kind: str, wordings: Wordings) -> list[Shown]:
    """The statements of a kind, in order."""
    return [
        Shown(row, {"text": wordings.text(f"{kind}:{row.key}:text", row.text)})
        for row in Statement.objects.filter(kind=kind)
    ]


def programme() -> Programme | None:
    """The programme; None before a pack was loaded."""
    return Programme.objects.first()


def service_names() -> list[tuple[str, str]]:
    """Key and name of each service, by name."""
    return list(Service.objects.order_by("name", "pk").values_list("key", "name"))


def service_contacts(keys: Iterable[str]) -> dict[str, tuple[str, str]]:
    """The telephone and the hours of services, by key; each may be empty."""
    rows = Service.objects.filter(key__in=list(keys))
    return {key: (phone, hours) for key, phone, hours in rows.values_list("key", "phone", "hours")}


def fact_texts() -> list[tuple[str, str]]:
    """Key and text of each fact, in order."""
    return list(Fact.objects.values_list("key", "text"))


class Question(NamedTuple):
    """A taxonomy in the reader's language: its question, and its terms in order.

    Each term is (key, name, key of the group that it belongs to or "").
    """

    key: str
    text: Text
    terms: list[tuple[str, Text, str]]


def questions(wordings: Wordings) -> dict[str, Question]:
    """Every taxonomy by key; the wordings must hold the kinds `taxonomy` and `term`."""
    found: dict[str, list[tuple[str, Text, str]]] = {}
    for row in Term.objects.select_related("taxonomy", "parent"):
        name = wordings.text(f"term:{row.taxonomy.key}/{row.key}:name", row.name)
        parent = row.parent.key if row.parent else ""
        found.setdefault(row.taxonomy.key, []).append((row.key, name, parent))
    return {
        row.key: Question(
            row.key,
            wordings.text(f"taxonomy:{row.key}:question", row.question),
            found.get(row.key, []),
        )
        for row in Taxonomy.objects.all()
    }


def organisations_by_key() -> dict[str, Organisation]:
    """Every organisation of the network, by its key."""
    return {row.key: row for row in Organisation.objects.all()}


def member(key: str) -> tuple[Organisation, str, Any] | None:
    """An organisation of the network with what it is: spoke or hub, and that record."""
    for spoke in open_spokes():
        if spoke.organisation.key == key:
            return spoke.organisation, "spoke", spoke
    hub = hub_today()
    if hub and hub.organisation.key == key:
        return hub.organisation, "hub", hub
    return None


def _say(kind: str, row: Any, fields: tuple[str, ...], wordings: Wordings) -> dict[str, Text]:
    return {f: wordings.text(f"{kind}:{row.key}:{f}", getattr(row, f)) for f in fields}
