"""Words that grouping must know: what tells no programme from another, what marks an edition."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Set

from rapidfuzz import fuzz

_APART = re.compile(r"[^\w]+")

_LITTLE = """
the a an of for at in on to by with and our your
le la les l un une des du d en au aux et pour dans chez vers notre nos
der die das des dem den ein eine einer im in am zum zur und fur von mit bei uber auf unser unsere
de het een van voor met op te ons onze
el los las una y del al por con para nuestro nuestra
il lo gli i uno e di del della dello dei per con nel alla
o os as um uma do da dos das no na em com
och i pa for til av og den det ett et en ved med vid ja
"""
_USUAL = """
programme program programm programma programa programmet programmi project projekt projet
proyecto progetto projeto prosjekt prosjektet projektet hanke scheme initiative
welcome about home accueil inicio startseite region regio regione
"""
FILLER = frozenset(_LITTLE.split()) | frozenset(_USUAL.split())
"""Words that two names of one programme may differ in, folded as `plain` folds."""

_YEAR = r"(?:19|20)\d\d(?: \d\d(?:\d\d)?)?"
_NUMBER = rf"(?:{_YEAR}|\d{{1,3}}(?:st|nd|rd|th|e|a|o|er|eme|ere)?|[ivx]{{1,5}})"
_EDITION = (
    r"(?:cohorte?|kohorte?n?|kohortti|kohorta|editions?|edicion|edicio|edizione|edicao|edycja|"
    r"editie|edisjon|ausgabe|jahrgang|durchgang|durchlauf|runde|round|ronde|omgang|kierros|"
    r"rocnik|promotion|promocion|class of|batch|seizoen|saison|season|lichting|kull|intake)"
)
_EDITIONS = re.compile(rf"\b(?:{_NUMBER} {_EDITION}(?: {_NUMBER})?|{_EDITION} {_NUMBER}|{_YEAR})\b")
# A name of nothing but these says what it is, not which: it never joins two documents by itself.
_GENERIC = re.compile(
    r"\b(?:\w*mentor\w*|mentee\w*|buddy\w*|parrainage|tandem\w*|coaching|refugees?|"
    r"fluchtlinge?|gefluchtete\w*|refugies?|vluchtelingen|newcomers?|nieuwkomers|migrants?|"
    r"immigrants?|migrantinnen|youth|young|people|jugendliche|jeunes|jongeren|us|uns)\b"
)


def plain(text: str) -> str:
    """Small letters without accents, words apart by one space: how names are compared."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(char for char in folded if not unicodedata.combining(char))
    return " ".join(_APART.sub(" ", letters).split())


def without_edition(text: str) -> str:
    """A plain text without the years and numbers of editions: "bridge 2021", "bridge cohort 4"."""
    return " ".join(_EDITIONS.sub(" ", text).split())


def is_generic(name: str) -> bool:
    """Whether a name only says what the thing is: "Mentoring for refugees"."""
    left = _GENERIC.sub(" ", without_edition(plain(name))).split()
    return len("".join(word for word in left if word not in FILLER)) < 3


def have_counterparts(words: Set[str], others: Set[str], least: float) -> bool:
    """Whether each word is one of the others but for its ending.

    Endings only: "Eastbrook" and "Westbrook" are nine tenths the same, and two places.
    """
    return all(
        not word.isdecimal()
        and any(word[:3] == other[:3] and fuzz.ratio(word, other) >= least for other in others)
        for word in words
    )
