"""Groups of immigrants in texts that name others and nobody from elsewhere."""

from __future__ import annotations

import pytest

from language.tagger import Tagger
from language.tagger.abroad import weigh_from_here
from language.tagger.context import Passage, read_passages
from language.tagger.values import ACCEPT, Tag

HERE = [
    ("en", "Mentors meet disadvantaged teens once a week."),
    ("es", "Los mentores acompañan a jóvenes en riesgo de exclusión."),
    ("sv", "Mentorerna träffar ungdomar som varken arbetar eller studerar."),
    ("fr", "Les parrains aident des chômeurs de longue durée."),
    ("de", "Paten begleiten Langzeitarbeitslose."),
]

FROM_ELSEWHERE = [
    ("en", "Mentors meet disadvantaged teens, some of them newly arrived."),
    ("es", "Los mentores acompañan a jóvenes migrantes que no estudian ni trabajan."),
    ("sv", "Mentorerna träffar utrikes födda ungdomar som varken arbetar eller studerar."),
    ("de", "Paten begleiten Langzeitarbeitslose, die aus dem Ausland kamen."),
]


def _tag(value: str, confidence: float = 0.8, method: str = "model:phrase") -> Tag:
    return Tag("target_group", value, "concept", 0, 1, "x", confidence, method)


def _kept(passages: list[Passage], *tags: Tag) -> set[str]:
    return {one.value for one in weigh_from_here(passages, tags) if one.confidence >= ACCEPT}


@pytest.mark.parametrize(("language", "text"), HERE)
def test_immigrants_wait_for_review_where_nobody_came(language: str, text: str) -> None:
    passages = read_passages(text, language)
    others = [tag for tag in Tagger().tag(text, language).tags if tag.facet == "target_group"]
    by_meaning = [_tag(one, 0.9, "model:meaning") for one in ("immigrant_youth", "refugees")]
    kept = _kept(passages, *others, *by_meaning)
    assert kept
    assert kept.isdisjoint({"immigrant_youth", "refugees"})


@pytest.mark.parametrize(("language", "text"), FROM_ELSEWHERE)
def test_immigrants_stay_where_a_word_says_that_they_came(language: str, text: str) -> None:
    passages = read_passages(text, language)
    tags = (_tag("disadvantaged_youth"), _tag("immigrant_youth", 0.9, "model:meaning"))
    assert "immigrant_youth" in _kept(passages, *tags)


def test_meaning_alone_speaks_for_immigrants_where_nobody_else_is_named() -> None:
    passages = read_passages("Every Friday the youngsters meet their mentor.", "en")
    by_meaning = _tag("disadvantaged_youth", 0.8, "model:meaning")
    youth = _tag("immigrant_youth", 0.9, "model:meaning")
    assert _kept(passages, youth) == {"immigrant_youth"}
    assert "immigrant_youth" in _kept(passages, youth, by_meaning)


def test_a_weak_phrase_for_others_lowers_nothing() -> None:
    passages = read_passages("Every Friday the youngsters meet their mentor.", "en")
    tags = (_tag("disadvantaged_youth", 0.3), _tag("immigrant_youth", 0.9, "model:meaning"))
    assert _kept(passages, *tags) == {"immigrant_youth"}
