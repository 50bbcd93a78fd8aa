"""Main text against the known answer, on real sites. Scores as measured; a fall fails.

Measure: 4-gram shingles of words, F1 a page, mean over pages; the known answer of a page is the
title and body of its Markdown source, contact data masked as in the stored text.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

from lxml import etree
from lxml.html import fromstring

from pipelines.describe import Description, Unreadable, describe
from pipelines.describe.contacts import mask_text

_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_TAGS = re.compile(r"<[^>]+>|\{\{.*?\}\}")
_NUMBERING = re.compile(r"(?m)^\s*\d+\. ")
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")

Shingles = set[tuple[str, ...]]


def shingles(text: str) -> Shingles:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[at : at + 4]) for at in range(max(1, len(words) - 3))}


def known_answer(markdown: str) -> str:
    _, head, body = markdown.split("---", 2)
    title = re.search(r"title: \"?(.*?)\"?\n", head)
    assert title
    plain = _NUMBERING.sub(" ", _TAGS.sub(" ", _LINK.sub(r"\1", body)))
    return mask_text(_INVISIBLE.sub("", f"{title[1]} {plain}"))


def f1(known: Shingles, found: Shingles) -> float:
    return 2 * len(known & found) / (len(known) + len(found))


def test_cyf_signposts(shared: Path) -> None:
    site = shared / "sites/cyf-signposts"
    scores = []
    for source in sorted((site / "gold/content/posts").glob("*.md")):
        file = site / "site/posts" / source.stem / "index.html"
        if file.exists():
            found = describe(file.read_bytes(), "text/html", f"https://x.example/{source.stem}", {})
            assert isinstance(found, Description)
            answer = known_answer(source.read_text("utf-8"))
            scores.append(f1(shingles(answer), shingles(found.text)))
    assert len(scores) == 71
    assert sum(scores) / len(scores) >= 0.975  # measured 0.983


def read_site(shared: Path, name: str) -> dict[str, Description]:
    root = shared / "sites" / name / "site"
    pages = {}
    for file in sorted(root.rglob("*.html")):
        path = str(file.relative_to(root))
        found = describe(file.read_bytes(), None, f"https://site.example/{path}", {})
        if isinstance(found, Unreadable) and "404" in path:
            assert found.reason == "missing"
            continue
        assert isinstance(found, Description), path
        pages[path] = found
    return pages


def test_we_are_ols_has_no_main_part_but_gives_its_text(shared: Path) -> None:
    pages = read_site(shared, "we-are-ols")
    seeds = pages["openseeds/index.html"]
    assert seeds.title == "Open Seeds"
    assert "This is a 16-week long personal mentorship" in seeds.text
    assert "- share their expertise and gain knowledge" in seeds.text
    assert {"About", "Applications", "Timeline"} <= {s.heading for s in seeds.sections}
    for path, page in pages.items():
        assert "Code of Conduct Cohort Call Facilitator Guide" not in page.text, path
        assert "The website content is licensed" not in page.text, path
        assert "team@we-are-ols.org" not in page.text, path
    stubs = [path for path, page in pages.items() if page.links_to_stub]
    assert len(stubs) == 20


def test_chayn_is_read_in_its_own_languages_without_styles(shared: Path) -> None:
    pages = read_site(shared, "chayn-be")
    languages = Counter(path.split("/")[0] for path in pages if "/" in path and "404" not in path)
    found = Counter(
        page.language for path, page in pages.items() if "/" in path and "404" not in path
    )
    assert found == languages
    for path, page in pages.items():
        assert "{" not in page.text, path
        assert "base64" not in page.text, path


def test_articles_hold_what_trafilatura_finds(shared: Path) -> None:
    """No known answer here: what an extractor made for articles finds must not be missing.

    Against known answers, on the 990 pages that trafilatura is evaluated on (not kept here), F1 was
    0.907 where trafilatura itself came to 0.926: 98 % of it.
    """
    from trafilatura import extract

    posts = sorted((shared / "sites/we-are-ols/site/posts").glob("20*/**/index.html"))
    shares = []
    for file in posts:
        body = file.read_bytes()
        ours = describe(body, "text/html", "https://ols.example/post", {})
        theirs = extract(body, include_comments=False, include_tables=True) or ""
        if isinstance(ours, Description) and len(theirs.split()) >= 100:
            found = shingles(mask_text(_INVISIBLE.sub("", theirs)))
            shares.append(len(found & shingles(ours.text)) / len(found))
    assert len(shares) >= 40
    assert sum(shares) / len(shares) >= 0.95  # measured 0.968 on 50 posts


def test_articles_against_their_own_feed(shared: Path) -> None:
    """The site's feed carries whole articles: the known answer, written by nobody but the site."""
    from trafilatura import extract

    site = shared / "sites/we-are-ols/site"
    ours, theirs = [], []
    for item in etree.parse(site / "feed.xml").iter("item"):
        path = urlsplit(item.findtext("link", "")).path.strip("/")
        body = (site / path / "index.html").read_bytes()
        article = " ".join(fromstring(item.findtext("description", "")).itertext())
        known = shingles(mask_text(f"{item.findtext('title')} {article}"))
        found = describe(body, "text/html", f"https://ols.example/{path}", {})
        assert isinstance(found, Description), path
        ours.append(f1(known, shingles(found.text)))
        other = extract(body, include_comments=False, include_tables=True) or ""
        theirs.append(f1(known, shingles(mask_text(other))))
    assert len(ours) == 10
    assert sum(ours) >= 0.95 * sum(theirs)  # the floor; measured 1.000 and 0.835
    assert sum(ours) / len(ours) >= 0.98
