"""Communities, summaries, the network and the papers of the year, as they are read and written."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.accounts.people import hub, member, sign_in, spoke
from tests.action.community_made import (
    LAST_YEAR,
    a_summary,
    a_whole_community,
    an_agreed_summary,
    secrets,
    serve,
    values,
)
from tests.action.project_made import a_photo, a_project, an_activity, coordinator, today
from tests.core.pdf_read import words_in
from upstander.action.models import AnnualSummary
from upstander.action.queries.coverage import without_spoke
from upstander.action.queries.together import lines_for
from upstander.network.interface import release
from upstander.network.states import Role

pytestmark = pytest.mark.django_db
HOME = "/desk/local/"
HERE = f"{HOME}summaries/"


@pytest.fixture
def desk(client):
    return sign_in(client, coordinator())


def text(answer):
    return answer.content.decode()


def test_the_page_for_everyone_shows_what_came_of_it_and_photos_that_may_be_shown(client):
    made = a_whole_community()
    past = an_activity(made.project)
    shown, kept = a_photo(past, is_public=True, shows="A full hall"), a_photo(past)
    page = client.get("/en/local/burnaby/").content.decode()
    assert f'src="/en/projects/photos/{shown.pk}/"' in page
    assert 'alt="A full hall"' in page
    assert str(kept.pk) not in page
    assert made.project.outcomes.get().indicator in page


def test_a_summary_is_written_and_agreed(desk):
    new = f"{HERE}new/{spoke().pk}/"
    page = text(desk.post(new, values(words="", reports="-1")))
    assert 'value="-1"' in page
    assert AnnualSummary.objects.count() == 0
    answer = desk.post(new, values())
    summary = AnnualSummary.objects.get()
    assert answer.url == f"{HERE}{summary.pk}/"
    again = text(desk.post(new, values(words="Kept when it is refused")))
    assert "There is a summary of this year." in again
    assert "Kept when it is refused" in again
    assert "Agree the summary?" in text(desk.get(f"{HERE}{summary.pk}/agree/"))
    desk.post(f"{HERE}{summary.pk}/agree/", {"seen": 0})
    summary.refresh_from_db()
    assert (summary.state, summary.agreed_on) == ("agreed", today())
    page = text(desk.get(f"{HERE}{summary.pk}/change/", follow=True))
    assert "Two slogans" in page
    assert text(desk.get(HERE)).count(f"{HERE}{summary.pk}/") == 1


def test_a_year_to_come_is_refused_with_a_sentence(desk):
    page = text(desk.post(f"{HERE}new/{spoke().pk}/", values(year=today().year + 1)))
    assert f"Choose a year from 2000 to {today().year}." in page


def test_the_second_tab_is_told_and_keeps_its_words(desk):
    address = f"{HERE}{a_summary().pk}/change/"
    desk.post(address, {"words": "From the first tab", "reports": 1, "seen": 0})
    answer = desk.post(address, {"words": "From the second tab", "reports": 2, "seen": 0})
    page = text(answer)
    assert answer.status_code == 409
    assert "From the first tab" in page
    assert "From the second tab</textarea>" in page
    assert desk.post(address, {"words": "Now", "reports": 2, "seen": 1}).status_code == 302


def test_others_find_nothing_of_a_draft(client):
    summary = a_summary()
    stranger = sign_in(client, coordinator(spoke(1)))
    for path in ("", "change/", "agree/"):
        assert stranger.get(f"{HERE}{summary.pk}/{path}").status_code == 404
    assert stranger.get(f"{HERE}new/{spoke().pk}/").status_code == 404


def test_the_hub_reads_what_is_agreed_and_changes_nothing(client):
    summary = an_agreed_summary()
    desk = sign_in(client, member(Role.HUB_STAFF, hub()))
    page = text(desk.get(f"{HERE}{summary.pk}/"))
    assert "Two slogans" in page
    assert coordinator().name not in page
    assert desk.post(f"{HERE}{summary.pk}/change/", values()).status_code == 404


@pytest.mark.parametrize("audience", ["hub", "funder"])
@pytest.mark.parametrize(("number", "said"), [(7, "fewer than 10"), (10, "10")])
def test_few_reports_are_a_number_only_for_its_own_people(client, audience, number, said):
    made = a_whole_community()
    AnnualSummary.objects.update(reports=number)
    address = f"{HERE}{made.summary.pk}/"
    own = sign_in(Client(), made.by)
    role, at = (Role.HUB_STAFF, hub()) if audience == "hub" else (Role.FUNDER_OFFICER, spoke(9))
    desk = sign_in(client, member(role, at))
    assert f"<bdi>{said}</bdi>" in text(desk.get(address))
    assert f"<bdi>{number}</bdi>" in text(own.get(address))
    paper = papers(desk, made.organisation, LAST_YEAR)[1]
    assert ("fewer than 10" in paper) == (number < 10)
    assert "fewer than" not in papers(own, made.organisation, LAST_YEAR)[1]


def test_the_list_of_summaries_takes_the_same_queries_for_any_number(client):
    an_agreed_summary()
    desk, counts = sign_in(client, member(Role.HUB_STAFF, hub())), []
    for number in range(2):
        desk.get(HERE)
        with CaptureQueriesContext(connection) as queries:
            page = text(desk.get(HERE))
        counts.append((len(queries), page.count("summaries/")))
        if not number:
            for one in (1, 2):
                an_agreed_summary(spoke(one))
    assert counts[0][0] == counts[1][0]
    assert counts[0][1] < counts[1][1]


def test_a_community_is_read_off_one_page(desk):
    made = a_whole_community()
    page = text(desk.get(f"{HOME}communities/burnaby/"))
    wanted = ("2 partners", "In force", made.priority.title, made.project.title)
    assert [words for words in wanted if words not in page] == ["2 partners"]
    assert "3 partners" in page
    assert "not a form of the province" in page
    assert desk.get(f"{HOME}communities/surrey/").status_code == 404
    years = [today().year + 1, today().year, LAST_YEAR]
    names = [f"{year}/{paper}.pdf" for year in years for paper in ("plan", "report")]
    papers = [f"{HOME}years/{spoke().pk}/{name}" for name in names]
    assert [path in page for path in papers] == [True, False, True, True, True, True]
    assert desk.get(papers[0]).content.startswith(b"%PDF")
    assert "burnaby" in text(desk.get(f"{HOME}communities/"))


def test_gaps_are_named_with_the_next_step(desk):
    serve(spoke(), "burnaby")
    page = text(desk.get(f"{HOME}communities/burnaby/"))
    wanted = ("There is no partner yet.", "Add a partner", "Start a protocol", "Write a summary")
    assert [words for words in wanted if words not in page] == []
    assert "Burnaby · Agreed protocol" in text(desk.get(HOME))


def test_the_network_is_for_the_hub(client, desk):
    assert desk.get(f"{HOME}network/").status_code == 403
    assert desk.get(f"{HOME}network/communities.csv").status_code == 403
    assert desk.get(f"{HOME}tried/?addresses=school").status_code == 200


def test_the_network_filters_and_goes_along_as_a_table(client):
    a_whole_community()
    hidden = a_whole_community(1, "kelowna", is_governed=True)
    desk = sign_in(client, member(Role.HUB_COORDINATOR, hub()))
    page = text(desk.get(f"{HOME}network/"))
    assert "Burnaby" in page
    assert "Not shown here" in page
    assert "Burnaby" not in text(desk.get(f"{HOME}network/?missing=protocol"))
    table = text(desk.get(f"{HOME}network/communities.csv"))
    assert ",Burnaby,Spoke 0,yes,yes,yes,1,1,yes" in table
    assert ",Kelowna,Spoke 1,,,,,,\r\n" in table
    pages = page + table + text(desk.get(f"{HOME}tried/?addresses=school"))
    pages += text(desk.get(f"{HOME}communities/kelowna/"))
    hidden_words = [words for words in secrets(hidden) if words != hidden.summary.words]
    assert [words for words in hidden_words if words in pages] == []


def test_of_a_spoke_that_shows_nothing_nothing_is_said_to_the_hub(client):
    made = a_whole_community(1, "kelowna", is_governed=True)
    none = ("There is no priority here.", "There is no project here.", "No date is near.")
    address = f"{HOME}communities/kelowna/"
    page = text(sign_in(client, member(Role.HUB_STAFF, hub())).get(address))
    assert [words for words in none if words in page] == []
    assert page.count("<p>Not shown here</p>") == len(none)
    type(made.organisation).objects.update(is_indigenous_governed=False)
    assert "<p>Not shown here</p>" not in text(client.get(address))
    made.activity.delete()
    type(made.organisation).objects.filter(pk=made.organisation.pk).update(
        is_indigenous_governed=True
    )
    own = text(sign_in(Client(), made.by).get(address))
    assert ("<p>Not shown here</p>" in own, made.project.title in own) == (False, True)


@pytest.mark.parametrize("language", ["en", "ar", "pa"])
def test_the_papers_of_the_year_say_it_all(client, language):
    made = a_whole_community()
    made.by.language = language
    made.by.save()
    desk, here = sign_in(client, made.by), f"{HOME}years/{made.organisation.pk}"
    plan = words_in(desk.get(f"{here}/{today().year}/plan.pdf").content)
    wanted = ("Temple 0", "Shelter", "Fair schools 0", "Walking bus 0", "Children feel safe")
    assert [words for words in wanted if words not in plan] == []
    report = words_in(desk.get(f"{here}/{today().year}/report.pdf").content)
    assert "Walking bus 0" in report
    last = desk.get(f"{here}/{LAST_YEAR}/report.pdf")
    assert "slogans" in words_in(last.content)
    assert last["Cache-Control"] == "private, no-store"


def papers(desk, organisation, year=None):
    """What the plan and the report of a year say to her; None where she finds none."""
    here = f"{HOME}years/{organisation.pk}/"
    paths = (f"{year or today().year}/plan.pdf", f"{year or today().year}/report.pdf")
    answers = [desk.get(f"{here}{path}") for path in paths]
    return [words_in(a.content) if a.status_code == 200 else None for a in answers]


@pytest.mark.parametrize("audience", ["hub", "funder"])
def test_hub_and_funder_read_the_papers_of_a_spoke_as_far_as_it_shows_them(client, audience):
    made, hidden = a_whole_community(), a_whole_community(1, "kelowna", is_governed=True)
    draft = a_project(made.organisation, title="Unheard of plan")
    role, at = (Role.HUB_STAFF, hub()) if audience == "hub" else (Role.FUNDER_OFFICER, spoke(9))
    desk = sign_in(client, member(role, at))
    plan, report = papers(desk, made.organisation)
    wanted = ("Temple 0", "Fair schools 0", "Walking bus 0", "In force", "committee")
    assert [words for words in wanted if words not in plan] == []
    assert draft.title not in plan
    assert ("Walking bus 0" in report, "Activities" in report) == (True, True)
    assert ("What we learned" in report) == (audience == "hub")
    assert papers(desk, hidden.organisation) == [None, None]
    other = "funder" if audience == "hub" else "hub"
    release(hidden.organisation, f"project:{hidden.project.pk}", other, by=hidden.by)
    assert papers(desk, hidden.organisation) == [None, None]
    release(hidden.organisation, f"project:{hidden.project.pk}", audience, by=hidden.by)
    plan, report = papers(desk, hidden.organisation)
    assert ("Walking bus 1" in plan, "Walking bus 1" in report) == (True, True)
    closed = ("Fair schools 1", "Temple 1", "Shelter", "committee", "In force", "slogans")
    assert [words for words in closed if words in plan + report] == []
    assert "Not shown here" in plan
    assert "Activities" not in report  # a sum would be of a part
    assert papers(desk, spoke(5)) == [None, None]  # no spoke


def test_others_read_no_papers(client):
    made = a_whole_community()
    desk = sign_in(client, coordinator(spoke(1)))
    assert papers(desk, made.organisation) == [None, None]
    own = sign_in(Client(), made.by)
    assert papers(own, made.organisation, today().year + 2) == [None, None]


def test_the_papers_are_linked_where_they_can_be_read(client):
    made, hidden = a_whole_community(), a_whole_community(1, "kelowna", is_governed=True)
    of_hub = sign_in(client, member(Role.HUB_STAFF, hub()))
    for key, whose, is_there in (("burnaby", made, True), ("kelowna", hidden, False)):
        address = f"{HOME}years/{whose.organisation.pk}/"
        assert (address in text(of_hub.get(f"{HOME}communities/{key}/"))) == is_there
        assert (address in text(of_hub.get(HERE))) == is_there


def test_the_funder_finds_the_summaries(client):
    made = a_whole_community()
    desk = sign_in(client, member(Role.FUNDER_OFFICER, spoke(9)))
    assert f'href="{HERE}"' in text(desk.get(HOME))
    page = text(desk.get(HERE))
    assert "Burnaby" in page
    assert f'href="{HERE}{made.summary.pk}/"' in page
    assert "There is no summary yet." in page
    assert f"{HOME}years/{made.organisation.pk}/{LAST_YEAR}/report.pdf" in page
    assert desk.get(f"{HOME}network/").status_code == 403


def test_the_network_lists_who_has_no_spoke_and_totals(client):
    a_whole_community()
    user = member(Role.HUB_STAFF, hub())
    of_hub, place = sign_in(client, user), without_spoke(lines_for(user, today()))[0]
    page = text(of_hub.get(f"{HOME}network/"))
    table = text(of_hub.get(f"{HOME}network/communities.csv?missing=spoke"))
    assert re.search(r"\b1 of \d+ communities", page)
    assert f"<bdi>{place.name}</bdi>" in page
    assert f",{place.name},,no,no,no,0,0,no" in table
    assert "Spoke 0" not in table
    only = text(of_hub.get(f"{HOME}network/?missing=spoke"))
    assert ("<table" in only, place.name in only) == (False, True)


def test_the_public_page_shows_what_is_agreed_and_nothing_private(client):
    made = a_whole_community()
    page = text(client.get("/en/local/burnaby/"))
    wanted = [made.priority.title, made.project.title, made.activity.title, "Council", "Temple 0"]
    assert [words for words in [*wanted, "How we answer"] if words not in page] == []
    private = ("Shelter", "Secret Person", "slogans", "Coordinator")
    assert [words for words in private if words in page] == []
    assert page.count('hreflang="') >= 13
    assert "/en/local/burnaby/" in text(client.get("/en/find-help/burnaby/"))
    assert client.cookies == {}


def test_the_public_page_of_a_quiet_community_is_calm(client):
    page = text(client.get("/fr/local/kelowna/"))
    assert "/fr/find-help/kelowna/" in page
    assert "Nothing is shown here yet." in text(client.get("/en/local/kelowna/"))
    assert "/en/local/" not in text(client.get("/en/find-help/kelowna/"))
    assert client.get("/en/local/nowhere/").status_code == 404


def test_only_who_may_is_invited_to_agree_and_others_are_told_who_can(client, desk):
    serve(spoke(), "burnaby")
    desk.post(f"{HERE}new/{spoke().pk}/", values())
    summary = AnnualSummary.objects.get()
    worker = sign_in(Client(), member(Role.SPOKE_WORKER, spoke(), "w@example.org"))
    invited, agree = "Read it and agree it", f"{HERE}{summary.pk}/agree/"
    who = "Only a coordinator of the organisation can do this."
    for path in (f"{HOME}communities/burnaby/", HOME):
        pages = [text(reader.get(path)) for reader in (desk, worker)]
        assert [(invited in page, who in page) for page in pages] == [(True, False), (False, True)]
    pages = [text(reader.get(f"{HERE}{summary.pk}/")) for reader in (desk, worker)]
    assert [(agree in page, who in page) for page in pages] == [(True, False), (False, True)]
