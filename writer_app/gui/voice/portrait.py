"""The plots of one voice, in one column or in two."""

from __future__ import annotations

from PySide6.QtCore import Signal

from writer_app.gui.pages.columns import Columns
from writer_app.gui.pages.plot import Plot
from writer_app.gui.pages.sections import Section
from writer_app.gui.theme import Theme
from writer_app.gui.voice.chips import Chips
from writer_app.gui.voice.lengths import Lengths
from writer_app.gui.voice.pairs import Pairs
from writer_app.gui.voice.punctuation import punctuation, telling
from writer_app.gui.voice.shown import Shown
from writer_app.gui.voice.size import Size
from writer_app.gui.voice.standing import Range
from writer_app.gui.voice.words import Words
from writer_app.voice.background import shipped

KEPT = "Rewrites keep the ones that are words. Press one that is not yours."
BESIDE = "How often you use them, compared with other writers."
NONE_YET = "None stands out yet: that takes a few thousand words."
MOST = 16  # words of each kind: more is a list and no portrait


class PortraitView(Columns):
    """`denied`: a favourite or avoided word, or a quirk, that is not the writer's."""

    denied = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.size_plot = Size(theme)
        self.range = Range(theme)
        self.lengths = Lengths(theme)
        self.punctuation = Pairs(theme)
        self.favourites = Words(theme, "Words you use more than others")
        self.avoided = Words(theme, "Words you avoid", avoided=True)
        self.quirks = Chips(theme, "Press if this is not yours", sign="×")
        for signal in (self.favourites.removed, self.avoided.removed, self.quirks.pressed):
            signal.connect(self.denied)
        self._known = Section("What it knows", self.size_plot)
        self._range = Section("How much you sound like yourself", self.range)
        self._lengths = Section("Sentences", self.lengths)
        self._punctuation = Section("Punctuation, in 1,000 words", self.punctuation)
        self._favourites = Section("Words you reach for", self.favourites, note=BESIDE)
        self._avoided = Section("Words you avoid", self.avoided, note=BESIDE)
        self._quirks = Section("Quirks", self.quirks, note=KEPT)
        self.fill(
            [self._known, self._range, self._lengths, self._punctuation],
            [self._favourites, self._avoided, self._quirks],
        )

    def show_voice(self, shown: Shown) -> None:
        voice = shown.profile
        if voice is None:
            return
        others = shipped().human
        self.size_plot.show_size(voice.words)
        self._known.say(self.size_plot.words)
        self.range.show_range(voice.own_range, shown.landmarks, shown.here)
        self._range.say(self.range.words)
        self._range.setVisible(bool(voice.own_range))
        self.lengths.show_lengths(voice.sentence_lengths, others.sentence_lengths)
        self._lengths.say(self.lengths.words)
        marks = punctuation(voice.punctuation, others.punctuation)
        self.punctuation.show_pairs(marks, "in 1,000 words")
        self._punctuation.say(telling(marks))
        self.favourites.show_words(voice.favourites[:MOST])
        self.favourites.setVisible(bool(voice.favourites))
        self._favourites.say(BESIDE if voice.favourites else NONE_YET)
        self.avoided.show_words(voice.avoided[:MOST])
        self._avoided.setVisible(bool(voice.avoided))
        self.quirks.show_words(voice.quirks)
        self._quirks.setVisible(bool(voice.quirks))

    def set_theme(self, theme: Theme) -> None:
        for plot in self.findChildren(Plot):
            plot.set_theme(theme)
        self.quirks.set_theme(theme)
