"""Reading what a text says of a programme: facets, values, quotes and how sure they are.

The tagger knows nothing of pages, databases or the network: text in, tags out. Importing this
loads neither spaCy nor a model; tagging a text does.
"""

from __future__ import annotations

import logging
from typing import Literal

from language.tagger.artefact import SHIPPED, ModelUnfit, read_model
from language.tagger.tagger import Prepared, Tagger, Text, prepare_texts
from language.tagger.values import ACCEPT, Section, Tag, Tagging
from practices_db.errors import PracticesError
from practices_db.settings import Settings

METHOD_VERSION = "tagger-18"

__all__ = [
    "ACCEPT",
    "METHOD_VERSION",
    "ModelUnfit",
    "Prepared",
    "Section",
    "Tag",
    "Tagger",
    "Tagging",
    "Text",
    "open_tagger",
    "prepare_texts",
]

log = logging.getLogger(__name__)


def open_tagger(settings: Settings, purpose: Literal["query", "exact"] = "exact") -> Tagger:
    """Open the tagger of this installation; one object serves any number of texts.

    For one text at a time "query" is ready sooner and smaller. "exact" gives a text the same tags
    on every processor: a tag near its threshold turns on a digit that bfloat16 rounds away.

    The classifier judges where the encoder is the one that it was trained with; where there is
    none, or another, rules alone tag and a warning says so. Raises `ModelUnfit` when the shipped
    model is damaged.
    """
    from language.encoder import open_encoder  # numpy and more: not for those who only name tags

    try:
        encoder = open_encoder(settings, purpose)
    except PracticesError as error:
        log.warning("tagging by rules alone, without an encoder: %s", error)
        return Tagger()
    model = read_model(SHIPPED)
    if model.encoder != encoder.name:
        log.warning(
            "tagging by rules alone: the classifier was trained with %s, not with %s "
            "(practices train makes one for it)",
            model.encoder,
            encoder.name,
        )
        return Tagger()
    return Tagger(encoder, model)
