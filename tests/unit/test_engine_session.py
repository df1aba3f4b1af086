"""One worker's life, without a worker."""

from __future__ import annotations

import pytest

from writer_app.engine.codec import Decoder, encode
from writer_app.engine.messages import (
    Cancel,
    CandidateDone,
    Done,
    Failed,
    Generate,
    Hello,
    Load,
    Progress,
    Ready,
    Reply,
    Report,
    Shutdown,
    Token,
)
from writer_app.engine.outcome import Outcome
from writer_app.engine.session import HANG_SECONDS, Session, State
from writer_app.engine.work import Generation

HELLO = Hello("0.1", "0.3", "CPU", False)
READY = Ready("/m", "fake", 8192, 8192, 256, 0, 0, 1, True, 0, 0.1)
KILLED = Outcome(None, 9)
ASK = Generation("Once")


def say(session: Session, *reports: Report) -> list[Hello | Ready | Progress | Failed]:
    return session.receive_data(b"".join(map(encode, reports)))


def ready_session() -> Session:
    session = Session()
    session.load(Load("/m"))
    say(session, HELLO, READY)
    session.data_to_send()
    return session


def test_a_life() -> None:
    session = Session()
    states = [session.state]
    assert say(session, HELLO) == [HELLO]
    states.append(session.state)
    session.load(Load("/m"))
    states.append(session.state)
    assert Decoder().feed(session.data_to_send()) == [Load("/m")]
    assert session.data_to_send() == b""
    half = Progress(None, "load", 0.5)
    assert say(session, half, READY) == [half, READY]
    assert [*states, session.state] == [State.STARTING, State.IDLE, State.LOADING, State.READY]
    assert session.ready == READY
    session.shutdown()
    assert Decoder().feed(session.data_to_send()) == [Shutdown()]
    assert session.ended(Outcome(0, None)) is State.READY
    assert session.state is State.CLOSED
    assert session.ready is None


def test_loading_before_the_hello() -> None:
    session = Session()
    session.load(Load("/m"))
    say(session, HELLO)
    assert session.state is State.LOADING
    say(session, READY)
    assert session.ready == READY


def test_one_model_in_a_life() -> None:
    session = ready_session()
    with pytest.raises(ValueError, match="one model"):
        session.load(Load("/other"))


def test_a_refused_load() -> None:
    session = Session()
    session.load(Load("/m"))
    refusal = Failed(None, "load_failed", "no")
    assert say(session, HELLO, refusal) == [HELLO, refusal]
    assert session.state is State.REFUSED
    assert session.ready is None


def test_a_bad_line_is_no_refused_load() -> None:
    session = Session()
    session.load(Load("/m"))
    say(session, HELLO, Failed(None, "bad_request", "a line"))
    assert session.state is State.LOADING


def test_replies_go_to_their_request() -> None:
    session = ready_session()
    one: list[Reply] = []
    two: list[Reply] = []
    first, second = session.submit(ASK, one.append), session.submit(ASK, two.append)
    assert Decoder().feed(session.data_to_send()) == [Generate(first, ASK), Generate(second, ASK)]
    said = Token(second, 0, "a", -1.0)
    over = Done(first, "done", 1, 0, 0.0, 0.0)
    assert say(session, said, over) == []
    assert (one, two) == ([over], [said])
    say(session, Token(first, 0, "too late", -1.0), Token(99, 0, "whose?", -1.0))
    assert one == [over]


def test_after_a_cancel_only_the_end_comes() -> None:
    session = ready_session()
    heard: list[Reply] = []
    request = session.submit(ASK, heard.append)
    session.data_to_send()
    session.cancel(request)
    session.cancel(request)
    assert Decoder().feed(session.data_to_send()) == [Cancel(request)]
    say(session, Progress(request, "prompt", 1.0), Token(request, 0, "a", -1.0))
    assert heard == []
    # It had ended before the worker read the Cancel.
    say(session, CandidateDone(request, 0, "stop", 1), Done(request, "done", 1, 0, 0.0, 0.0))
    assert [getattr(reply, "finish", None) for reply in heard] == ["cancelled", "cancelled"]
    session.cancel(request)
    session.cancel(1234)
    assert session.data_to_send() == b""


def test_the_end_of_the_worker_ends_every_request() -> None:
    session = ready_session()
    lost: list[Reply] = []
    cancelled: list[Reply] = []
    one = session.submit(ASK, lost.append)
    two = session.submit(ASK, cancelled.append)
    session.cancel(two)
    session.ended(KILLED)
    assert lost == [Failed(one, "engine_lost", KILLED.sentence())]
    assert cancelled == [Done(two, "cancelled", 0, 0, 0.0, 0.0)]
    session.ended(KILLED)
    assert len(lost) == 1


def test_a_reply_never_comes_before_submit_has_returned() -> None:
    session = ready_session()
    session.ended(KILLED)
    heard: list[Reply] = []
    request = session.submit(ASK, heard.append)
    assert heard == []
    assert session.has_undelivered
    session.deliver()
    assert heard == [Failed(request, "engine_lost", KILLED.sentence())]
    assert not session.has_undelivered


def test_a_reply_may_submit_and_cancel() -> None:
    session = ready_session()
    heard: list[Reply] = []
    again: list[int] = []

    def reply(message: Reply) -> None:
        again.append(session.submit(ASK, heard.append))
        session.cancel(again[-1])

    request = session.submit(ASK, reply)
    session.data_to_send()
    say(session, Done(request, "done", 1, 0, 0.0, 0.0))
    assert Decoder().feed(session.data_to_send()) == [Generate(again[0], ASK), Cancel(again[0])]


def test_a_reply_that_raises_costs_no_other_message() -> None:
    session = ready_session()
    heard: list[Reply] = []

    def fail(message: Reply) -> None:
        raise RuntimeError("a fault of the caller's")

    one, two = session.submit(ASK, fail), session.submit(ASK, heard.append)
    with pytest.raises(RuntimeError):
        say(session, Done(one, "done", 1, 0, 0.0, 0.0), Done(two, "done", 1, 0, 0.0, 0.0))
    session.receive_data(b"")
    assert [reply.id for reply in heard] == [two]


def test_ids_go_on_over_sessions() -> None:
    session = ready_session()
    last = session.submit(ASK, lambda reply: None)
    assert Session(session.next_id).submit(ASK, lambda reply: None) > last


def test_rubbish_is_counted_and_ignored() -> None:
    session = ready_session()
    assert session.receive_data(b"llama: hello\n\xff\n") == []
    assert session.rubbish == 2
    assert session.state is State.READY


def test_hung_means_busy_and_silent() -> None:
    session = ready_session()
    for now in (0.0, 100.0, 1000.0):
        assert not session.hung(now), "an idle worker may be silent for ever"
    session.submit(ASK, lambda reply: None)
    assert not session.hung(1001.0)
    assert not session.hung(1000.9 + HANG_SECONDS)
    say(session, Progress(1, "prompt", 0.1))
    assert not session.hung(1002.0 + HANG_SECONDS), "a sign of life was given"
    assert not session.hung(1001.9 + 2 * HANG_SECONDS)
    assert session.hung(1002.0 + 2 * HANG_SECONDS)
    session.ended(KILLED)
    assert not session.hung(9999.0)


def test_a_worker_that_never_greets_is_hung() -> None:
    session = Session()
    assert not session.hung(0.0)
    assert session.hung(HANG_SECONDS)
