"""What section 11 takes for given: users, worlds, characters and media, made when a case asks for them, and hands to use them with."""

import contextlib
import functools
import http.client
import urllib.parse
import uuid
from collections.abc import Callable

import grpc

from .case import CHARACTER, MEDIA, POST, WORLD, Call, Refusal, fixture_value
from .values import A1, H1, MA, U1, W1
from .wire import Schema

WORLD_HEADER, WORLD_ICON, AVATAR, POST_IMAGE = 1, 2, 3, 4


class Given:
    """The fixtures of one case on one platform: `given.w1` is an id, `given(call)` an answer."""

    def __init__(self, platform):
        self.platform = platform
        self.wire = platform.wire

    # Calls

    def __call__(self, call: Call, **options):
        """The answer to a call that succeeds."""
        return self.wire.send(self._resolved(call), **options)

    def expect(self, call: Call, expectation) -> None:
        resolved = self._resolved(call)
        self.expect_of(str(call), lambda: self.wire.send(resolved), expectation)

    def expect_bytes(self, service: str, path: str, body: bytes, expectation) -> None:
        """A request of any bytes to any path."""
        self.expect_of(path, lambda: self.wire.send_bytes(service, path, body), expectation)

    def expect_of(self, where: str, attempt: Callable, expectation) -> None:
        """Whatever answers or is refused."""
        try:
            outcome = attempt()
        except grpc.RpcError as error:
            outcome = error
        expectation.check(where, outcome, self)

    def refused(self, call: Call, code: grpc.StatusCode, text) -> None:
        self.expect(call, Refusal(code, text))

    def value(self, value):
        return fixture_value(value, self)

    def is_of_other_version(self, message, field: str) -> bool:
        """Whether v2 has a field that the spoken version lacks."""
        return self.wire.schema.version != "v2" and field in Schema.of("v2").message(message.DESCRIPTOR.full_name).DESCRIPTOR.fields_by_name

    def _resolved(self, call: Call) -> Call:
        return Call(call.service, call.method, {name: self.value(value) for name, value in call.arguments.items()})

    # Users

    @property
    def u1(self) -> str:
        return self.platform.user("U1")

    @property
    def u2(self) -> str:
        return self.platform.user("U2")

    @functools.cached_property
    def x(self) -> str:
        """Well-formed and nowhere."""
        return str(uuid.uuid4())

    def new_user(self) -> str:
        """A user without worlds and posts."""
        return self.platform.new_user()

    # Worlds and characters

    def world(self, **arguments) -> str:
        return self(WORLD.CreateWorld(**{"user_id": U1, "name": "n", "description": "d", "prompt": "p", **arguments})).id

    @functools.cached_property
    def w1(self) -> str:
        return self.world(name="one")

    @functools.cached_property
    def w2(self) -> str:
        return self.world(name="two")

    def character(self, **arguments) -> str:
        return self(CHARACTER.CreateCharacter(**{"world_id": W1, "display_name": "Ada", **arguments})).id

    @functools.cached_property
    def a1(self) -> str:
        return self.character()

    @functools.cached_property
    def h1(self) -> str:
        return self.character(display_name="Hugo", real_user_id=U1)

    # Media

    def presign(self, media_type: int = POST_IMAGE, **arguments):
        """The answer to GetPresignedUploadURL for a PNG of A1 in W1."""
        fields = {"world_id": W1, "character_id": A1, "filename": "picture.png", "content_type": "image/png", "media_type": media_type}
        return self(MEDIA.GetPresignedUploadURL(**{**fields, **arguments}))

    def uploaded(self, media_type: int = POST_IMAGE, content: bytes = b"picture", **arguments) -> str:
        """A media that was uploaded and confirmed, 32-hex."""
        media = self.presign(media_type, **arguments)
        assert http_request("PUT", media.upload_url, content, {"Content-Type": "image/png"}).status == 200
        assert self(MEDIA.ConfirmUpload(media_id=media.media_id, character_id=arguments.get("character_id", A1))).success
        return media.media_id

    @functools.cached_property
    def ma(self) -> str:
        return self.presign().media_id

    @functools.cached_property
    def mh(self) -> str:
        return self.presign(character_id=H1).media_id

    @functools.cached_property
    def mw(self) -> str:
        return self.presign(WORLD_HEADER, character_id="").media_id

    # Posts

    def ai_post(self, **arguments) -> str:
        return self(POST.CreateAIPost(**{"character_id": A1, "caption": "c", "media_id": MA, "world_id": W1, **arguments})).post_id

    # Other platforms

    @contextlib.contextmanager
    def elsewhere(self, start, *arguments):
        """The fixtures on a platform that is started for this case alone: `given.elsewhere(scattered, "--strict")`."""
        with start(self.platform, *arguments) as platform:
            yield Given(platform)


class HTTPAnswer:
    def __init__(self, response: http.client.HTTPResponse):
        self.status = response.status
        self.headers = response.headers
        self.body = response.read()


def http_request(method: str, url: str, body: bytes | None = None, headers: dict | None = None) -> HTTPAnswer:
    """Sends a URL exactly as it is written; clients for people would change its spelling."""
    scheme, _, rest = url.partition("://")
    host, _, target = rest.partition("/")
    assert scheme == "http", url
    connection = http.client.HTTPConnection(host, timeout=20)
    with contextlib.closing(connection):
        connection.request(method, "/" + target, body, headers or {})
        return HTTPAnswer(connection.getresponse())


class Link:
    """A presigned URL, taken apart as text."""

    def __init__(self, url: str):
        before, _, query = url.partition("?")
        self.origin, self.bucket, self.key = before.split("/", 4)[2:]
        self.query = [tuple(item.split("=", 1)) for item in query.split("&")] if query else []

    def __getitem__(self, name: str) -> str:
        return dict(self.query)[name]

    @property
    def names(self) -> list[str]:
        return [name for name, _ in self.query]

    @property
    def decoded_key(self) -> str:
        return urllib.parse.unquote(self.key)


def post_key(given: Given, media: str) -> str:
    """Where a post picture of A1 in W1 lies: the v1 layout knows no worlds."""
    return f"{given.a1}/{media}.png" if given.platform.mode == "v1" else f"{given.w1}/{given.a1}/posts/{media}.png"
