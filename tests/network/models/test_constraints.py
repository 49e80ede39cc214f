"""What the database itself refuses, each once: on the engine that this run is for."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.db.models import CheckConstraint

from upstander.accounts.models import User
from upstander.network import models as m

pytestmark = pytest.mark.django_db

START, BEFORE = date(2026, 3, 2), date(2026, 3, 1)
NOW = datetime(2026, 3, 2, tzinfo=UTC)


def _region(**values):
    return m.Region.objects.create(**{"key": "new", "name": "New", **values})


def _community(**values):
    given = {"key": "new", "name": "New", "latitude": 50, "longitude": -120}
    region = values.pop("region", None) or m.Region.objects.first()
    return m.Community.objects.create(**{**given, "region": region, **values})


def _organisation(**values):
    return m.Organisation.objects.create(**{"key": "new", "name": "New", **values})


def _spoke(**values):
    given = {"region": m.Region.objects.first(), "kind": "community", "starts_on": START}
    organisation = values.pop("organisation", None) or _organisation()
    return m.Spoke.objects.create(**{**given, "organisation": organisation, **values})


def _hub(**values):
    given = {"organisation": m.Organisation.objects.first(), "starts_on": START}
    return m.Hub.objects.create(**{**given, **values})


def _membership(**values):
    user = values.pop("user", None) or User.objects.create(email="new@example.org", name="New")
    given = {"organisation": m.Organisation.objects.first(), "role": "editor", "starts_on": START}
    return m.Membership.objects.create(**{**given, "user": user, **values})


def _invitation(**values):
    given = {"email": "new@example.org", "role": "editor", "secret_digest": "0" * 64}
    given |= {"sent_at": NOW, "expires_at": NOW + timedelta(days=7)}
    organisation = m.Organisation.objects.first()
    return m.Invitation.objects.create(**{**given, "organisation": organisation, **values})


def _release(**values):
    giver = User.objects.get_or_create(email="new@example.org", name="New")[0]
    given = {"subject": "project:1", "audience": "hub", "released_at": NOW, "released_by": giver}
    organisation = m.Organisation.objects.first()
    return m.Release.objects.create(**{**given, "organisation": organisation, **values})


def _two_memberships():
    first = _membership()
    _membership(user=first.user)


def _two_terms():
    first = _spoke()
    _spoke(organisation=first.organisation)


def _served_twice():
    spoke, community = _spoke(), m.Community.objects.first()
    for _ in range(2):
        m.SpokeCommunity.objects.create(spoke=spoke, community=community)


def _again(model, **values):
    """The first row once more, under a number of its own."""
    row = model.objects.first()
    row.pk = None
    for name, value in values.items():
        setattr(row, name, value)
    row.save(force_insert=True)


def _part_of_itself():
    community = _community()
    m.Community.objects.filter(pk=community.pk).update(part_of=community)


VIOLATIONS = {
    "one_open_membership_a_role": _two_memberships,
    "membership_role_is_known": lambda: _membership(role="boss"),
    "membership_ends_after_it_starts": lambda: _membership(ends_on=BEFORE),
    "invitation_state_is_known": lambda: _invitation(state="lost"),
    "invitation_expires_after_it_is_sent": lambda: _invitation(expires_at=NOW),
    "contact_has_a_source": lambda: _organisation(phone="250-555-0100"),
    "one_hub_at_a_time": _hub,
    "hub_ends_after_it_starts": lambda: _hub(ends_on=BEFORE),
    "one_open_term_an_organisation": _two_terms,
    "spoke_kind_is_known": lambda: _spoke(kind="national"),
    "spoke_ends_after_it_starts": lambda: _spoke(ends_on=BEFORE),
    "served_once_a_spoke": _served_twice,
    "community_is_on_earth": lambda: _community(latitude=91),
    "community_is_not_its_own_part": _part_of_itself,
    "one_programme": lambda: _again(m.Programme, pk=2),
    "statement_once": lambda: _again(m.Statement),
    "term_once_a_taxonomy": lambda: _again(m.Term),
    "one_wording_a_language": lambda: _again(m.Wording),
    "audience_is_known": lambda: _release(audience="press"),
    "released_once_an_audience": lambda: [_release(), _release()],
    "whoever_withdrew_is_known": lambda: _release(withdrawn_at=NOW),
}
UNIQUE = {
    (m.Region, "key"): lambda: _again(m.Region),
    (m.Community, "key"): lambda: _again(m.Community),
    (m.Organisation, "key"): lambda: _again(m.Organisation),
    (m.Invitation, "secret_digest"): lambda: [_invitation(), _invitation()],
    (m.FundingModel, "kind"): lambda: _again(m.FundingModel),
    (m.Taxonomy, "key"): lambda: _again(m.Taxonomy),
    (m.Service, "key"): lambda: _again(m.Service),
    (m.Fact, "key"): lambda: _again(m.Fact),
    (m.PackRecord, "key"): lambda: _again(m.PackRecord),
}


def _constraints() -> dict:
    models = apps.get_app_config("network").get_models()
    return {c.name: c for model in models for c in model._meta.constraints}


def test_every_constraint_is_violated_here() -> None:
    assert set(VIOLATIONS) == set(_constraints())


def test_every_unique_field_is_violated_here() -> None:
    models = apps.get_app_config("network").get_models()
    fields = {(x, f.name) for x in models for f in x._meta.fields if f.unique and not f.primary_key}
    assert set(UNIQUE) == fields


@pytest.mark.parametrize("name", VIOLATIONS)
def test_the_database_refuses(name) -> None:
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        VIOLATIONS[name]()
    is_named = connection.vendor == "postgresql" or isinstance(
        _constraints()[name], CheckConstraint
    )
    assert (name if is_named else "UNIQUE constraint failed") in str(refusal.value)


@pytest.mark.parametrize(("model", "field"), UNIQUE, ids=[f"{x.__name__}.{f}" for x, f in UNIQUE])
def test_the_database_refuses_a_second(model, field) -> None:
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        UNIQUE[model, field]()
    assert f"{model._meta.db_table}{'.' if connection.vendor == 'sqlite' else '_'}{field}" in str(
        refusal.value
    )


OTHER_ENDS = [(90, 0), (-90, 0), (0, 180), (0, -180)]
BEYOND = [(90.0001, 0), (-90.0001, 0), (0, 180.0001), (0, -180.0001)]


@pytest.mark.parametrize(("latitude", "longitude"), OTHER_ENDS)
def test_the_ends_of_the_earth_are_on_it(latitude, longitude) -> None:
    assert _community(latitude=latitude, longitude=longitude).pk


@pytest.mark.parametrize(("latitude", "longitude"), BEYOND)
def test_beyond_the_ends_of_the_earth_is_not(latitude, longitude) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        _community(latitude=latitude, longitude=longitude)


@pytest.mark.parametrize("field", ["phone", "email", "website"])
def test_contact_with_a_source_is_kept(field) -> None:
    assert _organisation(**{field: "x@example.org", "sources": ["example.org"]}).pk


def test_what_was_taken_back_can_be_released_again() -> None:
    first = _release()
    _release(withdrawn_at=NOW, withdrawn_by=first.released_by)
    assert _release(audience="funder").pk


def test_ended_terms_and_memberships_leave_room_for_new_ones() -> None:
    ended = _spoke(ends_on=START)
    assert _spoke(organisation=ended.organisation).pk
    left = _membership(ends_on=START)
    assert _membership(user=left.user).pk
