"""Turns of phrase on published pages that mean something else than their words do alone.

The sentences are made up for the kinds of errors that were met there, not taken from the pages.
"""

from __future__ import annotations

import pytest

from language.tagger.context import read_passages
from language.tagger.evidence import list_evidence
from tests.language.tagging import accepted, proposed


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Volunteers from three local companies mentor the newcomers every week."),
        ("fr", "Des bénévoles d'entreprises de la région sont les parrains des jeunes."),
        ("de", "Ehrenamtliche aus hiesigen Betrieben sind die Paten der Jugendlichen."),
        ("nl", "Vrijwilligers uit Rotterdamse bedrijven zijn de mentoren van de leerlingen."),
        ("da", "Frivillige fra byens virksomheder er mentorer for de unge."),
        ("it", "I mentori sono volontari delle imprese del territorio."),
    ],
)
def test_volunteers_sent_by_firms_are_no_neighbours(language: str, text: str) -> None:
    assert accepted(language, text, "mentor_type") == {"corporate_volunteers"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The scheme serves men and women from Eritrea who look for a trade."),
        ("fr", "L'action s'adresse aux hommes et femmes venus d'un autre pays."),
        ("de", "Das Projekt hilft Männern und Frauen aus Syrien bei der Lehre."),
        ("sv", "Vi stöttar män och kvinnor från andra länder på väg till jobb."),
    ],
)
def test_women_beside_men_are_no_group_of_their_own(language: str, text: str) -> None:
    assert "immigrant_women" not in proposed(language, text, "target_group")


def test_women_alone_still_are() -> None:
    text = "The scheme serves women from abroad who look for a trade."
    assert "immigrant_women" in accepted("en", text, "target_group")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "According to figures from the ministry, one in five leaves without a diploma."),
        ("it", "Secondo i dati del ministero, un giovane su cinque lascia gli studi."),
        ("de", "Laut Zahlen des Ministeriums bleibt jeder Fünfte ohne Abschluss."),
        ("es", "Según datos del ministerio, uno de cada cinco abandona los estudios."),
        ("sv", "Enligt siffror från kommunen saknar var femte elev betyg."),
    ],
)
def test_whose_figures_are_repeated_takes_no_part(language: str, text: str) -> None:
    assert not proposed(language, text, "stakeholder") & {"national_authority", "municipality"}
    assert not proposed(language, text, "funding_model")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "According to the city council, which funds the scheme, it goes on."),
        ("it", "Nel secondo anno il comune finanzia il progetto."),
        ("es", "Según el ministerio que lo financia, el proyecto sigue."),
    ],
)
def test_who_pays_still_pays_when_asked_for_figures(language: str, text: str) -> None:
    assert accepted(language, text, "funding_model")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "A group of six volunteers started the scheme in a church hall."),
        ("nl", "Een groep van tien vrijwilligers begon met het project."),
        ("de", "Eine Gruppe engagierter Ehrenamtlicher hat das Projekt begonnen."),
        ("fr", "Un groupe de douze bénévoles a lancé l'action."),
    ],
)
def test_a_group_of_helpers_is_no_mentoring_in_groups(language: str, text: str) -> None:
    assert "group" not in proposed(language, text, "format")


@pytest.mark.parametrize(
    ("language", "text", "payer"),
    [
        ("en", "The scheme was awarded £90,000 by the ministry.", "national_government"),
        (
            "fr",
            "Lauréat d'un appel à projets, il est financé par le ministère.",
            "national_government",
        ),
        (
            "it",
            "Vincitore di un bando, è finanziato dal comune.",
            "regional_local_government",
        ),
    ],
)
def test_a_bid_that_is_won_is_no_prize(language: str, text: str, payer: str) -> None:
    assert payer in accepted(language, text, "funding_model")


def test_a_grant_from_the_council_is_no_foundation() -> None:
    text = "It lives on a grant from the city council."
    assert proposed("en", text, "funding_model") == {"regional_local_government"}


def test_what_is_paid_for_is_no_paid_mentor() -> None:
    text = "Mentoring is paid for by the city. " * 50
    assert "paid_coaches" not in proposed("en", text, "mentor_type")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "It has an 80% success rate in placing trainees in jobs."),
        ("fr", "Le taux d'insertion des participants est de 62 %."),
        ("de", "Die Vermittlungsquote der Teilnehmenden liegt bei 58 Prozent."),
        ("es", "La tasa de inserción de los participantes es del 45 %."),
    ],
)
def test_a_rate_of_success_counts_nobody(language: str, text: str) -> None:
    levels = {
        one.value for passage in read_passages(text, language) for one in list_evidence(passage)
    }
    assert levels == {"outcome_monitoring"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "In all, 24 workshops for mentors were held."),
        ("nb", "Det har vært holdt 24 samlinger for mentorer."),
        ("fr", "Au total, 24 ateliers pour les mentors ont eu lieu."),
        ("nl", "Er waren in totaal 24 avonden voor mentoren."),
    ],
)
def test_what_is_held_for_people_counts_no_people(language: str, text: str) -> None:
    assert "output_counts" not in accepted(language, text, "evidence_level")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Three case studies show how the pairs met."),
        ("fr", "Trois études de cas montrent comment les binômes se voient."),
        ("de", "Drei Fallstudien zeigen, wie sich die Tandems treffen."),
        ("it", "Tre studi di caso mostrano come le coppie si incontrano."),
    ],
)
def test_case_studies_are_no_studies(language: str, text: str) -> None:
    assert "education_success" not in proposed(language, text, "goal")


@pytest.mark.parametrize(
    ("language", "untold", "told", "payer"),
    [
        (
            "en",
            "How the foundation is financed is not explained.",
            "How it works: the foundation finances it.",
            "foundation_grants",
        ),
        (
            "de",
            "Wie die Stiftung das finanziert wird nicht gesagt.",
            "Wie jedes Jahr finanziert es die Stiftung, nicht nur in Bonn.",
            "foundation_grants",
        ),
        (
            "fr",
            "Comment la commune finance cela n'est pas dit.",
            "La commune finance le programme.",
            "regional_local_government",
        ),
    ],
)
def test_a_payer_who_is_only_asked_for_is_none(
    language: str, untold: str, told: str, payer: str
) -> None:
    assert payer not in proposed(language, untold, "funding_model")
    assert payer in accepted(language, told, "funding_model")


@pytest.mark.parametrize(
    ("language", "denied", "meant"),
    [
        ("de", "Die Mentoren werden nicht bezahlt.", "Die Mentoren werden bezahlt."),
        ("en", "Mentors are not paid.", "Mentors are paid."),
        ("mk", "Менторите не се платени.", "Менторите се платени."),
    ],
)
def test_mentors_who_are_not_paid_are_no_paid_ones(language: str, denied: str, meant: str) -> None:
    assert "paid_coaches" not in proposed(language, denied, "mentor_type")
    assert "paid_coaches" in accepted(language, meant, "mentor_type")


@pytest.mark.parametrize(
    ("language", "start", "pay"),
    [
        (
            "sv",
            "Mentorer hjälper den som vill starta företag, med stöd av kommunen.",
            "Projektet får stöd av företag.",
        ),
        (
            "nl",
            "Mentoren helpen wie een eigen bedrijf wil, met steun van de gemeente.",
            "Het project krijgt steun van bedrijven.",
        ),
    ],
)
def test_a_firm_that_somebody_founds_pays_nothing(language: str, start: str, pay: str) -> None:
    assert "corporate_sponsorship" not in proposed(language, start, "funding_model")
    assert "corporate_sponsorship" in accepted(language, pay, "funding_model")
