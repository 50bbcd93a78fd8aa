"""People in or after prison and single parents: concepts that came after the classifier's training.

Of such concepts the rules stand alone; the classifier neither drops them nor is moved by them.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from language.encoder import open_encoder
from language.tagger import ACCEPT, Tagger
from language.tagger.artefact import SHIPPED, read_model
from language.tagger.phrases import find_concepts
from language.tagger.values import RULED
from practices_db.settings import load_settings
from practices_db.vocabulary import load_vocabulary

PRISON, SINGLE = "people_in_or_after_prison", "single_parents"

PRISON_SERVED = [
    ("en", "Volunteers mentor people leaving prison in their first year outside."),
    ("en", "Each mentor meets an ex-offender every week."),
    ("en", "The scheme supports women prisoners before and after release."),
    ("fr", "Des bénévoles parrainent des personnes détenues avant et après leur libération."),
    ("fr", "Le programme s'adresse aux sortants de prison qui cherchent un emploi."),
    ("nl", "Een maatje begeleidt ex-gedetineerden bij hun terugkeer."),
    ("nl", "Vrijwilligers zijn er voor oud-gedetineerden en hun eerste stappen na detentie."),
    ("de", "Ehrenamtliche begleiten Haftentlassene bei Behördengängen."),
    ("de", "Das Mentoring richtet sich an junge Strafgefangene kurz vor der Entlassung."),
    ("es", "Mentores voluntarios acompañan a personas privadas de libertad."),
    ("es", "El proyecto está dirigido a mujeres reclusas y a exreclusos."),
    ("it", "I volontari accompagnano detenuti ed ex detenuti nella ricerca di un lavoro."),
    ("pt", "Os mentores acompanham reclusos nos meses antes de sair da prisão."),
    ("sv", "Mentorer stöttar personer som suttit i fängelse."),
    ("da", "Frivillige mentorer hjælper løsladte med bolig og arbejde."),
    ("nb", "Frivillige følger opp løslatte det første året etter endt soning."),
    ("fi", "Tukihenkilöt auttavat vankilasta vapautuvia arjessa."),
    ("pl", "Wolontariusze wspierają byłych więźniów w szukaniu pracy."),
    ("cs", "Mentor doprovází odsouzené půl roku před propuštěním a půl roku po něm."),
    ("ca", "Persones voluntàries acompanyen persones preses quan surten de la presó."),
    ("el", "Εθελοντές μέντορες στηρίζουν αποφυλακισμένους στην αναζήτηση εργασίας."),
    ("uk", "Наставники підтримують колишніх ув'язнених після звільнення."),
    ("ro", "Mentorii sprijină foști deținuți în căutarea unui loc de muncă."),
    ("hu", "Önkéntes mentorok segítik a börtönből szabadulókat."),
    ("hr", "Mentori pomažu bivšim zatvorenicima pri zapošljavanju."),
    ("ru", "Наставники помогают бывшим заключённым найти работу."),
    ("tr", "Gönüllü mentorlar eski hükümlülere iş ararken destek oluyor."),
    ("sv", "Frivilliga är mentorer för fångar före frigivningen."),
    ("da", "Frivillige hjælper tidligere fanger med at finde en bolig."),
    ("nb", "Frivillige hjelper tidligere fanger med å finne en bolig."),
    ("uk", "Волонтерки підтримують засуджених жінок."),
    ("hu", "Önkéntesek segítik a börtönből szabadultakat."),
]

PRISON_OTHERWISE = [
    ("en", "Mentors are prison officers who took early retirement."),
    ("en", "The volunteers have worked in a prison, a hospital or a school."),
    ("en", "The programme matches children of prisoners with a mentor."),
    ("en", "Trained ex-offenders act as mentors to young people from the estate."),
    ("en", "She felt a prisoner of her past before she met her mentor."),
    ("en", "About 40 % of prisoners cannot read, a national study found in 2019."),
    ("en", "Mentors must have no criminal record."),
    ("fr", "Le dispositif offre un parrain aux enfants de détenus."),
    ("fr", "L'entreprise, détenue par deux familles, prête ses salariés comme mentors."),
    ("fr", "Les mentors travaillent à la maison d'arrêt."),
    ("nl", "Kinderen van gedetineerden krijgen een maatje."),
    ("nl", "De mentoren werken in een gevangenis."),
    ("de", "Kinder von Inhaftierten bekommen eine Patin."),
    ("de", "Die Straffälligenhilfe leiht dem Projekt einen Raum."),
    ("de", "Die Mentoren arbeiten in einer Justizvollzugsanstalt."),
    ("es", "Los hijos de personas presas tienen un mentor."),
    ("it", "La società, detenuta dal Comune, presta i suoi dipendenti come mentori."),
    ("it", "I figli dei detenuti hanno un mentore."),
    ("sv", "Barn till intagna får en mentor."),
    ("nb", "Barn av innsatte får en mentor."),
    ("fi", "Vankien lapset saavat tukihenkilön."),
    ("pl", "Dzieci więźniów mają mentora."),
    ("cs", "Děti vězňů dostanou mentora."),
    ("ru", "Сотрудничество закреплено в заключённых договорах с наставниками."),
    ("en", "A mentor waits when new pupils walk through the gate for the first time."),
    ("fr", "Les marraines ne demandent pas le niveau d'études, ni le diplôme détenu."),
    ("it", "I mentori aiutano ragazzi che vivono reclusi in casa da mesi."),
    ("pt", "Os mentores apoiam quem se sente preso, e jovens presos numa rotina."),
    ("sv", "Projektet fångar upp elever som saknar en vuxen att prata med."),
    ("da", "Forløbet fanger de unges interesse, og en mentor støtter dem."),
    ("nb", "Ordningen fanger opp elever som ikke har noen å snakke med, og gir dem en mentor."),
    ("is", "Mentorar hjálpa börnum að fanga hugmyndir sínar."),
    ("uk", "Наставники допомагають учням; засудження булінгу є частиною програми."),
    ("cs", "Odsouzení rasismu je základ, mentoři pomáhají dětem s učením."),
    ("hu", "A mentorok diákoknak segítenek, akik a szorongástól szabadultak."),
]

SINGLE_SERVED = [
    ("en", "Mentors support single mothers on their way back to work."),
    ("en", "The programme is for lone parents with small children."),
    ("fr", "Des marraines accompagnent des mères isolées vers l'emploi."),
    ("fr", "Le programme s'adresse aux familles monoparentales."),
    ("nl", "Vrijwilligers ondersteunen alleenstaande ouders."),
    ("de", "Patinnen entlasten Alleinerziehende im Alltag."),
    ("de", "Das Projekt begleitet alleinerziehende Mütter in Ausbildung."),
    ("es", "Las mentoras acompañan a madres solteras en la búsqueda de empleo."),
    ("it", "I volontari sostengono genitori soli con figli piccoli."),
    ("pt", "As mentoras apoiam mães solteiras."),
    ("sv", "Mentorer stödjer ensamstående föräldrar."),
    ("da", "Frivillige støtter enlige forsørgere."),
    ("nb", "Frivillige støtter aleneforeldre på vei til arbeid."),
    ("fi", "Mentorit tukevat yksinhuoltajia työnhaussa."),
    ("pl", "Wolontariuszki wspierają samotne matki."),
    ("cs", "Mentorky podporují samoživitelky při hledání práce."),
    ("ca", "Les mentores acompanyen famílies monoparentals."),
    ("el", "Εθελόντριες στηρίζουν μονογονεϊκές οικογένειες."),
    ("uk", "Наставниці підтримують одиноких матерів."),
    ("ro", "Mentorii sprijină mame singure."),
    ("hu", "A mentorok egyedülálló szülőket támogatnak."),
    ("hr", "Mentorice podržavaju samohrane majke."),
    ("ru", "Наставники поддерживают одиноких матерей."),
    ("ru", "Волонтёры помогают неполным семьям."),
    ("uk", "Волонтери допомагають неповним сім'ям."),
    ("pl", "Wolontariusze pomagają niepełnym rodzinom."),
    ("lt", "Savanoriai padeda nepilnoms šeimoms."),
    ("lv", "Brīvprātīgie palīdz nepilnām ģimenēm."),
    ("tr", "Mentorlar tek ebeveynlere destek oluyor."),
]

SINGLE_OTHERWISE = [
    ("en", "Boys from single-parent homes are matched with a big brother."),
    ("en", "In this city 30 % of families have a single parent."),
    ("en", "Most of the children are raised by a single mother and wait for a mentor."),
    ("fr", "Le parrainage est pour les enfants issus de familles monoparentales."),
    ("nl", "Kinderen uit eenoudergezinnen krijgen een maatje."),
    ("de", "Kinder aus Einelternfamilien bekommen einen Paten."),
    ("es", "Niños de familias monoparentales tienen un mentor."),
    ("sv", "Barn till ensamstående föräldrar får en mentor."),
    ("pl", "Dzieci z rodzin niepełnych mają mentora."),
    ("pl", "Mentorzy odwiedzają rodziny niepełnosprawnych uczniów."),
    ("lt", "Savanoriai lanko nepilnamečių šeimas."),
    ("lv", "Brīvprātīgie palīdz nepilngadīgo ģimenēm."),
    ("ru", "Наставники встречаются со студентами неполный семестр."),
]

QUERIES = [
    ("ex-offenders", PRISON),
    ("mentoring in prisons", PRISON),
    ("prisoners", PRISON),
    ("sortants de prison", PRISON),
    ("ex-gedetineerden", PRISON),
    ("Strafgefangene", PRISON),
    ("personas privadas de libertad", PRISON),
    ("ex detenuti", PRISON),
    ("reclusos", PRISON),
    ("løslatte", PRISON),
    ("byli więźniowie", PRISON),
    ("κρατούμενοι", PRISON),
    ("single parents", SINGLE),
    ("lone mothers", SINGLE),
    ("familles monoparentales", SINGLE),
    ("alleenstaande moeders", SINGLE),
    ("Alleinerziehende", SINGLE),
    ("madres solteras", SINGLE),
    ("yksinhuoltajat", SINGLE),
]


@pytest.fixture(scope="module")
def taggers() -> Sequence[Tagger]:
    """The rules alone, and with the shipped classifier."""
    return Tagger(), Tagger(open_encoder(load_settings(), "exact"), read_model(SHIPPED))


def groups(tagger: Tagger, language: str, text: str) -> set[str]:
    found = tagger.tag(text, language).tags
    return {one.value for one in found if one.facet == "target_group" and one.confidence >= ACCEPT}


@pytest.mark.parametrize(
    ("language", "text", "code"),
    [(*one, PRISON) for one in PRISON_SERVED] + [(*one, SINGLE) for one in SINGLE_SERVED],
)
def test_who_is_served_is_told(
    taggers: Sequence[Tagger], language: str, text: str, code: str
) -> None:
    assert [code in groups(tagger, language, text) for tagger in taggers] == [True, True]


@pytest.mark.parametrize(
    ("language", "text", "code"),
    [(*one, PRISON) for one in PRISON_OTHERWISE] + [(*one, SINGLE) for one in SINGLE_OTHERWISE],
)
def test_who_is_only_spoken_of_is_not(
    taggers: Sequence[Tagger], language: str, text: str, code: str
) -> None:
    assert [code in groups(tagger, language, text) for tagger in taggers] == [False, False]


@pytest.mark.parametrize(("query", "code"), QUERIES)
def test_a_query_names_them(query: str, code: str) -> None:
    assert ("target_group", code) in {(hit.facet, hit.code) for hit in find_concepts(query)}


@pytest.mark.parametrize("query", ["Burg", "child custody", "Anstalt"])
def test_a_query_for_something_else_does_not(query: str) -> None:
    assert PRISON not in {hit.code for hit in find_concepts(query)}


def test_what_rules_judge_alone_is_what_the_classifier_has_not_learned() -> None:
    """A concept without coded records, once trained, would never be told again."""
    learned = read_model(SHIPPED).facets
    for facet in learned:
        later = {*load_vocabulary().facet(facet).concepts} - {*learned[facet].codes}
        assert later == (RULED if facet == "target_group" else set())


class AllAlike:
    """An encoder to which all sentences mean the same: words alone make a difference."""

    name = "all-alike"

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.full((len(texts), 384), 384**-0.5, dtype=np.float32)


def test_the_classifier_is_not_moved_by_words_that_it_has_not_learned() -> None:
    """Newcomers in a text that also speaks of prisoners are as sure as in one that does not."""
    tagger = Tagger(AllAlike(), read_model(SHIPPED))  # type: ignore[arg-type]  # only this of an encoder is asked for
    text = "Volunteers mentor newcomers to Leeds. Another branch of it helps {} with forms."
    told = [
        {tag.value: tag.confidence for tag in tagger.tag(text.format(others), "en").tags}
        for others in ("ex-offenders", "householders")
    ]
    assert told[0].pop(PRISON) >= ACCEPT
    assert told[0] == told[1]
