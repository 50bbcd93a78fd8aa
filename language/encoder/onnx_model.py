"""Runs the converted model in ONNX Runtime: open in a tenth of a second, and small.

The engine of every search. The graphs are written in onnx_graph.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import cast

from language.encoder.batches import Batch, FloatMatrix

GRAPH_FILE, QUERY_GRAPH_FILE = "model.onnx", "query.onnx"
INPUTS, OUTPUT = ("input_ids", "attention_mask"), "vectors"


class OnnxEngine:
    """One session; safe to share between threads."""

    batch = 8
    step = 0  # in float32 a longer row moves the seventh digit

    def __init__(self, folder: Path, graph: str = GRAPH_FILE) -> None:
        # Half of the time that a search needs to start: only for those who encode.
        import onnxruntime

        options = onnxruntime.SessionOptions()
        # Waiting threads that spin take the other core from whoever could use it: on a busy
        # machine a query takes nearly twice as long with it.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session = onnxruntime.InferenceSession(
            folder / graph, options, providers=["CPUExecutionProvider"]
        )

    def run(self, batches: Iterable[Batch]) -> Iterator[FloatMatrix]:
        for batch in batches:
            inputs = dict(zip(INPUTS, batch, strict=True))
            yield cast(FloatMatrix, self._session.run([OUTPUT], inputs)[0])
