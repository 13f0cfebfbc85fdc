"""A crowd of browsers for benchmarks: HTTP over plain sockets, so that a connection can break in the middle.

Only what the benchmarks need: cookies are given, answers are read whole, forms are read from the page.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlencode

TIMEOUT = 60
"""Seconds after which an answer is no longer waited for."""


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode("utf-8", "replace")


@dataclass
class Figures:
    """What a crowd saw: milliseconds by kind of request, statuses, and how often the line broke."""

    times: dict[str, list[float]] = field(default_factory=dict)
    statuses: dict[tuple[str, int], int] = field(default_factory=dict)
    broken: int = 0
    repeated: int = 0

    def note(self, kind: str, status: int, milliseconds: float) -> None:
        """One answer."""
        self.times.setdefault(kind, []).append(milliseconds)
        self.statuses[kind, status] = self.statuses.get((kind, status), 0) + 1


class Broken(Exception):
    """The line broke before the answer was read; whether the request arrived, nobody knows."""


class Browser:
    """One person's browser: a connection that is kept, a session cookie, and a link that sometimes breaks."""

    TOKEN = "a" * 32

    def __init__(self, port: int, session: str, figures: Figures, *, drop: float, dice: random.Random) -> None:
        self.port, self.figures, self.drop, self.dice = port, figures, drop, dice
        self.cookies = f"sessionid={session}; csrftoken={self.TOKEN}"
        self.reader: asyncio.StreamReader | None = None
        self.writer: asyncio.StreamWriter | None = None

    async def get(self, kind: str, path: str) -> Answer:
        """A page."""
        return await self._surely(kind, "GET", path, b"", {})

    async def post(self, kind: str, path: str, fields: list[tuple[str, str]]) -> Answer:
        """A form, sent again as often as the line breaks."""
        body = urlencode([pair for pair in fields if pair[0] != "csrfmiddlewaretoken"]).encode()
        return await self._surely(kind, "POST", path, body, {"Content-Type": "application/x-www-form-urlencoded"})

    async def send(self, kind: str, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        """Anything else, also sent again when the line breaks."""
        return await self._surely(kind, method, path, body, headers)

    async def _surely(self, kind: str, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        while True:
            try:
                return await self._once(kind, method, path, body, headers)
            except (Broken, OSError, asyncio.IncompleteReadError, TimeoutError):
                self.figures.broken += 1
                self.figures.repeated += 1
                await self.close()
                await asyncio.sleep(self.dice.uniform(0.5, 2))

    async def _once(self, kind: str, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        began = time.perf_counter()
        if self.writer is None or self.writer.is_closing():
            self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
        assert self.reader is not None
        lines = [f"{method} {path} HTTP/1.1", "Host: localhost", f"Cookie: {self.cookies}"]
        lines += [f"X-CSRFToken: {self.TOKEN}", "Origin: http://localhost", f"Content-Length: {len(body)}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        message = ("\r\n".join(lines) + "\r\n\r\n").encode() + body
        if self.dice.random() < self.drop:
            await self._break(message)
        self.writer.write(message)
        async with asyncio.timeout(TIMEOUT):
            answer = await self._read()
        self.figures.note(kind, answer.status, (time.perf_counter() - began) * 1000)
        return answer

    async def _break(self, message: bytes) -> None:
        """Half of the time within the request, half of the time after it, before the answer."""
        assert self.writer is not None
        whole = self.dice.random() < 0.5
        self.writer.write(message if whole else message[: self.dice.randrange(1, len(message))])
        await self.writer.drain()
        if whole:
            await asyncio.sleep(self.dice.uniform(0, 0.3))
        self.writer.transport.abort()
        raise Broken

    async def _read(self) -> Answer:
        assert self.reader is not None
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        status = int(head[0].split()[1])
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:] if line)}
        if headers.get("transfer-encoding") == "chunked":
            body = b""
            while size := int((await self.reader.readline()).strip() or b"0", 16):
                body += await self.reader.readexactly(size)
                await self.reader.readline()
            await self.reader.readline()
        else:
            body = await self.reader.readexactly(int(headers.get("content-length", "0")))
        if headers.get("connection") == "close":
            await self.close()
        return Answer(status, headers, body)

    async def close(self) -> None:
        """Hang up."""
        if self.writer is not None:
            self.writer.transport.abort()
        self.reader = self.writer = None


class FormReader(HTMLParser):
    """The controls of the first form that has a control of this name, as (name, value) in their order."""

    def __init__(self, holding: str) -> None:
        super().__init__()
        self.holding = holding
        self.found: list[tuple[str, str]] = []
        self._fields: list[tuple[str, str]] | None = None
        self._text: str | None = None
        self._select: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Controls as a browser would send them."""
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._fields = []
        if self._fields is None:
            return
        name = told.get("name", "")
        if tag == "textarea" and name:
            self._text = ""
            self._fields.append((name, ""))
        elif tag == "select" and name:
            self._select = name
        elif tag == "option" and self._select and "selected" in told:
            self._fields.append((self._select, told.get("value", "")))
        elif tag == "input" and name and _is_sent(told):
            self._fields.append((name, told.get("value", "on")))

    def handle_data(self, data: str) -> None:
        """The text of a text area."""
        if self._text is not None:
            self._text += data

    def handle_endtag(self, tag: str) -> None:
        """Ends of text areas and forms."""
        if tag == "textarea" and self._text is not None and self._fields:
            name, _ = self._fields[-1]
            self._fields[-1] = (name, self._text.removeprefix("\r").removeprefix("\n"))
            self._text = None
        elif tag == "select":
            self._select = None
        elif tag == "form" and self._fields is not None:
            if any(name == self.holding for name, _ in self._fields) and not self.found:
                self.found = self._fields
            self._fields = None


def _is_sent(told: Mapping[str, str]) -> bool:
    """Whether a browser sends this control: files go by their own way, buttons only when pressed."""
    kind = told.get("type", "text")
    return kind not in {"file", "submit"} and (kind not in {"radio", "checkbox"} or "checked" in told)


def form_on(page: Answer, holding: str) -> list[tuple[str, str]]:
    """The fields of the form with this control. Raises LookupError when the page has none."""
    reader = FormReader(holding)
    reader.feed(page.text)
    if not reader.found:
        raise LookupError(f"no form with {holding!r} (status {page.status})")
    return reader.found
