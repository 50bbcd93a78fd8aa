"""Runs the converted model in OpenVINO, in the form that suits what is encoded.

Many texts in bfloat16 where the processor multiplies it in hardware (AMX or AVX512-BF16), which
there takes a third of the time, else in float32. A query in 8 bit: matrices, and states in groups
of 48 numbers of a token, so that no text depends on another. Ready in about half a second.
"""

from __future__ import annotations

import os
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any, cast

from language.encoder.batches import Batch, FloatMatrix
from language.encoder.graphs import GRAPH_FILE, INPUTS, QUERY_GRAPH_FILE

QUERY, SENTENCES, PASSAGES = 0, 5, 10
"""How far each steps back (`nice`) where a run reads, tags and embeds at once. What Python does is
waited for by all; nobody waits for a passage before the index is made. Of 400 made pages with
two cores a run takes a twentieth less so."""

PRECISION, FAST, EXACT = "INFERENCE_PRECISION_HINT", "bf16", "f32"
GROUP = 48
"""Numbers of a state that share a scale in 8 bit. The vector of a query of some words is then
within 0.0003 of the exact one by cosine (of an empty one within 0.001); with 32 it takes longer,
with 96 it is within 0.0005."""

_STEPS = {FAST: 16, EXACT: 8}
"""To a multiple of how many tokens rows are filled up. In bfloat16 the length of a row moves the
fourth digit; rows of one length, in whatever company, give the same to the last digit. In float32
less has to be filled up, which takes a tenth off the time of sentences."""


@cache
def has_bf16() -> bool:
    """Whether this processor multiplies bfloat16 in hardware, so that FAST is fast."""
    from openvino import Core

    return "BF16" in Core().get_property("CPU", "OPTIMIZATION_CAPABILITIES")


class OpenVinoEngine:
    """One compiled model; safe to share between threads."""

    def __init__(
        self, graph: Path, threads: int, precision: str, batch: int = 8, nice: int = QUERY
    ) -> None:
        precision = precision if has_bf16() else EXACT
        self.batch, self.step = batch, _STEPS[precision]
        # A quarter of a second to import: only for those who encode.
        from openvino import Core

        core = Core()
        options = {
            PRECISION: precision,
            "DYNAMIC_QUANTIZATION_GROUP_SIZE": GROUP,  # acts on matrices in 8 bit alone
            # One thread for each batch instead of all threads on one batch: those wait for one
            # another several hundred times a batch, which on a busy machine takes most of the time.
            "NUM_STREAMS": threads,
            "INFERENCE_NUM_THREADS": threads,
            "ENABLE_CPU_PINNING": False,
        }
        # Its threads begin here and are as patient as the one that begins them.
        with ThreadPoolExecutor(1, initializer=_step_back, initargs=(nice,)) as patient:
            model = patient.submit(core.compile_model, graph, "CPU", options).result()
        # As many wait as work: none is idle while Python is busy elsewhere.
        self._requests = [model.create_infer_request() for _ in range(2 * threads)]
        # Two threads of Python's inside it can wait for each other for ever: one holds its lock,
        # the other Python's. So one at a time hands batches over, and it works on several itself.
        self._turn = Lock()

    @classmethod
    def for_queries(cls, folder: Path) -> OpenVinoEngine:
        """In 8 bit, on one processor: the others read words and concepts meanwhile, and two that
        work on a text together take longer than one when either of them is wanted elsewhere.

        One text at a time: without AVX-512 the company of others moves the last digit.
        """
        return cls(folder / QUERY_GRAPH_FILE, 1, EXACT, batch=1)

    @classmethod
    def for_bulk(cls, folder: Path, *, exact: bool = False) -> OpenVinoEngine:
        """On all processors; `exact` keeps to float32 whatever they can do."""
        precision, nice = (EXACT, SENTENCES) if exact else (FAST, PASSAGES)
        return cls(folder / GRAPH_FILE, os.cpu_count() or 1, precision, nice=nice)

    def run(self, batches: Iterable[Batch]) -> Iterator[FloatMatrix]:
        with self._turn:
            free, running = list(self._requests), deque[Any]()
            try:
                for batch in batches:
                    if not free:
                        yield _result(running[0])
                        free.append(running.popleft())
                    running.append(free.pop())
                    running[-1].start_async(dict(zip(INPUTS, batch, strict=True)))
                while running:
                    yield _result(running[0])
                    running.popleft()
            finally:
                for request in running:
                    request.wait()


def _step_back(nice: int) -> None:
    """Lower the priority of this thread alone, which Linux can and others cannot."""
    if nice and sys.platform == "linux":
        os.nice(nice)


def _result(request: Any) -> FloatMatrix:
    request.wait()
    return cast(FloatMatrix, request.get_output_tensor(0).data.copy())
