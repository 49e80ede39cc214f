"""The pages of sharing out money: for officers who are free, and for nobody else."""

import re
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.accounts.people import hub, member, sign_in
from tests.funding.application_made import a_sent_application
from tests.funding.call_made import a_draft_call
from tests.funding.said import done, refused, said
from tests.looking import look
from tests.support.test_desk_browser import enter
from upstander.funding.actions.decision import Wish, agree, begin_from, decide, propose
from upstander.funding.models import Call, Decision
from upstander.funding.staff_urls import decision as addresses
from upstander.funding.states import CallState
from upstander.network.models import Organisation
from upstander.network.states import Role

DAWSON, HOUSTON = "dawson-creek-literacy-society", "houston-link-to-learning-society"


def _closed_call() -> Call:
    call = a_draft_call(state=CallState.CLOSED, key="autumn", budget=Decimal(15000))
    call.envelopes.all().delete()
    houston, dawson = (Organisation.objects.get(key=key) for key in (HOUSTON, DAWSON))
    a_sent_application(call, houston, places=["houston"])
    a_sent_application(
        call, dawson, kind="regional", places=["dawson-creek", "fort-st-john"], asked="15000"
    )
    return call


def _officer(email: str = "") -> "object":
    return member(Role.FUNDER_OFFICER, hub(), email)


def _all_addresses(call: Call) -> list[str]:
    one = call.applications.get(organisation__key=HOUSTON)  # for which there is no money
    officer = _officer("maker@example.org")
    scenario = propose(call, "First", budget=call.budget, seed="autumn", by=officer)
    values = {"key": call.key, "pk": scenario.pk, "one": one.pk}
    found = []
    for pattern in addresses.urlpatterns:
        wanted = {name: values[name] for name in pattern.pattern.converters}
        if pattern.name.startswith("decision"):
            wanted["pk"] = one.pk
        found.append(reverse(f"funding:{pattern.name}", kwargs=wanted))
    return found


@pytest.mark.django_db(transaction=True)
def test_nobody_else_finds_these_pages(client) -> None:
    call = _closed_call()
    found = _all_addresses(call)
    assert len(found) == 11
    others = [(role, hub()) for role in Role if role != Role.FUNDER_OFFICER]
    others.append((Role.FUNDER_OFFICER, Organisation.objects.get(key=HOUSTON)))
    for number, (role, place) in enumerate(others):
        hers = sign_in(Client(), member(role, place, f"other-{number}@example.org"))
        assert {hers.get(path).status_code for path in found} == {404}, role
    hers = sign_in(Client(), _officer("free@example.org"))
    first = [hers.get(path).status_code for path in found]
    # Comparing needs two names, agreeing and offering something that is decided.
    assert first == [200, 200, 404, 200, 200, 200, 200, 200, 200, 404, 404]


@pytest.mark.django_db(transaction=True)
def test_words_are_kept_where_something_is_wrong(client) -> None:
    call = _closed_call()
    sign_in(client, _officer())
    path = reverse("funding:decision", args=[call.key, call.applications.first().pk])
    words = {"seen": "0", "amount": "20000", "reason": "More of it.", "override": ""}
    shown = client.post(path, words).content.decode()
    assert "This is above the ceiling of this kind of award." in shown
    assert ('value="20000"' in shown, "More of it." in shown) == (True, True)
    shown = client.post(path, {**words, "amount": "7.500"}).content.decode()
    assert "This can mean two amounts." in shown
    assert "More of it." in shown
    assert Decision.objects.count() == 0


def _seen(page: str) -> str:
    return re.search(r'name="seen" value="(\d+)"', page)[1]


@pytest.mark.django_db(transaction=True)
def test_the_second_of_two_is_told_and_keeps_her_words(client) -> None:
    call = _closed_call()
    one = call.applications.get(organisation__key=HOUSTON)
    sign_in(client, _officer())
    path = reverse("funding:decision", args=[call.key, one.pk])
    decide(one, Wish(Decimal(7500)), by=_officer("faster@example.org"))
    words = {"seen": "0", "amount": "5000", "reason": "Less is enough."}
    shown = client.post(path, words).content.decode()
    assert "Someone changed this a moment ago." in shown
    assert "Less is enough." in shown
    assert re.search(r"Decided</dt><dd><bdi>\$7,500", shown)  # by the other, a moment ago
    assert Decision.objects.get().amount == 7500
    client.post(path, {**words, "seen": _seen(shown)})
    assert Decision.objects.get().amount == 5000


@pytest.mark.django_db(transaction=True)
def test_an_override_waits_until_a_second_person_has_agreed(client) -> None:
    call, officer, second = _closed_call(), _officer(), _officer("second@example.org")
    one = call.applications.get(organisation__key=HOUSTON)
    decide(one, Wish(Decimal(9000), override="Two valleys."), by=officer)
    sign_in(client, officer)

    def waiting() -> int:
        page = client.get(reverse("funding:money", args=[call.key])).content.decode()
        return page.count("Waits for a second person")

    before = waiting()
    agree(Decision.objects.get(), seen=1, by=second)
    assert (before, waiting()) == (1, 0)


@pytest.mark.django_db(transaction=True)
def test_a_weight_without_a_basis_is_asked_for_it(client) -> None:
    call = _closed_call()
    sign_in(client, _officer())
    path = reverse("funding:money-needs", args=[call.key])
    places = ("houston", "dawson-creek", "fort-st-john")
    words = {f"weight-{key}": "1" for key in places} | {"weight-houston": "2.5"}
    shown = client.post(path, words).content.decode()
    assert "Write what this weight rests on." in shown
    assert 'value="2.5"' in shown
    assert client.post(path, {**words, "basis-houston": "A count"}).status_code == 302
    assert [str(need.weight) for need in call.needs.all()] == ["2.50"]


@pytest.mark.django_db(transaction=True)
def test_what_is_left_is_offered_from_the_page_of_the_call(client) -> None:
    call, officer = _closed_call(), _officer()
    houston, dawson = (call.applications.get(organisation__key=k) for k in (HOUSTON, DAWSON))
    for row, amount in ((houston, 7500), (dawson, 0)):
        decide(row, Wish(Decimal(amount)), by=officer)
    sign_in(client, officer)
    end_page = client.get(reverse("funding:money-end", args=[call.key])).content.decode()
    assert "4 reviews are still to be given out" in end_page
    assert "This cannot be taken back." in end_page
    client.post(reverse("funding:money-end", args=[call.key]))
    money = reverse("funding:money", args=[call.key])
    page = client.get(money).content.decode()
    assert "reviews are still to be given out" not in page
    award = houston.award
    assert (f"/desk/funding/awards/{award.reference}/" in page, "Offered" in page) == (True, True)
    Call.objects.update(budget=Decimal(22500))
    path, offer = (
        reverse(f"funding:{name}", args=[call.key, dawson.pk])
        for name in ("decision", "decision-offer")
    )
    assert offer not in client.get(path).content.decode()
    client.post(path, {"seen": "1", "amount": "15000"})
    assert offer in client.get(path).content.decode()
    assert "would get $15,000." in client.get(offer).content.decode()
    done_page = client.post(offer, {"seen": "2"}, follow=True).content.decode()
    assert "The award is offered." in done_page
    assert dawson.award.amount == 15000
    assert '<form method="post" class="stack">' not in client.get(path).content.decode()


def _press(page: Page) -> None:
    with page.expect_navigation():
        page.locator("main form button").click()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_money_is_shared_out_in_a_browser(page, open_page, site, language) -> None:
    call, wrong = _closed_call(), {}
    officer, second = _officer(), _officer("second@example.org")
    for user in (officer, second):
        user.language = language
        user.save()
    money = f"/desk/funding/calls/{call.key}/money/"
    enter(page, officer)
    page.goto(f"{money}needs/")
    wrong |= look(page, "needs")
    page.goto(money)
    wrong |= look(page, "money")
    with page.expect_navigation():
        page.locator("details form button").click()
    wrong |= look(page, "scenario")
    page.locator("main ul.facts a").first.click()
    wrong |= look(page, "why not")
    page.go_back()
    page.locator("main .row a.button").click()
    wrong |= look(page, "begin")
    _press(page)
    expect(page).to_have_url(f"{site}{money}")
    houston = call.applications.get(organisation__key=HOUSTON)
    page.goto(f"{money}{call.applications.get(organisation__key=DAWSON).pk}/")
    page.locator("[name=amount]").fill("0")
    page.locator("[name=reason]").fill("They took back their word.")
    _press(page)
    page.goto(f"{money}{houston.pk}/")
    wrong |= look(page, "decide")
    page.locator("[name=amount]").fill("9,000")
    page.locator("[name=reason]").fill("Two valleys.")
    page.locator("[name=override]").fill("Two valleys, far apart.")
    _press(page)
    wrong |= look(page, "decided")
    hers = open_page()
    enter(hers, second)
    hers.goto(f"{money}{houston.pk}/agree/")
    wrong |= look(hers, "agree")
    _press(hers)
    hers.goto(f"{money}end/")
    _press(hers)
    hers.goto(f"{money}publish/")
    _press(hers)
    expect(hers).to_have_url(f"{site}{money}")
    wrong |= look(hers, "published")
    found = Call.objects.get(pk=call.pk)
    assert (found.state, [award.amount for award in found.awards.all()]) == ("published", [9000])
    assert wrong == {}


@pytest.mark.django_db(transaction=True)
def test_scenarios_stand_side_by_side(client) -> None:
    call, officer = _closed_call(), _officer()
    one = propose(call, "Lean", budget=Decimal(7500), seed="autumn", by=officer)
    other = propose(call, "Rich", budget=Decimal(22500), seed="autumn", by=officer)
    begin_from(one, by=officer)
    sign_in(client, officer)
    path = reverse("funding:money-compare", args=[call.key])
    shown = client.get(f"{path}?one={one.pk}&other={other.pk}").content.decode()
    assert shown.count("$15,000") == 1
    assert client.get(f"{path}?one={one.pk}&other=x").status_code == 404


@pytest.mark.django_db
def test_what_is_said_on_the_way_from_a_proposal_to_what_anyone_can_read() -> None:
    call, officer, second = _closed_call(), _officer(), _officer("second@example.org")
    one, other = (call.applications.get(organisation__key=key) for key in (HOUSTON, DAWSON))
    hers, theirs = sign_in(Client(), officer), sign_in(Client(), second)
    at = f"calls/{call.key}/money/"
    weights = {f"weight-{key}": "1" for key in ("houston", "dawson-creek", "fort-st-john")}
    assert said(hers, f"{at}needs/", weights) == done(
        at, "The weights are saved. They count in the next proposal."
    )
    found = propose(call, "First", budget=call.budget, seed="autumn", by=officer)
    begin = f"{at}scenarios/{found.pk}/begin/"
    assert said(hers, begin) == done(
        at, "The proposal is taken over. You can change each amount now."
    )
    less = {"seen": "1", "amount": "0", "reason": "They took back their word.", "override": ""}
    assert said(hers, f"{at}{other.pk}/", less) == done(at, "It is decided.")
    more = {"seen": "1", "amount": "9000", "reason": "So.", "override": "Two valleys."}
    assert said(hers, f"{at}{one.pk}/", more) == (
        at, [("warning", "This is above a ceiling. A second person must agree.")],
    )  # fmt: skip
    agree_at, now = f"{at}{one.pk}/agree/", "Someone changed this a moment ago."
    assert said(theirs, agree_at, {"seen": "1"}) == refused(
        at, f"{now} Reload the page to see it now."
    )
    assert said(theirs, agree_at) == (agree_at, [])  # it says nothing of what was seen
    assert said(theirs, agree_at, {"seen": "2"}) == done(at, "You agreed to it.")
    assert said(hers, f"{at}end/") == done(at, "The call is decided. The awards are offered.")
    assert said(hers, f"{at}publish/") == done(at, "The awards are published.")
    assert said(hers, f"{at}publish/")[1][0][0] == "error"
    assert [(row.organisation.key, row.amount) for row in call.awards.all()] == [(HOUSTON, 9000)]
