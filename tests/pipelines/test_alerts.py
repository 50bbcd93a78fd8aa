"""Alerts reach a real receiver on loopback: a webhook, and a mail server."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Event, Thread

import pytest

from pipelines.alerts import AlertNotSent, send_alert, tell_of_failure
from practices_db.settings import Settings


class Hook:
    """A webhook that keeps what it was told and answers with `status`."""

    def __init__(self, status: int = 200) -> None:
        told: list[dict[str, str]] = []

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                length = int(self.headers["Content-Length"])
                told.append(json.loads(self.rfile.read(length)))
                self.send_response(status)
                self.end_headers()

            def log_message(self, *_args: object) -> None:
                """Silent."""

        self.told = told
        self._server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/secret/hook"
        Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@contextmanager
def webhook(status: int = 200) -> Iterator[Hook]:
    hook = Hook(status)
    yield hook
    hook.close()


@contextmanager
def mail_server() -> Iterator[tuple[int, list[str]]]:
    """Enough of SMTP to take a message; its port, and all that was said to it."""
    said: list[str] = []
    loop, started, ports = asyncio.new_event_loop(), Event(), []

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 here\r\n")
        data = False
        while not reader.at_eof() and (line := await reader.readline()):
            text = line.decode().rstrip("\r\n")
            said.append(text)
            if data:
                data = text != "."
                writer.write(b"" if data else b"250 taken\r\n")
            elif text.lower() == "data":
                data = True
                writer.write(b"354 go on\r\n")
            else:
                writer.write(b"221 bye\r\n" if text.lower() == "quit" else b"250 well\r\n")
        writer.close()

    async def serve() -> None:
        server = await asyncio.start_server(talk, "127.0.0.1", 0)
        ports.append(server.sockets[0].getsockname()[1])
        started.set()

    loop.create_task(serve())
    thread = Thread(target=loop.run_forever, daemon=True)
    thread.start()
    started.wait(10)
    yield ports[0], said

    def end() -> None:
        for task in asyncio.all_tasks(loop):
            task.cancel()
        loop.call_soon(loop.stop)

    loop.call_soon_threadsafe(end)
    thread.join(10)
    loop.close()


def test_a_webhook_is_told(settings: Settings) -> None:
    with webhook() as hook:
        assert send_alert(replace(settings, alert=hook.url), "One failed", "demo: all is lost")
    assert hook.told == [{"text": "One failed\ndemo: all is lost"}]


def test_of_a_night_without_network_six_messages_come(settings: Settings) -> None:
    night = datetime(2026, 2, 3, 3, tzinfo=UTC)
    with webhook() as hook:
        own = replace(settings, alert=hook.url)
        told = [
            tell_of_failure(own, f"{number} failed", "", night + timedelta(minutes=number / 2))
            for number in range(90)
        ]
        assert tell_of_failure(own, "the next day", "", night + timedelta(days=1))
    assert told == [True] * 6 + [False] * 84
    first = [one["text"].splitlines()[0] for one in hook.told]
    assert first[:5] == [f"{number} failed" for number in range(5)]
    assert first[5:] == ["mentoring-practices: more fails", "the next day"]
    assert "practices sources health" in hook.told[5]["text"]


def test_what_was_told_before_is_forgotten_where_its_file_is_broken(settings: Settings) -> None:
    settings.logs_dir.mkdir(parents=True)
    (settings.logs_dir / "alerts.json").write_text("{[")
    with webhook() as hook:
        own = replace(settings, alert=hook.url)
        assert tell_of_failure(own, "One failed", "", datetime(2026, 2, 3, tzinfo=UTC))
    assert len(hook.told) == 1


def test_a_mail_is_sent(settings: Settings) -> None:
    with mail_server() as (port, said):
        own = replace(settings, alert="mailto:me@example.org", smtp=f"smtp://127.0.0.1:{port}")
        assert send_alert(own, "Eine Quelle fehlt", "größer als erlaubt")
    assert "rcpt TO:<me@example.org>" in said
    assert "Subject: Eine Quelle fehlt" in said
    assert any("größer" in line or "gr=C3=B6=C3=9Fer" in line for line in said)


def test_nobody_to_tell_is_no_error(settings: Settings) -> None:
    assert not send_alert(settings, "x", "y")


@pytest.mark.parametrize("alert", ["http://127.0.0.1:9/secret", "gopher://x", "mailto:a@b.example"])
def test_what_cannot_be_sent_says_so(settings: Settings, alert: str) -> None:
    own = replace(settings, alert=alert, smtp="smtp://127.0.0.1:9")
    with pytest.raises(AlertNotSent, match="PRACTICES_ALERT") as told:
        send_alert(own, "x", "y")
    assert "secret" not in str(told.value)


def test_a_webhook_that_refuses_is_an_error(settings: Settings) -> None:
    with webhook(status=403) as hook, pytest.raises(AlertNotSent, match="answered 403"):
        send_alert(replace(settings, alert=hook.url), "x", "y")


def test_no_password_without_encryption(settings: Settings) -> None:
    with mail_server() as (port, said):
        smtp = f"smtp://me:secret@127.0.0.1:{port}"
        own = replace(settings, alert="mailto:me@example.org", smtp=smtp)
        with pytest.raises(AlertNotSent, match="no encryption"):
            send_alert(own, "x", "y")
    assert not any("AUTH" in line.upper() for line in said)
