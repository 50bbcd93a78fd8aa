"""Listing pages: the items that CSS selectors find, and the way to the next page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from pipelines.crawl.addresses import join_url
from pipelines.crawl.reasons import Reason, Stopped


class Selects(Protocol):
    """CSS selectors of a listing: its items, the link in each, the link to the next page."""

    @property
    def items(self) -> str: ...
    @property
    def link(self) -> str: ...
    @property
    def next(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class ListingPage:
    """Addresses of the items on a listing page, in its order, and of the next page if any."""

    items: tuple[str, ...]
    next: str | None


def read_listing(body: bytes, url: str, select: Selects) -> ListingPage:
    """The items of a listing page fetched from `url`.

    An item that is itself a link counts as its own link. Raises Stopped (malformed) where a
    selector cannot be read or no item is found: a listing that lost its items has changed.
    """
    # bs4 takes 50 ms to import, and only listings need CSS selectors.
    from bs4 import BeautifulSoup, Tag
    from soupsieve import SelectorSyntaxError

    soup = BeautifulSoup(body, "lxml")
    try:
        links = [_link_of(item, select.link) for item in soup.select(select.items)]
        following = soup.select_one(select.next) if select.next else None
    except SelectorSyntaxError as error:
        raise Stopped(Reason.MALFORMED, f"selector: {str(error).splitlines()[0]}") from None
    base_tag = soup.find("base", href=True)
    base = join_url(url, str(base_tag["href"])) if isinstance(base_tag, Tag) else url
    found = [join_url(base or url, link) for link in links if link]
    if not any(found):
        raise Stopped(Reason.MALFORMED, f"no link found by `{select.items}` and `{select.link}`")
    next_link = str(following.get("href") or "") if following else ""
    following_url = join_url(base or url, next_link) if next_link else None
    return ListingPage(tuple(dict.fromkeys(one for one in found if one)), following_url)


def _link_of(item: object, selector: str) -> str | None:
    from bs4 import Tag

    if not isinstance(item, Tag):
        return None
    tag = item if item.get("href") else item.select_one(selector)
    return str(tag.get("href") or "") if tag else None
