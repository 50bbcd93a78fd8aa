"""What speaks for and against two documents being of one practice, in words for people."""

from __future__ import annotations

from dataclasses import dataclass

from rapidfuzz import fuzz

from pipelines.group.joins import address_key, host_of
from pipelines.group.likeness import may_be_same_place, same_name
from pipelines.group.mentions import SAME_TEXT
from pipelines.group.model import Candidate
from pipelines.group.organisations import names_organisation, same_organisation
from pipelines.group.words import plain

NEAR_NAME = 60.0
UNLIKE = 0.6
"""Below this, texts are as far apart as those of two programmes picked blindly."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One finding; `speaks` is "for", "against" or "unknown"."""

    speaks: str
    about: str
    finding: str


def weigh(one: Candidate, two: Candidate, likeness: float | None) -> list[Evidence]:
    """Name, organisation, address, place and text of two documents, each with what it says."""
    found = [_name(one, two), _organisation(one, two), _address(one, two), _place(one, two)]
    return [*found, _text(likeness)]


def _name(one: Candidate, two: Candidate) -> Evidence:
    names = f"“{one.label}” and “{two.label}”"
    if same_name(one.label, two.label):
        return Evidence("for", "name", f"same name: {names}")
    alike = fuzz.token_set_ratio(plain(one.label), plain(two.label))
    if alike >= NEAR_NAME:
        return Evidence("unknown", "name", f"names in part alike ({alike:.0f} of 100): {names}")
    return Evidence("against", "name", f"other names: {names}")


def _organisation(one: Candidate, two: Candidate) -> Evidence:
    first, second = one.organisation, two.organisation
    if first and second:
        if same_organisation(first, second):
            return Evidence("for", "organisation", f"same organisation: {first}")
        return Evidence("against", "organisation", f"{first}, and {second}")
    for known, other in ((first, two), (second, one)):
        if known and names_organisation(other.text, known):
            return Evidence("for", "organisation", f"the other text names {known}")
    return Evidence("unknown", "organisation", "not stated by both")


def _address(one: Candidate, two: Candidate) -> Evidence:
    first, second = address_key(one.document_url), address_key(two.document_url)
    listed = {address_key(url) for url in (*one.known_addresses, *two.known_addresses)}
    versions = (one.alternates, one.versions, two.alternates, two.versions)
    named = {address_key(url) for named in versions for url in named.values()}
    if first == second or {first, second} & listed:
        return Evidence("for", "address", "one lists the address of the other")
    if {first, second} & named:
        return Evidence("for", "address", "one names the other as its language version")
    if host_of(one.document_url) and host_of(one.document_url) == host_of(two.document_url):
        return Evidence("unknown", "address", f"both on {host_of(one.document_url)}")
    return Evidence("unknown", "address", "on different sites")


def _place(one: Candidate, two: Candidate) -> Evidence:
    if not one.place or not two.place:
        return Evidence("unknown", "place", "not stated by both")
    if may_be_same_place(one.place, two.place):
        return Evidence("for", "place", f"same place: {one.place}")
    return Evidence("against", "place", f"{one.place}, and {two.place}")


def _text(likeness: float | None) -> Evidence:
    if likeness is None:
        return Evidence("unknown", "text", "no prose to compare")
    if likeness >= SAME_TEXT:
        return Evidence("for", "text", f"the texts say much the same ({likeness:.2f})")
    speaks = "against" if likeness < UNLIKE else "unknown"
    return Evidence(speaks, "text", f"the texts are {likeness:.2f} alike")
