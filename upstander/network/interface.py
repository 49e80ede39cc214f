"""What other contexts may use of the network."""

from upstander.network.queries.directory import (
    Shown,
    fact_texts,
    facts,
    funding_models,
    member,
    programme,
    service_names,
    services,
    statements,
)
from upstander.network.queries.membership import memberships_of
from upstander.network.queries.place import (
    Route,
    communities,
    communities_named,
    hub_today,
    open_spokes,
    regions,
    route_for,
)
from upstander.network.queries.wording import Text, Wordings, digest_of, source_language

__all__ = [
    "Route",
    "Shown",
    "Text",
    "Wordings",
    "communities",
    "communities_named",
    "digest_of",
    "fact_texts",
    "facts",
    "funding_models",
    "hub_today",
    "member",
    "memberships_of",
    "open_spokes",
    "programme",
    "regions",
    "route_for",
    "service_names",
    "services",
    "source_language",
    "statements",
]
