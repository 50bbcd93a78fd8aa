"""The signals by which a page is judged, each with its weight and its words for a person.

All weights stand here in one list, so that a verdict can be argued with.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pipelines.screen.evidence import Evidence, is_news_type
from pipelines.screen.strengths import (
    addressed,
    bonds_in_hundred,
    coded,
    debated,
    few_of_many,
    general,
    guiding,
    housed,
    interviewed,
    lately,
    leads_on,
    linked_entries,
    little_but_links,
    long,
    met,
    named_house,
    often,
    organised,
    owned,
    paged,
    presented,
    running,
    selves,
    sentence,
    share,
    software,
    sold,
    studied,
    told,
    vacant,
)


@dataclass(frozen=True, slots=True)
class Signal:
    """`strength` gives 0 to 1; times `weight` it counts for the verdict. `says` is for people."""

    verdict: str
    weight: float
    says: str
    strength: Callable[[Evidence], float]


SIGNALS: tuple[Signal, ...] = (
    Signal("topic", 2.0, "the title names mentoring", lambda e: float(e.in_title)),
    Signal("topic", 0.8, "the address names mentoring", lambda e: float(e.in_path)),
    Signal("topic", 2.0, "much of the text is about mentoring", lambda e: share(e.density, 1.5)),
    Signal("topic", 1.0, "it opens with mentoring", lambda e: share(e.at_head, 2)),
    Signal("topic", 0.8, "it names mentors and those they mentor", lambda e: float(e.sides >= 2)),
    Signal("programme", 1.2, "it says how the two sides meet", met),
    Signal(
        "programme", 1.2, "it says who can take part and how", lambda e: share(e.near["join"], 3)
    ),
    Signal(
        "programme",
        0.6,
        "it speaks of a programme or project",
        lambda e: share(e.near["offer"], 1.4),
    ),
    Signal(
        "programme",
        1.2,
        "its headings ask what a programme page answers",
        lambda e: share(e.questions, 3),
    ),
    Signal("programme", 1.0, "its title invites", lambda e: float(e.invites)),
    Signal("programme", 0.4, "it states months or hours", lambda e: share(e.doses, 2)),
    Signal("topic", 2.4, "it says who stands by whom", lambda e: share(bonds_in_hundred(e), 0.6)),
    Signal("topic", 2.2, "the publisher codes who mentors", coded),
    Signal("programme", 1.0, "the publisher codes it as a programme", coded),
    Signal("news", 2.8, "the address is that of news or a blog", lambda e: float(e.path.news)),
    Signal("news", 2.2, "its address is dated", lambda e: float(e.path.dated and not e.path.news)),
    Signal("news", 1.6, "its address is numbered as papers do", lambda e: float(e.path.numbered)),
    Signal("news", 1.8, "it quotes people", lambda e: share(e.speech, 0.25)),
    Signal("news", 2.6, "it is an interview", interviewed),
    Signal("news", 1.8, "somebody tells of themselves", lambda e: share(selves(e), 2.0)),
    Signal("news", 1.6, "it speaks of last week or next month", lambda e: share(lately(e), 1.0)),
    Signal("news", 0.8, "its title is a sentence", sentence),
    Signal(
        "news",
        3.0,
        "its markup says article, event or vacancy",
        lambda e: float(is_news_type(e.types)),
    ),
    Signal(
        "news", 2.0, "the title reads like news", lambda e: share(e.title_kinds["news_title"], 1)
    ),
    Signal("news", 1.2, "it opens with a date", lambda e: float(e.dated_head)),
    Signal("news", 0.8, "it opens with a day", lambda e: float(e.day_at_head and not e.dated_head)),
    Signal("news", 1.2, "it names days", lambda e: share(100 * e.days / max(e.words, 120), 1.5)),
    Signal("news", 0.5, "it is dated", lambda e: float(e.description.published_on is not None)),
    Signal("news", 0.5, "it names an author", lambda e: float(e.description.shape.bylined)),
    Signal("news", 2.0, "it reports what people said or did", told),
    Signal("list", 2.0, "its entries are links", linked_entries),
    Signal("list", 3.0, "its parts each present one of several", presented),
    Signal("list", 1.2, "it holds little but links", little_but_links),
    Signal("list", 1.8, "only some of its many entries name mentoring", few_of_many),
    Signal("list", 1.5, "the title names several", lambda e: share(e.title_kinds["list_title"], 1)),
    Signal("list", 1.5, "the address is that of a list", lambda e: float(e.path.listing)),
    Signal("list", 2.4, "it is a table of many rows", lambda e: share(e.rows - 5, 10)),
    Signal(
        "list", 1.0, "much of it is links", lambda e: share(e.description.shape.link_share, 0.5)
    ),
    Signal(
        "report",
        3.2,
        "the title names a report, study or handbook",
        lambda e: share(e.title_kinds["report_title"], 1),
    ),
    Signal("report", 3.0, "it calls itself a report or a guide", lambda e: float(e.itself)),
    Signal("report", 3.2, "it has a table of contents", lambda e: share(e.contents - 2, 3)),
    Signal("report", 5.0, "it tells how to run mentoring", lambda e: share(running(e), 3)),
    Signal("report", 2.5, "it is a document of many pages", paged),
    Signal("report", 3.2, "it speaks the language of a study", lambda e: share(studied(e), 5)),
    Signal("report", 1.0, "it is very long", long),
    Signal("report", 1.5, "the address is that of reports", lambda e: float(e.path.report)),
    Signal("report", 1.0, "it is a PDF", lambda e: float(e.description.kind == "pdf")),
    Signal(
        "other",
        3.4,
        "the title names a procedure, legal matters or what belongs to the house",
        named_house,
    ),
    Signal("other", 3.4, "the title names rules or the organisation", owned),
    Signal("other", 2.0, "the address is that of rules or of the organisation", housed),
    Signal(
        "other",
        2.6,
        "it speaks of the organisation, its website or the law",
        lambda e: share(organised(e), 2.0),
    ),
    Signal("other", 3.2, "it is a front page that leads on", leads_on),
    Signal(
        "other",
        4.0,
        "it is about guardianship or child sponsorship",
        lambda e: share(e.kinds["guardian"], 2),
    ),
    Signal("other", 3.4, "it explains mentoring in general", lambda e: share(general(e), 2)),
    Signal("other", 3.4, "its title promises advice", guiding),
    Signal(
        "other", 3.6, "it is about software for running mentoring", lambda e: share(software(e), 4)
    ),
    Signal("other", 5.0, "it describes a course of study", lambda e: share(often(e, "taught"), 4)),
    Signal(
        "other", 5.0, "it is a funder's call for projects", lambda e: share(often(e, "called"), 4)
    ),
    Signal("other", 6.0, "it is a vacancy", lambda e: share(vacant(e), 3)),
    Signal("other", 5.0, "it sells coaching or mentoring", lambda e: share(sold(e), 4)),
    Signal(
        "other", 5.0, "it speaks to those who lead a business", lambda e: share(addressed(e), 3)
    ),
    Signal("other", 7.0, "it is what was said in a parliament", lambda e: share(debated(e), 3)),
)
