"""Pages that say "not found" though the server said all is well."""

from __future__ import annotations

import re

_MOST_WORDS = 150
_TOLD = re.compile(
    r"^\W*(?:error|fehler|erreur|fout|fel|feil|fejl|virhe|błąd|chyba)?\W*404\b|"
    r"\b(?:page|file|site)\s+(?:was\s+|could\s+)?(?:not\s+(?:be\s+)?found|(?:no\s+longer|doesn.?t)\s+exists?)|"
    r"\b404\W+not\s+found|^\W*not\s+found\W*$|"
    r"\bpage\s+(?:introuvable|non\s+trouvée|inexistante)|\bpage\s+n.existe\s+(?:pas|plus)|"
    r"\bseite\s+(?:wurde\s+)?(?:leider\s+)?(?:nicht\s+gefunden|existiert\s+nicht)|"
    r"\bpagina\s+(?:werd\s+)?(?:niet\s+gevonden|bestaat\s+niet|non\s+trovata|inesistente)|"
    r"\bpágina\s+(?:no\s+encontrada|no\s+existe|não\s+encontrada|não\s+existe)|\bpàgina\s+no\s+trobada|"
    r"\bsidan\s+(?:kunde\s+inte\s+)?(?:hittades\s+inte|hittas|finns\s+inte)|"
    r"\bsiden\s+(?:ble\s+|blev\s+|kunne\s+)?(?:ikke\s+(?:funnet|fundet|findes|finnes)|findes\s+ikke|finnes\s+ikke)|"
    r"\bsivua\s+ei\s+(?:löyty\w*|ole)|\b(?:strony\s+nie\s+znaleziono|nie\s+znaleziono\s+strony|strona\s+nie\s+istnieje)|"
    r"\bstránka\s+(?:nenalezena|nebyla\s+nalezena|neexistuje)|\bσελίδα\s+δεν\s+(?:βρέθηκε|υπάρχει)|"
    r"\bsayfa\s+bulunamadı",
    re.I,
)  # fmt: skip


def is_missing(title: str, text: str) -> bool:
    """Whether a short page says, in its title or first line, that there is no such page."""
    first = text.lstrip().split("\n", 1)[0]
    told = any(_TOLD.search(line[:200]) for line in (title, first))
    return told and len(text.split()) <= _MOST_WORDS
