"""Words said in passing: a language that is there or lacking, one's own contacts, both sexes."""

from __future__ import annotations

import pytest

from tests.language.tagging import proposed


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Nobody is asked for a particular level of English."),
        ("fr", "La barrière de la langue les arrête souvent."),
        ("de", "Mentees brauchen gute Deutschkenntnisse."),
        ("nl", "De taalbarrière houdt hen tegen."),
        ("es", "No participan por el idioma."),
        ("sv", "Adepten behöver goda kunskaper i svenska."),
        ("nb", "Mentorene må snakke godt norsk."),
        ("da", "Manglende sprogkundskaber står i vejen."),
    ],
)
def test_a_language_that_is_there_or_lacking_is_no_aim(language: str, text: str) -> None:
    assert "language_learning" not in proposed(language, text, "goal")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The pairs practise English conversation every week."),
        ("fr", "Les binômes pratiquent le français."),
        ("de", "Gemeinsam üben sie Deutsch."),
        ("nb", "Sammen øver de norsk."),
    ],
)
def test_a_language_that_is_practised_is_one(language: str, text: str) -> None:
    assert "language_learning" in proposed(language, text, "goal")


def test_a_conversation_teaches_no_language_by_itself() -> None:
    text = "After every conversation he feels surer of himself."
    assert "language_learning" not in proposed("en", text, "goal")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Mentors open their own network for the mentee."),
        ("de", "Oft werden private Kontakte der Paten genutzt."),
        ("nl", "De mentor zet zijn eigen netwerk in."),
        ("sv", "Mentorn har ett eget kontaktnät."),
        ("fr", "Le parrain ouvre son propre réseau."),
    ],
)
def test_contacts_that_mentors_have_are_no_aim(language: str, text: str) -> None:
    assert "professional_network" not in proposed(language, text, "goal")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Das Angebot steht Migrantinnen und Migranten offen."),
        ("fr", "Le programme accueille réfugiées et réfugiés."),
        ("it", "Il progetto accoglie rifugiati e rifugiate."),
        ("pl", "Program wspiera cudzoziemcy i cudzoziemki."),
    ],
)
def test_both_forms_of_a_word_are_no_group_of_women(language: str, text: str) -> None:
    assert "immigrant_women" not in proposed(language, text, "target_group")


def test_what_comes_next_is_no_persecution() -> None:
    text = "Mentoren helpen jongeren. Vervolgens kiezen zij een vervolgopleiding."
    assert "refugees" not in proposed("nl", text, "target_group")
    text = "Mentoren begeleiden mensen die in hun land vervolgd werden."
    assert "refugees" in proposed("nl", text, "target_group")
