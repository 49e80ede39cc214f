"""The duties of communities, the network, and what of an Indigenous-governed spoke is seen."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.accounts.people import hub, member, spoke
from tests.action.community_made import LAST_YEAR, a_summary, a_whole_community, secrets, serve
from tests.action.project_made import a_partner, coordinator, today
from tests.protocols.signature_made import a_version
from upstander.action.interface import has_public_place, public_place, public_place_keys
from upstander.action.queries.community import communities_panel, work_in
from upstander.action.queries.coverage import groups_of, totals_of, without_spoke
from upstander.action.queries.duty import Is, places_visible_to, summaries_of_spokes
from upstander.action.queries.summary import summaries_visible_to
from upstander.action.queries.together import lines_for, row_of, tried_by_others
from upstander.network.interface import release
from upstander.network.models import Community
from upstander.network.models import Spoke as Term
from upstander.network.states import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def of_hub():
    return member(Role.HUB_STAFF, hub())


def standings(place):
    return {duty.key: duty.standing for duty in place.duties}


def only(places, key="burnaby"):
    [found] = [place for place in places if place.community.key == key]
    return found


def test_every_duty_is_missing_at_first_and_says_the_next_step():
    serve(spoke(), "burnaby")
    place = only(places_visible_to(coordinator(), today()))
    assert set(standings(place).values()) == {Is.MISSING}
    assert [(str(duty.step), duty.url) for duty in place.gaps] == [
        ("Add a partner", f"/desk/partners/of/{spoke().pk}/"),
        ("Start a protocol", "/desk/protocols/new/"),
        ("Write a summary", f"/desk/local/summaries/new/{spoke().pk}/"),
    ]


def test_duties_that_are_met_say_since_when():
    made = a_whole_community()
    place = only(places_visible_to(made.by, today()))
    assert (set(standings(place).values()), place.gaps) == ({Is.MET}, [])
    assert [duty.since for duty in place.duties][1:] == [today(), today()]


def test_what_is_begun_is_not_met():
    serve(spoke(), "burnaby")
    a_version()
    a_summary()
    a_partner(ends_on=today())
    found = only(places_visible_to(coordinator(), today()))
    wanted = {"partnership": Is.MET, "protocol": Is.MISSING, "summary": Is.MISSING}
    assert standings(found) == wanted
    assert str(found.duty("protocol").words) == "Being written"
    assert str(found.duty("summary").step) == "Read it and agree it"


def test_a_partner_and_a_protocol_count_where_they_are():
    made = a_whole_community()
    second = Community.objects.get(key="surrey")
    Term.objects.get(organisation=made.organisation).communities.add(second)
    made.organisation.local_partners.update(ends_on=today())
    made.organisation.local_partners.filter(pk=made.partner.pk).update(ends_on=None)
    place = only(places_visible_to(made.by, today()), "surrey")
    wanted = {"partnership": Is.MISSING, "protocol": Is.MISSING, "summary": Is.MET}
    assert standings(place) == wanted


def test_a_summary_is_not_asked_for_before_the_work_began():
    serve(spoke(), "burnaby")
    Term.objects.filter(organisation=spoke()).update(starts_on=today())
    place = only(places_visible_to(coordinator(), today()))
    assert standings(place)["summary"] == Is.LATER


def test_a_review_that_is_late_is_a_gap():
    made = a_whole_community()
    made.version.__class__.objects.update(review_on=today().replace(year=LAST_YEAR))
    place = only(places_visible_to(made.by, today()))
    assert (standings(place)["protocol"], [d.key for d in place.gaps]) == (Is.LATE, ["protocol"])


def test_the_panel_names_gaps_once():
    serve(spoke(), "burnaby", "surrey")
    panel = communities_panel(coordinator(), timezone.now())
    assert len(panel.rows) == 5
    panel = communities_panel(member(Role.FUNDER_OFFICER, spoke(9)), timezone.now())
    assert (panel.rows, panel.more[1]) == ([], "/desk/local/summaries/")
    assert communities_panel(member(Role.REVIEWER, spoke(9)), timezone.now()) is None


def test_the_hub_sees_others_and_no_next_step_of_theirs(of_hub):
    made = a_whole_community()
    place = only(places_visible_to(of_hub, today()))
    assert set(standings(place).values()) == {Is.MET}
    assert {duty.url for duty in place.duties} == {""}
    work = work_in(place, of_hub, today())
    assert (work.priorities, work.projects) == ([made.priority], [made.project])
    assert work.dates[0].text == made.activity.title


def test_an_indigenous_governed_spoke_shows_nothing_until_it_does(of_hub, client):
    made = a_whole_community(is_governed=True)
    place = only(places_visible_to(of_hub, today()))
    assert set(standings(place).values()) == {Is.UNSHOWN}
    assert work_in(place, of_hub, today()) == ([], [], [])
    [line] = [x for x in lines_for(of_hub, today()) if x.place.community.key == "burnaby"]
    assert line.has_plan is None
    assert row_of(line)[3:] == ["", "", "", None, None, None]
    for missing in ("partnership", "protocol", "summary", "plan"):
        found = [x for x in lines_for(of_hub, today()) if x.lacks(missing)]
        assert "burnaby" not in {x.place.community.key for x in found}
    assert tried_by_others(of_hub, "school", today()) == []
    assert not public_place(made.community)
    assert not has_public_place(made.community)
    assert public_place_keys() == []
    assert list(summaries_visible_to(of_hub)) == []
    page = client.get("/en/local/burnaby/").content.decode()
    assert [words for words in secrets(made) if words in page] == []


def test_what_it_releases_is_seen_by_that_audience_alone(of_hub):
    made = a_whole_community(is_governed=True)
    subjects = {
        f"partner:{made.partner.pk}", f"protocol:{made.protocol.pk}",
        f"priority:{made.priority.pk}", f"summary:{made.summary.pk}",
    }  # fmt: skip
    for subject in subjects:
        release(made.organisation, subject, "hub", by=made.by)
    place = only(places_visible_to(of_hub, today()))
    assert set(standings(place).values()) == {Is.MET}
    [row] = tried_by_others(of_hub, "school", today())
    assert (row.priority, row.projects) == (made.priority, [])
    assert public_place_keys() == []
    release(made.organisation, f"priority:{made.priority.pk}", "public", by=made.by)
    assert public_place_keys() == ["burnaby"]
    shown = public_place(made.community)
    assert [row.title for row in shown.priorities] == [made.priority.title]
    assert (shown.running, shown.protocols, shown.partners, shown.coming) == ([], [], [], [])


def test_others_learn_what_was_tried(of_hub):
    made, other = a_whole_community(), coordinator(spoke(1))
    [row] = tried_by_others(of_hub, "school", today())
    assert (row.priority, [p for p, _came in row.projects]) == (made.priority, [made.project])
    assert row.projects[0][1] is not None
    [row] = tried_by_others(other, "school", today())
    assert row.projects == [(made.project, None)]
    assert tried_by_others(made.by, "school", today()) == []
    assert tried_by_others(of_hub, "health", today()) == []


def test_the_public_sees_what_is_agreed_and_runs():
    made = a_whole_community()
    shown = public_place(made.community)
    assert [row.pk for row in shown.running] == [made.project.pk]
    assert [row.activity for row in shown.coming] == [made.activity]
    assert [row for row, _title in shown.protocols] == [made.version]
    assert {row.name for row in shown.partners} == {"Council", made.partner.name}
    assert has_public_place(made.community)
    assert public_place_keys() == ["burnaby"]


def test_no_list_takes_more_queries_for_more_communities(of_hub):
    made = a_whole_community()
    serve(spoke(8), "surrey")

    def counted(run):
        with CaptureQueriesContext(connection) as found:
            run()
        return len(found)

    runs = [
        lambda: lines_for(of_hub, today()),
        lambda: totals_of(found := lines_for(of_hub, today()), without_spoke(found)),
        lambda: summaries_of_spokes(of_hub, today()),
        lambda: places_visible_to(made.by, today()),
        lambda: tried_by_others(of_hub, "school", today()),
        public_place_keys,
        lambda: communities_panel(made.by, timezone.now()),
        lambda: work_in(only(places_visible_to(of_hub, today())), of_hub, today()),
        lambda: public_place(made.community),
    ]
    before = [counted(run) for run in runs]
    a_whole_community(1, "kelowna")
    a_whole_community(2, "nanaimo")
    assert [counted(run) for run in runs] == before
    assert counted(lambda: has_public_place(made.community)) == 1


def test_communities_without_a_spoke_are_counted_and_part_of_one_that_is_served_is_served(of_hub):
    a_whole_community()
    a_whole_community(1, "kelowna", is_governed=True)
    lines = lines_for(of_hub, today())
    others = without_spoke(lines)
    every = {place.pk: place for place in Community.objects.all()}
    served = {line.place.community.pk for line in lines}
    for pk, place in every.items():
        assert (place in others) == (pk not in served and place.part_of_id not in served)
    totals = {row.name: row for row in totals_of(lines, others)}
    assert totals["Served by a spoke"][1:] == (len(served), len(served) + len(others), 0)
    for name in ("Agreed protocol", "Annual summary", "Plan of this year"):
        assert totals[name][1:] == (1, len(served) + len(others), 1 + _closed(lines))
    groups = groups_of(lines, others)
    assert [g.region.position for g in groups] == sorted(g.region.position for g in groups)
    assert sum(len(g.lines) for g in groups) == len(lines)
    assert sum(len(g.others) for g in groups) == len(others)
    [alone] = [g for g in groups_of([], others) if g.region == others[0].region]
    assert alone.lines == []


def _closed(lines):
    """Those of the pack under Indigenous governance, which show nothing either."""
    rows = [x for x in lines if x.place.organisation.is_indigenous_governed]
    return len({x.place.community.key for x in rows} - {"kelowna"})


def test_the_funder_reads_how_each_summary_stands_and_nobody_else_does():
    officer = member(Role.FUNDER_OFFICER, spoke(9))
    made, hidden = a_whole_community(), a_whole_community(1, "kelowna", is_governed=True)
    late = serve(spoke(2), "surrey")

    def told():
        rows = {row.spoke.organisation: row for row in summaries_of_spokes(officer, today())}
        return [rows[organisation] for organisation in (made.organisation, hidden.organisation,
                                                        spoke(2))]  # fmt: skip

    first, closed, missing = told()
    here = "/desk/local/summaries/"
    assert (first.duty.standing, first.duty.url) == (Is.MET, f"{here}{made.summary.pk}/")
    assert (closed.duty.standing, closed.duty.url, closed.has_papers) == (Is.UNSHOWN, "", False)
    assert (missing.duty.standing, missing.duty.url, missing.duty.step) == (Is.MISSING, "", "")
    assert (list(missing.communities), missing.has_papers) == (late, True)
    release(hidden.organisation, f"summary:{hidden.summary.pk}", "funder", by=hidden.by)
    closed = told()[1]
    assert (closed.duty.standing, closed.duty.url) == (Is.MET, f"{here}{hidden.summary.pk}/")
    assert closed.has_papers
    assert summaries_of_spokes(made.by, today()) == []
