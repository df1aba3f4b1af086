"""What a model file says of itself, read without loading it and without trusting it."""

from __future__ import annotations

import os
import re
import stat
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from writer_app.errors import (
    ModelMissing,
    NotAGguf,
    TruncatedModel,
    UnknownArchitecture,
    VocabularyOnly,
)
from writer_app.models.gguf import Contents, Meta, TensorEntry, read_contents
from writer_app.models.quantisation import FILE_TYPES, TENSOR_TYPES


@dataclass(frozen=True, slots=True)
class Header:
    """The facts of one model. Numbers are 0 and texts "" where the file does not say.

    `size` in bytes, over all parts of a split model; `n_ctx_train` in tokens;
    `cache_per_token` in bytes, over all layers, at 16 bits a number.
    """

    path: Path
    size: int
    version: int
    architecture: str
    name: str
    quantisation: str
    n_params: int
    n_ctx_train: int
    n_layers: int
    n_embd: int
    n_head_kv: int
    head_dim: int
    vocab_size: int
    chat_template: str | None
    license: str
    tensor_count: int
    cache_per_token: int
    parts: tuple[Path, ...]

    def facts(self) -> tuple[tuple[str, str], ...]:
        """Label and value, in the order in which they are shown."""
        return (
            ("Name", self.name or self.path.stem),
            ("Architecture", self.architecture),
            ("Size", f"{human_bytes(self.size)}, {human_count(self.n_params)} parameters"),
            ("Quantisation", self.quantisation or "not stated"),
            ("Context", f"{self.n_ctx_train:,} tokens" if self.n_ctx_train else "not stated"),
            ("Chat template", "yes" if self.chat_template else "none: it continues text"),
            ("Licence", self.license or "not stated in the file"),
        )


def human_bytes(count: int) -> str:
    """Decimal units, as shops and file managers count: "98 MB", "4.4 GB"."""
    for unit, size in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if count >= size:
            amount = count / size
            return f"{amount:.1f} {unit}" if amount < 10 else f"{amount:,.0f} {unit}"
    return f"{count} bytes"


def human_count(count: int) -> str:
    """Parameters: "135 million", "1.7 billion"."""
    if count >= 10**9:
        amount = count / 10**9
        return f"{amount:.1f} billion" if amount < 100 else f"{amount:,.0f} billion"
    return f"{count / 10**6:.0f} million" if count >= 10**6 else f"{count:,}"


def read_header(path: Path) -> Header:
    """Read the header of `path` and of the other parts when the model is split.

    Raises `ModelMissing`, `NotAGguf`, `TruncatedModel`, `VocabularyOnly`, and
    `UnknownArchitecture` for a GGUF that is no language model (an adapter, an image encoder).
    """
    size, first = _read_part(path)
    meta = first.meta
    _refuse_other_kinds(meta)
    paths = _part_paths(path, _whole(meta, "split.count"))
    rest = [_read_part(part) for part in paths if part != path]
    tensors = [*first.tensors, *(tensor for _, part in rest for tensor in part.tensors)]
    architecture = _text(meta, "general.architecture")
    if not tensors:
        raise VocabularyOnly(
            "This file holds a vocabulary and no model: there is nothing in it that could write.",
            "Choose the model itself; its file is much larger.",
        )
    if not architecture:
        raise NotAGguf(
            "This file is a GGUF, but it does not say what kind of model it holds.",
            "Choose another file.",
        )
    heads = _whole(meta, f"{architecture}.attention.head_count")
    n_embd = _whole(meta, f"{architecture}.embedding_length")
    key = _whole(meta, f"{architecture}.attention.key_length") or (n_embd // heads if heads else 0)
    return Header(
        path=path,
        size=size + sum(part_size for part_size, _ in rest),
        version=first.version,
        architecture=architecture,
        name=_text(meta, "general.name"),
        quantisation=_quantisation(meta, tensors),
        n_params=sum(tensor.elements for tensor in tensors),
        n_ctx_train=_whole(meta, f"{architecture}.context_length"),
        n_layers=_whole(meta, f"{architecture}.block_count"),
        n_embd=n_embd,
        n_head_kv=_whole(meta, f"{architecture}.attention.head_count_kv") or heads,
        head_dim=key,
        vocab_size=first.counts.get("tokenizer.ggml.tokens", 0)
        or _whole(meta, f"{architecture}.vocab_size"),
        chat_template=_text(meta, "tokenizer.chat_template") or None,
        license=_text(meta, "general.license"),
        tensor_count=len(tensors),
        cache_per_token=_cache_per_token(meta, architecture, heads, key),
        parts=paths,
    )


def _read_part(path: Path) -> tuple[int, Contents]:
    try:
        # Asked before opening: opening a pipe or a device could wait for ever.
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise ModelMissing(f"{path.name} is a folder, not a model.", "Choose a .gguf file.")
        if not stat.S_ISREG(mode):
            raise NotAGguf(f"{path.name} is not a file that could hold a model.", "Choose another.")
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            contents = read_contents(file, size)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise ModelMissing(
            f"There is no model at {path}.", "It may have been moved or deleted; choose it again."
        ) from error
    except (OSError, ValueError) as error:  # ValueError: a path with a zero byte
        why = getattr(error, "strerror", None) or str(error)
        raise ModelMissing(
            f"The model {path.name} could not be read: {why}.",
            "Check the permissions of the file and its folder.",
        ) from error
    if contents.end > size:
        raise TruncatedModel(
            f"This model file is incomplete: {human_bytes(size)} of "
            f"{human_bytes(contents.end)} are there.",
            "Most likely a download broke off. Download it again.",
        )
    return size, contents


def _refuse_other_kinds(meta: dict[str, Meta]) -> None:
    kind = _text(meta, "general.type")
    if kind == "adapter":
        what = "This file is an adapter: an addition to a model, not a model of its own."
    elif kind == "mmproj" or _text(meta, "general.architecture") == "clip":
        what = "This file is the part of a model that looks at pictures; it cannot write."
    elif kind == "imatrix":
        what = "This file is a help for making models smaller, not a model."
    else:
        return
    raise UnknownArchitecture(what, "Choose the model it belongs to.")


def _part_paths(path: Path, count: int) -> tuple[Path, ...]:
    """The files of a split model, named as llama.cpp's gguf-split names them."""
    named = re.fullmatch(r"(.*)-(\d{5})-of-(\d{5})\.gguf", path.name)
    if count < 2 or named is None or int(named[3]) != count:
        return (path,)
    if int(named[2]) != 1:
        raise NotAGguf(
            f"This is part {int(named[2])} of a model in {count} files.",
            f"Choose the first part, {named[1]}-00001-of-{named[3]}.gguf.",
        )
    return tuple(
        path.with_name(f"{named[1]}-{number:05d}-of-{named[3]}.gguf")
        for number in range(1, count + 1)
    )


def _quantisation(meta: dict[str, Meta], tensors: list[TensorEntry]) -> str:
    stated = (
        FILE_TYPES.get(_whole(meta, "general.file_type")) if "general.file_type" in meta else ""
    )
    if stated:
        return stated
    elements: Counter[int] = Counter()
    for tensor in tensors:
        elements[tensor.type] += tensor.elements
    blocks = TENSOR_TYPES.get(elements.most_common(1)[0][0])
    return blocks.name if blocks else ""


def _cache_per_token(meta: dict[str, Meta], architecture: str, heads: int, key: int) -> int:
    layers = _whole(meta, f"{architecture}.block_count")
    latent = _whole(meta, f"{architecture}.attention.kv_lora_rank")
    if latent:  # multi-head latent attention keeps one compressed vector a layer
        return 2 * layers * (latent + _whole(meta, f"{architecture}.rope.dimension_count"))
    value = _whole(meta, f"{architecture}.attention.value_length") or key
    each = meta.get(f"{architecture}.attention.head_count_kv")
    # A list has one number a layer, 0 where a layer is recurrent and keeps no cache.
    kv_heads = sum(each) if isinstance(each, tuple) else layers * _count(each or heads)
    return 2 * max(0, kv_heads) * (key + value)


def _count(value: Meta) -> int:
    """A sane whole number, or 0: the file may say anything."""
    if isinstance(value, tuple):
        value = max(value, default=0)
    if isinstance(value, bool) or not isinstance(value, int):
        return 0
    return value if 0 <= value < 1 << 40 else 0


def _whole(meta: dict[str, Meta], key: str) -> int:
    return _count(meta.get(key, 0))


def _text(meta: dict[str, Meta], key: str) -> str:
    value = meta.get(key, "")
    return value.strip() if isinstance(value, str) else ""
