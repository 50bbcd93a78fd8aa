"""A goal is the programme's own, not another one's; a network of bodies is no goal."""

from __future__ import annotations

import pytest

from tests.language.tagging import proposed

ANOTHERS = [
    ("en", "Another programme of the city helps them to find work."),
    ("en", "Finding work is the aim of another project."),
    ("de", "Ein anderes Projekt der Stadt vermittelt Arbeit."),
    ("fr", "Un autre projet de la ville aide à trouver un emploi."),
    ("nl", "Een ander project helpt hen bij het vinden van een baan."),
    ("es", "Otro proyecto del ayuntamiento ayuda a encontrar un empleo."),
    ("it", "Un altro progetto aiuta a trovare lavoro."),
    ("sv", "Ett annat projekt hjälper dem att hitta jobb."),
    ("da", "Et andet projekt hjælper dem i job."),
]

ITS_OWN = [
    ("en", "Another programme participant got help to find a job."),
    ("en", "Unlike another programme of the city, it helps them to find work."),
    ("en", "The project helps them to find work."),
    ("de", "Das Projekt vermittelt Arbeit, ein anderes Projekt lehrt Deutsch."),
    ("fr", "Le projet aide à trouver un emploi."),
    ("sv", "Projektet hjälper dem att hitta jobb."),
    ("en", "Mentors help refugees to find a job in another organisation."),
    ("fr", "Le projet aide à trouver un emploi dans une autre association."),
    ("es", "Ayuda a encontrar un empleo en otra entidad."),
]

OF_BODIES = [
    ("de", "Dahinter steht ein Netzwerk aus zwölf Vereinen."),
    ("fr", "Le projet est porté par un réseau d'associations."),
    ("sv", "Bakom står ett nätverk av föreningar."),
    ("it", "È una rete di associazioni."),
    ("en", "It is run with a forum, a network of voluntary organisations."),
]

THEIR_NETWORK = [
    ("en", "Mentors help them to build a network."),
    ("en", "Mentees build a network of business partners."),
    ("en", "The network that they build helps them later."),
    ("de", "Sie knüpfen berufliche Kontakte und bauen ein Netzwerk auf."),
    ("da", "Målet er, at de får et fagligt netværk."),
    ("sv", "Målet är att de får ett nätverk."),
]


@pytest.mark.parametrize(("language", "text"), ANOTHERS)
def test_what_another_programme_does_is_no_aim(language: str, text: str) -> None:
    assert "employment" not in proposed(language, text, "goal")


@pytest.mark.parametrize(("language", "text"), ITS_OWN)
def test_what_the_programme_does_is(language: str, text: str) -> None:
    assert "employment" in proposed(language, text, "goal")


@pytest.mark.parametrize(("language", "text"), OF_BODIES)
def test_a_network_of_bodies_is_no_aim(language: str, text: str) -> None:
    assert "professional_network" not in proposed(language, text, "goal")


@pytest.mark.parametrize(("language", "text"), THEIR_NETWORK)
def test_a_network_for_those_mentored_is(language: str, text: str) -> None:
    assert "professional_network" in proposed(language, text, "goal")
