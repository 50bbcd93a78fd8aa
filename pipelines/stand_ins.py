"""Pages that speak of the server in place of what they are about: a check for robots, works on the
site, an error, a domain for sale. They come with status 200, and many ask not to be kept.

Such a page says nothing of what stood there. Only short ones count, by words that hardly anybody
else says; who reads a page's text asks as well whether it tells who helps whom.
"""

from __future__ import annotations

import re
from html import unescape

A_CHECK = "a check for robots"
_MOST_WORDS = 150
_OPENING = 400  # characters
_READ_BYTES = 200_000


def _any_of(lines: str) -> str:
    """Alternatives, one or several a line."""
    return "|".join(line.strip() for line in lines.strip().splitlines())


# As the whole of a title or first line.
_HEADED = {
    A_CHECK: r"""
        just a moment|one moment,? please|please wait|validating your browser
        attention required!?(?:\W+cloudflare)?|pardon our interruption
        access(?: to this page (?:has been|is))? denied|security check(?: required)?
        (?:human|bot) verification|robot challenge screen|are you (?:a robot|human)
        (?:verify|verifying|prove) (?:that )?you(?: a|.)re (?:a )?(?:human|not a (?:ro)?bot)
    """,
    "a notice of works": r"""
        (?:scheduled |site |website |server )?maintenance(?: mode)?
        (?:site |website |page )?under (?:construction|maintenance)
        (?:we.ll |we will )?be (?:right )?back (?:soon|shortly)
        wartungs(?:arbeiten|modus)|wir sind gleich zurück|baustelle
        (?:site )?en (?:cours de )?maintenance|(?:sitio )?en (?:mantenimiento|construcción)
        (?:sito )?in (?:manutenzione|costruzione)|(?:site |website )?in onderhoud
        em manutenção|przerwa techniczna
    """,
    "an error of the server": r"""
        (?:http )?error 5\d\d|5\d\d\W+(?:error|(?:internal|bad|gateway|service)[\w -]{3,30})
        internal server error|bad gateway
        gateway time-?out|service (?:temporarily )?unavailable|database error
        wordpress\W+error|server error|application error
    """,
    "a domain without a site": r"""
        account (?:has been )?suspended|welcome to nginx!?|it works!?
        apache2?(?: \w+)? default page.*|default (?:web ?site|plesk) page
        domain (?:parked|default page)|(?:this )?(?:domain|website) (?:has )?expired
    """,
}
# Anywhere in the opening.
_SAID = {
    A_CHECK: r"""
        making sure (?:that )?you.?re not a (?:bot|robot)|incapsula incident id
        made us think (?:that )?you (?:were|are) a bot|your request is being verified
        checking (?:if the site connection is secure|your browser before)
        enable javascript and cookies to continue|unusual traffic from your
        complete the (?:captcha|security check)|sorry, you have been blocked
        please enable js and disable any ad ?blocker
        please enable javascript before you are allowed to see
        verifying (?:that )?you are (?:a )?human|security of your connection before
        überprüft, (?:dass|ob) sie ein mensch sind|sicherheit ihrer verbindung (?:über)?prüfen
        vérification que vous êtes (?:un )?humain|la sécurité de votre connexion avant
        verificando que usted es un ser humano|la seguridad de su conexión antes
        verifica che tu sia un essere umano|sicurezza della (?:tua )?connessione prima
        controleren of u een mens bent|beveiliging van uw verbinding
        weryfikowanie, czy jesteś człowiekiem|bezpieczeństwo (?:twojego )?połączenia
        verificando se você é (?:um )?humano|a segurança da sua conexão antes
        verifierar att du är (?:en )?människa|säkerheten för din anslutning
        insan olduğunuz doğrulanıyor|ověřujeme, že jste člověk
        проверяем, человек ли вы|безопасность вашего подключения
    """,
    "a notice of works": r"""
        (?:site|page) (?:is |currently |temporarily |still |now )*under (?:construction|maintenance)
        (?:new |web)site (?:is )?coming soon
        (?:site|we) (?:is|are) (?:currently |temporarily )*(?:down|offline) for maintenance
        (?:undergoing|performing) (?:some |scheduled |routine |essential )*maintenance
        website wird (?:gerade|derzeit) (?:gewartet|überarbeitet)
        site est (?:actuellement )?en (?:cours de )?maintenance
        sitio (?:web )?está en mantenimiento|sito (?:web )?è in manutenzione
    """,
    "an error of the server": r"""
        establishing a database connection|aufbau einer datenbankverbindung
        connexion à la base de données|conexión con la base de datos|connessione al database
        critical error on (?:this|your) website|kritischen fehler auf (?:deiner|dieser) website
        kritieke fout (?:opgetreden )?op (?:deze|je) site|errore critico sul
        erreur critique sur (?:ce|votre) site|^\W*(?:php )?(?:fatal|parse) error\b
    """,
    "a domain without a site": r"""
        domain (?:name )?(?:is|may be) (?:parked|for sale)|buy this domain
        domain (?:steht|ist) (?:zum|zu) verk|domaine est (?:peut-être )?à vendre
        dominio (?:está en venta|è in vendita)|domein(?:naam)? is te koop
        account has been suspended|web server is successfully installed
    """,
}
_HEADS = {
    what: re.compile(rf"\W*(?:{_any_of(words)})\W*(?:\|.*)?", re.I | re.S)
    for what, words in _HEADED.items()
}
_SAYS = {what: re.compile(_any_of(words), re.I) for what, words in _SAID.items()}
_TITLE = re.compile(r"<title[^<>]{0,200}>([^<]{0,500})", re.I)
_UNSEEN = re.compile(
    r"<(script|style|noscript|title|svg)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", re.I | re.S
)
_TAG = re.compile(r"<[^>]{0,2000}>")


def stands_in(title: str, text: str) -> str:
    """What a page shows in place of its own text, in words; "" for a page that is itself."""
    if len(text.split()) > _MOST_WORDS:
        return ""
    heads = (" ".join(line.split()) for line in (title, text.lstrip().partition("\n")[0]))
    for head in heads:
        if found := next((what for what, told in _HEADS.items() if told.fullmatch(head)), ""):
            return found
    opening = " ".join(f"{title} {text[:_OPENING]}".split()).replace("\u2019", "'")
    return next((what for what, told in _SAYS.items() if told.search(opening)), "")


def markup_stands_in(body: bytes) -> str:
    """The same for a page's source, roughly read."""
    source = body[:_READ_BYTES].decode("utf-8", errors="replace")
    title = _TITLE.search(source)
    text = _TAG.sub(" ", _UNSEEN.sub(" ", source))
    return stands_in(unescape(title[1]) if title else "", " ".join(unescape(text).split()))
