"""Headers tell the truth of good files and name what is wrong with bad ones; none does harm."""

from __future__ import annotations

import os
import struct
import threading
from pathlib import Path

import gguf as reference
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.tiny_gguf import make_tiny_gguf, not_a_gguf, truncated
from tests.unit.gguf_bytes import (
    ARRAY,
    LLAMA,
    ONE_TENSOR,
    ONE_TENSOR_BYTES,
    STRING,
    Pair,
    gguf,
    number,
    numbers,
    string,
    strings,
    text,
)
from writer_app.errors import (
    ModelError,
    ModelMissing,
    NotAGguf,
    TruncatedModel,
    UnknownArchitecture,
    VocabularyOnly,
)
from writer_app.models.header import human_bytes, human_count, read_header
from writer_app.models.quantisation import FILE_TYPES, TENSOR_TYPES

WHOLE = gguf(LLAMA, ONE_TENSOR, data=ONE_TENSOR_BYTES)


def write(folder: Path, content: bytes, name: str = "model.gguf") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def test_starter(starter_model: Path) -> None:
    header = read_header(starter_model)
    assert header.architecture == "llama"
    assert header.size == 98_362_432
    assert header.quantisation == "Q4_1"
    assert header.n_params == 134_515_008
    assert (header.n_ctx_train, header.n_layers, header.n_embd) == (8192, 30, 576)
    assert (header.n_head_kv, header.head_dim, header.vocab_size) == (3, 64, 49_152)
    assert header.cache_per_token == 30 * 2 * 3 * 64 * 2
    assert header.chat_template is not None
    assert "<|im_start|>" in header.chat_template
    assert header.license == "apache-2.0"
    assert header.tensor_count == 272
    facts = dict(header.facts())
    assert facts["Size"] == "98 MB, 135 million parameters"
    assert facts["Context"] == "8,192 tokens"
    assert facts["Licence"] == "apache-2.0"


def test_agrees_with_the_reference_reader(tmp_path: Path) -> None:
    path = make_tiny_gguf(tmp_path / "tiny.gguf", chat_template=None)
    header = read_header(path)
    other = reference.GGUFReader(path)
    assert header.tensor_count == len(other.tensors)
    assert header.n_params == sum(int(tensor.n_elements) for tensor in other.tensors)
    assert header.size == path.stat().st_size
    assert header.chat_template is None
    assert dict(header.facts())["Chat template"].startswith("none")


def test_tables_agree_with_the_reference() -> None:
    for kind, (numbers_, size) in reference.GGML_QUANT_SIZES.items():
        assert TENSOR_TYPES[int(kind)] == (kind.name, numbers_, size)
    for kind_ in reference.LlamaFileType:
        if kind_.name != "GUESSED":
            name = kind_.name.removeprefix("MOSTLY_").removeprefix("ALL_").removesuffix("_MOE")
            assert FILE_TYPES[int(kind_)] == name


def test_missing_folder_and_pipe(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match="There is no model"):
        read_header(tmp_path / "gone.gguf")
    with pytest.raises(ModelMissing, match="is a folder"):
        read_header(tmp_path)
    with pytest.raises(ModelMissing):
        read_header(write(tmp_path, b"") / "below-a-file.gguf")
    with pytest.raises(ModelMissing):
        read_header(Path("zero\0byte.gguf"))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.gguf"
    os.mkfifo(pipe)
    with pytest.raises(NotAGguf):
        read_header(pipe)


def test_not_a_gguf(tmp_path: Path) -> None:
    for content in (b"", b"GGU", b"<!DOCTYPE html>", bytes(100)):
        with pytest.raises(NotAGguf, match="does not begin as one"):
            read_header(write(tmp_path, content))
    with pytest.raises(NotAGguf):
        read_header(not_a_gguf(tmp_path / "zip.gguf"))


@pytest.mark.parametrize("version", [0, 1, 4, 77])
def test_versions(tmp_path: Path, version: int) -> None:
    with pytest.raises(NotAGguf, match="version"):
        read_header(write(tmp_path, gguf(version=version)))
    with pytest.raises(NotAGguf, match="big-endian"):
        read_header(write(tmp_path, b"GGUF" + struct.pack(">IQQ", 3, 1, 1)))


def test_truncated_says_how_much_is_there(tmp_path: Path, tiny_model: Path) -> None:
    broken = truncated(tiny_model, tmp_path / "broken.gguf")
    with pytest.raises(TruncatedModel, match=r"incomplete: .* of .* are there") as caught:
        read_header(broken)
    assert human_bytes(broken.stat().st_size) in caught.value.message
    assert "Download" in caught.value.hint


@given(cut=st.integers(4, len(WHOLE) - 1))
def test_cut_anywhere_it_is_truncated(tmp_path_factory: pytest.TempPathFactory, cut: int) -> None:
    path = write(tmp_path_factory.mktemp("cut"), WHOLE[:cut])
    with pytest.raises(TruncatedModel):
        read_header(path)


def test_whole_by_one_byte(tmp_path: Path) -> None:
    assert read_header(write(tmp_path, WHOLE)).n_params == 192


def test_vocabulary_only(tmp_path: Path) -> None:
    with pytest.raises(VocabularyOnly):
        read_header(make_tiny_gguf(tmp_path / "vocabulary.gguf", vocab_only=True))


@pytest.mark.parametrize(
    ("pair", "word"),
    [
        (string("general.type", "adapter"), "adapter"),
        (string("general.type", "mmproj"), "pictures"),
        (string("general.architecture", "clip"), "pictures"),
        (string("general.type", "imatrix"), "smaller"),
    ],
)
def test_other_kinds_of_gguf(tmp_path: Path, pair: Pair, word: str) -> None:
    content = gguf([*LLAMA, pair], ONE_TENSOR, data=ONE_TENSOR_BYTES)
    with pytest.raises(UnknownArchitecture, match=word):
        read_header(write(tmp_path, content))


def test_no_architecture(tmp_path: Path) -> None:
    with pytest.raises(NotAGguf, match="does not say"):
        read_header(write(tmp_path, gguf([], ONE_TENSOR, data=ONE_TENSOR_BYTES)))


HUGE = (1 << 63) + 5


@pytest.mark.parametrize(
    "content",
    [
        gguf(n_tensors=HUGE),
        gguf(n_pairs=HUGE),
        gguf([("k" * 70_000, struct.pack("<IB", 0, 1))]),
        gguf([("key", struct.pack("<I", 99))]),
        gguf([("key", struct.pack("<IIQ", ARRAY, STRING, HUGE))]),
        gguf([("key", struct.pack("<IIQ", ARRAY, ARRAY, 1))]),
        gguf([*LLAMA, number("general.alignment", 0)], ONE_TENSOR),
        gguf([*LLAMA, number("general.alignment", HUGE)], ONE_TENSOR),
        gguf(LLAMA, [("t", (1 << 40, 1 << 40), 0, 0)]),
        gguf(LLAMA, [("t", (64,), 0, HUGE)]),
        gguf(LLAMA, [("t", (), 0, 0)]),
        gguf(LLAMA, [("t", (1, 1, 1, 1, 1), 0, 0)]),
        gguf(LLAMA, [("t", (33,), 2, 0)]),
    ],
)
def test_nonsense_is_not_a_gguf(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(NotAGguf):
        read_header(write(tmp_path, content))


@pytest.mark.parametrize(
    "content",
    [
        gguf([("key", struct.pack("<IQ", STRING, HUGE))]),
        gguf([("key", struct.pack("<IIQ", ARRAY, 10, HUGE))]),
        gguf(LLAMA, n_pairs=3000),
        gguf([*LLAMA, string("tokenizer.chat_template", "x")], [("t", (1 << 30,), 0, 0)], data=9),
    ],
)
def test_lengths_beyond_the_file_are_truncated(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(TruncatedModel):
        read_header(write(tmp_path, content))


def test_a_long_string_is_passed_over(tmp_path: Path) -> None:
    long = string("tokenizer.chat_template", b"x" * (5 << 20))
    content = gguf([long, *LLAMA], ONE_TENSOR, data=ONE_TENSOR_BYTES)
    header = read_header(write(tmp_path, content))
    assert header.chat_template is None
    assert header.name == "Hand-made"


def test_values_of_the_wrong_kind_are_not_believed(tmp_path: Path) -> None:
    pairs = [
        string("general.architecture", "llama"),
        number("general.name", 3),
        string("llama.context_length", "many"),
        number("llama.block_count", HUGE),
        numbers("llama.attention.head_count", []),
        strings("tokenizer.chat_template", ["{{ x }}"]),
        string("general.license", b"\xff\xfe"),
    ]
    header = read_header(write(tmp_path, gguf(pairs, ONE_TENSOR, data=ONE_TENSOR_BYTES)))
    assert (header.name, header.n_ctx_train, header.n_layers, header.n_head_kv) == ("", 0, 0, 0)
    assert header.chat_template is None
    assert header.license == "\ufffd\ufffd"
    assert dict(header.facts())["Name"] == "model"


def test_heads_by_layer_and_unknown_number_formats(tmp_path: Path) -> None:
    pairs = [
        string("general.architecture", "hybrid"),
        number("hybrid.block_count", 3),
        number("hybrid.embedding_length", 64),
        number("hybrid.attention.head_count", 4),
        numbers("hybrid.attention.head_count_kv", [0, 2, 0]),
    ]
    header = read_header(write(tmp_path, gguf(pairs, [("t", (64,), 250, 0)])))
    assert header.n_head_kv == 2
    assert header.cache_per_token == 2 * 2 * (16 + 16)
    assert header.quantisation == ""


def test_latent_attention_keeps_little(tmp_path: Path) -> None:
    pairs = [
        string("general.architecture", "deepseek2"),
        number("deepseek2.block_count", 10),
        number("deepseek2.attention.head_count", 128),
        number("deepseek2.attention.key_length", 192),
        number("deepseek2.attention.kv_lora_rank", 512),
        number("deepseek2.rope.dimension_count", 64),
    ]
    header = read_header(write(tmp_path, gguf(pairs, ONE_TENSOR, data=ONE_TENSOR_BYTES)))
    assert header.cache_per_token == 2 * 10 * (512 + 64)


def test_split_models(tmp_path: Path) -> None:
    split = number("split.count", 2)
    one = gguf([*LLAMA, split], ONE_TENSOR, data=ONE_TENSOR_BYTES)
    two = gguf([split], [("output.weight", (64, 3), 0, 0)], data=ONE_TENSOR_BYTES)
    first = write(tmp_path, one, "m-00001-of-00002.gguf")
    with pytest.raises(ModelMissing, match="m-00002-of-00002"):
        read_header(first)
    second = write(tmp_path, two, "m-00002-of-00002.gguf")
    header = read_header(first)
    assert header.parts == (first, second)
    assert header.n_params == 384
    assert header.size == len(one) + len(two)
    with pytest.raises(NotAGguf, match="part 2") as caught:
        read_header(second)
    assert "m-00001-of-00002.gguf" in caught.value.hint
    second.write_bytes(two[:-1])
    with pytest.raises(TruncatedModel):
        read_header(first)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_change_of_a_few_bytes_does_harm(tmp_path: Path, data: st.DataObject) -> None:
    content = bytearray(WHOLE)
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        header = read_header(write(tmp_path, bytes(content)))
    except ModelError as error:
        told = (error.message, error.hint)
        assert all(told)
    else:
        assert header.size == len(WHOLE)
        assert all(isinstance(value, str) for _, value in header.facts())
        assert header.cache_per_token >= 0


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rest=st.binary(max_size=300))
def test_no_bytes_after_the_magic_do_harm(tmp_path: Path, rest: bytes) -> None:
    with pytest.raises(ModelError):
        read_header(write(tmp_path, b"GGUF\x03\0\0\0" + rest))


def test_a_vast_vocabulary_is_walked_not_kept(tmp_path: Path) -> None:
    """Strings across every border of the buffer, and a key after them still read."""
    words = [("w" * (number_ % 50)) for number_ in range(60_000)]
    pairs = [strings("tokenizer.ggml.tokens", words), *LLAMA[:-1]]
    header = read_header(write(tmp_path, gguf(pairs, ONE_TENSOR, data=ONE_TENSOR_BYTES)))
    assert header.vocab_size == 60_000
    assert header.name == "Hand-made"


def test_lying_string_inside_an_array(tmp_path: Path) -> None:
    lying = struct.pack("<IIQ", ARRAY, STRING, 3) + text("a") + struct.pack("<Q", HUGE)
    with pytest.raises(TruncatedModel):
        read_header(write(tmp_path, gguf([("tokenizer.ggml.tokens", lying)])))


def test_reading_shares_nothing_between_threads(tmp_path: Path, tiny_model: Path) -> None:
    expected = read_header(tiny_model)
    found: list[object] = []
    threads = [
        threading.Thread(target=lambda: found.append(read_header(tiny_model))) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [expected] * 8


def test_human_numbers() -> None:
    assert human_bytes(0) == "0 bytes"
    assert human_bytes(98_362_432) == "98 MB"
    assert human_bytes(4_368_439_584) == "4.4 GB"
    assert human_bytes(42_520_393_152) == "43 GB"
    assert human_count(134_515_008) == "135 million"
    assert human_count(1_711_376_384) == "1.7 billion"
