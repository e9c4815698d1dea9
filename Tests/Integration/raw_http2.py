"""An HTTP/2 client that sends exactly the frames it is told to, for what well-behaved clients cannot say."""

import socket
import struct

import hpack
import hyperframe.frame as frames

PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"

ERROR_NAMES = {0: "NO_ERROR", 1: "PROTOCOL_ERROR", 7: "REFUSED_STREAM", 8: "CANCEL", 11: "ENHANCE_YOUR_CALM"}


def grpc_frame(message: bytes, flag: int = 0, length: int | None = None) -> bytes:
    """A message with its five-byte prefix; `length` lies about its size."""
    return struct.pack(">BI", flag, len(message) if length is None else length) + message


class Response:
    """What has arrived on one stream."""

    def __init__(self):
        self.blocks = []  # header blocks in order
        self.data = b""
        self.ended = False
        self.reset = None

    @property
    def http_status(self) -> str | None:
        return dict(self.blocks[0]).get(":status") if self.blocks else None

    @property
    def trailers(self) -> dict:
        return dict(self.blocks[-1]) if self.blocks else {}

    @property
    def grpc_status(self) -> int | None:
        value = self.trailers.get("grpc-status")
        return None if value is None else int(value)

    @property
    def grpc_message(self) -> str:
        return self.trailers.get("grpc-message", "")


class Connection:
    """One connection, closed with the `with` block."""

    def __init__(self, address: str, preface: bytes = PREFACE, settings: dict | None = None, timeout: float = 5):
        host, port = address.rsplit(":", 1)
        self.socket = socket.create_connection((host, int(port)), timeout=timeout)
        self.encoder = hpack.Encoder()
        self.decoder = hpack.Decoder()
        self.streams: dict[int, Response] = {}
        self.goaway = None
        self.settings = {}
        self.ping_acks = []
        self.closed = False
        self._buffer = b""
        self._block = b""
        self.socket.sendall(preface)
        if preface == PREFACE:
            self.send(frames.SettingsFrame(settings=settings or {}))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def send(self, *many: frames.Frame) -> None:
        self.socket.sendall(b"".join(frame.serialize() for frame in many))

    def headers(self, stream: int, fields, end_stream=False, end_headers=True) -> None:
        flags = [name for name, on in (("END_STREAM", end_stream), ("END_HEADERS", end_headers)) if on]
        self.send(frames.HeadersFrame(stream, data=self.encoder.encode(fields), flags=flags))

    def data(self, stream: int, data: bytes, end_stream=False) -> None:
        self.send(frames.DataFrame(stream, data=data, flags=["END_STREAM"] if end_stream else []))

    def call(self, stream: int, path: str, body: bytes | None, extra=(), replace=None) -> "Response":
        """A whole unary call, and what came of it. `replace` changes or (with None) drops a standard field."""
        fields = {
            ":method": "POST", ":scheme": "http", ":path": path, ":authority": "test", "te": "trailers", "content-type": "application/grpc",
        }
        fields.update(replace or {})
        fields = [(name, value) for name, value in fields.items() if value is not None] + list(extra)
        self.headers(stream, fields, end_stream=body is None)
        if body is not None:
            self.data(stream, body, end_stream=True)
        return self.finish(stream)

    def finish(self, stream: int) -> Response:
        """Reads until the stream has ended or was reset."""
        response = self.streams.setdefault(stream, Response())
        while not (response.ended or response.reset is not None or self.closed):
            self.receive()
        return response

    def receive_until_closed(self) -> None:
        while not self.closed:
            self.receive()

    def receive(self) -> None:
        try:
            chunk = self.socket.recv(65536)
        except ConnectionResetError:
            chunk = b""
        if not chunk:
            self.closed = True
            return
        self._buffer += chunk
        while len(self._buffer) >= 9:
            frame, length = frames.Frame.parse_frame_header(memoryview(self._buffer[:9]))
            if len(self._buffer) < 9 + length:
                return
            frame.parse_body(memoryview(self._buffer[9 : 9 + length]))
            self._buffer = self._buffer[9 + length :]
            self._take(frame)

    def _take(self, frame: frames.Frame) -> None:
        response = self.streams.setdefault(frame.stream_id, Response())
        if isinstance(frame, (frames.HeadersFrame, frames.ContinuationFrame)):
            self._block += frame.data
            if "END_STREAM" in frame.flags:
                response.ended = True
            if "END_HEADERS" in frame.flags:
                response.blocks.append(self.decoder.decode(self._block))
                self._block = b""
        elif isinstance(frame, frames.DataFrame):
            response.data += frame.data
            if frame.flow_controlled_length:
                self.send(frames.WindowUpdateFrame(0, window_increment=frame.flow_controlled_length))
            if "END_STREAM" in frame.flags:
                response.ended = True
        elif isinstance(frame, frames.RstStreamFrame):
            response.reset = frame.error_code
        elif isinstance(frame, frames.GoAwayFrame):
            self.goaway = frame
        elif isinstance(frame, frames.SettingsFrame):
            if "ACK" not in frame.flags:
                self.settings = frame.settings
                self.send(frames.SettingsFrame(flags=["ACK"]))
        elif isinstance(frame, frames.PingFrame) and "ACK" in frame.flags:
            self.ping_acks.append(frame.opaque_data)
