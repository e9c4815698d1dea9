"""Discovery as the platform's own clients do it (platform contract, section 6)."""

import json

import pytest

from discovery_client import ask, registration, resolve

NAMES = ["character-service", "media-service", "post-service", "world-service"]
IDS = {
    "character-service": ("character-service-1", ["character", "service"]),
    "media-service": ("media-service-0.0.0.0", ["media", "api"]),
    "post-service": ("post-service-0.0.0.0", ["post", "api"]),
    "world-service": ("world-service-0.0.0.0", ["world", "api"]),
}


@pytest.fixture
def agent(suite) -> str:
    """The address of discovery."""
    return suite.endpoints["consul"]


@pytest.mark.parametrize("passing", ["1", "true"])
@pytest.mark.parametrize("name", NAMES)
def test_own_services_are_found(suite, agent, name, passing):
    assert resolve(agent, name, passing) == suite.endpoints[name.removesuffix("-service")]


def test_own_services_are_registered_as_the_platform_does(agent):
    for name, (id, tags) in IDS.items():
        _, headers, content = ask(agent, "GET", f"/v1/health/service/{name}?passing=1")
        assert headers["X-Consul-Index"].isdigit()
        [entry] = json.loads(content)
        assert (entry["Service"]["ID"], entry["Service"]["Service"], entry["Service"]["Tags"]) == (id, name, tags)
        assert [check["Status"] for check in entry["Checks"]] == ["passing"]
        assert isinstance(entry["Node"], dict)


def test_register_replace_deregister(agent):
    assert ask(agent, "GET", "/v1/health/service/feed-service?passing=1")[2] == b"[]"
    with pytest.raises(LookupError):
        resolve(agent, "feed-service", "1")
    for port in (8081, 9081):
        status, _, content = ask(agent, "PUT", "/v1/agent/service/register", registration("feed-service-0.0.0.0", "feed-service", port))
        assert (status, content) == (200, b"")
        assert resolve(agent, "feed-service", "true") == f"10.1.2.3:{port}"
    assert len(json.loads(ask(agent, "GET", "/v1/health/service/feed-service")[2])) == 1
    assert ask(agent, "PUT", "/v1/agent/service/deregister/feed-service-0.0.0.0")[0] == 200
    assert json.loads(ask(agent, "GET", "/v1/health/service/feed-service?passing=true")[2]) == []


def test_an_empty_address_leaves_the_name_to_the_client(agent):
    assert ask(agent, "PUT", "/v1/agent/service/register", registration("search-1", "search-service", 8087, address=""))[0] == 200
    assert resolve(agent, "search-service", "1") == "search-service:8087"
    assert ask(agent, "PUT", "/v1/agent/service/deregister/search-1")[0] == 200


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
def test_malformed_registrations_are_refused(agent, body, text):
    status, _, content = ask(agent, "PUT", "/v1/agent/service/register", body)
    assert status == 400 and text in content
    assert json.loads(ask(agent, "GET", "/v1/health/service/x")[2]) == []


def test_other_requests(agent):
    assert ask(agent, "PUT", "/v1/agent/service/deregister/nobody")[0] == 404
    assert ask(agent, "POST", "/v1/agent/service/register", {"Name": "x"})[0] == 405
    assert ask(agent, "GET", "/v1/kv/x")[0] == 404
    assert ask(agent, "PUT", "/v1/agent/service/register", b"x" * (600 * 1024))[0] == 413
    services = json.loads(ask(agent, "GET", "/v1/catalog/services")[2])
    assert set(NAMES) <= set(services)
