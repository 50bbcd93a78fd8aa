"""From a YAML file to a declaration, or to a list of what to mend in it, in plain words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from pipelines.sources.declaration import Expectation, Selectors, SourceDeclaration
from pipelines.sources.marked_yaml import MarkedYaml, Problem, read_marked_yaml
from practices_db.errors import PracticesError

_EXAMPLES = {
    "slug": "slug: my-programme",
    "kind": "kind: website",
    "title": "title: My programme",
    "publisher": "publisher: Name of the organisation",
    "url": "url: https://example.org/mentoring",
    "licence": "licence: unknown",
}
_NESTED: dict[str, type[BaseModel]] = {"expect": Expectation, "select": Selectors}


class InvalidDeclaration(PracticesError):
    """A declaration that cannot be used; `problems` says where and why."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = tuple(problems)
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        super().__init__(
            f"{problems[0]}{more}", advice="Mend the file, then `practices sources check` it."
        )


def check_declaration(path: Path) -> list[Problem]:
    """Everything wrong with a declaration file, by line; empty when it can be used.

    Looks closer than loading does: at selectors and field maps too, whose tools are slow to load.
    """
    declaration, problems = _read(path)
    if declaration is None:
        return problems
    return [*problems, *_unusable(path, read_marked_yaml(path), declaration)]


def load_declaration(path: Path) -> SourceDeclaration:
    """The declaration in a YAML file.

    Raises InvalidDeclaration, with the line of each problem.
    """
    declaration, problems = _read(path)
    if declaration is None:
        raise InvalidDeclaration(problems)
    return declaration


def check_record(record: dict[str, Any], path: Path) -> list[Problem]:
    """Everything wrong with a declaration that is still to be written to that path."""
    return _validate(MarkedYaml(data=record), path)[1]


def _read(path: Path) -> tuple[SourceDeclaration | None, list[Problem]]:
    marked = read_marked_yaml(path)
    if marked.problems:
        return None, sorted(marked.problems, key=lambda problem: problem.line)
    return _validate(marked, path)


def _validate(marked: MarkedYaml, path: Path) -> tuple[SourceDeclaration | None, list[Problem]]:
    try:
        declaration = SourceDeclaration.model_validate(marked.data).at(path)
    except ValidationError as trouble:
        problems = [_explain(path, marked, dict(error)) for error in trouble.errors()]
        return None, sorted(problems, key=lambda problem: problem.line)
    problems = _missing_files(path, marked, declaration)
    return (None if problems else declaration), problems


def _missing_files(path: Path, marked: MarkedYaml, read: SourceDeclaration) -> list[Problem]:
    named = {"url": read.local_path(), "serve": read.served_folder()}
    advice = "Write a path from this file's folder, or `package:` and one inside the package."
    return [
        Problem(path, marked.line_of((key,)), f"`{key}`: there is no {place}.", advice)
        for key, place in named.items()
        if place is not None and not place.exists()
    ]


def _unusable(path: Path, marked: MarkedYaml, read: SourceDeclaration) -> Iterator[Problem]:
    from soupsieve import SelectorSyntaxError
    from soupsieve import compile as compile_selector

    from pipelines.describe.record import BadFieldMap, FieldMap

    for key, selector in (read.select.model_dump() if read.select else {}).items():
        try:
            compile_selector(selector or "a")
        except SelectorSyntaxError as error:
            what = f"`select.{key}: {selector}` is no CSS selector: {str(error).splitlines()[0]}."
            advice = "Try it in a browser first: document.querySelectorAll(...)."
            yield Problem(path, marked.line_of(("select", key)), what, advice)
    try:
        if read.fields:
            FieldMap.from_declaration(read.fields)
    except BadFieldMap as error:
        yield Problem(path, marked.line_of(("fields",)), error.message, error.advice)


def _explain(path: Path, marked: MarkedYaml, error: dict[str, Any]) -> Problem:
    place: tuple[str | int, ...] = error["loc"]
    what, advice = _in_words(place, error)
    # A rule about several fields has no place of its own; its words begin with the field to mend.
    named = re.match(r"`(\w+)`", what) if not place else None
    return Problem(path, marked.line_of((named[1],) if named else place), what, advice)


def _in_words(place: tuple[str | int, ...], error: dict[str, Any]) -> tuple[str, str]:
    name = str(place[0]) + "".join(f".{part}" for part in place[1:]) if place else "declaration"
    context = error.get("ctx", {})
    given = error.get("input")
    match error["type"]:
        case "missing":
            example = _EXAMPLES.get(name, f"{name}: ...")
            words = f"`{name}` is missing.", f"Add a line such as `{example}`."
        case "extra_forbidden":
            words = f"`{name}` is no field of a declaration.", _nearest_field(place)
        case "literal_error":
            words = f"`{name}: {given}` is not known.", f"Write {context['expected']}."
        case "string_pattern_mismatch":
            advice = "Write small letters, digits and hyphens, such as `be-duo-for-a-job`."
            words = f"`{name}: {given}` is no short name.", advice
        case "string_too_short":
            words = f"`{name}` is empty.", "Write a value, or take the line out."
        case "tuple_type":
            words = f"`{name}` must be a list.", f"Write `{name}: [{given}]`."
        case "value_error":
            words = f"{context['error']}.", ""
        case _:
            words = f"`{name}: {given}` cannot be used.", f"{error['msg']}."
    return words


def _nearest_field(place: tuple[str | int, ...]) -> str:
    model = _NESTED.get(str(place[0]), SourceDeclaration) if len(place) > 1 else SourceDeclaration
    near = get_close_matches(str(place[-1]), model.model_fields, n=1)
    if near:
        return f"Did you mean `{near[0]}`?"
    return f"Take it out; the fields are {', '.join(model.model_fields)}."
