"""Leaving contact data out: e-mail addresses, telephone numbers, names of contact persons.

Done while the text is built, before any offset is counted, so that quotes match what is stored.
"""

from __future__ import annotations

import re
from urllib.parse import unquote

from pipelines.describe.blocks import Block, plain
from pipelines.describe.tree import Element

EMAIL = "[e-mail]"
TELEPHONE = "[telephone]"
NAME = "[name]"

_AT = r"(?:@|\s?[\[({<]\s?(?:at|@|ät|arroba|chiocciola|snabel-?a)\s?[\])}>]\s?)"
_DOT = r"(?:\.|\s?[\[({<]\s?(?:dot|punkt|punto|point|piste)\s?[\])}>]\s?)"
_EMAIL = re.compile(rf"[\w.+%'-]{{1,64}}{_AT}[\w-]{{1,63}}(?:{_DOT}[\w-]{{1,63}}){{1,5}}", re.I)

_DIGITS = r"\d(?:[\s\u00a0./()–-]{0,3}\d)"
# International with its mark; or national, opened by 0 and in groups.
_PHONE = re.compile(
    rf"(?<![\w.,/+-])(?:\+\s?{_DIGITS}{{7,14}}|00\s?{_DIGITS}{{8,14}}|"
    rf"\(0\d{{1,4}}\)\s?{_DIGITS}{{4,10}}|0\d{{1,4}}[\s\u00a0/.-]{_DIGITS}{{4,9}}|"
    r"\(\d{3}\)\s?\d{3}[-.\s]\d{4}|\d{3}[-.]\d{3}[-.]\d{4}|0\d{9,10})(?![\w%€$£])"
)
_AFTER_WORD = re.compile(
    rf"(\b(?:tel|tlf|tél|telefon|telefoon|telefono|teléfono|téléphone|telephone|phone|puh|puhelin|"
    rf"gsm|mobil|mobile|mob|handy|fax|whatsapp|call)\b[\s.:°n]{{0,6}}){_DIGITS}{{4,14}}(?!\w)",
    re.I,
)
_ISO_DATE = re.compile(r"^(?:0?\d|[12]\d|3[01])[./-](?:0?\d|1[0-2])[./-](?:19|20)\d\d")
_YEARS = re.compile(r"^(?:19|20)\d\d\D{1,3}(?:19|20)\d\d$")
_MASKS = re.compile(r"\[(?:e-mail|telephone|name)\]")
# A card of a staff list has a name, a post, a number - and no sentence of running words.
_CARD_LENGTH = 160
_SENTENCE_WORDS = 5


def mask_text(text: str) -> str:
    """The text with every e-mail address and telephone number replaced by a mark in brackets."""
    if "@" in text or "[" in text or "(" in text:
        text = _EMAIL.sub(EMAIL, text)
    if sum(map(str.isdigit, text)) >= 6:
        text = _AFTER_WORD.sub(rf"\g<1>{TELEPHONE}", text)
        text = _PHONE.sub(_mask_number, text)
    return text


def _mask_number(found: re.Match[str]) -> str:
    number = found[0]
    return number if _ISO_DATE.match(number) or _YEARS.match(number) else TELEPHONE


def mask_links(root: Element) -> None:
    """Replaces, in place, the words of mailto: and tel: links that are the contact data itself.

    The words stay where they are ordinary ("write to us"); a person's name is known by its parts
    being in the address.
    """
    for link in root.iter("a"):
        href = (link.get("href") or "").strip().lower()
        if href.startswith("tel:"):
            _replace(link, TELEPHONE)
        elif href.startswith("mailto:"):
            words = " ".join(link.itertext())
            if "@" in words or _EMAIL.search(words):
                _replace(link, EMAIL)
            elif _is_name_in(words, unquote(href[7:])):
                _replace(link, NAME)


def _replace(link: Element, mark: str) -> None:
    if not "".join(link.itertext()).strip():
        return
    for child in list(link):
        link.remove(child)
    link.text = mark


def _is_name_in(words: str, address: str) -> bool:
    local = address.split("@", maxsplit=1)[0]
    parts = re.findall(r"[^\W\d_]{3,}", words)
    return 0 < len(parts) <= 4 and any(part.lower() in local for part in parts if part[0].isupper())


def mask_block(block: Block) -> Block | None:
    """The block without contact data; None where nothing but a contact card is left."""
    text = mask_text(block.text)
    if not _MASKS.search(text):
        return block
    rest = _MASKS.sub("", text).strip(" |:;,.-–\n")
    if len(rest) < _CARD_LENGTH and not _runs_on(rest):
        return None
    return plain(block, text)


def _runs_on(text: str) -> bool:
    words = re.findall(r"[^\W\d_]+", text)
    return len(words) >= _SENTENCE_WORDS and 2 * sum(not w[0].isupper() for w in words) >= len(
        words
    )
