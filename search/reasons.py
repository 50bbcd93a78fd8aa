"""Plain words for why an address could not be read, for readers who do not run the crawler."""

from __future__ import annotations

IN_WORDS = {
    "robots": "The site asks crawlers to stay away (robots.txt), and we do",
    "robots_unreachable": "The site's robots.txt could not be read, so nothing was asked for",
    "crawl_delay": "The site asks for longer pauses than a run can keep",
    "meta_noindex": "The page asks not to be indexed, and we leave it out",
    "out_of_scope": "The address lies outside what the source declares",
    "page_budget": "The source has more pages than its budget",
    "size": "The file is larger than we take",
    "type": "A kind of file that we cannot read",
    "private_address": "The address is not on the public internet",
    "scheme": "The address is not a web address",
    "port": "The address names an unusual port",
    "invalid_url": "The address is not well formed",
    "redirect_loop": "The address leads round in a circle",
    "redirect_budget": "The address is redirected too many times",
    "bad_redirect": "The site redirects without saying where to",
    "host_down": "The host did not answer several times in a row",
    "timeout": "The host did not answer in time",
    "deadline": "The answer came too slowly",
    "dns": "The name of the host is not known",
    "tls": "The site's certificate is not sound",
    "connection": "No connection could be made",
    "http_4xx": "The page is not there or is closed to us",
    "http_5xx": "The site reports an error of its own",
    "rate_limited": "The site asks us to slow down",
    "truncated": "The page ended before it was whole",
    "decode": "The page could not be unpacked",
    "empty": "The page is empty",
    "malformed": "A list of pages could not be read",
    "unreadable": "The file could not be read",
}


def reason_in_words(reason: str) -> str:
    """A sentence without its full stop; a reason that is new here is shown as it is."""
    return IN_WORDS.get(reason, reason.replace("_", " ").capitalize())
