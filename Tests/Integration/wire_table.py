"""What the tables of wire tests are made of: a rule's number, what is sent, and what must come back.

The numbers are those of docs/conformance.md.
"""

import dataclasses
from collections.abc import Callable

from raw_http2 import Connection, Stream, grpc_frame

SERVICE = "/grpc.testing.TestService/"
EMPTY, UNARY, INPUT, OUTPUT, DUPLEX = (
    SERVICE + name for name in ("EmptyCall", "UnaryCall", "StreamingInputCall", "StreamingOutputCall", "FullDuplexCall")
)

(
    OK,
    CANCELLED,
    UNKNOWN,
    INVALID_ARGUMENT,
    DEADLINE_EXCEEDED,
    NOT_FOUND,
    ALREADY_EXISTS,
    PERMISSION_DENIED,
    RESOURCE_EXHAUSTED,
    FAILED_PRECONDITION,
    ABORTED,
    OUT_OF_RANGE,
    UNIMPLEMENTED,
    INTERNAL,
    UNAVAILABLE,
    DATA_LOSS,
    UNAUTHENTICATED,
) = range(17)

EMPTY_MESSAGE = grpc_frame(b"")


def among(value, accepted) -> bool:
    """Whether a value is the one that is accepted, or among several."""
    return value in accepted if isinstance(accepted, (set, tuple, range)) else value == accepted


@dataclasses.dataclass
class Call:
    """A whole request of one header block and a body, or no body (`None`)."""

    path: str = EMPTY
    replace: dict = dataclasses.field(default_factory=dict)
    extra: list = dataclasses.field(default_factory=list)
    body: bytes | None = EMPTY_MESSAGE

    def __call__(self, connection: Connection) -> Stream:
        return connection.call(1, self.path, self.body, extra=self.extra, replace=self.replace)


@dataclasses.dataclass
class Answer:
    """What must come back on the stream. `None` leaves a thing open, except that a stream without `reset` must not be reset."""

    status: object = OK
    http: str | None = "200"
    text: str = ""
    fields: dict = dataclasses.field(default_factory=dict)
    messages: list | None = None
    reset: object = None

    def __call__(self, stream: Stream) -> None:
        if self.reset is not None:
            assert among(stream.reset, self.reset), f"reset with {stream.reset}, status {stream.grpc_status} {stream.grpc_message}"
            return
        assert stream.ended, "the stream has not ended"
        assert self.http is None or stream.http_status == self.http
        assert among(stream.grpc_status, self.status), f"status {stream.grpc_status}: {stream.grpc_message}"
        assert self.text in stream.grpc_message, stream.grpc_message
        for name, value in self.fields.items():
            assert stream.trailers.get(name, stream.headers.get(name)) == value, name
        if self.messages is not None:
            assert stream.messages == self.messages


@dataclasses.dataclass
class Rule:
    """One row: `send` makes a call on a fresh connection, `expect` looks at what came back.

    With `lives_on`, the connection must serve another call afterwards.
    """

    number: str
    title: str
    send: Callable[[Connection], Stream] = dataclasses.field(default_factory=Call)
    expect: Callable[[Stream], None] = dataclasses.field(default_factory=Answer)
    settings: dict = dataclasses.field(default_factory=dict)
    grants_window: bool = True
    lives_on: bool = True

    @property
    def id(self) -> str:
        return f"{self.number} {self.title}"
