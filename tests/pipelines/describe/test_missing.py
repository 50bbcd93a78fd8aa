"""Pages that say in many languages that they are not there, and programmes that speak of pages."""

from __future__ import annotations

import pytest

from pipelines.describe.missing import is_missing

TOLD = (
    "We can't find the page you asked for.",
    "Sorry, this page isn’t available.",
    "Die gewünschte Seite konnte nicht gefunden werden.",
    "Diese Seite gibt es nicht mehr.",
    "La page demandée est introuvable.",
    "No se ha encontrado la página",
    "La pagina richiesta non è stata trovata.",
    "Deze pagina kan niet worden gevonden.",
    "Sivua ei löydy",
    "Stránka sa nenašla",
    "Az oldal nem található",
    "Pagina nu a fost găsită",
    "Stranica nije pronađena",
    "Stran ne obstaja",
    "Страницата не е намерена",
    "Страница не найдена",
    "Сторінку не знайдено",
    "Lehekülge ei leitud",
    "Lapa nav atrasta",
    "Puslapis nerastas",
    "Síða fannst ekki",
    "No s'ha trobat la pàgina",
    "الصفحة غير موجودة",
    "הדף לא נמצא",
)


@pytest.mark.parametrize("told", TOLD)
def test_a_page_that_is_not_there(told: str) -> None:
    assert is_missing("Oops", f"Oops\n\n{told}\n\nGo to the front page.")
    assert is_missing(told, told)


@pytest.mark.parametrize("told", TOLD)
def test_a_page_that_says_so_of_another_one(told: str) -> None:
    offer = "Mentors walk beside newcomers for a year and meet them every second week. " * 4
    assert not is_missing("Bridge", f"Bridge\n\n{offer}\n\n{told}")
