"""Summaries of years lived through at random, with what must hold after every step."""

from collections.abc import Callable
from typing import Any

from tests.accounts.people import hub, member, spoke
from tests.action.community_made import LAST_YEAR, values
from tests.action.project_made import coordinator
from tests.lives import RandomLife, lived
from upstander.action.actions.own_number import fill_in_summary
from upstander.action.actions.summary import agree_summary, change_summary, write_summary
from upstander.action.models import AnnualSummary
from upstander.action.queries.summary import summaries_visible_to
from upstander.action.states import SUMMARY_MOVES, SummaryState
from upstander.audit.models import Entry
from upstander.core.errors import NotAllowed
from upstander.network.states import Role

WRITTEN = ("words", "reports")


class Ground:
    """Who signs and who writes for a spoke, who signs for another, and the hub that reads."""

    def __init__(self) -> None:
        self.signer, self.writer = coordinator(), member(Role.SPOKE_WORKER, spoke())
        self.other, self.hub = coordinator(spoke(1)), member(Role.HUB_STAFF, hub())


class Life(RandomLife[Ground]):
    """The summaries of one spoke, of this year and of two before."""

    def __init__(self, ground: Ground, seed: int) -> None:
        super().__init__(ground, seed)
        AnnualSummary.objects.all().delete()
        self.look()

    @property
    def row(self) -> AnnualSummary:
        rows = list(AnnualSummary.objects.all())
        if not rows:
            raise NotAllowed
        return self.chance.choice(rows)

    def seen(self, row: AnnualSummary) -> int:
        """The version of now, or by chance an older one."""
        return row.version - (self.chance.random() < 0.2)

    def someone(self) -> Any:
        ground = self.ground
        people = (ground.signer, ground.writer, ground.other, ground.hub)
        return self.chance.choices(people, (5, 4, 1, 1))[0]

    def allowed(self, verb: Callable[..., None], before: Any, logged: int) -> None:
        is_theirs = self.by in (self.ground.signer, self.ground.writer)
        assert is_theirs, self.said(verb, "by someone of elsewhere")
        assert logged == 1, self.said(verb, "not once in the log")

    def check(self, verb: Callable[..., None], before: dict[int, Any]) -> None:
        """The invariants."""
        for pk, old in before.items():
            now = self.stamp[pk]
            path = {old["state"], *SUMMARY_MOVES[SummaryState(old["state"])]}
            assert now["state"] in path, self.said(verb, "no such move")
            if old["state"] == SummaryState.AGREED:
                assert now == old, self.said(verb, "what was agreed changed")
            if [now[name] for name in WRITTEN] != [old[name] for name in WRITTEN]:
                assert now["version"] == old["version"] + 1, self.said(verb, "not counted")
            assert now["year"] == old["year"], self.said(verb, "another year")
        agreed = {pk for pk, row in self.stamp.items() if row["state"] == SummaryState.AGREED}
        for pk in agreed:
            row = self.stamp[pk]
            assert row["year"] <= LAST_YEAR, self.said(verb, "agreed before its year was over")
            signer = self.ground.signer.pk
            assert row["agreed_by_id"] == signer, self.said(verb, "agreed by who does not sign")
        years = [row["year"] for row in self.stamp.values()]
        assert len(years) == len(set(years)), self.said(verb, "two of one year")
        for user, found in ((self.ground.hub, agreed), (self.ground.other, set())):
            seen = set(summaries_visible_to(user).values_list("pk", flat=True))
            assert seen == found, self.said(verb, f"{user.email} sees another set")

    def look(self) -> None:
        self.stamp = {row["id"]: row for row in AnnualSummary.objects.values()}
        self.entries = Entry.objects.count()


def _write(life: Life) -> None:
    year = LAST_YEAR + life.chance.randint(-2, 2)
    write_summary(spoke(), values(year=year, words=f"W{len(life.trace)}"), by=life.by)


def _change(life: Life) -> None:
    row, reports = life.row, life.chance.choice([None, 0, 7])
    said = values(words=f"W{len(life.trace)}", reports=reports)
    change_summary(row, said, seen=life.seen(row), by=life.by)


def _fill(life: Life) -> None:
    row = life.row
    fill_in_summary(row, life.chance.randint(0, 40), seen=life.seen(row), by=life.by)


def _agree(life: Life) -> None:
    """Not often, or nothing could be written any more."""
    if life.chance.random() < 0.5:
        raise NotAllowed
    row = life.row
    agree_summary(row, seen=life.seen(row), by=life.by)


VERBS: list[Callable[[Life], None]] = [_write, _write, _change, _change, _fill, _fill, _agree]


def live(ground: Ground, seed: int, steps: int) -> Life:
    """A whole life."""
    return lived(Life(ground, seed), VERBS, steps)
