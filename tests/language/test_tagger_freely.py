"""Who takes part as he or she likes is no volunteer."""

from __future__ import annotations

import pytest

from language.tagger.phrases import find_concepts
from tests.language.tagging import proposed

FREELY = [
    ("en", "Participation is voluntary and free of charge."),
    ("fr", "La participation au parcours est volontaire et gratuite."),
    ("nl", "Deelname is vrijwillig en gratis."),
    ("de", "Die Teilnahme ist freiwillig und kostenlos."),
    ("es", "La participación en el programa es voluntaria."),
    ("it", "La partecipazione al percorso è volontaria e gratuita."),
    ("pt", "A participação é voluntária e gratuita."),
    ("sv", "Deltagandet är frivilligt och gratis."),
    ("da", "Deltagelsen er frivillig og gratis."),
    ("nb", "Deltakelsen er frivillig og gratis."),
    ("fi", "Osallistuminen on vapaaehtoista ja maksutonta."),
]

VOLUNTEERS = [
    ("en", "Volunteers accompany newcomers; participation is voluntary."),
    ("fr", "Des bénévoles accompagnent les participants."),
    ("nl", "Vrijwilligers begeleiden de deelnemers. Deelname is vrijwillig."),
    ("de", "Freiwillige begleiten die Teilnehmenden."),
    ("es", "Personas voluntarias acompañan a los participantes."),
    ("it", "I volontari accompagnano i partecipanti."),
    ("sv", "Frivilliga hjälper deltagarna."),
]


@pytest.mark.parametrize(("language", "text"), FREELY)
def test_to_take_part_freely_makes_no_volunteers(language: str, text: str) -> None:
    assert "community_volunteers" not in proposed(language, text, "mentor_type")


@pytest.mark.parametrize(("language", "text"), VOLUNTEERS)
def test_volunteers_beside_it_are_told(language: str, text: str) -> None:
    assert "community_volunteers" in proposed(language, text, "mentor_type")


def test_a_city_is_no_pair() -> None:
    assert not find_concepts("mentoring in Paris")
