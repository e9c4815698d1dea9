"""HTTP/2 peers that send exactly the frames they are told to, for what well-behaved ones cannot say.

`Connection` is a client; `ScriptedServer` (module scripted_server) builds on the same `Peer`.
"""

import socket
import struct

import hpack
import hyperframe.frame as frames

PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"

# RFC 9113, section 7.
NO_ERROR, PROTOCOL_ERROR, INTERNAL_ERROR, FLOW_CONTROL_ERROR, SETTINGS_TIMEOUT, STREAM_CLOSED, FRAME_SIZE_ERROR = range(7)
REFUSED_STREAM, CANCEL, COMPRESSION_ERROR, CONNECT_ERROR, ENHANCE_YOUR_CALM, INADEQUATE_SECURITY, HTTP_1_1_REQUIRED = range(7, 14)

DATA, HEADERS, PRIORITY, RST_STREAM, SETTINGS, PUSH_PROMISE, PING, GOAWAY, WINDOW_UPDATE, CONTINUATION = range(10)
END_STREAM, ACK, END_HEADERS, PADDED, HAS_PRIORITY = 0x1, 0x1, 0x4, 0x8, 0x20


def raw_frame(kind: int, flags: int, stream: int, payload: bytes = b"", length: int | None = None) -> bytes:
    """Any frame, however wrong; `length` lies about its size."""
    size = len(payload) if length is None else length
    return struct.pack(">I", size)[1:] + struct.pack(">BBI", kind, flags, stream) + payload


def grpc_frame(message: bytes, flag: int = 0, length: int | None = None) -> bytes:
    """A message with its five-byte prefix; `length` lies about its size."""
    return struct.pack(">BI", flag, len(message) if length is None else length) + message


class Stream:
    """What has arrived on one stream."""

    def __init__(self):
        self.blocks: list[list[tuple[str, str]]] = []  # header blocks in order
        self.data = b""
        self.ended = False
        self.reset: int | None = None

    @property
    def is_over(self) -> bool:
        return self.ended or self.reset is not None

    @property
    def headers(self) -> dict:
        return dict(self.blocks[0]) if self.blocks else {}

    @property
    def trailers(self) -> dict:
        return dict(self.blocks[-1]) if self.blocks else {}

    @property
    def http_status(self) -> str | None:
        return self.headers.get(":status")

    @property
    def grpc_status(self) -> int | None:
        value = self.trailers.get("grpc-status")
        return None if value is None else int(value)

    @property
    def grpc_message(self) -> str:
        return self.trailers.get("grpc-message", "")

    @property
    def messages(self) -> list[tuple[int, bytes]]:
        """The whole messages in `data`, each with its compressed flag."""
        rest, result = self.data, []
        while len(rest) >= 5:
            flag, length = struct.unpack(">BI", rest[:5])
            if len(rest) < 5 + length:
                break
            result.append((flag, rest[5 : 5 + length]))
            rest = rest[5 + length :]
        return result


class Peer:
    """One end of a connection. Streams and facts about the connection fill while `receive` is called."""

    def __init__(self, connected: socket.socket, grants_window: bool = True):
        self.socket = connected
        # Small messages leave at once: what a test sends next often depends on the answer.
        connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.encoder = hpack.Encoder()
        self.decoder = hpack.Decoder()
        self.grants_window = grants_window
        self.streams: dict[int, Stream] = {}
        self.frames: list[frames.Frame] = []  # all that has arrived, in order
        self.goaways: list[frames.GoAwayFrame] = []
        self.settings: dict[int, int] = {}
        self.windows = {0: 65535}  # what the peer allows to send, by stream; 0 is the connection
        self.ping_acks: list[bytes] = []
        self.closed = False
        self._buffer = b""
        self._block = b""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    @property
    def goaway(self) -> frames.GoAwayFrame | None:
        return self.goaways[-1] if self.goaways else None

    def stream(self, number: int) -> Stream:
        return self.streams.setdefault(number, Stream())

    # Sending

    def send(self, *many: frames.Frame) -> None:
        self.send_raw(b"".join(frame.serialize() for frame in many))

    def send_raw(self, data: bytes) -> None:
        try:
            self.socket.sendall(data)
        except (BrokenPipeError, ConnectionResetError):
            self.closed = True

    def headers(self, stream: int, fields, end_stream=False, end_headers=True) -> None:
        flags = [name for name, on in (("END_STREAM", end_stream), ("END_HEADERS", end_headers)) if on]
        self.send(frames.HeadersFrame(stream, data=self.encoder.encode(fields), flags=flags))

    def data(self, stream: int, data: bytes, end_stream=False) -> None:
        """A body of any size, in frames of at most 16 KiB, whatever the window."""
        pieces = [data[start : start + 16384] for start in range(0, len(data), 16384)] or [b""]
        for piece in pieces[:-1]:
            self.send(frames.DataFrame(stream, data=piece))
        self.send(frames.DataFrame(stream, data=pieces[-1], flags=["END_STREAM"] if end_stream else []))

    def window(self, stream: int) -> int:
        """What may be sent on a stream now."""
        initial = self.settings.get(frames.SettingsFrame.INITIAL_WINDOW_SIZE, 65535)
        return min(self.windows[0], self.windows.setdefault(stream, initial))

    def data_within_windows(self, stream: int, data: bytes, end_stream=False) -> None:
        """A body of any size, as the windows allow, until the peer does not want it any more."""
        sent = 0
        while sent < len(data) and not (self.is_pointless(self.stream(stream)) or self.closed):
            amount = min(16384, len(data) - sent, self.window(stream))
            if amount <= 0:
                self.receive()
                continue
            sent += amount
            self.send(
                frames.DataFrame(stream, data=data[sent - amount : sent], flags=["END_STREAM"] if end_stream and sent == len(data) else [])
            )
            self.windows[0] -= amount
            self.windows[stream] -= amount

    def reset(self, stream: int, code: int = CANCEL) -> None:
        self.send(frames.RstStreamFrame(stream, error_code=code))

    def grant(self, stream: int, amount: int) -> None:
        """Lets the peer send more; stream 0 stands for the connection."""
        self.send(frames.WindowUpdateFrame(stream, window_increment=amount))

    # Receiving

    def receive_until(self, condition) -> None:
        """Reads until the condition holds or the connection is closed."""
        while not (condition() or self.closed):
            self.receive()

    def receive_until_closed(self) -> None:
        self.receive_until(lambda: False)

    def finish(self, stream: int) -> Stream:
        """Reads until the stream has ended or was reset."""
        result = self.stream(stream)
        self.receive_until(lambda: result.is_over)
        return result

    def ping(self) -> None:
        """Reads until the peer has dealt with everything that was sent so far."""
        before = len(self.ping_acks)
        self.send(frames.PingFrame(opaque_data=b"\xffbarrier"))
        self.receive_until(lambda: len(self.ping_acks) > before)

    def receive(self) -> None:
        """Takes what has arrived, waiting for something."""
        try:
            chunk = self.socket.recv(65536)
        except ConnectionResetError:
            chunk = b""
        if not chunk:
            self.closed = True
            return
        self._buffer += chunk
        self._parse()

    def _parse(self) -> None:
        while len(self._buffer) >= 9:
            frame, length = frames.Frame.parse_frame_header(memoryview(self._buffer[:9]))
            if len(self._buffer) < 9 + length:
                return
            frame.parse_body(memoryview(self._buffer[9 : 9 + length]))
            self._buffer = self._buffer[9 + length :]
            self.frames.append(frame)
            self._take(frame)

    def _take(self, frame: frames.Frame) -> None:
        stream = self.stream(frame.stream_id)
        match frame:
            case frames.HeadersFrame() | frames.ContinuationFrame():
                self._block += frame.data
                stream.ended = stream.ended or "END_STREAM" in frame.flags
                if "END_HEADERS" in frame.flags:
                    block = self.decoder.decode(self._block, raw=True)
                    stream.blocks.append([(name.decode("latin-1"), value.decode("latin-1")) for name, value in block])
                    self._block = b""
            case frames.DataFrame():
                stream.data += frame.data
                stream.ended = stream.ended or "END_STREAM" in frame.flags
                if self.grants_window and frame.flow_controlled_length:
                    self.grant(0, frame.flow_controlled_length)
                    if not stream.is_over:
                        self.grant(frame.stream_id, frame.flow_controlled_length)
            case frames.RstStreamFrame():
                stream.reset = frame.error_code
            case frames.GoAwayFrame():
                self.goaways.append(frame)
            case frames.WindowUpdateFrame():
                self.window(frame.stream_id)
                self.windows[frame.stream_id] += frame.window_increment
            case frames.SettingsFrame() if "ACK" not in frame.flags:
                before = self.settings.get(frames.SettingsFrame.INITIAL_WINDOW_SIZE, 65535)
                self.settings.update(frame.settings)
                change = self.settings.get(frames.SettingsFrame.INITIAL_WINDOW_SIZE, 65535) - before
                self.windows = {number: window + (change if number else 0) for number, window in self.windows.items()}
                self.send(frames.SettingsFrame(flags=["ACK"]))
            case frames.PingFrame() if "ACK" in frame.flags:
                self.ping_acks.append(frame.opaque_data)
            case frames.PingFrame():
                self.did_receive_ping(frame)

    def is_pointless(self, stream: Stream) -> bool:
        """Whether the peer will not look at further data: a server does not once it has answered."""
        return stream.is_over

    def did_receive_ping(self, frame: frames.PingFrame) -> None:
        self.send(frames.PingFrame(opaque_data=frame.opaque_data, flags=["ACK"]))


class Connection(Peer):
    """A client's connection, closed with the `with` block."""

    def __init__(
        self, address: str, preface: bytes = PREFACE, settings: dict | None = None, timeout: float = 5, grants_window: bool = True
    ):
        host, port = address.rsplit(":", 1)
        super().__init__(socket.create_connection((host, int(port)), timeout=timeout), grants_window)
        self.authority = address
        self.send_raw(preface)
        if preface == PREFACE:
            self.send(frames.SettingsFrame(settings=settings or {}))

    def fields(self, path: str, extra=(), replace=None) -> list[tuple[str, str]]:
        """The fields of a request. `replace` changes or (with None) drops a standard one."""
        fields = {
            ":method": "POST",
            ":scheme": "http",
            ":path": path,
            ":authority": self.authority,
            "te": "trailers",
            "content-type": "application/grpc",
        }
        fields.update(replace or {})
        return [(name, value) for name, value in fields.items() if value is not None] + list(extra)

    def open(self, stream: int, path: str, extra=(), replace=None) -> None:
        """The beginning of a call."""
        self.headers(stream, self.fields(path, extra, replace))

    def call(self, stream: int, path: str, body: bytes | None, extra=(), replace=None) -> Stream:
        """A whole call, and what came of it. Without a body, the header block ends the request."""
        self.headers(stream, self.fields(path, extra, replace), end_stream=body is None)
        if body is not None:
            self.data(stream, body, end_stream=True)
        return self.finish(stream)
