"""The signals by which a page is judged, each with its weight and its words for a person.

All weights stand here in one list, so that a verdict can be argued with.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pipelines.screen.evidence import Evidence, is_news_type


@dataclass(frozen=True, slots=True)
class Signal:
    """`strength` gives 0 to 1; times `weight` it counts for the verdict. `says` is for people."""

    verdict: str
    weight: float
    says: str
    strength: Callable[[Evidence], float]


def _share(value: float, full: float) -> float:
    return max(0.0, min(1.0, value / full))


def _bonds_in_hundred(e: Evidence) -> float:
    """Stretches that tie two kinds of people together, in a hundred words."""
    return 100 * e.bonds / max(e.words, 100)


def _linked_entries(e: Evidence) -> float:
    return _share(e.description.shape.linked_items, 8)


def _little_but_links(e: Evidence) -> float:
    linked = e.description.shape.linked_items
    return float(linked > 1 and e.words < 20 * linked)


def _coded(e: Evidence) -> float:
    return float(any(declared.facet == "mentor_type" for declared in e.description.declared))


def _told(e: Evidence) -> float:
    """Full at one report of speech or act in a hundred words; a single one counts half."""
    share = _share(100 * e.kinds["told"] / max(e.words, 120), 1.0)
    return share if e.kinds["told"] > 1 else share / 2


def _studied(e: Evidence) -> float:
    """Words of studies and handbooks in two hundred: a long page has room for some of them."""
    return 200 * e.kinds["studied"] / max(e.words, 200)


def _long(e: Evidence) -> float:
    return _share(e.words - 2_500, 4_000)


def _paged(e: Evidence) -> float:
    return _share(float(e.description.metadata.get("pages", 0)), 8)


def _organised(e: Evidence) -> float:
    """Words of the organisation and its website in a hundred, from two on."""
    return 100 * e.kinds["organised"] / max(e.words, 60) if e.kinds["organised"] > 1 else 0.0


def _leads_on(e: Evidence) -> float:
    """A site's front page of which half and more are links."""
    return _share(e.description.shape.link_share - 0.2, 0.4) if e.path.front else 0.0


def _few_of_many(e: Evidence) -> float:
    opens_with_it = e.in_title or e.at_head > 1
    if opens_with_it or not e.entries or e.entries_mentoring > 0.6 * e.entries:
        return 0.0
    return _share(e.entries - 3, 6)


SIGNALS: tuple[Signal, ...] = (
    Signal("topic", 2.0, "the title names mentoring", lambda e: float(e.in_title)),
    Signal("topic", 0.8, "the address names mentoring", lambda e: float(e.in_path)),
    Signal("topic", 2.0, "much of the text is about mentoring", lambda e: _share(e.density, 1.5)),
    Signal("topic", 1.0, "it opens with mentoring", lambda e: _share(e.at_head, 2)),
    Signal("topic", 0.8, "it names mentors and those they mentor", lambda e: float(e.sides >= 2)),
    Signal(
        "programme", 1.2, "it says how the two sides meet", lambda e: _share(e.near["pairing"], 2)
    ),
    Signal(
        "programme", 1.2, "it says who can take part and how", lambda e: _share(e.near["join"], 3)
    ),
    Signal(
        "programme",
        0.6,
        "it speaks of a programme or project",
        lambda e: _share(e.near["offer"], 2),
    ),
    Signal(
        "programme",
        1.2,
        "its headings ask what a programme page answers",
        lambda e: _share(e.questions, 3),
    ),
    Signal("programme", 0.4, "it states months or hours", lambda e: _share(e.doses, 2)),
    Signal("topic", 2.4, "it says who stands by whom", lambda e: _share(_bonds_in_hundred(e), 0.6)),
    Signal("topic", 2.2, "the publisher codes who mentors", _coded),
    Signal("programme", 1.0, "the publisher codes it as a programme", _coded),
    Signal("news", 3.2, "the address is that of news or a blog", lambda e: float(e.path.news)),
    Signal("news", 1.6, "its address is numbered as papers do", lambda e: float(e.path.numbered)),
    Signal("news", 1.8, "it quotes people", lambda e: _share(e.speech, 0.25)),
    Signal("news", 0.8, "its title is a sentence", lambda e: _share(e.title_words - 7, 4)),
    Signal(
        "news",
        3.0,
        "its markup says article, event or vacancy",
        lambda e: float(is_news_type(e.types)),
    ),
    Signal(
        "news", 2.0, "the title reads like news", lambda e: _share(e.title_kinds["news_title"], 1)
    ),
    Signal("news", 1.2, "it opens with a date", lambda e: float(e.dated_head)),
    Signal("news", 0.8, "it opens with a day", lambda e: float(e.day_at_head and not e.dated_head)),
    Signal("news", 1.2, "it names days", lambda e: _share(100 * e.days / max(e.words, 120), 1.5)),
    Signal("news", 0.5, "it is dated", lambda e: float(e.description.published_on is not None)),
    Signal("news", 0.5, "it names an author", lambda e: float(e.description.shape.bylined)),
    Signal("news", 2.0, "it reports what people said or did", _told),
    Signal("list", 2.0, "its entries are links", _linked_entries),
    Signal("list", 1.2, "it holds little but links", _little_but_links),
    Signal("list", 1.8, "only some of its many entries name mentoring", _few_of_many),
    Signal(
        "list", 1.5, "the title names several", lambda e: _share(e.title_kinds["list_title"], 1)
    ),
    Signal("list", 1.5, "the address is that of a list", lambda e: float(e.path.listing)),
    Signal("list", 2.4, "it is a table of many rows", lambda e: _share(e.rows - 5, 10)),
    Signal(
        "list", 1.0, "much of it is links", lambda e: _share(e.description.shape.link_share, 0.5)
    ),
    Signal(
        "report",
        3.2,
        "the title names a report, study or handbook",
        lambda e: _share(e.title_kinds["report_title"], 1),
    ),
    Signal("report", 2.5, "it is a document of many pages", _paged),
    Signal("report", 3.2, "it speaks the language of a study", lambda e: _share(_studied(e), 5)),
    Signal("report", 1.0, "it is very long", _long),
    Signal("report", 1.5, "the address is that of reports", lambda e: float(e.path.report)),
    Signal("report", 1.0, "it is a PDF", lambda e: float(e.description.kind == "pdf")),
    Signal(
        "other",
        3.4,
        "the title names rules, a procedure or the organisation",
        lambda e: _share(e.title_kinds["house"], 1),
    ),
    Signal(
        "other",
        2.0,
        "the address is that of rules or of the organisation",
        lambda e: float(e.path.house),
    ),
    Signal(
        "other",
        2.6,
        "it speaks of the organisation, its website or the law",
        lambda e: _share(_organised(e), 2.0),
    ),
    Signal("other", 3.2, "it is a front page that leads on", _leads_on),
    Signal(
        "other",
        4.0,
        "it is about guardianship or child sponsorship",
        lambda e: _share(e.kinds["guardian"], 2),
    ),
    Signal(
        "other", 3.0, "it explains mentoring in general", lambda e: _share(e.kinds["general"], 2)
    ),
)
