"""Makes GGUF files of a megabyte in a fraction of a second, for tests that need a real model.

The model is a bigram table with a random transformer beside it: each token's embedding is one
axis, the output matrix holds the logarithms of the bigram counts of the passage below, and two
small random layers disturb them, so that the text reads like words, and every logit still depends
on the whole context (a cache that mixes up its sequences is found out). Bytes that no merge covers
have tokens of their own: any text can be read.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import gguf
import numpy as np
import numpy.typing as npt

CHATML = (
    "{% for message in messages %}"
    "{{ '<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>\\n' }}"
    "{% endfor %}"
    "{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}"
)
BROKEN_TEMPLATE = "{% for message in messages %}{{ message.content "
SPECIAL = ("<|endoftext|>", "<|im_start|>", "<|im_end|>")
N_VOCAB = 512
HEAD_DIM = 16

PASSAGE = """\
The tide went out before anyone was awake, and the harbour lay open like a drawer. Ropes hung \
from the quay into nothing. A gull walked where the boats had been, looking at its feet.

My grandmother counted the steps to the water every morning. She said the number was never the \
same, and that this was not the fault of the stairs. We laughed at her, and then we counted them \
ourselves, and then we stopped laughing.

In the winter the light came late and left early. The kettle was always on. There was a letter on \
the table for a year, and nobody opened it, because the hand on the envelope was known to all of \
us and the man it belonged to was dead. It was the stamp that we looked at: a small blue bird, \
looking back at the place it had come from.

What I remember is the sound of the house when the wind was in the west. It was not a sad sound. \
It was the sound of something large that turned over in its sleep, and went on with its dream, and \
forgot that we were there.

"Is there anyone else?" she asked. "There is always someone else," said the boy, and he went down \
to the water to look.
"""


def make_tiny_gguf(
    path: Path,
    *,
    seed: int = 0,
    chat_template: str | bool | None = True,
    arch: str = "llama",
    vocab_only: bool = False,
    n_ctx_train: int = 4096,
    n_layers: int = 2,
    n_ff: int = 64,
    name: str = "Tiny",
    passage: str = "",
) -> Path:
    """Write a model and return its path.

    `chat_template`: True for ChatML, None or False for none, a string for that very text.
    `arch` goes into the header as it is; only "llama" can be loaded. `vocab_only` leaves out the
    weights, as vocabulary files do. Larger `n_layers` and `n_ff` make it slower, nothing else.
    `passage`: what the bigrams are counted in; the vocabulary stays that of `PASSAGE`.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    tokens, merges = _vocabulary()
    writer = gguf.GGUFWriter(path, arch)
    writer.add_name(name)
    writer.add_license("cc0-1.0")
    writer.add_context_length(n_ctx_train)
    writer.add_embedding_length(N_VOCAB)
    writer.add_block_count(n_layers)
    writer.add_feed_forward_length(n_ff)
    writer.add_head_count(4)
    writer.add_head_count_kv(2)
    writer.add_key_length(HEAD_DIM)
    writer.add_value_length(HEAD_DIM)
    writer.add_rope_dimension_count(HEAD_DIM)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_vocab_size(N_VOCAB)
    writer.add_file_type(gguf.LlamaFileType.MOSTLY_F16)
    _add_tokenizer(writer, tokens, merges, chat_template)
    if not vocab_only:
        for tensor_name, tensor in _tensors(
            tokens, merges, passage or PASSAGE, seed, n_layers, n_ff
        ).items():
            writer.add_tensor(tensor_name, tensor)
    return _written(writer, path)


def make_tiny_mamba(path: Path, *, seed: int = 0) -> Path:
    """A recurrent model (its memory cannot be cut back) of the same vocabulary and bigrams."""
    d_inner, d_state, d_conv, dt_rank, n_layers = 2 * N_VOCAB, 4, 4, 8, 2
    tokens, merges = _vocabulary()
    writer = gguf.GGUFWriter(path, "mamba")
    writer.add_context_length(4096)
    writer.add_embedding_length(N_VOCAB)
    writer.add_block_count(n_layers)
    writer.add_feed_forward_length(0)
    writer.add_head_count(0)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_ssm_conv_kernel(d_conv)
    writer.add_ssm_inner_size(d_inner)
    writer.add_ssm_state_size(d_state)
    writer.add_ssm_time_step_rank(dt_rank)
    writer.add_vocab_size(N_VOCAB)
    _add_tokenizer(writer, tokens, merges, True)
    random = np.random.default_rng(seed)

    def weights(*shape: int) -> npt.NDArray[np.float32]:
        return (random.standard_normal(shape) * 0.05).astype(np.float32)

    ones = np.ones(N_VOCAB, dtype=np.float32)
    output = (_bigrams(tokens, merges, PASSAGE) / np.sqrt(N_VOCAB)).astype(np.float32)
    writer.add_tensor("token_embd.weight", np.eye(N_VOCAB, dtype=np.float32))
    writer.add_tensor("output_norm.weight", ones)
    writer.add_tensor("output.weight", output)
    for layer in range(n_layers):
        at = f"blk.{layer}"
        writer.add_tensor(f"{at}.attn_norm.weight", ones)
        writer.add_tensor(f"{at}.ssm_in.weight", weights(2 * d_inner, N_VOCAB))
        writer.add_tensor(f"{at}.ssm_conv1d.weight", weights(d_inner, d_conv))
        writer.add_tensor(f"{at}.ssm_conv1d.bias", weights(d_inner))
        writer.add_tensor(f"{at}.ssm_x.weight", weights(dt_rank + 2 * d_state, d_inner))
        writer.add_tensor(f"{at}.ssm_dt.weight", weights(d_inner, dt_rank))
        writer.add_tensor(f"{at}.ssm_dt.bias", weights(d_inner))
        writer.add_tensor(f"{at}.ssm_a", -np.abs(weights(d_inner, d_state)))
        writer.add_tensor(f"{at}.ssm_d", weights(d_inner))
        writer.add_tensor(f"{at}.ssm_out.weight", weights(N_VOCAB, d_inner))
    return _written(writer, path)


def _written(writer: gguf.GGUFWriter, path: Path) -> Path:
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def truncated(path: Path, out: Path, share: float = 0.6) -> Path:
    """A copy that holds the whole header and this share of the rest: a broken download."""
    whole = path.read_bytes()
    start = gguf.GGUFReader(path).data_offset
    out.write_bytes(whole[: start + int((len(whole) - start) * share)])
    return out


def not_a_gguf(out: Path) -> Path:
    """A file with the right name and nothing right in it."""
    out.write_bytes(b"PK\x03\x04 this was a zip once " * 4000)
    return out


def _add_tokenizer(
    writer: gguf.GGUFWriter,
    tokens: list[str],
    merges: list[tuple[str, str]],
    chat_template: str | bool | None,
) -> None:
    kinds = [gguf.TokenType.CONTROL] * len(SPECIAL)
    kinds += [gguf.TokenType.NORMAL] * (len(tokens) - len(SPECIAL))
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("gpt-2")
    writer.add_token_list(tokens)
    writer.add_token_types(kinds)
    writer.add_token_merges([f"{a} {b}" for a, b in merges])
    writer.add_bos_token_id(0)
    writer.add_eos_token_id(2)
    writer.add_add_bos_token(False)
    writer.add_add_space_prefix(False)
    if isinstance(chat_template, str):
        writer.add_chat_template(chat_template)
    elif chat_template:
        writer.add_chat_template(CHATML)


def _byte_letters() -> dict[int, str]:
    """GPT-2's printable stand-in for every byte."""
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    letters = {byte: chr(byte) for byte in printable}
    for byte in range(256):
        letters.setdefault(byte, chr(256 + len(letters) - len(printable)))
    return letters


def _chunks(text: str) -> list[list[str]]:
    """The passage cut as the GPT-2 pre-tokenizer cuts it, each chunk in byte letters."""
    letters = _byte_letters()
    found = re.findall(r" ?\w+| ?[^\w\s]+|\s+(?!\S)|\s+", text)
    return [[letters[byte] for byte in chunk.encode()] for chunk in found]


def _merge(chunk: list[str], pair: tuple[str, str]) -> list[str]:
    out: list[str] = []
    for piece in chunk:
        if out and (out[-1], piece) == pair:
            out[-1] += piece
        else:
            out.append(piece)
    return out


def _vocabulary() -> tuple[list[str], list[tuple[str, str]]]:
    """Byte-pair encoding learnt from the passage: tokens and merges, always the same."""
    letters = _byte_letters()
    tokens = [*SPECIAL, *(letters[byte] for byte in range(256))]
    chunks = _chunks(PASSAGE)
    merges: list[tuple[str, str]] = []
    while len(tokens) < N_VOCAB:
        pairs = Counter(pair for chunk in chunks for pair in pairwise(chunk))
        pair = max(pairs, key=lambda each: (pairs[each], each))
        chunks = [_merge(chunk, pair) for chunk in chunks]
        merges.append(pair)
        tokens.append("".join(pair))
    return tokens, merges


def _bigrams(
    tokens: list[str], merges: list[tuple[str, str]], passage: str
) -> npt.NDArray[np.float32]:
    """Log probabilities of the next token, shape (next, previous)."""
    index = {token: i for i, token in enumerate(tokens)}
    chunks = _chunks(passage)
    for pair in merges:
        chunks = [_merge(chunk, pair) for chunk in chunks]
    ids = [index[piece] for chunk in chunks for piece in chunk]
    unigram = np.bincount(ids, minlength=N_VOCAB).astype(np.float64) + 1e-3
    unigram /= unigram.sum()
    counts = np.zeros((N_VOCAB, N_VOCAB))
    for before, after in pairwise(ids):
        counts[after, before] += 1.0
    newline, full_stop, end = index[_byte_letters()[10]], index["."], SPECIAL.index("<|im_end|>")
    counts[newline, newline] *= 0.1  # a chat prompt ends in a newline: words should follow
    counts[end, full_stop] = 0.1 * counts[:, full_stop].sum()
    mixed = counts + 0.05 * unigram[:, None]
    return np.asarray(np.log(mixed / mixed.sum(axis=0)), dtype=np.float32)


def _tensors(
    tokens: list[str],
    merges: list[tuple[str, str]],
    passage: str,
    seed: int,
    n_layers: int,
    n_ff: int,
) -> dict[str, npt.NDArray[np.generic]]:
    random = np.random.default_rng(seed)
    # After the last norm an axis stands at about the root of the width: undone in the output.
    output = _bigrams(tokens, merges, passage) / np.sqrt(N_VOCAB)

    def weights(rows: int, columns: int, scale: float) -> npt.NDArray[np.float16]:
        return (random.standard_normal((rows, columns)) * scale).astype(np.float16)

    ones = np.ones(N_VOCAB, dtype=np.float32)
    made: dict[str, npt.NDArray[np.generic]] = {
        "token_embd.weight": np.eye(N_VOCAB, dtype=np.float16),
        "output_norm.weight": ones,
        "output.weight": output.astype(np.float16),
    }
    width = 1 / np.sqrt(N_VOCAB)
    for layer in range(n_layers):
        made |= {
            f"blk.{layer}.attn_norm.weight": ones,
            f"blk.{layer}.attn_q.weight": weights(4 * HEAD_DIM, N_VOCAB, width),
            f"blk.{layer}.attn_k.weight": weights(2 * HEAD_DIM, N_VOCAB, width),
            f"blk.{layer}.attn_v.weight": weights(2 * HEAD_DIM, N_VOCAB, width),
            f"blk.{layer}.attn_output.weight": weights(N_VOCAB, 4 * HEAD_DIM, 0.3 * width / 4),
            f"blk.{layer}.ffn_norm.weight": ones,
            f"blk.{layer}.ffn_gate.weight": weights(n_ff, N_VOCAB, width),
            f"blk.{layer}.ffn_up.weight": weights(n_ff, N_VOCAB, width),
            f"blk.{layer}.ffn_down.weight": weights(N_VOCAB, n_ff, 0.1 * width / np.sqrt(n_ff)),
        }
    return made
