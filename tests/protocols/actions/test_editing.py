"""Versions and patterns are written part by part."""

import json
from datetime import date

import pytest

from tests.accounts.people import hub, member
from tests.protocols.protocol_made import (
    CONTACT,
    a_coordinator,
    a_draft,
    a_duty,
    a_level,
    a_partner,
    a_spoke,
    a_step,
    a_whole_draft,
    a_worker,
    in_consultation,
    put_in_force,
    write,
)
from upstander.audit.interface import entries_of
from upstander.core.errors import NotAllowed
from upstander.network.states import Role
from upstander.protocols.actions.editing import (
    Seen,
    change_basics,
    change_contact,
    change_part,
    change_pattern,
    remove_part,
    rename_protocol,
    shift_part,
)
from upstander.protocols.actions.pattern import give_as_pattern, start_pattern
from upstander.protocols.actions.protocol import start_next_version
from upstander.protocols.models import DutyContact, Version, VersionText
from upstander.protocols.queries.content import content_of, digests_of
from upstander.protocols.queries.editing import editable
from upstander.protocols.states import VersionState

pytestmark = pytest.mark.django_db


@pytest.fixture
def ground():
    organisation = a_spoke()
    return organisation, a_worker(organisation)


def _seen(version, by, back=0):
    version.refresh_from_db()
    return Seen(version, version.version - back, by)


def test_what_is_written_is_the_content(ground):
    organisation, by = ground
    version, partner = a_draft(by, organisation), a_partner(organisation)
    write(version, "levels", a_level("Mild", "A word"), by)
    write(version, "levels", a_level(), by)
    write(version, "duties", a_duty(partner), by)
    write(version, "steps", a_step("charge", "Listen", levels=[1], within=None), by)
    write(version, "steps", a_step("care", "Call her", duty=None), by)
    assert content_of(version) == {
        "summary": "",
        "levels": [
            {"title": "Mild", "trigger": "A word"}, {"title": "Grave", "trigger": "Violence"}
        ],
        "duties": [{"title": "First contact", "partner": "The school"}],
        "steps": [
            {"section": "care", "text": "Call her", "duty": None, "levels": [], "within": 60},
            {"section": "charge", "text": "Listen", "duty": 0, "levels": [1], "within": None},
        ],
    }  # fmt: skip
    assert list(DutyContact.objects.values("name", "phone", "email", "when")) == [CONTACT]


def test_levels_and_roles_move_and_the_steps_go_on_naming_the_same(ground):
    organisation, by = ground
    version = a_draft(by, organisation)
    for name in ("one", "two", "three"):
        write(version, "levels", a_level(name, ""), by)
        write(version, "duties", a_duty(title=name), by)
    write(version, "steps", a_step(duty=2, levels=[0, 2]), by)
    shift_part(_seen(version, by), "levels", 2, -1)
    shift_part(_seen(version, by), "duties", 2, -1)
    remove_part(_seen(version, by), "duties", 0)
    content = content_of(version)
    assert [row["title"] for row in content["levels"]] == ["one", "three", "two"]
    assert [row["title"] for row in content["duties"]] == ["three", "two"]
    assert (content["steps"][0]["duty"], content["steps"][0]["levels"]) == (0, [0, 1])
    assert list(version.levels.values_list("position", flat=True)) == [1, 2, 3]
    with pytest.raises(NotAllowed, match="A step still names this"):
        remove_part(_seen(version, by), "duties", 0)
    with pytest.raises(NotAllowed, match="A step still names this"):
        remove_part(_seen(version, by), "levels", 1)


def test_a_step_moves_within_its_section_alone_and_can_change_sections(ground):
    organisation, by = ground
    version = a_draft(by, organisation)
    write(version, "duties", a_duty(), by)
    for section, text in (("safety", "a"), ("safety", "b"), ("care", "c")):
        write(version, "steps", a_step(section, text), by)

    def told():
        return [(row["section"], row["text"]) for row in content_of(version)["steps"]]

    assert told() == [("care", "c"), ("safety", "a"), ("safety", "b")]
    shift_part(_seen(version, by), "steps", 1, -1)  # the first of its section
    shift_part(_seen(version, by), "steps", 2, -1)
    assert told() == [("care", "c"), ("safety", "b"), ("safety", "a")]
    write(version, "steps", a_step("safety", "c"), by, place=0)
    assert told() == [("safety", "b"), ("safety", "a"), ("safety", "c")]
    remove_part(_seen(version, by), "steps", 1)
    assert list(version.steps.values_list("position", "text")) == [(1, "b"), (2, "c")]


def test_who_is_second_is_told_and_nothing_is_lost(ground):
    organisation, by = ground
    version = a_whole_draft(by, organisation)
    before = content_of(version)
    for act in (
        lambda seen: change_part(seen, "levels", 0, a_level("Other")),
        lambda seen: remove_part(seen, "steps", 0),
        lambda seen: shift_part(seen, "levels", 0, 1),
        lambda seen: change_basics(seen, "Other", None),
        lambda seen: rename_protocol(seen, "Other", []),
    ):
        with pytest.raises(NotAllowed, match="What you wrote is still here"):
            act(_seen(version, by, back=1))
    assert content_of(version) == before


def test_translations_go_with_their_rows_and_end_with_their_words(ground):
    organisation, by = ground
    version = a_draft(by, organisation)
    for name in ("one", "two"):
        write(version, "levels", a_level(name, name), by)
        write(version, "steps", a_step(text=name, duty=None), by)
    words = {"title": "Titre", "summary": "S", "level-1-title": "un", "level-2-title": "deux",
             "level-2-trigger": "deux", "step-safety-2-text": "deux"}  # fmt: skip
    text = VersionText.objects.create(of=version, language="fr", words=words, is_reviewed=True)
    shift_part(_seen(version, by), "levels", 0, 1)
    write(version, "levels", a_level("two", "changed"), by, place=0)
    remove_part(_seen(version, by), "steps", 0)
    change_basics(_seen(version, by), "Other", None)
    text.refresh_from_db()
    assert (text.words, text.is_reviewed) == (
        {"title": "Titre", "level-1-title": "deux", "level-2-title": "un",
         "step-safety-1-text": "deux"}, True,
    )  # fmt: skip


def test_a_contact_is_changed_and_taken_out(ground):
    organisation, by = ground
    version = a_draft(by, organisation)
    partner = a_partner(organisation)
    write(version, "duties", a_duty(partner), by)
    other = {**a_duty(partner), "contact": {**CONTACT, "phone": "555-0199"}}
    write(version, "duties", other, by, place=0)
    assert DutyContact.objects.get().phone == "555-0199"
    write(version, "duties", a_duty(), by, place=0)
    assert not DutyContact.objects.exists()


@pytest.mark.parametrize("state", list(VersionState))
def test_a_contact_changes_until_the_version_is_over_and_what_is_signed_does_not(ground, state):
    organisation, by = ground
    version = a_whole_draft(by, organisation)
    Version.objects.filter(pk=version.pk).update(
        state=state, in_force_on=date(2026, 1, 1), ended_on=date(2026, 1, 2)
    )
    version.refresh_from_db()
    signed, contact = digests_of(version), {**CONTACT, "phone": "555-0199"}
    seen = Seen(version, version.version, by)
    if state in (VersionState.SUPERSEDED, VersionState.WITHDRAWN):
        with pytest.raises(NotAllowed, match="can no longer be changed"):
            change_contact(seen, 0, contact)
        assert DutyContact.objects.get().phone == CONTACT["phone"]
        return
    change_contact(seen, 0, contact)
    assert list(DutyContact.objects.values(*contact)) == [contact]
    version.refresh_from_db()
    assert (digests_of(version), version.version) == (signed, seen.version + 1)
    told = json.loads(entries_of(f"protocol:{version.protocol_id}")[-1].body)["facts"]
    assert told == {"number": 1, "part": "contacts", "version": version.version}


def test_a_contact_is_changed_by_its_people_alone_and_never_over_another_one(ground):
    organisation, by = ground
    version = put_in_force(a_whole_draft(by, organisation))
    for who in (a_worker(a_spoke(1)), member(Role.HUB_COORDINATOR, hub())):
        with pytest.raises(NotAllowed, match="an organisation that you work in"):
            change_contact(Seen(version, version.version, who), 0, CONTACT)
    with pytest.raises(NotAllowed, match="What you wrote is still here"):
        change_contact(Seen(version, version.version - 1, by), 0, CONTACT)
    with pytest.raises(NotAllowed, match="Reload the page"):
        change_contact(Seen(version, version.version, by), 1, CONTACT)
    change_contact(Seen(version, version.version, by), 0, dict.fromkeys(CONTACT, ""))
    assert not DutyContact.objects.exists()


@pytest.mark.parametrize("state", [VersionState.DRAFT, VersionState.SIGNING])
def test_a_contact_mended_in_force_is_not_undone_by_the_version_that_follows(ground, state):
    organisation, by = ground
    version = a_whole_draft(by, organisation)
    write(version, "duties", a_duty(a_partner(organisation), "Second contact"), by)
    following = start_next_version(put_in_force(version).protocol, by=by)
    written = {**CONTACT, "phone": "555-0111"}
    change_contact(_seen(following, by), 1, written)
    Version.objects.filter(pk=following.pk).update(state=state)
    mended = {**CONTACT, "phone": "555-0199"}
    for place in (0, 1):
        change_contact(_seen(version, by), place, mended)
    told = [row["contact"] for row in editable(Version.objects.get(pk=following.pk))["duties"]]
    assert told == [mended, written]
    facts = [json.loads(e.body)["facts"] for e in entries_of(f"protocol:{version.protocol_id}")]
    assert [(fact["number"], fact["part"]) for fact in facts[-3:]] == [
        (1, "contacts"), (2, "contacts"), (1, "contacts"),
    ]  # fmt: skip
    version.refresh_from_db()
    change_contact(_seen(version, by), 0, mended)  # the same once more
    change_contact(_seen(following, by), 0, CONTACT)
    assert editable(version)["duties"][0]["contact"] == mended  # what holds follows no draft


def test_only_partners_of_today_are_named_and_one_who_left_may_stay_until_changed(ground):
    organisation, by = ground
    version, partner = a_draft(by, organisation), a_partner(organisation)
    with pytest.raises(NotAllowed, match="partners of your organisation"):
        write(version, "duties", a_duty(a_partner(a_spoke(1))), by)
    write(version, "duties", a_duty(partner), by)
    partner.ends_on = partner.starts_on
    partner.save()
    write(version, "duties", a_duty(partner, "Another name"), by, place=0)
    with pytest.raises(NotAllowed, match="partners of your organisation"):
        write(version, "duties", a_duty(partner), by)


@pytest.mark.parametrize("who", ["stranger", "in force"])
def test_nobody_else_writes_and_nothing_in_force_is_changed(ground, who):
    organisation, by = ground
    version = in_consultation(by, organisation)
    if who == "in force":
        put_in_force(version)
    else:
        by = a_coordinator(a_spoke(1))
    before, text = content_of(version), "can no longer be changed|only for an organisation"
    for act in (
        lambda seen: change_part(seen, "levels", 0, a_level("Other")),
        lambda seen: remove_part(seen, "steps", 0),
        lambda seen: change_basics(seen, "Other", None),
    ):
        with pytest.raises(NotAllowed, match=text):
            act(_seen(version, by))
    assert content_of(version) == before


def test_a_row_that_is_gone_and_a_full_part_are_said_plainly(ground, monkeypatch):
    organisation, by = ground
    version = a_whole_draft(by, organisation)
    with pytest.raises(NotAllowed, match="Reload the page"):
        remove_part(_seen(version, by), "levels", 7)
    with pytest.raises(NotAllowed, match="Reload the page"):
        write(version, "levels", a_level(), by, place=7)
    monkeypatch.setattr("upstander.protocols.rules.editing.MOST_ROWS", 1)
    with pytest.raises(NotAllowed, match="no room for more"):
        write(version, "levels", a_level(), by)


def test_a_protocol_is_renamed_until_its_first_version_was_agreed(ground):
    organisation, by = ground
    version = a_whole_draft(by, organisation)
    place = version.protocol.communities.first()
    rename_protocol(_seen(version, by), "New name", [place])
    version.protocol.refresh_from_db()
    assert (version.protocol.title, list(version.protocol.communities.all())) == (
        "New name", [place],
    )  # fmt: skip
    with pytest.raises(NotAllowed, match="at least one community"):
        rename_protocol(_seen(version, by), "New name", [])
    with pytest.raises(NotAllowed, match="only communities"):
        rename_protocol(
            _seen(version, by), "New name", list(a_spoke(1).spokes.get().communities.all())
        )


def test_the_log_says_what_was_changed_and_no_words(ground):
    organisation, by = ground
    version = a_draft(by, organisation)
    write(version, "duties", a_duty(a_partner(organisation)), by)
    entries = entries_of(f"protocol:{version.protocol_id}")
    assert [(entry.verb, json.loads(entry.body)["facts"]) for entry in entries] == [
        ("protocol.started", {"number": 1, "pattern": None}),
        ("protocol.changed", {"number": 1, "part": "duties", "version": 1}),
    ]


def test_a_pattern_is_written_by_the_same_verbs_and_by_the_hub_alone(ground):
    _organisation, by = ground
    staff = member(Role.HUB_STAFF, hub())
    pattern = start_pattern("Ours", "For all", language="en", by=staff)
    change_part(_seen(pattern, staff), "duties", None, {"title": "Someone", "partner": ""})
    change_part(_seen(pattern, staff), "steps", None, a_step())
    change_pattern(_seen(pattern, staff), "Ours, again", "For everyone")
    pattern.refresh_from_db()
    assert (pattern.title, pattern.summary, pattern.version) == ("Ours, again", "For everyone", 3)
    assert editable(pattern) == {
        "summary": "For everyone",
        "levels": [],
        "duties": [{"title": "Someone", "partner": ""}],
        "steps": [a_step()],
    }
    with pytest.raises(NotAllowed, match="Only the hub"):
        change_part(_seen(pattern, by), "steps", 0, a_step(text="Other"))


def test_a_version_given_as_a_pattern_leaves_out_whatever_is_private(ground):
    organisation, by = ground
    version = a_whole_draft(by, organisation)
    with pytest.raises(NotAllowed, match="Only a coordinator"):
        give_as_pattern(version, by=by)
    lead = a_coordinator(organisation)
    pattern = give_as_pattern(version, by=lead)
    again = give_as_pattern(version, by=lead)
    assert (pattern.state, again.title) == ("draft", "When it happens (2)")
    assert pattern.content["duties"] == [{"title": "First contact", "partner": ""}]
    assert {
        word for word in (*CONTACT.values(), "The school") if word in str(pattern.content)
    } == set()
    assert [sorted(row) for row in pattern.content["steps"][:1]] == [
        ["duty", "levels", "section", "text", "within"]
    ]
