"""People who are told by what they lack: long without work, little schooling."""

from __future__ import annotations

import pytest

from tests.language.tagging import proposed

LONG_WITHOUT_WORK = [
    ("nl", "Het project is er voor mensen die langer dan drie jaar werkloos zijn."),
    (
        "de",
        "Die Mentoren begleiten Menschen, die zwei Jahre oder länger Arbeitslosengeld beziehen.",
    ),
    ("de", "Wer seit mehr als zwei Jahren arbeitslos ist, bekommt einen Paten."),
    ("de", "Die Paten beraten Menschen, die bereits längere Zeit arbeitslos sind."),
    ("de", "Eine lang andauernde Arbeitslosigkeit macht es ihnen schwer."),
    ("sv", "Projektet vänder sig till dem som sedan länge står utanför arbetslivet."),
    ("sv", "Mentorerna stöttar personer som varit utan arbete i mer än två år."),
    ("es", "Acompañamos a personas que llevan más de dos años en paro."),
    ("es", "El programa es para personas desempleadas desde hace más de dos años."),
    ("fr", "Les parrains aident ceux qui sont sans emploi depuis plus de deux ans."),
    ("fr", "Le programme vise des chômeurs depuis plus d'un an."),
    ("it", "Il progetto è per chi è senza lavoro da più di due anni."),
    ("it", "I mentori seguono persone disoccupate da oltre due anni."),
    ("pt", "O programa apoia pessoas sem trabalho há mais de dois anos."),
    ("da", "Mentorerne hjælper folk, der har været uden arbejde i over to år."),
    ("nb", "Mentorene følger dem som har vært uten jobb i mer enn to år."),
    ("fi", "Ohjelma on niille, jotka ovat olleet työttömänä yli kaksi vuotta."),
    ("pl", "Program jest dla osób pozostających bez pracy od ponad dwóch lat."),
    ("cs", "Program je pro lidi, kteří jsou déle než dva roky bez práce."),
    ("ca", "El programa és per a persones a l'atur des de fa més de dos anys."),
    ("en", "The scheme is for people who have been unemployed for two years or more."),
    ("en", "Mentors help jobseekers who are unemployed for more than a year."),
    ("en", "It is for those unemployed for at least eighteen months."),
]

NOT_LONG = [
    ("en", "For two years mentors help unemployed people."),
    ("en", "We have helped the unemployed for two years."),
    ("en", "Mentoring of unemployed people lasts at least two years."),
    ("en", "It is for people who have been unemployed for three months."),
    ("de", "Seit zwei Jahren begleiten Mentoren erwerbslose Menschen."),
    ("de", "Wir unterstützen seit drei Jahren Arbeitslose."),
    ("nl", "Al drie jaar helpen maatjes mensen zonder werk."),
    ("fr", "Pendant deux ans, des parrains aident des jeunes sans emploi."),
    ("es", "Desde hace dos años acompañamos a personas sin empleo."),
    ("sv", "Vi stöttar arbetslösa i två år."),
    ("da", "I to år har vi hjulpet ledige."),
    ("it", "Da due anni aiutiamo persone disoccupate."),
    ("pl", "Od dwóch lat wspieramy bezrobotnych."),
]

LITTLE_SCHOOLING = [
    ("sv", "Kvinnorna, som kommit till Sverige, har liten eller ingen skolgång."),
    ("da", "Mentorerne møder indvandrere uden faglig uddannelse."),
    ("nb", "Tilbudet er for innvandrere med lite eller ingen skolegang."),
    ("fr", "Le programme s'adresse à des migrantes sans qualification."),
    ("fr", "Il accueille des réfugiés peu diplômé(e)s."),
    ("nl", "Het is er voor nieuwkomers met weinig of geen scholing."),
    ("de", "Das Angebot gilt Geflüchteten mit wenig oder keiner Schulbildung."),
    ("de", "Das Projekt ist für Zugewanderte ohne formalen Berufsabschluss."),
    ("es", "El programa es para inmigrantes con poca o ninguna escolarización."),
    ("it", "Il progetto è per migranti con scarsa o nulla istruzione."),
    ("pt", "O programa é para imigrantes com pouca ou nenhuma escolaridade."),
    ("fi", "Hanke on maahanmuuttajille, jotka ovat vailla ammatillista koulutusta."),
    ("pl", "Program jest dla migrantek bez wykształcenia zawodowego."),
    ("cs", "Program je pro cizince bez vzdělání."),
    ("ca", "El programa és per a nouvingudes amb poca o cap escolarització."),
    ("en", "It serves refugees with little or no formal schooling."),
    ("en", "Newcomers without any vocational training find a mentor here."),
]

NO_LACK = [
    ("en", "Volunteers join without any formal qualifications being required."),
    ("en", "Refugees without recognised vocational qualifications meet engineers."),
    ("de", "Ein Berufsabschluss ist für Zugewanderte ohne Sprachtest nicht nötig."),
    ("de", "Zugewanderte Ärztinnen ohne anerkannten Berufsabschluss treffen Kolleginnen."),
    ("fr", "Sans parrain, la scolarité des réfugiés est plus dure."),
    ("nl", "Mentoren zonder scholing zijn ook welkom."),
    ("es", "Sin mentores, los estudios se hacen largos para los inmigrantes."),
    ("sv", "Ingen yrkesutbildning krävs av mentorn."),
]


@pytest.mark.parametrize(("language", "text"), LONG_WITHOUT_WORK)
def test_years_without_work_are_long_unemployment(language: str, text: str) -> None:
    assert "long_term_unemployed" in proposed(language, text, "target_group")


@pytest.mark.parametrize(("language", "text"), NOT_LONG)
def test_how_long_a_programme_helps_is_not_how_long_work_lacked(language: str, text: str) -> None:
    assert "long_term_unemployed" not in proposed(language, text, "target_group")


@pytest.mark.parametrize(("language", "text"), LITTLE_SCHOOLING)
def test_little_schooling_is_told_by_its_lack(language: str, text: str) -> None:
    assert "low_skilled_immigrants" in proposed(language, text, "target_group")


@pytest.mark.parametrize(("language", "text"), NO_LACK)
def test_what_mentors_do_not_need_or_nobody_recognised_is_no_lack(language: str, text: str) -> None:
    assert "low_skilled_immigrants" not in proposed(language, text, "target_group")
