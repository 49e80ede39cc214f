"""A pack that does not fit what staff have changed is refused, and nothing of it is loaded."""

from pathlib import Path

import pytest
from wagtail.models import Page

from tests.packs.changing import change
from tests.packs.emptiness import everything
from tests.packs.staff import page_of
from upstander.network.models import Community, Hub, Organisation
from upstander.packs.faults import Fault, FaultyPack
from upstander.packs.loading import load

pytestmark = pytest.mark.usefixtures("nothing")


def refused_for(folder: Path) -> list[Fault]:
    with pytest.raises(FaultyPack) as refused:
        load(folder)
    return [
        fault._replace(reason=fault.reason.partition(": ")[0]) for fault in refused.value.faults
    ]


MISFIT = [Fault("pack.toml", 1, "the pack does not fit what staff have changed since")]


def test_a_database_that_refuses_in_the_middle_is_left_as_it_was(lanterns: Path) -> None:
    other = Organisation.objects.create(key="moon-house", name="Moon House")
    Hub.objects.create(organisation=other, starts_on="2020-01-01")
    before = everything()

    assert refused_for(lanterns) == MISFIT
    assert everything() == before


def test_a_page_whose_address_staff_gave_away_leaves_everything_as_it_was(lanterns: Path) -> None:
    aside = lanterns / "around.md"
    (lanterns / "pages" / "around.md").rename(aside)
    change(lanterns, "pages/home.md", "- [Who we are](page:around)\n", "")
    load(lanterns)
    page_of("en/home").add_child(instance=Page(title="Around", slug="around"))
    aside.rename(lanterns / "pages" / "around.md")
    change(lanterns, "services.toml", "555 0199", "555 0198")
    before = everything()

    assert refused_for(lanterns) == MISFIT
    assert everything() == before


def test_a_reference_to_what_staff_deleted_is_refused(lanterns: Path) -> None:
    load(lanterns)
    Community.objects.filter(key="dune-end").delete()
    change(lanterns, "organisations.toml", 'community = "cedar-top"', 'community = "dune-end"')
    before = everything()

    with pytest.raises(FaultyPack) as refused:
        load(lanterns)

    assert refused.value.faults == [
        MISFIT[0]._replace(
            reason=f"{MISFIT[0].reason}: the community 'dune-end' is no longer there"
        )
    ]
    assert everything() == before
