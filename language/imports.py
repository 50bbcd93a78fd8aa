"""Importing what is heavy, so that nobody pays for what they do not use."""

from __future__ import annotations

import sys
from threading import Lock
from typing import Any

IMPORTING = Lock()
"""Held while torch is hidden or imported: nobody who wants it may find it hidden."""


def import_spacy() -> Any:
    """spaCy, half a second; its blank pipelines never use torch, which it would load for another
    second, and 200 MB, wherever it is installed.
    """
    with IMPORTING:
        if "spacy" in sys.modules or "torch" in sys.modules:
            return _import()
        sys.modules["torch"] = None  # type: ignore[assignment]  # how Python says: not to be had
        try:
            return _import()
        finally:
            del sys.modules["torch"]


def _import() -> Any:
    import spacy

    return spacy
