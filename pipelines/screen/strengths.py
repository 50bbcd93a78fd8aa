"""How strongly a page shows a sign, from 0 to 1 or as a rate. The weights are in `signals.py`."""

from __future__ import annotations

from pipelines.screen.evidence import Evidence


def share(value: float, full: float) -> float:
    return max(0.0, min(1.0, value / full))


def bonds_in_hundred(e: Evidence) -> float:
    """Stretches that tie two kinds of people together, in a hundred words."""
    return 100 * e.bonds / max(e.words, 100)


def met(e: Evidence) -> float:
    """How the two sides meet, in words for it; that one kind of people stands by another says so
    too, and less surely where no word of mentoring stands beside it.
    """
    return share(e.near["pairing"] + (0.7 if e.wider else 0.5) * e.bonds, 2)


def linked_entries(e: Evidence) -> float:
    return share(e.description.shape.linked_items, 8)


def little_but_links(e: Evidence) -> float:
    linked = e.description.shape.linked_items
    return float(linked > 1 and e.words < 20 * linked)


def presented(e: Evidence) -> float:
    """Parts headed by names, where title or address say that there are several things (else they
    may be parts of one), and title or parts that people stand by others.
    """
    several = e.title_kinds["list_title"] or e.path.listing
    of_mentoring = e.in_title or 2 * e.bonds > e.named_parts
    return share(e.named_parts - 1, 2) if several and of_mentoring else 0.0


def offered(e: Evidence) -> float:
    """How surely the text describes an offer: how the two sides meet, who can take part, for how
    long. Nothing where it does not name both sides.
    """
    meet = min(2, max(e.near["pairing"], e.bonds))
    if e.sides < (2 if meet else 3):
        return 0.0
    return share(meet + min(2, e.near["join"]) + min(1, e.doses) + min(1, e.near["offer"]), 4)


def named_house(e: Evidence) -> float:
    """A title of the house: "Links" may head a list of programmes all the same."""
    return share(e.title_kinds["house"], 1) * (1 - presented(e))


def owned(e: Evidence) -> float:
    """A title such as "About us" or "Rules", over a text that describes no offer."""
    return share(e.title_kinds["own"], 1) * (1 - offered(e))


def housed(e: Evidence) -> float:
    """An address of the same kind, in the same way."""
    return float(e.path.house) * (1 - offered(e) * (not e.title_kinds["house"]))


def running(e: Evidence) -> float:
    """Words for those who run mentoring in two hundred, from two on; in a title they count twice.

    A programme may give its mentors tips: one such word tells nothing.
    """
    found = e.kinds["running"] + e.title_kinds["running"]
    return 200 * found / max(e.words, 200) if found > 1 else 0.0


def addressed(e: Evidence) -> float:
    """Words for those who lead a business in two hundred, from two on, where nothing is said of a
    programme, of how one takes part or of the other side: nobody but a seller writes so.
    """
    found = e.kinds["bosses"]
    open_to = e.near["join"] + e.near["offer"] + e.bonds
    return 200 * found / max(e.words, 200) if found > 1 and not open_to else 0.0


def coded(e: Evidence) -> float:
    return float(any(declared.facet == "mentor_type" for declared in e.description.declared))


def told(e: Evidence) -> float:
    """Full at one report of speech or act in a hundred words; a single one counts half."""
    full = share(100 * e.kinds["told"] / max(e.words, 120), 1.0)
    return full if e.kinds["told"] > 1 else full / 2


def interviewed(e: Evidence) -> float:
    """Full at three turns in three hundred words; a single one is a figure of speech."""
    found = max(e.turns, e.kinds["interviewed"])
    return share(300 * found / max(e.words, 300) - 1, 2)


def sentence(e: Evidence) -> float:
    """Titles of news are sentences; so is one that invites the reader, which is none of news."""
    return 0.0 if e.invites else share(e.title_words - 7, 4)


def selves(e: Evidence) -> float:
    """Words of the first person in a hundred."""
    return 100 * e.selves / max(e.words, 100)


def lately(e: Evidence) -> float:
    """Days that only a text of that day can name, in a hundred words."""
    return 100 * e.kinds["lately"] / max(e.words, 100)


def studied(e: Evidence) -> float:
    """Words of studies and handbooks in two hundred: a long page has room for some of them."""
    return 200 * e.kinds["studied"] / max(e.words, 200)


def general(e: Evidence) -> int:
    """Words that explain mentoring at large, and advice; those of the title count once more."""
    return e.kinds["general"] + e.title_kinds["general"] + _advice(e)


def _advice(e: Evidence) -> int:
    """Words of advice to mentors, beyond the signs of an offer: a programme says what it asks of
    its mentors, and how one joins it, which a guide cannot.
    """
    joined = 2 * min(2, e.near["join"]) + 2 * e.invites
    told = min(2, e.near["pairing"]) + min(1, e.doses) + min(1, e.near["offer"])
    return max(0, e.kinds["advice"] + e.title_kinds["advice"] - joined - told)


def guiding(e: Evidence) -> float:
    """A title that promises advice or explains what mentoring is, where the text does not say how
    one takes part: a guide may speak of meetings and months as a programme does. Where the title
    names the good mentor too, to be a mentor is the subject, and no invitation.
    """
    invited = e.near["join"] > 1 and not e.title_kinds["advice"]
    return 0.0 if invited else share(e.title_kinds["guide_title"], 1)


def software(e: Evidence) -> float:
    """Words of programs for running mentoring in two hundred; a single one is no sign.

    A programme may have an app, a manager and accounts: without a word that names or sells such a
    program they tell nothing.
    """
    named = e.kinds["software"] + e.title_kinds["software"]
    found = named + e.kinds["software_parts"] + e.title_kinds["software_parts"]
    return 200 * found / max(e.words, 200) if named and found > 1 else 0.0


def often(e: Evidence, kind: str) -> float:
    """Words of a kind in two hundred, from three on: a programme may give its mentors credits, or
    say who may apply.
    """
    return 200 * e.kinds[kind] / max(e.words, 200) if e.kinds[kind] > 2 else 0.0


def vacant(e: Evidence) -> float:
    """Words of employers in three hundred, from two on; a post in the title counts as one.

    A programme counts the contracts that were signed, reads advertisements with those mentored and
    seeks volunteers as others seek staff: without a word of the post that is to be filled, or a
    title that names the post, such words tell nothing.
    """
    named = e.kinds["vacancy"] + e.title_kinds["vacancy"]
    parts = e.kinds["vacancy_parts"] + e.title_kinds["vacancy_parts"]
    post = min(1, e.title_kinds["post"])
    found = named + parts + post
    sought = named > 0 or (post > 0 and parts > 1)
    return 300 * found / max(e.words, 300) if sought and found > 1 else 0.0


def sold(e: Evidence) -> float:
    """Words of those who sell coaching or mentoring in two hundred, from three on.

    A programme may have coaches among its mentors, clients where it serves the unemployed, and
    founders who learn of clients and fees: both what is sold and, twice, who buys it must be
    named, and nothing said of volunteers or of help that is free.
    """
    named = e.kinds["sold"] + e.title_kinds["sold"]
    buyers = e.kinds["sold_parts"]
    both = named > 0 and buyers > 1 and not e.kinds["unsold"]
    return 200 * (named + buyers) / max(e.words, 200) if both else 0.0


def debated(e: Evidence) -> float:
    """Forms of address of parliaments in three hundred words, from two on."""
    found = e.kinds["debated"]
    return 300 * found / max(e.words, 300) if found > 1 else 0.0


def long(e: Evidence) -> float:
    return share(e.words - 2_500, 4_000)


def paged(e: Evidence) -> float:
    return share(float(e.description.metadata.get("pages", 0)), 8)


def organised(e: Evidence) -> float:
    """Words of the organisation and its website in a hundred, from two on."""
    return 100 * e.kinds["organised"] / max(e.words, 60) if e.kinds["organised"] > 1 else 0.0


def leads_on(e: Evidence) -> float:
    """A site's front page of which half and more are links."""
    return share(e.description.shape.link_share - 0.2, 0.4) if e.path.front else 0.0


def few_of_many(e: Evidence) -> float:
    opens_with_it = e.in_title or e.at_head > 1
    if opens_with_it or not e.entries or e.entries_mentoring > 0.6 * e.entries:
        return 0.0
    return share(e.entries - 3, 6)
