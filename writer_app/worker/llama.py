"""The real backend: one model, one context, through llama.cpp's C interface."""

from __future__ import annotations

import contextlib
import ctypes
import gc
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from writer_app import __version__
from writer_app.engine.messages import (
    Done,
    Hello,
    Load,
    Measured,
    Progress,
    Ready,
    Requantised,
    Scored,
)
from writer_app.engine.work import Generation, Guessing, Measurement, Requantisation, Scoring
from writer_app.worker.backend import Job, LoadFailed, Refused, Steps, Turn
from writer_app.worker.chat import ChatTemplate, TemplateBroken
from writer_app.worker.corner import lend
from writer_app.worker.generate import Generator
from writer_app.worker.interrupt import Interrupt
from writer_app.worker.keeping import Keeper
from writer_app.worker.library import Log, load_library, version
from writer_app.worker.mapped import give_back
from writer_app.worker.measure import measure
from writer_app.worker.memory import N_RECURRENT, N_SEQUENCES, Memory
from writer_app.worker.reading import Reader
from writer_app.worker.requantise import requantise
from writer_app.worker.score import room_for, score
from writer_app.worker.states import States, state_key
from writer_app.worker.threads import Pace, sensible_threads
from writer_app.worker.vocab import Vocab
from writer_app.worker.writing import Tools

FLASH_ATTN_OFF, FLASH_ATTN_ON = 0, 1
CPU_UBATCH, GPU_UBATCH = 64, 512
NO_VOCABULARY = 0
"""`llama_vocab_type` of a file without a tokeniser."""


class LlamaBackend:
    def __init__(self) -> None:
        self._library = load_library()
        self._interrupt = Interrupt()
        self._log = Log(self._library, lambda: self._interrupt.is_up)
        self._library.llama_backend_init()
        self._generator: Generator | None = None
        self._keeper: Keeper | None = None

    def hello(self) -> Hello:
        library = self._library
        return Hello(
            __version__,
            version(library),
            library.llama_print_system_info().decode("utf-8", "replace").strip(" |"),
            bool(library.llama_supports_gpu_offload()),
        )

    def load(self, load: Load, progress: Callable[[float], None]) -> Ready:
        """Raises LoadFailed with llama.cpp's last error lines."""
        started = time.perf_counter()
        library = self._library
        self._log.forget()
        model, gpu_layers = self._load_model(load, progress)
        self._refuse_what_cannot_write(model)
        vocab = Vocab(library, library.llama_model_get_vocab(model))
        threads = load.n_threads or sensible_threads()
        rewinds = not (
            library.llama_model_is_recurrent(model) or library.llama_model_is_hybrid(model)
        )
        load = _settled(load, gpu_layers)
        context = self._make_context(model, load, threads, N_SEQUENCES if rewinds else N_RECURRENT)
        memory = Memory(
            library,
            context,
            vocab.size,
            rewinds=rewinds,
            n_ubatch=load.n_ubatch,
            interrupt=self._interrupt,
            pace=Pace(threads, lambda n: library.llama_set_n_threads(context, n, n)),
        )
        give_back(load.path)
        _warm_up(memory, vocab)
        template = self._template(model, vocab)
        self._keeper = Keeper(library, context, memory, self._states(load))
        reader = Reader(memory, self._keeper)
        tools = Tools(library, context, vocab, memory, load.drafts)
        self._generator = Generator(tools, reader, template)
        gc.freeze()  # the vocabulary stays; the collector need not look at it
        description = ctypes.create_string_buffer(256)
        library.llama_model_desc(model, description, len(description))
        return Ready(
            path=load.path,
            description=description.value.decode("utf-8", "replace"),
            n_ctx=memory.n_ctx,
            n_ctx_train=library.llama_model_n_ctx_train(model),
            n_vocab=vocab.size,
            n_params=library.llama_model_n_params(model),
            size=library.llama_model_size(model),
            n_threads=threads,
            chat=template is not None,
            gpu_layers=gpu_layers,
            seconds=time.perf_counter() - started,
        )

    def interrupt(self, up: bool) -> None:
        if up:
            self._interrupt.up()
        else:
            self._interrupt.down()

    def rest(self) -> None:
        if self._keeper is not None:
            self._keeper.save()

    def work(self, job: Job) -> Steps:
        if isinstance(job.work, Requantisation):
            yield Turn.BATCH
            return self._requantise(job, job.work)
        if self._generator is None:
            raise Refused("no_model", "no model is loaded")
        if isinstance(job.work, Generation):
            return (yield from self._generator.run(job, job.work))
        if isinstance(job.work, Guessing):
            return (yield from self._generator.guess(job, job.work))
        vocab = self._generator.tools.vocab
        wanted = room_for(vocab, job.work) if isinstance(job.work, Scoring) else None
        with lend(self._generator.tools.memory, wanted) as corner:
            steps = (
                measure(corner, vocab.size, job.work)
                if isinstance(job.work, Measurement)
                else score(corner, vocab, job.work)
            )
            while not job.cancelled:
                try:
                    fraction = next(steps)
                except StopIteration as stop:
                    found = stop.value
                    break
                # Silence would count as hanging.
                job.send(Progress(job.id, "work", fraction))
                yield Turn.BATCH
            else:
                steps.close()
                return Done(job.id, "cancelled", 0, 0, 0.0, 0.0)
        if isinstance(job.work, Measurement):
            return Measured(job.id, *found)
        return Scored(job.id, found)

    def _requantise(self, job: Job, wanted: Requantisation) -> Requantised:
        self._log.forget()
        size, seconds = requantise(
            self._library,
            wanted,
            sensible_threads(),
            self._log.errors,
            lambda fraction: job.send(Progress(job.id, "work", fraction)),
        )
        return Requantised(job.id, size, seconds)

    def _load_model(self, load: Load, progress: Callable[[float], None]) -> tuple[Any, int]:
        """The model and how many of its layers lie on a GPU."""
        library = self._library

        def tell(fraction: float, _data: ctypes.c_void_p) -> bool:
            progress(fraction)
            return True

        for wanted in _layers_to_try(load.n_gpu_layers, library.llama_supports_gpu_offload()):
            self._log.forget()
            params = library.llama_model_default_params()
            params.n_gpu_layers = wanted
            callback = library.llama_progress_callback(tell)
            params.progress_callback = callback
            model = library.llama_model_load_from_file(os.fsencode(load.path), params)
            if model:
                layers = library.llama_model_n_layer(model) + 1
                return model, layers if wanted < 0 else min(wanted, layers)
            if "alloc" not in self._log.errors():
                break  # not for lack of the GPU's memory: fewer layers would not help
        raise self._failure("llama.cpp could not load the file")

    def _refuse_what_cannot_write(self, model: Any) -> None:
        library = self._library
        vocab = library.llama_model_get_vocab(model)
        if library.llama_vocab_type(vocab) == NO_VOCABULARY:
            raise LoadFailed("the file has no vocabulary")
        if library.llama_model_has_encoder(model) or not library.llama_model_has_decoder(model):
            raise LoadFailed("the model reads text but does not continue it (an encoder)")
        if library.llama_model_is_diffusion(model):
            raise LoadFailed("the model does not write from left to right (diffusion)")

    def _states(self, load: Load) -> States | None:
        if not (load.states and load.model_sha256):
            return None
        made_with = (version(self._library), load.flash_attn, load.n_gpu_layers)
        return States(Path(load.states), state_key(load.model_sha256, *made_with))

    def _make_context(self, model: Any, load: Load, threads: int, sequences: int) -> Any:
        library = self._library
        trained = library.llama_model_n_ctx_train(model)
        params = library.llama_context_default_params()
        params.n_ctx = min(load.n_ctx, trained) if trained > 0 else load.n_ctx
        params.n_batch = params.n_ubatch = load.n_ubatch
        params.flash_attn_type = FLASH_ATTN_ON if load.flash_attn else FLASH_ATTN_OFF
        params.n_seq_max = sequences
        params.kv_unified = True
        params.n_threads = params.n_threads_batch = threads
        context = library.llama_init_from_model(model, params)
        if not context:
            raise self._failure("llama.cpp could not make a context for the model")
        return context

    def _template(self, model: Any, vocab: Vocab) -> ChatTemplate | None:
        source = self._library.llama_model_chat_template(model, None)
        if not source:
            return None
        with contextlib.suppress(TemplateBroken):
            return ChatTemplate(
                source.decode("utf-8", "replace"),
                vocab.text_of_special(vocab.bos),
                vocab.text_of_special(vocab.eos),
            )
        return None

    def _failure(self, otherwise: str) -> LoadFailed:
        return LoadFailed(self._log.errors() or otherwise)


def _layers_to_try(wanted: int, gpu: bool) -> Iterator[int]:
    """All that fit: llama.cpp refuses what does not, so ever fewer are tried."""
    if not gpu:
        yield 0
        return
    yield wanted
    if wanted < 0:
        yield from (64, 32, 16, 8, 0)


def _settled(load: Load, gpu_layers: int) -> Load:
    """With what is usual in place of what was left open.

    On an H200 the starter reads 34,000 tokens a second by 512 at once and 9,700 by 64; a batch of
    either is done sooner there than one of 4 on a CPU.
    """
    gpu = gpu_layers > 0
    return replace(
        load,
        n_ubatch=load.n_ubatch or (GPU_UBATCH if gpu else CPU_UBATCH),
        flash_attn=gpu if load.flash_attn is None else load.flash_attn,
    )


def _warm_up(memory: Memory, vocab: Vocab) -> None:
    """The weights come into memory now and not at the writer's first pause.

    Two tokens: prompts go through other kernels than single tokens, and if those crash, it should
    be seen as a model that can't be loaded.
    """
    memory.batch.clear()
    for position in range(2):
        memory.batch.add(vocab.bos or 0, position, 0, logits=True)
    try:
        memory.decode()
        memory.row(1)
    except Refused as error:
        raise LoadFailed(str(error)) from error
    memory.forget_all()
