import pytest
from tests.accounts.people import sign_in, spoke
from tests.funding.application_made import *
from tests.funding.call_made import an_open_call
pytestmark = pytest.mark.django_db
def test_pages(client):
    call = an_open_call(); org = spoke()
    a = a_whole_application(call, org, partners=[spoke(2)])
    c = sign_in(client, coordinator_of(org))
    for p in ["", "who/","partners/","course/","budget/","questions/","people/","review/","receipt/","withdraw/"]:
        r = c.get(f"/desk/funding/applications/{a.pk}/{p}")
        assert r.status_code == (302 if p=="receipt/" else 200), (p, r.status_code)
    r = c.get("/desk/funding/apply/"); assert r.status_code==200
    r = c.post(f"/desk/funding/applications/{a.pk}/review/", {"name":"A","role":"B"})
    assert r.status_code==302, r.content.decode()
    a.refresh_from_db(); print(a.reference, a.state)
    r = c.get(f"/desk/funding/applications/{a.pk}/receipt/"); assert r.status_code==200
