"""Between two requests a worker drafts; the next request ends that at once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.unit.test_voice_pairs import OWN
from writer_app.cli.between import Between
from writer_app.cli.worker_process import WorkerProcess
from writer_app.engine.messages import Done, Load, Reply
from writer_app.engine.work import Generation


class Requests:
    """The line comes at the n-th look."""

    def __init__(self, looks: int) -> None:
        self.looks = looks

    def wait(self, seconds: float) -> bool:
        self.looks -= 1
        return self.looks < 0

    def next(self) -> bytes | None:
        return b"a request"


@pytest.fixture
def worker() -> Iterator[WorkerProcess]:
    with WorkerProcess(("--backend", "fake")) as worker:
        worker.load(Load("colossal.gguf"))
        yield worker


def answered(worker: WorkerProcess) -> Reply:
    replies: list[Reply] = []
    worker.wait(worker.submit(Generation("Once"), replies.append))
    return replies[-1]


def test_a_request_is_not_kept_waiting(worker: WorkerProcess) -> None:
    between = Between(worker, [OWN.replace("the white road", "[endless] roads")])
    assert between.next(Requests(20)) == b"a request"
    done = answered(worker)
    assert isinstance(done, Done)
    assert done.finish == "done"


def test_what_teaches_nothing_is_no_pair(worker: WorkerProcess) -> None:
    requests = Requests(10**9)  # until all of it is tried
    between = Between(worker, [OWN])
    assert between.next(requests) == b"a request"
    assert between.nearest("A walk to the station.") == []
    left = requests.looks
    assert between.next(requests) == b"a request"
    assert left - requests.looks == 2  # nothing is waited for any more


def test_a_worker_that_fails_is_asked_no_more(worker: WorkerProcess) -> None:
    between = Between(worker, [OWN.replace("the white road", "[refuse] roads"), OWN])
    assert between.next(Requests(10**9)) == b"a request"
    assert isinstance(answered(worker), Done)
