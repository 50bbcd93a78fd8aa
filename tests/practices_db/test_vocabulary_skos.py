"""The vocabulary as SKOS: what is written can be read back, and says the same."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Literal

import pytest
from rdflib import Graph, URIRef
from rdflib import Literal as Text
from rdflib.namespace import RDF, SKOS

from practices_db.vocabulary import load_vocabulary, serialise_skos, strip_asterisks
from practices_db.vocabulary.skos import BASE_IRI

Form = Literal["turtle", "json-ld"]
FORMS: list[Form] = ["turtle", "json-ld"]


@pytest.fixture(scope="module", params=FORMS)
def graph(request: pytest.FixtureRequest) -> Graph:
    form: Form = request.param
    return Graph().parse(data=serialise_skos(load_vocabulary(), form), format=form)


def test_nothing_is_lost_or_added(graph: Graph) -> None:
    facets = load_vocabulary().facets.values()
    concepts = [concept for facet in facets for concept in facet.concepts.values()]
    assert len(set(graph.subjects(RDF.type, SKOS.ConceptScheme))) == len(facets)
    assert len(set(graph.subjects(RDF.type, SKOS.Concept))) == len(concepts)
    labels = sum(len(facet.labels) for facet in facets)
    labels += sum(len(concept.labels) for concept in concepts)
    assert len(list(graph.subject_objects(SKOS.prefLabel))) == labels
    assert len(list(graph.subject_objects(SKOS.scopeNote))) == len(facets) + len(concepts)
    assert len(list(graph.subject_objects(SKOS.broader))) == sum(
        concept.broader is not None for concept in concepts
    )
    for kind, predicate in (("close", SKOS.closeMatch), ("broad", SKOS.broadMatch)):
        assert len(list(graph.subject_objects(predicate))) == sum(
            len(concept.matches.get(kind, ())) for concept in concepts
        )


def test_words_are_labels_without_asterisks(graph: Graph) -> None:
    concept = load_vocabulary().concept("target_group", "refugees")
    subject = URIRef(f"{BASE_IRI}target_group/refugees")
    labels = [label for label in graph.objects(subject, SKOS.altLabel) if isinstance(label, Text)]
    found = {(str(label), label.language) for label in labels}
    assert found == {
        (strip_asterisks(word), lang)
        for lang, words in concept.words.items()
        for word in words
        if strip_asterisks(word) != concept.labels.get(lang)  # words may come before a label
    }
    assert ("refugee", "en") in found


def test_preferred_and_alternative_labels_are_apart(graph: Graph) -> None:
    preferred = set(graph.subject_objects(SKOS.prefLabel))
    assert preferred & set(graph.subject_objects(SKOS.altLabel)) == set()


def test_every_concept_hangs_in_its_scheme(graph: Graph) -> None:
    for concept in graph.subjects(RDF.type, SKOS.Concept):
        scheme = graph.value(concept, SKOS.inScheme)
        assert (scheme, RDF.type, SKOS.ConceptScheme) in graph
        assert str(concept).startswith(f"{scheme}/")
        has_parent = graph.value(concept, SKOS.broader) is not None
        assert has_parent != ((concept, SKOS.topConceptOf, scheme) in graph)


def test_the_text_does_not_change_from_run_to_run() -> None:
    code = (
        "import sys; from practices_db.vocabulary import load_vocabulary, serialise_skos; "
        "forms = ('turtle', 'json-ld'); "
        "sys.stdout.write(''.join(serialise_skos(load_vocabulary(), form) for form in forms))"
    )
    texts = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(texts) == 1
