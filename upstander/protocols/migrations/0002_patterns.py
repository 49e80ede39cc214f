"""The patterns that the product ships, as its files say them on the day this runs."""

import tomllib
from pathlib import Path

from django.db import migrations

FOLDER = Path(__file__).parent.parent / "patterns"
SECTIONS = ("care", "charge", "documenting", "safety")  # in the order of the database


def content_of(pattern):
    """The file in the shape of the records: numbers of rows in place of their names."""
    levels = [row["title"] for row in pattern["levels"]]
    duties = [row["title"] for row in pattern["duties"]]
    steps = [
        {
            "section": step["section"],
            "text": step["text"],
            "duty": duties.index(step["duty"]),
            "levels": sorted(levels.index(title) for title in step["levels"]),
            "within": step.get("within"),
        }
        for step in pattern["steps"]
    ]
    return {
        "summary": pattern["summary"].strip(),
        "levels": [{"title": row["title"], "trigger": row["trigger"]} for row in pattern["levels"]],
        "duties": [{"title": row["title"], "partner": ""} for row in pattern["duties"]],
        "steps": sorted(steps, key=lambda step: SECTIONS.index(step["section"])),
    }


def offer(apps, schema_editor):
    """Each that is not there by its title. What a hub wrote itself stays as it is."""
    patterns = apps.get_model("protocols", "Pattern").objects.using(schema_editor.connection.alias)
    for path in sorted(FOLDER.glob("*.toml")):
        pattern = tomllib.loads(path.read_text("utf-8"))
        content = content_of(pattern)
        patterns.get_or_create(
            title=pattern["title"],
            defaults={
                "summary": content["summary"],
                "language": pattern["language"],
                "state": "offered",
                "content": content,
            },
        )


class Migration(migrations.Migration):
    """Runs once: what a hub changes or takes back afterwards is not brought back."""

    dependencies = [("protocols", "0001_protocols")]
    operations = [migrations.RunPython(offer, migrations.RunPython.noop)]
