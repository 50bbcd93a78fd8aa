"""Screening against labelled pages: three real sites, the demonstration site, the starter texts.

A fall fails. The labels were set by reading the pages, not by looking at verdicts.

`screening_elsewhere.csv` records how screening did on pages looked up for the purpose, by their
opening lines, which are not kept here: address, label, half (kinds of errors were mended on "dev"
and later on "dev2", "dev3" and "dev4"; "test" to "test4" were only counted), verdict and score of
that day. "dev3" and "test3" are pages about software for mentoring, debates of parliaments, and
programmes and news that speak of platforms or parliaments too; their words were narrowed after that
day. "dev4" and "test4" are programmes and news in many languages beside vacancies, firms that sell
coaching or mentoring, guides and terms; their openings were shortened and rephrased. "dev5" and
"test5" are lists, rules, guides and sellers in fourteen languages beside programmes. "test6" are
programmes, news and rules in Bulgarian, Russian, Turkish and Albanian. "dev7" and "test7" are
programmes beside courses of study, funders' calls, graduate schemes and guides. "other" in the
earlier rounds takes in rules and guides that are programmes and reports since.
"""

from __future__ import annotations

import csv
import json
from collections import Counter
from pathlib import Path

import pytest
import yaml

from pipelines.describe import Description, Section, describe
from pipelines.screen import screen
from pipelines.screen.duplicates import find_duplicates

LABELS = Path(__file__).with_name("screening_labels.csv")
ELSEWHERE = Path(__file__).with_name("screening_elsewhere.csv")
DEMO = Path(__file__).parents[2] / "pipelines" / "demo"

Outcomes = Counter[tuple[str, str]]
"""How often each label met each verdict; a page that cannot be read counts as other."""


def _verdict(body: bytes, url: str) -> str:
    page = describe(body, None, url, {})
    return screen(page).verdict if isinstance(page, Description) else "other"


@pytest.fixture(scope="module")
def sites(shared: Path) -> Outcomes:
    counts: Outcomes = Counter()
    with LABELS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            path = row["path"].split("/site/", 1)[1]
            body = (shared / "sites" / row["path"]).read_bytes()
            counts[row["label"], _verdict(body, f"https://site.example/{path}")] += 1
    return counts


@pytest.fixture(scope="module")
def expected() -> dict[str, dict[str, str]]:
    """What a person expects of each page of the demonstration site, by path."""
    told = yaml.safe_load((DEMO / "expected.yml").read_text("utf-8"))
    pages: dict[str, dict[str, str]] = told["pages"]
    return pages


@pytest.fixture(scope="module")
def demo(expected: dict[str, dict[str, str]]) -> Outcomes:
    verdicts = ((told["verdict"], _verdict(*_demo(path))) for path, told in expected.items())
    return Counter(verdicts)


def _demo(path: str) -> tuple[bytes, str]:
    file = DEMO / "site" / path.lstrip("/")
    if path.endswith("/"):
        file = next(found for found in sorted(file.glob("index.htm*")))
    return file.read_bytes(), f"http://demo.example{path}"


@pytest.fixture(scope="module")
def starter(shared: Path) -> Outcomes:
    """The descriptions of the starter catalogue alone: no title, no headings, no address."""
    counts: Outcomes = Counter()
    for line in (shared / "starter/programmes.jsonl").read_text("utf-8").splitlines():
        text = json.loads(line)["description"]
        bare = Description("html", "", text, (Section(0, len(text), 0, ""),), url="https://x.org/a")
        counts["programme", screen(bare).verdict] += 1
    return counts


def precision(outcomes: Outcomes, kind: str) -> float:
    found = sum(count for (_, verdict), count in outcomes.items() if verdict == kind)
    return outcomes[kind, kind] / found


def recall(outcomes: Outcomes, kind: str) -> float:
    labelled = sum(count for (label, _), count in outcomes.items() if label == kind)
    return outcomes[kind, kind] / labelled


def test_labels_are_many(sites: Outcomes, demo: Outcomes) -> None:
    assert sites.total() == 220
    assert demo.total() == 63


def test_programme_pages_of_real_sites(sites: Outcomes) -> None:
    assert recall(sites, "programme") == 1.0  # 6 of 6
    assert precision(sites, "programme") >= 0.75  # measured 6 of 8


def test_news_and_lists_of_real_sites(sites: Outcomes) -> None:
    assert precision(sites, "news") >= 0.95
    assert recall(sites, "news") >= 0.95
    assert recall(sites, "list") >= 0.8  # measured 6 of 7
    assert precision(sites, "list") >= 0.75  # measured 6 of 8


def test_other_pages_of_real_sites_stay_out(sites: Outcomes) -> None:
    assert recall(sites, "other") >= 0.98  # measured 152 of 155


def test_programme_pages_of_the_demonstration_site(demo: Outcomes) -> None:
    assert recall(demo, "programme") >= 0.95  # measured 39 of 40
    assert precision(demo, "programme") == 1.0  # measured 39 of 39


def test_other_kinds_of_the_demonstration_site(demo: Outcomes) -> None:
    assert recall(demo, "list") >= 0.9  # measured 10 of 11
    assert recall(demo, "news") == 1.0  # 6 of 6
    assert precision(demo, "news") >= 0.75  # measured 6 of 8
    assert recall(demo, "other") >= 0.6  # measured 3 of 5
    assert recall(demo, "report") == 1.0  # 1 of 1


@pytest.mark.parametrize(
    ("half", "kind", "least_precision", "least_recall"),
    [
        ("dev", "programme", 0.70, 0.80),  # 15 of 21, 15 of 18
        ("dev", "news", 0.85, 0.90),  # 26 of 29, 26 of 28
        ("test", "programme", 0.85, 0.75),  # 24 of 28, 24 of 31
        ("test", "news", 0.75, 0.90),  # 18 of 24, 18 of 20
        ("test", "report", 0.80, 0.55),  # 4 of 5, 4 of 7
        ("test", "other", 0.70, 0.75),  # 7 of 10, 7 of 9
        ("test2", "programme", 0.75, 0.95),  # 12 of 16, 12 of 12
        ("test2", "news", 0.90, 0.95),  # 23 of 25, 23 of 23
        ("test2", "report", 0.95, 0.75),  # 6 of 6, 6 of 8
        ("dev3", "other", 1.0, 0.75),  # 10 of 10, 10 of 13; none was found before
        ("dev3", "programme", 0.50, 1.0),  # 3 of 6, 3 of 3; 3 of 9 before
        ("test3", "programme", 0.60, 1.0),  # 5 of 8, 5 of 5; the same before
        ("dev4", "other", 0.75, 0.70),  # 14 of 18, 14 of 19
        ("dev4", "programme", 0.45, 0.60),  # 5 of 11, 5 of 8
        ("test4", "programme", 0.40, 1.0),  # 3 of 7, 3 of 3
        ("dev5", "programme", 0.85, 0.90),  # 9 of 10, 9 of 10; 6 of 14, 6 of 10 before
        ("dev5", "report", 1.0, 1.0),  # 10 of 10, 10 of 10; 2 of 10 found before
        ("test5", "programme", 0.70, 1.0),  # 5 of 7, 5 of 5; 4 of 6, 4 of 5 before
        ("test6", "programme", 0.60, 1.0),  # 7 of 11, 7 of 7; 2 of 5, 2 of 7 before
        ("dev7", "programme", 0.85, 0.85),  # 9 of 10, 9 of 10; 9 of 13, 9 of 10 before
        ("test7", "programme", 1.0, 1.0),  # 2 of 2, 2 of 2; 2 of 4, 2 of 2 before
    ],
)
def test_what_was_measured_on_pages_from_elsewhere(
    half: str, kind: str, least_precision: float, least_recall: float
) -> None:
    """A new measurement that is worse is not written into the file without a word here."""
    with ELSEWHERE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) >= 235
    counts = Counter((row["label"], row["verdict"]) for row in rows if row["half"] == half)
    assert precision(counts, kind) >= least_precision
    assert recall(counts, kind) >= least_recall


def test_copies_of_the_demonstration_site(expected: dict[str, dict[str, str]]) -> None:
    pages = {path: describe(_demo(path)[0], None, _demo(path)[1], {}) for path in expected}
    texts = {path: page.text for path, page in pages.items() if isinstance(page, Description)}
    told = {path: page["duplicate_of"] for path, page in expected.items() if "duplicate_of" in page}
    assert told
    assert find_duplicates(texts) == told


def test_bare_descriptions_without_the_word_mentor(starter: Outcomes) -> None:
    assert starter.total() == 152
    assert recall(starter, "programme") >= 0.75  # measured 117 of 152
