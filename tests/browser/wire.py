"""A line to the server that can be cut: to the browser the host is gone, as when a ship leaves the harbour.

Chromium's own switch lets requests of a service worker through; here nothing answers, in the order in which it happens.
"""

from __future__ import annotations

import socket
import threading
from contextlib import suppress


class Wire:
    """Carries bytes between a port of its own and the server's, until it is cut. `mend` opens the same port again."""

    def __init__(self, server_port: int) -> None:
        self._server = ("127.0.0.1", server_port)
        self._lock = threading.Lock()
        self._ends: set[socket.socket] = set()
        self._listener: socket.socket | None = None
        self.port = 0
        self.mend()

    @property
    def url(self) -> str:
        """What the browser asks."""
        return f"http://localhost:{self.port}"

    def mend(self) -> None:
        """Answer again."""
        listener = socket.create_server(("127.0.0.1", self.port), backlog=64)
        self.port = listener.getsockname()[1]
        self._listener = listener
        threading.Thread(target=self._accept, args=(listener,), daemon=True).start()

    def cut(self) -> None:
        """Nothing answers any more: new connections are refused, those that are open break off."""
        listener, self._listener = self._listener, None
        if listener is not None:
            with suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)  # wakes the thread that waits for somebody
            listener.close()
        with self._lock:
            ends, self._ends = self._ends, set()
        for end in ends:
            _break(end)

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                near, _address = listener.accept()
            except OSError:
                return
            try:
                far = socket.create_connection(self._server)
            except OSError:
                near.close()
                continue
            with self._lock:
                self._ends |= {near, far}
                if self._listener is not listener:  # cut between the two steps
                    _break(near)
                    _break(far)
            for source, target in ((near, far), (far, near)):
                threading.Thread(target=self._carry, args=(source, target), daemon=True).start()

    def _carry(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while piece := source.recv(65_536):
                target.sendall(piece)
        for end in (source, target):
            _break(end)
        with self._lock:
            self._ends -= {source, target}


def _break(end: socket.socket) -> None:
    with suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()
