"""Whatever process of a running server dies, another takes its place."""

import os
import signal
import time

import pytest

from tests.benchmarks.servers import server_of_tests


@pytest.mark.django_db(transaction=True)
def test_a_worker_for_jobs_that_dies_is_replaced(tmp_path) -> None:
    with server_of_tests(tmp_path, "--workers", "1") as server:
        (first,) = server.jobs()
        os.kill(first, signal.SIGKILL)
        end = time.monotonic() + 30
        while server.jobs() in ([], [first]) and time.monotonic() < end:
            time.sleep(0.1)
        (second,) = server.jobs()
    assert second != first
    assert server.process.returncode == 0
