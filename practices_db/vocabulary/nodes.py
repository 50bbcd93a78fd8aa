"""One YAML file as nodes: turns them into texts, flags and lists, and mistakes into errors.

Files are composed into YAML nodes, not plain objects, because only nodes know their line.
Which keys a facet has, and what they mean, is in `read.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

import yaml

from practices_db.vocabulary.model import VocabularyError, Words
from practices_db.vocabulary.patterns import find_fault

LANGUAGES = frozenset(
    "en fr nl de es it pt sv da nb fi pl cs ca el "  # noqa: SIM905 - two lines, not thirty
    "uk ro hu hr bg sk sl et lt lv is gl ru tr sq mk cy ga eu".split()
)
"""Languages that have words; `hr` stands for Croatian, Bosnian, Montenegrin and Serbian."""


class _TextLoader(yaml.CBaseLoader):
    """libyaml without guessing of types: a bare `no` is the word "no", and loading is faster."""

    def resolve(self, kind: object, value: object, implicit: object) -> str:
        return "tag:yaml.org,2002:str"


class YamlFile:
    """A file of the vocabulary; every method raises `VocabularyError` with file and line."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def error(self, node: yaml.Node | None, problem: str, advice: str) -> VocabularyError:
        """Build the error for a problem at a node."""
        line = node.start_mark.line + 1 if node is not None else 1
        return VocabularyError(f"{self.path.name}:{line}: {problem}.", advice=advice)

    def compose(self) -> yaml.Node:
        """Parse the file."""
        try:
            text = self.path.read_text(encoding="utf-8")
            node: yaml.Node | None = yaml.compose(text, Loader=_TextLoader)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            raise VocabularyError(
                f"{self.path.name}:{mark.line + 1 if mark else 1}: not YAML: {error.problem}.",
                advice="A word that starts with '*' or holds ', ' needs double quotes.",
            ) from error
        except (UnicodeDecodeError, yaml.YAMLError) as error:
            raise self.error(None, f"unreadable: {error}", "Save it as UTF-8 text.") from error
        if node is None:
            raise self.error(None, "the file is empty", "Write a facet or remove the file.")
        return node

    def items(
        self, node: yaml.Node, what: str, known: frozenset[str] | None = None
    ) -> Iterator[tuple[str, yaml.Node, yaml.Node]]:
        """Yield key, its node and the value's node; refuse doubled and unknown keys."""
        if not isinstance(node, yaml.MappingNode):
            raise self.error(node, f"{what} is not a mapping", "Write it as `key: value`.")
        seen: set[str] = set()
        for key_node, value in node.value:
            key = self.text(key_node, f"a key of {what}")
            if key in seen:
                raise self.error(key_node, f"{key!r} stands twice in {what}", "Merge the two.")
            if known is not None and key not in known:
                allowed = "Use one of " + ", ".join(sorted(known)) + "."
                raise self.error(key_node, f"{what} cannot have {key!r}", allowed)
            seen.add(key)
            yield key, key_node, value

    def text(self, node: yaml.Node, what: str) -> str:
        """Read a text that is not empty."""
        if not isinstance(node, yaml.ScalarNode):
            raise self.error(node, f"{what} is not a text", "Write one word or sentence.")
        if not node.value.strip():
            raise self.error(node, f"{what} is empty", "Write it or remove the key.")
        return str(node.value)

    def choice(self, node: yaml.Node, what: str, allowed: frozenset[str]) -> str:
        """Read a text that is one of a few."""
        value = self.text(node, what)
        if value not in allowed:
            advice = "Use one of " + ", ".join(sorted(allowed)) + "."
            raise self.error(node, f"{what} cannot be {value!r}", advice)
        return value

    def flag(self, node: yaml.Node, what: str) -> bool:
        """Read `true` or `false`."""
        return self.choice(node, what, frozenset({"true", "false"})) == "true"

    def texts(self, node: yaml.Node, what: str) -> list[tuple[str, yaml.Node]]:
        """Read a list of texts, each with its node."""
        if not isinstance(node, yaml.SequenceNode):
            raise self.error(node, f"{what} is not a list", "Write it as [one, two].")
        return [(self.text(item, f"an entry of {what}"), item) for item in node.value]

    def labels(self, node: yaml.Node, what: str) -> Mapping[str, str]:
        """Read a label per language; English is a must."""
        found = {
            lang: self.text(value, f"{what} in {lang}")
            for lang, _, value in self.items(node, what, LANGUAGES)
        }
        if "en" not in found:
            raise self.error(node, f"{what} has no English text", "Add `en`.")
        return MappingProxyType(found)

    def words(self, node: yaml.Node, what: str, *, short_words: bool = False) -> Words:
        """Read the patterns of each language; refuse faulty and doubled ones."""
        found: dict[str, tuple[str, ...]] = {}
        for lang, _, value in self.items(node, what, LANGUAGES):
            patterns = self._patterns(value, f"{what} in {lang}", short_words)
            if len({pattern.lower() for pattern in patterns}) < len(patterns):
                self._refuse_doubled(value, what)
            found[lang] = patterns
        return MappingProxyType(found)

    def _patterns(self, node: yaml.Node, what: str, short_words: bool) -> tuple[str, ...]:
        # Not built on `texts`: tens of thousands of patterns pass here at every load.
        if not isinstance(node, yaml.SequenceNode):
            raise self.error(node, f"{what} is not a list", "Write it as [one, two].")
        for item in node.value:
            if not isinstance(item, yaml.ScalarNode):
                raise self.error(
                    item, f"an entry of {what} is not a word", "Write one word or phrase."
                )
            if fault := find_fault(item.value, short_words=short_words):
                raise self.error(item, f"pattern {item.value!r} {fault}", "Correct the pattern.")
        return tuple([item.value for item in node.value])

    def _refuse_doubled(self, node: yaml.Node, what: str) -> None:
        seen: set[str] = set()
        for pattern, at in self.texts(node, what):
            if pattern.lower() in seen:
                raise self.error(at, f"{pattern!r} stands twice in {what}", "Remove one.")
            seen.add(pattern.lower())

    def find_word(self, node: yaml.Node, lang: str, pattern: str) -> yaml.Node:
        """Find the node of one pattern again, for the line of an error about it."""
        listed = {key: value for key, _, value in self.items(node, "words")}[lang]
        return next(at for text, at in self.texts(listed, lang) if text == pattern)
