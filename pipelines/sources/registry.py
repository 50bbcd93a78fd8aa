"""All declared sources, ours and the user's, and how to pick some of them by name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from rapidfuzz import process

from pipelines.sources.declaration import PACKAGE, SourceDeclaration
from pipelines.sources.marked_yaml import Problem
from pipelines.sources.reading import InvalidDeclaration, load_declaration
from practices_db.errors import PracticesError

DECLARED = PACKAGE / "sources" / "declared"
DEFAULT_GROUP = "default"


class UnknownSource(PracticesError):
    """A word that names no declared source, group or pattern of sources."""


@dataclass(frozen=True, slots=True)
class Registry:
    """Declarations by slug, in the order of their slugs, and the files that could not be used.

    A broken file is kept in `problems`, so that it harms no other source and is still shown.
    """

    declarations: tuple[SourceDeclaration, ...]
    problems: tuple[Problem, ...] = ()

    def get(self, slug: str) -> SourceDeclaration:
        """The declaration with that slug; raises UnknownSource with the nearest slugs."""
        for declaration in self.declarations:
            if declaration.slug == slug:
                return declaration
        raise self._unknown(slug)

    def groups(self) -> tuple[str, ...]:
        """The names of all groups, sorted."""
        return tuple(sorted({declaration.group for declaration in self.declarations}))

    def select(self, words: Sequence[str] = ()) -> tuple[SourceDeclaration, ...]:
        """The declarations that any word names: a slug, a group, or a pattern such as `be-*`.

        No words means the group `default`. Retired sources come only by their own slug.
        Raises UnknownSource (with the nearest names) where a word names nothing, and
        InvalidDeclaration where it names a file that cannot be used.
        """
        chosen = {d.slug for word in words or (DEFAULT_GROUP,) for d in self._named(word)}
        return tuple(d for d in self.declarations if d.slug in chosen)

    def _named(self, word: str) -> list[SourceDeclaration]:
        exact = [d for d in self.declarations if d.slug == word]
        active = [d for d in self.declarations if d.retired_on is None]
        found = (
            exact
            or [d for d in active if d.group == word]
            or [d for d in active if fnmatchcase(d.slug, word)]
        )
        if not found:
            self._refuse_broken(word)
            raise self._unknown(word)
        return found

    def _refuse_broken(self, word: str) -> None:
        broken = [problem for problem in self.problems if problem.path.stem == word]
        if broken:
            raise InvalidDeclaration(broken)

    def _unknown(self, word: str) -> UnknownSource:
        names = [*(d.slug for d in self.declarations), *self.groups()]
        near = [name for name, *_ in process.extract(word, names, limit=3, score_cutoff=60)]
        nearest = f"Did you mean {' or '.join(near)}? " if near else ""
        return UnknownSource(
            f"No source, group or pattern matches `{word}`.",
            advice=f"{nearest}`practices sources list` shows all.",
        )


def load_registry(extra_dirs: Iterable[Path] = ()) -> Registry:
    """All declarations of the package and of the user's folders (`*.yml`, at any depth).

    Two files with one slug: the first is kept, the second becomes a problem.
    """
    declared: dict[str, SourceDeclaration] = {}
    problems: list[Problem] = []
    for path in _declaration_files([DECLARED, *extra_dirs]):
        try:
            declaration = load_declaration(path)
        except InvalidDeclaration as trouble:
            problems.extend(trouble.problems)
            continue
        first = declared.setdefault(declaration.slug, declaration)
        if first is not declaration:
            what = f"`slug: {declaration.slug}` is taken by {first.declared_in()}."
            problems.append(Problem(path, 1, what, "Choose another slug."))
    return Registry(tuple(declared[slug] for slug in sorted(declared)), tuple(problems))


def _declaration_files(folders: Iterable[Path]) -> list[Path]:
    return [
        path
        for folder in folders
        for path in sorted([*folder.rglob("*.yml"), *folder.rglob("*.yaml")])
    ]
