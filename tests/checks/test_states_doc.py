from types import ModuleType

import pytest
from django.db.models import TextChoices

from checks import states_doc

EXPECTED = """
### Door

| value | name | may become |
|---|---|---|
| `open` | Open | `shut` |
| `shut` | Shut | nothing: this is the end |

```mermaid
stateDiagram-v2
    [*] --> open
    open --> shut
    shut --> [*]
```"""


@pytest.fixture
def module() -> ModuleType:
    made = ModuleType("planted")

    class Door(TextChoices):
        OPEN = "open", "Open"
        SHUT = "shut", "Shut"

    Door.__module__ = "planted"
    made.Door = Door  # type: ignore[attr-defined]
    made.DOOR_MOVES = {Door.OPEN: (Door.SHUT,), Door.SHUT: ()}  # type: ignore[attr-defined]
    return made


def test_an_enum_with_moves_has_a_table_and_a_diagram(module: ModuleType) -> None:
    assert "\n".join(states_doc._section(module, module.Door)) == EXPECTED


def test_a_stale_page_is_found(tmp_path, monkeypatch) -> None:
    page = tmp_path / "states.md"
    monkeypatch.setattr(states_doc, "PAGE", page)
    monkeypatch.setattr(states_doc, "ROOT", tmp_path)
    assert states_doc.faults() == ["states.md is stale: `make fix` renews it"]
    page.write_text(states_doc.document())
    assert states_doc.faults() == []
    page.write_text(page.read_text() + "x")
    assert states_doc.faults() == ["states.md is stale: `make fix` renews it"]
