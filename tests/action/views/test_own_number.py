"""What a desk counted is read by the organisation's people and its committee, and nowhere else."""

from datetime import date

import pytest

from tests.accounts.people import hub, member, sign_in, spoke
from tests.action.committee_made import a_guest
from tests.action.community_made import a_whole_community
from tests.action.priority_made import a_priority
from tests.action.project_made import today
from tests.action.survey_made import worker
from tests.core.pdf_read import words_in
from upstander.action.interface import OwnNumber, public_priorities, use_own_number
from upstander.action.models import Evidence
from upstander.network.states import Role

pytestmark = pytest.mark.django_db
HERE = "/desk/local/"
LIST = f"{HERE}priorities/"
BIG, DAYS = 73519, (date(2026, 1, 1), date(2026, 3, 31))
FEW = "fewer than 10"


@pytest.fixture
def made():
    """An agreed priority of a community, backed by a large number and a small one."""
    found = a_whole_community()
    found.writer = worker()
    use_own_number(found.priority, OwnNumber("all", BIG, *DAYS), by=found.writer)
    use_own_number(found.priority, OwnNumber("wish:record", 3, *DAYS), by=found.writer)
    return found


def _page(client, path):
    return client.get(path, follow=True).content.decode()


@pytest.mark.parametrize("who", ["writer", "guest"])
def test_own_people_and_the_committee_read_it_small_ones_rounded(client, made, who):
    user = made.writer if who == "writer" else a_guest()[0]
    sign_in(client, user)
    page = _page(client, f"{LIST}{made.priority.pk}/")
    wanted = (f"<strong>{BIG}</strong>", f"<strong>{FEW}</strong>", "our desk", "March 31, 2026")
    assert [words for words in wanted if words not in page] == []
    assert "<strong>3</strong>" not in page
    assert "Evidence: 2" in _page(client, LIST)
    assert "Reports are not incidence" in page


@pytest.mark.parametrize(
    "who", [Role.HUB_STAFF, Role.HUB_COORDINATOR, Role.FUNDER_OFFICER, Role.SPOKE_COORDINATOR]
)
def test_nobody_else_of_the_staff_learns_that_there_is_one(client, made, who):
    holder = spoke(1) if who == Role.SPOKE_COORDINATOR else hub()
    sign_in(client, member(who, holder))
    paths = [LIST, f"{LIST}{made.priority.pk}/", HERE, "/desk/", f"{HERE}network/"]
    paths += [f"{HERE}communities/burnaby/", f"{HERE}tried/?addresses=school"]
    pages = "".join(_page(client, path) for path in paths)
    assert [w for w in (str(BIG), FEW, " our desk", "Our own numbers") if w in pages] == []
    is_shown = who != Role.SPOKE_COORDINATOR
    assert ("Evidence: 0" in pages) is is_shown
    for paper in ("plan", "report"):
        path = f"{HERE}years/{made.organisation.pk}/{today().year}/{paper}.pdf"
        answer = client.get(path)
        assert answer.status_code == (200 if is_shown else 404)
        said = words_in(answer.content) if is_shown else ""
        assert [w for w in (str(BIG), FEW, "our desk", "Our own numbers") if w in said] == []
    table = client.get(f"{HERE}network/communities.csv").content.decode()
    assert str(BIG) not in table


def test_no_public_page_has_it(client, made):
    pages = "".join(_page(client, f"/{code}/local/burnaby/") for code in ("en", "ar"))
    assert made.priority.title in pages
    assert [w for w in (str(BIG), FEW, "Our own numbers") if w in pages] == []
    [row] = public_priorities(organisation=made.organisation)
    assert row.evidence == []


def test_no_paper_of_the_year_has_it(client, made):
    sign_in(client, made.writer)
    for paper in ("plan", "report"):
        answer = client.get(f"{HERE}years/{made.organisation.pk}/{today().year}/{paper}.pdf")
        words = words_in(answer.content)
        assert [w for w in (str(BIG), FEW, "Our own numbers") if w in words] == []


def test_it_is_taken_out_as_other_evidence_is(client):
    by = worker()
    row = a_priority(by)
    piece = use_own_number(row, OwnNumber("all", BIG, *DAYS), by=by)
    page = _page(sign_in(client, by), f"{LIST}{row.pk}/")
    assert "Nothing yet." not in page
    address = f"{LIST}{row.pk}/evidence/{piece.pk}/remove/"
    assert address in page
    assert "<p>Requests</p>" in client.get(address).content.decode()
    client.post(address)
    assert Evidence.objects.count() == 0


def test_a_page_takes_the_same_queries_for_any_number(client, django_assert_max_num_queries, made):
    sign_in(client, made.writer)
    path = f"{LIST}{made.priority.pk}/"
    client.get(path)
    with django_assert_max_num_queries(100) as first:
        client.get(path)
    for n in range(5):
        use_own_number(made.priority, OwnNumber(f"language:{n}", n * 9, *DAYS), by=made.writer)
    with django_assert_max_num_queries(len(first)):
        client.get(path)
