"""Runs the converted model in OpenVINO, for thousands of texts at a time.

In bfloat16 where the processor multiplies it in hardware (AMX or AVX512-BF16), which there takes a
third of the time, else in float32. It reads the graph that ONNX Runtime reads and is ready in about
two seconds.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator
from pathlib import Path
from threading import Lock
from typing import Any, cast

from language.encoder.batches import Batch, FloatMatrix
from language.encoder.onnx_model import GRAPH_FILE, INPUTS

FAST, EXACT = "bf16", "f32"


class OpenVinoEngine:
    """One compiled model; safe to share between threads."""

    batch = 8
    # In bfloat16 the length of a row moves the fourth digit; rows of one length, in whatever
    # company, give the same to the last digit (lengths in few kinds are also quicker to compile).
    step = 16

    def __init__(self, folder: Path, *, exact: bool = False) -> None:
        """Compile the graph; `exact` keeps to float32 whatever the processor can do."""
        # A quarter of a second to import: only for those who encode many texts.
        from openvino import Core

        core = Core()
        able = "BF16" in core.get_property("CPU", "OPTIMIZATION_CAPABILITIES")
        streams = os.cpu_count() or 1
        options = {
            "INFERENCE_PRECISION_HINT": FAST if able and not exact else EXACT,
            # One thread for each batch instead of all threads on one batch: those wait for one
            # another several hundred times a batch, which on a busy machine takes most of the time.
            "NUM_STREAMS": streams,
            "INFERENCE_NUM_THREADS": streams,
            "ENABLE_CPU_PINNING": False,
        }
        model = core.compile_model(folder / GRAPH_FILE, "CPU", options)
        self._requests = [model.create_infer_request() for _ in range(streams)]
        # Two threads of Python's inside it can wait for each other for ever: one holds its lock,
        # the other Python's. So one at a time hands batches over, and it works on several itself.
        self._turn = Lock()

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


def _result(request: Any) -> FloatMatrix:
    request.wait()
    return cast(FloatMatrix, request.get_output_tensor(0).data.copy())
