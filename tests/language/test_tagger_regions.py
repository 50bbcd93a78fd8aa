"""Governments of parts of a country, told by the name or the adjective beside them."""

from __future__ import annotations

import pytest

from language.tagger import ACCEPT, Tag, Tagger, open_tagger
from practices_db.settings import load_settings

NATION, PART = "national_government", "regional_local_government"

REGIONAL = [
    ("en", "The Flemish government pays for the mentoring programme."),
    ("en", "The Catalan government finances the mentoring."),
    ("en", "The Ministry of Labour of North Rhine-Westphalia funds the mentoring."),
    ("en", "The project is funded by the state government of Victoria."),
    ("nl", "Het mentorproject wordt betaald door de Waalse regering."),
    ("fr", "Le mentorat est financé par le gouvernement wallon."),
    ("fr", "Le mentorat est financé par le ministre bruxellois de l'Emploi."),
    ("de", "Das Sozialministerium des Freistaats Sachsen finanziert das Mentoring."),
    ("de", "Das Mentoring fördert das Ministerium für Soziales und Integration Baden-Württemberg."),
    ("es", "La mentoría está financiada por el gobierno andaluz."),
    ("ca", "El programa de mentoria està finançat pel Govern de les Illes Balears."),
    ("it", "Il governo regionale finanzia il mentoring."),
    ("pt", "O governo da Catalunha financia a mentoria."),
    ("sv", "Den skotska regeringen betalar mentorprogrammet."),
    ("da", "Den skotske regering betaler mentorprogrammet."),
    ("nb", "Den skotske regjeringen betaler mentorprogrammet."),
    ("fi", "Mentorointia rahoittaa Uudenmaan liitto."),
    ("fi", "Skotlannin hallitus rahoittaa mentorointia."),
    ("pl", "Bawarskie ministerstwo pracy finansuje mentoring."),
    ("cs", "Bavorské ministerstvo práce financuje mentoring."),
    ("el", "Η φλαμανδική κυβέρνηση χρηματοδοτεί το πρόγραμμα μεντόρων."),
    ("uk", "Програму менторства фінансує уряд Фландрії."),
    ("ro", "Programul de mentorat este finanțat de guvernul flamand."),
    ("hu", "A skót kormány finanszírozza a mentorprogramot."),
    ("hr", "Škotska vlada financira mentorstvo."),
    ("bg", "Шотландското правителство финансира менторството."),
    ("lt", "Škotijos vyriausybė finansuoja mentorystės programą."),
    ("ga", "Tá an scéim meantóireachta maoinithe ag Rialtas na hAlban."),
]

NATIONAL = [
    ("en", "The Danish Ministry of Education funds mentoring for refugees in Scotland."),
    ("en", "The government funds mentoring for Catalan speakers."),
    ("en", "The mentoring is paid for by the ministry regional office."),
    ("en", "The national government funds a Basque mentoring programme."),
    ("en", "The UK government funds Welsh mentoring projects."),
    ("en", "Government funds Welsh mentoring projects."),
    ("en", "The government hires Scottish coaches and pays for mentoring."),
    ("de", "Das Bundesministerium für Arbeit fördert das Mentoring in Bayern."),
    ("fr", "Le ministère de l'Intérieur finance le mentorat en Bretagne."),
    ("es", "El Ministerio de Inclusión financia la mentoría en Cataluña."),
    ("it", "Il Ministero dell'Interno finanzia il mentoring in Toscana."),
    ("nl", "Het ministerie van Justitie betaalt het mentorproject in Schotland."),
    ("sv", "Regeringen finansierar mentorprogrammet i Skottland."),
    ("sv", "Mentorprogrammet finansieras av Länsstyrelsen i Skåne."),
    ("da", "Regeringen finansierer mentorprogrammet i Skotland."),
    ("fi", "Hallitus rahoittaa mentorointia Skotlannissa."),
    ("pl", "Rząd finansuje program mentoringu w Katalonii."),
    ("cs", "Ministerstvo práce financuje mentoring v Bavorsku."),
    ("ru", "Министерство труда финансирует наставничество в Шотландии."),
    ("hu", "A kormány finanszírozza a mentorprogramot Katalóniában."),
    ("tr", "Mentorluk programını İzmir Valiliği finanse ediyor."),
]

BOTH = [
    ("en", "The Ministry of the Interior and the region of Tuscany fund the mentoring."),
    ("en", "The programme is funded by the Flemish government and by the federal government."),
    ("de", "Das Bundesministerium des Innern und der Freistaat Bayern finanzieren das Mentoring."),
    ("fr", "L'État et le gouvernement wallon financent le mentorat."),
    ("es", "El Ministerio de Inclusión y el Gobierno vasco financian la mentoría."),
    ("it", "Il Ministero dell'Interno e la Regione Toscana finanziano il mentoring."),
    ("nl", "De federale overheid en de Waalse regering betalen het mentorproject."),
    ("sv", "Regeringen och den skotska regeringen finansierar mentorprogrammet."),
    ("nb", "Mentorordningen er finansiert av Oslo kommune og regjeringen."),
]


@pytest.fixture(scope="module", params=["rules", "classifier"])
def tagger(request: pytest.FixtureRequest) -> Tagger:
    return Tagger() if request.param == "rules" else open_tagger(load_settings())


@pytest.mark.parametrize(
    ("cases", "levels"), [(REGIONAL, {PART}), (NATIONAL, {NATION}), (BOTH, {NATION, PART})]
)
def test_the_level_of_who_pays_is_told(
    tagger: Tagger, cases: list[tuple[str, str]], levels: set[str]
) -> None:
    found = tagger.tag_many([(text, language, None) for language, text in cases])
    wrong = {
        case[1]: states
        for case, one in zip(cases, found, strict=True)
        if (states := _payers(one.tags)) != levels
    }
    assert not wrong


def _payers(tags: tuple[Tag, ...]) -> set[str]:
    sure = {tag.value for tag in tags if tag.facet == "funding_model" and tag.confidence >= ACCEPT}
    return sure & {NATION, PART}
