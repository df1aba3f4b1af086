"""Bytes of tokens to text that may be shown."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from writer_app.worker.stream import TextStream


def fed(stream: TextStream, *pieces: bytes) -> list[tuple[str, float]]:
    given_out = []
    for piece in pieces:
        if not stream.stopped:
            stream.add(piece, -1.0)
            given_out.append(stream.give())
    return [each for each in [*given_out, stream.flush()] if each is not None]


def test_half_a_character_waits_and_the_logprobs_sum() -> None:
    crab = "🦀".encode()
    assert fed(TextStream(()), b"a", crab[:1], crab[1:3], crab[3:] + b"!") == [
        ("a", -1.0),
        ("🦀!", -3.0),
    ]


def test_half_a_character_at_the_end_is_dropped() -> None:
    assert fed(TextStream(()), b"a", "🦀".encode()[:2]) == [("a", -1.0)]


def test_a_stop_string_over_three_tokens_is_never_seen() -> None:
    stream = TextStream(("\n\nThe End",))
    assert fed(stream, b"so.\n", b"\nThe", b" End of it", b" all") == [("so.", -1.0)]
    assert stream.stopped


def test_what_only_began_like_a_stop_string_is_given_out() -> None:
    stream = TextStream(("###",))
    assert fed(stream, b"a#", b"#b") == [("a", -1.0), ("##b", -1.0)]
    assert not stream.stopped


def test_held_text_comes_at_the_end() -> None:
    assert fed(TextStream(("###",)), b"a##") == [("a", -1.0), ("##", 0.0)]


def test_the_first_of_several_stop_strings_counts() -> None:
    assert fed(TextStream(("b", "a", "")), b"xxab") == [("xx", -1.0)]


@given(st.text(max_size=40), st.lists(st.text(min_size=1, max_size=4), max_size=3), st.data())
def test_any_cutting_gives_the_text_up_to_the_first_stop(
    text: str, stops: list[str], data: st.DataObject
) -> None:
    raw = text.encode()
    cuts = sorted(data.draw(st.lists(st.integers(0, len(raw)), max_size=8)))
    pieces = [raw[a:b] for a, b in zip([0, *cuts], [*cuts, len(raw)], strict=True)]
    stream = TextStream(stops)
    out = []
    for piece in pieces:
        stream.add(piece, 0.0)
        out.append(stream.give())
        if stream.stopped:
            break
    out.append(stream.flush())
    got = "".join(each[0] for each in out if each)
    if stream.stopped:
        assert any(text[len(got) :].startswith(stop) for stop in stops)
    else:
        assert got == text
    assert not any(stop in got for stop in stops)
