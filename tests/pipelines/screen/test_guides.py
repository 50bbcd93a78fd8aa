"""Advice on how to mentor is no programme; a programme that gives some to its mentors is one."""

from __future__ import annotations

import pytest

from pipelines.screen import screen
from tests.pipelines.screen.pages import read

GUIDES = {
    "en": (
        "Seven habits of great mentors",
        "Mentors guide people, and the best mentors listen more than they talk. As the one who"
        " mentors, ask your mentee what would help them before you answer.",
        "A good mentor keeps appointments. You and your mentee should meet where both feel at ease,"
        " and a good mentor lets the mentee set the pace.",
    ),
    "fr": (
        "Les qualités d'un bon mentor",
        "Un bon mentor écoute avant de parler. Il accompagne son mentoré sans décider à sa place et"
        " le rencontre régulièrement.",
        "Le mentor doit aussi savoir se taire : les bons mentors posent des questions et"
        " soutiennent leur mentoré dans ses choix.",
    ),
    "de": (
        "Mentoring und Coaching: wo der Unterschied liegt",
        "Mentoring beschreibt eine Beziehung, in der ein Mentor seine Mentee begleitet. Ein guter"
        " Mentor hört zu und drängt nicht.",
        "Mentoring bietet beiden etwas: die Mentee lernt, und der Mentor sieht sein Fach mit neuen"
        " Augen. Treffen sich beide regelmäßig, wächst Vertrauen.",
    ),
    "es": (
        "Lo que aprenden los nuevos mentores",
        "Un buen mentor acompaña a su mentorizado sin decirle qué hacer. Los nuevos mentores suelen"
        " hablar demasiado en los primeros encuentros.",
        "Un mentor debe preguntar y esperar. Los mejores mentores orientan y apoyan, y el"
        " mentorizado decide.",
    ),
    "nl": (
        "Wat een goede mentor doet",
        "Een goede mentor luistert en begeleidt de mentee zonder te sturen. Spreek samen af waar je"
        " elkaar ontmoet.",
        "De beste mentoren stellen vragen. Een mentor moet ook nee kunnen zeggen tegen een mentee.",
    ),
}
PROGRAMME = (
    "Lantern Street mentoring",
    "Lantern Street is a mentoring programme for parents who look for work. Each volunteer mentor"
    " is matched with one parent, and they meet every week for six months.",
    "What makes a good mentor? Patience. Our mentors are trained for two evenings, and anybody who"
    " lives in the town can apply to take part, as a mentor or as a mentee.",
)
PROGRAMMES = {
    "short": (
        "Mentors wanted",
        "Quayside matches school leavers with a mentor for a year.",
        "Mentors must be over 25. Mentors must have a clean record. A good mentor turns up.",
        "Apply now.",
    ),
    "en": (
        "Harbour Lane Mentors",
        "Harbour Lane pairs young people leaving care with a volunteer mentor for a year."
        " Mentors must be over 21 and mentors must pass a background check before they meet a"
        " young person.",
        "What makes a good mentor? A good mentor listens. You as a mentor will meet your"
        " mentee every week, and the best mentors keep at it when it gets hard. We train you"
        " for three evenings.",
        "To take part, send us your name and we will call you. The programme is free of"
        " charge for young people.",
    ),
    "fr": (
        "Les Passeurs du Quai",
        "Les Passeurs du Quai mettent en relation des lycéens et des bénévoles. Chaque mentor"
        " rencontre son mentoré toutes les deux semaines pendant un an.",
        "Le mentor doit avoir plus de 25 ans, et le mentor doit suivre une formation de deux"
        " soirées. Un bon mentor écoute ; les bons mentors restent. Le mentor idéal aime le"
        " quartier.",
        "Le programme est gratuit pour les jeunes. Inscrivez-vous auprès de notre équipe.",
    ),
    "de": (
        "Lotsen am Kanal",
        "Im Projekt Lotsen am Kanal begleiten Ehrenamtliche Jugendliche beim Übergang von der"
        " Schule in den Beruf. Jede Mentee trifft ihre Mentorin ein Jahr lang jede Woche.",
        "Unser Mentoring bietet Jugendlichen Rat und Halt. Das Mentoring bietet auch den"
        " Ehrenamtlichen viel. Eine gute Mentorin hört zu; wer gute Mentoren sucht, findet sie"
        " bei uns.",
        "Mentoren werden an zwei Abenden geschult. Die Teilnahme ist kostenlos. Melden Sie"
        " sich an.",
    ),
    "es": (
        "Puentes del Barrio",
        "Puentes del Barrio acompaña a jóvenes recién llegados. Cada joven se encuentra cada"
        " semana con un mentor voluntario durante nueve meses.",
        "Buscamos nuevos mentores para el curso. El mentor debe tener más de 23 años y el"
        " mentor debe asistir a una formación de dos tardes. Un buen mentor escucha sin"
        " juzgar.",
        "Los nuevos mentores reciben el apoyo de nuestro equipo. El programa es gratuito y se"
        " inscribe escribiendo a la coordinación.",
    ),
    "nl": (
        "Kade Maatjes",
        "Kade Maatjes koppelt jongeren zonder netwerk aan een mentor. Mentor en mentee zien"
        " elkaar een jaar lang elke week.",
        "Ons mentoring biedt jongeren een steun in de rug. Een mentor moet minstens 21 jaar"
        " zijn en een mentor moet een verklaring omtrent gedrag laten zien. Een goede mentor"
        " luistert.",
        "Mentoren krijgen een training van drie avonden. Meedoen is gratis; meld je aan bij"
        " onze coördinator.",
    ),
    "it": (
        "Ponti di Porto",
        "Ponti di Porto affianca studenti stranieri con un mentore volontario. Ogni mentore"
        " incontra lo studente ogni settimana per otto mesi.",
        "Il mentore deve avere almeno 22 anni e il mentore deve seguire un corso di due sere."
        " Un buon mentore ascolta. Cerchiamo un bravo mentore per ogni ragazzo.",
        "La partecipazione al programma è gratuita. Iscriviti presso la nostra sede.",
    ),
    "sv": (
        "Kajens mentorer",
        "Kajens mentorer matchar nyanlända ungdomar med en mentor. Mentor och adept träffas"
        " varje vecka under ett år.",
        "En bra mentor lyssnar. Vi söker dig som vill bli en god mentor; bra mentorer behövs."
        " Alla mentorer går en utbildning på två kvällar.",
        "Programmet är gratis för ungdomarna. Anmäl dig till vår samordnare.",
    ),
    "pt": (
        "Cais Mentores",
        "O Cais Mentores junta jovens que deixaram a escola a um mentor voluntário. Mentor e"
        " mentorando encontram-se todas as semanas durante um ano.",
        "Um bom mentor escuta, e bons mentores ficam. Procuramos os melhores mentores da"
        " cidade e damos-lhes formação em duas noites.",
        "A participação no programa é gratuita. Inscreva-se junto da nossa equipa.",
    ),
    "pl": (
        "Mentorzy z Nabrzeża",
        "Program łączy młodych uchodźców z mentorami. Każdy mentor spotyka się ze swoim"
        " podopiecznym co tydzień przez rok.",
        "Dobry mentor słucha. Szukamy dobrego mentora dla każdego uczestnika. Mentorzy"
        " przechodzą szkolenie przez dwa wieczory.",
        "Udział w programie jest bezpłatny. Zgłoś się do naszego koordynatora.",
    ),
    "ca": (
        "Mentors del Moll",
        "Mentors del Moll acompanya joves migrants. Cada jove es troba cada setmana amb un"
        " mentor voluntari durant un any.",
        "Un bon mentor escolta, i una bona mentora també. Els mentors fan una formació de"
        " dues tardes.",
        "El programa és gratuït. Inscriu-te a la nostra seu.",
    ),
}
LONG_GUIDE = (
    "What great mentors do",
    "A good mentor turns up. Whether you meet weekly or monthly, and whether the programme lasts"
    " six months or a year, the best mentors keep their word.",
    "Mentors must listen, and mentors must not decide for the mentee. A great mentor asks what the"
    " mentee has tried; good mentors share what went wrong for them.",
    "Mentoring vs coaching: a coach works on one task. You as a mentor look at the whole road, and"
    " a good mentor says so when the mentee needs somebody else.",
)


def _verdict(title: str, *paragraphs: str) -> str:
    return screen(read(title, *paragraphs)).verdict


@pytest.mark.parametrize("language", GUIDES)
def test_advice_to_mentors_is_no_programme(language: str) -> None:
    assert _verdict(*GUIDES[language]) != "programme"


def test_a_programme_that_says_what_a_good_mentor_is_stays_one() -> None:
    assert _verdict(*PROGRAMME) == "programme"


def test_a_guide_that_speaks_of_weeks_and_programmes_is_one() -> None:
    assert _verdict(*LONG_GUIDE) != "programme"


@pytest.mark.parametrize("language", PROGRAMMES)
def test_a_programme_that_says_what_it_asks_of_its_mentors_stays_one(language: str) -> None:
    assert _verdict(*PROGRAMMES[language]) == "programme"


TITLED = {
    "en": ("How to find a mentor", "Write to mentors whom you admire. Mentor and mentee should meet"
        " every month, and a mentee prepares what the two will talk about."),
    "fr": ("Rôle du mentor : nos conseils pour débuter", "Le mentor accompagne son mentoré et le"
        " rencontre tous les mois pendant un an. Le mentoré prépare chaque rencontre."),
    "de": ("Tipps für das erste Treffen mit der Mentorin", "Mentorin und Mentee treffen sich jeden"
        " Monat, sechs Monate lang. Die Mentee bereitet jedes Treffen vor."),
    "es": ("Claves para elegir un mentor", "El mentor y su mentorizado se reúnen cada mes durante"
        " un año. El mentorizado prepara cada encuentro con el mentor."),
    "nl": ("Rollen van een mentor", "Mentor en mentee ontmoeten elkaar elke maand, een jaar lang."
        " De mentee bereidt elke ontmoeting met de mentor voor."),
    "pt": ("Dicas para mentores", "O mentor e o mentorando encontram-se todos os meses durante um"
        " ano. O mentorando prepara cada encontro com o mentor."),
}  # fmt: skip
INVITING = {
    "en": ("Become a mentor: tips and how to apply", "Quayside matches school leavers with a mentor"
        " for a year. To take part, apply by May. Sign up as a mentor or a mentee."),
    "de": ("Mentor werden: Tipps und Anmeldung", "Das Projekt Lotsen bringt Jugendliche mit einem"
        " Mentor zusammen, ein Jahr lang. Die Teilnahme ist kostenlos. Melden Sie sich an."),
    "nl": ("Tips voor wie mentor wil worden", "Kade koppelt jongeren aan een mentor, een jaar lang."
        " Meedoen is gratis. Meld je aan als mentor of als mentee."),
}  # fmt: skip


@pytest.mark.parametrize("language", TITLED)
def test_a_title_that_promises_advice_is_no_programmes(language: str) -> None:
    """However much the text speaks of meetings and months, as a programme's does."""
    assert _verdict(*TITLED[language]) != "programme"


@pytest.mark.parametrize("language", INVITING)
def test_a_programme_that_promises_tips_to_those_who_join_stays_one(language: str) -> None:
    assert _verdict(*INVITING[language]) == "programme"


@pytest.mark.parametrize(
    ("title", "opening"),
    [
        (
            "The first meeting",
            "Both parties should say what they hope for. The mentor asks about the mentee's work,"
            " and the mentee asks how the mentor came to theirs. Agree how often you will meet"
            " and what stays between mentor and mentee.",
        ),
        (
            "Das erste Treffen",
            "Beide Seiten sagen, was sie erwarten. Die Mentorin fragt nach der Arbeit ihrer Mentee,"
            " und die Mentee fragt zurück. Klärt, wie oft ihr euch trefft und was unter Mentorin"
            " und Mentee bleibt.",
        ),
        (
            "Cinco claves para ser el mejor mentor",
            "Ser mentor exige paciencia. Ser mentora también. El mentor acompaña a su mentee con"
            " preguntas, y no con respuestas; la mentee decide cada semana qué paso quiere dar.",
        ),
    ],
)
def test_guides_on_the_first_meeting_and_the_best_mentor(title: str, opening: str) -> None:
    assert _verdict(title, opening) != "programme"


def test_a_programme_may_name_its_first_meeting() -> None:
    told = (
        "Lantern Street matches parents who look for work with volunteer mentors for six months."
        " At the first meeting our coordinator introduces mentor and mentee. To take part, apply"
        " by e-mail; anybody who lives in the town can join as a mentor or as a mentee."
    )
    assert _verdict("Your first meeting at Lantern Street mentoring", told) == "programme"
