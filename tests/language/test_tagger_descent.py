"""Those whose parents came are of a minority; their parents are no families that are served."""

from __future__ import annotations

import pytest

from tests.language.tagging import proposed

WHOSE_PARENTS_CAME = [
    ("en", "The programme is for young people born to immigrant parents."),
    ("en", "Mentors meet the children of migrants."),
    ("fr", "Le projet s'adresse à des femmes nées de parents étrangers."),
    ("nl", "Het project is er voor kinderen van migranten."),
    ("de", "Das Angebot gilt Jugendlichen, deren Eltern zugewandert sind."),
    ("de", "Es kommen Mädchen, deren Eltern aus Anatolien oder vom Balkan stammen."),
    ("da", "De unge, hvis forældre eller bedsteforældre kom fra Tyrkiet, får en mentor."),
    ("en", "It is for pupils whose parents came from Turkey."),
    ("es", "El programa acompaña a hijos de inmigrantes."),
    ("it", "Il progetto è per chi è figlio di immigrati."),
    ("pt", "O programa é para filhos de imigrantes."),
    ("sv", "Projektet är för unga med föräldrar från andra länder."),
    ("da", "Tilbuddet er for efterkommere af indvandrere."),
    ("nb", "Tilbudet er for unge med foreldre fra andre land."),
    ("sv", "För barn till föräldrar från Asien finns mentorer."),
    ("nb", "For barn til foreldre fra Asia finnes mentorer."),
    ("nb", "Tilbudet er for innvandrere og etterkommere."),
    ("fr", "Le projet est conçu pour enfants de parents étrangers."),
    ("en", "The programme is for children of immigrant parents."),
]

NO_DESCENT = [
    ("en", "The programme is for children of single parents."),
    ("en", "Mentors meet the children of refugees."),
    ("fr", "Le projet s'adresse à des jeunes dont les parents sont ouvriers."),
    ("da", "Her får elever, hvis forældre er ufaglærte, en mentor."),
    ("en", "The programme helps immigrants whose parents live abroad."),
    ("es", "Acompañamos a familias inmigrantes cuyos padres buscan empleo."),
    ("nl", "Nieuwkomers met ouders in een verzorgingstehuis krijgen een maatje."),
    ("nl", "Wij begeleiden ouders van nieuwkomers."),
]

PARENTS_SERVED = [
    ("nb", "Prosjektet er for foreldre fra Asia og Afrika."),
    ("sv", "Projektet är för föräldrar från Asien och Afrika."),
]

NO_FAMILY = [
    ("en", "The ambassadors were born to migrant parents."),
    ("da", "En familiesammenført tilbydes en dansk ven."),
    ("nb", "Tilbudet er for unge med foreldre fra andre land."),
    ("de", "Frauen kommen oft über den Familiennachzug aus dem Ausland."),
    ("nl", "Wie via gezinshereniging uit het buitenland kwam, krijgt een buddy."),
]

FAMILY = [
    ("en", "Volunteers befriend refugee families."),
    ("da", "Frivillige besøger flygtningefamilier."),
    ("de", "Ehrenamtliche begleiten geflüchtete Familien."),
    ("nl", "Vrijwilligers helpen gevluchte gezinnen."),
    ("en", "Volunteers support refugee families whose parents are looking for work."),
    (
        "fr",
        "Des bénévoles soutiennent des familles réfugiées dont les parents cherchent un emploi.",
    ),
    ("de", "Ehrenamtliche begleiten geflüchtete Familien, deren Eltern Arbeit suchen."),
    ("es", "Acompañamos a familias inmigrantes cuyos padres buscan empleo."),
]


@pytest.mark.parametrize(("language", "text"), WHOSE_PARENTS_CAME)
def test_those_whose_parents_came_are_of_a_minority(language: str, text: str) -> None:
    assert "ethnic_minorities" in proposed(language, text, "target_group")


@pytest.mark.parametrize(("language", "text"), [*NO_DESCENT, *PARENTS_SERVED])
def test_other_peoples_children_are_not(language: str, text: str) -> None:
    assert "ethnic_minorities" not in proposed(language, text, "target_group")


@pytest.mark.parametrize(("language", "text"), NO_FAMILY)
def test_parents_and_permits_are_no_families(language: str, text: str) -> None:
    assert "immigrant_families" not in proposed(language, text, "target_group")


@pytest.mark.parametrize(("language", "text"), [*FAMILY, *PARENTS_SERVED])
def test_families_are(language: str, text: str) -> None:
    assert "immigrant_families" in proposed(language, text, "target_group")
