"""Reading what a text says of a programme: facets, values, quotes and how sure they are.

The tagger knows nothing of pages, databases or the network: text in, tags out. Importing this
loads neither spaCy nor a model; tagging a text does.
"""

from __future__ import annotations

from language.tagger.tagger import Tagger
from language.tagger.values import ACCEPT, Section, Tag, Tagging
from practices_db.settings import Settings

METHOD_VERSION = "rules-1"

__all__ = ["ACCEPT", "METHOD_VERSION", "Section", "Tag", "Tagger", "Tagging", "open_tagger"]


def open_tagger(settings: Settings) -> Tagger:  # noqa: ARG001
    """Open the tagger of this installation; one object serves any number of texts.

    It reads by rules alone so far and needs nothing of the settings.
    """
    return Tagger()
