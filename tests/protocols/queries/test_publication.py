"""What anyone may see of protocols, and how far an organisation is."""

import pytest

from tests.accounts.people import spoke
from tests.protocols.signature_made import (
    NO,
    a_signing_version,
    a_term,
    a_version,
    a_version_in_force,
    answer,
    coordinator,
    partner,
    today,
)
from upstander.network.interface import Audience, release
from upstander.network.models import Community, Organisation
from upstander.protocols.actions import signature as actions
from upstander.protocols.interface import (
    Standing,
    protocol_state_of,
    protocol_states_of,
    public_paths,
    public_protocols,
)
from upstander.protocols.models import Version
from upstander.protocols.queries.document import document_of
from upstander.protocols.queries.publication import (
    Reader,
    read_version,
    shown_version,
    shown_with_others,
)
from upstander.protocols.states import VersionState

pytestmark = pytest.mark.django_db


def governed(number: int = 3) -> Organisation:
    organisation = spoke(number)
    Organisation.objects.filter(pk=organisation.pk).update(is_indigenous_governed=True)
    organisation.refresh_from_db()
    return organisation


@pytest.mark.parametrize("state", VersionState.values)
def test_only_what_holds_or_held_is_shown(state):
    version = a_version()
    days = {"in_force_on": today()} if state in ("in_force", "under_review", "superseded") else {}
    days |= {"ended_on": today()} if state == "superseded" else {}
    Version.objects.filter(pk=version.pk).update(state=state, **days)
    holds = state in ("in_force", "under_review")
    assert (shown_version(version.protocol_id) is not None) == holds
    assert list(public_protocols()) == ([version] if holds else [])
    assert (shown_version(version.protocol_id, 1) is not None) == bool(days)


def test_a_governed_organisation_shows_what_it_releases():
    organisation = governed()
    version = a_version_in_force(organisation)
    assert (list(public_protocols()), public_paths()) == ([], [])
    assert shown_version(version.protocol_id, 1) is None
    for audience in (Audience.PUBLIC, Audience.HUB):
        assert protocol_state_of(organisation, audience).standing == Standing.UNSHOWN
    subject = f"protocol:{version.protocol_id}"
    release(organisation, subject, Audience.PUBLIC, by=coordinator(organisation))
    assert public_paths() == [f"protocols/{version.protocol_id}/"]
    assert protocol_state_of(organisation, Audience.PUBLIC).standing == Standing.IN_FORCE
    assert protocol_state_of(organisation, Audience.HUB).standing == Standing.UNSHOWN
    assert protocol_state_of(organisation).standing == Standing.IN_FORCE


def test_of_a_community_and_of_an_organisation():
    version = a_version_in_force()
    burnaby, other = (Community.objects.get(key=key) for key in ("burnaby", "surrey"))
    assert list(public_protocols(community=burnaby)) == [version]
    assert list(public_protocols(community=other)) == []
    assert list(public_protocols(organisation=spoke())) == [version]
    assert list(public_protocols(organisation=spoke(1), community=burnaby)) == []


def test_how_far_an_organisation_is():
    assert protocol_state_of(spoke()) == (Standing.NONE, None, None, None)
    version = a_version()
    assert protocol_state_of(spoke()).standing == Standing.WRITTEN
    actions.begin_signing(version, version.version, by=coordinator())
    assert protocol_state_of(spoke()).standing == Standing.SIGNED
    answer(version)
    answer(version, name="Shelter")
    actions.put_in_force(version, a_term(), by=coordinator())
    a_version(number=2)
    found = protocol_state_of(spoke())
    assert found == (Standing.IN_FORCE, today(), a_term().review_on, version.protocol_id)
    late = protocol_states_of([spoke()], today=a_term().review_on)
    assert late[spoke().pk].standing == Standing.LATE


def test_one_query_for_any_number_of_organisations(django_assert_num_queries):
    rows = [spoke(number) for number in range(3)]
    a_version_in_force(rows[0])
    a_version(rows[1])
    with django_assert_num_queries(1):
        found = protocol_states_of(rows, Audience.HUB)
    assert [found[row.pk].standing for row in rows] == ["in_force", "written", "none"]


def test_in_public_partners_and_contacts_stay_away():
    version = a_version_in_force()
    shown = read_version(version, "en")
    assert [(duty.partner, duty.contact) for duty in shown.duties] == [
        ("Council", None),
        ("", None),
    ]
    assert (shown.asked, shown.signed, shown.partners) == (2, 2, ["Council"])
    paper = str(document_of(shown, Reader.PUBLIC))
    for secret in ("Shelter", "Secret Person", "604 555", "Ida Signer"):
        assert secret not in paper
    mine = str(document_of(read_version(version, "en", Reader.MEMBER), Reader.MEMBER))
    assert "Secret Person · 604 555 0199" in mine
    assert "Not public" in mine
    assert "Shelter" in mine
    asked = str(read_version(version, "en", Reader.PARTNER))
    assert "Shelter" in asked
    assert "Secret Person" not in asked


def test_a_governed_organisation_names_the_partners_that_it_releases():
    organisation = governed()
    version = a_version_in_force(organisation)
    by, council = coordinator(organisation), partner("Council", organisation)
    release(organisation, f"protocol:{version.protocol_id}", Audience.PUBLIC, by=by)
    assert "Council" not in str(read_version(version, "en"))
    release(organisation, f"partner:{council.pk}", Audience.HUB, by=by)
    assert "Council" not in str(read_version(version, "en"))
    release(organisation, f"partner:{council.pk}", Audience.PUBLIC, by=by)
    shown = read_version(version, "en")
    assert ([duty.partner for duty in shown.duties], shown.partners) == (
        ["Council", ""], ["Council"],
    )  # fmt: skip


@pytest.mark.parametrize("rest", ["", "pdf/", "1/", "1/pdf/"])
def test_a_number_that_no_database_holds_is_nobodys(client, rest):
    assert client.get(f"/en/protocols/{10**20}/{rest}").status_code == 404


def test_reading_takes_as_many_queries_for_long_as_for_short(django_assert_num_queries):
    version = a_version_in_force()
    with django_assert_num_queries(4):
        read_version(version, "en")


def test_who_did_not_sign_counts_as_asked():
    version = a_signing_version()
    answer(version)
    answer(version, NO, "Shelter")
    actions.put_in_force(version, a_term("The others carry it."), by=coordinator())
    shown = read_version(version, "en")
    assert (shown.asked, shown.signed) == (2, 1)


def test_earlier_ones_are_those_that_held():
    first = a_version_in_force()
    second = a_version_in_force(number=2)
    a_version(number=3)
    assert shown_with_others(second.protocol_id) == (second, [first])
