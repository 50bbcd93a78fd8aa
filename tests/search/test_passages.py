"""Cutting passages: exact offsets, prose only, never too long for the encoder."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language.encoder import open_encoder
from practices_db.settings import load_settings
from search.index.passages import LONGEST, cut_passages, estimate_tokens


def body(text: str) -> list[dict[str, Any]]:
    return [{"start": 0, "end": len(text), "level": 1, "heading": "H", "role": "body"}]


@given(st.text(max_size=3000))
def test_offsets_are_exact_and_nothing_but_space_is_lost(text: str) -> None:
    spans = cut_passages(text, body(text))
    assert [span.position for span in spans] == list(range(len(spans)))
    end = 0
    for span in spans:
        assert not text[end : span.start].strip()
        assert text[span.start : span.end] == text[span.start : span.end].strip() != ""
        end = span.end
    assert not text[end:].strip()


def test_fields_are_neither_indexed_nor_crossed() -> None:
    text = "Mentors meet weekly.\nfunding: lottery\nMentees find work."
    cuts = [0, 21, 38, len(text)]
    sections = [
        {"start": a, "end": b, "level": 1, "heading": "", "role": role}
        for a, b, role in zip(cuts, cuts[1:], ["body", "fields", "body"], strict=False)
    ]
    spans = cut_passages(text, sections)
    assert [text[s.start : s.end] for s in spans] == ["Mentors meet weekly.", "Mentees find work."]


def test_small_sections_share_a_passage_under_the_first_heading() -> None:
    text = "One short line.\nAnother short line."
    sections = [
        {"start": 0, "end": 15, "level": 2, "heading": "First", "role": "body"},
        {"start": 16, "end": len(text), "level": 2, "heading": "Second", "role": "body"},
    ]
    (span,) = cut_passages(text, sections)
    assert (span.heading, span.start, span.end) == ("First", 0, len(text))


def test_real_pages_are_cut_to_about_the_usual_length(shared: Path) -> None:
    sizes = []
    for line in (shared / "bench/omos-qa/corpus.jsonl").read_text().splitlines()[:200]:
        text = json.loads(line)["text"]
        spans = cut_passages(text, body(text))
        sizes.extend(estimate_tokens(text[s.start : s.end]) for s in spans[:-1])
    assert max(sizes) <= LONGEST
    assert sorted(sizes)[len(sizes) // 10] >= 80


@pytest.mark.parametrize(
    "text",
    [
        "x" * 5000,
        "QXZ" * 900,
        "a1b2" * 1000,
        "!?" * 2000,
        "漢字" * 1000,
        "😀" * 900,
        "κ" * 3000,
        "aB3$" * 700,
        "\n".join(["- item"] * 800),
    ],
    ids=lambda text: text[:4],
)
def test_no_passage_is_longer_than_the_encoder_reads(text: str) -> None:
    encoder = open_encoder(load_settings(), "query")
    passages = [text[s.start : s.end] for s in cut_passages(text, body(text))]
    assert max(encoder.count_tokens(passages)) <= encoder.most_tokens
