"""What an address says of the worth of its page before it is asked for. Only addresses belong here.

Content systems lead to the same page by many doors (print, share, reply, sort, filter), and to
pages that only list others (tags, authors, months, days of a calendar).
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import unquote, urlsplit

_REMEMBERED = 5_000
_BYWAY_PATH = re.compile(
    r"/(?:tags?|schlagwort\w*|etiquetas?|mots?-cles?|author|auteur|autor|wp-json|wp-admin|print"
    r"|drucken|imprimer|trackback|embed|attachment|cart|basket|warenkorb|panier|checkout|login"
    r"|log-in|signin|sign-in|anmelden|connexion|register|search|suche|recherche|zoeken|buscar)"
    r"(?:[/.]|$)"
    r"|/wp-login\.php|/xmlrpc\.php|/feed(?:/(?:atom|rss2?|rdf))?/?$|/page/\d{3,}/?$"
    r"|/(?:19|20)\d\d(?:/(?:0\d|1[0-2])){0,2}/?$"  # an archive of a year, a month or a day
    r"|/(?:19|20)\d\d-(?:0\d|1[0-2])(?:-[0-3]\d)?/?$",  # a sheet of a calendar
    re.IGNORECASE,
)
_BYWAY_QUERY = re.compile(
    r"(?:^|&)(?:replytocom|share|print\w*|ical|outlook-ical|no_cache|sort\w*|order\w*|dir"
    r"|destination|redirect\w*|return\w*|add-to-cart|attachment_id|tribe-[\w-]*|eventdisplay"
    r"|feed|action|s|q|f(?:%5B|\[)[^=]*|filter\w*(?:(?:%5B|\[)[^=]*)?|tx_comments[^=]*)="
    r"|(?:^|&)(?:type=9[89]|tmpl=component|format=(?:pdf|feed|ical)|print)(?:&|$)",
    re.IGNORECASE,
)
_FACETS = re.compile(
    r"(?:^|&)(?:cat|category|categorie|kategorie|categoria|region|regio|regione|land|country|pays|paese"
    r"|pais|city|ville|stadt|stad|ort|place|location|topic|thema|theme|tema|type|typ|tipo|target"
    r"|target_group|zielgruppe|public|audience|age|alter|lang|language|sprache|langue|tag|tags|status"
    r"|year|jahr|annee|format|level|area|field|facets?)(?:(?:%5B|\[)[^=]*)?=[^&]",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"/(?:19|20)\d\d/(?:0?\d|1[0-2])/|/(?:19|20)\d\d-\d\d-\d\d|"
    r"/(?:news\w*|nieuws|nyheter|nyheder|uutiset|nouvelles|actualit\w*|actus?|aktuell\w*|presse?"
    r"|pressemitteilung\w*|noticias?|notizie|aktualnosci|aktuality|blogs?|events?|veranstaltung\w*"
    r"|evenements?|eventos?|eventi|agenda|calendar|kalender|termine)/.",
    re.IGNORECASE,
)
_MENTORING = re.compile(
    r"mentor|mentee|tutor(?!ial)|budd(?:y|ies)|befriend|parrain|marrain|padrin|madrin|patensch"
    r"|paten|maatje|tandem|fadder|kummi|наставн|менто",
    re.IGNORECASE,
)


@lru_cache(_REMEMBERED)
def is_byway(url: str) -> bool:
    """Whether the address is that of another view of pages that have addresses of their own.

    One choice among facets (a region, a topic) may be the only way to some pages; two and more only
    narrow what one shows.
    """
    parts = urlsplit(url)
    if len(_FACETS.findall(parts.query)) > 1:
        return True
    return bool(_BYWAY_PATH.search(parts.path) or _BYWAY_QUERY.search(parts.query))


def rank_of(url: str) -> int:
    """In which order addresses are asked for where the budget does not hold all of them.

    0: it names mentoring, 1: any other, 2: news and what belongs to a day, 3: a byway.
    """
    if is_byway(url):
        return 3
    path = unquote(urlsplit(url).path)
    if _DATED.search(path):
        return 2
    return 0 if _MENTORING.search(path) else 1
