"""The wire's lines: every message survives the way, and no rubbish ends it."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from writer_app.engine.codec import Decoder, encode
from writer_app.engine.messages import (
    Cancel,
    CandidateDone,
    Command,
    Done,
    Failed,
    Generate,
    Hello,
    Load,
    Progress,
    Ready,
    Report,
    Shutdown,
    Token,
)
from writer_app.engine.work import ChatTurn, Generation, Sampling
from writer_app.errors import ProtocolError

texts = st.text(st.characters(exclude_categories=()))
generations = st.builds(
    Generation,
    prompt=texts | st.lists(st.builds(ChatTurn, content=texts)).map(tuple),
    stop=st.lists(texts).map(tuple),
    sampling=st.builds(Sampling, temperature=st.floats(0, 2)),
)
MESSAGES: list[Command | Report] = [
    Load("/models/née.gguf", n_ctx=512),
    Generate(3, Generation("One", stop=("\n",), heal=True, branch="top")),
    Generate(4, Generation((ChatTurn("system", "s"), ChatTurn("user", "u")))),
    Cancel(4),
    Shutdown(),
    Hello("0.1", "0.3", "CPU", False),
    Progress(None, "load", 0.5),
    Progress(7, "prompt", 1.0),
    Ready("/m", "llama", 8192, 8192, 49152, 10**9, 10**10, 2, True, 0, 1.5),
    Token(3, 1, "🦀 \u2028", -0.25),
    CandidateDone(3, 1, "length", 40),
    Done(3, "cancelled", 10, 5, 0.1, 0.2),
    Failed(None, "load_failed", "no"),
]


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: type(message).__name__)
def test_every_message_survives(message: Command | Report) -> None:
    line = encode(message)
    assert line.endswith(b"\n")
    assert line.count(b"\n") == 1
    assert line.isascii()
    assert Decoder().feed(line) == [message]


@given(st.lists(generations, max_size=4), st.integers(1, 40))
def test_pieces_of_any_size(made: list[Generation], size: int) -> None:
    sent = [Generate(number, generation) for number, generation in enumerate(made)]
    data = b"".join(map(encode, sent))
    decoder = Decoder()
    got = [
        message
        for start in range(0, len(data), size)
        for message in decoder.feed(data[start : start + size])
    ]
    assert got == sent


@pytest.mark.parametrize(
    "line",
    [
        b"llama_decode: something odd",
        b"\xff\xfe\x00",
        b"[1, 2]",
        b"null",
        b'{"type":"Nonsense"}',
        b'{"type":["Token"]}',
        b'{"id":1}',
        b'{"type":"Cancel"}',
        b'{"type":"Cancel","id":"1"}',
        b'{"type":"Cancel","id":true}',
        b'{"type":"Token","id":1,"candidate":0,"text":null,"logprob":0.0}',
        b'{"type":"CandidateDone","id":1,"candidate":0,"finish":"tired","tokens":1}',
        b'{"type":"Generate","id":1,"generation":{"prompt":7}}',
        b'{"type":"Generate","id":1,"generation":{"prompt":[{"role":"god","content":""}]}}',
        b"[" * 100_000,
    ],
)
def test_a_broken_line_is_a_value_and_no_end(line: bytes) -> None:
    broken, after = Decoder().feed(line + b"\n" + encode(Cancel(1)))
    assert isinstance(broken, ProtocolError)
    assert after == Cancel(1)


@given(st.binary())
def test_no_bytes_raise(data: bytes) -> None:
    decoder = Decoder()
    decoder.feed(data)
    assert decoder.feed(b"\n" + encode(Cancel(1)))[-1] == Cancel(1)


def test_errors_quote_no_text() -> None:
    (broken,) = Decoder().feed(b'{"type":"Generate","id":1,"generation":{"prompt":"My secret"\n')
    assert "secret" not in str(broken)
    (broken,) = Decoder().feed(b'{"type":"Token","id":1,"candidate":"My secret"}\n')
    assert "secret" not in str(broken)


def test_unknown_fields_are_ignored_and_defaults_hold() -> None:
    line = {"type": "Load", "path": "/m", "colour": "blue"}
    assert Decoder().feed(json.dumps(line).encode() + b"\n") == [Load("/m")]


def test_an_endless_line_is_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("writer_app.engine.codec.MAX_LINE", 1000)
    decoder = Decoder()
    errors = [error for _ in range(5) for error in decoder.feed(b"x" * 600)]
    assert len(errors) == 1
    assert decoder.feed(b"\n" + encode(Cancel(1))) == [Cancel(1)]
