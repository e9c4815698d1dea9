"""What all servers have in common: platform contract, sections 0.5, 5 and 11.5."""

import time
import urllib.request
from concurrent import futures

import grpc
from google.protobuf import descriptor_pb2
from grpc_health.v1 import health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha import reflection_pb2

from raw_http2 import ENHANCE_YOUR_CALM, Connection

from .case import (ALL, CHARACTER, DEFAULT, EXTENSIONS, INTERNAL, NOT_FOUND, ONCE, RESOURCE_EXHAUSTED, STRICT,
                   UNIMPLEMENTED, WORLD, Section, refuses)
from .given import Given
from .values import A1, U1, W1, starts_with
from .wire import SERVICES

CASES = Section("server")
PLATFORM = ("character", "media", "post", "world")
# The services whose health names services; CharacterService has a health service of its own kind.
NAMING = ("media", "post", "world")
STANDARD = ["grpc.health.v1.Health", "grpc.reflection.v1.ServerReflection", "grpc.reflection.v1alpha.ServerReflection"]
UNKNOWN_NAME = refuses(NOT_FOUND, "unknown service")
UNREADABLE = refuses(INTERNAL, starts_with("grpc: error unmarshalling request: "))
GET_CHARACTER = "/generia.character.CharacterService/GetCharacter"
LIMIT = 4 * 1024 * 1024
# Originals cut an idle connection that pings every ten seconds at about 30 s.
PATIENCE = 40


def health(given: Given, service: str):
    return health_pb2_grpc.HealthStub(given.wire.channel(service))


def check(given: Given, service: str, name: str):
    return health(given, service).Check(health_pb2.HealthCheckRequest(service=name), timeout=10).status


def watch(given: Given, service: str, name: str = ""):
    return health(given, service).Watch(health_pb2.HealthCheckRequest(service=name), timeout=10)


def reflect(given: Given, service: str, version: str, **request):
    """The answer of reflection to one question; both versions have the same messages."""
    method = given.wire.channel(service).stream_stream(
        f"/grpc.reflection.{version}.ServerReflection/ServerReflectionInfo",
        request_serializer=reflection_pb2.ServerReflectionRequest.SerializeToString,
        response_deserializer=reflection_pb2.ServerReflectionResponse.FromString,
    )
    [answer] = method(iter([reflection_pb2.ServerReflectionRequest(**request)]), timeout=10)
    return answer


# The contract's cases.


@CASES.flow("S-01", "reflection lists the services of each port")
def listed_services(given: Given):
    for service in PLATFORM:
        for version in ("v1", "v1alpha"):
            answer = reflect(given, service, version, list_services="").list_services_response
            assert sorted(entry.name for entry in answer.service) == sorted([SERVICES[service], *STANDARD])


@CASES.flow("S-03", "all four are healthy")
def all_healthy(given: Given):
    assert [check(given, service, "") for service in PLATFORM] == [1, 1, 1, 1]


@CASES.flow("S-04", "MediaService knows its own name only")
def known_names(given: Given):
    assert check(given, "media", "media.MediaService") == 1
    given.expect_of("Check", lambda: check(given, "media", "x"), UNKNOWN_NAME)


@CASES.flow("S-06", "a watch begins with the status")
def watching(given: Given):
    call = watch(given, "media")
    assert next(call).status == 1
    call.cancel()


@CASES.flow("S-07", "CharacterService has no watch", ALL - EXTENSIONS)
def no_watch(given: Given):
    given.expect_of("Watch", lambda: next(watch(given, "character")), refuses(UNIMPLEMENTED, "Watch is not implemented"))


@CASES.flow("S-09", "an unknown service")
def unknown_service(given: Given):
    for service in PLATFORM:
        given.expect_bytes(service, "/x.Y/Nope", b"", refuses(UNIMPLEMENTED, "unknown service x.Y"))


@CASES.flow("S-10", "an undecodable request")
def undecodable(given: Given):
    given.expect_bytes("character", GET_CHARACTER, b"\xff\xff", UNREADABLE)


@CASES.flow("S-12", "a client that pings every ten seconds without calls keeps its connection", DEFAULT, is_last=True)
def idle_pings(given: Given):
    # The channels were opened, and began to ping, when the platform was started.
    given.platform.idle.wait(PATIENCE)
    for service, states in given.platform.idle.states.items():
        assert states[-1] == grpc.ChannelConnectivity.READY, f"{service}: {states}"
        assert states.count(grpc.ChannelConnectivity.READY) == 1, f"{service} was connected again: {states}"


@CASES.flow("S-13", "unknown metadata")
def unknown_metadata(given: Given):
    metadata = (
        ("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"), ("baggage", "k=v"), ("x-retry-attempty", "2"),
        ("x-unknown", "anything"), ("x-unknown-bin", b"\x00\xff"),
    )
    assert given(CHARACTER.GetCharacter(character_id=A1), metadata=metadata).id == given.a1


@CASES.flow("S-15", "metrics after a call", DEFAULT)
def metrics(given: Given):
    given(WORLD.HealthCheck())
    [line] = [line for line in metrics_of(given) if line.startswith("grpc_server_handled_total") and 'grpc_method="HealthCheck"' in line
              and 'grpc_service="world.WorldService"' in line and 'grpc_code="OK"' in line]
    assert 'grpc_type="unary"' in line and float(line.split()[-1]) >= 1


def metrics_of(given: Given) -> list[str]:
    """The lines of /metrics, where all services of a process are counted."""
    with urllib.request.urlopen(f"http://{given.platform.endpoints['admin']}/metrics", timeout=10) as response:
        assert response.status == 200
        return response.read().decode().splitlines()


# Sections 5.1 to 5.3, what the cases above leave out.


@CASES.flow("S-101", "an unknown method of a known service")
def unknown_method(given: Given):
    for service in PLATFORM:
        name = SERVICES[service]
        given.expect_bytes(service, f"/{name}/Nope", b"", refuses(UNIMPLEMENTED, f"unknown method Nope for service {name}"))


@CASES.flow("S-102", "services of other ports are unknown")
def foreign_services(given: Given):
    for service, foreign in zip(PLATFORM, PLATFORM[1:] + PLATFORM[:1]):
        given.expect_bytes(service, f"/{SERVICES[foreign]}/HealthCheck", b"", refuses(UNIMPLEMENTED, f"unknown service {SERVICES[foreign]}"))


@CASES.flow("S-103", "requests of 4 MiB, and of one byte more", DEFAULT)
def size_limit(given: Given):
    path, request_class, _ = given.wire.schema.method("world", "CreateWorld")

    def request(size: int) -> bytes:
        small = request_class(user_id=given.u1, name="n", prompt="p" * (1 << 21))
        return request_class(user_id=given.u1, name="n", prompt="p" * ((1 << 21) + size - small.ByteSize())).SerializeToString()

    assert len(request(LIMIT)) == LIMIT and len(request(LIMIT + 1)) == LIMIT + 1
    assert given.wire.send_bytes("world", path, request(LIMIT))
    for size in (LIMIT + 1, 2 * LIMIT):
        text = f"grpc: received message larger than max ({size} vs. {LIMIT})"
        given.expect_bytes("world", path, request(size), refuses(RESOURCE_EXHAUSTED, text))


BROKEN = {
    "a length beyond the end": b"\x0a\x7f", "an endless number": b"\x08" + b"\xff" * 10 + b"\x01", "a number cut off": b"\x0a",
    "field zero": b"\x02\x00",
    "wire type 6": b"\x0e\x00", "wire type 7": b"\x0f", "a group that does not end": b"\x7b", "the end of no group": b"\x7c",
    "invalid UTF-8": b"\x0a\x02\xc3\x28", "a surrogate in UTF-8": b"\x0a\x03\xed\xa0\x80", "an overlong form": b"\x0a\x02\xc0\x80",
}


@CASES.flow("S-104", "requests that are broken in every way", ONCE)
def broken_requests(given: Given):
    for title, body in BROKEN.items():
        try:
            given.expect_bytes("character", GET_CHARACTER, body, UNREADABLE)
        except AssertionError as error:
            raise AssertionError(f"{title}: {error}") from None


@CASES.flow("S-105", "unknown fields and fields of another type are passed over")
def unknown_fields(given: Given):
    name = b"\x0a\x24" + given.a1.encode()
    for more in (b"\x98\x06\x01", b"\xa2\x06\x03abc", b"\x08\x07"):
        assert given.wire.send_bytes("character", GET_CHARACTER, name + more)
        assert given.wire.send_bytes("character", GET_CHARACTER, more + name)
    # The last of repeated fields counts.
    assert given.wire.send_bytes("character", GET_CHARACTER, b"\x0a\x01x" + name)


@CASES.flow("S-106", "the names that each health service knows")
def names_of_health(given: Given):
    for service in NAMING:
        assert check(given, service, SERVICES[service]) == 1
        for name in ("x", SERVICES["character"], SERVICES[service].lower()):
            given.expect_of(f"Check {name}", lambda: check(given, service, name), UNKNOWN_NAME)
    for name in ("x", SERVICES["character"], SERVICES["media"]):
        assert check(given, "character", name) == 1


@CASES.flow("S-107", "a watch of an unknown name stays open")
def watching_an_unknown_name(given: Given):
    for service in NAMING:
        call = watch(given, service, "x")
        assert next(call).status == 3
        assert call.is_active()
        call.cancel()
        assert next(watch(given, service, SERVICES[service])).status == 1


@CASES.flow("S-108", "CharacterService has a watch with the extensions", EXTENSIONS)
def watching_characters(given: Given):
    assert next(watch(given, "character")).status == 1


@CASES.flow("S-109", "reflection gives the files as they are in proto/")
def reflected_files(given: Given):
    for service in PLATFORM:
        for version in ("v1", "v1alpha"):
            answer = reflect(given, service, version, file_containing_symbol=SERVICES[service]).file_descriptor_response
            reflected = descriptor_pb2.FileDescriptorProto.FromString(answer.file_descriptor_proto[0])
            expected = descriptor_pb2.FileDescriptorProto()
            given.wire.schema.pool.FindFileByName(f"{service}/{service}.proto").CopyToProto(expected)
            assert without_details(reflected) == without_details(expected)
            assert reflected.name == f"{service}/{service}.proto"


def without_details(file):
    """A descriptor without what compilers may add."""
    file.ClearField("source_code_info")
    messages = list(file.message_type)
    while messages:
        message = messages.pop()
        messages += message.nested_type
        for field in message.field:
            field.ClearField("json_name")
    return file


@CASES.flow("S-110", "reflection of what is not there, and going on afterwards")
def unknown_symbols(given: Given):
    for version in ("v1", "v1alpha"):
        assert reflect(given, "media", version, file_containing_symbol="media.Nope").error_response.error_code == 5
        assert reflect(given, "media", version, file_by_filename="nope.proto").error_response.error_code == 5


@CASES.flow("S-112", "a thousand calls at a time over one connection", DEFAULT)
def many_streams(given: Given):
    call = given.wire.channel("world").unary_unary("/world.WorldService/GetWorld")
    body = b"\x0a\x24" + given.w1.encode()
    pending = [call.future(body, timeout=30) for _ in range(1_000)]
    assert {future.code() for future in pending} == {grpc.StatusCode.OK}


@CASES.flow("S-113", "metadata of a quarter of a megabyte", ONCE)
def large_metadata(given: Given):
    metadata = tuple((f"x-filler-{number}", "v" * 8_000) for number in range(32))
    assert given(CHARACTER.GetCharacter(character_id=A1), metadata=metadata).id == given.a1


@CASES.flow("S-114", "pings every half second without a call", ALL - STRICT)
def quick_pings(given: Given):
    for service in PLATFORM:
        with Connection(given.platform.endpoints[service]) as connection:
            for _ in range(6):
                connection.ping()
                time.sleep(0.1)
            assert not connection.goaways and not connection.closed


@CASES.flow("S-115", "pings without a call are too many to the letter", STRICT)
def too_many_pings(given: Given):
    for service in PLATFORM:
        with Connection(given.platform.endpoints[service]) as connection:
            for _ in range(8):
                if not connection.closed:
                    connection.ping()
                    time.sleep(0.05)
            assert connection.goaway is not None, service
            assert (connection.goaway.error_code, connection.goaway.additional_data) == (ENHANCE_YOUR_CALM, b"too_many_pings"), service


@CASES.flow("S-116", "U+0000 is no broken request")
def zero_characters(given: Given):
    # It is valid UTF-8; only storing it fails.
    given.refused(CHARACTER.GetCharacter(character_id="a\0"), NOT_FOUND, "Character not found")
    given.refused(WORLD.GetWorld(world_id="a\0"), INTERNAL, "failed to get world")


@CASES.flow("S-117", "a client in HTTP/1.1 is refused", ONCE)
def http_1(given: Given):
    for service in PLATFORM:
        request = urllib.request.Request(f"http://{given.platform.endpoints[service]}/", method="POST", data=b"")
        try:
            with urllib.request.urlopen(request, timeout=10) as response:
                raise AssertionError(f"{service} answers HTTP/1.1 with {response.status}")
        except OSError:
            pass


@CASES.flow("S-118", "many clients at once make what they ask for", DEFAULT)
def many_clients(given: Given):
    world = given.w1
    with futures.ThreadPoolExecutor(16) as pool:
        call = CHARACTER.CreateCharacter(world_id=world, real_user_id=U1, display_name="one of many")
        ids = {future.result().id for future in [pool.submit(given, call) for _ in range(200)]}
    assert len(ids) == 200
    listed = given(CHARACTER.GetUserCharactersInWorld(user_id=U1, world_id=W1)).characters
    assert {character.id for character in listed} == ids


@CASES.flow("S-119", "calls begun, ended, and their messages are counted", DEFAULT)
def counted_calls(given: Given):
    given(WORLD.HealthCheck())
    lines = metrics_of(given)
    for name in ("started_total", "handled_total", "msg_received_total", "msg_sent_total"):
        assert any(line.startswith(f"grpc_server_{name}{{") and 'grpc_method="HealthCheck"' in line for line in lines), name
