"""Which field of a record means what, where nobody has said so: the names that publishers use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pipelines.describe.record import lookup

# 360Giving as JSON and as a spreadsheet, Open Referral as a document and as tables, plain lists.
_USUAL = {
    "id": ("id", "identifier", "uuid", "slug", "key"),
    "name": ("name", "title", "programme", "program", "project", "programme name", "project name"),
    "text": ("description", "text", "summary", "abstract", "about"),
    "organisation": (
        "organization.name", "location.organization.name", "recipientOrganization.0.name",
        "Recipient Org:Name", "organisation", "organization", "provider", "publisher",
    ),
    "url": ("url", "website", "recipientOrganization.0.url", "Recipient Org:Web Address", "link"),
    "country": ("country", "country_code", "countryCode"),
    "city": ("city", "town", "place"),
    "language": ("language", "lang"),
}  # fmt: skip


def guess_fields(rows: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """A field map for these first rows: our word to the key that holds it in any of them."""
    seen = list(rows)
    found: dict[str, str] = {}
    for word, names in _USUAL.items():
        for name in names:
            key = next((key for row in seen if (key := _key_of(row, name))), "")
            if key and key not in found.values():
                found[word] = key
                break
    return found


def _key_of(row: Mapping[str, Any], name: str) -> str:
    """The row's own spelling of a key under which it holds a word or number, or ""."""
    spelt = next((key for key in row if _plain(key) == _plain(name)), name)
    value = lookup(row, spelt)
    return spelt if isinstance(value, str | int) and str(value).strip() else ""


def _plain(key: str) -> str:
    return "".join(filter(str.isalnum, str(key))).casefold()
