"""What the rules alone make of a sentence, as the tests of the tagger ask it."""

from __future__ import annotations

from language.tagger import ACCEPT, Tagger

TAGGER = Tagger()


def proposed(language: str, text: str, facet: str) -> set[str]:
    """The values of a facet that are found at all, those for review included."""
    return {tag.value for tag in TAGGER.tag(text, language).tags if tag.facet == facet}


def accepted(language: str, text: str, facet: str) -> set[str]:
    """The values of a facet that are sure enough for the catalogue."""
    tags = TAGGER.tag(text, language).tags
    return {tag.value for tag in tags if tag.facet == facet and tag.confidence >= ACCEPT}
