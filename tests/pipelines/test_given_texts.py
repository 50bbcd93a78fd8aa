"""A text that a person gives: `practices tag` and `practices peers` read it alike."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.world import World

TEXT = (
    "Vrijwilligers begeleiden jonge vluchtelingen zes maanden lang op weg naar werk. "
    "De stad Gent betaalt het programma."
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "programma.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.mark.parametrize("language", [(), ("--language", "nl")])
def test_every_value_of_a_text_stands_in_it(
    world: World, file: Path, language: tuple[str, ...]
) -> None:
    told = json.loads(world.call("tag", str(file), "--json", *language).stdout)
    found = {(tag["facet"], tag["value"]) for tag in told["tags"]}
    assert ("target_group", "refugees") in found
    assert ("mentor_type", "community_volunteers") in found
    assert ("funding_model", "regional_local_government") in found
    assert all(tag["quote"] == TEXT[tag["start"] : tag["end"]] for tag in told["tags"])
    assert "evidence_level" not in {facet for facet, _ in found}
    assert not {facet for facet, _ in found} & set(told["not_stated"])


def test_peers_of_a_text_say_what_is_the_same_in_its_own_words(world: World, file: Path) -> None:
    peers = json.loads(world.call("peers", "--file", str(file), "--limit", "3", "--json").stdout)
    assert len(peers) == 3
    same = [pair for peer in peers for facet in peer["facets"] for pair in facet["same"]]
    assert "refugees" in {ours["value"] for ours, _ in same}
    assert all(ours["quote"] in TEXT and ours["value"] == theirs["value"] for ours, theirs in same)


def test_peers_say_what_was_read_in_the_text_and_what_was_not(world: World, file: Path) -> None:
    told = world.call("peers", "--file", str(file), "--limit", "20").stdout
    head, peers = told.split("\n\n", 1)
    assert "Target group: Immigrant youth “jonge vluchtelingen”; Refugees “vluchtelingen”" in head
    assert "evidence" in head.split("not found in it:")[1]
    assert "ours   Funding: Regional and local government" in peers
    assert "theirs Funding: not stated" in peers


def test_a_file_or_an_address_of_ones_own_is_told_how_it_is_given(world: World, file: Path) -> None:
    for given, option in ((str(file), "--file"), ("https://www.example.org/mentoring", "--url")):
        refused = world.call("peers", given)
        assert refused.returncode != 0
        told = "".join((refused.stdout + refused.stderr).split())  # however the lines are broken
        assert f"practicespeers{option}{given}" in told


def test_a_practice_is_found_beside_a_file_of_its_name(world: World, tmp_path: Path) -> None:
    practice = json.loads(world.call("search", "refugees", "--limit", "1", "--json").stdout)
    slug = practice["practices"][0]["slug"]
    (tmp_path / slug).write_text(TEXT, encoding="utf-8")
    told = world.call("peers", slug, "--limit", "1", "--json", folder=tmp_path)
    assert len(json.loads(told.stdout)) == 1


def test_a_name_too_long_for_a_file_is_no_practice(world: World) -> None:
    refused = world.call("peers", "x" * 300)
    assert refused.returncode != 0
    assert "no practice" in (refused.stdout + refused.stderr).lower()
