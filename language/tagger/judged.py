"""What the trained classifier makes of texts: by words and meaning, or by meaning alone.

Which of the two is told by the language: where nobody listed words for it, nothing is known of a
text but what its sentences mean.
"""

from __future__ import annotations

from collections.abc import Sequence

from language.detect import UNDETERMINED
from language.tagger.abroad import weigh_from_here
from language.tagger.artefact import TagModel
from language.tagger.context import Passage, has_words
from language.tagger.evidence import list_evidence
from language.tagger.exact import weigh_exact
from language.tagger.judge import Judgement, Seen, judge
from language.tagger.learned import Draft, draft_tags, list_clauses, make_tags
from language.tagger.levels import describe_levels
from language.tagger.mentions import list_mentions
from language.tagger.together import weigh_together
from language.tagger.values import Tag
from language.tagger.vectors import Vectors
from language.tagger.wordless import draft_wordless, judge_wordless, with_letters
from practices_db.vocabulary import load_vocabulary

_UNTOLD = frozenset({"", UNDETERMINED})
"""The language of a name, a date, a few words: too little to mean anything of a programme."""


def judge_texts(
    read: Sequence[Sequence[Passage]],
    ruled: Sequence[Sequence[Tag]],
    model: TagModel,
    encode: Vectors,
) -> list[list[Tag]]:
    """What the classifier makes of the texts, whose sentences are known: clauses are encoded."""
    codes = {facet: frozenset(part.codes) for facet, part in model.facets.items()}
    seen = [see_text(*one, tuple(codes)).as_learned(codes) for one in zip(read, ruled, strict=True)]
    judged = [
        _judge(passages, one, model, encode) if passages else {}
        for passages, one in zip(read, seen, strict=True)
    ]
    drafted = [
        _draft(passages, found, one, model) if passages else []
        for passages, found, one in zip(read, judged, seen, strict=True)
    ]
    encode.remember(
        [text for one in zip(read, drafted, strict=True) for text in list_clauses(*one)]
    )
    return [
        weigh_from_here(
            passages,
            [tag for tag in tags if tag.facet not in found or _is_unlearned(tag, model)]
            + _made(passages, drafts, one, model, encode),
        )
        for passages, tags, found, drafts, one in zip(
            read, ruled, judged, drafted, seen, strict=True
        )
    ]


def _judge(
    passages: Sequence[Passage], seen: Seen, model: TagModel, encode: Vectors
) -> dict[str, Judgement]:
    language = passages[0].language
    if language in _UNTOLD:
        return {}
    if not has_words(language):
        told = sentences_of(with_letters(passages))
        return judge_wordless(model, encode(told)) if told else {}
    return judge(model, language, encode(sentences_of(passages)), seen)


def _draft(
    passages: Sequence[Passage], found: dict[str, Judgement], seen: Seen, model: TagModel
) -> list[Draft]:
    if not has_words(passages[0].language):
        return draft_wordless(with_letters(passages), found)
    return draft_tags(passages, found, seen.mentions, model)


def _made(
    passages: Sequence[Passage],
    drafts: Sequence[Draft],
    seen: Seen,
    model: TagModel,
    encode: Vectors,
) -> list[Tag]:
    """The tags of drafts; without words each stands for itself, as sure as it was judged."""
    tags = make_tags(passages, drafts, model, encode)
    worded = passages and has_words(passages[0].language)
    if not worded:
        return tags
    return weigh_exact(passages, weigh_together(tags, seen.mentions), seen.mentions)


def _is_unlearned(tag: Tag, model: TagModel) -> bool:
    """Whether it is of a concept that the vocabulary got since the training: of those the rules
    stand alone, or no page would ever have them. What has one value is left to the classifier.
    """
    single = load_vocabulary().facet(tag.facet).single
    return not single and tag.value not in model.facets[tag.facet].codes


def sentences_of(passages: Sequence[Passage]) -> list[str]:
    """The sentences of a text."""
    return [one.text[one.start : one.end] for one in passages]


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
