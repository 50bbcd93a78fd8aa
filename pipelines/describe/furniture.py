"""The names that sites give to what is no main text: tags, roles, words of class and id.

Only word lists belong here; how far each is believed is decided in `prune.py`.
"""

from __future__ import annotations

import re
from itertools import pairwise

NEVER = (
    "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "embed",
    "canvas", "video", "audio", "picture", "img", "map", "input", "select", "textarea",
    "button", "dialog", "address", "nav", "menu", "figcaption",
)  # fmt: skip
ROLES = frozenset({
    "navigation", "contentinfo", "search", "dialog", "alertdialog", "menu", "menubar",
    "complementary", "toolbar", "tablist", "button",
})  # fmt: skip
# Matched as whole words of a class or id: "nav" must not take "navigator-programme" with it.
_WORDS = frozenset({
    "cookie", "cookies", "cookiebar", "cookiebanner", "cookienotice", "cookieconsent",
    "cookielaw", "consent", "gdpr", "breadcrumb", "breadcrumbs", "nav", "navbar", "navigation",
    "menu", "menus", "submenu", "footer", "colophon", "social", "socials", "share", "sharing",
    "sharedaddy", "addtoany", "related", "recommended", "newsletter", "subscribe", "respond",
    "pagination", "pager", "skip", "skiplink", "skiplinks", "popup", "modal", "overlay",
    "advert", "ad", "ads", "adsense", "promo", "widget", "widgets", "toolbar", "sidebar",
    "byline", "credit", "credits", "toc", "disclaimer", "masthead", "topbar",
    "caption", "captions", "figcaption", "readmore", "similar", "popular", "trending",
    "paywall", "login", "author", "autor", "taglist", "tagcloud", "copyright", "rating",
    "breadcrumbnav",
})  # fmt: skip
_PAIRS = frozenset({
    "language-switch", "language-switcher", "language-menu", "lang-switch", "lang-switcher",
    "lang-menu", "sr-only", "visually-hidden", "screen-reader", "is-invisible", "hidden-print",
    "post-nav", "post-navigation", "post-meta", "post-tags", "entry-meta", "entry-footer",
    "author-box", "author-bio", "print-only", "site-header", "page-footer",
    "tag-list", "read-more", "most-read", "latest-news", "meta-data", "see-also",
})  # fmt: skip
# Beside an article these are furniture, but on a page that lists things they are the content.
_TEASERS = frozenset({"teasers", "teaserlist"})
# In the header of an article these are its labels: category, tags, date, author.
_LABELS = frozenset({
    "tag", "tags", "label", "labels", "badge", "badges", "category", "categories", "topic",
    "topics", "kicker", "meta", "date", "author", "byline",
})  # fmt: skip
_COMMENTS = frozenset({"comment", "comments", "commentlist", "disqus", "kommentare"})
_CONSENT = re.compile(r"cookie|consent|gdpr|privacy-?(?:banner|notice)|onetrust|cmplz|didomi", re.I)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_PARTS = re.compile(r"[\s_-]+")


def name_words(names: str) -> list[str]:
    """The words of a class and id: "siteHeader top-bar" gives site, header, top, bar."""
    return [word for word in _PARTS.split(_CAMEL.sub("-", names).lower()) if word]


def is_furniture(words: list[str]) -> bool:
    """Whether the words name a menu, a banner, a share bar and the like."""
    pairs = (f"{first}-{second}" for first, second in pairwise(words))
    return not _WORDS.isdisjoint(words) or not _PAIRS.isdisjoint(pairs)


def is_teasers(words: list[str]) -> bool:
    """Whether the words name a list of links to other pages, each with a line of text."""
    return not _TEASERS.isdisjoint(words) or ("teaser", "list") in pairwise(words)


def is_label(words: list[str]) -> bool:
    """Whether the words name a category, a tag, a date or an author."""
    return not _LABELS.isdisjoint(words)


def is_comments(words: list[str]) -> bool:
    """Whether the words name readers' comments, which may be longer than the text itself."""
    return not _COMMENTS.isdisjoint(words)


def is_consent(names: str) -> bool:
    """Whether a class and id name a cookie or consent banner, which may be long prose."""
    return bool(_CONSENT.search(names))
