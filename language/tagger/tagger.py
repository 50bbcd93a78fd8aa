"""The tagger: from texts to their tags, by rules alone or judged by the trained classifier."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from language.tagger.artefact import TagModel
from language.tagger.context import Passage, read_passages
from language.tagger.evidence import list_evidence, read_evidence
from language.tagger.headings import lend_cues
from language.tagger.judge import Seen, judge
from language.tagger.learned import draft_tags, list_clauses, make_tags
from language.tagger.levels import describe_levels
from language.tagger.literals import read_literals
from language.tagger.mentions import list_mentions
from language.tagger.money import read_payers
from language.tagger.people import read_people
from language.tagger.topics import read_topics
from language.tagger.values import Candidate, Section, Tag, Tagging
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
        [lend_cues(read_passages(text, lang, _body(sections))) for text, lang, sections in texts],
    )


class Tagger:
    """Tags texts; one object serves any number of texts and languages.

    With an encoder and a model the classifier judges what the rules found and finds what they
    have no words for; without them the rules stand alone.
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
            self._encode.remember([one for passages in read for one in _sentences(passages)])

    def tag_prepared(self, prepared: Prepared) -> list[Tagging]:
        """Tag what was prepared; sentences that nobody encoded ahead are encoded now."""
        read = prepared.passages
        ruled = [
            weigh_candidates(text, self._candidates(passages))
            for (text, _, _), passages in zip(prepared.texts, read, strict=True)
        ]
        tagged = ruled
        if self._encode is not None and self._model is not None:
            tagged = _judge_all(read, ruled, self._model, self._encode)
        return [
            Tagging(_in_order([*tags, *read_literals(passages)]), self._facets)
            for passages, tags in zip(read, tagged, strict=True)
        ]

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
        passages = lend_cues(read_passages(text, language))
        tags = weigh_candidates(text, self._candidates(passages))
        return passages, see_text(passages, tags, facets)


def _judge_all(
    read: Sequence[Sequence[Passage]],
    ruled: Sequence[Sequence[Tag]],
    model: TagModel,
    encode: Vectors,
) -> list[list[Tag]]:
    """What the classifier makes of the texts, whose sentences are known: clauses are encoded."""
    codes = {facet: frozenset(part.codes) for facet, part in model.facets.items()}
    seen = [see_text(*one, tuple(codes)).as_learned(codes) for one in zip(read, ruled, strict=True)]
    judged = [
        judge(model, passages[0].language, encode(_sentences(passages)), one) if passages else {}
        for passages, one in zip(read, seen, strict=True)
    ]
    drafted = [
        draft_tags(passages, found, one.mentions, model)
        for passages, found, one in zip(read, judged, seen, strict=True)
    ]
    encode.remember(
        [text for one in zip(read, drafted, strict=True) for text in list_clauses(*one)]
    )
    return [
        [tag for tag in tags if tag.facet not in found or _is_unlearned(tag, model)]
        + make_tags(passages, drafts, one.mentions, model, encode)
        for passages, tags, found, drafts, one in zip(
            read, ruled, judged, drafted, seen, strict=True
        )
    ]


def _is_unlearned(tag: Tag, model: TagModel) -> bool:
    """Whether it is of a concept that the vocabulary got since the training: of those the rules
    stand alone, or no page would ever have them. What has one value is left to the classifier.
    """
    single = load_vocabulary().facet(tag.facet).single
    return not single and tag.value not in model.facets[tag.facet].codes


def _sentences(passages: Sequence[Passage]) -> list[str]:
    return [one.text[one.start : one.end] for one in passages]


def _in_order(tags: Sequence[Tag]) -> tuple[Tag, ...]:
    return tuple(sorted(tags, key=lambda tag: (tag.facet, tag.start, tag.end, tag.value)))


def see_text(passages: Sequence[Passage], tags: Sequence[Tag], facets: Sequence[str]) -> Seen:
    """Put together what the rules see in a text."""
    mentions = list_mentions(passages, facets)
    levels = describe_levels(passages, mentions)
    return Seen(mentions, rule_confidence(tags, passages), levels)


def rule_confidence(
    tags: Sequence[Tag], passages: Sequence[Passage]
) -> dict[tuple[str, str], float]:
    """The rules' confidence by facet and code; of evidence every level, not the strongest alone."""
    levels = [one for passage in passages for one in list_evidence(passage)]
    found = {(one.facet, one.value): one.confidence for one in levels}
    return found | {(tag.facet, tag.value): tag.confidence for tag in tags}


def _body(sections: Sequence[Section] | None) -> list[tuple[int, int]] | None:
    if sections is None:
        return None
    return [(part["start"], part["end"]) for part in sections if part["role"] == "body"]
