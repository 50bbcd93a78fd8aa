"""A sum that one body gives a year is not what the programme costs a year."""

from __future__ import annotations

import pytest

from tests.language.tagging import proposed

GIVEN = [
    ("hu", "A város évi 5 millió forintot ad a programra."),
    ("en", "The city gives 50,000 euros a year."),
    ("en", "The municipality supports the programme with 50,000 euros a year."),
    ("de", "Die Stadt gibt jährlich 50.000 Euro dazu."),
    ("fr", "La ville verse 50 000 euros par an."),
    ("nl", "De gemeente geeft 40.000 euro per jaar."),
    ("sv", "Kommunen bidrar med 400 000 kronor om året."),
    ("es", "El ayuntamiento aporta 30.000 euros al año."),
    ("it", "Il comune versa 20.000 euro all'anno."),
    ("da", "Kommunen giver 400.000 kroner om året."),
    ("pl", "Miasto przekazuje 50 000 euro rocznie."),
    ("cs", "Město dává 50 000 eur ročně."),
    ("uk", "Місто дає 50 000 євро на рік."),
    ("ro", "Primăria dă 50 000 de euro pe an."),
]

COSTS = [
    ("hu", "A program évi 5 millió forintba kerül."),
    ("en", "The programme costs 50,000 euros a year."),
    ("en", "The annual budget is 120,000 euros, of which the city pays half."),
    ("en", "The city pays the programme's costs of 50,000 euros a year."),
    ("de", "Das Projekt kostet 80.000 Euro im Jahr."),
    ("de", "Die Stadt zahlt das Jahresbudget von 80.000 Euro."),
    ("fr", "Le budget annuel de 80 000 euros est payé par la ville."),
    ("fr", "Le programme coûte 80 000 euros par an à la ville."),
    ("nl", "Het project kost de gemeente 40.000 euro per jaar."),
    ("sv", "Projektet kostar kommunen 400 000 kronor om året."),
    ("es", "El programa cuesta 30.000 euros al año al ayuntamiento."),
    ("it", "Il progetto costa 20.000 euro all'anno."),
    ("pl", "Miasto finansuje roczny budżet programu w wysokości 50 000 euro."),
    ("cs", "Město platí roční rozpočet 50 000 eur."),
    ("hu", "A város fizeti az évi 50 000 euró költségvetést."),
    ("el", "Ο δήμος χρηματοδοτεί τον ετήσιο προϋπολογισμό των 50.000 ευρώ."),
    ("sv", "Kommunen finansierar årsbudgeten på 400 000 kronor."),
    ("nb", "Kommunen betaler årsbudsjettet på 400 000 kroner."),
]


@pytest.mark.parametrize(("language", "text"), GIVEN)
def test_what_a_body_gives_is_no_cost(language: str, text: str) -> None:
    assert not proposed(language, text, "cost")


@pytest.mark.parametrize(("language", "text"), COSTS)
def test_what_the_programme_costs_is(language: str, text: str) -> None:
    assert proposed(language, text, "cost")
