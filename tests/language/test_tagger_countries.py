"""The government of a place in no list: of a country it is national, of any other regional."""

from __future__ import annotations

import pytest

from tests.language.tagging import accepted

NATION, PART = "national_government", "regional_local_government"

REGIONAL = [
    ("en", "The State of Victoria funds the programme."),
    ("en", "The State of Georgia funds the programme."),
    ("en", "The government of Lower Normandy pays for the mentoring."),
    ("en", "The mentoring is funded by the Government of Yukon."),
    ("fr", "Le gouvernement de la Polynésie finance le mentorat."),
    ("es", "El Gobierno de Cundinamarca financia la mentoría."),
    ("pt", "O governo de Pernambuco financia a mentoria."),
    ("it", "Il governo della Gagauzia finanzia il mentoring."),
    ("nl", "De regering van Bonaire betaalt het mentorproject."),
    ("ca", "El Govern de Nuevo León finança la mentoria."),
    ("pt", "O Governo do Estado de São Paulo financia a mentoria."),
    ("pt", "O Governo do Distrito Federal financia a mentoria."),
    ("es", "El Gobierno del Estado de Jalisco financia la mentoría."),
    ("en", "The Government of the State of Victoria funds the mentoring."),
]

NATIONAL = [
    ("en", "The State of Israel funds the programme."),
    ("en", "The government of Canada funds the mentoring."),
    ("en", "The government of the day pays for the mentoring."),
    ("en", "The government of the United Kingdom funds the mentoring."),
    ("en", "The Government of the Republic of Serbia funds the mentoring."),
    ("en", "The government of Serbia's money pays for the mentoring."),
    ("fr", "Le gouvernement de la France finance le mentorat."),
    ("es", "El Gobierno de los Países Bajos financia la mentoría."),
    ("pt", "O governo do Brasil financia a mentoria."),
    ("pt", "O governo de Portugal financia a mentoria."),
    ("it", "Il governo dell'Albania finanzia il mentoring."),
    ("it", "Il governo della Repubblica Ceca finanzia il mentoring."),
    ("es", "El Gobierno del Estado de Israel financia la mentoría."),
    ("en", "The government of Bosnia and Herzegovina funds the mentoring."),
    ("en", "The Government of Myanmar funds the mentoring."),
    ("en", "The Government of the Russian Federation funds the mentoring."),
    ("en", "The Government of Ivory Coast funds the mentoring."),
    ("en", "The Government of National Unity funds the mentoring."),
    ("fr", "Le gouvernement de la Côte d'Ivoire finance le mentorat."),
    ("fr", "Le gouvernement du Grand-Duché de Luxembourg finance le mentorat."),
]

OF_SOMEBODY = [
    ("en", "The Government of Prime Minister Trudeau funds the mentoring."),
    ("fr", "Le gouvernement de Macron finance le mentorat."),
    ("it", "Il governo di Draghi finanzia il mentoring."),
]


@pytest.mark.parametrize(("language", "text"), REGIONAL)
def test_what_is_no_country_is_governed_as_a_part_of_one(language: str, text: str) -> None:
    found = accepted(language, text, "funding_model")
    assert PART in found
    assert NATION not in found


@pytest.mark.parametrize(("language", "text"), [*NATIONAL, *OF_SOMEBODY])
def test_a_countrys_government_is_national(language: str, text: str) -> None:
    found = accepted(language, text, "funding_model")
    assert NATION in found
    assert PART not in found
