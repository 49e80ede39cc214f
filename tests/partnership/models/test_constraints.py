"""What the database itself refuses, each once: on the engine that this run is for."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.db.models import CheckConstraint

from tests.partnership.partner_made import BEGAN, a_partner, a_seat

pytestmark = pytest.mark.django_db

BEFORE = BEGAN - timedelta(days=1)
VIOLATIONS = {
    "one_open_partnership_a_name": lambda: [a_partner(), a_partner()],
    "partner_kind_is_known": lambda: a_partner(kind="army"),
    "partnership_ends_after_it_starts": lambda: a_partner(ends_on=BEFORE),
    "seat_role_is_known": lambda: a_seat(role="king"),
    "seat_ends_after_it_starts": lambda: a_seat(ends_on=BEFORE),
}


def _constraints() -> dict:
    models = apps.get_app_config("partnership").get_models()
    return {c.name: c for model in models for c in model._meta.constraints}


def test_every_constraint_is_violated_here() -> None:
    assert set(VIOLATIONS) == set(_constraints())


@pytest.mark.parametrize("name", VIOLATIONS)
def test_the_database_refuses(name) -> None:
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        VIOLATIONS[name]()
    is_named = connection.vendor == "postgresql" or isinstance(
        _constraints()[name], CheckConstraint
    )
    assert (name if is_named else "UNIQUE constraint failed") in str(refusal.value)


def test_what_has_ended_leaves_room_for_a_new_one() -> None:
    a_partner(ends_on=BEGAN)
    assert a_partner().pk
