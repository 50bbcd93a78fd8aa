"""Practices as schema.org Service and the catalogue as DCAT Dataset, for other catalogues."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from practices_db.exports import plain
from practices_db.vocabulary import load_vocabulary
from practices_db.vocabulary.skos import BASE_IRI
from search.entries import Entry
from search.holdings import Holdings
from search.links import web_address

JSONLD = "application/ld+json"
CONTEXT: dict[str, Any] = {
    "@vocab": "https://schema.org/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "prov": "http://www.w3.org/ns/prov#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
}
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
DISTRIBUTIONS = (
    ("practices.csv", "text/csv"),
    ("statements.csv", "text/csv"),
    ("terms.csv", "text/csv"),
    ("codebook.csv", "text/csv"),
    (
        "practices.xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    ("practices.jsonl", "application/x-ndjson"),
    ("practices.jsonld", JSONLD),
    ("catalogue.sqlite", "application/vnd.sqlite3"),
)


def practice_jsonld(entry: Entry, base: str) -> dict[str, Any]:
    """One practice as a schema.org Service with audience, provider, and every statement's quote."""
    return {"@context": CONTEXT, **_service(entry, base)}


def practices_jsonld(entries: Iterable[Entry], holdings: Holdings, base: str) -> dict[str, Any]:
    """The dataset and the practices in it, as one graph."""
    dataset = {k: v for k, v in dataset_record(holdings, base).items() if k != "@context"}
    services = [_service(entry, base) for entry in entries]
    return {"@context": CONTEXT, "@graph": [dataset, *services]}


def dataset_record(holdings: Holdings, base: str) -> dict[str, Any]:
    """The catalogue as DCAT Dataset, with its files."""
    return {
        "@context": CONTEXT,
        "@id": f"{base}/#catalogue",
        "@type": ["dcat:Dataset", "Dataset"],
        "name": "Mentoring practices",
        "description": "Published mentoring programmes, each value with its quote, address and "
        "date.",
        "license": LICENCE,
        "version": holdings.release,
        "dateModified": holdings.as_of.isoformat() if holdings.as_of else None,
        "inLanguage": holdings.languages,
        "distribution": [
            {
                "@type": ["dcat:Distribution", "DataDownload"],
                "contentUrl": f"{base}/export/{name}",
                "encodingFormat": kind,
            }
            for name, kind in DISTRIBUTIONS
        ],
    }


def _service(entry: Entry, base: str) -> dict[str, Any]:
    practice = entry.practice
    record = {
        "@id": f"{base}/practices/{practice.slug}",
        "@type": "Service",
        "identifier": practice.slug,
        "name": practice.name,
        "description": practice.summary or None,
        "url": web_address(practice.url) or None,
        "serviceType": "mentoring",
        "provider": {"@type": "Organization", "name": practice.organisation}
        if practice.organisation
        else None,
        "areaServed": _place(entry),
        "audience": [_audience("target_group", code) for code in _held(entry, "target_group")],
        "dct:modified": plain(practice.last_seen),
        "additionalProperty": [
            *(
                _property(facet, value)
                for facet, found in entry.view.items()
                for value in found.values
            ),
            *(
                _silence(facet, found.state.value)
                for facet, found in entry.view.items()
                if not found.values
            ),
        ],
    }
    return {key: value for key, value in record.items() if value not in (None, [])}


def _place(entry: Entry) -> dict[str, Any] | None:
    practice = entry.practice
    if not practice.country:
        return None
    place: dict[str, Any] = {"@type": "Country", "identifier": practice.country}
    if practice.city:
        return {"@type": "City", "name": practice.city, "containedInPlace": place}
    return place


def _held(entry: Entry, facet: str) -> list[str]:
    return [value.value for value in entry.facet(facet).values]


def _audience(facet: str, code: str) -> dict[str, Any]:
    concept = load_vocabulary().concept(facet, code)
    return {
        "@type": "Audience",
        "audienceType": concept.label(),
        "sameAs": f"{BASE_IRI}{facet}/{code}",
    }


def _property(facet: str, value: Any) -> dict[str, Any]:
    known = value.kind == "concept"
    return {
        "@type": "PropertyValue",
        "propertyID": f"{BASE_IRI}{facet}",
        "value": value.value,
        **({"valueReference": f"{BASE_IRI}{facet}/{value.value}"} if known else {}),
        "prov:wasDerivedFrom": [
            {
                "@type": "Quotation",
                "identifier": support.statement,
                "text": support.quote,
                "inLanguage": support.language,
                "isBasedOn": web_address(support.url) or None,
                "dateCreated": plain(support.claimed_on),
                "dateModified": plain(support.first_seen),
            }
            for support in value.supports
        ],
    }


def _silence(facet: str, state: str) -> dict[str, Any]:
    return {"@type": "PropertyValue", "propertyID": f"{BASE_IRI}{facet}", "value": state}
