"""Hands one finished mail over, to the mail server or to a file, and says how that went. Knows no rows.

The sentence of an outcome is for the operator and, where it is about the address, for its owner: it holds what the
server said.
"""

from __future__ import annotations

import email.policy
import re
import smtplib
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from typing import Any

from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend
from django.utils.translation import gettext as _

from tular.foundation.notifications.choices import Via

TIMEOUT = 20
"""Seconds to wait for one answer of the server."""

PATIENCE = 300
"""Seconds to wait for its answer to the content; giving up earlier is what makes duplicates (RFC 5321, 4.5.3.2)."""

PER_CONNECTION = 50
"""Mails until a new connection is made; many servers allow no more than a hundred."""


class Result(Enum):
    """How handing over a mail ended."""

    SENT = auto()
    LATER = auto()
    """Refused for now (4xx): this mail is tried again."""
    REFUSED = auto()
    """Refused for good (5xx) because of what it is; other mail to the address may pass."""
    NO_SUCH_ADDRESS = auto()
    """Refused for good because of the address: nothing will pass there."""
    DOWN = auto()
    """The server cannot be used now, by any mail: not reached, slow, wants no connection, or does not know us."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A result, and the sentence to keep with it."""

    result: Result
    error: str = ""


class Files:
    """Writes mails as .eml files, which every mail program opens. A second try of a mail writes the same file again."""

    via = Via.FILE

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def send(self, message: EmailMessage, name: str) -> Outcome:
        """Write `<name>.eml`, in one step."""
        draft = self.folder / f".{name}"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            draft.touch(mode=0o600)  # it may hold a way to a new password
            draft.write_bytes(message.message(policy=email.policy.SMTP).as_bytes())
            draft.replace(self.folder / f"{name}.eml")
        except OSError as error:
            return Outcome(Result.LATER, _("Berkas surat tidak dapat ditulis: %(error)s") % {"error": error.strerror})
        return Outcome(Result.SENT)

    def close(self) -> None:
        """Nothing is open."""


class Server:
    """The mail server of `TULAR_SMTP_URL`, over one connection for several mails."""

    via = Via.SERVER

    def __init__(self, options: dict[str, Any]) -> None:
        self._backend = _Backend(alias="tular", **{"timeout": TIMEOUT} | options)
        self._used = 0

    def send(self, message: EmailMessage, name: str) -> Outcome:
        """Hand over one mail; `name` is not used. Never raises for what a server can do or an address can be."""
        try:
            self._connect()
        except (OSError, UnicodeError) as error:
            self.close()
            return Outcome(Result.DOWN, _unreachable(error))
        try:
            self._backend.deliver(message)
        except (OSError, ValueError) as error:
            outcome = outcome_of(error)
            if outcome.result == Result.DOWN:
                self.close()
            return outcome
        self._used += 1
        return Outcome(Result.SENT)

    def close(self) -> None:
        """Take leave of the server; whether it answers does not matter."""
        self._used = 0
        with suppress(OSError):
            self._backend.close()
        self._backend.connection = None

    def _connect(self) -> None:
        """An open connection that still answers."""
        connection = self._backend.connection
        if connection and self._used < PER_CONNECTION:
            with suppress(OSError):
                if connection.noop()[0] == 250:
                    return
        if connection:
            self.close()
        self._backend.open()


class _Backend(EmailBackend):
    """Django's own, except that it waits longer for the answer to the content."""

    connection: Any = None

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return _PatientOverTls if self.use_ssl else _Patient

    def deliver(self, message: EmailMessage) -> None:
        """Hand the message over on the open connection, and leave the connection open."""
        self._send(message)  # type: ignore[attr-defined] # there since Django 1.0, unknown to the stubs


class _Patient(smtplib.SMTP):
    def data(self, msg: Any) -> tuple[int, bytes]:
        assert self.sock is not None
        self.sock.settimeout(max(PATIENCE, self.timeout))
        try:
            return super().data(msg)
        finally:
            if self.sock is not None:
                self.sock.settimeout(self.timeout)


class _PatientOverTls(_Patient, smtplib.SMTP_SSL):
    pass


def outcome_of(error: OSError | ValueError) -> Outcome:
    """What a failure during the conversation about one mail means."""
    match error:
        case smtplib.SMTPRecipientsRefused():
            code, said = next(iter(error.recipients.values()))
            return _of_reply(code, _text(said), about_address=True)
        case smtplib.SMTPSenderRefused():
            # The sender is the same for all mail: the server refuses us, not this mail.
            return Outcome(Result.DOWN, _("Server surat menolak alamat pengirim: %(said)s") % {"said": _said(error)})
        case smtplib.SMTPDataError() | smtplib.SMTPResponseException():
            return _of_reply(error.smtp_code, _text(error.smtp_error), about_address=False)
        case ValueError():
            return Outcome(
                Result.NO_SUCH_ADDRESS, _("Alamat surel ini tidak dapat dipakai: %(error)s") % {"error": error}
            )
    return Outcome(Result.DOWN, _unreachable(error))


ADDRESSES = (1, 2)
"""Second number of an enhanced status code that is about the address or its mailbox (RFC 3463)."""


def _of_reply(code: int, said: str, *, about_address: bool) -> Outcome:
    sentence = _("Server surat menjawab: %(said)s") % {"said": f"{code} {said}"}
    if code in (421, 530, 535):  # shutting down, or we have not signed in
        return Outcome(Result.DOWN, sentence)
    if 400 <= code < 500:
        return Outcome(Result.LATER, sentence)
    status = re.match(r"5\.(\d{1,3})\.", said)
    gone = int(status[1]) in ADDRESSES if status else code in (550, 551, 553)
    return Outcome(Result.NO_SUCH_ADDRESS if about_address and gone else Result.REFUSED, sentence)


def _unreachable(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return _("Server surat tidak menerima nama atau kata sandi kita: %(said)s") % {"said": _said(error)}
    if isinstance(error, TimeoutError):
        return _("Server surat tidak menjawab dalam %(seconds)s detik.") % {"seconds": TIMEOUT}
    said = _said(error) if isinstance(error, smtplib.SMTPResponseException) else str(error) or type(error).__name__
    return _("Server surat tidak dapat dihubungi: %(said)s") % {"said": said[:300]}


def _said(error: smtplib.SMTPResponseException) -> str:
    return f"{error.smtp_code} {_text(error.smtp_error)}"


def _text(said: bytes | str) -> str:
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return " ".join(text.split())[:300]
