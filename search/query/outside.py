"""Places that a query leaves out: "not in Germany", "outside Brussels", "everywhere but France".

Which words stand before a place that is not wanted, and which ask for elsewhere without a place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from search.index.terms import fold, split_words
from search.query.denied import denies

_OUTSIDE = {
    "en": "outside|outside of|anywhere but|everywhere but|other countries than|other than|neither",
    "fr": "hors|hors de|en dehors|en dehors de|à l'extérieur de|ailleurs qu'en|ailleurs que|hormis",
    "de": "außerhalb|außerhalb von|ausserhalb|ausserhalb von|ausgenommen|ausser|bis auf|weder",
    "nl": "buiten|uitgezonderd",
    "es": "fuera de|excepto|menos en",
    "ca": "fora de|excepte|tret de|llevat de",
    "pt": "fora de|exceto|exceto em|menos em|fora do|fora da",
    "gl": "fóra de|agás|agás en",
    "it": "fuori|fuori da|fuori dal|fuori dalla|al di fuori|al di fuori di|eccetto|salvo|meno che|"
    "non in|non nel|non nella|non negli",
    "sv": "utanför|utom|utom i|varken",
    "da": "uden for|udenfor|undtagen|bortset fra|hverken",
    "nb": "utenfor|unntatt|bortsett fra|verken",
    "pl": "poza",
    "cs": "mimo",
    "sk": "mimo",
    "hr": "izvan",
    "sl": "zunaj|izven",
    "sr": "изван|ван|izvan",
    "bg": "извън",
    "uk": "поза|за межами",
    "ro": "în afara|în afară de|cu excepția",
    "el": "εκτός|έξω από",
}
"""Words straight before a place, which say that others are wanted."""
_ABROAD = {
    "en": "abroad|overseas|in other countries",
    "fr": "à l'étranger|dans d'autres pays",
    "de": "im Ausland|in anderen Ländern",
    "nl": "in het buitenland|in andere landen",
    "es": "en el extranjero|en otros países",
    "ca": "a l'estranger|en altres països",
    "pt": "no estrangeiro|no exterior|noutros países",
    "it": "all'estero|in altri paesi",
    "sv": "utomlands|i utlandet|i andra länder",
    "da": "i udlandet|i andre lande",
    "nb": "i utlandet|i andre land",
    "fi": "ulkomailla|muissa maissa",
    "pl": "za granicą",
    "cs": "v zahraničí",
    "sk": "v zahraničí",
    "hr": "u inozemstvu",
    "sl": "v tujini",
    "sr": "у иностранству|u inostranstvu",
    "bg": "в чужбина",
    "uk": "за кордоном",
    "ro": "în străinătate",
    "hu": "külföldön",
    "el": "στο εξωτερικό",
}
"""Words for every country but one's own, which no query names."""


_Phrases = Mapping[str, Sequence[tuple[str, ...]]]
"""By their first word, the longest first."""


def _folded(words: Mapping[str, str]) -> _Phrases:
    phrases = {phrase for spoken in words.values() for phrase in spoken.split("|")}
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for folded in sorted((tuple(map(fold, split_words(one))) for one in phrases), key=len):
        by_first.setdefault(folded[0], []).insert(0, folded)
    return by_first


_OUTSIDE_WORDS, _ABROAD_WORDS = _folded(_OUTSIDE), _folded(_ABROAD)
_BETWEEN = {
    "en": "in the",
    "de": "in im der die das den dem",
    "nl": "in het de",
    "fr": "en au aux la le les à dans des",
    "es": "en el la los las",
    "pt": "em na nas nos o a os as",
    "it": "in il la lo gli i nel nei nella negli dai della dei degli",
    "sv": "i",
    "cs": "v ve",
    "pl": "w we",
    "hr": "u",
    "bg": "в във",
    "uk": "в у",
    "el": "την το τη στην στη στο",
}
BETWEEN = frozenset(word for words in _BETWEEN.values() for word in words.split())
"""Words for "in" and "the" that may stand between: "not in", "sans la", "ohne die"."""
_IN = "in im en à a em i v ve w we u в във у στη στην στο"
IN = frozenset(_IN.split())
"""Of them those that only stand before places: "in Rome", and not "for the Roma"."""
ARTICLES = BETWEEN | {"de", "du", "des", "van", "von"}
"""What may stand before the second of two places: "nés hors de Belgique ou de France"."""
MOST_BETWEEN = 2
"""Of them: "in the", "in der"."""
IN_THE = "no"
"""In Portuguese and Galician: "no Brasil". Where it denies, another word stands between."""

_JOINING = "and or nor et ou ni und oder noch en of y o e i og och eller ja w та"
AND = frozenset(_JOINING.split())
"""Between places that are left out together."""
_EVERYWHERE = (
    "everywhere anywhere elsewhere partout ailleurs überall anderswo overal elders dondequiera "
    "ovunque dappertutto överallt overalt kaikkialla wszędzie všude"
)
EVERYWHERE = frozenset(map(fold, _EVERYWHERE.split()))
"""Words that wait for the place that is left out, and say no more."""
_ELIDED = re.compile(r"^(?:l|d|dell|dall|nell|all|qu)['’]", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s$")
FROM = frozenset({"from", "aus", "uit", "från", "fra", "frå", "z", "ze", "из", "з"})
"""Before a place these say where people come from, which is no place of a programme."""
_FROM_OUTSIDE = frozenset({"de", "van", "von", "da", "di", "do", "od", "fran", "vun"})
"""The same before a word for outside only: "personas de fuera de España"."""
_BORN = (
    *("born", "gebor", "nascid", "nacid", "nascut", "fodd", "fodt", "synty", "urodz", "naroz"),
    *("naroden", "rođen", "roden", "rojen", "роден", "рођен", "народж", "рожден", "родивш"),
    *("nascut", "szulet", "γεννη", "sundin", "gimus", "gimę", "dzimu", "dogum", "dogmus", "lindur"),
    *("originair", "originari", "oriund", "afkomstig", "stammen", "proven", "proced"),
)
"""How words begin that say where people come from, without accents."""
_SHORT = "né née nés nées nato nata nati nate venus venues issus issues"
_BORN_WORDS = frozenset(_SHORT.split())
LONGEST = 4
"""Words of the name of a country or a city: "Bosnien und Herzegowina", "Monaco di Baviera"."""


Kinds = Collection[str]
"""Of a stretch of words: which kinds of places have such a name; none where it names none."""


def denied_spans(
    words: Sequence[str], kinds_of: Callable[[int, int], Kinds]
) -> Iterator[tuple[int, int]]:
    """Where the names of places that are not wanted stand among the words of a query, as the place
    of the first word and that behind the last; the longest of each.

    What follows at once, or behind an "and", is left out as well ("not in Germany, France or
    Italy": the words come without their commas), unless it only says where the first one lies
    ("not in Paris, France"). Where people come from is not left out ("born outside Belgium").
    """
    lowered = [word.lower() for word in words]
    starts = [(at, frozenset[str]()) for at in _denied_starts(lowered)]
    for at, kinds in starts:
        for size in range(min(LONGEST, len(words) - at), 0, -1):
            end, found = at + size, kinds_of(at, at + size)
            if found and not is_origin(lowered, at, end) and (not kinds or kinds & {*found}):
                yield at, end
                joined = end < len(words) and lowered[end] in AND
                behind = _behind(lowered, end + 1) if joined else [end]
                starts += [(start, frozenset() if joined else frozenset(found)) for start in behind]
                break


def is_origin(words: Sequence[str], start: int, end: int) -> bool:
    """Whether the place at `words[start:end]`, in lower case, is where people come from: "from
    Syria", "born in Belgium", "nés hors de France", "buiten Nederland geboren".
    """
    if end < len(words) and _is_born(words[end]):
        return True
    at = start
    while at and start - at < MOST_BETWEEN and words[at - 1] in BETWEEN:
        at -= 1
    outside = next((begins for begins, ends in outside_words(words) if begins < at <= ends), None)
    at = at if outside is None else outside
    if not at:
        return False
    before = words[at - 1]
    return before in FROM or _is_born(before) or (outside is not None and before in _FROM_OUTSIDE)


def _is_born(word: str) -> bool:
    return word in _BORN_WORDS or fold(word).startswith(_BORN)


def bare(word: str) -> str:
    """A word without the article that is written on to it: "l'Italie", or an s: "Germany's"."""
    return _POSSESSIVE.sub("", _ELIDED.sub("", word))


def outside_words(words: Sequence[str]) -> list[tuple[int, int]]:
    """The stretches of a query that say that the place behind is not wanted."""
    return _stretches(words, _OUTSIDE_WORDS)


def abroad_words(words: Sequence[str]) -> list[tuple[int, int]]:
    """The stretches of a query that ask for other countries and name none."""
    return _stretches(words, _ABROAD_WORDS)


def silent_words(words: Sequence[str]) -> set[str]:
    """The words that say that something is not wanted: no page need have them."""
    stretches = [*outside_words(words), *abroad_words(words)]
    inside = {word for start, end in stretches for word in words[start:end]}
    return inside | {word for word in words if denies(word) or word in EVERYWHERE}


def _denied_starts(words: Sequence[str]) -> Iterator[int]:
    """Where the name of a place that is not wanted may begin."""
    for at, word in enumerate(words):
        if denies(word):
            yield from _behind(words, at + 1, straight=word != IN_THE)
    for _, end in outside_words(words):
        yield from _behind(words, end)


def _behind(words: Sequence[str], at: int, straight: bool = True) -> Iterator[int]:
    """Where a name may begin: there, or behind one or two words as in "in the Netherlands"."""
    if straight and at < len(words):
        yield at
    for end in range(at, min(at + MOST_BETWEEN, len(words) - 1)):
        if words[end].lower() not in BETWEEN:
            return
        yield end + 1


def _stretches(words: Sequence[str], phrases: _Phrases) -> list[tuple[int, int]]:
    """Where phrases stand, as places of the first word and behind the last; none in another."""
    folded = [fold(word.lower()) for word in words]
    found: list[tuple[int, int]] = []
    for start, first in enumerate(folded):
        if first not in phrases or (found and start < found[-1][1]):
            continue
        for phrase in phrases[first]:
            end = start + len(phrase)
            if tuple(folded[start:end]) == phrase:
                found.append((start, end))
                break
    return found
