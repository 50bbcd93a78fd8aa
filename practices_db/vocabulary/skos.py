"""The vocabulary as SKOS, for others to load: Turtle or JSON-LD.

Only the export belongs here. Each facet is a concept scheme; the codes make the IRIs, so a code
once released never changes its meaning.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Literal

from practices_db.vocabulary.patterns import strip_asterisks

if TYPE_CHECKING:
    from rdflib import Graph, URIRef

    from practices_db.vocabulary.model import Concept, Facet, Vocabulary

BASE_IRI = "https://w3id.org/mentoring-practices/vocabulary/"
"""Start of every IRI; the redirect has to be registered at w3id.org before a release."""


def to_skos(vocabulary: Vocabulary) -> Graph:
    """Build the graph: a `skos:ConceptScheme` per facet with its concepts and labels."""
    # rdflib takes 0.2 s to import, and only the export needs it.
    from rdflib import Graph
    from rdflib.namespace import SKOS

    graph = Graph()
    graph.bind("skos", SKOS)
    graph.bind("vocabulary", BASE_IRI)
    for facet in vocabulary.facets.values():
        _add_scheme(graph, facet)
        for concept in facet.concepts.values():
            _add_concept(graph, concept)
    return graph


def serialise_skos(vocabulary: Vocabulary, form: Literal["turtle", "json-ld"] = "turtle") -> str:
    """Write the vocabulary as SKOS text; the same text for the same vocabulary."""
    text = to_skos(vocabulary).serialize(format=form)
    if form == "turtle":
        return text
    # rdflib writes JSON-LD in the order of its hash tables, which differs from run to run.
    return json.dumps(_put_in_order(json.loads(text)), ensure_ascii=False, indent=1) + "\n"


def _put_in_order(value: Any) -> Any:
    if isinstance(value, list):
        parts = [_put_in_order(part) for part in value]
        return sorted(parts, key=lambda part: json.dumps(part, sort_keys=True))
    if isinstance(value, dict):
        return {key: _put_in_order(value[key]) for key in sorted(value)}
    return value


def _iri(*parts: str) -> URIRef:
    from rdflib import URIRef

    return URIRef(BASE_IRI + "/".join(parts))


def _add_scheme(graph: Graph, facet: Facet) -> None:
    from rdflib import Literal as Text
    from rdflib.namespace import RDF, SKOS

    scheme = _iri(facet.key)
    graph.add((scheme, RDF.type, SKOS.ConceptScheme))
    graph.add((scheme, SKOS.notation, Text(facet.key)))
    graph.add((scheme, SKOS.scopeNote, Text(facet.note, lang="en")))
    for lang, label in facet.labels.items():
        graph.add((scheme, SKOS.prefLabel, Text(label, lang=lang)))


def _add_concept(graph: Graph, concept: Concept) -> None:
    from rdflib import Literal as Text
    from rdflib import URIRef
    from rdflib.namespace import RDF, SKOS

    scheme = _iri(concept.facet)
    subject = _iri(concept.facet, concept.code)
    graph.add((subject, RDF.type, SKOS.Concept))
    graph.add((subject, SKOS.inScheme, scheme))
    graph.add((subject, SKOS.notation, Text(concept.code)))
    graph.add((subject, SKOS.scopeNote, Text(concept.note, lang="en")))
    for lang, label in concept.labels.items():
        graph.add((subject, SKOS.prefLabel, Text(label, lang=lang)))
    for lang, patterns in concept.words.items():
        for pattern in patterns:
            # SKOS wants prefLabel and altLabel of a concept disjoint.
            if (plain := strip_asterisks(pattern)) != concept.labels.get(lang):
                graph.add((subject, SKOS.altLabel, Text(plain, lang=lang)))
    if concept.broader is not None:
        graph.add((subject, SKOS.broader, _iri(concept.facet, concept.broader)))
    else:
        graph.add((subject, SKOS.topConceptOf, scheme))
        graph.add((scheme, SKOS.hasTopConcept, subject))
    for kind, listed in concept.matches.items():
        for iri in listed:
            graph.add((subject, SKOS[f"{kind}Match"], URIRef(iri)))
