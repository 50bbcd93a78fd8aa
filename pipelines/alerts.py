"""Telling the operator that something is wrong: by webhook or by e-mail, as the settings say."""

from __future__ import annotations

import json
import smtplib
import ssl
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from pathlib import Path
from urllib.parse import unquote, urlsplit

from practices_db.errors import PracticesError
from practices_db.settings import Settings

TIMEOUT_SECONDS = 15
LONGEST_TEXT = 3_000
"""What chat services take in one message."""


MOST_IN_A_SPELL, SPELL = 5, timedelta(hours=1)
"""Where the network fails, so do a hundred sources: nobody reads a hundred messages."""
_MORE = (
    "mentoring-practices: more fails",
    "You are told no more for an hour. `practices sources health` shows all that is not well.",
)


class AlertNotSent(PracticesError):
    """The operator could not be told; what was to be said is in the log."""


def tell_of_failure(settings: Settings, subject: str, text: str, at: datetime) -> bool:
    """Tell the operator of a failure; of the sixth within an hour that there are more, and then
    nothing for a while. False where nobody is told. Raises AlertNotSent.
    """
    kept = settings.logs_dir / "alerts.json"
    sent = [one for one in _read_times(kept) if timedelta() <= at - one < SPELL]
    if settings.alert is None or len(sent) > MOST_IN_A_SPELL:
        return False
    told = send_alert(settings, *(_MORE if len(sent) == MOST_IN_A_SPELL else (subject, text)))
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_text(json.dumps([one.isoformat() for one in (*sent, at)]), encoding="utf-8")
    return told


def _read_times(kept: Path) -> list[datetime]:
    try:
        times = json.loads(kept.read_text(encoding="utf-8"))
        return [datetime.fromisoformat(one) for one in times]
    except (OSError, ValueError, TypeError):  # the first one, or a file that somebody broke
        return []


def send_alert(settings: Settings, subject: str, text: str) -> bool:
    """Tell the operator; False where PRACTICES_ALERT names nobody. Raises AlertNotSent."""
    where = settings.alert
    if where is None:
        return False
    try:
        if where.startswith("mailto:"):
            _mail(settings, where.removeprefix("mailto:"), subject, text)
        elif where.startswith(("https://", "http://")):
            _post(where, f"{subject}\n{text}"[:LONGEST_TEXT])
        else:
            raise ValueError("it begins with neither https:// nor mailto:")
    except (OSError, ValueError, smtplib.SMTPException) as error:
        said = f"{type(error).__name__}: {_without_address(error, where)}"
        raise AlertNotSent(
            f"The alert could not be sent ({said}).",
            advice="Correct PRACTICES_ALERT or PRACTICES_SMTP; "
            "`practices sources health --test` sends a trial.",
        ) from error
    return True


def _without_address(error: Exception, where: str) -> str:
    """A webhook's address is a secret; errors like to quote it."""
    parts = urlsplit(where)
    said = str(error).replace(where, "...")
    return said.replace(parts.path, "/...") if len(parts.path) > 1 else said


def _post(url: str, text: str) -> None:
    """As Slack, Mattermost, Teams and the like take it: JSON with one `text`."""
    import requests  # most processes that could tell of a failure have none to tell of

    answer = requests.post(url, json={"text": text}, timeout=TIMEOUT_SECONDS, allow_redirects=False)
    if not answer.ok or answer.is_redirect:
        raise ValueError(f"the webhook answered {answer.status_code}")


def _mail(settings: Settings, to: str, subject: str, text: str) -> None:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = to, to, subject
    # Servers that take mail from elsewhere like to refuse one without these two.
    message["Date"], message["Message-ID"] = formatdate(), make_msgid(domain=to.rpartition("@")[2])
    message.set_content(text)
    server = urlsplit(settings.smtp)
    with _connect(server.scheme, server.hostname or "localhost", server.port) as smtp:
        if server.username:
            if not isinstance(smtp.sock, ssl.SSLSocket):
                raise ValueError("the mail server offers no encryption for the password")
            smtp.login(unquote(server.username), unquote(server.password or ""))
        smtp.send_message(message)


def _connect(scheme: str, host: str, port: int | None) -> smtplib.SMTP:
    """smtps:// is encrypted from the start; smtp:// as soon as the server offers it."""
    context = ssl.create_default_context()
    if scheme == "smtps":
        return smtplib.SMTP_SSL(host, port or 465, timeout=TIMEOUT_SECONDS, context=context)
    if scheme != "smtp":
        raise ValueError("PRACTICES_SMTP begins with neither smtp:// nor smtps://")
    smtp = smtplib.SMTP(host, port or 25, timeout=TIMEOUT_SECONDS)
    smtp.ehlo()
    if smtp.has_extn("starttls"):
        smtp.starttls(context=context)
        smtp.ehlo()
    return smtp
