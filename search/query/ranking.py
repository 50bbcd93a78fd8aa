"""From a query's text to one number for every practice: reads the channels and mixes them.

The encoder and its runtime are loaded when the first query asks for meaning, not before.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from functools import partial

import numpy as np

from search.index.centring import LanguageMeans
from search.index.encoding import Floats, TextEncoder
from search.index.facet_arrays import COUNTRY, LANGUAGE
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
from search.query.cities import (
    find_cities,
    find_denied_cities,
    read_cities,
    read_denied_cities,
)
from search.query.concepts import Concept, read_concepts
from search.query.denied import find_denied, read_denied
from search.query.filters import holders
from search.query.fusion import fuse
from search.query.meaning import Meaning
from search.query.places import find_countries, find_denied_countries, without_denied
from search.query.signals import Signal, measured

CHANNELS = ("meaning", "rare", "words", "names", "concepts")
BESIDE = ThreadPoolExecutor(thread_name_prefix="encode")
"""Threads that encode queries; they start with the first one."""
UNKNOWN_LANGUAGE = "und"
"""Of a query that is too short to tell."""
MOST_WORDS = 12
"""Words of a query in no known language that are looked for in all: such queries are short."""
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
    """What the query names to leave it out."""
    cities: Mapping[str, Mask] = field(default_factory=dict)
    """As the query names them, with the practices that are there."""
    denied_cities: Mapping[str, Mask] = field(default_factory=dict)
    asked: str = ""
    """The words that pages are searched for: of the query all but those that leave a place out."""


@dataclass(slots=True)
class Ranker:
    """Ranks all practices of an index for a query. Keeps the opened encoder."""

    index: PackedIndex
    open_encoder: Callable[[], TextEncoder]
    find_concepts: ConceptFinder
    detect_language: LanguageDetector
    nearest: Nearest | None = None
    _encoder: TextEncoder | None = None
    _postings: dict[str, Postings] = field(default_factory=dict)

    def rank(self, query: str, channels: Collection[str] = CHANNELS) -> Ranking:
        """Scores of all practices by the channels asked for."""
        return self.begin(query, channels)()

    def begin(
        self, query: str, channels: Collection[str] = CHANNELS, passing: Mask | None = None
    ) -> Callable[[], Ranking]:
        """As `rank`, up to where the query's vector is waited for; call what it gives for the rest.

        `passing` marks those that will be shown: in a large catalogue only they are compared.
        """
        # Encoding and comparing hold no lock of Python's: words and concepts are read meanwhile.
        if "meaning" in channels:
            vector = BESIDE.submit(self._encode, [query])
            wait([vector], HEAD_START)
        # Before the language: of a first query what tells languages apart is still being loaded.
        denied, cities, elsewhere = self._denied_and_cities(query, channels)
        concepts = self._named(query) - denied if "concepts" in channels else frozenset()
        language = self.detect_language(query)
        meaning = self._meaning()
        if "meaning" in channels:
            # Waits in another thread for one that was there before it, so for no one behind it.
            looked = BESIDE.submit(lambda: meaning.look(self._centred(vector, language), passing))
        asked = query
        if elsewhere or any(facet == COUNTRY for facet, _ in denied):
            asked = without_denied(query, self.index.manifest.places, elsewhere)
        signals = self._read_words(asked, language, channels)
        if concepts or denied or cities or elsewhere:
            named = self._read_named(query, concepts, denied, cities)
            against = read_denied_cities(elsewhere) if elsewhere else 0
            signals["concepts"] = Signal(named.practices + against)
        spoken = meaning.listen(signals.values(), passing)

        def finish() -> Ranking:
            if "meaning" in channels:
                signals["meaning"] = meaning.read(
                    self._centred(vector, language), looked.result, spoken
                )
            scores = self._mix(signals, language)
            return Ranking(scores, signals, language, concepts, denied, cities, elsewhere, asked)

        return finish

    def _read_named(
        self,
        query: str,
        concepts: Collection[Concept],
        denied: Collection[Concept],
        cities: Mapping[str, Mask],
    ) -> Signal:
        """The evidence of all that the query names or denies."""
        total = read_concepts(self.index, concepts).practices
        if denied:
            total = total + read_denied(self.index, denied).practices
        return Signal(total + read_cities(self.index, cities, query) if cities else total)

    def _denied_and_cities(
        self, query: str, channels: Collection[str]
    ) -> tuple[frozenset[Concept], Mapping[str, Mask], Mapping[str, Mask]]:
        if "concepts" not in channels:
            return frozenset(), {}, {}
        countries = find_denied_countries(query, self.index.manifest.places)
        denied = find_denied(query, self.find_concepts) | {(COUNTRY, code) for code in countries}
        cities = find_cities(query, self._words(CITIES))
        elsewhere = find_denied_cities(query, cities)
        return denied, {k: v for k, v in cities.items() if k not in elsewhere}, elsewhere

    def _named(self, query: str) -> frozenset[Concept]:
        countries = find_countries(query, self.index.manifest.places)
        return frozenset(self.find_concepts(query)) | {(COUNTRY, code) for code in countries}

    def _read_words(
        self, query: str, language: str, channels: Collection[str]
    ) -> dict[str, Signal]:
        signals: dict[str, Signal] = {}
        rare = self._words("rare")
        if "rare" in channels:
            signals["rare"] = read_rare_words(self.index, rare, query)
        if "words" in channels and language == UNKNOWN_LANGUAGE:
            unnamed = [word for word in split_words(query)[:MOST_WORDS] if not self._named(word)]
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
