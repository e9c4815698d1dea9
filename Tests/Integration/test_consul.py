"""The services and a real agent of Consul (platform contract, section 6).

The agent asks for the health of a service every ten seconds; so that the tests do not wait one after the other, three stories run side by
side in threads, and each test tells what was seen in one of them.
"""

import concurrent.futures
import contextlib
import http.server
import json
import pathlib
import signal
import subprocess
import urllib.request

import grpc
import pytest

from conftest import USER
from fault_rigs import OPTIONS, Calls, calls_over, end, failure, free_ports, get, serving, started_suite, wait_until
from suites import ROOT, running_suite

RIG = ROOT / "Tests" / "rigs" / "consul.sh"
TAGS = {
    "character": ["character", "service"], "media": ["media", "api"], "post": ["post", "api"], "world": ["world", "api"],
    "auth": ["auth", "api"], "interaction": ["interaction", "api"],
}


class Agent:
    """An agent of Consul that runs, on a port it can be found at again."""

    def __init__(self, program: pathlib.Path, directory: pathlib.Path, port: int):
        self.address = f"127.0.0.1:{port}"
        with open(directory / "agent.log", "ab") as log:
            self.process = subprocess.Popen(["sh", RIG, "run", program, str(port)], stdout=log, stderr=log, stdin=subprocess.DEVNULL)
        wait_until(self._leads, 30, "an agent of Consul")

    def _leads(self) -> bool:
        assert self.process.poll() is None, f"the agent ended with {self.process.returncode}"
        with contextlib.suppress(OSError):
            return get(f"http://{self.address}/v1/status/leader")[1] not in ("", '""')
        return False

    def ask(self, path: str):
        return json.load(urllib.request.urlopen(f"http://{self.address}{path}", timeout=10))

    def services(self) -> dict[str, dict]:
        return self.ask("/v1/agent/services")

    def checks(self) -> dict[str, dict]:
        """The checks by the ids of their services."""
        return {check["ServiceID"]: check for check in self.ask("/v1/agent/checks").values()}

    def passing(self, service: str) -> list[str]:
        """`host:port` of the instances whose checks pass."""
        instances = self.ask(f"/v1/health/service/{service}-service?passing=1")
        return [f"{instance['Service']['Address']}:{instance['Service']['Port']}" for instance in instances]

    def kill(self):
        self.process.kill()
        self.process.wait()


@pytest.fixture(scope="module")
def consul() -> pathlib.Path:
    """The directory of the agent's program, which is fetched once."""
    directory = ROOT / ".build" / "rigs" / "consul"
    result = subprocess.run(["sh", RIG, "fetch", directory], capture_output=True, text=True, timeout=180)
    if result.returncode == 77:
        pytest.skip(f"the mirror does not offer consul of Debian bullseye: {result.stderr.strip()}")
    assert result.returncode == 0, result.stderr
    return directory


@pytest.fixture(scope="module")
def stories(binary, stubs, consul, tmp_path_factory):
    """The three stories, begun at the same time: stories[name].result() is what was seen."""
    told = {"registered": registered, "killed": killed, "away": away}
    with concurrent.futures.ThreadPoolExecutor(len(told)) as pool:
        yield {
            name: pool.submit(story, binary, stubs, consul, tmp_path_factory.mktemp(name), free_ports(6)) for name, story in told.items()
        }


def registered(binary, stubs, consul, directory, port) -> dict:
    """All services register, one process finds the other through the agent, and both leave."""
    with contextlib.ExitStack() as stack:
        agent = Agent(consul, directory, port)
        stack.callback(end, agent.process)
        to_agent = ["--consul", agent.address]
        base = stack.enter_context(running_suite(binary, directory / "base", "--only", "media,s3,auth,interaction", *to_agent))
        rest = stack.enter_context(
            running_suite(binary, directory / "rest", "--only", "character,post,world", CONSUL_ADDRESS=agent.address)
        )
        endpoints = base.endpoints | rest.endpoints
        wait_until(lambda: len(agent.services()) == 6, what="six registrations")
        seen = {"endpoints": endpoints, "services": agent.services()}
        # What clients are told follows what the agent sees a moment later.
        wait_until(lambda: all(agent.passing(part) for part in TAGS), 25, "six healthy services")
        seen |= {"checks": agent.checks(), "passing": {part: agent.passing(part) for part in TAGS}}
        calls = Calls(stubs, lambda service: stack.enter_context(grpc.insecure_channel(endpoints[service], OPTIONS)))
        world = calls.new_world()
        hero = calls.character.CreateCharacter(world_id=world, display_name="Ada").id
        calls.character.UpdateCharacter(character_id=hero, avatar_media_id=calls.picture(world, hero, media_type=3))
        post = calls.post.CreateAIPost(character_id=hero, media_id=calls.picture(world, hero), world_id=world).post_id
        item = calls.post.GetPost(post_id=post)
        seen["pictures"] = [get(url)[0] for url in (item.media_url, item.avatar_url)]
        seen["exit codes"] = [rest.stop(signal.SIGTERM)]
        seen["after the first"] = set(agent.services())
        seen["exit codes"].append(base.stop(signal.SIGINT))
        seen["after both"] = set(agent.services())
        seen["logs"] = base.log.read_text() + rest.log.read_text()
        return seen


def killed(binary, stubs, consul, directory, port) -> dict:
    """A service that dies without a word is found out by its check, and is healthy again once it is back."""
    with contextlib.ExitStack() as stack:
        agent = Agent(consul, directory, port)
        stack.callback(end, agent.process)
        start = lambda: stack.enter_context(running_suite(binary, directory, "--only", "interaction", "--consul", agent.address))
        first = start()
        wait_until(lambda: agent.passing("interaction"), 25, "a passing check")
        first.process.kill()
        first.process.wait()
        wait_until(lambda: not agent.passing("interaction"), 25, "a critical check")
        seen = {"dead": agent.checks()["interaction-service-0.0.0.0"]}
        second = start()
        wait_until(lambda: agent.passing("interaction"), 25, "a passing check again")
        return seen | {"back": agent.passing("interaction"), "address": second.endpoints["interaction"]}


def away(binary, stubs, consul, directory, port) -> dict:
    """The agent is away at the start, comes, dies with all it knows, and comes again."""
    with contextlib.ExitStack() as stack:
        address = f"127.0.0.1:{port}"
        suite = stack.enter_context(running_suite(binary, directory, "--only", "auth,character", "--no-world-checks", "--consul", address))
        calls = calls_over(stubs, stack, suite)
        seen = {"user": calls.auth.Register(email="a@b.example", username="ada", password="secret").user_id}
        wait_until(lambda: "not registered" in suite.log.read_text(), what="a warning")
        seen["warning"] = suite.log.read_text()
        # Nobody knows MediaService; a character is made and read all the same.
        hero = calls.character.CreateCharacter(world_id=USER, avatar_media_id=USER, display_name="Ada")
        seen["avatar"] = calls.character.GetCharacter(character_id=hero.id).avatar_url
        for time in ("first", "second"):
            agent = Agent(consul, directory, port)
            stack.callback(end, agent.process)
            wait_until(lambda: len(agent.services()) == 2, 20, f"the {time} registration")
            seen[time] = set(agent.services())
            agent.kill()
        seen["exit code"] = suite.stop()
        seen["log"] = suite.log.read_text()
        return seen


def test_services_register_as_the_platform_does(stories):
    seen = stories["registered"].result(90)
    ids = {part: f"{part}-service-0.0.0.0" for part in TAGS}
    port_of_auth = seen["endpoints"]["auth"].rsplit(":", 1)[1]
    ids |= {"character": "character-service-1", "auth": f"auth-service-auth-service-{port_of_auth}"}
    assert set(seen["services"]) == set(ids.values())
    for part, id in ids.items():
        service = seen["services"][id]
        assert (service["Service"], service["Tags"]) == (f"{part}-service", TAGS[part])
        assert f"{service['Address']}:{service['Port']}" == seen["endpoints"][part]


def test_the_checks_of_the_agent_pass(stories):
    seen = stories["registered"].result(90)
    for check in seen["checks"].values():
        part = check["ServiceName"].removesuffix("-service")
        assert (check["Type"], check["Status"]) == ("grpc", "passing")
        assert check["Output"] == f"gRPC check {seen['endpoints'][part]}: success"
    assert seen["passing"] == {part: [seen["endpoints"][part]] for part in TAGS}


def test_processes_find_each_other_through_the_agent(stories):
    assert stories["registered"].result(90)["pictures"] == [200, 200]


def test_services_that_end_are_deregistered(stories):
    seen = stories["registered"].result(90)
    assert seen["exit codes"] == [0, 0]
    assert {id.split("-")[0] for id in seen["after the first"]} == {"media", "auth", "interaction"}
    assert seen["after both"] == set()
    assert "consul" not in seen["logs"], "what goes as it should is not worth a warning"


def test_a_service_that_dies_is_found_out_by_its_check(stories):
    seen = stories["killed"].result(90)
    assert (seen["dead"]["Status"], seen["dead"]["ServiceName"]) == ("critical", "interaction-service")
    assert seen["back"] == [seen["address"]]


def test_an_agent_that_is_away_holds_nothing_up(stories):
    seen = stories["away"].result(90)
    assert seen["user"] and seen["avatar"] == ""
    assert "WARNING consul: the services are not registered" in seen["warning"] and "does not answer" in seen["warning"]
    assert {id.split("-")[0] for id in seen["first"]} == {"auth", "character"}


def test_an_agent_that_has_forgotten_is_told_again(stories):
    seen = stories["away"].result(90)
    assert seen["second"] == seen["first"]
    assert seen["exit code"] == 0, "an agent that is away at the end does not hold it up either"
    assert seen["log"].count("a service was not deregistered") == 1


def test_the_body_of_a_registration(binary, tmp_path):
    """What the agent does not show again: the check's interval, its timeout, and when a dead service is dropped."""
    received = []

    class Recorder(http.server.BaseHTTPRequestHandler):
        def do_PUT(self):
            received.append((self.path, json.loads(self.rfile.read(int(self.headers.get("Content-Length") or 0)) or "null")))
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_):
            pass

    with serving(http.server.ThreadingHTTPServer(("127.0.0.1", 0), Recorder)) as server:
        address = f"127.0.0.1:{server.server_port}"
        with started_suite(binary, tmp_path, "--only", "world", "--in-memory", "--consul", address, "--advertise", "world.example") as suite:
            wait_until(lambda: received, what="a registration")
            port = int(suite.address("world").rsplit(":", 1)[1])
    assert received[0] == (
        "/v1/agent/service/register",
        {
            "ID": "world-service-0.0.0.0", "Name": "world-service", "Tags": ["world", "api"], "Port": port, "Address": "world.example",
            "Check": {
                "GRPC": f"world.example:{port}", "Interval": "10s", "Timeout": "5s", "DeregisterCriticalServiceAfter": "30s",
            },
            "Checks": None,
        },
    )
    assert received[-1] == ("/v1/agent/service/deregister/world-service-0.0.0.0", None)


@pytest.mark.parametrize("status", [403, 500])
def test_an_agent_that_refuses_is_reported(binary, tmp_path, status):
    """Such as one that wants a token: the reason is in the log, and the services serve."""

    class Refuser(http.server.BaseHTTPRequestHandler):
        def do_PUT(self):
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            self.send_response(status)
            self.send_header("Content-Length", "17")
            self.end_headers()
            self.wfile.write(b"Permission denied")

        def log_message(self, *_):
            pass

    with serving(http.server.ThreadingHTTPServer(("127.0.0.1", 0), Refuser)) as server:
        address = f"127.0.0.1:{server.server_port}"
        with started_suite(binary, tmp_path, "--only", "web,world", "--in-memory", "--consul", address) as suite:
            wait_until(lambda: f"{address} answers with HTTP status {status}: Permission denied" in suite.errors, what="the reason")
            assert suite.get("admin", "/healthz") == (200, "ok\n")


def test_an_answer_of_the_agent_that_is_none(binary, stubs, tmp_path):
    """A resolver that gets nonsense makes calls fail with the reason, or does without as the contract says."""

    class Nonsense(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Length", "4")
            self.end_headers()
            self.wfile.write(b"<ht>")

        do_PUT = do_GET

        def log_message(self, *_):
            pass

    with serving(http.server.ThreadingHTTPServer(("127.0.0.1", 0), Nonsense)) as server, contextlib.ExitStack() as stack:
        address = f"127.0.0.1:{server.server_port}"
        suite = stack.enter_context(started_suite(binary, tmp_path, "--only", "character,post", "--in-memory", "--consul", address))
        calls = Calls(stubs, lambda service: stack.enter_context(suite.channel(service)))
        code, text = failure(calls.character.CreateCharacter, world_id=USER, display_name="x")
        assert code == "UNAVAILABLE" and "no list of instances" in text
        assert calls.post.GetGlobalFeed(world_id=USER).total == 0
