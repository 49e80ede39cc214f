"""A photo that was taken out need not say any more how people had agreed."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("action", "0001_action")]

    operations = [
        migrations.RemoveConstraint(model_name="photo", name="photo_has_consent"),
        migrations.AddConstraint(
            model_name="photo",
            constraint=models.CheckConstraint(
                condition=Q(consent="nobody")
                | (Q(consent="agreed") & (~Q(how="") | Q(gone_at__isnull=False))),
                name="photo_has_consent",
            ),
        ),
    ]
