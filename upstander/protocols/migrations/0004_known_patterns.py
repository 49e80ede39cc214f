"""Patterns that came before packs brought them get the key of the pack's."""

from django.db import migrations

KEYS = {
    "A major incident": "a-major-incident",
    "Inside an organisation": "inside-an-organisation",
    "Somebody reports racism": "somebody-reports-racism",
}


def give_keys(apps, schema_editor):
    """To those that no person wrote, by their titles."""
    patterns = apps.get_model("protocols", "Pattern").objects.using(schema_editor.connection.alias)
    for title, key in KEYS.items():
        patterns.filter(title=title, made_by=None, key="").update(key=key)


class Migration(migrations.Migration):
    """A hub that changed one keeps its words; one that it renamed stays its own."""

    dependencies = [("protocols", "0003_patterns_of_packs")]
    operations = [migrations.RunPython(give_keys, migrations.RunPython.noop)]
