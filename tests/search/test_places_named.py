"""Places in a query: countries in the cases of all languages, where people come from, cities."""

from __future__ import annotations

from typing import Any

import pytest
from babel import Locale

from search.index.case_forms import bent
from search.index.place_names import build_cities, city_names, country_names, place_key
from search.index.terms import split_words
from search.query.outside import is_origin
from search.query.places import read_places
from search.query.searcher import find_concepts
from tests.search.conftest import Indexed

_CODES = (
    "AT BE BG CA CH CZ DE DK EE ES FI FR GB GR HR HU IE IT LT LU LV NL NO PL PT RO SE SI SK UA US"
)
CODES = _CODES.split()
SAID = {
    "ar": ("الإرشاد في بلجيكا|BE",),
    "bg": ("в Белгия|BE",),
    "ca": (
        "a Espanya|ES",
        "mentoria d'Espanya|ES",
    ),
    "cs": (
        "v Německu|DE",
        "v Belgii|BE",
        "ve Spojeném království|GB",
        "ve Francii|FR",
        "na Slovensku|SK",
        "v České republice|CZ",
        "v Nizozemsku|NL",
        "ve Spojených státech|US",
        "na Ukrajině|UA",
        "v Česku|CZ",
    ),
    "cy": (
        "yng Ngwlad Belg|BE",
        "yn Ffrainc|FR",
        "yn yr Almaen|DE",
    ),
    "da": (
        "Tysklands mentorer|DE",
        "i Storbritannien|GB",
    ),
    "de": (
        "Mentoring in den Niederlanden|NL",
        "Deutschlands Mentoren|DE",
        "im Vereinigten Königreich|GB",
        "in den Vereinigten Staaten|US",
        "Schwedens Programme|SE",
    ),
    "el": (
        "καθοδήγηση στη Γερμανία|DE",
        "προγράμματα της Γερμανίας|DE",
        "στο Βέλγιο|BE",
        "του Βελγίου|BE",
        "στην Ελλάδα|GR",
        "της Ελλάδας|GR",
    ),
    "en": (
        "Germany's mentors|DE",
        "in the Netherlands|NL",
    ),
    "es": ("en Bélgica|BE",),
    "et": (
        "mentorlus Belgias|BE",
        "Saksamaal|DE",
        "Eestis|EE",
        "Rootsis|SE",
        "Soomes|FI",
        "Hollandis|NL",
        "Ühendkuningriigis|GB",
        "Ameerika Ühendriikides|US",
    ),
    "eu": (
        "Belgikan|BE",
        "Frantzian|FR",
        "Espainiako programak|ES",
    ),
    "fi": (
        "mentorointi Belgiassa|BE",
        "Saksassa|DE",
        "Ruotsissa|SE",
        "Suomessa|FI",
        "Alankomaissa|NL",
        "Yhdysvalloissa|US",
        "Isossa-Britanniassa|GB",
        "Itävallassa|AT",
        "Irlannissa|IE",
        "Norjassa|NO",
    ),
    "fr": (
        "en Belgique|BE",
        "aux Pays-Bas|NL",
        "mentorat d'Allemagne|DE",
    ),
    "ga": (
        "sa Bheilg|BE",
        "sa Fhrainc|FR",
    ),
    "gl": ("en Bélxica|BE",),
    "hr": (
        "mentorstvo u Njemačkoj|DE",
        "u Belgiji|BE",
        "u Francuskoj|FR",
        "u Hrvatskoj|HR",
        "u Ujedinjenom Kraljevstvu|GB",
        "u Sjedinjenim Američkim Državama|US",
        "u Španjolskoj|ES",
    ),
    "hu": (
        "Németországban|DE",
        "Belgiumban|BE",
        "Franciaországban|FR",
        "Hollandiában|NL",
        "Svájcban|CH",
        "Magyarországon|HU",
        "az Egyesült Királyságban|GB",
        "magyarországi programok|HU",
    ),
    "is": (
        "í Þýskalandi|DE",
        "í Belgíu|BE",
        "í Danmörku|DK",
    ),
    "it": (
        "in Belgio|BE",
        "nei Paesi Bassi|NL",
    ),
    "lt": (
        "mentorystė Vokietijoje|DE",
        "Belgijoje|BE",
        "Lietuvoje|LT",
        "Nyderlanduose|NL",
        "Jungtinėje Karalystėje|GB",
        "Prancūzijoje|FR",
    ),
    "lv": (
        "mentorings Vācijā|DE",
        "Beļģijā|BE",
        "Latvijā|LV",
        "Vācijas programmas|DE",
        "Apvienotajā Karalistē|GB",
    ),
    "mk": ("во Белгија|BE",),
    "nb": ("Norges mentorer|NO",),
    "nl": ("in België|BE",),
    "pl": (
        "mentoring w Belgii|BE",
        "w Niemczech|DE",
        "we Francji|FR",
        "w Polsce|PL",
        "w Wielkiej Brytanii|GB",
        "na Węgrzech|HU",
        "we Włoszech|IT",
        "w Czechach|CZ",
        "w Hiszpanii|ES",
        "w Szwecji|SE",
        "w Stanach Zjednoczonych|US",
        "na Ukrainie|UA",
        "w Kanadzie|CA",
        "w Luksemburgu|LU",
    ),
    "pt": ("na Bélgica|BE",),
    "ro": (
        "programe ale Belgiei|BE",
        "în Germania|DE",
        "în Regatul Unit|GB",
        "în România|RO",
    ),
    "ru": (
        "наставничество в Бельгии|BE",
        "в Германии|DE",
        "в Польше|PL",
        "в Нидерландах|NL",
        "в Соединенных Штатах|US",
        "в Великобритании|GB",
    ),
    "sk": (
        "v Nemecku|DE",
        "v Belgicku|BE",
        "v Rakúsku|AT",
        "na Slovensku|SK",
        "vo Francúzsku|FR",
        "v Spojenom kráľovstve|GB",
        "v Česku|CZ",
    ),
    "sl": (
        "v Nemčiji|DE",
        "v Belgiji|BE",
        "na Nizozemskem|NL",
        "v Sloveniji|SI",
        "v Švici|CH",
        "v Združenem kraljestvu|GB",
        "na Švedskem|SE",
    ),
    "sq": (
        "në Gjermani|DE",
        "programet e Gjermanisë|DE",
    ),
    "sr": (
        "у Немачкој|DE",
        "у Белгији|BE",
        "у Француској|FR",
        "у Холандији|NL",
    ),
    "sv": (
        "Tysklands mentorer|DE",
        "Sveriges program|SE",
        "i Nederländerna|NL",
    ),
    "tr": (
        "Belçika'da mentorluk|BE",
        "Almanya'daki programlar|DE",
        "Fransa'da|FR",
        "İsveç'te|SE",
        "Hollanda'da|NL",
    ),
    "uk": (
        "наставництво в Бельгії|BE",
        "у Німеччині|DE",
        "у Франції|FR",
        "в Україні|UA",
        "у Польщі|PL",
        "у Великій Британії|GB",
        "у Нідерландах|NL",
        "у Сполучених Штатах|US",
    ),
}
"""By language: a query, and the country that it names."""


@pytest.fixture(scope="module")
def names() -> dict[str, str]:
    return country_names(CODES, SAID)


@pytest.mark.parametrize("said", [pair for pairs in SAID.values() for pair in pairs])
def test_a_country_is_read_in_every_case(names: dict[str, str], said: str) -> None:
    query, code = said.split("|")
    assert read_places(query, names).countries == {code}


def test_no_form_is_a_language_an_adjective_or_a_common_word(
    names: dict[str, str], programmes: list[dict[str, Any]]
) -> None:
    others = "nederlands italian romanian serbian danske belgian hungarian polske pakistani frances"
    assert not names.keys() & {*others.split()}
    nominatives = {
        place_key(split_words(name))
        for language in SAID
        for name in Locale(language).territories.values()
    }
    bent_forms = names.keys() - nominatives
    for row in programmes:
        words = {place_key([word]) for word in split_words(row["description"])}
        places = {names[word] for word in words & bent_forms}
        assert places <= {*row["countries"], row["country"]}, row["id"]


def test_a_language_without_listed_ends_bends_nothing() -> None:
    assert not list(bent(["bulgaria"], "en"))
    assert ["bheilg"] in [list(form) for form in bent(["an", "bheilg"], "ga")]


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("people born outside Belgium", set()),
        ("people born in Belgium", set()),
        ("people who come from outside France", set()),
        ("mensen geboren buiten België", set()),
        ("mensen die buiten België geboren zijn", set()),
        ("personnes nées hors de France", set()),
        ("jeunes nés en dehors de Belgique ou de France", set()),
        ("Menschen, die außerhalb Deutschlands geboren sind", set()),
        ("personas nacidas fuera de España", set()),
        ("personas de fuera de España", set()),
        ("persone nate fuori dall'Italia", set()),
        ("människor födda utanför Sverige", set()),
        ("mennesker født utenfor Norge", set()),
        ("urodzeni poza Polską", set()),
        ("Menschen aus der Schweiz", set()),
        ("people born outside France, in Belgium", {"BE"}),
        ("nados e nadas, mentoring in Belgium", {"BE"}),
    ],
)
def test_where_people_come_from_is_neither_wanted_nor_left_out(
    names: dict[str, str], query: str, wanted: set[str]
) -> None:
    found = read_places(query, names)
    assert found.countries == wanted
    assert not found.denied_countries
    assert found.asked == query


def test_only_words_of_birth_and_from_say_an_origin() -> None:
    assert is_origin(["born", "outside", "belgium"], 2, 3)
    assert not is_origin(["mentoring", "outside", "belgium"], 2, 3)
    assert not is_origin(["mentoring", "in", "the", "netherlands"], 3, 4)


CITIES = build_cities(
    [
        ["Berlin"],
        ["Antwerpen"],
        ["Antwerp"],
        ["Antwerp"],
        ["New York"],
        ["Roma"],
        ["Peer"],
        ["Nice"],
    ]
)


@pytest.mark.parametrize(
    ("query", "wanted", "denied", "missing"),
    [
        ("Mentoring in Berlin", {"Berlin"}, set(), ()),
        ("Berlins Mentoren", {"Berlins"}, set(), ()),
        ("Mentoring außerhalb Berlins", set(), {"Berlins"}, ()),
        ("mentoring not in New York", set(), {"New York"}, ()),
        ("mentoring in Antwerp, not in Berlin", {"Antwerp"}, {"Berlin"}, ()),
        ("mentoring à Anvers", {"Anvers"}, set(), ()),
        ("mentoring for refugees in Ghent", set(), set(), ("Ghent",)),
        ("mentorat à Lyon", set(), set(), ("Lyon",)),
        ("people from Berlin", set(), set(), ()),
        ("mentoring for Roma", set(), set(), ()),
        ("mentoring in Roma", {"Roma"}, set(), ()),
        ("mentoring for the Roma", set(), set(), ()),
        ("Mentoring für die Roma", set(), set(), ()),
        ("mentoring outside Roma", set(), {"Roma"}, ()),
        ("nice mentors", set(), set(), ()),
        ("Nice mentors", set(), set(), ()),
        ("Mentors in Nice", {"Nice"}, set(), ()),
        ("Nice", {"Nice"}, set(), ()),
        ("Peer mentoring", set(), set(), ()),
        ("mentoring in Peer", {"Peer"}, set(), ()),
        ("Mentoring in Den Haag", set(), set(), ("Den Haag",)),
    ],
)
def test_cities_are_wanted_denied_or_missing(
    query: str, wanted: set[str], denied: set[str], missing: tuple[str, ...]
) -> None:
    found = read_places(query, {}, CITIES, find_concepts)
    assert {city.named for city in found.cities} == wanted
    assert {city.named for city in found.denied_cities} == denied
    assert found.missing == missing


def test_a_city_is_one_however_it_is_written() -> None:
    named = city_names([["Antwerpen"], ["Antwerp"], ["Antwerp"], ["A+B"], [""]])
    assert named == {"antwerpen": "Antwerp", "a b": "A B"}
    (city,) = read_places("mentoring in Anvers", {}, CITIES).cities
    assert city.rows.tolist() == [False, True, True, True, *[False] * 4]


def test_what_is_read_as_a_city_is_no_term(indexed: Indexed) -> None:
    people = ("target_group", "ethnic_minorities")
    search = indexed.searcher.search
    assert people not in search("mentoring in Rome", limit=1).understood
    assert people not in search("mentoring not in Rome", limit=1).denied
    assert people in search("mentoring for Roma in Rome", limit=1).understood
    assert people in search("mentoring for the Roma", limit=1).understood


def test_a_name_in_a_longer_name_is_not_read() -> None:
    names = country_names(["GB", "IE"], ["en", "de"])
    assert read_places("mentoring in Northern Ireland", names).countries == {"GB"}
    assert read_places("mentoring in Ireland", names).countries == {"IE"}


def test_of_a_city_without_programmes_one_thing_is_said(indexed: Indexed) -> None:
    notice = indexed.searcher.search("mentoring outside Seville", limit=1).notice
    assert "No programme here is recorded in “Seville”" in notice
    assert "leaves out nothing" not in notice


def test_a_country_behind_a_denied_city_says_where_that_is(names: dict[str, str]) -> None:
    found = read_places("not in Berlin, Germany", names, CITIES)
    assert found.countries == {"DE"}
    assert not found.denied_countries


def test_that_no_programme_is_in_a_city_is_said(indexed: Indexed) -> None:
    notice = indexed.searcher.search("mentoring for refugees in Seville", limit=1).notice
    assert "No programme here is recorded in “Seville”; for " in notice
    assert "any form" not in notice
