"""British or American: one habit of a writer, read off all words that both spell differently."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from writer_app.voice.edits.edit import Edit
from writer_app.voice.edits.view import View

_PAIRS = """
grey/gray colour/color honour/honor favour/favor harbour/harbor labour/labor humour/humor
neighbour/neighbor parlour/parlor rumour/rumor savour/savor vapour/vapor vigour/vigor valour/valor
splendour/splendor odour/odor ardour/ardor clamour/clamor endeavour/endeavor behaviour/behavior
armour/armor tumour/tumor rigour/rigor candour/candor fervour/fervor saviour/savior
coloured/colored honoured/honored favoured/favored laboured/labored endeavoured/endeavored
colours/colors honours/honors favours/favors neighbours/neighbors endeavours/endeavors
neighbouring/neighboring honourable/honorable favourable/favorable favourite/favorite
neighbourhood/neighborhood centre/center theatre/theater fibre/fiber lustre/luster sombre/somber
spectre/specter sceptre/scepter meagre/meager calibre/caliber sabre/saber manoeuvre/maneuver
travelled/traveled travelling/traveling traveller/traveler travellers/travelers
quarrelled/quarreled quarrelling/quarreling levelled/leveled marvellous/marvelous woollen/woolen
jewellery/jewelry counsellor/counselor signalled/signaled cancelled/canceled
defence/defense offence/offense pretence/pretense skilful/skillful wilful/willful fulfil/fulfill
plough/plow moustache/mustache mould/mold mouldy/moldy cheque/check storey/story pyjamas/pajamas
aeroplane/airplane
"""
_IZE = """
realise/realize realised/realized realising/realizing recognise/recognize recognised/recognized
recognising/recognizing apologise/apologize apologised/apologized organise/organize
organised/organized sympathise/sympathize civilised/civilized criticise/criticize
"""
_LEAST, _ONE_SIDED = 6, 0.8
"""Words of such pairs from which there is a habit, and the share of them that are of one side."""
SURE = 3.0
"""Nats that a spelling which a writer keeps to everywhere is worth."""


def _halves(pairs: str) -> dict[str, str]:
    return dict(pair.split("/") for pair in pairs.split())


_SYSTEMS = (_halves(_PAIRS), _halves(_IZE))


def regional(view: View, vocabulary: Mapping[str, int]) -> Iterator[Edit]:
    """Words in the spelling of the writer's side of the sea, where they keep to one."""
    for british in _SYSTEMS:
        one = sum(vocabulary.get(word, 0) for word in british)
        other = sum(vocabulary.get(word, 0) for word in british.values())
        if one + other < _LEAST or max(one, other) < _ONE_SIDED * (one + other):
            continue
        theirs = british if other > one else {plain: word for word, plain in british.items()}
        for word in view.words:
            new = theirs.get(word.low)
            # "A story" is no British storey, and a check no cheque.
            if new is None or not word.free or word.low in {"story", "check"}:
                continue
            # Never against what they do with this very word.
            if vocabulary.get(new, 0) < vocabulary.get(word.low, 0):
                continue
            new = new[0].upper() + new[1:] if word.text[0].isupper() else new
            yield Edit(
                word.start, word.end, new, "spelling", f"“{new}” for “{word.text}”", theirs=SURE
            )
