"""Which of several readings of the same bytes is text: the one in the letters of its language.

A guesser by statistics knows little of a page of plain letters with an accent here and there. The
wrong reading puts letters of another language, signs, or capitals into the middle of words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from language.detect import detect_language

# Small letters beyond ASCII, as the languages write them (Unicode CLDR's exemplar characters).
_CENTRAL = {
    "cs": "áčďéěíňóřšťúůýž", "sk": "áäčďéíĺľňóôŕšťúýž", "pl": "ąćęłńóśźż", "hu": "áéíóöőúüű",
    "hr": "čćđšž", "sl": "čšž", "ro": "ăâîşţ", "sq": "çë",
}  # fmt: skip
_CENTRAL |= {"bs": _CENTRAL["hr"], "sr": _CENTRAL["hr"]}
_WESTERN = {
    "de": "äöüß", "fr": "àâæçéèêëîïôœùûüÿ", "es": "áéíñóúü¿¡ªº", "pt": "ãáàâçéêíóôõúüªº",
    "it": "àèéìíîòóùú", "nl": "áéëèïíóöü", "sv": "åäöé", "da": "åæøé", "nb": "åæøéòôà",
    "nn": "åæøéòôà", "fi": "äöåšž", "is": "áðéíóúýþæö", "ca": "àçéèíïóòúü·", "gl": "áéíñóúü",
    "en": "àâäáåæçéèêëíîïñóôöøúü", "et": "äöõüšž", "sq": "çë", "ga": "áéíóú", "eu": "ñç",
}  # fmt: skip
_CYRILLIC = {
    "ru": "абвгдежзийклмнопрстуфхцчшщъыьэюяё", "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
    "bg": "абвгдежзийклмнопрстуфхцчшщъьюяѝ", "sr": "абвгдђежзијклљмнњопрстћуфхцчџш",
    "mk": "абвгдѓежзѕијклљмнњопрстќуфхцчџшѐѝ", "be": "абвгдеёжзійклмнопрстуўфхцчшыьэюя",
}  # fmt: skip
_GREEK = {"el": "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ"}
_BALTIC = {"et": "äöõüšž", "lv": "āčēģīķļņšūžōŗ", "lt": "ąčęėįšųūž"}
_ALPHABETS = {
    "cp1252": _WESTERN,
    "iso8859-15": _WESTERN,
    "cp1250": _CENTRAL,
    "iso8859-2": _CENTRAL,
    "cp1257": _BALTIC,
    "cp1254": {"tr": "çğıİöşüâîû"},
    **dict.fromkeys(("cp1251", "koi8-r", "koi8-u", "iso8859-5", "cp866"), _CYRILLIC),
    **dict.fromkeys(("cp1253", "iso8859-7"), _GREEK),
    "cp1255": {"he": "אבגדהוזחטיךכלםמןנסעףפץצקרשת"},
}
LATIN = ("cp1252", "cp1250", "iso8859-2", "cp1257", "cp1254", "iso8859-15")
OTHERS = ("cp1251", "koi8-r", "iso8859-5", "koi8-u", "cp866", "cp1253", "iso8859-7", "cp1255")
"""What this module knows to tell apart, the commonest first: of equals the first is meant."""

# They differ in the capital alpha with an accent alone, which is a mark in the other.
_GREEK_TWINS = {
    "iso8859-7": ("cp1253", re.compile(rb"(?<![\xb8-\xfe])\xa2(?=[\xdc-\xfe])")),
    "cp1253": ("iso8859-7", re.compile(rb"(?<![\xb8-\xfe])\xb6(?=[\xdc-\xfe])")),
}
_MARKS = "„“”‚‘’‹›«»–—…€£§©®°•™№\xa0×²³½¼΄"
_APART = re.compile(r"[\x00-@\[-`{-\x7f’‘·\xad]+")
_FINAL = frozenset("ςךםןףץ")  # stand at the end of words alone
_CAPITALS = 0.9  # koi8-r and others have the capitals where small letters are meant
_TAG = re.compile(r"<[^<>]*>")  # of many that never end, none is looked through to the end
_LEAST = 0.8  # of the letters; readings of other scripts come to half of that
_SOUND = 0.95  # of a text in its own encoding hardly any letter stands wrong
_BETTER = 0.05
_OTHER_LANGUAGE = 0.85
_SURENESS = 0.1  # what a language that is told for certain is worth beside letters


def best_reading(head: bytes, names: Sequence[str]) -> str | None:
    """The encoding, of those named, by which most of the bytes beyond ASCII are letters of the
    language that the text is in; None where no reading is text."""
    found = [(*_worth(head, name), name) for name in names]
    best = max(found, key=lambda one: one[0] + _SURENESS * one[1])
    return best[2] if best[0] >= _LEAST else None


def meant_by(head: bytes, label: str) -> str | None:
    """The encoding that bytes with this label are really in, where the label's own letters are in
    the wrong places and those of another reading are in theirs; None where the label may be right.
    """
    if label not in _ALPHABETS:
        return None
    if label in _GREEK_TWINS and _GREEK_TWINS[label][1].search(head):
        return _GREEK_TWINS[label][0]
    told = _worth(head, label)[0]
    if told >= _SOUND:
        return None
    worth = {name: _worth(head, name)[0] for name in (*LATIN, *OTHERS) if name != label}
    best = max(worth, key=lambda name: worth[name])
    return best if worth[best] >= max(_SOUND, told + _BETTER) else None


def _worth(head: bytes, name: str) -> tuple[float, float]:
    """The share of letters and marks that are in their place, and how sure the language is."""
    text = _TAG.sub(" ", head.decode(name, errors="replace"))
    told, alphabets = detect_language(text), _ALPHABETS[name]
    if told.language in alphabets:
        own = _fit(text, [alphabets[told.language]])
        return max(own, _OTHER_LANGUAGE * _fit(text, alphabets.values())), told.confidence
    return _OTHER_LANGUAGE * _fit(text, alphabets.values()), 0.0


def _fit(text: str, alphabets: Iterable[str]) -> float:
    """The share of the characters beyond ASCII that stand well, with the best of the alphabets."""
    parts = [part for part in _APART.split(text) if not part.isascii()]
    words = [part.strip(_MARKS) for part in parts]
    count = sum(map(_beyond, parts))
    if not count:
        return 1.0
    marks = count - sum(map(_beyond, words))
    return (marks + max(_stand(words, set(letters)) for letters in alphabets)) / count


def _beyond(word: str) -> int:
    return sum(not one.isascii() for one in word)


def _stand(words: Iterable[str], letters: set[str]) -> float:
    """How many letters beyond ASCII belong to the language, in words of sound capitals."""
    found = 0.0
    for word in words:
        sound = word[1:] == word[1:].lower()
        if (sound or word.isupper()) and _FINAL.isdisjoint(word[:-1]):
            own = sum(one in letters or one.lower() in letters for one in word)
            found += own if sound else _CAPITALS * own
    return found
