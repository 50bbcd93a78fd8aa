"""Tags from a judgement: the confidence is the classifier's, the quote stands in the text.

A concept that has a phrase in the text is quoted by it; one that only the meaning of a sentence
speaks for is quoted by the clause that says it best.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from language.tagger.artefact import TagModel
from language.tagger.clauses import split_clauses
from language.tagger.context import Passage
from language.tagger.features import Matrix
from language.tagger.figures import FACET as EVIDENCE_LEVEL
from language.tagger.judge import Judgement, apply_linear, centre
from language.tagger.mentions import Mention
from language.tagger.quotes import choose_quote
from language.tagger.shown import show_role
from language.tagger.values import SILENT, Tag
from language.tagger.vectors import EncodeTexts

_LEAST = 0.05
_BY_MEANING_ALONE = 0.6
"""Where no phrase stands, less is no tag: of such tags under it one in five was right."""

_LONG, _FOREMOST, _SURE = 12, 3, 0.8
"""On a page, of more than so many sentences, one that speaks of mentoring has to be among so many
that speak most for a format, or the format has to be so sure: else other matters on the page spoke
for it. Of groups and goals it would lose more right values than wrong ones
(docs/tagging-experiments.md).
"""

_MENTORING = ("mentor", "mentee", "mentoring")
_TOLD_BY: Mapping[str, tuple[str, ...]] = {
    "target_group": (*_MENTORING, "for"),
    "mentor_type": ("mentor", "mentoring"),
    "funding_model": ("paying",),
    "goal": ("aim",),
    "format": _MENTORING,
}
"""What a sentence must speak of to be quoted for its meaning alone. A body is named or it is not,
and evidence has its words: of these facets nothing is told by meaning.
"""

_DENIED = 0.3
"""At most so sure where every phrase of a concept is denied, whatever the classifier says."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A tag whose quote is one of these stretches of the text; of several, meaning chooses."""

    facet: str
    code: str
    at: int
    confidence: float
    spans: Sequence[tuple[int, int]]
    by_phrase: bool


def draft_tags(
    passages: Sequence[Passage],
    judgements: Mapping[str, Judgement],
    mentions: Sequence[Mention],
    model: TagModel,
) -> list[Draft]:
    """Draft the tags of the learned facets of one text; weak ones only where a phrase stands."""
    drafts = []
    for facet, judgement in judgements.items():
        for at, code in enumerate(judgement.codes):
            if code == SILENT:
                continue
            confidence = round(float(max(judgement.confidence[at], _LEAST)), 4)
            spoken = [one for one in mentions if one.facet == facet and one.code == code]
            if spoken and all(one.denied for one in spoken):
                confidence = min(confidence, _DENIED)
            if spoken:
                span = _quoted(passages[0].text, spoken, mentions, at, judgement.scores, model)
                spans = [show_role(passages, facet, span)]
            elif confidence >= _BY_MEANING_ALONE and (told := _told_in(passages, facet)):
                scores = judgement.scores[:, at]
                if facet == "format" and confidence < _SURE and _is_outdone(scores, told):
                    continue
                spans = clauses_for(passages, np.where(told, scores, -np.inf))
            else:
                continue
            drafts.append(Draft(facet, code, at, confidence, spans, bool(spoken)))
    return drafts


def clauses_for(passages: Sequence[Passage], scores: Matrix) -> list[tuple[int, int]]:
    """The clauses of the sentence that has the highest score, [sentences]."""
    best = passages[int(scores.argmax())]
    return split_clauses(best.text, best.start, best.end)


def list_clauses(passages: Sequence[Passage], drafts: Sequence[Draft]) -> list[str]:
    """List what has to be encoded before these drafts become tags."""
    return [
        passages[0].text[slice(*span)]
        for draft in drafts
        if len(draft.spans) > 1
        for span in draft.spans
    ]


def make_tags(
    passages: Sequence[Passage],
    drafts: Sequence[Draft],
    model: TagModel,
    encode: EncodeTexts,
) -> list[Tag]:
    """Make tags of the drafts of one text, each with the quote that says it best."""
    tags = []
    for draft in drafts:
        span = _best_span(passages[0], draft, model, encode)
        quote = passages[0].text[slice(*span)]
        method = "model:phrase" if draft.by_phrase else "model:meaning"
        tags.append(Tag(draft.facet, draft.code, "concept", *span, quote, draft.confidence, method))
    return tags


def _quoted(
    text: str,
    spoken: Sequence[Mention],
    mentions: Sequence[Mention],
    at: int,
    scores: Matrix,
    model: TagModel,
) -> tuple[int, int]:
    """Choose the phrase to quote; coders quote no evidence, so there the surest figure stands."""
    if (facet := spoken[0].facet) == EVIDENCE_LEVEL:
        by_meaning = scores[:, at]
        best = max(spoken, key=lambda one: (not one.denied, one.signs[0], by_meaning[one.sentence]))
        return best.start, best.end
    beside = [one for one in mentions if one.facet == facet]
    return choose_quote(text, spoken, beside, at, scores, model.quote)


def _told_in(passages: Sequence[Passage], facet: str) -> list[bool]:
    """Which sentences can speak of a facet without a word for it; empty where none can."""
    told = [any(one.cues.get(role) for role in _TOLD_BY.get(facet, ())) for one in passages]
    return told if any(told) else []


def _is_outdone(scores: Matrix, told: Sequence[bool]) -> bool:
    """Whether on a page other sentences than those that can tell of it speak for a concept."""
    foremost = np.argsort(-scores, kind="stable")[:_FOREMOST]
    return len(scores) > _LONG and not any(told[at] for at in foremost)


def _best_span(
    passage: Passage, draft: Draft, model: TagModel, encode: EncodeTexts
) -> tuple[int, int]:
    """Choose the clause that speaks most for a concept; `passage` is any of the text."""
    if len(draft.spans) == 1:
        return draft.spans[0]
    vectors = centre(encode(list_clauses([passage], [draft])), passage.language, model.means)
    scores = apply_linear(model.facets[draft.facet].sentence, vectors)
    return draft.spans[int(np.argmax(scores[:, draft.at]))]
