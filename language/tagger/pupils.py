"""Those who learn: at school they are mostly mentored, and mentor only where a text says so."""

from __future__ import annotations

from language.tagger import roles
from language.tagger.clauses import leads_to
from language.tagger.context import Passage
from language.tagger.finder import Hit

_ARTICLES = 2
"""Words before the first people of a sentence: "die", "Schülerinnen und"."""


def are_mentored(passage: Passage, hit: Hit) -> bool:
    """Tell whether those who learn do not mentor: mentors help them, or they are at school still
    and nothing makes them mentors ("older pupils" is another phrase).
    """
    at_school = any(
        cue.start <= hit.start and hit.end <= cue.end
        for cue in passage.cues.get("school_pupils", ())
    )
    return _is_accompanied(passage, hit) or (
        at_school and not roles.is_mentor(passage, hit) and not _begin_to_mentor(passage, hit)
    )


def _begin_to_mentor(passage: Passage, hit: Hit) -> bool:
    """Tell whether the sentence begins with the phrase and a verb of helping ("pupils accompany"):
    in all our languages those who do it are then named first.
    """
    ends = [hit.end] + [
        one.end
        for one in passage.hits.get(hit.facet, ())
        if one.code == hit.code and roles.is_joined(passage, hit.end, one.start)
    ]
    return passage.words_between(passage.start, hit.start) <= _ARTICLES and any(
        end <= cue.start and not passage.between(end, cue.start).strip()
        for end in ends
        for cue in passage.cues.get("accompany", ())
    )


def _is_accompanied(passage: Passage, hit: Hit) -> bool:
    """Tell whether mentors accompany the pupils ("pupils who are helped by mentors")."""
    return any(
        leads_to(passage, hit, cue, roles.CLAUSE) and "," not in passage.between(cue.start, cue.end)
        for cue in passage.cues.get("by_mentors", ())
    )
