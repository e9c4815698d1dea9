"""An HTTP/2 server that answers with exactly the frames it is told to, to see what a client makes of them."""

import socket
import threading
import traceback

import hyperframe.frame as frames

from raw_http2 import PREFACE, Peer, grpc_frame


class ServerConnection(Peer):
    """One accepted connection; `number` counts from 1 in the order of arrival."""

    def __init__(self, accepted: socket.socket, number: int, grants_window: bool):
        super().__init__(accepted, grants_window)
        self.number = number
        self.answered: set[int] = set()  # streams that the script has had
        self._buffer_preface()

    def _buffer_preface(self) -> None:
        taken = b""
        while len(taken) < len(PREFACE):
            chunk = self.socket.recv(len(PREFACE) - len(taken))
            if not chunk:
                self.closed = True
                return
            taken += chunk
        assert taken == PREFACE, f"the client began with {taken!r}"

    def is_pointless(self, stream) -> bool:
        return stream.reset is not None

    def respond(self, stream: int, message: bytes = b"", status: int = 0) -> None:
        """An ordinary answer of one message."""
        self.headers(stream, [(":status", "200"), ("content-type", "application/grpc")])
        self.data(stream, grpc_frame(message))
        self.headers(stream, [("grpc-status", str(status))], end_stream=True)


class ScriptedServer:
    """Listens while the `with` block runs and calls `script(connection, stream)` in the connection's thread for every request.

    A request counts once it has ended, or with `at_headers` once its header block has arrived.
    """

    def __init__(self, script, settings: dict | None = None, at_headers: bool = False, grants_window: bool = True):
        self.script = script
        self.settings = settings or {}
        self.at_headers = at_headers
        self.grants_window = grants_window
        self.connections: list[ServerConnection] = []
        self.failures: list[str] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._accepting = threading.Thread(target=self._accept, daemon=True)
        self._serving: list[threading.Thread] = []
        self._is_over = False

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self._listener.getsockname()[1]}"

    def __enter__(self):
        self._accepting.start()
        return self

    def __exit__(self, kind, *_):
        self._is_over = True
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for connection in self.connections:
            try:
                connection.socket.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
        for thread in [self._accepting, *self._serving]:
            thread.join(5)
        if kind is None:
            assert not self.failures, "\n".join(self.failures)

    def requests(self) -> list:
        """All streams that clients have opened, in order, once the clients that made them have closed their connections."""
        for thread in self._serving:
            thread.join(5)
        return [connection.streams[number] for connection in self.connections for number in sorted(connection.streams) if number > 0]

    def _accept(self) -> None:
        while True:
            try:
                accepted, _ = self._listener.accept()
            except OSError:
                return
            thread = threading.Thread(target=self._serve, args=(accepted,), daemon=True)
            self._serving.append(thread)
            thread.start()

    def _serve(self, accepted: socket.socket) -> None:
        accepted.settimeout(20)
        try:
            connection = ServerConnection(accepted, len(self.connections) + 1, self.grants_window)
            self.connections.append(connection)
            connection.send(frames.SettingsFrame(settings=self.settings))
            while not connection.closed:
                for number in [number for number in connection.streams if number not in connection.answered and number > 0]:
                    stream = connection.streams[number]
                    if stream.blocks and (self.at_headers or stream.ended):
                        self.script(connection, number)
                        connection.answered.add(number)
                connection.receive()
        except OSError:
            pass  # the client or the end of the test has closed the connection
        except Exception:
            if not self._is_over:
                self.failures.append(traceback.format_exc())
        finally:
            accepted.close()
