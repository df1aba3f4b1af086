"""TRL's real trainers take a step on each export, with a tiny model that is made here."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

# Nothing is fetched: whatever would is an error.
os.environ |= {"HF_HUB_OFFLINE": "1", "HF_DATASETS_OFFLINE": "1", "TRL_EXPERIMENTAL_SILENCE": "1"}
pytest.importorskip("trl", reason="needs the extra [tune]: make test-tune")

import torch
from datasets import load_dataset
from tokenizers import Tokenizer, decoders, models, pre_tokenizers
from transformers import (
    LlamaConfig,
    LlamaForCausalLM,
    LlamaForSequenceClassification,
    PreTrainedTokenizerFast,
)
from trl import (
    DPOConfig,
    DPOTrainer,
    KTOConfig,
    KTOTrainer,
    RewardConfig,
    RewardTrainer,
    SFTConfig,
    SFTTrainer,
)
from trl.experimental.orpo import ORPOConfig, ORPOTrainer

from tests.unit.ledger_samples import NOON, candidate, continuation, hunk, rewrite
from writer_app.ledger.export import Format, export
from writer_app.ledger.records import Ban, DocumentRef, Outcome, Survival, Verdict
from writer_app.ledger.store import Ledger

TRAINERS = {
    Format.DPO: (DPOConfig, DPOTrainer),
    Format.ORPO: (ORPOConfig, ORPOTrainer),
    Format.KTO: (KTOConfig, KTOTrainer),
    Format.SFT: (SFTConfig, SFTTrainer),
    Format.REWARD: (RewardConfig, RewardTrainer),
}
REFERRING = (Format.DPO, Format.KTO)
TEMPLATE = (
    "{% for message in messages %}<{{ message['role'] }}>{{ message['content'] }}</s>{% endfor %}"
    "{% if add_generation_prompt %}<assistant>{% endif %}"
)

# What the libraries say of each other is not ours to mend.
pytestmark = pytest.mark.filterwarnings("default")


@pytest.fixture(scope="module")
def tokenizer() -> PreTrainedTokenizerFast:
    """A token for each byte."""
    special = ["<pad>", "<s>", "</s>"]
    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    vocabulary = {token: number for number, token in enumerate([*special, *alphabet])}
    made = Tokenizer(models.BPE(vocabulary, []))
    made.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    made.decoder = decoders.ByteLevel()
    return PreTrainedTokenizerFast(
        tokenizer_object=made,
        pad_token="<pad>",
        bos_token="<s>",
        eos_token="</s>",
        chat_template=TEMPLATE,
    )


def tiny_model(kind: Format, tokenizer: PreTrainedTokenizerFast) -> Any:
    torch.manual_seed(7)
    config = LlamaConfig(
        vocab_size=len(tokenizer),
        hidden_size=16,
        intermediate_size=32,
        num_hidden_layers=1,
        num_attention_heads=2,
        num_key_value_heads=2,
        max_position_embeddings=2048,
        pad_token_id=tokenizer.pad_token_id,
        bos_token_id=tokenizer.bos_token_id,
        eos_token_id=tokenizer.eos_token_id,
        num_labels=1,
    )
    if kind is Format.REWARD:
        return LlamaForSequenceClassification(config)
    return LlamaForCausalLM(config)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("ledger") / "ledger.db"
    with Ledger.open(path) as opened:
        for n in range(12):
            document = DocumentRef(f"chapter {n}", f"/home/w/{n}.md")
            made = continuation(
                candidate(f" of the {n} winds.", Outcome.ACCEPTED, 0, taken=f" of the {n} winds."),
                candidate(
                    f", the {n}th of its kind",
                    Outcome.REJECTED,
                    1,
                    bans=(Ban("testament", 6, "t", "n", ("n", "s")),),
                ),
                document=document,
                before=f"In the year {n} there was a house",
                asked_at=NOON + timedelta(days=n),
            )
            opened.record(made)
            opened.note_survival(Survival(made.id, NOON, 0.8, f" of {n} windows."))
        opened.record(
            rewrite(
                candidate(
                    "x",
                    Outcome.PARTLY,
                    verdicts=(
                        hunk("It was very dark.", "It was dark.", Verdict.ACCEPTED, 0),
                        hunk("She walked quickly.", "She ran.", Verdict.REJECTED, 1),
                    ),
                )
            )
        )
    return path


@pytest.mark.allow_log("you should set `remove_unused_columns=False`")
@pytest.mark.parametrize("kind", TRAINERS)
@pytest.mark.parametrize("parquet", [False, True], ids=["lines", "parquet"])
@pytest.mark.parametrize("chat", [False, True], ids=["plain", "chat"])
def test_the_trainer_takes_a_step(
    ledger: Path,
    tokenizer: PreTrainedTokenizerFast,
    tmp_path: Path,
    kind: Format,
    parquet: bool,
    chat: bool,
) -> None:
    with Ledger.open(ledger) as opened:
        summary = export(opened, tmp_path / "out", kind, parquet=parquet, chat=chat)
    dataset = load_dataset(
        str(tmp_path / "out"), kind.value, split="train", cache_dir=str(tmp_path / "cache")
    )
    assert len(dataset) == summary.train >= 4
    model = tiny_model(kind, tokenizer)
    before = {name: weights.detach().clone() for name, weights in model.named_parameters()}
    config, trainer_of = TRAINERS[kind]
    # Without a name a model cannot be loaded a second time, as the reference.
    reference = {"ref_model": tiny_model(kind, tokenizer)} if kind in REFERRING else {}
    trainer = trainer_of(
        model=model,
        **reference,
        args=config(
            output_dir=str(tmp_path / "trained"),
            max_steps=1,
            per_device_train_batch_size=4,
            learning_rate=0.01,
            use_cpu=True,
            bf16=False,
            activation_checkpointing=False,
            report_to="none",
            disable_tqdm=True,
            save_strategy="no",
        ),
        train_dataset=dataset,
        processing_class=tokenizer,
    )
    result = trainer.train()
    assert trainer.state.global_step == 1
    assert 0 < result.training_loss < 100
    changed = [
        name for name, weights in model.named_parameters() if not torch.equal(before[name], weights)
    ]
    assert changed


def test_final_tokens_are_tokens_to_prefer(
    ledger: Path, tokenizer: PreTrainedTokenizerFast, tmp_path: Path
) -> None:
    """TRL has no trainer for FTPO: its loss is in short that the margin at the end grows."""
    with Ledger.open(ledger) as opened:
        export(opened, tmp_path / "out", Format.FTPO)
    rows = load_dataset(
        str(tmp_path / "out"), "ftpo", split="train", cache_dir=str(tmp_path / "cache")
    )
    model = tiny_model(Format.FTPO, tokenizer)
    optimiser = torch.optim.SGD(model.parameters(), lr=0.1)

    def margins() -> Any:
        found = []
        for row in rows:
            context = tokenizer(row["context_with_chat_template"], return_tensors="pt")
            end = model(context.input_ids).logits[0, -1]
            chosen = [tokenizer(text).input_ids for text in row["multi_chosen_decoded"]]
            [rejected] = tokenizer(row["rejected_decoded"]).input_ids
            assert all(len(token) == 1 for token in chosen)
            found.append(end[[token[0] for token in chosen]].mean() - end[rejected])
        return torch.stack(found)

    before = margins()
    (-torch.nn.functional.logsigmoid(before)).mean().backward()
    optimiser.step()
    assert len(before) >= 4
    assert margins().mean() > before.mean()
