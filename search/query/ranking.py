"""From a query's text to one number for every practice: reads the channels and mixes them.

The encoder and its runtime are loaded when the first query asks for meaning, not before.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field, replace
from functools import partial
from threading import Lock

import numpy as np

from search.index.centring import LanguageMeans
from search.index.encoding import Floats, TextEncoder
from search.index.facet_arrays import CITY, COUNTRY, LANGUAGE
from search.index.nearest import Nearest
from search.index.packed import PackedIndex
from search.index.place_names import CITIES
from search.index.postings import Postings
from search.index.terms import split_words
from search.query.candidates import Mask
from search.query.channels import (
    read_any_words,
    read_language_words,
    read_names,
    read_rare_words,
)
from search.query.cities import called_in_pages, read_cities, read_denied_cities
from search.query.concepts import Concept, read_concepts
from search.query.denied import find_denied, read_denied
from search.query.figures import Asked, read_figures
from search.query.filters import holders
from search.query.fusion import fuse
from search.query.meaning import Meaning
from search.query.places import City, Places, read_places
from search.query.signals import Signal, measured
from search.query.stated import read_stated

CHANNELS = ("meaning", "rare", "words", "names", "concepts")
BESIDE = ThreadPoolExecutor(thread_name_prefix="encode")
"""Threads that encode queries; they start with the first one."""
UNKNOWN_LANGUAGE = "und"
"""Of a query that is too short to tell."""
MOST_WORDS = 12
"""Words of a query in no known language that are looked for in all: such queries are short."""
MENTORS, AGE = "mentor_type", "mentee_age"
HEAD_START = 6e-4
"""Seconds in which the encoder alone has Python's lock. It reads the text first and then needs the
lock no more; between turns of others that would take it several times as long."""

ConceptFinder = Callable[[str], Collection[Concept]]
LanguageDetector = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Ranking:
    """What was understood of a query, and what each channel says."""

    scores: Floats
    signals: Mapping[str, Signal]
    language: str
    concepts: frozenset[Concept]
    denied: frozenset[Concept] = frozenset()
    """What the query names to leave it out, cities too."""
    places: Places = field(default_factory=Places)
    """With the words that pages are searched for: all but those that leave a place out."""
    figures: tuple[Asked, ...] = ()
    """The ranges of ages, lengths and years that it asks for."""
    city_names: frozenset[Concept] = frozenset()
    """The cities that it wants, as filters have them."""

    @property
    def understood(self) -> frozenset[Concept]:
        """All that the query was read as asking for, as filters have it."""
        figures = (one.term for one in self.figures)
        return (self.concepts - self.denied) | self.city_names | {*figures}


@dataclass(frozen=True, slots=True)
class Begun:
    """A ranking whose query is still being encoded."""

    read: Ranking
    """All but the scores, which are zero, and the channel "meaning"."""
    finish: Callable[[], Ranking]
    """Waits for the query's vector."""


@dataclass(slots=True)
class Ranker:
    """Ranks all practices of an index for a query. Keeps the opened encoder."""

    index: PackedIndex
    open_encoder: Callable[[], TextEncoder]
    find_concepts: ConceptFinder
    detect_language: LanguageDetector
    nearest: Nearest | None = None
    _encoder: TextEncoder | None = None
    _opening: Lock = field(default_factory=Lock)
    _postings: dict[str, Postings] = field(default_factory=dict)

    def rank(self, query: str, channels: Collection[str] = CHANNELS) -> Ranking:
        """Scores of all practices by the channels asked for."""
        return self.begin(query, channels).finish()

    def begin(
        self, query: str, channels: Collection[str] = CHANNELS, passing: Mask | None = None
    ) -> Begun:
        """As `rank`, up to where the query's vector is waited for.

        `passing` marks those that will be shown: in a large catalogue only they are compared.
        """
        # Encoding and comparing hold no lock of Python's: words and concepts are read meanwhile.
        if "meaning" in channels:
            vector = BESIDE.submit(self._encode, [query])
            wait([vector], HEAD_START)
        # Before the language: of a first query what tells languages apart is still being loaded.
        naming = "concepts" in channels
        places = self._places(query) if naming else Places(query)
        denied = self._denied(query, places) if naming else frozenset()
        concepts = self._named(query, places) - denied if naming else frozenset()
        language = self.detect_language(query)
        figures = read_figures(query, language) if naming else ()
        concepts -= self._named_by_age(query, concepts, figures)
        meaning = self._meaning()
        if "meaning" in channels:
            # Waits in another thread for one that was there before it, so for no one behind it.
            looked = BESIDE.submit(lambda: meaning.look(self._centred(vector, language), passing))
        signals = self._read_words(places.asked, language, channels)
        if concepts or denied or places.cities or figures:
            signals["concepts"] = self._read_named(query, concepts, denied, places, figures)
        spoken = meaning.listen(signals.values(), passing)

        scores = np.zeros(self.index.manifest.practices, dtype=np.float32)
        cities = self._as_filters(places.cities)
        read = Ranking(scores, signals, language, concepts, denied, places, figures, cities)

        def finish() -> Ranking:
            if "meaning" in channels:
                signals["meaning"] = meaning.read(
                    self._centred(vector, language), looked.result, spoken
                )
            return replace(read, scores=self._mix(signals, language))

        return Begun(read, finish)

    def _read_named(
        self,
        query: str,
        concepts: Collection[Concept],
        denied: Collection[Concept],
        places: Places,
        figures: Sequence[Asked],
    ) -> Signal:
        """The evidence of all that the query names or denies."""
        total = read_concepts(self.index, concepts).practices
        if denied:
            total = total + read_denied(self.index, denied).practices
        if places.cities:
            total = total + read_cities(self.index, places.cities, query)
        if places.denied_cities:
            total = total + read_denied_cities(places.denied_cities)
        return Signal(total + read_stated(self.index, figures, query) if figures else total)

    def _places(self, query: str) -> Places:
        found = read_places(
            query, self.index.manifest.places, self._words(CITIES), self.find_concepts
        )
        if not found.missing:
            return found
        pages = {named: called_in_pages(named, self._words("rare")) for named in found.missing}
        asked = found.asked
        for named, called in pages.items():
            asked = asked.replace(named, called or named)
        missing = tuple(named for named, called in pages.items() if not called)
        return replace(found, asked=asked, missing=missing)

    def _denied(self, query: str, places: Places) -> frozenset[Concept]:
        """The terms and places that a query leaves out."""
        countries = {(COUNTRY, code) for code in places.denied_countries}
        terms = find_denied(places.told, self.find_concepts)
        return terms | countries | self._as_filters(places.denied_cities)

    def _as_filters(self, cities: Collection[City]) -> frozenset[Concept]:
        names = self.index.manifest.cities
        return frozenset((CITY, names[t]) for one in cities for t in one.terms if t in names)

    def _named(self, query: str, places: Places) -> frozenset[Concept]:
        countries = ((COUNTRY, code) for code in places.countries)
        return frozenset([*self.find_concepts(places.told or query), *countries])

    def _named_by_age(
        self, query: str, concepts: Collection[Concept], figures: Sequence[Asked]
    ) -> set[Concept]:
        """Mentors that only the age of mentees names: "over 50" may be said of retired ones."""
        mentors = {one for one in concepts if one[0] == MENTORS}
        ages = [one.words for one in figures if one.facet == AGE]
        if not mentors or not ages:
            return set()
        return mentors - {*self.find_concepts(query.replace(ages[0], " "))}

    def _read_words(
        self, query: str, language: str, channels: Collection[str]
    ) -> dict[str, Signal]:
        signals: dict[str, Signal] = {}
        rare = self._words("rare")
        if "rare" in channels:
            signals["rare"] = read_rare_words(self.index, rare, query)
        if "words" in channels and language == UNKNOWN_LANGUAGE:
            names = self.index.manifest.places
            unnamed = [
                word
                for word in split_words(query)[:MOST_WORDS]
                if not self._named(word, read_places(word, names))
            ]
            if unnamed:
                signals["words"] = read_any_words(self.index, self._words("stems"), unnamed)
        elif "words" in channels and language in self.index.manifest.languages:
            signals["words"] = read_language_words(
                self.index, self._words("stems"), query, language
            )
        if "names" in channels:
            signals["names"] = read_names(self.index, self._words("names"), rare, query)
        return signals

    def _centred(self, vector: Future[Floats], language: str) -> Floats:
        return self._means().centre_query(vector.result()[0], language)

    def _meaning(self) -> Meaning:
        return Meaning(self.index, self.nearest)

    def describe(self, passages: Sequence[str]) -> Floats:
        """The vectors of a programme that is told in these passages, for `rank_like`."""
        language, means = self.detect_language(" ".join(passages)), self._means()
        vectors = self._encode(list(passages)) if passages else ()
        return np.array([means.centre_query(one, language) for one in vectors], dtype=np.float32)

    def rank_like(self, centred: Floats, concepts: Collection[Concept]) -> Floats:
        """Scores of all practices by nearness to a programme's vectors and its concepts."""
        signals = {}
        meaning = self._meaning()
        read = [meaning.read(one, partial(meaning.look, one)).practices for one in centred]
        if read:
            signals["meaning"] = measured(np.mean(read, axis=0).astype(np.float32))
        if concepts:
            signals["concepts"] = read_concepts(self.index, concepts)
        return self._mix(signals, "")

    def _mix(self, signals: Mapping[str, Signal], language: str) -> Floats:
        if not signals:
            return np.zeros(self.index.manifest.practices, dtype=np.float32)
        if "words" not in signals or language == UNKNOWN_LANGUAGE:
            return fuse(signals)
        return fuse(signals, holders(self.index, LANGUAGE, language))

    def encoder(self) -> TextEncoder:
        """The encoder of the index's model, opened once."""
        with self._opening:  # a query is encoded in one thread and its words looked up in another
            if self._encoder is None:
                self._encoder = self.open_encoder()
        return self._encoder

    def is_word(self, word: str) -> bool:
        """Whether the encoder's list, made of texts in a hundred languages, has it whole: slips are
        in pieces there.
        """
        forms = [word, word.capitalize()]  # German nouns are listed as they are written
        least, *counts = self.encoder().count_tokens(["a", *forms])
        return min(counts) <= least

    def _encode(self, texts: Sequence[str]) -> Floats:
        return self.encoder().encode_queries(texts)

    def _means(self) -> LanguageMeans:
        codes = self.index.manifest.query_languages
        return LanguageMeans({}, dict(zip(codes, self.index["query_means"], strict=True)))

    def _words(self, name: str) -> Postings:
        if name not in self._postings:
            self._postings[name] = self.index.postings(name)
        return self._postings[name]
