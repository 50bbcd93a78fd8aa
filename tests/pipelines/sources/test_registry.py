"""Picking sources by slug, group and pattern, with broken and doubled files kept apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.sources.reading import InvalidDeclaration
from pipelines.sources.registry import Registry, UnknownSource, load_registry


def _declare(folder: Path, slug: str, *more: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{slug}.yml"
    lines = [
        f"slug: {slug}",
        "kind: website",
        "title: A title",
        "publisher: Somebody",
        f"url: https://example.org/{slug}",
        "licence: unknown",
        *more,
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.fixture
def registry(tmp_path: Path) -> Registry:
    _declare(tmp_path, "be-one", "group: mine")
    _declare(tmp_path / "deeper", "be-two", "group: mine")
    _declare(tmp_path, "nl-three", "group: other")
    _declare(tmp_path, "be-old", "group: mine", "retired_on: 2025-12-31")
    _declare(tmp_path, "be-broken", "depht: 2")
    return load_registry([tmp_path])


def _slugs(registry: Registry, *words: str) -> list[str]:
    return [declaration.slug for declaration in registry.select(words)]


def test_select_by_slug_group_and_pattern(registry: Registry) -> None:
    assert _slugs(registry, "nl-three") == ["nl-three"]
    assert _slugs(registry, "mine") == ["be-one", "be-two"]
    assert _slugs(registry, "be-o*", "nl-three", "be-one") == ["be-one", "nl-three"]


def test_no_words_select_the_default_group(registry: Registry) -> None:
    assert _slugs(registry) == ["demo", "starter"]


def test_retired_source_comes_only_by_name(registry: Registry) -> None:
    assert _slugs(registry, "be-old") == ["be-old"]
    assert "be-old" not in _slugs(registry, "be-*")


def test_unknown_word_names_the_nearest(registry: Registry) -> None:
    with pytest.raises(UnknownSource) as caught:
        registry.select(["be-won"])
    assert "`be-won`" in caught.value.message
    assert "be-one" in caught.value.advice


def test_broken_file_harms_no_other_and_is_explained_when_asked_for(registry: Registry) -> None:
    assert [problem.line for problem in registry.problems] == [7]
    with pytest.raises(InvalidDeclaration, match="Did you mean `depth`"):
        registry.select(["be-broken"])


def test_doubled_slug_is_a_problem_and_the_first_stays(tmp_path: Path) -> None:
    first = _declare(tmp_path / "a", "same")
    second = _declare(tmp_path / "b", "same")
    registry = load_registry([tmp_path])
    assert registry.get("same").declared_in() == first
    assert [problem.path for problem in registry.problems] == [second]


def test_absent_user_folder_is_no_trouble(tmp_path: Path) -> None:
    assert load_registry([tmp_path / "absent"]).problems == ()
