"""Signing and validity, by the real verbs."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.accounts.people import member, spoke
from tests.protocols.signature_made import (
    NO,
    YES,
    a_signing_version,
    a_term,
    a_version,
    a_version_in_force,
    answer,
    coordinator,
    partner,
    signature,
    today,
)
from upstander.audit.models import Entry
from upstander.core.errors import NotAllowed
from upstander.network.states import Role
from upstander.partnership.models import Partner
from upstander.protocols.actions import signature as actions
from upstander.protocols.actions.signature import Answer, Term
from upstander.protocols.models import Protocol, Step, Validity, Version
from upstander.protocols.queries.content import content_of, digest_of, digests_of
from upstander.protocols.queries.signature import Proof, not_as_signed, proof_of

pytestmark = pytest.mark.django_db


def _states(version):
    return sorted(version.signatures.values_list("partner__name", "state"))


def test_each_partner_with_a_duty_is_asked_once():
    version = a_signing_version()
    assert version.state == "signing"
    assert _states(version) == [("Council", "asked"), ("Shelter", "asked")]


def test_who_saw_an_older_text_cannot_begin_it():
    version = a_version()
    for seen in (version.version - 1, version.version + 1, None):
        with pytest.raises(NotAllowed, match="changed since you read them"):
            actions.begin_signing(version, seen, by=coordinator())
    assert Version.objects.get(pk=version.pk).state == "consultation"


def test_a_worker_cannot_begin_it():
    version = a_version()
    with pytest.raises(NotAllowed):
        actions.begin_signing(version, version.version, by=member(Role.SPOKE_WORKER, spoke()))


def test_what_lacks_something_is_not_signed():
    version = a_version()
    Step.objects.filter(of=version, section="charge").delete()
    with pytest.raises(NotAllowed, match="missing"):
        actions.begin_signing(version, version.version, by=coordinator())


def test_one_more_partner_is_asked_but_no_one_twice_and_no_stranger():
    version, by = a_signing_version(), coordinator()
    actions.ask_partner(version, partner("School"), by=by)
    assert _states(version)[1] == ("School", "asked")
    gone = partner("Gone", ends_on=today())
    for wrong in (partner("School"), gone, partner("Theirs", spoke(1))):
        with pytest.raises(NotAllowed):
            actions.ask_partner(version, wrong, by=by)


def test_in_person_says_who_when_and_by_whom():
    version = a_signing_version()
    answer(version)
    row = signature(version)
    assert (row.state, row.way, row.signer_name) == ("signed", "in_person", "Ida Signer")
    assert (row.signer_role, row.signed_on) == ("Chief of the council", today())
    assert row.recorded_by == coordinator()
    with pytest.raises(NotAllowed):
        answer(version, NO)
    facts = Entry.objects.get(verb="protocol.signed").body
    assert "Ida" not in facts
    assert "Council" not in facts


def test_no_day_to_come_is_recorded():
    version = a_signing_version()
    with pytest.raises(NotAllowed, match="until today"):
        actions.record_answer(
            signature(version), YES, today() + timedelta(days=1), by=coordinator()
        )


def test_a_link_works_once():
    version = a_signing_version()
    secret = actions.make_link(signature(version), by=coordinator())
    assert secret not in str(list(version.signatures.values()))
    actions.answer_by_link(secret, YES)
    row = signature(version)
    assert (row.state, row.way, row.recorded_by) == ("signed", "link", None)
    with pytest.raises(NotAllowed, match="answered already"):
        actions.answer_by_link(secret, NO)


@pytest.mark.parametrize("spoil", ["again", "old", "draft", "person", "wrong"])
def test_a_link_of_before_works_no_more(spoil):
    version, by = a_signing_version(), coordinator()
    secret = actions.make_link(signature(version), by=by)
    if spoil == "again":
        actions.make_link(signature(version), by=by)
    elif spoil == "old":
        version.signatures.update(expires_on=today() - timedelta(days=1))
    elif spoil == "draft":
        actions.rework_version(version, by=by)
    elif spoil == "person":
        answer(version, NO)
    else:
        secret = "wrong"
    with pytest.raises(NotAllowed, match="does not work any more"):
        actions.answer_by_link(secret, YES)


def test_who_declined_may_be_asked_again():
    version = a_signing_version()
    answer(version, NO)
    secret = actions.make_link(signature(version), by=coordinator())
    assert (signature(version).state, signature(version).reason) == ("asked", "")
    actions.answer_by_link(secret, YES)
    assert signature(version).state == "signed"
    answer(version, NO, "Shelter")
    answer(version, name="Shelter")
    assert _states(version) == [
        ("Council", "signed"), ("Council", "void"), ("Shelter", "signed"), ("Shelter", "void"),
    ]  # fmt: skip
    why = version.signatures.filter(state="void").values_list("reason", flat=True)
    assert list(why) == ["We have our own."] * 2  # stays on record


def test_a_signature_is_taken_back_and_the_partner_asked_anew_while_the_others_stand():
    version, lead = a_signing_version(), coordinator()
    answer(version)
    answer(version, NO, "Shelter")
    row, declined = signature(version), signature(version, "Shelter")
    for who in (member(Role.SPOKE_WORKER, spoke()), coordinator(spoke(1))):
        with pytest.raises(NotAllowed, match="Only a coordinator"):
            actions.take_back_signature(row, by=who)
    with pytest.raises(NotAllowed, match="already been dealt with"):
        actions.take_back_signature(declined, by=lead)
    anew = actions.take_back_signature(row, by=lead)
    with pytest.raises(NotAllowed, match="already been dealt with"):
        actions.take_back_signature(row, by=lead)
    assert _states(version) == [("Council", "asked"), ("Council", "void"), ("Shelter", "declined")]
    row.refresh_from_db()
    assert (row.signer_name, row.digest) == ("Ida Signer", anew.digest)
    last = Entry.objects.order_by("-sequence").first()
    assert (last.verb, f'"signature":{row.pk}' in last.body.replace(" ", "")) == (
        "protocol.signature_taken_back", True,
    )  # fmt: skip
    answer(version)
    version = actions.put_in_force(version, a_term("The others carry it."), by=lead)
    with pytest.raises(NotAllowed, match="not being signed now"):
        actions.take_back_signature(anew, by=lead)


def test_a_link_that_was_used_opens_nothing_after_it_was_taken_back():
    version, lead = a_signing_version(), coordinator()
    secret = actions.make_link(signature(version), by=lead)
    actions.answer_by_link(secret, YES)
    actions.take_back_signature(signature(version), by=lead)
    with pytest.raises(NotAllowed, match="does not work any more"):
        actions.answer_by_link(secret, YES)


def test_back_to_a_draft_voids_and_keeps_what_was_signed():
    version = a_signing_version()
    answer(version)
    version = actions.rework_version(version, by=coordinator())
    assert version.state == "draft"
    assert _states(version) == [("Council", "void"), ("Shelter", "void")]
    assert version.signatures.get(partner__name="Council").signer_name == "Ida Signer"


def test_it_is_in_force_once_all_have_signed():
    version = a_signing_version()
    answer(version)
    with pytest.raises(NotAllowed, match="not answered yet"):
        actions.put_in_force(version, a_term(), by=coordinator())
    answer(version, name="Shelter")
    version = actions.put_in_force(version, a_term(), by=coordinator())
    version.refresh_from_db()
    assert (version.state, version.in_force_on) == ("in_force", today())
    assert version.review_on == today() + timedelta(days=365)


def test_without_one_only_with_a_reason_that_stays():
    version = a_signing_version()
    answer(version)
    answer(version, NO, "Shelter")
    with pytest.raises(NotAllowed, match="Say why"):
        actions.put_in_force(version, a_term(" "), by=coordinator())
    actions.put_in_force(version, a_term("The others carry it."), by=coordinator())
    assert Validity.objects.get(of=version).words == "The others carry it."
    assert signature(version, "Shelter").reason == "We have our own."


def test_not_when_nobody_signed():
    version = a_signing_version()
    answer(version, NO)
    answer(version, NO, "Shelter")
    with pytest.raises(NotAllowed, match="Nobody has signed"):
        actions.put_in_force(version, a_term("why"), by=coordinator())


@pytest.mark.parametrize(("begins", "review"), [(1, 300), (-1, 300), (0, 0), (0, 367)])
def test_days_must_fit(begins, review):
    version = a_signing_version()
    answer(version)
    answer(version, name="Shelter")
    term = Term(today() + timedelta(days=begins), today() + timedelta(days=review))
    with pytest.raises(NotAllowed, match="Choose a day"):
        actions.put_in_force(version, term, by=coordinator())


def test_what_held_before_is_replaced_in_the_same_moment():
    first = a_version_in_force()
    second = a_version_in_force(number=2)
    first.refresh_from_db()
    assert (first.state, first.ended_on, second.state) == ("superseded", today(), "in_force")


def test_two_who_put_it_in_force_at_once_do_it_once():
    version = a_signing_version()
    answer(version)
    answer(version, name="Shelter")
    seen = Version.objects.select_related("protocol").get(pk=version.pk)
    actions.put_in_force(version, a_term(), by=coordinator())
    with pytest.raises(NotAllowed):
        actions.put_in_force(seen, a_term(), by=coordinator())
    assert Validity.objects.filter(of=version).count() == 1


def test_the_database_knows_one_version_in_force():
    a_version_in_force()
    other = a_version(number=2)
    with pytest.raises(IntegrityError), transaction.atomic():
        Version.objects.filter(pk=other.pk).update(state="in_force", in_force_on=today())


def test_a_review_changes_nothing_and_gives_a_new_day():
    version = actions.start_review(a_version_in_force(), by=coordinator())
    assert version.state == "under_review"
    term = Term(today(), today() + timedelta(days=200), "We met and keep it.")
    version = actions.confirm_unchanged(version, term, by=coordinator())
    assert (version.state, version.review_on) == ("in_force", term.review_on)
    assert [row.words for row in version.validities.all()] == ["", "We met and keep it."]
    with pytest.raises(NotAllowed):
        actions.confirm_unchanged(version, term, by=coordinator())


def test_words_changed_behind_the_verbs_are_seen_and_not_signed():
    version = a_signing_version()
    answer(version)
    secret = actions.make_link(signature(version, "Shelter"), by=coordinator())
    assert not_as_signed() == []
    Step.objects.filter(of=version, section="care").update(text="Something else")
    assert not_as_signed() == [version]
    for act in (
        lambda: answer(version, name="Shelter"),
        lambda: actions.answer_by_link(secret, YES),
    ):
        with pytest.raises(NotAllowed, match="no longer those"):
            act()


def test_the_title_is_part_of_what_is_signed():
    version = a_signing_version()
    answer(version)
    Protocol.objects.filter(pk=version.protocol_id).update(title="Something else")
    assert not_as_signed() == [version]
    with pytest.raises(NotAllowed, match="no longer those"):
        answer(version, name="Shelter")


def test_names_of_before_the_title_was_signed_stay_good():
    version = a_signing_version()
    plain = digest_of(content_of(version))
    version.signatures.update(digest=plain)
    answer(version)
    assert not_as_signed() == []
    assert proof_of(version, version.signatures.all()) == Proof(plain, True)
    answer(version, name="Shelter")
    late = actions.ask_partner(version, partner("School"), by=coordinator())
    assert late.digest == digests_of(version).now != plain
    answer(version, name="School")
    version = actions.put_in_force(version, a_term(), by=coordinator())
    assert not_as_signed() == []
    Step.objects.filter(of=version, section="care").update(text="Something else")
    assert not_as_signed() == [version]


def test_a_partner_that_takes_another_name_changes_nothing_that_was_agreed():
    version = a_signing_version()
    answer(version)
    Partner.objects.filter(name="Council").update(name="House of the nation")

    assert not_as_signed() == []
    assert [row["partner"] for row in content_of(version)["duties"]] == ["Council", "Shelter"]
    version = actions.rework_version(version, by=coordinator())
    assert [row["partner"] for row in content_of(version)["duties"]] == [
        "House of the nation", "Shelter",
    ]  # fmt: skip


def test_nor_put_in_force():
    version = a_signing_version()
    answer(version)
    answer(version, name="Shelter")
    Version.objects.filter(pk=version.pk).update(summary="Other words")
    with pytest.raises(NotAllowed, match="no longer those"):
        actions.put_in_force(version, a_term(), by=coordinator())


def test_people_of_another_organisation_do_nothing():
    version, other = a_signing_version(), coordinator(spoke(1))
    row = signature(version)
    for act in (
        lambda: actions.rework_version(version, by=other),
        lambda: actions.make_link(row, by=other),
        lambda: actions.record_answer(row, Answer(True, "A", "B"), today(), by=other),
        lambda: actions.ask_partner(version, partner("School"), by=other),
        lambda: actions.put_in_force(version, a_term(), by=other),
    ):
        with pytest.raises(NotAllowed):
            act()
