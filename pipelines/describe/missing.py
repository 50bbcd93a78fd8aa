"""Pages that say "not found" though the server said all is well."""

from __future__ import annotations

import re

_MOST_WORDS = 150
_BARE_WORDS = 40  # such a page says nothing else, whatever it begins with ("Oops")
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
    r"\bsayfa\s+bulunamadı|\bsivua\s+ei\s+löydy|\bstránka\s+sa\s+nenašla|"
    r"\b(?:can.?t|cannot|could\s+not|couldn.?t)\s+find\s+(?:the|that|this)\s+page|"
    r"\bthis\s+page\s+(?:isn.?t|is\s+not)\s+available|"
    r"\bseite\s+(?:konnte\s+(?:leider\s+)?nicht\s+gefunden\s+werden|gibt\s+es\s+nicht)|"
    r"\bpage\s+(?:demandée|recherchée)\s+est\s+introuvable|\bno\s+se\s+ha\s+encontrado\s+la\s+página|"
    r"\bpagina\s+(?:richiesta\s+)?non\s+è\s+stata\s+trovata|\bno\s+s.ha\s+trobat\s+la\s+pàgina|"
    r"\bpagina\s+kan\s+niet\s+worden\s+gevonden|\boldal\s+nem\s+(?:található|létezik)|"
    r"\bpagina\s+nu\s+(?:a\s+fost\s+găsită|există|poate\s+fi\s+găsită)|"
    r"\bstranica\s+(?:nije\s+pronađena|ne\s+postoji)|\bstran\s+(?:ne\s+obstaja|ni\s+najdena)|"
    r"\bстраницата\s+не\s+(?:е\s+намерена|съществува)|\bстраница\s+не\s+(?:найдена|существует)|"
    r"\bсторінк[ау]\s+не\s+(?:знайден[ао]|існує)|\bleh(?:te|ekülge)\s+ei\s+leitud|"
    r"\blapa\s+(?:nav\s+atrasta|neeksistē)|\bpuslapis\s+(?:nerastas|neegzistuoja)|"
    r"\bsíðan?\s+fannst\s+ekki|الصفحة\s+غير\s+موجودة|הדף\s+לא\s+נמצא",
    re.I,
)  # fmt: skip


def is_missing(title: str, text: str) -> bool:
    """Whether a short page says, in its title or first line, that there is no such page; of a very
    short one all lines count."""
    words, lines = len(text.split()), text.lstrip().split("\n")
    looked_at = (title, *(lines if words <= _BARE_WORDS else lines[:1]))
    return words <= _MOST_WORDS and any(_TOLD.search(line[:200]) for line in looked_at)
