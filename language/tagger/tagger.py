"""The rules tagger: from one text to its tags."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from language.tagger.context import Passage, read_passages
from language.tagger.evidence import read_evidence
from language.tagger.money import read_payers
from language.tagger.people import read_people
from language.tagger.topics import read_topics
from language.tagger.values import Candidate, Section, Tagging
from language.tagger.weigh import weigh_candidates
from practices_db.vocabulary import load_vocabulary

_WITH_RULES = frozenset({"target_group", "mentor_type", "funding_model", "evidence_level"})


class Tagger:
    """Tags texts; one object serves any number of texts and languages."""

    def __init__(self) -> None:
        vocabulary = load_vocabulary()
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
        passages = read_passages(text, language, _body(sections))
        candidates = list(self._candidates(passages))
        return Tagging(tuple(weigh_candidates(text, candidates)), self._facets)

    def _candidates(self, passages: Sequence[Passage]) -> Iterator[Candidate]:
        for passage in passages:
            yield from read_people(passage)
            yield from read_payers(passage)
            yield from read_topics(passage, self._topics)
        yield from read_evidence(passages)


def _body(sections: Sequence[Section] | None) -> list[tuple[int, int]] | None:
    if sections is None:
        return None
    return [(part["start"], part["end"]) for part in sections if part["role"] == "body"]
