"""An announcement lived through at random, by the real verbs, with what must hold after each."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from tests.accounts.people import hub, member, spoke
from tests.announcements.made import a_draft, values
from tests.lives import RandomLife, lived
from upstander.announcements.actions import announcement as actions
from upstander.announcements.actions import reading
from upstander.announcements.models import Announcement, AnnouncementText, DigestChoice, Reading
from upstander.announcements.queries.announcement import shown, source_digest, visible_to
from upstander.announcements.states import ANNOUNCEMENT_MOVES, AnnouncementState, Circle, Rhythm
from upstander.audit.models import Entry
from upstander.network.states import Role

WORDS = ("title", "words", "language", "audience", "region_id", "is_urgent", "last_on")
SILENT = ("_read", "_mark_all")


class Ground:
    """Two who speak for the hub, one who translates, and two who read."""

    def __init__(self) -> None:
        self.speakers = [member(Role.HUB_STAFF, hub(), f"hub-{n}@example.org") for n in (1, 2)]
        self.translator = member(Role.TRANSLATOR, hub())
        self.readers = [member(Role.SPOKE_WORKER, spoke()), member(Role.PARTNER, spoke())]

    @property
    def people(self) -> list[Any]:
        return [*self.speakers, self.translator, *self.readers]


class Life(RandomLife[Ground]):
    """One announcement."""

    def __init__(self, ground: Ground, seed: int) -> None:
        super().__init__(ground, seed)
        self.pk = a_draft(ground.speakers[0]).pk
        self.look()

    @property
    def row(self) -> Announcement:
        return Announcement.objects.get(pk=self.pk)

    def someone(self) -> Any:
        is_hub = self.chance.random() < 0.6
        return self.chance.choice(self.ground.speakers if is_hub else self.ground.people)

    def look(self) -> None:
        self.stamp = {
            "row": Announcement.objects.filter(pk=self.pk).values().get(),
            "texts": list(AnnouncementText.objects.filter(announcement=self.pk).values()),
            "read": set(Reading.objects.values_list("announcement", "user")),
            "letters": list(DigestChoice.objects.order_by("pk").values()),
        }
        self.entries = Entry.objects.count()

    def allowed(self, verb: Callable[..., None], before: Any, logged: int) -> None:
        is_silent = verb.__name__ in SILENT
        if is_silent:
            assert logged == 0, self.said(verb, "who has read what is in the log")
        elif verb is _choose:
            assert logged <= 1, self.said(verb, "chosen twice")
        else:
            assert logged == 1, self.said(verb, "not in the log")
            writers = [*self.ground.speakers, *([self.ground.translator] * (verb is _translate))]
            assert self.by in writers, self.said(verb, "not by the hub")

    def check(self, verb: Callable[..., None], before: Any) -> None:
        """The invariants."""
        row, old, now = self.row, before["row"], self.stamp
        path = {old["state"], *ANNOUNCEMENT_MOVES[AnnouncementState(old["state"])]}
        assert row.state in path, self.said(verb, "no such move")
        assert row.version >= old["version"], self.said(verb, "the version went back")
        if old["state"] != AnnouncementState.DRAFT:
            kept = {name: getattr(row, name) for name in WORDS}
            assert kept == {name: old[name] for name in WORDS}, self.said(verb, "it was told")
        if old["state"] == AnnouncementState.WITHDRAWN:
            assert now["texts"] == before["texts"], self.said(verb, "it is withdrawn")
        assert now["read"] >= before["read"], self.said(verb, "what was read is unread")
        for user in self.ground.people:
            self._seen_by(user, verb)
        self._spoken(verb)

    def _seen_by(self, user: Any, verb: Callable[..., None]) -> None:
        sees = visible_to(user).filter(pk=self.pk).exists()
        is_partner = user == self.ground.readers[1]
        is_for_her = (self.row.audience == Circle.PARTNERS) == is_partner
        is_out = self.row.state == AnnouncementState.PUBLISHED
        assert not sees or (is_out and is_for_her), self.said(verb, "seen, and not for her")
        if is_out and self.row.audience in (Circle.EVERYONE, Circle.PARTNERS):
            assert sees == is_for_her, self.said(verb, "for her, and not seen")

    def _spoken(self, verb: Callable[..., None]) -> None:
        """Nobody is shown a translation of other words."""
        row = self.row
        for text in row.texts.all():
            one = shown(row, text.language)
            if one.title == text.title and one.language == text.language:
                is_same = text.source_digest == source_digest(row)
                assert is_same, self.said(verb, "an old translation is shown")


def _seen(life: Life, version: int) -> int:
    """The version of now, or by chance an older one."""
    return version - (life.chance.random() < 0.15)


def _change(life: Life) -> None:
    audience = life.chance.choice([c for c in Circle if c != Circle.REGION])
    said = values(
        title=f"Title {len(life.trace)}",
        audience=audience,
        language=life.chance.choice(["en", "fr"]),
        is_urgent=life.chance.random() < 0.3,
    )
    row = life.row
    actions.change_announcement(row, said, seen=_seen(life, row.version), by=life.by)


def _publish(life: Life) -> None:
    row = life.row
    actions.publish_announcement(row, seen=_seen(life, row.version), by=life.by)


def _withdraw(life: Life) -> None:
    actions.withdraw_announcement(life.row, by=life.by)


def _translate(life: Life) -> None:
    language = life.chance.choice(["ar", "fr", "ja"])
    found = life.row.texts.filter(language=language).first()
    words = {"title": f"In {language} {len(life.trace)}", "words": "W", "is_reviewed": False}
    seen = _seen(life, found.version if found else 0)
    actions.translate_announcement(life.row, language, words, seen=seen, by=life.by)


def _read(life: Life) -> None:
    reading.read_announcement(life.row, by=life.by)


def _mark_all(life: Life) -> None:
    reading.read_all(timezone.now(), by=life.by)


def _choose(life: Life) -> None:
    reading.choose_digest(life.chance.choice(list(Rhythm)), by=life.by)


VERBS = (
    *(_change, _translate) * 4, *(_read, _publish) * 2, _withdraw, _mark_all, _choose,
)  # fmt: skip


def live(ground: Ground, seed: int, steps: int) -> Life:
    """A whole life."""
    return lived(Life(ground, seed), VERBS, steps)
