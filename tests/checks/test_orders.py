"""Orders that leave equals open are found, in models and in queries."""

from pathlib import Path

import pytest

from checks.orders import faults
from upstander.network.models import Region


def test_every_order_is_whole() -> None:
    assert faults() == []


@pytest.mark.parametrize(
    ("order", "is_fault"),
    [
        (["position"], True),
        (["pk", "position"], True),
        (["position", "pk"], False),
        (["-position", "-pk"], False),
        (["-key"], False),  # unique of itself
        ([], False),
    ],
)
def test_an_order_of_a_model(order, is_fault, monkeypatch, tmp_path) -> None:
    monkeypatch.setattr(Region._meta, "ordering", order)
    said = "network.Region leaves the order of equals open: end it with pk"
    assert faults(tmp_path) == [said] * is_fault


@pytest.mark.parametrize(
    ("query", "is_fault"),
    [
        ('rows.order_by("name")', True),
        ('rows.order_by("pk", "name")', True),
        ('rows.order_by(F("name").desc())', True),
        ('rows.order_by("name").values_list("name")', True),
        ('rows.order_by("name", "pk")', False),
        ('rows.order_by(F("name").desc(), "-pk")', False),
        ('rows.order_by("name", "parts__pk")', False),
        ("rows.order_by(*order)", False),
        ("rows.order_by()", False),
        ('rows.order_by("name").values("name").annotate(number=Count("pk"))', False),
        ("order_by", False),
    ],
)
def test_an_order_of_a_query(query, is_fault, tmp_path: Path) -> None:
    room = tmp_path / "upstander"
    room.mkdir()
    (room / "queries.py").write_text(f"rows = None\nfound = {query}\n", "utf-8")
    said = "upstander/queries.py:2 leaves the order of equals open: end it with pk"
    assert faults(room) == [said] * is_fault


def test_migrations_keep_the_orders_they_had(tmp_path: Path) -> None:
    (tmp_path / "migrations").mkdir()
    (tmp_path / "migrations" / "0001.py").write_text('rows.order_by("name")\n', "utf-8")
    assert faults(tmp_path) == []
