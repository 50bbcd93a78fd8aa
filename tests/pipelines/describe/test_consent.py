"""Cookie notices: in place of a page, and beside its text."""

from __future__ import annotations

import pytest

from pipelines.describe import Description, Unreadable, describe

NOTICES = {
    "en": (
        "We value your privacy. We use cookies to analyse how this website is used.",
        "Accept all",
    ),
    "de": (
        "Wir verwenden Cookies. Mit Ihrer Einwilligung messen wir, wie Sie lesen.",
        "Alle akzeptieren",
    ),
    "fr": (
        "Ce site utilise des cookies, avec votre consentement, pour la publicité.",
        "Tout accepter",
    ),
    "nl": ("Wij plaatsen cookies na uw toestemming; kies hier uw voorkeuren.", "Akkoord"),
    "es": ("Usamos cookies propias y de terceros, con tu consentimiento.", "Aceptar todas"),
    "sv": ("Vi använder kakor för statistik om du ger ditt samtycke.", "Godkänn alla"),
    "fi": ("Käytämme evästeitä suostumuksellasi.", "Hyväksy kaikki"),
    "pl": ("Używamy plików cookies za Twoją zgodą.", "Akceptuję"),
    "pt": ("Usamos cookies para medir como este site é lido.", "Aceitar tudo"),
    "hu": ("Sütiket használunk az oldal méréséhez.", "Összes elfogadása"),
    "tr": ("Sitenin nasıl okunduğunu ölçmek için çerezler kullanıyoruz.", "Tümünü kabul et"),
    "ru": ("Мы используем файлы cookie, чтобы измерять посещения.", "Принять все"),
    "uk": ("Ми використовуємо файли cookie, щоб вимірювати відвідування.", "Прийняти все"),
    "bg": ("Използваме бисквитки, за да измерваме посещенията.", "Приемам всички"),
    "hr": ("Koristimo kolačiće za mjerenje posjeta.", "Prihvati sve"),
    "sk": ("Používame súbory cookie na meranie návštevnosti.", "Prijať všetko"),
    "sl": ("Uporabljamo piškotke za merjenje obiska.", "Sprejmi vse"),
    "lt": ("Naudojame slapukus lankomumui matuoti.", "Priimti visus"),
    "ar": ("نستخدم ملفات تعريف الارتباط لقياس الزيارات.", "قبول الكل"),
}
BOX = "<div class='{name}'><h2>Cookies</h2><p>{text}</p><p><button>{button}</button></p></div>"
OFFER = (
    "Volunteers walk beside newcomers for a year as their mentors. They meet every second week, "
    "speak about work and school, and choose by themselves what they do. Anyone over twenty can "
    "join, and nobody pays for it. The town lends the rooms and trains the mentors in autumn."
)


def read(body: str) -> Description | Unreadable:
    html = f"<html><title>Bridge</title><body>{body}</body></html>"
    return describe(html.encode(), "text/html", "https://www.example.org/bridge", {})


def box(language: str, name: str = "x1", times: int = 1) -> str:
    text, button = NOTICES[language]
    return BOX.format(name=name, text=" ".join([text] * times), button=button)


@pytest.mark.parametrize("language", NOTICES)
@pytest.mark.parametrize("name", ["x1", "cookie-wall"])
def test_a_page_of_nothing_but_a_notice_is_a_door(language: str, name: str) -> None:
    found = read(f"<header>Bridge</header>{box(language, name, 3)}<footer>Imprint</footer>")
    assert isinstance(found, Unreadable)
    assert found.reason == "door"


@pytest.mark.parametrize("language", NOTICES)
@pytest.mark.parametrize(
    "behind", ["<main><h1>Bridge</h1><p>{}</p></main>", "<div><p>{}</p></div>"]
)
@pytest.mark.parametrize("times", [1, 9])
def test_the_text_behind_a_notice_is_read_without_it(
    language: str, behind: str, times: int
) -> None:
    found = read(box(language, times=times) + behind.format(OFFER))
    assert isinstance(found, Description)
    assert OFFER in found.text
    assert NOTICES[language][0][:25] not in found.text


@pytest.mark.parametrize(
    "body",
    [
        f"<p>{OFFER}</p><p>Our cookies are baked every week. <a href=/j>Accept the "
        "challenge</a></p>",
        f"<p>{OFFER}</p><form><p>I have read the rules.</p><button>Agree and sign "
        "up</button></form>",
        "<p>Short, but a page of its own: mentors meet here.</p><button>Accept</button>",
    ],
)
def test_what_is_no_notice_stays(body: str) -> None:
    assert isinstance(read(body), Description)


def test_a_policy_on_cookies_is_a_page() -> None:
    policy = "".join(
        f"<h2>Cookie {n}</h2><p>This cookie is kept for {n} days and says which page was read. "
        "It is set by our own server alone.</p>"
        for n in range(40)
    )
    found = read(f"<main><h1>Cookies</h1>{policy}</main>{box('en')}")
    assert isinstance(found, Description)
    assert "Cookie 7" in found.text
