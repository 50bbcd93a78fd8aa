"""Measures the tagger: documents a second by rules alone, and whole against its encoder's share.

    python benchmarks/tagger.py [--json]

The texts are the starter catalogue's descriptions. CPU seconds of this process are given beside
wall-clock seconds, which depend on what else the machine does.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from language.encoder import open_encoder
from language.evaluate_tags import read_gold
from language.sentences import split_sentences
from language.tagger import Tagger, Text, open_tagger
from practices_db.settings import load_settings

STARTER = ROOT / "pipelines/starter/programmes.jsonl"
TOGETHER = 32


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    figures = measure()
    if parser.parse_args().json:
        print(json.dumps(figures))
    else:
        print("\n".join(f"{name:<28} {value:8.2f}" for name, value in figures.items()))


def measure() -> dict[str, float]:
    """All figures by name."""
    texts: list[Text] = [(gold.text, gold.language, None) for gold in read_gold(STARTER)]
    sentences = [
        text[one.start : one.end]
        for text, language, _ in texts
        for one in split_sentences(text, language)
    ]
    rules, encoder = Tagger(), open_encoder(load_settings(), "exact")
    whole = open_tagger(load_settings())
    for tagger in (rules, whole):  # loading is not measured
        tagger.tag_many(texts[:1])
    alone = clock(lambda: rules.tag_many(texts))
    embedding = clock(lambda: encoder.encode_passages(sentences))
    both = clock(lambda: [whole.tag_many(texts[at : at + TOGETHER]) for at in blocks(len(texts))])
    return {
        "documents": len(texts),
        "sentences": len(sentences),
        "rules, documents/s": len(texts) / alone[0],
        "rules, documents/CPU s": len(texts) / alone[1],
        "embedding, s": embedding[0],
        "embedding, CPU s": embedding[1],
        "whole tagger, s": both[0],
        "whole tagger, CPU s": both[1],
        "whole / embedding, CPU": both[1] / embedding[1],
    }


def blocks(count: int) -> range:
    """Where each group of texts that are tagged together begins."""
    return range(0, count, TOGETHER)


def clock(work: Callable[[], object]) -> tuple[float, float]:
    """Wall-clock and CPU seconds of a piece of work."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - wall, time.process_time() - cpu


if __name__ == "__main__":
    main()
