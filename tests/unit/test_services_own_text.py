"""Only what the writer wrote is their voice."""

from __future__ import annotations

from pathlib import Path

from tests.unit.ledger_samples import decision, rewrite
from writer_app.ledger.records import DocumentRef
from writer_app.ledger.store import Ledger
from writer_app.services.kept_origins import KeptOrigins
from writer_app.services.own_text import OwnText, by_hand, own_text
from writer_app.text.provenance import Origin, Provenance

TEXT = (
    "The ferry was late again. Marta did not mind it at all.\n\n"
    "She had brought a book with her, and she read it standing."
)


def test_a_sentence_taken_from_a_model_goes_and_the_rest_stays() -> None:
    taken = decision(final=" did not mind it at all.")
    assert own_text(TEXT, [taken]) == TEXT.replace(" Marta did not mind it at all.", "")


def test_a_word_or_two_are_anybodys() -> None:
    assert own_text(TEXT, [decision(final=" was late again.")]) == TEXT
    assert own_text(TEXT, [decision(final="")]) == TEXT
    assert own_text(TEXT, []) == TEXT


def test_what_a_rewrite_left_alone_is_the_writers() -> None:
    whole = TEXT.split("\n\n")[1]
    unchanged = rewrite(source=whole, final=whole)
    assert own_text(TEXT, [unchanged]) == TEXT
    changed = rewrite(source="She had a book and read it.", final=whole)
    assert own_text(TEXT, [changed]) == TEXT.split("\n\n")[0]


def test_the_ledger_says_what_was_taken_into_which_document(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    mine, other = tmp_path / "mine.md", tmp_path / "other.md"
    own = OwnText(path, tmp_path / "provenance")
    assert own(mine, TEXT) == TEXT
    assert not path.exists()
    with Ledger.open(path) as ledger:
        ledger.record(decision(document=DocumentRef.of(mine), final=" did not mind it at all."))
    assert "mind" not in own(mine, TEXT)
    assert own(other, TEXT) == TEXT


def origins_of(*models: str) -> Provenance:
    """Of `TEXT`, with these stretches the model's."""
    value = Provenance.of(len(TEXT))
    for part in models:
        value = value.replaced(TEXT.index(part), len(part), Provenance.of(len(part), Origin.MODEL))
    return value


def test_a_sentence_with_one_word_of_the_models_goes() -> None:
    assert by_hand(TEXT, origins_of("mind")) == TEXT.replace(" Marta did not mind it at all.", "")
    assert by_hand(TEXT, origins_of(" ")) == TEXT  # a space is nobody's
    pasted = Provenance.of(len(TEXT), Origin.PASTED)
    assert by_hand(TEXT, pasted) == TEXT


def test_what_is_kept_beside_the_document_is_known_without_a_ledger(tmp_path: Path) -> None:
    folder, mine = tmp_path / "provenance", tmp_path / "mine.md"
    own = OwnText(tmp_path / "none.db", folder)
    KeptOrigins(folder).keep(DocumentRef.of(mine).id, TEXT, origins_of("She had brought"))
    assert own(mine, TEXT) == TEXT.split("\n\n")[0]
    assert own(mine, TEXT + "!") == TEXT + "!"  # another text: nothing is known of it
    assert own(tmp_path / "other.md", TEXT) == TEXT
