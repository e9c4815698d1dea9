"""Discovery: platform contract, sections 6 and 11.5. The clients' algorithm is that of section 6.3."""

import contextlib
import uuid

import grpc
from grpc_health.v1 import health_pb2, health_pb2_grpc

from discovery_client import ask, instances, registration, resolve

from .case import ALL, APART, DEFAULT, V1, Section
from .given import Given
from .modes import assembled, unused

CASES = Section("discovery")
# The rest of the modes has the same agent.
MODES = DEFAULT | APART
NAMES = ["character-service", "media-service", "post-service", "world-service"]
REGISTRATIONS = {
    "character-service": ("character-service-1", ["character", "service"]),
    "media-service": ("media-service-0.0.0.0", ["media", "api"]),
    "post-service": ("post-service-0.0.0.0", ["post", "api"]),
    "world-service": ("world-service-0.0.0.0", ["world", "api"]),
    "interaction-service": ("interaction-service-0.0.0.0", ["interaction", "api"]),
}


def agent(given: Given) -> str:
    return given.platform.endpoints["consul"]


@contextlib.contextmanager
def registered(address: str, **fields):
    """A registration of a service that nobody else knows: its body."""
    name = f"service-{uuid.uuid4().hex[:8]}"
    body = registration(f"{name}-1", name, 8081) | fields
    assert ask(address, "PUT", "/v1/agent/service/register", body)[0] == 200
    try:
        yield body
    finally:
        ask(address, "PUT", f"/v1/agent/service/deregister/{body['ID']}")


@CASES.flow("D-01", "a registration is found by both clients", MODES)
def registering(given: Given):
    with registered(agent(given)) as body:
        for query in ("?passing=1", "?passing=true", ""):
            [entry] = instances(agent(given), body["Name"], query)
            assert (entry["Service"]["Address"], entry["Service"]["Port"]) == ("10.1.2.3", 8081)


@CASES.flow("D-03", "the same id with another port", MODES)
def replacing(given: Given):
    with registered(agent(given)) as body:
        ask(agent(given), "PUT", "/v1/agent/service/register", body | {"Port": 9081})
        [entry] = instances(agent(given), body["Name"], "?passing=1")
        assert entry["Service"]["Port"] == 9081


@CASES.flow("D-04", "deregistration", MODES)
def deregistering(given: Given):
    with registered(agent(given)) as body:
        assert ask(agent(given), "PUT", f"/v1/agent/service/deregister/{body['ID']}")[0] == 200
        assert instances(agent(given), body["Name"], "?passing=1") == instances(agent(given), body["Name"]) == []


@CASES.flow("D-06", "a worker starts with four names, not with three", DEFAULT)
def worker_starts(given: Given):
    platform = given.platform
    with assembled(platform.mode, unused(platform.directory, "agent"), {"agent": ["--only", "consul"]}) as other:
        address = other.endpoints["consul"]
        for name in NAMES[1:]:
            register_for(platform, name, address)
        outcomes = [attempt(address, name) for name in NAMES]
        assert [name for name, outcome in zip(NAMES, outcomes) if outcome is None] == NAMES[:1]
        register_for(platform, NAMES[0], address)
        for name in NAMES:
            with grpc.insecure_channel(attempt(address, name)) as channel:
                assert health_pb2_grpc.HealthStub(channel).Check(health_pb2.HealthCheckRequest(), timeout=10).status == 1


def register_for(platform, name: str, agent_address: str) -> None:
    host, port = platform.endpoints[name.removesuffix("-service")].rsplit(":", 1)
    assert ask(agent_address, "PUT", "/v1/agent/service/register", registration(name, name, int(port), host))[0] == 200


def attempt(address: str, name: str) -> str | None:
    """Four attempts, as the Python client makes them, without its pauses."""
    for _ in range(4):
        with contextlib.suppress(LookupError):
            return resolve(address, name, "true")
    return None


# Sections 6.1 to 6.4, what the cases above leave out.


@CASES.flow("D-101", "the suite's own services", ALL - V1)
def own_services(given: Given):
    for name in NAMES:
        for passing in ("1", "true"):
            assert resolve(agent(given), name, passing) == given.platform.endpoints[name.removesuffix("-service")]


@CASES.flow("D-102", "names, ids and tags", MODES)
def own_registrations(given: Given):
    for name, (id, tags) in REGISTRATIONS.items():
        [entry] = instances(agent(given), name, "?passing=1")
        assert (entry["Service"]["ID"], entry["Service"]["Service"], entry["Service"]["Tags"]) == (id, name, tags)
    [entry] = instances(agent(given), "auth-service", "?passing=1")
    assert entry["Service"]["ID"].startswith("auth-service-auth-service-") and entry["Service"]["Tags"] == ["auth", "api"]


@CASES.flow("D-103", "types of an answer", DEFAULT)
def types(given: Given):
    status, headers, _ = ask(agent(given), "GET", "/v1/health/service/media-service?passing=1")
    assert (status, headers["Content-Type"].split(";")[0]) == (200, "application/json")
    [entry] = instances(agent(given), "media-service")
    assert isinstance(entry["Node"], dict) and isinstance(entry["Checks"], list)
    assert isinstance(entry["Service"]["Address"], str) and type(entry["Service"]["Port"]) is int


@CASES.flow("D-104", "an unknown service is an empty list in JSON", DEFAULT)
def unknown_service(given: Given):
    for query in ("?passing=1", "?passing=true", ""):
        status, headers, body = ask(agent(given), "GET", f"/v1/health/service/nobody{query}")
        assert (status, headers["Content-Type"].split(";")[0], body) == (200, "application/json", b"[]")


@CASES.flow("D-105", "several instances of a service", DEFAULT)
def several_instances(given: Given):
    with registered(agent(given)) as one, registered(agent(given), Name=one["Name"], Port=8082):
        assert sorted(entry["Service"]["Port"] for entry in instances(agent(given), one["Name"], "?passing=1")) == [8081, 8082]


@CASES.flow("D-106", "an empty address leaves the host to the client", DEFAULT)
def empty_address(given: Given):
    with registered(agent(given), Address="") as body:
        assert resolve(agent(given), body["Name"], "1") == f"{body['Name']}:8081"


@CASES.flow("D-107", "unknown methods and broken bodies", DEFAULT)
def broken_requests(given: Given):
    for body in (b"{", b"[]", b"{}", {"Name": "x", "Port": "8080"}, {"Name": 5}, b"[" * 100_000):
        assert ask(agent(given), "PUT", "/v1/agent/service/register", body)[0] == 400
    assert ask(agent(given), "PUT", "/v1/agent/service/deregister/nobody")[0] == 404
    assert instances(agent(given), "x") == []
