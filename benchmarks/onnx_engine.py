"""The converted model in ONNX Runtime, for comparison."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import cast

import onnxruntime

from language.encoder.batches import Batch, FloatMatrix
from language.encoder.graphs import GRAPH_FILE, INPUTS, OUTPUT


class OnnxEngine:
    """One session; safe to share between threads."""

    batch = 8
    step = 0  # in float32 a longer row moves the seventh digit

    def __init__(self, folder: Path) -> None:
        options = onnxruntime.SessionOptions()
        # Waiting threads that spin take the other core from whoever could use it: on a busy
        # machine a query takes nearly twice as long with it.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session = onnxruntime.InferenceSession(
            folder / GRAPH_FILE, options, providers=["CPUExecutionProvider"]
        )

    def run(self, batches: Iterable[Batch]) -> Iterator[FloatMatrix]:
        for batch in batches:
            inputs = dict(zip(INPUTS, batch, strict=True))
            yield cast(FloatMatrix, self._session.run([OUTPUT], inputs)[0])
