"""What other contexts may use of the network."""

from upstander.network.actions.demonstration import (
    DemonstrationPerson,
    make_demonstration_people,
)
from upstander.network.actions.editing import settle_editing_of_all
from upstander.network.actions.invitation import (
    invite_first_administrator,
    invite_person,
    withdraw_invitation,
)
from upstander.network.actions.membership import (
    end_membership,
    found_administrator,
    start_membership,
)
from upstander.network.actions.record import (
    remember,
    remembered,
    write_records,
    write_wordings,
)
from upstander.network.actions.release import release, withdraw_release
from upstander.network.queries.directory import (
    Question,
    Shown,
    fact_texts,
    facts,
    funding_models,
    member,
    organisations_by_key,
    programme,
    questions,
    service_contacts,
    service_names,
    services,
    statements,
)
from upstander.network.queries.frame import frame
from upstander.network.queries.membership import (
    administrators_today,
    colleagues_visible_to,
    invitations_visible_to,
    memberships_of,
    organisations_near,
    organisations_to_fill,
    people_everywhere,
    people_in,
    roles_to_fill_by,
)
from upstander.network.queries.organisation import organisations
from upstander.network.queries.place import (
    Route,
    communities,
    communities_named,
    hub_today,
    neighbours_of,
    open_spokes,
    regions,
    route_for,
)
from upstander.network.queries.record import all_kinds, snapshot, wording_snapshot
from upstander.network.queries.release import (
    audiences_of,
    is_released,
    may_be_seen_by,
    releases_of,
    shown_to,
)
from upstander.network.queries.release_panels import releases_panel
from upstander.network.queries.wording import Text, Wordings, digest_of, source_language
from upstander.network.rules import (
    EDITING_ROLES,
    SIGNING_ROLES,
    WRITING_ROLES,
    are_connected,
    is_officer,
    may_end_membership,
    may_serve,
    may_withdraw,
    signs_for,
    writes_for,
)
from upstander.network.shapes import Field, Kind, plain
from upstander.network.states import Audience, Role

__all__ = [
    "EDITING_ROLES",
    "SIGNING_ROLES",
    "WRITING_ROLES",
    "Audience",
    "DemonstrationPerson",
    "Field",
    "Kind",
    "Question",
    "Role",
    "Route",
    "Shown",
    "Text",
    "Wordings",
    "administrators_today",
    "all_kinds",
    "are_connected",
    "audiences_of",
    "colleagues_visible_to",
    "communities",
    "communities_named",
    "digest_of",
    "end_membership",
    "fact_texts",
    "facts",
    "found_administrator",
    "frame",
    "funding_models",
    "hub_today",
    "invitations_visible_to",
    "invite_first_administrator",
    "invite_person",
    "is_officer",
    "is_released",
    "make_demonstration_people",
    "may_be_seen_by",
    "may_end_membership",
    "may_serve",
    "may_withdraw",
    "member",
    "memberships_of",
    "neighbours_of",
    "open_spokes",
    "organisations",
    "organisations_by_key",
    "organisations_near",
    "organisations_to_fill",
    "people_everywhere",
    "people_in",
    "plain",
    "programme",
    "questions",
    "regions",
    "release",
    "releases_of",
    "releases_panel",
    "remember",
    "remembered",
    "roles_to_fill_by",
    "route_for",
    "service_contacts",
    "service_names",
    "services",
    "settle_editing_of_all",
    "shown_to",
    "signs_for",
    "snapshot",
    "source_language",
    "start_membership",
    "statements",
    "withdraw_invitation",
    "withdraw_release",
    "wording_snapshot",
    "write_records",
    "write_wordings",
    "writes_for",
]
