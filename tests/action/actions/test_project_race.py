"""A button that is pressed twice at once plans one project."""

from threading import Barrier, Thread

from django.db import connection

from tests.accounts.people import spoke
from tests.action.project_made import coordinator, plan
from upstander.action.actions.project import plan_project
from upstander.action.models import Project


def test_two_presses_at_once_plan_one_project(site):
    organisation, by = spoke(), coordinator()
    barrier, made = Barrier(2), []

    def press() -> None:
        barrier.wait()
        try:
            made.append(plan_project(organisation, plan(), by=by).pk)
        finally:
            connection.close()

    threads = [Thread(target=press) for _each in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert made == [Project.objects.get().pk] * 2
