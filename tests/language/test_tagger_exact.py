"""General values beside exact ones of the same people, and mentors in a list."""

from __future__ import annotations

import pytest

from language.tagger.exact import weigh_exact
from language.tagger.mentions import list_mentions
from language.tagger.tagger import prepare_texts
from language.tagger.values import ACCEPT, Tag

MENTORS, TARGETS = "mentor_type", "target_group"


def weighed(language: str, text: str, facet: str, sure: dict[str, float]) -> dict[str, float]:
    """The confidence of each value after weighing, where these were judged as sure as given."""
    (passages,) = prepare_texts([(text, language, None)]).passages
    tags = [Tag(facet, code, "concept", 0, 1, text[:1], one, "test") for code, one in sure.items()]
    found = weigh_exact(passages, tags, list_mentions(passages, (facet,)))
    return {tag.value: tag.confidence for tag in found}


UNPAID = [
    ("en", "Volunteer engineers meet refugees."),
    ("fr", "Une comptable bénévole reçoit les réfugiées."),
    ("de", "Ingenieure, die ehrenamtlich arbeiten, begleiten Geflüchtete."),
    ("nl", "Een vrijwilliger die zelf ingenieur is, begeleidt een vluchteling."),
    ("sv", "Frivilliga som arbetar i samma yrke hjälper flyktingar."),
    ("es", "Ingenieros acompañan como voluntarios a refugiados."),
    ("en", "Engineers who volunteer meet refugees."),
    ("nb", "Frivillige ingeniører møter flyktninger."),
]

TWO_KINDS = [
    ("en", "Volunteers and engineers meet refugees."),
    ("en", "Neighbours meet refugees. Engineers give advice."),
    ("de", "Nachbarn begleiten Geflüchtete, Ingenieure beraten sie."),
    ("fr", "Des bénévoles et ingénieurs accompagnent des réfugiés."),
    ("pl", "Wolontariusze i inżynierowie spotykają uchodźców."),
    ("el", "Εθελοντές και μηχανικοί συναντούν πρόσφυγες."),
    ("uk", "Волонтери та інженери зустрічають біженців."),
    ("tr", "Gönüllüler ve mühendisler mültecilerle buluşur."),
]


@pytest.mark.parametrize(("language", "text"), UNPAID)
def test_unpaid_people_of_a_trade_are_of_the_trade(language: str, text: str) -> None:
    sure = {"community_volunteers": 0.7, "active_professionals": 0.8}
    assert weighed(language, text, MENTORS, sure)["community_volunteers"] < ACCEPT


@pytest.mark.parametrize(("language", "text"), TWO_KINDS)
def test_neighbours_beside_a_trade_stay(language: str, text: str) -> None:
    sure = {"community_volunteers": 0.7, "active_professionals": 0.8}
    assert weighed(language, text, MENTORS, sure) == sure


def test_volunteers_stay_where_no_trade_is_told() -> None:
    sure = {"community_volunteers": 0.7, "active_professionals": 0.4}
    assert weighed("en", UNPAID[0][1], MENTORS, sure) == sure


def test_children_who_came_alone_are_told_as_such() -> None:
    text = "Families are found for young refugees who came without their parents."
    sure = {"immigrant_youth": 0.8, "unaccompanied_minors": 0.9}
    assert weighed("en", text, TARGETS, sure)["immigrant_youth"] < ACCEPT
    alone = {"immigrant_youth": 0.8, "unaccompanied_minors": 0.3}
    assert weighed("en", text, TARGETS, alone) == alone


BESIDE_YOUNG = [
    ("en", "It is for unaccompanied minors and young refugees who came with their families."),
    ("de", "Für junge Geflüchtete und unbegleitete Minderjährige."),
    ("fr", "Pour de jeunes réfugiés et des mineurs non accompagnés."),
    ("sv", "För unga nyanlända och ensamkommande barn."),
]


@pytest.mark.parametrize(("language", "text"), BESIDE_YOUNG)
def test_other_young_people_beside_them_stay(language: str, text: str) -> None:
    sure = {"immigrant_youth": 0.8, "unaccompanied_minors": 0.9}
    assert weighed(language, text, TARGETS, sure) == sure


LISTS = [
    ("en", "The mentors are managers, business owners, civil servants or retired people."),
    ("fr", "Un parrain : cadre d'une société, patron de PME, retraité, agent d'un service public."),
    (
        "de",
        "Führungskräfte, Unternehmer, Studierende und frühere Manager im Ruhestand, die beraten.",
    ),
    ("nl", "Een mentor is professional, ondernemer, ambtenaar of gepensioneerde."),
    ("es", "Los mentores son directivos, empresarios, funcionarios o jubilados."),
    ("fi", "Mentorit ovat johtajia, yrittäjiä ja eläkeläisiä."),
    ("ro", "Mentorii sunt manageri, antreprenori și pensionari."),
    ("tr", "Mentorlar yöneticiler, girişimciler ve emeklilerdir."),
]

NO_LIST = [
    (
        "en",
        "Managers mentor refugees. Business owners pay. Civil servants and retired people look.",
    ),
    ("en", "Managers, business owners, civil servants and retired people came to the opening."),
    ("en", "Managers mentor entrepreneurs, whom civil servants and retired people advise as well."),
    ("en", "Mentoring for managers, business owners and retired people."),
    ("de", "Mentoring für Führungskräfte, Unternehmer und Menschen im Ruhestand."),
    ("fr", "Un mentorat pour des cadres, des entrepreneurs et des retraités."),
    ("en", "The mentoring is backed by managers, business owners and retired people."),
    ("es", "Mentores: directivos y funcionarios acompañan a jubilados."),
]


@pytest.mark.parametrize(("language", "text"), LISTS)
def test_in_a_list_of_mentors_each_of_them_mentors(language: str, text: str) -> None:
    sure = {"active_professionals": 0.9, "retired_professionals": 0.2, "entrepreneurs": 0.2}
    found = weighed(language, text, MENTORS, sure)
    assert found["retired_professionals"] >= ACCEPT


@pytest.mark.parametrize(("language", "text"), NO_LIST)
def test_what_is_no_list_raises_nobody(language: str, text: str) -> None:
    sure = {"active_professionals": 0.9, "retired_professionals": 0.2}
    assert weighed(language, text, MENTORS, sure) == sure


def test_a_list_of_which_nobody_is_sure_raises_nobody() -> None:
    sure = {"active_professionals": 0.6, "retired_professionals": 0.2}
    assert weighed("en", LISTS[0][1], MENTORS, sure) == sure
