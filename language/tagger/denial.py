"""Whether a phrase is denied in its sentence, or means something else there than its words do.

Negations, contrasts and turns of phrase: what is found here makes no tag, whatever its facet.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from language.tagger import roles
from language.tagger.clauses import CLAUSE_END, leads_to
from language.tagger.context import PEOPLE, Passage
from language.tagger.finder import Hit
from language.tagger.other_parts import has_other_part
from language.tagger.others_aims import is_nobodys_aim
from language.tagger.pupils import are_mentored
from language.tagger.retired import is_not_mentoring

_NO_SUCH: Mapping[tuple[str, str], str] = {
    ("target_group", "immigrant_women"): "both_sexes",
    ("format", "group"): "helpers_group",
    ("stakeholder", "employers"): "no_firm",
    ("funding_model", "corporate_sponsorship"): "no_firm",
    ("format", "training_included"): "schooling",
    ("format", "workplace"): "no_firm",
    ("target_group", "disadvantaged_youth"): "grown_ups",
    ("target_group", "people_in_or_after_prison"): "prison_otherwise",
    ("target_group", "single_parents"): "of_single_parents",
    ("stakeholder", "school"): "school_trouble",
    ("stakeholder", "civil_society"): "unpaid_help",
    ("mentor_type", "students"): "pupil_mentored",
    ("mentor_type", "community_volunteers"): "taken_part_freely",
    ("stakeholder", "university"): "studied",
    ("goal", "career_orientation"): "for_mentors",
    ("goal", "professional_network"): "own_network",
    ("goal", "language_learning"): "language_given",
    ("stakeholder", "municipality"): "place",
    ("funding_model", "regional_local_government"): "place",
}
"""Concepts that are not meant where their phrase is part of such a turn ("men and women")."""

_ANOTHER_WORD: Mapping[tuple[str, str], str] = {("format", "in_person"): "no_meeting"}
"""Concepts whose phrase is another word in such a turn ("needs that are met")."""

_DOES: Mapping[str, str] = {"stakeholder": "running", "funding_model": "paying"}
"""The word behind a body that says what it does for the programme."""

_EVIDENCE = "evidence_level"
_STUDIES = ("external_evaluation", "comparison_group", "randomised_trial")
_SOUGHT = frozenset({"mentor_type", "target_group"})
_COMMA = re.compile(r"[^;:()–—!?,]{0,30},(?: \w+)? ")
_ENDS_HERE = re.compile(r"\s*(?:[.,;:!?)–—]|$)")
_BEHIND = 5
"""Words between a study and what takes it back ("a control group is lacking")."""


def is_another_word(passage: Passage, hit: Hit) -> bool:
    """Tell whether the phrase does not stand here at all ("walks of life" for walks).

    Nothing is denied by that: the meaning of the text may still speak for the concept.
    """
    turn = _ANOTHER_WORD.get((hit.facet, hit.code))
    return bool(turn) and roles.distance(passage, turn or "", hit) == 0


def is_denied(passage: Passage, hit: Hit) -> bool:
    """Tell whether a negation or contrast governs the phrase ("ni étudiants ni retraités").

    A word that means something else here ("parrainage d'enfants à l'étranger") is denied too, and
    a body of which the text only repeats figures.
    """
    if _means_otherwise(passage, hit) or _is_disclaimed(passage, hit) or _is_open(passage, hit):
        return True
    for cue in passage.cues.get("negation", ()):
        if cue.start >= hit.start:
            continue
        if _is_softened(passage, cue) or passage.words_between(cue.end, hit.start) > roles.NEAR:
            continue
        if CLAUSE_END.search(passage.between(cue.end, hit.start)):
            continue
        if roles.has_between(passage, "but", cue.end, hit.start):
            continue
        return True
    return False


def _means_otherwise(passage: Passage, hit: Hit) -> bool:
    """Whether the phrase is part of a turn, of a body's name or of a source's."""
    turns = ("other_meaning", _NO_SUCH.get((hit.facet, hit.code), ""))
    return (
        any(roles.distance(passage, turn, hit) == 0 for turn in turns)
        or (hit.facet in _DOES and _is_source(passage, hit))
        or ((hit.facet, hit.code) == ("mentor_type", "students") and are_mentored(passage, hit))
        or (hit.facet == "target_group" and _is_descent(passage, hit))
        or is_not_mentoring(passage, hit)
        or has_other_part(passage, hit)
        or (hit.facet == "funding_model" and _gives_prize(passage, hit))
        or (hit.facet == "funding_model" and _is_partner(passage, hit))
        or (hit.facet in _SOUGHT and _is_turned_down(passage, hit))
        or (hit.facet == "goal" and is_nobodys_aim(passage, hit))
    )


def _is_source(passage: Passage, hit: Hit) -> bool:
    """Tell whether a body is named for its figures ("according to data from the ministry")."""
    named = any(leads_to(passage, cue, hit, roles.NEAR) for cue in passage.cues.get("source", ()))
    return named and not any(
        cue.start >= hit.end and passage.words_between(hit.end, cue.start) <= roles.NEAR
        for cue in passage.cues.get(_DOES[hit.facet], ())
    )


def _is_descent(passage: Passage, hit: Hit) -> bool:
    """Tell whether parents or a family in it only say where somebody comes from, or by what permit;
    families beside such words may be served ("families whose parents look for work"), and parents
    whom it is for are no others' descent.
    """
    cues = [cue for cue in passage.cues.get("families_otherwise", ()) if roles.overlap(cue, hit)]
    if hit.code == "immigrant_families":
        return any(not _is_for_them(passage, cue) for cue in cues)
    return hit.code == "ethnic_minorities" and any(_is_for_them(passage, cue) for cue in cues)


def _is_for_them(passage: Passage, cue: Hit) -> bool:
    """Tell whether "for" stands right before parents ("for parents from Asia"), not before their
    children; "to" behind children says whose they are ("barn till föräldrar från Asien").
    """
    people = passage.hits.get(PEOPLE, ())
    first = any(one.code == "families" and one.start == cue.start for one in people)
    young = [one for one in people if one.code in ("youth", "pupils")]
    return first and any(
        one.end <= cue.start
        and not passage.between(one.end, cue.start).strip()
        and not roles.touches(passage, one, [child for child in young if child.end <= one.start])
        for one in passage.cues.get("for", ())
    )


def _gives_prize(passage: Passage, hit: Hit) -> bool:
    """Tell whether a payer only names a prize ("the European Union's Learning Award")."""
    return any(
        leads_to(passage, hit, cue, roles.NEAR)
        and not roles.has_between(passage, "paying", hit.end, cue.start)
        for cue in passage.cues.get("award", ())
    )


def _is_partner(passage: Passage, hit: Hit) -> bool:
    """Tell whether a payer is only worked with ("in collaboration with the city")."""
    return any(
        cue.end <= hit.start
        and passage.words_between(cue.end, hit.start) <= 1
        and not _is_paid_beside(passage, cue, hit)
        for cue in passage.cues.get("partner_of", ())
    )


def _is_paid_beside(passage: Passage, start: Hit, end: Hit) -> bool:
    """Whether a word for paying stands right before or behind ("co-funded in partnership with")."""
    return any(
        (one.end <= start.start and passage.words_between(one.end, start.start) == 0)
        or (one.start >= end.end and passage.words_between(end.end, one.start) <= 1)
        for one in passage.cues.get("paying", ())
    )


def _is_disclaimed(passage: Passage, hit: Hit) -> bool:
    """Tell whether a goal is denied behind its back ("a job is not promised")."""
    return hit.facet == "goal" and any(
        leads_to(passage, hit, cue, roles.NEAR)
        and not _is_softened(passage, cue)
        and any(
            other.end > cue.end and passage.words_between(cue.end, other.start) <= 2
            for other in passage.cues.get("promise", ())
            if other.start >= cue.end
        )
        for cue in passage.cues.get("negation", ())
    )


def _is_turned_down(passage: Passage, hit: Hit) -> bool:
    """Tell whether the end of the clause denies people ("umirovljenike ne tražimo")."""
    return any(
        leads_to(passage, hit, cue, roles.NEAR)
        and _ENDS_HERE.match(passage.text, cue.end, passage.end)
        for cue in passage.cues.get("turned_down", ())
    )


def _is_asked(passage: Passage, hit: Hit) -> bool:
    """Tell whether a result is only asked for ("how many found work has not been published")."""
    return any(
        leads_to(passage, cue, hit, roles.CLAUSE) and _is_negated_beside(passage, cue, hit)
        for cue in passage.cues.get("asked", ())
    )


def _is_open(passage: Passage, hit: Hit) -> bool:
    """Tell whether it is asked for, taken back, untold or denied within, as its facet may be."""
    if hit.facet == _EVIDENCE:
        return _is_asked(passage, hit) or _is_taken_back(passage, hit)
    return _is_untold(passage, hit) or _is_denied_within(passage, hit)


def _is_untold(passage: Passage, hit: Hit) -> bool:
    """Tell whether a payer stands in a question that has no answer ("how ... is not explained")."""
    return hit.facet == "funding_model" and any(
        leads_to(passage, cue, hit, roles.NEAR)
        and any(
            leads_to(passage, hit, one, roles.NEAR) and not _is_softened(passage, one)
            for one in passage.cues.get("negation", ())
        )
        for cue in passage.cues.get("question", ())
    )


def _is_denied_within(passage: Passage, hit: Hit) -> bool:
    """Tell whether a negation parts what was put together ("mentors are not paid")."""
    return (hit.facet, hit.code) == ("mentor_type", "paid_coaches") and any(
        hit.start < cue.start
        and cue.end < hit.end
        and not CLAUSE_END.search(passage.between(hit.start, cue.start))
        and not _is_softened(passage, cue)
        for cue in passage.cues.get("negation", ())
    )


def _is_negated_beside(passage: Passage, start: Hit, end: Hit) -> bool:
    """Whether a negation stands before the one or behind the other, in their clause."""
    return any(
        (one.end <= start.start and not CLAUSE_END.search(passage.between(one.end, start.start)))
        or (one.start >= end.end and _is_told_of(passage.between(end.end, one.start)))
        or start.end <= one.start < end.start
        for one in passage.cues.get("negation", ())
    )


def _is_told_of(stretch: str) -> bool:
    """Whether what follows is said of the clause before, as behind a comma ("..., ni znano")."""
    return not CLAUSE_END.search(stretch) or _COMMA.fullmatch(stretch) is not None


def _is_taken_back(passage: Passage, hit: Hit) -> bool:
    """Tell whether a figure or a study is expected or lacking, as the words behind it say."""
    return any(
        leads_to(passage, hit, cue, 1 if role == "expected" else _BEHIND)
        for role in ("expected", *(("missing",) if hit.code in _STUDIES else ()))
        for cue in passage.cues.get(role, ())
    )


def _is_softened(passage: Passage, cue: Hit) -> bool:
    """Whether a negation is part of "not only", "sans emploi" and the like."""
    return any(roles.overlap(other, cue) for other in passage.cues.get("not_only", ()))
