"""The tagger: from texts to their tags, by rules alone or judged by the trained classifier."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from language.tagger.artefact import TagModel
from language.tagger.context import Passage, has_words, read_passages
from language.tagger.evidence import read_evidence
from language.tagger.headings import lend_cues
from language.tagger.judge import Seen
from language.tagger.judged import judge_texts, see_text, sentences_of
from language.tagger.literals import read_literals
from language.tagger.money import read_payers
from language.tagger.people import read_people
from language.tagger.regions import tell_levels
from language.tagger.topics import read_topics
from language.tagger.values import ACCEPT, Candidate, Section, Tag, Tagging
from language.tagger.vectors import Vectors
from language.tagger.weigh import weigh_candidates
from practices_db.vocabulary import load_vocabulary

if TYPE_CHECKING:
    from language.encoder import Encoder

Text = tuple[str, str, Sequence[Section] | None]
"""A text, its language (ISO 639-1) and its sections (None: all of it is read)."""

_WITH_RULES = frozenset({"target_group", "mentor_type", "funding_model", "evidence_level"})


@dataclass(frozen=True, slots=True)
class Prepared:
    """Texts with their passages, which a tagger has yet to judge."""

    texts: Sequence[Text]
    passages: Sequence[Sequence[Passage]]


def prepare_texts(texts: Sequence[Text]) -> Prepared:
    """Find the sentences of texts and what stands in them; needs no encoder, and no tagger yet."""
    return Prepared(
        texts,
        [_read(text, language, _body(sections)) for text, language, sections in texts],
    )


class Tagger:
    """Tags texts; one object serves any number of texts and languages.

    With an encoder and a model the classifier judges what the rules found and finds what they
    have no words for; without them the rules stand alone. In a language without words only the
    facets of what is found count as read: its silence says nothing.
    """

    def __init__(self, encoder: Encoder | None = None, model: TagModel | None = None) -> None:
        vocabulary = load_vocabulary()
        self._encode = Vectors(encoder.encode_passages) if encoder is not None else None
        self._model = model
        self._facets = tuple(vocabulary.facets)
        self._topics = frozenset(
            key
            for key, facet in vocabulary.facets.items()
            if facet.kind == "concept" and key not in _WITH_RULES
        )

    def tag(self, text: str, language: str, sections: Sequence[Section] | None = None) -> Tagging:
        """Tag a text in a language (ISO 639-1 code).

        `sections` limits reading to those with role "body"; without them all of it is read.
        """
        return self.tag_many([(text, language, sections)])[0]

    def tag_many(self, texts: Sequence[Text]) -> list[Tagging]:
        """Tag texts together: what is encoded goes to the encoder in one go, which is faster."""
        prepared = prepare_texts(texts)
        self.encode(prepared)
        return self.tag_prepared(prepared)

    def encode(self, prepared: Prepared) -> None:
        """Encode the sentences ahead of tagging them, which another thread can do."""
        if self._encode is not None and self._model is not None:
            read = prepared.passages
            self._encode.remember([one for passages in read for one in sentences_of(passages)])

    def tag_prepared(self, prepared: Prepared) -> list[Tagging]:
        """Tag what was prepared; sentences that nobody encoded ahead are encoded now."""
        read = prepared.passages
        ruled = [
            weigh_candidates(text, self._candidates(passages))
            for (text, _, _), passages in zip(prepared.texts, read, strict=True)
        ]
        tagged = ruled
        if self._encode is not None and self._model is not None:
            tagged = judge_texts(read, ruled, self._model, self._encode)
        return [
            self._tagging(language, [*tags, *read_literals(passages)])
            for (_, language, _), passages, tags in zip(prepared.texts, read, tagged, strict=True)
        ]

    def _tagging(self, language: str, tags: Sequence[Tag]) -> Tagging:
        sure = {tag.facet for tag in tags if tag.confidence >= ACCEPT}
        every = has_words(language)
        return Tagging(_in_order(tags), tuple(one for one in self._facets if every or one in sure))

    def _candidates(self, passages: Sequence[Passage]) -> Iterator[Candidate]:
        for passage in passages:
            yield from read_people(passage)
            yield from read_payers(passage)
            yield from read_topics(passage, self._topics)
        yield from read_evidence(passages)

    def describe(
        self, text: str, language: str, facets: Sequence[str]
    ) -> tuple[list[Passage], Seen]:
        """Give what the classifier reads of a text: its sentences and what the rules see."""
        passages = _read(text, language)
        tags = weigh_candidates(text, self._candidates(passages))
        return passages, see_text(passages, tags, facets)


def _read(
    text: str, language: str, spans: Sequence[tuple[int, int]] | None = None
) -> list[Passage]:
    return tell_levels(lend_cues(read_passages(text, language, spans)))


def _in_order(tags: Sequence[Tag]) -> tuple[Tag, ...]:
    return tuple(sorted(tags, key=lambda tag: (tag.facet, tag.start, tag.end, tag.value)))


def _body(sections: Sequence[Section] | None) -> list[tuple[int, int]] | None:
    if sections is None:
        return None
    return [(part["start"], part["end"]) for part in sections if part["role"] == "body"]
