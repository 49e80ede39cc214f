"""Photos that were taken out before say no longer how people had agreed."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection
from django.utils import timezone

from tests.action.project_made import a_photo, a_running_project, an_activity
from upstander.action.models import Photo
from upstander.action.states import Consent

pytestmark = pytest.mark.django_db
migration = import_module("upstander.action.migrations.0003_forget_how_of_photos_taken_out")


def test_how_goes_with_the_picture_and_stays_with_one_that_is_kept():
    activity = an_activity(a_running_project())
    kept = a_photo(activity, consent=Consent.AGREED, how="A list")
    gone = a_photo(activity, consent=Consent.AGREED, how="Canary said so")
    Photo.objects.filter(pk=gone.pk).update(gone_at=timezone.now(), size=0, is_public=False)
    migration.forget(apps, SimpleNamespace(connection=connection))
    assert dict(Photo.objects.values_list("pk", "how")) == {kept.pk: "A list", gone.pk: ""}
