"""Fit a model to this machine: the starter's layout, and the setting each model is quickest in."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from writer_app.config.paths import Paths
from writer_app.engine.messages import Load
from writer_app.errors import ModelError
from writer_app.models.header import Header
from writer_app.models.starter import starter_path
from writer_app.services.calibration import calibrate
from writer_app.services.layout import LAYOUTS, STARTER_LAYOUTS, LayoutReport, lay_out
from writer_app.services.machine import machine
from writer_app.services.models import STARTER, ModelShelf, ShelfEntry
from writer_app.services.trial import Spawn, Trials, TuningStopped
from writer_app.services.tuned import LaidOut, Setting, Speed, Tuned, Tuning

__all__ = ["TuningReport", "TuningStopped", "calibrated", "tune"]

Progress = Callable[[float, str], None]
"""From 0 to 1, and what is being done, in words; from the calling thread."""


@dataclass(frozen=True, slots=True)
class TuningReport:
    """`entry` is the model as it is now on the shelf: load it, with what `Tuning` says of it.

    `layout` is None where none was tried; `sentence` says what came of it.
    """

    entry: ShelfEntry
    tuned: Tuned
    layout: LayoutReport | None
    sentence: str


def calibrated(shelf: ModelShelf, entry: ShelfEntry) -> bool:
    """Whether there is nothing left that `tune` would find out; never slow."""
    tuning = shelf.tuning
    source = starter_path() if entry.kind == STARTER else None
    if source is not None and not tuning.laid_out_here(source):
        return False
    return tuning.known(entry.path, shelf.settings.gpu_layers) is not None


def tune(
    paths: Paths,
    shelf: ModelShelf,
    entry: ShelfEntry,
    spawn: Spawn,
    progress: Progress,
    cancelled: Callable[[], bool],
    *,
    layout: bool = False,
) -> TuningReport:
    """Measure the model on this machine and remember what was found. Blocks; needs no Qt.

    The starter is laid out on the way, once, and again with `layout`; any other model only with
    it, as a new file among the app's own models, on the shelf. Best done when nothing else is:
    what runs beside it falsifies the figures. To use what was found, load `report.entry` again
    in a worker started with `Tuning.spin_for` and `Tuning.load_for`.
    Raises `ModelError`, `EngineLost`, `TuningStopped`, `OSError`.
    """
    tuning = shelf.tuning
    starter = starter_path() if entry.kind == STARTER else None
    header = shelf.check(starter or entry.path)
    load = Load("", n_ctx=shelf.fit(header).n_ctx, n_gpu_layers=shelf.settings.gpu_layers)
    trials = Trials(spawn, load, cancelled)
    anew = layout or (starter is not None and not tuning.laid_out_here(starter))
    part = 0.6 if anew else 0.0

    def tell(fraction: float, words: str) -> None:
        progress(part * fraction, words)

    report: LayoutReport | None = None
    sentence = ""
    if starter is not None and anew:
        report, sentence = _lay_out_starter(paths, shelf, tuning, trials, header, tell)
        entry = shelf.find(STARTER)
    elif anew:
        report = lay_out(trials, header, _named_after(paths, header), tell, LAYOUTS)
        sentence = report.sentence(entry.name)
        entry = shelf.add(report.file) if report.file is not None else entry

    def measure(setting: Setting) -> tuple[Speed, int]:
        return trials.measure(entry.path, setting)

    def calibrating(fraction: float) -> None:
        progress(part + (1 - part) * fraction, "Trying threads and batches")

    calibrating(0.0)
    row = (report.chosen or report.source) if report is not None else None
    first = (row.speed, row.threads) if row is not None and row.speed is not None else None
    setting, speed, threads = calibrate(measure, calibrating, first)
    tuned = Tuned(setting, threads, speed, date.today().isoformat())
    tuning.keep(entry.path, load.n_gpu_layers, tuned)
    return TuningReport(entry, tuned, report, sentence)


def _named_after(paths: Paths, header: Header) -> Callable[[str], Path]:
    return lambda layout: paths.models / f"{header.path.stem}-{layout}.gguf"


def _lay_out_starter(
    paths: Paths,
    shelf: ModelShelf,
    tuning: Tuning,
    trials: Trials,
    header: Header,
    tell: Progress,
) -> tuple[LayoutReport | None, str]:
    """Lay it out and remember; a starter that cannot be laid out is used as it came."""
    source = header.path
    sha256 = shelf.sha256(source, trials.cancelled)

    def target(layout: str) -> Path:
        return paths.models / f"{STARTER}-{layout}-{sha256[:12]}.gguf"

    report: LayoutReport | None = None
    try:
        report = lay_out(trials, header, target, tell, STARTER_LAYOUTS)
        sentence = report.sentence("The starter model")
    except ModelError as error:
        sentence = f"The starter model stays as it is. {error}"
    file = report.file if report is not None else None
    status = source.stat()
    tuning.keep_starter(
        LaidOut(
            source_size=status.st_size,
            source_mtime_ns=status.st_mtime_ns,
            source_sha256=sha256,
            machine=machine(),
            layout=report.chosen.layout if report is not None and report.chosen else "",
            file=file.name if file is not None else "",
            file_size=file.stat().st_size if file is not None else 0,
            sentence=sentence,
        )
    )
    for old in paths.models.glob(f"{STARTER}-*-{'[0-9a-f]' * 12}.gguf"):
        if old != file:
            with suppress(OSError):  # where it is open, on some systems
                old.unlink()
    return report, sentence
