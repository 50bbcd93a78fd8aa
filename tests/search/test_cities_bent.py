"""Cities in the cases of languages, and the adjectives made of them, whatever the city is."""

from __future__ import annotations

import pytest

from search.index.place_names import build_cities, place_key
from search.index.terms import split_words
from search.query.function_words import FUNCTION_WORDS
from search.query.places import read_places
from search.query.searcher import find_concepts

_HERE = (
    "Wien Berlin Praha Brno Plzeň Ostrava Kraków Warszawa Poznań Łódź Wrocław Katowice Budapest "
    "Debrecen Szeged Helsinki Turku Tampere Espoo Göteborg Malmö Stockholm København Oslo Bergen "
    "Amsterdam Antwerpen Gent Brussel Leuven Київ Львів Харків Одеса Beograd Zagreb Rijeka Maribor "
    "Ljubljana Bratislava Košice Žilina Vilnius Kaunas Rīga Tallinn Tartu Athína Θεσσαλονίκη Lyon "
    "Lille Strasbourg Marseille Paris Milano Torino Barcelona Sevilla München Köln Dresden Bremen "
    "Roma London Lisboa Timișoara Cluj Ankara Donostia Bilbo"
)
HERE = _HERE.split()
SAID = {
    "cs": "v Praze|Praha mentoring v Brně|Brno pražské programy|Praha v Ostravě|Ostrava "
    "ve Vídni|Wien brněnští dobrovolníci|Brno v Plzni|Plzeň z okolí do Prahy|Praha "
    "v Berlíně|Berlin v Budapešti|Budapest v Paříži|Paris v Bruselu|Brussel",
    "da": "Københavns mentorer|København københavnske mentorer|København Oslos frivillige|Oslo",
    "de": "Wiener Programme|Wien Berliner Mentoren|Berlin Kölner Vereine|Köln "
    "Münchner Patenschaften|München Dresdner Mentoring|Dresden Bremer Paten|Bremen "
    "wiener mentoring|Wien im Stuttgarter Raum, in Wien|Wien Pariser Jugendliche|Paris",
    "el": "καθοδήγηση της Αθήνας|Athína στη Θεσσαλονίκη|Θεσσαλονίκη "
    "προγράμματα της Θεσσαλονίκης|Θεσσαλονίκη του Βερολίνου|Berlin",
    "es": "mentores barceloneses|Barcelona asociaciones sevillanas|Sevilla "
    "entidad barcelonesa|Barcelona",
    "et": "mentorlus Tallinnas|Tallinn Tartus|Tartu Tallinna programmid|Tallinn Berliinis|Berlin",
    "eu": "Bilbon|Bilbo Donostian|Donostia Bilboko mentoreak|Bilbo",
    "fi": "mentorointi Helsingissä|Helsinki Turussa|Turku Tampereella|Tampere "
    "Helsingin ohjelmat|Helsinki Espoossa|Espoo helsinkiläinen ohjelma|Helsinki Berliinissä|Berlin "
    "Tukholmassa|Stockholm",
    "fr": "associations lyonnaises|Lyon parrainage lillois|Lille jeunes parisiens|Paris "
    "bénévoles strasbourgeois|Strasbourg "
    "mentorat marseillais|Marseille",
    "hr": "u Zagrebu|Zagreb mentorstvo u Rijeci|Rijeka u Beogradu|Beograd u Parizu|Paris "
    "u Berlinu|Berlin",
    "hu": "Budapesten|Budapest mentorálás Debrecenben|Debrecen budapesti programok|Budapest "
    "Szegeden|Szeged Bécsben|Wien Berlinben|Berlin Prágában|Praha Londonban|London",
    "it": "volontari milanesi|Milano associazione torinese|Torino mentori milanese|Milano",
    "lt": "mentorystė Vilniuje|Vilnius Kaune|Kaunas Vilniaus programos|Vilnius Rygoje|Rīga "
    "Kauno savanoriai|Kaunas Berlyne|Berlin",
    "lv": "mentori Rīgā|Rīga Rīgas programmas|Rīga Berlīnē|Berlin",
    "nb": "Oslos frivillige|Oslo Bergens mentorer|Bergen",
    "nl": "Amsterdamse vrijwilligers|Amsterdam Gentse studenten|Gent Antwerpse buddy's|Antwerpen "
    "Brusselse jongeren|Brussel Leuvense studenten|Leuven Berlijnse projecten|Berlin",
    "pl": "w Krakowie|Kraków mentoring w Warszawie|Warszawa krakowskie programy|Kraków "
    "w Poznaniu|Poznań w Łodzi|Łódź we Wrocławiu|Wrocław w Katowicach|Katowice "
    "warszawski mentoring|Warszawa w Berlinie|Berlin w Wiedniu|Wien w Pradze|Praha "
    "w Brukseli|Brussel w Budapeszcie|Budapest w Londynie|London w Paryżu|Paris",
    "pt": "jovens lisboetas|Lisboa associação lisboeta|Lisboa",
    "ro": "programe ale Timișoarei|Timișoara mentorii Clujului|Cluj în inima Vienei|Wien",
    "ru": "в Берлине|Berlin наставничество в Праге|Praha в Вене|Wien в Киеве|Київ в Париже|Paris",
    "sk": "v Bratislave|Bratislava mentoring v Košiciach|Košice bratislavské programy|Bratislava "
    "v Žiline|Žilina v Prahe|Praha vo Viedni|Wien v Berlíne|Berlin",
    "sl": "v Ljubljani|Ljubljana mentorstvo v Mariboru|Maribor ljubljanski program|Ljubljana "
    "v Zagrebu|Zagreb v Berlinu|Berlin",
    "sr": "у Београду|Beograd у Загребу|Zagreb у Берлину|Berlin",
    "sv": "Göteborgs mentorer|Göteborg Malmös frivilliga|Malmö Stockholms program|Stockholm "
    "göteborgska föreningar|Göteborg",
    "tr": "Ankara'da mentorluk|Ankara Berlin'deki programlar|Berlin Viyana'da|Wien",
    "uk": "в Києві|Київ наставництво у Львові|Львів у Харкові|Харків київські програми|Київ "
    "в Одесі|Одеса у Відні|Wien в Берліні|Berlin у Празі|Praha львівські волонтери|Львів",
}
"""By language: queries with the city that they name."""


def _cases() -> list[tuple[str, str]]:
    found = []
    for said in SAID.values():
        words: list[str] = []
        for part in said.split():
            query, bar, city = part.partition("|")
            words.append(query)
            if bar:
                found.append((" ".join(words), city))
                words = []
    return found


CITIES = build_cities([[city] for city in HERE])


def _named(query: str) -> set[str]:
    read = read_places(query, {}, CITIES, find_concepts)
    return {term for city in read.cities for term in city.terms}


@pytest.mark.parametrize(("query", "city"), _cases())
def test_a_city_is_read_in_every_case(query: str, city: str) -> None:
    (meant,) = (read_places(city, {}, CITIES).cities[0].terms,)
    assert _named(query) == {*meant}


_ELSEWHERE = "León Bonn Caen Mesa Parma Hamm Roma Minden Lens Bari Lund Köln Brno"
ELSEWHERE = build_cities([[one] for one in _ELSEWHERE.split()])


@pytest.mark.parametrize(
    "query",
    [
        "mentors in Sierra Leone",
        "en bonne santé",
        "in case of doubt",
        "nou mesos",
        "parmi nos bénévoles",
        "Roman history",
        "the roman church",
        "the romans",
        "minder dan een jaar",
        "lense",
        "barium",
        "people from Köln",
        "lidé z Brna",
    ],
)
def test_a_word_that_only_ends_so_is_no_city(query: str) -> None:
    assert not read_places(query, {}, ELSEWHERE, find_concepts).cities


def test_words_of_everyday_are_no_forms_of_cities() -> None:
    read = {
        word: city.terms
        for words in FUNCTION_WORDS.values()
        for word in words
        for city in read_places(word, {}, CITIES).cities
        if place_key(split_words(word)) not in city.terms
    }
    assert not read


def test_a_bent_city_is_left_out_like_its_name() -> None:
    read = read_places("mentorki poza Krakowem, nie w Warszawie", {}, CITIES)
    assert not read.cities
    assert {city.terms for city in read.denied_cities} == {("krakow",), ("warszawa",)}
