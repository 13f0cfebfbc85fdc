"""A real SMTP server in a thread, which answers as a test wants."""

# ruff: noqa: N802 - aiosmtpd finds its hooks by the names of SMTP's commands

from __future__ import annotations

import asyncio
import email
import email.policy
import socket
from collections.abc import Callable
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller

OK = "250 OK"


@dataclass
class PostOffice:
    """What arrived, and what is answered: by recipient, to the sender, to the content; pauses are in seconds."""

    port: int = 0
    arrived: list[tuple[list[str], EmailMessage]] = field(default_factory=list)
    to_recipient: dict[str, str] = field(default_factory=dict)
    to_sender: str = OK
    to_content: str = OK
    slow_greeting: float = 0
    slow_content: float = 0
    on_content: Callable[[], None] = lambda: None
    connections: int = 0
    controller: Controller | None = None

    async def handle_EHLO(
        self, server: Any, session: Any, envelope: Any, hostname: str, responses: list[str]
    ) -> list[str]:
        self.connections += 1
        session.host_name = hostname
        await asyncio.sleep(self.slow_greeting)
        return responses

    async def handle_MAIL(self, server: Any, session: Any, envelope: Any, address: str, options: list[str]) -> str:
        if self.to_sender == OK:
            envelope.mail_from = address
        return self.to_sender

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: list[str]) -> str:
        answer = self.to_recipient.get(address, OK)
        if answer == OK:
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        await asyncio.sleep(self.slow_content)
        if self.to_content == OK:
            message = email.message_from_bytes(envelope.content, policy=email.policy.default)
            assert isinstance(message, EmailMessage)
            self.arrived.append((envelope.rcpt_tos, message))
            self.on_content()
        return self.to_content

    @property
    def options(self) -> dict[str, Any]:
        """For `settings.MAIL_SERVER`."""
        return {
            "host": "127.0.0.1",
            "port": self.port,
            "username": "",
            "password": "",
            "use_ssl": False,
            "use_tls": False,
        }

    def open(self) -> None:
        """Begin to listen, on the port of before if there was one."""
        if not self.port:
            with socket.socket() as trial:
                trial.bind(("127.0.0.1", 0))
                self.port = trial.getsockname()[1]
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port, server_hostname="kantor.pos.example")
        self.controller.start()
        self.connections = 0

    def close(self) -> None:
        """Stop to listen."""
        if self.controller:
            self.controller.stop()
            self.controller = None
