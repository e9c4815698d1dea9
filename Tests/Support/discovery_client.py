"""Discovery as the platform's own clients use it (platform contract, section 6)."""

import contextlib
import http.client
import json


def ask(address: str, method: str, path: str, body=None) -> tuple[int, http.client.HTTPMessage, bytes]:
    """Status, headers and body of the answer; a body that is no text of bytes is sent as JSON."""
    with contextlib.closing(http.client.HTTPConnection(address, timeout=10)) as connection:
        connection.request(method, path, body if body is None or isinstance(body, bytes) else json.dumps(body))
        response = connection.getresponse()
        return response.status, response.headers, response.read()


def instances(address: str, name: str, query: str = "") -> list:
    """What discovery knows of a service."""
    return json.loads(ask(address, "GET", f"/v1/health/service/{name}{query}")[2])


def resolve(address: str, name: str, passing: str) -> str:
    """The resolution algorithm of 6.3, the same in the Go and in the Python clients; LookupError when there is no such service."""
    status, headers, content = ask(address, "GET", f"/v1/health/service/{name}?passing={passing}")
    # The Python client takes another content type for an HTTP error and falls back to `<name>:50051`.
    if status != 200 or headers["Content-Type"].split(";")[0].strip() != "application/json":
        return f"{name}:50051"
    healthy = json.loads(content)
    if healthy:
        service = healthy[0]["Service"]
        return f"{service['Address'] or name}:{service['Port']}"
    known = instances(address, name)
    if known:
        return f"{name}:{known[0]['Service']['Port']}"
    raise LookupError(name)


def registration(id: str, name: str, port: int, address: str = "10.1.2.3") -> dict:
    """The body of 6.2."""
    return {
        "ID": id, "Name": name, "Tags": ["a", "api"], "Port": port, "Address": address,
        "Check": {"GRPC": f"{address}:{port}", "Interval": "10s", "Timeout": "5s", "DeregisterCriticalServiceAfter": "30s"},
        "Checks": None,
    }
