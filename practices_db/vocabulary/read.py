"""Finding and reading the files of a vocabulary folder: facets, and the roles of no facet.

A facet is one file named after it; the words of no facet are in `roles.yml`.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from practices_db.vocabulary.facets import read_facet
from practices_db.vocabulary.model import Roles, Vocabulary
from practices_db.vocabulary.nodes import YamlFile

ROLES_FILE = "roles.yml"
ROLES = frozenset(
    {
        "mentor",
        "mentee",
        "mentoring",
        "negation",
        "paying",
        "statistic",
        "plan",
        "prize",
        "evaluation",
    }
)

_HERE = Path(__file__).parent


@lru_cache(maxsize=1)
def load_vocabulary() -> Vocabulary:
    """Give the vocabulary of this package, read once per process.

    Raises `VocabularyError` (file:line: what is wrong) on a malformed file.
    """
    return read_vocabulary(_HERE)


@lru_cache(maxsize=1)
def load_roles() -> Roles:
    """Give the words for mentors, mentees, negation and the like, read once per process."""
    return read_roles(_HERE / ROLES_FILE)


def vocabulary_version() -> str:
    """What `load_vocabulary().version` says, without reading what the files mean."""
    return hash_files(_files_of(_HERE))


def read_vocabulary(folder: Path) -> Vocabulary:
    """Read every facet file of a folder; raises `VocabularyError` on a malformed one."""
    paths = _files_of(folder)
    facets = [read_facet(path) for path in paths if path.name != ROLES_FILE]
    return Vocabulary(
        facets=MappingProxyType({facet.key: facet for facet in facets}),
        version=hash_files(paths),
    )


def _files_of(folder: Path) -> list[Path]:
    # The roles are among them: they change what a text is read to say.
    return sorted(folder.glob("*.yml"))


def hash_files(paths: list[Path]) -> str:
    """Twelve hex digits for the names and contents of files, in this order."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]


def read_roles(path: Path) -> Roles:
    """Read a roles file: role, language, patterns."""
    file = YamlFile(path)
    root = file.compose()
    roles = {
        role: file.words(node, role, short_words=True)
        for role, _, node in file.items(root, "the file", ROLES)
    }
    if missing := ROLES - roles.keys():
        raise file.error(root, f"no words for {', '.join(sorted(missing))}", "Add them.")
    return MappingProxyType(roles)
