"""Who is taught what, and words for meeting and training that say something else.

The sentences are made up for the kinds of errors that were met on published pages.
"""

from __future__ import annotations

import pytest

from tests.language.tagging import accepted, proposed


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Six in ten mentees were in employment or training a year later."),
        ("fr", "La moitié des filleuls ont un emploi ou une formation après un an."),
        ("nl", "De helft vond een baan of een opleiding."),
        ("de", "Viele sind heute in Arbeit oder in einer beruflichen Weiterbildung."),
        ("es", "La mitad encontró un empleo o una formación."),
        ("it", "Sono giovani senza lavoro né in formazione."),
        ("pt", "São jovens sem emprego nem em formação."),
        ("nb", "Ordningen bygger på veiledning mellom to mennesker."),
        ("fi", "Puolet pääsi töihin tai koulutukseen."),
        ("pl", "Razem przygotowują się do rozmowy o pracę."),
    ],
)
def test_a_course_that_mentees_take_up_is_no_training_here(language: str, text: str) -> None:
    assert "training_included" not in proposed(language, text, "format")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "All volunteers attend a training day before they are matched."),
        ("fr", "Les parrains suivent une formation avant la première rencontre."),
        ("nl", "Vooraf volgen de maatjes een training van twee avonden."),
        ("de", "Die Patinnen werden in einer Schulung vorbereitet."),
        ("es", "Las mentoras reciben formación inicial."),
        ("fi", "Mentorit saavat koulutuksen ennen aloitusta."),
        ("pl", "Mentorki biorą udział w szkoleniu."),
    ],
)
def test_training_for_the_task_still_is(language: str, text: str) -> None:
    assert "training_included" in accepted(language, text, "format")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The scheme meets the needs of people from all walks of life."),
        ("en", "The pairs meet online on Thursdays."),
        ("fr", "Ces jeunes rencontrent de nombreuses difficultés."),
        ("nl", "De coördinator kijkt of twee mensen goed bij elkaar passen."),
        ("de", "Jede hat eine persönliche Ansprechpartnerin."),
        ("de", "Gestärkt werden Persönlichkeit und Mut."),
        ("es", "Muchas se encuentran en situación de paro."),
        ("it", "Gli incontri virtuali durano un'ora."),
        ("pt", "Fazem-se encontros online de uma hora."),
        ("sv", "Paren träffas digitalt varannan vecka."),
        ("da", "Parrene mødes online hver anden uge."),
        ("nb", "Parene møtes digitalt annenhver uke."),
        ("cs", "Setkávají se s různými předsudky."),
    ],
)
def test_needs_that_are_met_are_no_meeting_in_person(language: str, text: str) -> None:
    assert "in_person" not in proposed(language, text, "format")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The pairs meet in a café on Thursdays."),
        ("fr", "Les binômes se rencontrent au café chaque semaine."),
        ("nl", "De duo's ontmoeten elkaar in de bibliotheek."),
        ("de", "Sie treffen sich persönlich in der Bibliothek."),
        ("sv", "Paren träffas på biblioteket."),
        ("da", "Parrene mødes på biblioteket."),
        ("cs", "Dvojice se scházejí osobně."),
    ],
)
def test_meeting_somewhere_still_is(language: str, text: str) -> None:
    assert "in_person" in accepted(language, text, "format")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Each volunteer is matched with a student from the lower forms."),
        ("en", "Students from year nine are supported by local mentors."),
        ("fr", "Les élèves sont suivis par des parrains de la ville."),
        ("de", "Schülerinnen und Schüler werden von ehrenamtlichen Paten begleitet."),
        ("nl", "Leerlingen worden een jaar lang begeleid door een mentor."),
        ("es", "Los estudiantes son acompañados por mentores del barrio."),
        ("it", "Gli studenti sono seguiti da mentori del quartiere."),
        ("sv", "Eleverna får stöd av en mentor; elever väljer själva."),
    ],
)
def test_pupils_whom_mentors_accompany_do_not_mentor(language: str, text: str) -> None:
    assert "students" not in accepted(language, text, "mentor_type")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "University students mentor the pupils every week."),
        ("fr", "Les mentors sont des étudiants bénévoles de l'université."),
        ("de", "Die Mentoren sind Studierende der Universität."),
        ("nl", "De mentoren zijn studenten van de hogeschool."),
        ("it", "I mentori sono studenti universitari."),
    ],
)
def test_students_who_mentor_still_do(language: str, text: str) -> None:
    assert "students" in accepted(language, text, "mentor_type")


@pytest.mark.parametrize(
    ("language", "text", "goal"),
    [
        ("en", "Mentors are trained in communication skills.", "social_and_cognitive_skills"),
        ("fr", "Les mentors sont formés au français facile.", "language_learning"),
        ("nl", "Vrijwilligers leren sociale vaardigheden.", "social_and_cognitive_skills"),
        ("de", "Die Paten werden in Bewerbungstraining geschult.", "employment"),
        ("es", "Las mentoras aprenden habilidades sociales.", "social_and_cognitive_skills"),
    ],
)
def test_what_mentors_are_taught_is_no_aim(language: str, text: str, goal: str) -> None:
    assert goal not in proposed(language, text, "goal")


@pytest.mark.parametrize(
    ("language", "text", "goal"),
    [
        ("en", "Mentees learn communication skills.", "social_and_cognitive_skills"),
        ("en", "Mentors learn to question their prejudices.", "mindset_change"),
        ("de", "Die Jugendlichen lernen, wie Bewerbungen heute aussehen.", "employment"),
        ("es", "Las jóvenes aprenden habilidades sociales.", "social_and_cognitive_skills"),
    ],
)
def test_what_mentees_learn_is_one(language: str, text: str, goal: str) -> None:
    assert goal in proposed(language, text, "goal")
