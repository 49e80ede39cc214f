"""The training of a demonstration site."""

import pytest

from tests.learning.cohort_made import learner, trainer
from upstander.learning.actions.demonstration import make_demonstration_training
from upstander.learning.models import Cohort, Enrolment

pytestmark = pytest.mark.django_db


def test_it_is_open_and_someone_has_a_place() -> None:
    by, person = trainer(), learner()
    make_demonstration_training(["nobody@example.org", person.email, by.email])
    cohort = Cohort.objects.get()
    assert (cohort.state, cohort.sessions.count(), cohort.made_by) == ("open", 2, by)
    assert (Enrolment.objects.get().user, Enrolment.objects.get().state) == (person, "enrolled")


def test_without_a_trainer_there_is_none() -> None:
    make_demonstration_training([learner().email])
    assert not Cohort.objects.exists()
