"""What stands on a page around its text: menus and links elsewhere, headings, prizes, degrees."""

from __future__ import annotations

import pytest

from language.tagger import Tagger
from language.tagger.context import read_passages
from language.tagger.elsewhere import list_elsewhere
from language.tagger.headings import lend_cues

TAGGER = Tagger()


def _proposed(language: str, text: str, facet: str) -> dict[str, float]:
    tags = TAGGER.tag(text, language).tags
    return {tag.value: tag.confidence for tag in tags if tag.facet == facet}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "We pair two people.\n\nSee also\nThe Refugee Club\nA school for refugees"),
        ("es", "Formamos parejas.\n\nMás programas: Escuela para refugiados · Puentes"),
        (
            "de",
            "Wir bilden Paare.\n\nSiehe auch\nVerein für Geflüchtete e.V.\nHilfe für Flüchtlinge",
        ),
        ("fr", "Nous formons des duos.\n\nVoir aussi : L'école des réfugiés"),
        ("fi", "Muodostamme pareja.\n\nLue myös: Koulu pakolaisille"),
        ("it", "Formiamo coppie.\n\nHome > Progetti > Scuola per rifugiati"),
        ("en", "We pair two people.\n\n» Home\n» School for refugees"),
    ],
)
def test_links_to_others_are_not_read(language: str, text: str) -> None:
    assert not _proposed(language, text, "target_group")


def test_links_go_on_behind_a_link_to_an_imprint() -> None:
    text = (
        "We pair two people.\n\nSee also:\nPrivacy policy\nA club for refugees\nWork for migrants"
    )
    assert not _proposed("en", text, "target_group")


@pytest.mark.parametrize(
    "text",
    [
        "» Refugees aged 18 to 30 take part.\n» Retired bakers are the mentors.",
        "Retired bakers who mentor refugees sign our privacy policy first.",
    ],
)
def test_what_is_told_in_such_a_line_is_read(text: str) -> None:
    assert "refugees" in _proposed("en", text, "target_group")


def test_reading_goes_on_after_the_links() -> None:
    text = "See also\nThe Women's Club\n\nWe pair refugees with neighbours."
    assert set(_proposed("en", text, "target_group")) == {"refugees"}
    run_on = "See also\nThe Women's Club\nEvery week we pair refugees with neighbours."
    assert set(_proposed("en", run_on, "target_group")) == {"refugees"}


def test_words_for_links_inside_a_text_skip_nothing() -> None:
    assert (
        list_elsewhere("For more, see also the page on refugees.\nOther programmes help too.") == []
    )
    assert list_elsewhere("We run a > b.") == []


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("de", "Stand: 04.05.2026 | Impressum"),
        ("es", "Actualizado 6 de julio de 2026 · Aviso legal"),
        ("it", "Aggiornato al: 20/07/2026 | Note legali"),
        ("fr", "Mis à jour le 3 mai · Mentions légales"),
    ],
)
def test_an_imprint_is_not_read(language: str, line: str) -> None:
    first = {"de": "Ein Satz.", "es": "Una frase.", "it": "Una frase.", "fr": "Une phrase."}[
        language
    ]
    passages = read_passages(f"{first}\n\n{line}", language)
    assert [one.text[one.start : one.end] for one in passages] == [first]


@pytest.mark.parametrize("hostile", ["see also\n\n" * 20_000, "imprint privacy policy " * 20_000])
def test_a_page_of_nothing_else_is_soon_through(hostile: str) -> None:
    assert len(list_elsewhere(hostile)) in (0, 20_000)


@pytest.mark.parametrize(
    ("language", "text", "payer"),
    [
        ("it", "Il progetto.\n\nFinanziamento\nFondazione Alba.", "foundation_grants"),
        ("de", "Das Projekt.\n\nWer bezahlt das?\nDie Alba-Stiftung.", "foundation_grants"),
        ("en", "The scheme.\n\nFunding\nThe Alba Foundation.", "foundation_grants"),
        ("fr", "Le projet.\n\nFinancement\nFondation Alba.", "foundation_grants"),
        ("nl", "Het project.\n\nWie betaalt?\nDe gemeente.", "regional_local_government"),
        ("sv", "Projektet.\n\nFinansiering\nStiftelsen Alba.", "foundation_grants"),
    ],
)
def test_a_heading_tells_who_pays(language: str, text: str, payer: str) -> None:
    headed = _proposed(language, text, "funding_model")
    without = _proposed(language, text.replace(text.split("\n")[2], "Mehr"), "funding_model")
    assert headed[payer] >= 0.5 > without.get(payer, 0)


def test_a_title_and_a_sentence_are_no_headings() -> None:
    for text in (
        "Funding\nThe Alba Foundation.",
        "A text.\n\nThis is funded.\nThe Alba Foundation.",
    ):
        assert not lend_cues(read_passages(text, "en"))[-1].cues.get("paying")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "It received the European Union's Lifelong Learning Award in 2016."),
        ("fr", "Elle a reçu de la Fondation Alba le prix du bénévolat."),
        ("de", "2016 erhielt er von der Europäischen Union den Preis für Ehrenamt."),
        ("nl", "Het kreeg van de Europese Unie de prijs voor vrijwilligers."),
    ],
)
def test_who_gives_a_prize_pays_nothing(language: str, text: str) -> None:
    assert not _proposed(language, text, "funding_model")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Mentees have a university degree from home."),
        ("sv", "Du har en utländsk högskoleexamen."),
        ("de", "Die Mentees haben einen Hochschulabschluss."),
        ("fr", "Ils veulent retourner à l'université."),
    ],
)
def test_what_somebody_has_studied_is_no_partner(language: str, text: str) -> None:
    assert "university" not in _proposed(language, text, "stakeholder")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Mentors first join an online orientation."),
        ("nb", "Mentorene får opplæring og veiledning."),
        ("da", "Mentorerne får oplæring og vejledning."),
        ("sv", "Mentorerna får utbildning och vägledning."),
    ],
)
def test_guidance_for_mentors_is_no_career_orientation(language: str, text: str) -> None:
    assert "career_orientation" not in _proposed(language, text, "goal")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "It grew into a network of volunteers."),
        ("fr", "La ville anime un réseau de parrainage."),
        ("de", "Daraus wurde ein Netzwerk von Ehrenamtlichen."),
        ("da", "Det frivillige netværk blev til i 2016."),
        ("it", "Le reti di supporto sono fondamentali."),
    ],
)
def test_a_network_of_helpers_is_no_aim(language: str, text: str) -> None:
    assert "professional_network" not in _proposed(language, text, "goal")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "It is open to refugees and other disadvantaged groups."),
        ("de", "Zielgruppe sind Geflüchtete und benachteiligte Gruppen."),
        ("nl", "De doelgroep zijn kwetsbare groepen."),
        ("es", "Se dirige a grupos vulnerables."),
        ("sv", "Målgruppen är utsatta grupper."),
    ],
)
def test_groups_who_are_served_are_no_mentoring_in_groups(language: str, text: str) -> None:
    assert "group" not in _proposed(language, text, "format")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "It is supported by the Alba Trust in collaboration with the city council."),
        ("it", "È sostenuto da Alba, in collaborazione con il Comune di Alba."),
        ("nl", "Alba steunt het, in samenwerking met de gemeente."),
        ("da", "Alba støtter det i samarbejde med kommunen."),
    ],
)
def test_a_partner_beside_the_payer_pays_nothing(language: str, text: str) -> None:
    assert "regional_local_government" not in _proposed(language, text, "funding_model")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The programme is co-funded in partnership with the City of Ghent."),
        ("de", "Das Programm wird in Zusammenarbeit mit der Stadt Wien finanziert."),
    ],
)
def test_a_partner_who_pays_is_a_payer(language: str, text: str) -> None:
    assert "regional_local_government" in _proposed(language, text, "funding_model")
