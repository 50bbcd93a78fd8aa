"""Retired people whom mentors visit, and somebody who gave up a sport, do not mentor as retired."""

from __future__ import annotations

import pytest

from tests.language.tagging import proposed

RETIRED = "retired_professionals"

VISITED = [
    ("en", "Mentors visit retired immigrants."),
    ("de", "Mentorinnen besuchen Migrantinnen im Ruhestand."),
    ("fr", "Des mentors rendent visite à des immigrés retraités."),
    ("es", "Los mentores visitan a inmigrantes jubilados."),
    ("nl", "Mentoren bezoeken gepensioneerde migranten."),
    ("sv", "Mentorer besöker pensionerade invandrare."),
    ("it", "I mentori visitano immigrati in pensione."),
    ("pl", "Mentorzy odwiedzają emerytowanych imigrantów."),
    ("cs", "Mentoři navštěvují imigranty v důchodu."),
    ("pt", "Os mentores visitam imigrantes reformados."),
    ("nb", "Mentorene besøker pensjonerte innvandrere."),
]

GAVE_UP = [
    ("en", "Our founder retired from sport in 2010 and now mentors."),
    ("en", "The project is led by a retired footballer."),
    ("fr", "Le fondateur, retraité des terrains depuis 2010, est mentor."),
    ("es", "La fundadora, retirada del deporte, es mentora."),
    ("it", "Il fondatore, ritirato dallo sport, fa il mentore."),
]

THEY_MENTOR = [
    ("en", "Retired immigrants mentor newcomers."),
    ("en", "The mentors are retired immigrants."),
    ("en", "Mentors include retired immigrants."),
    ("en", "The mentors come from among retired immigrants."),
    ("en", "As mentors work retired teachers."),
    ("de", "Mentorinnen sind Migrantinnen im Ruhestand."),
    ("de", "Als Mentorinnen wirken Migrantinnen im Ruhestand."),
    ("fr", "Les mentors sont des immigrés retraités."),
    ("nl", "De mentoren zijn gepensioneerde migranten."),
    ("en", "People retired from nursing mentor newcomers."),
    ("pl", "Mentorami są emerytowani imigranci."),
    ("cs", "Mentoři jsou imigranti v důchodu."),
    ("pt", "Os mentores são imigrantes reformados."),
    ("fi", "Mentorit ovat eläkkeellä olevia maahanmuuttajia."),
]


@pytest.mark.parametrize(("language", "text"), [*VISITED, *GAVE_UP])
def test_they_do_not_mentor(language: str, text: str) -> None:
    assert RETIRED not in proposed(language, text, "mentor_type")


@pytest.mark.parametrize(("language", "text"), THEY_MENTOR)
def test_they_mentor(language: str, text: str) -> None:
    assert RETIRED in proposed(language, text, "mentor_type")
