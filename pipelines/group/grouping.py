"""From candidates to groups: joins added up, a role for each document, a slug for each group."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain

from pipelines.group.joins import (
    Join,
    address_key,
    addresses_of_records,
    host_of,
    language_joins,
    listed_joins,
    mentioned_joins,
    name_joins,
)
from pipelines.group.listed import entry_joins
from pipelines.group.model import ENTRY, Candidate, Group, Member, Role
from pipelines.group.slug import digest, slug_of
from pipelines.group.twins import fold_twins, with_twins


def group(candidates: Sequence[Candidate]) -> list[Group]:
    """The practices that these documents describe, ordered by slug.

    Every programme page and record ends in exactly one group. News, reports and pages that
    several records list join the practices they speak of, and found no practice of their own.
    """
    ordered, twins = fold_twins(candidates)
    rules = (listed_joins, entry_joins, language_joins, name_joins, mentioned_joins)
    joins = _strongest(chain.from_iterable(rule(ordered) for rule in rules))
    clusters = _clusters(ordered, joins)
    shared = _shared(ordered)
    groups = [
        _as_group(ordered, cluster, joins, shared)
        for cluster in clusters
        if any(_founds(ordered[at]) and at not in shared for at in cluster)
    ]
    return with_twins(sorted(_with_own_slugs(groups), key=lambda found: found.slug), twins)


def _founds(candidate: Candidate) -> bool:
    return bool(candidate.record_id) or candidate.verdict == "programme"


def _strongest(joins: Iterable[Join]) -> list[Join]:
    """Each pair once, with the first reason: the rules come in the order of their strength."""
    first: dict[tuple[int, int], Join] = {}
    for join in joins:
        first.setdefault((min(join.first, join.second), max(join.first, join.second)), join)
    return list(first.values())


def _clusters(candidates: Sequence[Candidate], joins: Iterable[Join]) -> list[list[int]]:
    """Connected candidates; a join that would put two records into one cluster is left out."""
    parent = list(range(len(candidates)))
    record = [at if candidate.record_id else -1 for at, candidate in enumerate(candidates)]

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    for join in joins:
        one, two = root(join.first), root(join.second)
        if one == two or (record[one] >= 0 and record[two] >= 0):
            continue
        low, high = min(one, two), max(one, two)
        parent[high] = low
        record[low] = max(record[low], record[high])
    clusters: dict[int, list[int]] = defaultdict(list)
    for at in range(len(candidates)):
        clusters[root(at)].append(at)
    return list(clusters.values())


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
    joins: Sequence[Join],
    shared: dict[int, list[int]],
) -> Group:
    lead = _lead(candidates, cluster)
    own_host = _own_host(candidates[lead])
    members = [
        Member(candidates[at].document_url, _role(candidates[at], own_host), why)
        for at, why in _reasons(cluster, lead, joins).items()
    ]
    for at, owners in shared.items():
        if at not in cluster and any(owner in cluster for owner in owners):
            why = f"its address is listed by {len(owners)} records"
            role = _role(candidates[at], "")
            members.append(Member(candidates[at].document_url, role, why))
    chosen = candidates[lead]
    name = chosen.name or chosen.title
    slug = chosen.record_id or slug_of(name, chosen.organisation, chosen.place)
    return Group(slug, name, chosen.organisation, chosen.place, tuple(members))


def _lead(candidates: Sequence[Candidate], cluster: list[int]) -> int:
    """The document that names the group: its record, else its page with the shortest address,
    else an entry of a list.
    """

    def rank(at: int) -> tuple[bool, bool, bool, int, str]:
        candidate, url = candidates[at], candidates[at].document_url
        news, entry = candidate.verdict != "programme", candidate.kind == ENTRY
        return (not candidate.record_id, entry, news, len(url), url)

    return min(cluster, key=rank)


def _reasons(cluster: list[int], lead: int, joins: Sequence[Join]) -> dict[int, str]:
    """Why each document belongs: the join that links it to the lead by the shortest way."""
    members = set(cluster)
    links: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for join in joins:
        if join.first in members and join.second in members:
            links[join.first].append((join.second, join.reason))
            links[join.second].append((join.first, join.reason))
    found = {lead: "it names the practice"}
    waiting = [lead]
    while waiting:
        at = waiting.pop(0)
        for other, reason in links[at]:
            if other not in found:
                found[other] = reason
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
    counts: dict[str, int] = defaultdict(int)
    for found in groups:
        counts[found.slug] += 1
    return [
        found
        if counts[found.slug] == 1
        else Group(
            f"{found.slug}-{digest(address_key(found.members[0].document_url))[:6]}",
            found.name,
            found.organisation,
            found.place,
            found.members,
        )
        for found in groups
    ]
