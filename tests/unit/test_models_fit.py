"""A model is refused only when the whole machine could not hold it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tiny_gguf import make_tiny_gguf
from writer_app.errors import ModelTooLarge
from writer_app.models.fit import SHORTEST, fit, needed_bytes, refuse_too_large
from writer_app.models.header import Header, read_header
from writer_app.models.memory import available_bytes, total_bytes

GB = 10**9


def model(size: int = 4 * GB, n_ctx_train: int = 131_072) -> Header:
    """As a 7-billion-parameter model with grouped attention states itself."""
    return Header(
        path=Path("m.gguf"),
        size=size,
        version=3,
        architecture="llama",
        name="M",
        quantisation="Q4_K_M",
        n_params=7 * GB,
        n_ctx_train=n_ctx_train,
        n_layers=32,
        n_embd=4096,
        n_head_kv=8,
        head_dim=128,
        vocab_size=32_768,
        chat_template=None,
        license="",
        tensor_count=291,
        cache_per_token=2 * 32 * 8 * 256,
        parts=(),
    )


def test_this_machine_and_a_tiny_model(tmp_path: Path) -> None:
    assert 0 < available_bytes() <= total_bytes()
    found = fit(read_header(make_tiny_gguf(tmp_path / "tiny.gguf")), 8192)
    assert found.verdict == "ok"
    assert found.n_ctx == 4096  # as far as it was trained


def test_the_cache_counts() -> None:
    assert needed_bytes(model(), 8192) - needed_bytes(model(), 0) == 2**30


def test_plenty() -> None:
    found = fit(model(), 8192, total=32 * GB, available=16 * GB)
    assert (found.verdict, found.n_ctx) == ("ok", 8192)
    assert "16 GB" in found.sentence


def test_others_must_make_room() -> None:
    found = fit(model(), 8192, total=32 * GB, available=2 * GB)
    assert (found.verdict, found.n_ctx) == ("tight", 8192)
    assert "2.0 GB are free now" in found.sentence


def test_a_shorter_context_is_tried_first() -> None:
    found = fit(model(), 65_536, total=8 * GB, available=6 * GB)
    assert found.verdict == "tight"
    assert found.n_ctx == 16_384
    assert "shortened to 16,384 tokens" in found.sentence
    refuse_too_large(found)


def test_too_large_for_the_whole_machine() -> None:
    found = fit(model(size=40 * GB), 8192, total=16 * GB, available=16 * GB)
    assert found.verdict == "too_large"
    with pytest.raises(ModelTooLarge, match="this machine has 16 GB") as caught:
        refuse_too_large(found)
    assert "smaller" in caught.value.hint


def test_nobody_knows_the_memory() -> None:
    assert fit(model(size=400 * GB), 8192, total=0, available=0).verdict == "tight"


@given(
    n_ctx=st.integers(SHORTEST, 1 << 20),
    total=st.integers(GB, 256 * GB),
    free=st.integers(0, 256 * GB),
    size=st.integers(1, 128 * GB),
)
def test_whatever_passes_fits(n_ctx: int, total: int, free: int, size: int) -> None:
    header = model(size=size)
    found = fit(header, n_ctx, total=total, available=min(free, total))
    assert SHORTEST <= found.n_ctx <= min(n_ctx, header.n_ctx_train)
    assert found.needed == needed_bytes(header, found.n_ctx)
    assert (found.verdict == "too_large") == (found.needed > total)
    if found.verdict == "too_large":
        assert found.n_ctx == SHORTEST
