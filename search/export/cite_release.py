"""How to cite a frozen release: as a sentence, for BibTeX, and as a CITATION.cff."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml

from practices_db.settings import HOMEPAGE
from search.export.cite import CATALOGUE, tex

AUTHOR = "mentoring-practices contributors"
LICENCE = "CC-BY-4.0"


def cite_release(protocol: Mapping[str, Any]) -> str:
    """Author, year, title, release, the day it was frozen, and the address."""
    return (
        f"{AUTHOR} ({_year(protocol)}). {protocol['title']}. {CATALOGUE}, release "
        f"{protocol['release']}, frozen {protocol['frozen_on']}. {HOMEPAGE}"
    )


def release_bibtex(protocol: Mapping[str, Any]) -> str:
    """A @misc entry, which every BibTeX and biblatex knows."""
    fields = {
        "author": f"{{{AUTHOR}}}",
        "title": f"{{{tex(protocol['title'])}}}",
        "year": _year(protocol),
        "note": f"{CATALOGUE}, data set, release {protocol['release']}, "
        f"frozen {protocol['frozen_on']}",
        "url": HOMEPAGE,
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items()]
    return f"@misc{{mentoring-practices-{protocol['release']},\n" + ",\n".join(lines) + "\n}\n"


def release_cff(protocol: Mapping[str, Any]) -> str:
    """A CITATION.cff 1.2.0 of type dataset; the release is its version."""
    record = {
        "cff-version": "1.2.0",
        "message": "If you use this catalogue, please cite it as below.",
        "type": "dataset",
        "title": protocol["title"],
        "authors": [{"name": AUTHOR}],
        "version": protocol["release"],
        "date-released": str(protocol["frozen_on"]),
        "license": LICENCE,
        "url": HOMEPAGE,
    }
    return yaml.safe_dump(record, sort_keys=False, allow_unicode=True)


def _year(protocol: Mapping[str, Any]) -> str:
    return str(protocol["frozen_on"])[:4]
