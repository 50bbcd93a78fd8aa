"""Cookie notices that stand in a page: taken out of its text, or told apart as all that it shows.

A notice is known by what it says around a button that agrees, whatever its class is called.
"""

from __future__ import annotations

import re

from pipelines.describe.tree import Element, is_tag

_MOST_CHARS = 3_000
_LEAST_BEHIND = 200  # characters of a page that is more than a title and a foot
_LONGEST_BUTTON = 60
_MOST_BUTTONS = 20
_AGREES = re.compile(
    r"\b(?:accept|agree|consent|allow|got it|akzeptier|zustimm|einverstanden|annehmen|accepte"
    r"|autoriser"
    r"|akkoord|accepteren|toestaan|acepta|aceito|permitir|accett|acconsent|godkänn|acceptera"
    r"|tillad|accepter"
    r"|godta|godkend|hyväksy|salli|akceptuj|zgadzam|souhlas|přijm|αποδοχή|αποδέχομαι|συμφωνώ"
    r"|d'accord|aceit|elfogad|kabul|прин[яи]|при[йе]м|прийн|прихв|prihva[tć]|prija|sprejm|priimti|sutink"
    r"|piekrīt|pieņem|nõustu|samþykk|قبول|موافق)",
    re.I,
)  # fmt: skip
_COOKIES = re.compile(
    r"cookie|galet(?:a|es)\b|kakor|informasjonskaps|evästei|ciastecz"
    r"|süti|çerez|бисквит|кук[иі]|kolačić|piškot|slapuk|sīkdat|sīkfail|küpsis|vafrakök"
    r"|ملفات تعريف الارتباط",
    re.I,
)
_CONSENT = re.compile(
    r"cookie|consent|privac|preferenc|galet(?:a|es)\b|kakor|informasjonskaps|evästei|ciastecz"
    r"|zustimm|einwillig"
    r"|datenschutz|akzeptier|consentement|vie privée|accepte|toestemming|voorkeur|akkoord"
    r"|consentimiento|acepta"
    r"|consentimento|aceita|consenso|accett|samtyck|samtykke|suostumu|hyväksy|zgod|souhlas"
    r"|συγκατάθεση|tracking|süti|çerez|бисквит|кук[иі]|kolačić|piškot|slapuk|sīkdat|sīkfail"
    r"|küpsis|vafrakök|adatvéd|gizlilik|конфиденц|приватн|поверител|súkrom|zasebn|الارتباط|الخصوصية"
    r"|partner|analy|statisti|personali|advert|werb|publicit|webs(?:ite|eite)|settings"
    r"|einstellungen|third part",
    re.I,
)  # fmt: skip
_BUTTONS = ("button", "a", "input")
_STOPS = frozenset({"html", "body", "main", "article"})
_SENTENCE = re.compile(r"(?<=[.!?:])\s+|\n+")


def drop_notices(root: Element) -> bool:
    """Takes the cookie notices out of a tree; whether hardly anything stands behind them."""
    found = map(_notice, _agreeing(root)[:_MOST_BUTTONS])
    notices = [notice for notice in found if notice is not None]
    for notice in notices:
        if notice.getparent() is not None and notice.tag not in _STOPS:
            notice.drop_tree()
    if not notices:
        return False
    return len(_text(root)) < _LEAST_BEHIND


def _agreeing(root: Element) -> list[Element]:
    """What can be clicked to agree, and is no sentence."""
    found = []
    for element in root.iter(*_BUTTONS):
        label = _text(element) or element.get("value") or ""
        if len(label) <= _LONGEST_BUTTON and _AGREES.search(label):
            found.append(element)
    return found


def _notice(button: Element) -> Element | None:
    """The largest part around a button that speaks of cookies and of nothing else."""
    best = None
    for part in button.iterancestors():
        if part.tag in _STOPS or not _is_of_consent(part):
            break
        if _COOKIES.search(_text(part)):
            best = part
    return best


def _is_of_consent(part: Element) -> bool:
    text = _text(part)
    if len(text) > _MOST_CHARS or next(part.iter("main", "article"), None) is not None:
        return False
    said = [sentence for sentence in _SENTENCE.split(text) if len(sentence) > _LONGEST_BUTTON // 2]
    other = sum(len(sentence) for sentence in said if not _CONSENT.search(sentence))
    return 3 * other <= max(len(text), 1)


def _text(element: Element) -> str:
    """What a reader sees, a line for each element."""
    skipped = ("script", "style", "template", "noscript")
    parts = [
        text
        for one in element.iter()
        for text in _own(one, element)
        if is_tag(one) and one.tag not in skipped
    ]
    return "\n".join(" ".join(part.split()) for part in parts if part.strip())


def _own(one: Element, whole: Element) -> list[str]:
    return [one.text or "", *([] if one is whole else [one.tail or ""])]
