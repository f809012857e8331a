"""A way to the server that breaks off after a number of bytes."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from tillit.channels.email.fetching.tests.dovecot import LOOPBACK


class CuttingProxy:
    """Passes everything on until the server has sent `cut_after` bytes in one connection."""

    def __init__(self, port: int) -> None:
        self.cut_after: int | None = None
        self.passed = 0
        self._server_port = port
        self._listener = socket.create_server((LOOPBACK, 0))
        self._open: list[socket.socket] = []

    @property
    def port(self) -> int:
        """Where it listens."""
        return self._listener.getsockname()[1]

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Pass connections on; afterwards none is left."""
        thread = threading.Thread(target=self._accept, daemon=True)
        thread.start()
        yield
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.cut()
        thread.join(5)

    def cut(self) -> None:
        """Break off every connection now."""
        for one in self._open:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()
        self._open.clear()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                server = socket.create_connection((LOOPBACK, self._server_port))
                self._open += [client, server]
                self.passed = 0
                threading.Thread(target=self._pass, args=[client, server], daemon=True).start()
                threading.Thread(target=self._answer, args=[server, client], daemon=True).start()

    def _pass(self, client: socket.socket, server: socket.socket) -> None:
        with suppress(OSError):
            while received := client.recv(65536):
                server.sendall(received)

    def _answer(self, server: socket.socket, client: socket.socket) -> None:
        with suppress(OSError):
            while received := server.recv(65536):
                left = len(received) if self.cut_after is None else self.cut_after - self.passed
                client.sendall(received[:left])
                self.passed += len(received)
                if left < len(received):
                    break
        for one in (client, server):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
