"""The pages of awards: who sees what, what is kept, and what two people do at once."""

import csv
import io
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from hashlib import sha256

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.html import strip_tags

from tests.accounts.people import member, sign_in
from tests.core.pdf_read import words_in
from tests.funding.application_made import coordinator_of, worker_of
from tests.funding.award_made import (
    a_closed_call,
    an_accepted_award,
    an_accepted_report,
    an_agreement,
    an_application,
    an_offer,
    officer,
    organisation,
    pay_all,
    words_for,
)
from tests.funding.publication_made import a_call, an_award
from upstander.core.errors import NotAllowed
from upstander.funding.actions.award import offer_award
from upstander.funding.actions.instalment import approve_instalment, pay_instalment
from upstander.funding.actions.report import save_report
from upstander.funding.models import Award
from upstander.network.states import Role

pytestmark = pytest.mark.django_db


def _client(user) -> Client:
    return sign_in(Client(), user)


def _page(award: Award, rest: str = "") -> str:
    return f"/desk/funding/awards/{award.reference}/{rest}"


def _filled(form) -> dict[str, object]:
    """The form as it is drawn."""
    values = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in values.items() if value is not None}


def test_an_officer_plans_and_sends_the_agreement():
    award, client = an_offer(), _client(officer())
    data = _filled(client.get(_page(award, "do/plan/")).context["form"])
    data |= {"amount_1": "4,000", "amount_2": "3500.00", "interim_due_on": "2027-10-01",
             "final_due_on": "2028-05-30", "language": "pa"}  # fmt: skip

    answer = client.post(_page(award, "do/plan/"), data)

    assert answer.status_code == 302
    planned = award.instalments.filter(state="planned").values_list("amount", "paid_after")
    assert list(planned) == [(Decimal(4000), "agreement"), (Decimal(3500), "interim")]
    agreement = award.agreements.get()
    assert (agreement.version, agreement.state, agreement.language) == (1, "offered", "pa")
    assert agreement.digest == sha256(agreement.pdf).hexdigest()


def test_a_plan_starts_whole_and_can_be_sent_as_it_is():
    award, client = an_offer(), _client(officer())
    data = _filled(client.get(_page(award, "do/plan/")).context["form"])
    middle = award.starts_on + (award.ends_on - award.starts_on) / 2

    assert (data["interim_due_on"], data["final_due_on"]) == (
        middle,
        award.ends_on + timedelta(days=30),
    )
    assert (data["after_2"], data["due_2"]) == ("interim", middle + timedelta(days=30))
    assert client.post(_page(award, "do/plan/"), data).status_code == 302
    agreement = award.agreements.get()
    again = _filled(client.get(_page(award, "do/plan/")).context["form"])
    assert again["interim_due_on"] == agreement.interim_due_on == middle
    early = client.post(_page(award, "do/plan/"), {**again, "due_2": middle - timedelta(days=1)})
    assert early.status_code == 409
    assert "before the report it waits for. Change a date." in early.content.decode()
    assert award.agreements.count() == 1


def test_a_plan_of_an_award_without_days_asks_for_them():
    award = an_offer()
    Award.objects.filter(pk=award.pk).update(starts_on=None, ends_on=None)

    data = _filled(_client(officer()).get(_page(award, "do/plan/")).context["form"])

    assert "final_due_on" not in data


def test_a_plan_that_does_not_add_up_keeps_what_was_typed():
    award, client = an_offer(), _client(officer())
    data = _filled(client.get(_page(award, "do/plan/")).context["form"])
    data |= {"amount_1": "4,000", "amount_2": "100", "interim_due_on": "2027-10-01",
             "final_due_on": "2028-05-30", "terms": "Our own words."}  # fmt: skip

    answer = client.post(_page(award, "do/plan/"), data)

    assert answer.status_code == 409
    assert "The instalments make \u2068$4,100\u2069 together." in answer.content.decode()
    assert "Our own words." in answer.content.decode()
    assert award.agreements.count() == 0


@pytest.mark.parametrize("language", ["ar", "pa"])
def test_an_agreement_says_all_of_it_in_the_script_of_its_reader(language):
    terms = {"ar": "نحتفظ بالإيصالات", "pa": "ਰਸੀਦਾਂ ਸੰਭਾਲ ਕੇ ਰੱਖੋ"}[language]
    agreement = an_agreement(language=language, terms=terms)
    award, client = agreement.award, _client(coordinator_of(agreement.award.organisation))

    answer = client.get(_page(award, "agreement-1.pdf"))

    assert answer.content == bytes(agreement.pdf)
    assert answer["Content-Disposition"] == f'attachment; filename="{award.reference}-1.pdf"'
    text = words_in(answer.content)
    assert {"Moon", "House", "1"} <= set(text.split())
    assert set(terms.replace(" ", "")) - set(text) == set()
    assert text.count("3,750") + text.count("3.750") >= 2


def test_a_letter_comes_in_the_language_of_the_reader():
    award = an_offer()
    text = words_in(_client(officer()).get(_page(award, "letter.pdf")).content)

    assert "Dear people of" in text
    assert "$7,500" in text


def test_the_organisation_accepts_by_name_and_role():
    agreement = an_agreement()
    award, signer = agreement.award, coordinator_of(agreement.award.organisation)
    client = _client(signer)
    data = {"number": agreement.pk, "name": "Ada Moon", "role": "Coordinator"}

    refused = client.post(_page(award, "do/accept/"), data)
    assert "Tick the box first, if it is so." in refused.content.decode()
    assert "Ada Moon" in refused.content.decode()
    accepted = client.post(_page(award, "do/accept/"), {**data, "sure": "on"})
    again = client.post(_page(award, "do/accept/"), {**data, "sure": "on"})

    assert (accepted.status_code, again.status_code) == (302, 302)
    agreement.refresh_from_db()
    award.refresh_from_db()
    assert (agreement.state, agreement.accepted_as) == ("accepted", "Ada Moon, Coordinator")
    assert (award.state, agreement.accepted_by) == ("accepted", signer)
    assert sorted(award.reports.values_list("kind", flat=True)) == ["final", "interim"]


def _invited(award: Award, user) -> tuple[str | None, list[str]]:
    """What the page invites to, and what may be done beside it."""
    context = _client(user).get(_page(award)).context
    first = context["first"]
    return (first[0] if first else None), [name for name, _ in context["deeds"]]


def test_no_page_invites_to_turn_down_or_to_change():
    award = an_offer()
    by, signer = officer(), coordinator_of(award.organisation)

    assert _invited(award, by) == ("plan", ["take-back"])
    assert _invited(award, signer) == (None, ["decline"])
    an_agreement(award)
    assert _invited(award, by) == (None, ["plan", "take-back"])
    assert _invited(award, signer) == ("accept", ["decline"])
    award = an_accepted_award(award)
    assert _invited(award, by) == (None, ["amend"])
    assert _invited(award, signer) == (None, [])


def test_what_was_replaced_meanwhile_is_not_signed():
    old = an_agreement()
    award = old.award
    an_agreement(award, terms="Other words.")
    data = {"number": old.pk, "name": "Ada", "role": "Coordinator", "sure": "on"}

    answer = _client(coordinator_of(award.organisation)).post(_page(award, "do/accept/"), data)

    assert answer.status_code == 409
    assert "This has already been dealt with." in answer.content.decode()
    assert Award.objects.get(pk=award.pk).state == "offered"


def test_turning_down_frees_the_communities():
    award = an_agreement().award
    answer = _client(coordinator_of(award.organisation)).post(_page(award, "do/decline/"))

    assert answer.status_code == 302
    award.refresh_from_db()
    assert award.state == "declined"
    assert list(award.places.values_list("is_held", flat=True)) == [False]
    other = an_application(a_closed_call(), 2)
    assert offer_award(other, Decimal(7500), by=officer()).amount == 7500


def test_who_sees_an_award():
    award = an_agreement().award
    here, elsewhere = award.organisation, organisation(7)
    seen = {
        "officer": officer(),
        "coordinator": coordinator_of(here),
        "worker": worker_of(here),
        "auditor": member(Role.AUDITOR, here),
        "administrator": member(Role.ADMINISTRATOR, here),
        "reviewer": member(Role.REVIEWER, here),
        "elsewhere": member(Role.SPOKE_COORDINATOR, elsewhere),
    }
    pages = ["", "agreement-1.pdf", "letter.pdf", "do/accept/", "instalments/1/approve/"]
    found = {
        who: {_client(user).get(_page(award, page)).status_code for page in pages}
        for who, user in seen.items()
    }

    assert {who for who, codes in found.items() if codes != {404}} == {
        "officer", "coordinator", "worker",
    }  # fmt: skip
    assert all(codes <= {200, 302} for who, codes in found.items() if codes != {404})


@pytest.mark.parametrize("state", ["published", "decided"])
def test_an_award_that_was_announced_shows_what_is_known_of_it(state):
    call = a_call(state)
    award = an_award(call, state="recorded", basis="Each got the same.", sources=["News of July"])
    client = _client(officer())

    answer = client.get(_page(award))

    page, text = answer.content.decode(), strip_tags(answer.content.decode())
    for words in ("$7,500.50", "Each got the same.", "News of July", "Announced"):
        assert words in text
    public = f"/en/funding/{call.key}/{award.reference}/"
    assert (public in page) is (state == "published")
    if state == "published":
        assert Client().get(public).status_code == 200
    main = page[page.index("<h1") : page.index("</main>")]
    for words in ("Paid", "Agreement", "Instalments", "letter.pdf"):
        assert words not in main
    assert client.get(_page(award, "letter.pdf")).status_code == 404


def test_finance_is_for_officers_and_no_cell_is_a_formula():
    award = an_accepted_award()
    award.organisation.name = "=1+1 House"
    award.organisation.save()
    approve_instalment(award.instalments.get(state="planned", paid_after="agreement"), by=officer())
    _client(officer(2)).post(
        _page(award, "instalments/2/pay/"),
        {"payment": "@SUM(A1)", "paid_on": timezone.localdate().isoformat()},
    )

    answer = _client(officer()).get("/desk/funding/instalments/table.csv?state=paid")

    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[1][:5] == [award.reference, "'=1+1 House", "2", "3750.00", "CAD"]
    assert rows[1][-1] == "'@SUM(A1)"
    assert len(rows) == 2
    later = "/desk/funding/instalments/table.csv?since=2099-01-01"
    assert len(list(csv.reader(io.StringIO(_client(officer()).get(later).content.decode())))) == 1
    hers = _client(coordinator_of(award.organisation))
    assert hers.get("/desk/funding/instalments/").status_code == 404


def test_finance_counts_days_as_the_network_does():
    award = an_accepted_award()
    row = award.instalments.get(number=2)
    row.approved_at = datetime(2027, 4, 2, 3, tzinfo=UTC)  # in Vancouver it is still the first
    row.save()

    answer = _client(officer()).get("/desk/funding/instalments/table.csv")

    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [line["Approved on"] for line in rows if line["Approved on"]] == ["2027-04-01"]


def test_a_report_is_saved_and_two_tabs_lose_nothing():
    award = an_accepted_award()
    report = award.reports.get(kind="interim")
    client = _client(worker_of(award.organisation))
    page = _page(award, "reports/interim/")
    line = report.lines.first()
    data = {"seen": 0, "activities": "First tab", "outcomes": "", f"spent_{line.pk}": "1,250.50"}

    assert client.post(page, {**data, "save": ""}).status_code == 302
    second = client.post(page, {**data, "activities": "Second tab", "save": ""})

    assert second.status_code == 409
    text = second.content.decode()
    assert "Second tab" in text
    assert "First tab" in text
    report.refresh_from_db()
    line.refresh_from_db()
    assert (report.activities, line.spent, report.version) == ("First tab", Decimal("1250.50"), 1)
    seen = second.context["form"]["seen"].value()
    assert client.post(page, {**data, "seen": seen, "save": ""}).status_code == 302


def test_a_report_that_is_not_whole_is_kept_but_not_sent():
    award = an_accepted_award()
    client = _client(coordinator_of(award.organisation))
    data = {"seen": 0, "activities": "We met.", "outcomes": "", "submit": ""}

    answer = client.post(_page(award, "reports/interim/"), data)

    assert answer.status_code == 409
    assert "Write what you did and what is different now." in answer.content.decode()
    assert "We met." in answer.content.decode()
    assert award.reports.get(kind="interim").state == "due"


def test_an_amount_that_cannot_be_read_is_said_and_kept():
    award = an_accepted_award()
    line = award.reports.get(kind="interim").lines.first()
    data = {"seen": 0, "activities": "x", "outcomes": "y", f"spent_{line.pk}": "7.500", "save": ""}

    answer = _client(worker_of(award.organisation)).post(_page(award, "reports/interim/"), data)

    text = answer.content.decode()
    assert "This can mean two amounts. Write it like 7500 or 7500.50." in text
    assert 'value="7.500"' in text


def test_an_award_is_closed_only_when_everything_agrees():
    award = an_accepted_award()
    pay_all_but = award.instalments.filter(state="planned").count()
    assert pay_all_but == 2
    an_accepted_report(award, "interim")
    pay_all(award)
    an_accepted_report(award, "final", less=Decimal("100.10"))
    client = _client(officer())

    page = client.get(_page(award)).content.decode()
    assert "\u2068$100.10\u2069 is open." in page
    early = client.post(_page(award, "do/close/"))
    too_much = client.post(
        _page(award, "do/returned/"),
        {"amount": "100.11", "returned_on": timezone.localdate().isoformat(), "seen": 0},
    )
    assert (early.status_code, too_much.status_code) == (409, 409)
    assert "Only \u2068$100.10\u2069 is left unspent." in too_much.content.decode()
    client.post(
        _page(award, "do/returned/"),
        {"amount": "100.10", "returned_on": timezone.localdate().isoformat(), "seen": 0},
    )
    assert client.post(_page(award, "do/close/")).status_code == 302
    assert Award.objects.get(pk=award.pk).state == "closed"
    history = client.get(_page(award)).content.decode()
    for sentence in (
        "was offered.",
        "of $3,750 was paid",
        "Final report: accepted.",
        "is closed.",
    ):
        assert sentence in history.replace("\u2068", "").replace("\u2069", "")


def test_each_page_asks_the_database_a_steady_number_of_times(django_assert_max_num_queries):
    award = an_accepted_award()
    client = _client(officer())
    client.get(_page(award))

    with django_assert_max_num_queries(70):
        client.get(_page(award))


def test_a_stale_report_is_not_saved_by_the_action_either():
    award = an_accepted_award()
    report = award.reports.get(kind="final")
    first, by = words_for(report), worker_of(award.organisation)
    save_report(report, first, by=by)

    with pytest.raises(NotAllowed, match="Someone changed this a moment ago"):
        save_report(report, first, by=by)


def test_who_approved_and_paid_is_for_officers_alone():
    award = an_accepted_award()
    one, two = officer(), officer(2)
    row = award.instalments.get(state="planned", paid_after="agreement")
    approve_instalment(row, by=one)
    pay_instalment(row, "Cheque 7", timezone.localdate(), by=two)
    path = _page(award)
    told = [
        [word in _client(user).get(path).content.decode() for word in ("Paid by", "Cheque 7")]
        for user in (one, coordinator_of(award.organisation))
    ]
    assert told == [[True, True], [False, False]]
