"""Where the page's own text ends and the site begins to advertise what else it has.

Only the phrases and where they count belong here. A list page is never cut: there the links are
the content.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.describe.blocks import Block

_LONGEST = 70
_PROSE = 60
# What follows such a heading may hold teasers, but not another large part of the text.
_MOST_AFTER = 0.3
_LEADS_ON = re.compile(
    r"^\W*(?:(?:you\s+(?:may|might)\s+(?:also\s+)?(?:like|be\s+interested)|related\s+(?:articles?|posts?|stories|news"
    r"|content|links|topics)|read\s+(?:also|next|more)|more\s+(?:on\s+this|from|about|stories|news)|keep\s+reading|most\s+read"
    r"|see\s+also|recommended|share\s+this|did\s+you\s+like)|(?:das\s+könnte\s+(?:sie|dich)|könnte\s+(?:sie|dich|dir)|auch\s+interessant"
    r"|mehr\s+(?:zum?|zu\s+diesem|über)\s|weitere?\s+(?:artikel|beiträge|meldungen|nachrichten)|ähnliche\s|lesen\s+sie\s+auch"
    r"|meistgelesen|die\s+meistgelesenen|diesen?\s+(?:artikel|beitrag)\s+teilen|(?:dieser|war\s+der)\s+artikel|interessante\s+artikel"
    r"|entdecken\s+sie)|(?:à\s+(?:lire|découvrir)\s*|lire\s+aussi|vous\s+(?:aimerez|pourriez)|sur\s+le\s+même|articles?\s+(?:liés|similaires)"
    r"|partager\s)|(?:lees\s+(?:ook|meer|verder)|gerelateerd|meer\s+(?:over|nieuws)|deel\s+dit)|(?:te\s+puede\s+interesar"
    r"|también\s+te|sobre\s+el\s+mismo|artículos?\s+relacionad|noticias\s+relacionadas|valora\s+esta|comparte?\s)"
    r"|(?:leggi\s+anche|potrebbe\s+interessar|articoli\s+correlati|condividi)|(?:läs\s+(?:också|mer|även)|relaterade?)"
    r"|(?:læs\s+(?:også|mere)|relatere)|(?:les\s+(?:også|mer)|relaterte)|(?:lue\s+(?:myös|lisää))|(?:czytaj\s+(?:też|także|również|więcej)"
    r"|przeczytaj\s+(?:też|także)|zobacz\s+(?:też|także|również)|powiązane)|(?:leia\s+(?:também|mais)|artigos?\s+relacionados)"
    r"|(?:čtěte\s+(?:také|více)|související)|(?:διαβάστε\s+(?:επίσης|ακόμα)|σχετικά\s+άρθρα))",
    re.I,
)  # fmt: skip
_LABEL = re.compile(
    r"^\W*(?:tags?|schlag(?:worte|wörter)|stichworte|themen|thema|mots?[- ]clés?|étiquettes"
    r"|trefwoorden|etiquetas|palabras\s+clave|tag|etichette|nyckelord|emneord|stikord|avainsanat|tagi|štítky|ετικέτες"
    r"|topics?|categor(?:y|ies)|kategorien?|rubriek)\s*:",
    re.I,
)


def without_tail(blocks: Sequence[Block]) -> list[Block]:
    """The blocks up to where other pages are advertised, and without lines of labels."""
    total = _prose(blocks)
    kept: list[Block] = []
    for position, block in enumerate(blocks):
        if _leads_on(block) and _prose(kept):
            after = _prose(blocks[position + 1 :])
            if after <= _MOST_AFTER * total:
                return kept
        if not (len(block.text) <= 2 * _LONGEST and _LABEL.search(block.text)):
            kept.append(block)
    return kept


def _leads_on(block: Block) -> bool:
    return len(block.text) <= _LONGEST and bool(_LEADS_ON.search(block.text))


def _prose(blocks: Sequence[Block]) -> int:
    return sum(
        len(block.text) - block.linked
        for block in blocks
        if block.kind == "paragraph" and len(block.text) - block.linked >= _PROSE
    )
