"""YAML that remembers its lines. Every scalar stays text: `NO` is Norway, never a boolean."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import yaml
from yaml.error import Mark

Place = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in a declaration: the file, the line (from 1), what it is, what to write."""

    path: Path
    line: int
    what: str
    advice: str = ""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.what} {self.advice}".rstrip()


@dataclass(slots=True)
class MarkedYaml:
    """A mapping read from YAML, the line of each place in it, and what was wrong with the file."""

    data: dict[str, Any] = field(default_factory=dict)
    lines: dict[Place, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def line_of(self, place: Place) -> int:
        """The line of a place, or of the nearest place around it that the file does hold."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)


def read_marked_yaml(path: Path) -> MarkedYaml:
    """Read a file that holds one mapping; whatever is wrong with it is in `problems`."""
    marked = MarkedYaml()
    try:
        root = _compose(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as trouble:
        marked.problems.append(Problem(path, 1, _reading_trouble(trouble)))
    except yaml.YAMLError as trouble:
        marked.problems.append(_syntax_problem(path, trouble))
    else:
        if isinstance(root, yaml.MappingNode):
            marked.data = _value(root, (), marked, path)
        else:
            what = "this file holds no declaration."
            marked.problems.append(Problem(path, 1, what, "Write lines such as `slug: my-source`."))
    return marked


def _compose(text: str) -> yaml.Node | None:
    # A declaration needs no aliases, and a recursive one would never end.
    for event in yaml.parse(text, Loader=yaml.CBaseLoader):
        if isinstance(event, yaml.AliasEvent):
            what = "`*` refers to another place; write the value out"
            raise yaml.MarkedYAMLError(problem=what, problem_mark=cast(Mark, event.start_mark))
    return yaml.compose(text, Loader=yaml.CBaseLoader)


def _value(node: yaml.Node, place: Place, marked: MarkedYaml, path: Path) -> Any:
    marked.lines.setdefault(place, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, place, marked, path)
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, (*place, n), marked, path) for n, item in enumerate(node.value)]
    return node.value


def _mapping(node: yaml.MappingNode, place: Place, marked: MarkedYaml, path: Path) -> Any:
    read: dict[str, Any] = {}
    for key, value in node.value:
        name, line = str(key.value), key.start_mark.line + 1
        if name in read:
            first = marked.lines[(*place, name)]
            what = f"`{name}` is written twice, first on line {first}."
            marked.problems.append(Problem(path, line, what, "Keep one of the two."))
        marked.lines[(*place, name)] = line
        read[name] = _value(value, (*place, name), marked, path)
    return read


def _reading_trouble(trouble: OSError | UnicodeDecodeError) -> str:
    if isinstance(trouble, UnicodeDecodeError):
        return "this file is not UTF-8 text; save it as UTF-8."
    return f"this file cannot be read ({trouble.strerror or trouble})."


def _syntax_problem(path: Path, trouble: yaml.YAMLError) -> Problem:
    mark = getattr(trouble, "problem_mark", None)
    what = str(getattr(trouble, "problem", None) or "a character that YAML does not allow")
    line = mark.line + 1 if mark else 1
    advice = "Look at the indent, the colon and the quotes here and on the line above."
    return Problem(path, line, f"this is not YAML: {what}.", advice)
