"""The declarations that come with the package: sound, short, and real addresses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipelines.sources.declaration import PACKAGE, is_web_address
from pipelines.sources.registry import DECLARED, load_registry

FILES = sorted(DECLARED.rglob("*.yml"))
REGISTRY = load_registry()


def _starter() -> list[dict[str, Any]]:
    lines = (PACKAGE / "starter" / "programmes.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def test_every_file_can_be_used() -> None:
    assert [str(problem) for problem in REGISTRY.problems] == []
    assert len(REGISTRY.declarations) == len(FILES)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_file_is_short_and_named_by_its_slug(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 15
    assert max(map(len, lines)) <= 300
    assert yaml.safe_load("\n".join(lines))["slug"] == path.stem


def test_slugs_are_unique() -> None:
    slugs = [declaration.slug for declaration in REGISTRY.declarations]
    assert len(slugs) == len(set(slugs))


def test_live_holds_programmes_and_listings() -> None:
    live = REGISTRY.select(["live"])
    assert sum(source.kind == "website" for source in live) >= 40
    assert sum(source.kind == "listing" for source in live) >= 5
    assert all(is_web_address(source.url) for source in live)
    assert len({country for source in live for country in source.countries}) >= 15


def test_live_programmes_are_starter_programmes_at_their_addresses() -> None:
    addresses = {record["id"]: [record["url"], *record["source_urls"]] for record in _starter()}
    known = [source for source in REGISTRY.select(["live"]) if source.slug in addresses]
    assert len(known) >= 60
    for source in known:
        assert source.url in addresses[source.slug], source.slug


def test_every_live_source_says_what_is_expected_and_for_whom() -> None:
    for source in REGISTRY.select(["live"]):
        assert source.licence, source.slug
        assert source.languages, source.slug
        assert source.expect.max, source.slug
        assert source.pages <= 500, source.slug
        assert source.expect.min >= (1 if source.kind == "website" else 2), source.slug


def test_live_scopes_hold_their_start() -> None:
    for source in REGISTRY.select(["live"]):
        if source.kind == "website":
            assert source.url.startswith(source.scope), source.slug


def test_listings_say_how_their_items_are_found() -> None:
    listings = [source for source in REGISTRY.declarations if source.kind == "listing"]
    assert all(source.select and source.scope for source in listings)


def test_default_group_needs_no_network() -> None:
    default = REGISTRY.select()
    assert [source.slug for source in default] == ["demo", "starter"]
    demo, starter = default
    assert demo.served_folder() == PACKAGE / "demo" / "site"
    assert starter.local_path() == PACKAGE / "starter" / "programmes.jsonl"


def test_starter_fields_name_columns_that_the_records_have() -> None:
    columns = set(_starter()[0])
    assert set(REGISTRY.get("starter").fields.values()) <= columns


def test_starter_copy_is_the_shared_one(shared: Path) -> None:
    for name in ("programmes.jsonl", "queries.jsonl"):
        ours, theirs = PACKAGE / "starter" / name, shared / "starter" / name
        assert ours.read_bytes() == theirs.read_bytes()
