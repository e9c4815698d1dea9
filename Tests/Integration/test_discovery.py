"""Discovery as the platform's own clients do it (platform contract, section 6)."""

import http.client
import json

import pytest

NAMES = ["character-service", "media-service", "post-service", "world-service"]
IDS = {
    "character-service": ("character-service-1", ["character", "service"]),
    "media-service": ("media-service-0.0.0.0", ["media", "api"]),
    "post-service": ("post-service-0.0.0.0", ["post", "api"]),
    "world-service": ("world-service-0.0.0.0", ["world", "api"]),
}


def ask(suite, method: str, path: str, body=None):
    connection = http.client.HTTPConnection(suite.endpoints["consul"], timeout=10)
    connection.request(method, path, body if body is None or isinstance(body, bytes) else json.dumps(body))
    response = connection.getresponse()
    content = response.read()
    connection.close()
    return response.status, response.headers, content


def resolve(suite, name: str, passing: str) -> str:
    """The resolution algorithm of 6.3, the same in the Go and in the Python clients."""
    status, headers, content = ask(suite, "GET", f"/v1/health/service/{name}?passing={passing}")
    # The Python client takes another content type for an HTTP error and falls back to `<name>:50051`.
    if status != 200 or headers["Content-Type"].split(";")[0].strip() != "application/json":
        return f"{name}:50051"
    healthy = json.loads(content)
    if healthy:
        service = healthy[0]["Service"]
        return f"{service['Address'] or name}:{service['Port']}"
    status, _, content = ask(suite, "GET", f"/v1/health/service/{name}")
    instances = json.loads(content)
    if instances:
        return f"{name}:{instances[0]['Service']['Port']}"
    raise LookupError(name)


@pytest.mark.parametrize("passing", ["1", "true"])
@pytest.mark.parametrize("name", NAMES)
def test_own_services_are_found(suite, name, passing):
    assert resolve(suite, name, passing) == suite.endpoints[name.removesuffix("-service")]


def test_own_services_are_registered_as_the_platform_does(suite):
    for name, (id, tags) in IDS.items():
        _, headers, content = ask(suite, "GET", f"/v1/health/service/{name}?passing=1")
        assert headers["X-Consul-Index"].isdigit()
        [entry] = json.loads(content)
        assert (entry["Service"]["ID"], entry["Service"]["Service"], entry["Service"]["Tags"]) == (id, name, tags)
        assert [check["Status"] for check in entry["Checks"]] == ["passing"]
        assert isinstance(entry["Node"], dict)


def registration(id: str, name: str, port: int, address: str = "10.1.2.3") -> dict:
    return {
        "ID": id, "Name": name, "Tags": ["a", "api"], "Port": port, "Address": address,
        "Check": {"GRPC": f"{address}:{port}", "Interval": "10s", "Timeout": "5s", "DeregisterCriticalServiceAfter": "30s"},
        "Checks": None,
    }


def test_register_replace_deregister(suite):
    assert ask(suite, "GET", "/v1/health/service/auth-service?passing=1")[2] == b"[]"
    with pytest.raises(LookupError):
        resolve(suite, "auth-service", "1")
    for port in (8081, 9081):
        status, _, content = ask(suite, "PUT", "/v1/agent/service/register", registration("auth-service-auth-service-8081", "auth-service", port))
        assert (status, content) == (200, b"")
        assert resolve(suite, "auth-service", "true") == f"10.1.2.3:{port}"
    assert len(json.loads(ask(suite, "GET", "/v1/health/service/auth-service")[2])) == 1
    assert ask(suite, "PUT", "/v1/agent/service/deregister/auth-service-auth-service-8081")[0] == 200
    assert json.loads(ask(suite, "GET", "/v1/health/service/auth-service?passing=true")[2]) == []


def test_an_empty_address_leaves_the_name_to_the_client(suite):
    assert ask(suite, "PUT", "/v1/agent/service/register", registration("cdn-1", "cdn-service", 8087, address=""))[0] == 200
    assert resolve(suite, "cdn-service", "1") == "cdn-service:8087"
    assert ask(suite, "PUT", "/v1/agent/service/deregister/cdn-1")[0] == 200


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (b"{", b"Request decode failed"),
        (b"[]", b"must be a JSON object, got array"),
        (b"{}", b"Missing service name"),
        ({"Name": "x", "Port": "8080"}, b"Port must be a whole number"),
        ({"Name": "x", "Port": 70000}, b"from 0 to 65535, got 70000"),
        ({"Name": "x", "Tags": "api"}, b"Tags must be an array of strings"),
        ({"Name": 5}, b"Name must be a string, got number"),
        (b"[" * 100_000, b"Request decode failed"),
    ],
)
def test_malformed_registrations_are_refused(suite, body, text):
    status, _, content = ask(suite, "PUT", "/v1/agent/service/register", body)
    assert status == 400 and text in content
    assert json.loads(ask(suite, "GET", "/v1/health/service/x")[2]) == []


def test_other_requests(suite):
    assert ask(suite, "PUT", "/v1/agent/service/deregister/nobody")[0] == 404
    assert ask(suite, "POST", "/v1/agent/service/register", {"Name": "x"})[0] == 405
    assert ask(suite, "GET", "/v1/kv/x")[0] == 404
    assert ask(suite, "PUT", "/v1/agent/service/register", b"x" * (600 * 1024))[0] == 413
    services = json.loads(ask(suite, "GET", "/v1/catalog/services")[2])
    assert set(NAMES) <= set(services)
