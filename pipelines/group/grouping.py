"""From candidates to groups: joins added up, a role for each document, a slug for each group."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipelines.group.clusters import Clusters
from pipelines.group.joins import (
    address_joins,
    address_key,
    addresses_of_records,
    host_of,
    language_joins,
    listed_joins,
    name_joins,
)
from pipelines.group.listed import entry_joins
from pipelines.group.mentions import mention_joins
from pipelines.group.model import ENTRY, Alike, Candidate, Group, Join, Member, Pin, Role
from pipelines.group.slug import digest, readable_id, slug_of
from pipelines.group.twins import fold_twins, with_twins

NAMES = "it names the practice"
"""The reason of the document that gives a practice its name."""


def group(
    candidates: Sequence[Candidate], pins: Sequence[Pin] = (), alike: Alike | None = None
) -> list[Group]:
    """The practices that these documents describe, ordered by slug.

    Every programme page and record ends in exactly one group. News, reports and pages that
    several records list join the practices they speak of, and found no practice of their own.
    `pins` are people's decisions, the oldest first; they go before every rule. Without `alike`
    texts are not compared.
    """
    ordered, twins = fold_twins(candidates, pins)
    clusters = Clusters(ordered, pins)
    for rule in (address_joins, listed_joins, entry_joins, language_joins, name_joins):
        for join in rule(ordered):
            clusters.join(join)
    for join in mention_joins(ordered, clusters.root, alike):
        clusters.join(join)
    shared = _shared(ordered)
    sets = [
        members
        for members in clusters.sets()
        if any(ordered[at].founds and at not in shared for at in members)
    ]
    kept = _kept_slugs(ordered, sets, pins)
    groups = [
        _as_group(ordered, members, clusters, shared, kept.get(number, ""))
        for number, members in enumerate(sets)
    ]
    return with_twins(sorted(_with_own_slugs(groups), key=lambda found: found.slug), twins)


def _kept_slugs(
    candidates: Sequence[Candidate], sets: Sequence[list[int]], pins: Sequence[Pin]
) -> dict[int, str]:
    """Which set keeps the slug of a decision: the one with most of the documents that had it."""
    of = {candidates[at].document: number for number, members in enumerate(sets) for at in members}
    keeper: dict[str, int] = {}
    for pin in pins:
        counts = Counter(of[document] for document in sorted(pin.first & of.keys()))
        if counts:
            keeper[pin.slug] = counts.most_common(1)[0][0]
        elif pin.slug in keeper:
            del keeper[pin.slug]
    return {number: slug for slug, number in keeper.items()}


def _shared(candidates: Sequence[Candidate]) -> dict[int, list[int]]:
    """Documents that several records list: position to the positions of those records."""
    listed = addresses_of_records(candidates)
    found: dict[int, list[int]] = {}
    for at, candidate in enumerate(candidates):
        owners = listed.get(address_key(candidate.document_url), [])
        if not candidate.record_id and len(owners) > 1:
            found[at] = owners
    return found


def _as_group(
    candidates: Sequence[Candidate],
    cluster: list[int],
    clusters: Clusters,
    shared: Mapping[int, list[int]],
    keeps: str,
) -> Group:
    lead = _lead(candidates, cluster)
    own_host = _own_host(candidates[lead])
    members = [
        _member(candidates[at], own_host, join.reason, join.score)
        for at, join in _reasons(cluster, lead, clusters.joins).items()
    ]
    for at, owners in shared.items():
        listed = any(owner in cluster for owner in owners)
        if at not in cluster and listed and not clusters.are_apart(at, lead):
            why = f"its address is listed by {len(owners)} records"
            members.append(_member(candidates[at], "", why, 1.0))
    chosen = candidates[lead]
    words = chosen.label, chosen.organisation, chosen.place
    slug = readable_id(chosen.record_id) or slug_of(*words)
    return Group(slug, *words, tuple(members), keeps)


def _member(candidate: Candidate, own_host: str, reason: str, score: float) -> Member:
    role = _role(candidate, own_host)
    return Member(candidate.document_url, role, reason, score, candidate.document)


def _lead(candidates: Sequence[Candidate], cluster: list[int]) -> int:
    """The document that names the group: its record, else its page with the shortest address,
    else an entry of a list.
    """

    def rank(at: int) -> tuple[bool, bool, bool, int, str]:
        candidate, url = candidates[at], candidates[at].document_url
        news, entry = candidate.verdict != "programme", candidate.kind == ENTRY
        return (not candidate.record_id, entry, news, len(url), url)

    return min(cluster, key=rank)


def _reasons(cluster: list[int], lead: int, joins: Sequence[Join]) -> dict[int, Join]:
    """Why each document belongs: the join that links it to the lead by the shortest way."""
    members = set(cluster)
    links: dict[int, list[tuple[int, Join]]] = defaultdict(list)
    for join in joins:
        if join.first in members and join.second in members:
            links[join.first].append((join.second, join))
            links[join.second].append((join.first, join))
    found = {lead: Join(lead, lead, NAMES)}
    waiting = [lead]
    while waiting:
        at = waiting.pop(0)
        for other, join in links[at]:
            if other not in found:
                found[other] = join
                waiting.append(other)
    return found


def _own_host(lead: Candidate) -> str:
    own_page = lead.known_addresses[0] if lead.known_addresses else ""
    return host_of(own_page if lead.record_id or own_page else lead.document_url)


def _role(candidate: Candidate, own_host: str) -> Role:
    if candidate.record_id:
        return "third_party"
    if candidate.verdict == "news":
        return "news"
    if candidate.verdict == "report" or candidate.kind == "pdf":
        return "report"
    on_own_site = bool(own_host) and host_of(candidate.document_url) == own_host
    return "own_page" if on_own_site else "third_party"


def _with_own_slugs(groups: Sequence[Group]) -> list[Group]:
    """The groups with a digest of their first address added where two share a slug."""
    counts = Counter(found.slug for found in groups)
    return [
        found
        if counts[found.slug] == 1
        else replace(
            found,
            slug=f"{found.slug}-{digest(address_key(found.members[0].document_url))[:6]}",
        )
        for found in groups
    ]
