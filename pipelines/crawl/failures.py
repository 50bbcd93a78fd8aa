"""From the errors that urllib3 and sockets raise to our reasons and a person's words."""

from __future__ import annotations

import http.client
import re
import ssl

import urllib3.exceptions as broken

from pipelines.crawl.reasons import Reason

TRANSPORT_ERRORS = (broken.HTTPError, http.client.HTTPException, OSError, ValueError)
_CUT_SHORT = (broken.IncompleteRead, http.client.IncompleteRead)
_LATE = (broken.TimeoutError, TimeoutError)
# The names and lines of OpenSSL's own code: "[SSL: CERTIFICATE_VERIFY_FAILED] ... (_ssl.c:1006)".
_INNARDS = re.compile(r"\[SSL[^\]]*\] |\s*\(_ssl\.c:\d+\)")


def reason_of(error: Exception) -> Reason:
    """Which reason an error of the transport means."""
    cause = _root(error)
    if isinstance(cause, broken.SSLError | ssl.SSLError):
        return Reason.TLS
    if isinstance(cause, broken.NewConnectionError):  # to urllib3 a kind of time-out
        return Reason.CONNECTION
    if isinstance(cause, _LATE):
        return Reason.TIMEOUT
    return Reason.TRUNCATED if isinstance(cause, _CUT_SHORT) else Reason.CONNECTION


def words_of(error: Exception) -> str:
    """The error in one line, without object addresses and wrappings."""
    root = _root(error)
    text = str(root.args[-1]) if root.args else str(root)
    return f"{type(root).__name__}: {_INNARDS.sub('', text)}"[:300]


def _root(error: BaseException) -> BaseException:
    """The innermost HTTP error inside urllib3's wrappings."""
    for inner in (getattr(error, "reason", None), *error.args[::-1]):
        if isinstance(inner, broken.HTTPError | http.client.HTTPException):
            return _root(inner)
    return error
