"""What was said of consent went with the picture from then on; it goes for those before, too."""

from django.db import migrations


def forget(apps, editor):
    photos = apps.get_model("action", "Photo").objects.using(editor.connection.alias)
    photos.filter(gone_at__isnull=False).exclude(how="").update(how="")


class Migration(migrations.Migration):
    dependencies = [("action", "0002_photos_taken_out_say_nothing")]

    operations = [migrations.RunPython(forget, migrations.RunPython.noop)]
