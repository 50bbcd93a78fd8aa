"""Words for what the catalogue keeps as codes: concepts, countries, languages, dates, states."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date, datetime
from functools import cache

from practices_db.view import Value
from practices_db.vocabulary import load_vocabulary
from search.figures import in_words, is_figure
from search.query.joined import NOT, PLUS, in_wanted, leaves_out, parts
from search.told import DEFINITIONS, told_of

UNKNOWN = {"not_stated": "not stated", "not_assessed": "not assessed", "unknown": "not known"}
WEAK_EVIDENCE = frozenset({"none_stated", "output_counts", *UNKNOWN})
"""Levels that say nothing of results, or only how many took part."""
UNTOLD = frozenset({"", "und"})
"""In place of a language that could not be told."""
PLACE_LABELS = {"country": "Country", "city": "City", "language": "Language of the pages"}
STATES_EXPLAINED = {
    "not_stated": "the pages were read and do not say",
    "not_assessed": "nobody has read the pages for this yet, or has words for their language",
}
ROLES = {
    "own_page": "own page",
    "third_party": "page of somebody else",
    "report": "report",
    "news": "news",
}
OUTCOMES = {
    "complete": "read in full",
    "partial": "read in part",
    "failed": "failed",
    "running": "being read now, or was stopped",
    "never": "never read",
}
VERDICTS = {
    "programme": "a programme",
    "list": "a list",
    "news": "news",
    "report": "a report",
    "other": "something else",
}
PAGES_OF = {
    "list": ("list", "lists"),
    "news": ("news page", "news pages"),
    "report": ("report", "reports"),
    "other": ("other page", "other pages"),
}
"""Pages of these verdicts, one and many."""
ORIGINS = {
    "declared": "declared by the publisher",
    "rule": "read by a rule",
    "model": "read by a model",
    "person": "added by a person",
}


@cache
def _names(kind: str) -> dict[str, str]:
    # Babel reads its locale data from disk: once, when the first name is asked for.
    from babel import Locale

    english = Locale("en")
    names = english.territories if kind == "country" else english.languages
    return dict(names.items())


RECORDED = "as its source records it"
"""Beside a value that no sentence states."""


def country(code: str) -> str:
    """The English name of an ISO 3166-1 alpha-2 code."""
    return _names("country").get(code, code) if code else UNKNOWN["not_stated"]


def is_country(code: str) -> bool:
    """Whether it is an ISO 3166-1 alpha-2 code."""
    return len(code) == 2 and code in _names("country")


def countries() -> list[str]:
    """All ISO 3166-1 alpha-2 codes, in order."""
    return sorted(filter(is_country, _names("country")))


def language(code: str) -> str:
    """The English name of an ISO 639-1 code."""
    if code in UNTOLD:
        return "language not known"
    return _names("language").get(code, code)


_NAMED: Mapping[str, Callable[[str], str]] = {"country": country, "language": language, "city": str}


def languages(codes: Iterable[str]) -> str:
    """Languages in a sentence, in order of their names, the unknown said apart."""
    given = {*codes}
    known = listed(sorted(language(code) for code in given - UNTOLD))
    silent = "a language that could not be told" if given & UNTOLD else ""
    return ", and ".join(part for part in (known, silent) if part)


def languages_counted(codes: Collection[str]) -> str:
    """How many languages there are, the unknown said apart."""
    unknown = UNTOLD & {*codes}
    more = ", and in one that could not be told" if unknown else ""
    return counted(len({*codes} - unknown), "language") + more


def facet_label(key: str) -> str:
    """What a facet is called."""
    known = load_vocabulary().facets.get(key)
    return known.label() if known else PLACE_LABELS.get(key, key.replace("_", " ").capitalize())


def label(facet: str, value: str) -> str:
    """What a value of a facet is called; the unknown in words; of joined values each; what is left
    out with "not".
    """
    if leaves_out(value):
        return f"not {in_sentence(facet, value.removeprefix(NOT))}"
    if PLUS in value:
        first, *others = (label(facet, part) for part in parts(value))
        return listed([first, *map(inline, others)])
    if value in UNKNOWN:
        return UNKNOWN[value]
    if facet in _NAMED:
        return _NAMED[facet](value)
    if is_figure(facet):
        return in_words(facet, value)
    known = load_vocabulary().facets.get(facet)
    concept = known.concepts.get(value) if known and known.kind == "concept" else None
    return concept.label() if concept else value.replace("_", " ")


def in_sentence(facet: str, value: str) -> str:
    """A value's name inside a sentence: places keep their capital."""
    name = label(facet, value)
    return name if facet in PLACE_LABELS else inline(name)


def values_in_words(facet: str, values: Collection[str]) -> str:
    """The values of a filter: "Refugees or Asylum seekers, but not children"."""
    asked = listed((label(facet, value) for value in in_wanted(values)), "or")
    without = listed(label(facet, value) for value in values if leaves_out(value))
    return ", but ".join(part for part in (asked, without) if part)


def value_label(facet: str, value: Value) -> str:
    """A value of the view in words; literals with what they count and what is told of them."""
    if value.kind == "concept":
        return label(facet, value.value)
    detail = value.supports[0].detail
    unit = str(detail.get("unit") or "")
    basis = detail.get("basis")
    text = value.value if not unit or unit in value.value else f"{value.value} {unit}"
    known = load_vocabulary().facets.get(facet)
    counted = known.concepts.get(str(basis)) if known and basis else None
    counts = DEFINITIONS.get(detail.get("definition", "")) or (
        inline(counted.label()) if counted else ""
    )
    more = ", ".join(filter(None, [counts, *told_of(detail)]))
    return f"{text} ({more})" if more else text


def recorded_as(value: str) -> str:
    """How the bare value of a source's record is shown where others have their quote."""
    return f"recorded as {value}"


def day(moment: date | datetime | None) -> str:
    """A date as 7 March 2026."""
    if moment is None:
        return "not stated"
    return f"{moment.day} {moment:%B %Y}"


def inline(text: str) -> str:
    """A label inside a sentence: its first letter small, unless it begins with an abbreviation."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def listed(items: Iterable[str], last: str = "and") -> str:
    """One, two and three."""
    words = list(items)
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def counted(number: int, one: str, many: str = "") -> str:
    """1 practice, 2 practices, 1,234 practices."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def left_out(verdicts: Mapping[str, int], robots: int = 0, failed: int = 0, gone: int = 0) -> str:
    """What of a source is not in the catalogue, and why."""
    parts = [counted(n, *PAGES_OF.get(verdict, (verdict,))) for verdict, n in verdicts.items()]
    if robots:
        parts.append(f"{robots} left alone for robots.txt")
    if failed:
        parts.append(f"{failed} could not be read")
    if gone:
        parts.append(f"{gone} gone since")
    return ", ".join(parts) or "nothing"
