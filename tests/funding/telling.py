"""Deeds done one after another at a moment that stands still: what the log says, what is held."""

import json
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.apps import apps
from django.core import mail
from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from upstander.audit.models import Entry
from upstander.core.errors import NotAllowed
from upstander.funding.tasks.award import alert_organisation

# Half past eleven in the evening where the network is: in UTC it is the next day already.
NIGHT = datetime(2027, 3, 10, 7, 30, tzinfo=UTC)
TODAY = date(2027, 3, 9)


def row(thing: Model, *columns: str) -> tuple[Any, ...]:
    """What the database holds now of these columns."""
    return type(thing)._default_manager.filter(pk=thing.pk).values_list(*columns).get()


def refusal(deed: Callable[..., Any], *args: Any, **options: Any) -> str:
    """Why a deed is not done; nothing where it is. Whatever it changed is undone again."""
    with transaction.atomic():
        try:
            deed(*args, **options)
        except NotAllowed as why:
            return str(why)
        finally:
            transaction.set_rollback(True)
    return ""


def _everything() -> dict[str, dict[Any, Any]]:
    models = apps.get_app_config("funding").get_models(include_auto_created=True)
    return {
        model.__name__: {
            row["pk"]: row for row in model._default_manager.values("pk", *_names(model))
        }
        for model in models
    }


def _names(model: type[Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields if field.name != "pdf"]


def traces(deed: Callable[..., Any], *args: Any, **options: Any) -> dict[str, str]:
    """Of each kind of row how many a deed adds, changes and takes away: `+1 ~2 -3`. It is undone.

    Whatever it does to rows that are none of its business shows in these numbers.
    """
    with transaction.atomic():
        before = _everything()
        deed(*args, **options)
        after = _everything()
        transaction.set_rollback(True)
    found = {}
    for name, old in before.items():
        new = after[name]
        changed = sum(new[pk] != old[pk] for pk in old.keys() & new.keys())
        counts = {
            "+": len(new.keys() - old.keys()),
            "~": changed,
            "-": len(old.keys() - new.keys()),
        }
        if any(counts.values()):
            found[name] = " ".join(f"{sign}{n}" for sign, n in counts.items() if n)
    return found


class Telling:
    """Does deeds at NIGHT. `said` is what the log says of each and which rows it held for that."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.at = NIGHT
        self.said: list[tuple[Any, ...]] = []
        self.held: list[str] = []
        self.names: dict[str, str] = {}
        hold = QuerySet.select_for_update

        def watched(rows: QuerySet[Any], *args: Any, **options: Any) -> QuerySet[Any]:
            is_ours = sys._getframe(1).f_code.co_name != "update_or_create"  # that is Django's own
            if is_ours and rows.model._meta.app_label == "funding":
                self.held.append(rows.model.__name__)
            return hold(rows, *args, **options)

        patch.setattr(timezone, "now", lambda: self.at)
        patch.setattr(QuerySet, "select_for_update", watched)

    def name(self, **things: Any) -> None:
        """The log says `user:7`; a test says `ada`."""
        for name, thing in things.items():
            kind = type(thing).__name__.lower()
            key = thing.reference if kind == "award" else thing.pk
            self.names[f"{kind}:{key}"] = name

    def do(self, deed: Callable[..., Any], *args: Any, **options: Any) -> Any:
        """Do it, and keep what the log says of it, and what it held."""
        before, self.held = Entry.objects.count(), []
        done = deed(*args, **options)
        for entry in Entry.objects.order_by("sequence")[before:]:
            body = json.loads(entry.body)
            by, of = (self.names.get(body[name], body[name]) for name in ("by", "of"))
            self.said.append((body["verb"], by, of, body["facts"], "+".join(self.held)))
        if Entry.objects.count() == before:
            self.said.append((deed.__name__, "+".join(self.held)))
        return done

    def tell(self) -> list[tuple[Any, ...]]:
        """What was said since it was asked last."""
        said, self.said = self.said, []
        return said

    def letters(self) -> list[list[str]]:
        """Of each job about an award since it was asked last, to whom its letters go."""
        found = []
        for job in DBTaskResult.objects.filter(task_path=alert_organisation.module_path):
            mail.outbox.clear()
            alert_organisation.call(*job.args_kwargs["args"])
            found.append(sorted(letter.to[0] for letter in mail.outbox))
        DBTaskResult.objects.all().delete()
        return found
