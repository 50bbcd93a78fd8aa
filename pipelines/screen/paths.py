"""What the path of a page's address says of its kind. Only words of addresses belong here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

_NEWS_PATH = re.compile(
    r"/(?:news\w*|nouvelles|nyhende|nachricht\w*|verhalen|interviews?|blogs?|press|presse|aktuell\w*|aktuelt|actualit\w*|actus?|noticias?|notici\w*|"
    r"nieuws\w*|nyheter|nyheder|nyhet\w*|uutiset|ajankohtaista|aktualno\w*|aktuality|stories|story|"
    r"events?|agenda|artik\w*|articles?|articol\w*|opinion|premium|lokaal|success-stories|activity|"
    r"sociedad|societe|societa|cronaca|quotidiano|breves?|communiques?|press-releases?|magazin\w*|"
    r"[\w-]*-blog|blog_articles)(?:[/._-]|s?$)|/(?:entretien|interview|entrevista|intervista)[-_]",
    re.I,
)
# So are the pages of many a site that is built like a blog, also those that stand for good.
_DATED_PATH = re.compile(r"/(?:19|20)\d\d/\d\d?(?:/|$)|/\d{4}-\d\d-\d\d")
_HOUSE_PATH = re.compile(
    r"/(?:polic\w*|procedures?|guidelines?|guides?|terms|privacy|partners|team|contact|people|"
    r"governance|funders|imprint|impressum|datenschutz\w*|docs|templates?|[\w-]*guide|legal|"
    r"disclaimer|about-us|over-ons|ueber-uns|uber-uns|om-oss|om-os|chi-siamo|quem-somos|o-nas|"
    r"qui-sommes-nous|quienes-somos|nous-connaitre|a-propos|mentions-legales|aviso-legal)(?:[/._-]|$)",
    re.I,
)
_LIST_PATH = re.compile(
    r"/(?:(?:programmes|programs|projects|projekte|projets|projecten|proyectos|directory|initiatives|"
    r"overview|uebersicht|annuaire|programas|proyectos|programmi|progetti|programmer|prosjekter|"
    r"projekter|indsatser|hankkeet|tiltak|programmas|programy|projekty)|(?:regions?|topics?|categor\w*|tags?|themen?)(?:/[^/]+)?)"
    r"/?(?:index\.html?)?$",
    re.I,
)
_REPORT_PATH = re.compile(
    r"[/_-](?:reports?|berichte?|rapports?|rapporten|publications?|publikation\w*|informes?|rapporter|"
    r"evaluations?|studies|toolkits?|handbooks?|guidebooks?|leitfaden|handreichung\w*|thesis)(?:[/._-]|$)",
    re.I,
)
# Papers number what they print: a slug that ends in a long number or holds a whole date. A number
# alone is a record's, and 201920 a school year.
_NUMBERED = re.compile(
    r"[^\W\d]{3,}[-_][^/]*[-_/.,](?!(?:19|20)\d{2,4}\b)\d{5,}(?:\.html?|/)?$|[-_/](?:19|20)\d{6}(?!\d{7})"
)
_FRONT = {"", "index.html", "index.htm", "index.php", "home"}


@dataclass(frozen=True, slots=True)
class PathSigns:
    """Which kinds of page the path names. `text` is the path itself, decoded."""

    text: str
    news: bool
    dated: bool
    numbered: bool
    front: bool
    listing: bool
    house: bool
    report: bool


def read_path(url: str) -> PathSigns:
    """The signs in the path of an address."""
    path = unquote(urlsplit(url).path)
    return PathSigns(
        text=path,
        news=bool(_NEWS_PATH.search(path)),
        dated=bool(_DATED_PATH.search(path)),
        numbered=bool(_NUMBERED.search(path)),
        front=path.strip("/").casefold() in _FRONT,
        listing=bool(_LIST_PATH.search(path)),
        house=bool(_HOUSE_PATH.search(path)),
        report=bool(_REPORT_PATH.search(path)),
    )
