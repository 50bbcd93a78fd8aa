"""Words of grammar and building blocks of descriptions that are no concepts of the vocabulary.

Only data and its loader belong here. Concepts and their words live in the vocabulary.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

_HERE = Path(__file__).parent

Blocks = Mapping[str, Mapping[str, Any]]
"""Patterns (or, in `numbers`, values and expressions) by block, then by language."""


@lru_cache(maxsize=8)
def load_lexicon(name: str) -> Blocks:
    """Read one file of this folder: block, language, patterns."""
    with (_HERE / f"{name}.yml").open(encoding="utf-8") as file:
        # All is text, a bare `no` too: this loader builds nothing else, and is the fastest.
        raw: Blocks = yaml.load(file, Loader=yaml.CBaseLoader)  # noqa: S506 - see above
    return raw
