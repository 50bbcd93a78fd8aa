"""People named beside a programme who do not mentor: by trade, by salary, by what they do."""

from __future__ import annotations

import pytest

from tests.language.tagging import TAGGER, proposed

TRADES = "active_professionals"
SKILLED = "highly_skilled_immigrants"

CAME_WITH_A_TRADE = [
    ("de", "Ingenieurinnen, Chemikerinnen oder Ökonominnen, die aus Syrien fliehen mussten."),
    ("en", "Nurses, pharmacists and others who qualified in another country sign up here."),
    ("en", "The scheme is for engineers and accountants who had to flee."),
    ("fr", "Des ingénieurs et des médecins qui ont fui leur pays trouvent ici un emploi."),
    ("it", "Il corso accoglie ingegneri e tecnici che sono fuggiti dalla guerra."),
    ("es", "El curso reúne a ingenieros que huyeron de la guerra."),
    ("nl", "Hier komen ingenieurs en artsen die moesten vluchten."),
    ("sv", "Här träffas ingenjörer och ekonomer som har flytt."),
    ("da", "Her mødes ingeniører og læger, der er flygtet."),
    ("de", "Zugelassen sind Ärztinnen und Ingenieure mit ausländischem Abschluss."),
    ("sv", "Ingenjörer och systemvetare med flyktingbakgrund får praktik."),
    ("pl", "Inżynierowie i lekarze, którzy uciekli przed wojną, szukają pracy."),
    ("pt", "Engenheiros que fugiram da guerra procuram emprego."),
    ("nb", "Ingeniører og leger som har flyktet, søker jobb her."),
    ("el", "Μηχανικοί και γιατροί που αναγκάστηκαν να φύγουν ψάχνουν δουλειά."),
]

ATTRIBUTES = [
    ("en", "Refugee lawyers get work experience."),
    ("de", "Geflüchtete Ingenieure finden hier eine Stelle."),
    ("fr", "Des ingénieurs réfugiés trouvent ici un emploi."),
    ("es", "Aquí se forman ingenieros refugiados."),
    ("nl", "Gevluchte ingenieurs vinden hier werk."),
]

THE_TRADE_MENTORS = [
    ("en", "Engineers accompany people who had to flee."),
    ("en", "Engineers who fled accompany newcomers."),
    ("en", "The mentors are engineers who fled in the nineties."),
    ("de", "Ingenieure begleiten Menschen, die fliehen mussten."),
    ("fr", "Des ingénieurs accompagnent des personnes qui ont fui leur pays."),
    ("nl", "Ingenieurs begeleiden mensen die moesten vluchten."),
    ("es", "Ingenieros acompañan a personas que huyeron de la guerra."),
    ("sv", "Ingenjörer hjälper människor som har flytt."),
    ("en", "Engineers are matched with refugees."),
    ("en", "The mentees are accompanied by engineers."),
    ("en", "Mentees meet engineers, and mentors are lawyers."),
    ("it", "Ingegneri accompagnano chi ha studiato all'estero."),
]

THEY_MEET_OTHERS = [
    ("en", "Engineers visit people who had to flee."),
    ("de", "Ingenieure und Juristen besuchen Menschen, die fliehen mussten."),
    ("fr", "Des ingénieurs rencontrent des personnes qui ont fui leur pays."),
    ("nl", "Ingenieurs ontmoeten mensen die moesten vluchten."),
    ("sv", "Ingenjörer möter människor som har flytt."),
    ("nb", "Ingeniører møter mennesker som har flyktet."),
    ("da", "Ingeniører underviser mennesker, der er flygtet."),
    ("pt", "Engenheiros recebem pessoas que fugiram da guerra."),
    ("it", "Ingegneri incontrano persone che sono fuggite."),
    ("el", "Μηχανικοί συναντούν ανθρώπους που αναγκάστηκαν να φύγουν."),
    ("en", "Engineers met graduates with foreign degrees."),
    ("de", "Ingenieure treffen Menschen mit ausländischem Abschluss."),
    ("sv", "Ingenjörer möter personer med utländsk bakgrund."),
    ("pl", "Inżynierowie spotykają osoby z zagranicznym dyplomem."),
    ("en", "Refugee engineers accompany newcomers."),
    ("fr", "Des ingénieurs réfugiés accompagnent de nouveaux arrivants."),
    ("es", "Ingenieros refugiados acompañan a recién llegados."),
    ("de", "Das Projekt stellt Geflüchteten Ingenieure zur Seite."),
    ("nl", "Het project biedt vluchtelingen ingenieurs als gesprekspartner."),
    ("en", "The mentees are taught by engineers."),
    ("de", "Die Mentees werden von Ingenieuren beraten."),
    ("nl", "De mentees worden geholpen door ingenieurs."),
    ("it", "I mentee sono seguiti da ingegneri."),
    ("sv", "Adepterna är i kontakt med ingenjörer."),
    ("nb", "Adeptene er i kontakt med ingeniører."),
    ("pt", "Os mentorandos são aconselhados por engenheiros."),
]

MENTEES = [
    ("en", "The mentees are engineers, lawyers and doctors."),
    ("de", "Die Mentees sind Ingenieurinnen oder Ärztinnen."),
    ("sv", "Adepterna är ekonomer, jurister och ingenjörer."),
    ("fr", "Les mentorés sont des ingénieurs et des médecins."),
    ("nl", "De mentees zijn ingenieurs en artsen."),
    ("es", "Las personas mentoradas son ingenieros."),
    ("pt", "Os mentorandos são engenheiros e advogados."),
    ("nb", "Adeptene er ingeniører og jurister."),
]

RESEARCHERS = [
    ("en", "Researchers followed the programme for two years."),
    ("sv", "Forskare anlitades för att beskriva vilka som deltog."),
    ("nl", "De onderzoekers bevelen een langere looptijd aan."),
]

RESEARCHERS_MENTOR = [
    ("en", "Researchers from the university mentor newcomers."),
    ("sv", "Mentorerna är forskare vid universitetet."),
]


@pytest.mark.parametrize(("language", "text"), CAME_WITH_A_TRADE)
def test_those_of_a_trade_who_came_are_served(language: str, text: str) -> None:
    assert TRADES not in proposed(language, text, "mentor_type")
    assert SKILLED in proposed(language, text, "target_group")


@pytest.mark.parametrize(("language", "text"), [*ATTRIBUTES, *MENTEES, *RESEARCHERS])
def test_neither_they_nor_researchers_mentor(language: str, text: str) -> None:
    assert TRADES not in proposed(language, text, "mentor_type")


@pytest.mark.parametrize(
    ("language", "text"), [*THE_TRADE_MENTORS, *THEY_MEET_OTHERS, *RESEARCHERS_MENTOR]
)
def test_those_of_a_trade_mentor_others(language: str, text: str) -> None:
    assert TRADES in proposed(language, text, "mentor_type")


PAID = [
    ("de", "Ein angestellter Jobcoach klärt, was jede Person kann."),
    ("fr", "Le coach est salarié, visite les employeurs et négocie un essai."),
    ("en", "An employed job coach visits every participant."),
    ("da", "En ansat jobcoach følger hver deltager."),
    ("sv", "En anställd jobbcoach följer varje deltagare."),
]

OF_A_FIRM = [
    ("de", "Angestellte der Firma begleiten Geflüchtete."),
    ("en", "Employees of local firms coach refugees."),
    ("fr", "Des salariés d'une entreprise coachent des réfugiés."),
    ("sv", "Tre av fyra mentorer är anställda hos företag i kommunen."),
]

REFER = [
    ("en", "A social worker refers the youngster to the charity."),
    ("en", "Participants are referred by social workers."),
    ("da", "Sagsbehandleren peger på en flygtning."),
    ("fr", "Les candidats que signaleront les assistants sociaux seront reçus."),
    ("es", "Las personas son derivadas por trabajadores sociales."),
    ("nb", "Saksbehandleren henviser deltakerne."),
]

COACH_THEM = [
    ("en", "A social worker coaches the youngster."),
    ("da", "Sagsbehandleren er mentor for hver flygtning."),
    ("fr", "Les assistants sociaux accompagnent chaque candidat."),
    ("fr", "Les travailleurs sociaux orientent et accompagnent chaque candidat."),
    ("en", "Social workers refer and accompany the youngsters."),
    ("de", "Sozialarbeiterinnen empfehlen und begleiten die Jugendlichen."),
]


@pytest.mark.parametrize(("language", "text"), PAID)
def test_a_salaried_coach_is_no_firms_volunteer(language: str, text: str) -> None:
    assert "corporate_volunteers" not in proposed(language, text, "mentor_type")


@pytest.mark.parametrize(("language", "text"), OF_A_FIRM)
def test_a_firms_staff_is(language: str, text: str) -> None:
    assert "corporate_volunteers" in proposed(language, text, "mentor_type")


@pytest.mark.parametrize(("language", "text"), REFER)
def test_staff_who_only_send_people_do_not_mentor(language: str, text: str) -> None:
    assert "paid_coaches" not in proposed(language, text, "mentor_type")


@pytest.mark.parametrize(("language", "text"), COACH_THEM)
def test_staff_who_accompany_them_do(language: str, text: str) -> None:
    assert "paid_coaches" in proposed(language, text, "mentor_type")


LENT = [
    ("en", "The bank released members of staff who advise over the internet.", "released"),
    ("cs", "Několik firem posílá do programu své zaměstnance.", "posílá"),
    ("de", "Mitarbeitende werden dafür freigestellt.", "freigestellt"),
    ("fr", "Le groupe libère ses salariés deux heures par mois.", "libère"),
    ("nl", "Het kantoor stelt enkele medewerkers beschikbaar.", "beschikbaar"),
    ("it", "Ogni sede mette a disposizione i propri dipendenti.", "mette"),
]

NOT_LENT = [
    ("en", "The report was released. Staff of the charity visit participants."),
    (
        "fr",
        "Le groupe libère du temps pour les réfugiés, les salariés de l'association les aident.",
    ),
]

NOT_TO_MENTOR = [
    ("en", "The charity gives its staff training."),
    ("en", "The charity encourages its staff to learn languages."),
    ("en", "Staff lend a hand to refugees."),
    ("sv", "Föreningen uppmuntrar sin personal att vila."),
]

TO_MENTOR = [
    ("en", "The bank encourages its staff to mentor refugees."),
    ("en", "The insurer gives its staff two hours a month to mentor."),
    ("en", "Employees are released for two hours a month."),
    ("pl", "Firmy delegują swoich pracowników do programu."),
    ("pt", "A empresa cede os seus colaboradores duas horas por mês."),
]


@pytest.mark.parametrize(("language", "text", "lends"), LENT)
def test_staff_that_an_employer_lends_mentors_for_it(language: str, text: str, lends: str) -> None:
    found = TAGGER.tag(text, language).tags
    (quote,) = (tag.quote for tag in found if tag.value == "corporate_volunteers")
    assert lends in quote


@pytest.mark.parametrize(("language", "text"), NOT_LENT)
def test_other_staff_is_lent_by_nobody(language: str, text: str) -> None:
    quotes = [tag.quote for tag in TAGGER.tag(text, language).tags if tag.facet == "mentor_type"]
    assert not [quote for quote in quotes if "released" in quote or "libère" in quote]


@pytest.mark.parametrize(("language", "text"), NOT_TO_MENTOR)
def test_what_any_body_does_with_its_staff_lends_nobody(language: str, text: str) -> None:
    assert "corporate_volunteers" not in proposed(language, text, "mentor_type")


@pytest.mark.parametrize(("language", "text"), TO_MENTOR)
def test_who_may_mentor_while_paid_is_lent(language: str, text: str) -> None:
    assert "corporate_volunteers" in proposed(language, text, "mentor_type")


NO_PEERS = [
    ("en", "People who fled by themselves as minors live in this house."),
    ("de", "Das Stipendium ist für Jugendliche, die selbst eingewandert sind."),
    ("en", "The scheme is for pupils who themselves fled."),
]

PEERS = [
    ("de", "Mentorinnen, die selbst eingewandert sind, begleiten Frauen."),
    ("en", "Volunteers who fled themselves accompany newcomers."),
    ("en", "The ambassadors were born to migrant parents or are migrants themselves."),
    ("de", "Für die Jugendlichen gibt es Mentorinnen, die selbst eingewandert sind."),
]


@pytest.mark.parametrize(("language", "text"), NO_PEERS)
def test_those_who_are_served_are_no_peers(language: str, text: str) -> None:
    assert "peer_migrants" not in proposed(language, text, "mentor_type")


@pytest.mark.parametrize(("language", "text"), PEERS)
def test_mentors_who_came_themselves_are(language: str, text: str) -> None:
    assert "peer_migrants" in proposed(language, text, "mentor_type")
