"""How to cite an entry: as a sentence, for BibTeX, and as RIS for reference managers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from practices_db.view import Support
from search.entries import Entry
from search.links import brief, clean, shown_address, web_address
from search.words import day

CATALOGUE = "Mentoring practices"
LONGEST_QUOTE = 300
_TEX = str.maketrans(
    {
        **{letter: f"\\{letter}" for letter in "&%$#_{}"},
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)


@dataclass(frozen=True, slots=True)
class Citation:
    """A form for reference managers; `write` takes the entry, the release, the site's address."""

    name: str
    kind: str
    write: Callable[[Entry, str, str], str]


def cite_text(entry: Entry, release: str, base: str) -> str:
    """Name, catalogue, release, the day it was last read, and the address."""
    practice = entry.practice
    maker = f"{clean(practice.organisation)}: " if practice.organisation else ""
    return (
        f"{maker}{clean(practice.name)}. In: {CATALOGUE}, release {release}, "
        f"read {day(practice.last_seen)}. {_address(entry, base)}"
    )


def cite_quote(support: Support, entry: Entry, release: str, base: str) -> str:
    """The words, the page that says them and when it was read, and where they can be looked up."""
    title = clean(support.title) or clean(entry.practice.name)
    where = support.url if web_address(support.url) else shown_address(support.url)
    quote = brief(support.quote, LONGEST_QUOTE)
    return (
        f"“{quote}”. {title}. {where}, read {day(support.first_seen)}. "
        f"Quoted from: {CATALOGUE}, release {release}. {base}/quotes/{support.statement}"
    )


def cite_bibtex(entry: Entry, release: str, base: str) -> str:
    """An @online entry; what TeX would take for a command is escaped."""
    practice = entry.practice
    fields = {
        "title": f"{{{tex(practice.name)}}}",
        "organization": f"{{{tex(practice.organisation)}}}" if practice.organisation else "",
        "year": str(practice.last_seen.year),
        "url": _address(entry, base),
        "urldate": practice.last_seen.date().isoformat(),
        "note": f"{CATALOGUE}, release {release}",
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return f"@online{{{entry.slug},\n" + ",\n".join(lines) + "\n}\n"


def cite_ris(entry: Entry, release: str, base: str) -> str:
    """A record of type ELEC; values have no line breaks, for a line is a field."""
    practice = entry.practice
    fields = [
        ("TY", "ELEC"),
        ("TI", _line(practice.name)),
        ("AU", _line(practice.organisation)),
        ("T2", CATALOGUE),
        ("ET", f"release {release}"),
        ("PY", str(practice.last_seen.year)),
        ("Y2", f"{practice.last_seen:%Y/%m/%d}"),
        ("UR", _address(entry, base)),
    ]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in fields if value) + "ER  - \r\n"


CITATIONS = {
    "bib": Citation("BibTeX", "application/x-bibtex; charset=utf-8", cite_bibtex),
    "ris": Citation("RIS", "application/x-research-info-systems; charset=utf-8", cite_ris),
}


def _address(entry: Entry, base: str) -> str:
    return f"{base}/practices/{entry.slug}"


def _line(text: str) -> str:
    return " ".join(clean(text).split())


def tex(text: str) -> str:
    """Text on one line, with what TeX would take for a command escaped."""
    return _line(text).translate(_TEX)
