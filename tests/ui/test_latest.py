"""Of the jobs that wait only the last one runs, and not before its time."""

from __future__ import annotations

import threading
import time

from reader.ui.latest import Latest


def test_of_the_jobs_that_wait_only_the_last_one_runs() -> None:
    done: list[str] = []
    queue = Latest("test")
    begun, go_on, end = threading.Event(), threading.Event(), threading.Event()

    def first() -> None:
        begun.set()
        go_on.wait(10)
        done.append("first")

    queue.run(first)
    assert begun.wait(10)
    queue.run(lambda: done.append("second"))
    assert queue.overtaken

    def third() -> None:
        done.append("third")
        end.set()

    queue.run(third)
    go_on.set()
    assert end.wait(10)
    assert done == ["first", "third"]
    queue.close()


def test_a_job_that_may_wait_lets_another_go_first() -> None:
    done: list[str] = []
    queue, end = Latest("test"), threading.Event()

    def now() -> None:
        done.append("now")
        end.set()

    queue.run(lambda: done.append("later"), not_before=time.monotonic() + 60)
    assert not queue.idle
    queue.run(now)
    assert end.wait(10)
    assert done == ["now"]
    queue.close()


def test_a_job_that_may_wait_runs_in_its_time() -> None:
    queue, end = Latest("test"), threading.Event()
    queue.run(end.set, not_before=time.monotonic() + 0.05)
    assert end.wait(10)
    queue.close()
