"""Sites to measure whole runs on: hosts of programme pages, each page with a text of its own.

The sentences are those of the starter catalogue, put together by chance in one language a page,
with other figures in each; names are made. Only making belongs here, not measuring.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from pathlib import Path

from search.measure.throwaway import read_lines

STARTER = Path(__file__).resolve().parent.parent / "pipelines/starter/programmes.jsonl"
SECTIONS, SENTENCES = 3, 4
SEED = 7
_FIRST = ("Bridge", "Compass", "Lantern", "Harbour", "Orchard", "Ladder", "Window", "Beacon")
_SECOND = ("Ahead", "Together", "Forward", "Abroad", "Nearby", "Onward", "Within", "Beyond")

DECLARATION = """slug: {slug}
kind: website
title: {slug}
publisher: made
url: http://{slug}.localhost/
licence: CC-BY-4.0
serve: {slug}
allow_private: [{slug}.localhost]
delay_seconds: 0
pages: 100000
"""


def make_sites(folder: Path, hosts: int, pages: int) -> list[str]:
    """Write that many sites, each with its declaration; the slugs. The same for the same numbers.

    Each has a front page that links to its programmes, one of which takes one page.
    """
    chance = random.Random(SEED)
    sentences = read_sentences()
    slugs = [f"made-{number:02}" for number in range(hosts)]
    for slug in slugs:
        (folder / slug).mkdir(parents=True)
        (folder / f"{slug}.yml").write_text(DECLARATION.format(slug=slug))
        made = list(_programmes(chance, sentences, slug, pages))
        for number, (_, html) in enumerate(made):
            (folder / slug / f"p{number}.html").write_text(html)
        links = [f'<li><a href="p{at}.html">{name}</a></li>' for at, (name, _) in enumerate(made)]
        (folder / slug / "index.html").write_text(_page("en", slug, f"<ul>{''.join(links)}</ul>"))
    return slugs


def read_sentences() -> Mapping[str, Sequence[str]]:
    """The starter catalogue's sentences by language, where there are enough to draw from."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in read_lines(STARTER):
        parts = re.split(r"(?<=[.!?])\s+", row["description"])
        found[row["language"]] += [part for part in parts if len(part) > 20]
    return {code: texts for code, texts in found.items() if len(texts) > 10 * SENTENCES}


def _programmes(
    chance: random.Random, sentences: Mapping[str, Sequence[str]], slug: str, pages: int
) -> Iterator[tuple[str, str]]:
    """Name and page of each programme of a site."""
    for number in range(pages):
        language = chance.choice(sorted(sentences))
        name = f"{chance.choice(_FIRST)} {chance.choice(_SECOND)} mentoring {slug[5:]}-{number}"
        texts = iter(chance.sample(sentences[language], SECTIONS * SENTENCES))
        parts = [
            f"<h2>{section + 1}</h2><p>{' '.join(next(texts) for _ in range(SENTENCES))}</p>"
            for section in range(SECTIONS)
        ]
        body = re.sub(
            r"(?<=>|\s)[1-9]\d?(?=\s)", lambda _: str(chance.randint(2, 99)), "".join(parts)
        )
        yield name, _page(language, name, body)


def _page(language: str, title: str, body: str) -> str:
    return (
        f'<!doctype html><html lang="{language}"><meta charset="utf-8">'
        f"<title>{escape(title)}</title><body><main><h1>{escape(title)}</h1>{body}</main></body></html>"
    )
