"""The vocabulary: all codes of its starting point, in every language, each in one place."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest
import yaml

from practices_db import vocabulary as package
from practices_db.errors import PracticesError
from practices_db.vocabulary import (
    UnknownConcept,
    load_roles,
    load_vocabulary,
    read_vocabulary,
    strip_asterisks,
)
from practices_db.vocabulary.nodes import LANGUAGES

FOLDER = Path(package.__file__).parent
LABELLED = ("en", "fr", "nl", "de", "es", "it", "pt", "sv", "da", "nb", "fi", "pl")
ALL = (*LABELLED, "cs", "ca", "el")
WITHOUT_WORDS = {
    ("evidence_level", "none_stated"),  # nothing stated has no words
    ("profile", "core_funding"),  # its words stand in funding_form
    ("profile", "mindset_change"),  # its words stand in goal
}


def test_every_code_of_the_starter_is_a_concept(shared: Path) -> None:
    start = yaml.safe_load((shared / "vocabulary.yml").read_text(encoding="utf-8"))
    expected = {
        (facet, code) for facet, codes in start.items() if facet != "traps" for code in codes
    }
    loaded = load_vocabulary()
    found = {(key, code) for key, facet in loaded.facets.items() for code in facet.concepts}
    assert expected - found == set()
    assert len(expected) > 60


def test_silence_is_no_value_to_choose() -> None:
    level = load_vocabulary().facet("evidence_level")
    assert level.values() == [code for code in level.concepts if code != "none_stated"]
    assert load_vocabulary().facet("goal").values() == list(
        load_vocabulary().facet("goal").concepts
    )


def test_outside_codes_are_codes_of_their_lists() -> None:
    iati = "https://iatistandard.org/en/iati-standard/203/codelists/"
    forms = {
        f"{iati}aidtype/": r"#[A-H]\d\d",
        f"{iati}organisationtype/": r"#\d\d",
        f"{iati}organisationrole/": r"#[1-4]",
        f"{iati}activitystatus/": r"#[1-6]",
        f"{iati}sector/": r"#\d{5}",
        "http://ec.europa.eu/eurostat/ramon/": r".*#ED[\d_-]+",
        "https://whatworksgrowth.org/": r".*#level-[1-5]",
        "https://www.nesta.org.uk/": r".*#level-[1-5]",
    }
    found = [
        iri
        for facet in load_vocabulary().facets.values()
        for concept in facet.concepts.values()
        for kind in ("close", "broad")
        for iri in concept.matches.get(kind, ())
    ]
    assert len(found) >= 33
    for iri in found:
        fitting = [form for start, form in forms.items() if iri.startswith(start)]
        start = next(start for start in forms if iri.startswith(start))
        assert re.fullmatch(fitting[0], iri.removeprefix(start)), iri
    assert (
        f"{iati}sector/#16020" in load_vocabulary().concept("goal", "employment").matches["close"]
    )


def test_an_organisation_that_pays_has_the_role_of_funding() -> None:
    iati = "https://iatistandard.org/en/iati-standard/203/codelists/"
    payers = load_vocabulary().facet("funding_model").concepts
    assert {code for code, payer in payers.items() if payer.matches.get("broad")} == {
        "national_government",
        "regional_local_government",
        "eu_funds",
        "foundation_grants",
        "corporate_sponsorship",
    }
    assert payers["eu_funds"].matches == {"broad": (f"{iati}organisationrole/#1",)}
    assert payers["foundation_grants"].matches["close"] == (f"{iati}organisationtype/#60",)


def test_facets_beyond_the_starter_are_there() -> None:
    kinds = {key: facet.kind for key, facet in load_vocabulary().facets.items()}
    assert {key for key, kind in kinds.items() if kind == "literal"} == {
        "cost",
        "country",
        "delivery_place",
        "duration_months",
        "hours",
        "mentee_age",
        "outcome",
        "pairs",
        "participants",
        "start_year",
    }
    assert {"status", "mentee_education", "funding_form", "profile", "mentoring_condition"} <= {
        key for key, kind in kinds.items() if kind == "concept"
    }


def test_single_facets_hold_one_value() -> None:
    single = {key for key, facet in load_vocabulary().facets.items() if facet.single}
    assert {"evidence_level", "scale", "status"} <= single
    assert not {"target_group", "mentor_type", "funding_model", "goal"} & single


def test_every_concept_has_a_label_in_every_language() -> None:
    missing = [
        (facet.key, owner, lang)
        for facet in load_vocabulary().facets.values()
        for owner, labels in [
            (facet.key, facet.labels),
            *((code, concept.labels) for code, concept in facet.concepts.items()),
        ]
        for lang in LABELLED
        if not labels.get(lang, "").strip()
    ]
    assert missing == []


LABELLED_IN_PART = tuple(sorted(LANGUAGES - set(ALL)))
OF_PROGRAMMES = (
    "target_group",
    "mentor_type",
    "funding_model",
    "goal",
    "format",
    "stakeholder",
    "evidence_level",
)


@pytest.mark.parametrize("lang", LABELLED_IN_PART)
def test_what_programmes_are_compared_by_has_labels_in_more_languages(lang: str) -> None:
    for key in OF_PROGRAMMES:
        facet = load_vocabulary().facet(key)
        labels = [concept.labels.get(lang, "") for concept in facet.concepts.values()]
        assert all([facet.labels.get(lang), *labels]), key
        assert len({label.lower() for label in labels}) == len(labels), key


def test_labels_of_a_facet_differ_from_each_other() -> None:
    for facet in load_vocabulary().facets.values():
        for lang in LABELLED:
            labels = [concept.label(lang).lower() for concept in facet.concepts.values()]
            assert len(set(labels)) == len(labels), (facet.key, lang)


def test_every_value_has_words_in_every_language() -> None:
    missing = [
        (facet.key, code, lang)
        for facet in load_vocabulary().facets.values()
        if facet.kind == "concept"
        for code, concept in facet.concepts.items()
        if (facet.key, code) not in WITHOUT_WORDS
        for lang in ALL
        if not concept.words.get(lang)
    ]
    assert missing == []


def test_no_pattern_is_so_short_that_it_matches_anything() -> None:
    for facet in load_vocabulary().facets.values():
        for concept in facet.concepts.values():
            for lang, patterns in concept.words.items():
                for pattern in patterns:
                    signs = strip_asterisks(pattern).replace(" ", "")
                    assert len(signs) >= 3, (facet.key, concept.code, lang, pattern)


def test_no_pattern_belongs_to_two_concepts_of_a_facet() -> None:
    for facet in load_vocabulary().facets.values():
        owners: dict[tuple[str, str], set[str]] = defaultdict(set)
        for concept in facet.concepts.values():
            for lang, patterns in concept.words.items():
                for pattern in patterns:
                    owners[lang, pattern.lower()].add(concept.code)
        assert [key for key, codes in owners.items() if len(codes) > 1] == [], facet.key


def test_false_friends_stay_out() -> None:
    words = load_vocabulary().concept("mentor_type", "alumni").words
    assert not {"alumni", "alumni*", "ehemalige*"} & {word.lower() for word in words["de"]}
    dutch = load_roles()["mentoring"]["nl"] + load_roles()["mentor"]["nl"]
    assert not {"mentorschap", "mentor*", "mentorschap*"} & set(dutch)


def test_roles_have_words_in_every_language() -> None:
    missing = [
        (role, lang) for role, words in load_roles().items() for lang in ALL if not words.get(lang)
    ]
    assert missing == []
    assert "no" in load_roles()["negation"]["en"]


def test_a_label_falls_back_to_english() -> None:
    concept = load_vocabulary().concept("target_group", "refugees")
    assert concept.label("nl") == "Vluchtelingen"
    assert concept.label("xx") == concept.label() == "Refugees"


def test_an_unknown_concept_names_its_neighbours() -> None:
    with pytest.raises(UnknownConcept) as caught:
        load_vocabulary().concept("target_group", "refuges")
    assert "refuges" in caught.value.message
    assert "refugees" in caught.value.advice
    assert isinstance(caught.value, PracticesError)


def test_an_unknown_facet_names_its_neighbours() -> None:
    with pytest.raises(UnknownConcept) as caught:
        load_vocabulary().facet("target_groups")
    assert "target_group" in caught.value.advice


def test_a_new_concept_costs_one_place(tmp_path: Path) -> None:
    folder = shutil.copytree(FOLDER, tmp_path / "vocabulary")
    file = folder / "target_group.yml"
    with file.open("a", encoding="utf-8") as target:
        target.write(
            "  stateless_people:\n"
            "    label: {en: Stateless people}\n"
            "    note: People whom no state takes for its own.\n"
            "    broader: immigrants_newcomers\n"
            "    words: {en: [stateless*], de: [staatenlos*]}\n"
        )
    before, after = load_vocabulary(), read_vocabulary(folder)
    added = after.concept("target_group", "stateless_people")
    assert (added.words["de"], added.broader) == (("staatenlos*",), "immigrants_newcomers")
    assert len(after.facet("target_group").concepts) == (
        len(before.facet("target_group").concepts) + 1
    )
    assert after.version != before.version


def test_the_version_follows_the_content(tmp_path: Path) -> None:
    folder = shutil.copytree(FOLDER, tmp_path / "vocabulary")
    assert read_vocabulary(folder).version == load_vocabulary().version


def test_loading_imports_no_heavy_library() -> None:
    code = (
        "import sys; from practices_db.vocabulary import load_vocabulary; load_vocabulary(); "
        "print(sorted({'rdflib', 'spacy', 'torch', 'dagster'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    "facet", ["target_group", "mentor_type", "funding_model", "goal", "format", "stakeholder"]
)
def test_every_language_that_is_read_has_words_for_every_concept(facet: str) -> None:
    for concept in load_vocabulary().facet(facet).concepts.values():
        assert not LANGUAGES - concept.words.keys(), concept.code
