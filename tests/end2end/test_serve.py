"""`serve` as another editor sees it: a real process, a line in, a line out."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.end2end.commands import Server, data_of, writer


@pytest.fixture
def server(tiny_model: Path) -> Iterator[Server]:
    server = Server("--model", str(tiny_model))
    yield server
    assert server.close() == 0


def test_serve_answers_and_outlives_bad_lines(server: Server) -> None:
    for bad in (b"not json", b"[1]", b"\xff\xfe", b'{"op":"rewrite"}', b"{" * 9000):
        assert "error" in server.ask(bad)
    assert "error" in server.ask({"id": 1, "op": "dance"})
    assert "error" in server.ask({"id": 1, "op": ["rewrite"]})
    assert server.ask({"id": "a", "op": "rewrite", "task": "sing", "text": "x"})["id"] == "a"
    for instruction in ("", " ", None):
        unsaid = {"id": 1, "op": "rewrite", "task": "custom", "text": "x"}
        assert "error" in server.ask(unsaid | {"instruction": instruction})
    assert server.ask(b'{"id": NaN, "op": "dance"}')["id"] is None
    reply = server.ask({"id": 2, "op": "rewrite", "task": "fix", "text": "  It was late. \n"})
    assert reply["id"] == 2
    assert reply["declined"] is True
    assert reply["output"] == "  It was late. \n"
    # What is plainly a slip is mended with any model, and what stands around it stays.
    reply = server.ask({"id": 3, "op": "rewrite", "task": "fix", "text": "  It were late. \n"})
    assert (reply["declined"], reply["output"]) == (False, "  It was late. \n")
    # Wrong types mean the default, strange text is text.
    reply = server.ask({"id": None, "op": "continue", "before": "Tamam şud 🌱 \ud800", "n": "x"})
    assert reply["id"] is None
    assert set(reply) == {"id", "text", "word", "confidence", "alternatives"}


def test_serve_outlives_its_worker(server: Server) -> None:
    request = {"id": 1, "op": "continue", "before": "Once upon a time"}
    assert "error" not in server.ask(request)
    children = Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children")
    (worker,) = children.read_text().split()
    os.kill(int(worker), signal.SIGKILL)
    server.ask(request)  # either way: the kill may be noticed before or after it
    reply = server.ask(request)
    assert "error" not in reply, reply
    assert (worker,) != tuple(children.read_text().split())


@pytest.mark.starter
def test_serve_goes_on_in_the_middle_of_a_word() -> None:
    server = Server("--model", "starter")
    try:
        reply = server.ask(
            {"id": 1, "op": "continue", "before": "The capital of France is ", "typed": "Par"}
        )
        assert reply["word"] == "Paris"
        assert reply["text"].startswith("is")
        assert reply["confidence"] > 0.5
    finally:
        assert server.close() == 0


@pytest.mark.starter
def test_serve_thinks_less_of_a_word_whose_reader_types_on() -> None:
    server = Server("--model", "starter")

    def ask(typed: str, **fields: float) -> tuple[str, float]:
        question = {"id": 1, "op": "continue", "before": "He was looking at ", "typed": typed}
        reply = server.ask(question | fields)
        return reply["word"], reply["confidence"]

    try:
        assert ask("t", least=0.999)[0] == "the"  # and this caller does not show it
        fresh = ask("th")
        assert ask("t")[0] == "the"
        again = ask("th")
        assert (fresh[0], again[0]) == ("the", "the")
        assert again[1] < fresh[1]
    finally:
        assert server.close() == 0


PAIR = {
    "before": "The hall was empty. ",
    "a": "A silence, heavy and unspoken, seemed to settle over her like a shroud.",
    "b": "Nobody spoke.",
    "after": " She sat down.",
}


def test_serve_chooses_and_is_taught(server: Server) -> None:
    reply = server.ask({"id": 1, "op": "choose"} | PAIR)
    assert set(reply) == {"id", "p_a"}
    assert 0 < reply["p_a"] < 0.5  # what editors do is expected before anything is learned
    turned = {"a": PAIR["b"], "b": PAIR["a"]}
    assert server.ask({"id": 2, "op": "choose"} | PAIR | turned)["p_a"] == pytest.approx(
        1 - reply["p_a"], abs=1e-5
    )
    assert server.ask({"id": 3, "op": "feedback", "chosen": "b"}) == {"id": 3, "decisions": 1}
    told = {"id": 4, "op": "feedback", "chosen": "a"} | PAIR
    for number in range(12):
        assert server.ask(told)["decisions"] == number + 2
    assert server.ask({"id": 5, "op": "choose"} | PAIR)["p_a"] > reply["p_a"]


def test_serve_refuses_choices_that_are_none(server: Server) -> None:
    for missing in (
        {"op": "feedback", "chosen": "a"},
        {"op": "choose"},
        {"op": "choose", "a": "one"},
        {"op": "choose", "a": "one", "b": 2},
        {"op": "feedback", "chosen": "c"} | PAIR,
        {"op": "feedback", "chosen": ["a"]} | PAIR,
        {"op": "feedback"} | PAIR,
        {"op": "feedback", "chosen": "a", "a": "one"},
    ):
        assert "error" in server.ask({"id": 1} | missing)
    # A span that is cut is a version of it.
    assert "p_a" in server.ask({"id": 1, "op": "choose", "a": "", "b": " \ud800 "})
    assert server.ask({"id": 2, "op": "choose", "a": "", "b": ""})["p_a"] == 0.5


def test_what_serve_was_told_counts_after_a_restart(tiny_model: Path) -> None:
    choose = {"id": 1, "op": "choose"} | PAIR
    answers = []
    for told in (6, 0):
        server = Server("--model", str(tiny_model))
        try:
            for _ in range(told):
                server.ask({"id": 0, "op": "feedback", "chosen": "a"} | PAIR)
            answers.append(server.ask(choose)["p_a"])
        finally:
            assert server.close() == 0
    assert answers[0] == pytest.approx(answers[1], abs=1e-3)
    (kept, *_) = data_of(writer("log", "show", "--json"))
    assert (kept["task"], kept["origin"], kept["final"]) == ("own", "serve", PAIR["a"])


@pytest.mark.starter
def test_the_model_reads_what_is_chosen_and_the_past_is_replayed() -> None:
    server = Server("--model", "starter")
    try:
        assert 0 < server.ask({"id": 1, "op": "choose"} | PAIR)["p_a"] < 1
        assert server.ask({"id": 2, "op": "feedback", "chosen": "b"})["decisions"] == 1
    finally:
        assert server.close() == 0
    (kept,) = data_of(writer("log", "show", "--json"))
    assert kept["sampler"]["loglik_final"] < 0
    found = data_of(writer("log", "replay", "--model", "starter", "--json"))
    assert (found["order"]["right"], found["order"]["of"]) == (1, 1)  # the shorter
    assert found["model"]["of"] == found["taste"]["of"] == 1
