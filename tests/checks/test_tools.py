"""The tools of others, each shown one fault."""

from pathlib import Path

import pytest
from django.db import models

from checks import PACKAGE, compiling, deploy, lint, migrations, templates
from checks.running import complaints


def test_an_unused_import_is_found(tmp_path: Path) -> None:
    (tmp_path / "planted.py").write_text("import os\n")
    assert [fault.split(" ")[1] for fault in lint.faults(str(tmp_path))] == ["F401"]


def test_a_line_out_of_format_is_found(tmp_path: Path) -> None:
    (tmp_path / "planted.py").write_text("x  =  1\n")
    assert len(lint.faults(str(tmp_path))) == 1


@pytest.mark.parametrize("text", ["<div>\n<p>Now</p>\n</div>\n", "{% if a %}\nb\n{% endif %}\n"])
def test_a_template_out_of_order_is_found(tmp_path: Path, text: str) -> None:
    path = tmp_path / "planted.html"
    path.write_text(text)
    assert templates.faults([str(path)]) != []


def test_a_template_in_order_is_fine(tmp_path: Path) -> None:
    path = tmp_path / "fine.html"
    path.write_text("<div>\n  <p>Now</p>\n</div>\n")
    assert templates.faults([str(path)]) == []


def test_a_function_of_a_rule_without_types_is_found(tmp_path: Path) -> None:
    """The settings of mypy reach the modules that they name."""
    (tmp_path / "upstander" / "network").mkdir(parents=True)
    for folder in ("upstander", "upstander/network"):
        (tmp_path / folder / "__init__.py").touch()
    (tmp_path / "upstander" / "network" / "rules.py").write_text("def may(x):\n    return x\n")
    settings = (PACKAGE.parent / "pyproject.toml").read_text("utf-8")
    (tmp_path / "pyproject.toml").write_text(
        settings.replace('plugins = ["mypy_django_plugin.main"]', "")
    )
    found = complaints("mypy", "--no-error-summary", "upstander/network/rules.py", within=tmp_path)
    assert [line.rpartition("[")[2] for line in found] == ["no-untyped-def]"]


@pytest.mark.django_db
def test_a_model_without_migration_is_found() -> None:
    from django.apps import apps

    class Planted(models.Model):
        class Meta:
            app_label = "network"

        def __str__(self) -> str:
            return "planted"

    try:
        assert "Create model Planted" in " ".join(migrations.faults())
    finally:
        del apps.all_models["network"]["planted"]
        apps.clear_cache()


def test_a_setting_that_is_unsafe_in_production_is_found(settings) -> None:
    settings.SECURE_CONTENT_TYPE_NOSNIFF = False
    assert "security.W006" in " ".join(deploy.faults())


def test_a_catalogue_is_compiled_once(tmp_path: Path, monkeypatch) -> None:
    path = tmp_path / "fr" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    path.write_text('msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n')
    monkeypatch.setattr(compiling, "stale", lambda: _stale(tmp_path))
    assert _stale(tmp_path) == [path]
    compiling.main()
    assert _stale(tmp_path) == []


_stale = compiling.stale
