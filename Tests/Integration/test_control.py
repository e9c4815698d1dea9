"""Generations as an operator sees and steers them: paused, resumed, cancelled, retried, listed, counted and timed."""

import contextlib
import http.server
import json
import signal
import threading
import time
import urllib.error
import urllib.request

import pytest

from conftest import USER
from fault_rigs import calls_over, wait_until
from suites import run, running_suite, running_worker

UNKNOWN = "99999999-9999-4999-8999-999999999999"


class Provider:
    """Stands before the built-in providers: takes its time, and refuses requests for good while it is told to."""

    def __init__(self, target: str, pause: float):
        provider = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                with provider.lock:
                    provider.requests += 1
                time.sleep(pause)
                if self.path in provider.refused:
                    return self.answer(400, b'{"errors":[{"code":"noCredit","message":"no credit"}]}')
                request = urllib.request.Request(target + self.path, data=body, headers={"Content-Type": "application/json"})
                with urllib.request.urlopen(request, timeout=30) as response:
                    self.answer(200, response.read())

            def answer(self, status, body):
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        class Server(http.server.ThreadingHTTPServer):
            # As many connections at a time as the worker may open.
            request_queue_size = 128
            daemon_threads = True

        self.lock = threading.Lock()
        self.requests = 0
        self.refused: set[str] = set()
        self.server = Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        self.flags = ["--llm", self.url, "--images", self.url]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def provider(suite):
    """A provider with answers of a tenth of a second."""
    provider = Provider(f"http://{suite.endpoints['providers']}", 0.1)
    yield provider
    provider.stop()


class Operator:
    """The commands against one suite, and what gRPC says of it."""

    def __init__(self, binary, suite, stubs, stack: contextlib.ExitStack):
        self.binary = binary
        self.flags = ["--state-file", str(suite.state_file)]
        self.calls = calls_over(stubs, stack, suite)

    def run(self, *arguments):
        return run(self.binary, *arguments, *self.flags)

    def json(self, *arguments):
        result = self.run(*arguments, "-o", "json")
        assert result.returncode == 0, result.stderr
        return json.loads(result.stdout)

    def order(self, characters: int, posts: int) -> str:
        return self.calls.world.CreateWorld(
            user_id=USER, name="x", prompt="an archive of winds", characters_count=characters, posts_count=posts
        ).id

    def status(self, world: str):
        return self.calls.world.GetGenerationStatus(world_id=world)

    def is_still(self, world: str) -> bool:
        return self.json("tasks", "list", "--world", world, "--status", "in_progress")["tasks"] == []

    def complete(self, world: str, characters: int, posts: int, timeout: float = 30):
        """Waits for the end, which must be that of an undisturbed world."""
        wait_until(lambda: self.status(world).status == "completed", timeout, "the completion")
        status = self.status(world)
        assert (status.users_created, status.posts_created, status.tasks_failed) == (characters, posts, 0)
        assert status.tasks_completed == status.tasks_total == status.task_predicted
        feed = self.calls.post.GetGlobalFeed(world_id=world, limit=100).posts
        assert len(feed) == len({post.caption for post in feed}) == posts


@pytest.fixture
def operator(binary, own_suite, stubs, provider):
    """An operator of a suite with a slow provider."""
    with contextlib.ExitStack() as stack:
        suite = own_suite("--seed", "5", *provider.flags)
        operator = Operator(binary, suite, stubs, stack)
        operator.suite = suite
        yield operator


def test_a_paused_world_waits_through_a_kill_until_it_is_resumed(binary, operator, own_suite, stubs, provider):
    world = operator.order(6, 18)
    wait_until(lambda: operator.status(world).users_created >= 2, what="some characters")
    result = operator.run("worlds", "pause", world)
    assert result.returncode == 0 and "paused" in result.stdout
    wait_until(lambda: operator.is_still(world), 5, "the end of all running tasks")
    requests, status = provider.requests, operator.status(world)
    assert status.status == "in_progress" and status.tasks_failed == 0
    assert operator.json("worlds", "pause", world)["paused"] is True
    assert [entry["_id"] for entry in operator.json("worlds", "list", "--status", "paused")["worlds"]] == [world]

    operator.suite.stop(signal.SIGKILL)
    with contextlib.ExitStack() as stack:
        again = Operator(binary, own_suite("--seed", "5", *provider.flags), stubs, stack)
        time.sleep(0.7)
        assert provider.requests == requests and again.status(world).api_calls_made_llm == status.api_calls_made_llm
        assert again.json("worlds", "resume", world)["paused"] is False
        again.complete(world, 6, 18)
        assert provider.requests == again.status(world).api_calls_made_llm + again.status(world).api_calls_made_images
        for action in ("pause", "resume", "cancel"):
            result = again.run("worlds", action, world)
            assert result.returncode == 12 and "the generation has completed" in result.stderr
        assert max(task["failed_attempts"] for task in again.json("statistics", "--world", world)["tasks"]) == 0


def test_a_cancelled_world_ends_with_what_it_has_and_can_be_taken_up_again(operator):
    world = operator.order(6, 48)
    wait_until(lambda: operator.status(world).posts_created >= 1, what="a post")
    cancelled = operator.json("worlds", "cancel", world)
    assert cancelled["status"] == "failed" and cancelled["failure_reason"] == "cancelled by generia worlds cancel"
    assert cancelled["cancelled_at"].endswith("Z")

    def adds_up():
        status = operator.status(world)
        return status.tasks_completed + status.tasks_failed == status.tasks_total and status

    status = wait_until(adds_up, 15, "the end of all tasks")
    assert status.status == "failed" and status.tasks_failed > 0 and 1 <= status.posts_created < 48
    assert len(operator.calls.post.GetGlobalFeed(world_id=world, limit=100).posts) == status.posts_created
    result = operator.run("worlds", "cancel", world)
    assert result.returncode == 12 and "the generation has failed: cancelled by generia worlds cancel" in result.stderr

    overview = operator.json("status", world, "--tasks")
    assert len(overview["failed_tasks"]) == sum(kind["failed"] for kind in overview["tasks"]) == status.tasks_failed
    assert {task["error"] for task in overview["failed_tasks"]} == {"the generation has failed: cancelled by generia worlds cancel"}
    text = operator.run("status", world, "--tasks").stdout
    assert "TASKS" in text and "ERROR" in text and overview["failed_tasks"][0]["_id"] in text

    assert operator.json("worlds", "retry", world)["retried"] == status.tasks_failed
    operator.complete(world, 6, 48)


def test_failed_tasks_are_retried_when_the_provider_works_again(operator, provider):
    provider.refused = {"/v1"}
    world = operator.order(2, 4)
    wait_until(lambda: operator.status(world).status == "failed", what="the failure")
    wait_until(lambda: operator.is_still(world), 5, "the end of all running tasks")
    shown = operator.json("worlds", "show", world)
    assert shown["failure_reason"].startswith("generate_world_image: ") and "no credit" in shown["failure_reason"]
    failed = operator.json("tasks", "list", "--world", world, "--status", "failed")["tasks"]
    critical = next(task for task in failed if task["type"] == "generate_world_image")
    other = next((task for task in failed if task["type"] != "generate_world_image"), None)
    if other:
        result = operator.run("tasks", "retry", other["_id"])
        assert result.returncode == 12 and critical["_id"] in result.stderr
    errors = operator.json("history", "list", "--world", world, "--errors")["history"]
    assert errors and all(entry["api_type"] == "image_generation" and "no credit" in entry["error"] for entry in errors)
    assert operator.json("history", "show", errors[0]["_id"]) == errors[0]

    provider.refused = set()
    result = operator.run("worlds", "retry", world, "--raise-limits", "50")
    assert result.returncode == 0 and "taken up again" in result.stdout
    operator.complete(world, 2, 4)
    task = operator.json("tasks", "show", critical["_id"])
    assert (task["status"], task["retries"], task["attempt_count"]) == ("completed", 1, 1)
    assert [("error" in attempt) for attempt in task["attempts"]] == [True, False]
    result = operator.run("tasks", "retry", critical["_id"])
    assert result.returncode == 12 and "is completed" in result.stderr
    result = operator.run("worlds", "retry", world)
    assert result.returncode == 12 and "no task" in result.stderr


def test_a_suite_without_a_worker_controls_workers_elsewhere(binary, suite, stubs, provider, tmp_path):
    with contextlib.ExitStack() as stack:
        services = stack.enter_context(running_suite(binary, tmp_path / "services", "--except", "worker", "--seed", "7"))
        beside = ["--state-file", str(services.state_file), "--data", str(services.data), *provider.flags]
        worker = stack.enter_context(running_worker(binary, tmp_path / "worker", *beside))
        operator = Operator(binary, services, stubs, stack)
        world = operator.order(3, 9)
        wait_until(lambda: operator.status(world).users_created >= 1, what="a character")
        assert operator.json("worlds", "pause", world)["paused"] is True
        wait_until(lambda: operator.is_still(world), 10, "the end of all running tasks")
        requests = provider.requests
        time.sleep(0.7)
        assert provider.requests == requests
        operator.flags = ["--admin", worker.admin]
        assert operator.json("worlds", "resume", world)["paused"] is False
        operator.complete(world, 3, 9)


def test_what_can_be_seen_of_a_finished_world(binary, suite, stubs, finished_world):
    with contextlib.ExitStack() as stack:
        operator = Operator(binary, suite, stubs, stack)
        status = operator.status(finished_world)
        tasks = operator.json("tasks", "list", "--world", finished_world, "--limit", "1000")["tasks"]
        assert len(tasks) == status.tasks_total and {task["status"] for task in tasks} == {"completed"}
        assert [task["created_at"] for task in tasks] == sorted((task["created_at"] for task in tasks), reverse=True)
        posts = operator.run("tasks", "list", "--world", finished_world, "--type", "generate_post", "-o", "jsonl").stdout.splitlines()
        assert len(posts) == 4 and {json.loads(line)["type"] for line in posts} == {"generate_post"}

        # Pages neither overlap nor leave anything out.
        seen, cursor = [], ""
        while cursor is not None:
            page = get(suite, f"/tasks?world={finished_world}&limit=5{cursor and '&cursor=' + cursor}")
            seen += [task["_id"] for task in page["tasks"]]
            cursor = page["next"]
        assert seen == [task["_id"] for task in tasks]

        figures = operator.json("statistics", "--world", finished_world)
        assert figures["worlds"]["n"] == 1 and sum(kind["completed"] for kind in figures["tasks"]) == status.tasks_total
        [llm] = [kind for kind in figures["calls"] if kind["api_type"] == "llm"]
        assert llm["durations"]["n"] == status.api_calls_made_llm and llm["cost"] == pytest.approx(status.llm_cost_total)
        for durations in [kind["durations"] for kind in figures["tasks"] + figures["calls"]]:
            assert 0 <= durations["p50_ms"] <= durations["p95_ms"] <= durations["max_ms"]
            assert durations["mean_ms"] <= durations["max_ms"]
        history = operator.json("history", "list", "--world", finished_world, "--limit", "1000")["history"]
        assert sum(kind["durations"]["n"] for kind in figures["calls"]) == len(history)
        assert operator.json("history", "list", "--world", finished_world, "--errors")["history"] == []

        timeline = operator.json("timeline", finished_world)["tasks"]
        times = {task["_id"]: task for task in timeline}
        assert set(times) == set(seen)
        for task in timeline:
            assert task["created_at"] <= task["started_at"] <= task["finished_at"]
            assert task["attempts"][0]["started_at"] == task["started_at"] and task["attempts"][-1]["ended_at"] == task["finished_at"]
            parent = times.get(task["parent_id"])
            assert parent is None or parent["finished_at"] <= task["started_at"]
        assert len(operator.run("timeline", finished_world).stdout.splitlines()) == len(timeline) + 1
        for table in (["worlds", "list"], ["tasks", "list"], ["history", "list"], ["statistics"], ["worlds", "show", finished_world]):
            result = operator.run(*table)
            assert result.returncode == 0 and result.stdout and "\x1b" not in result.stdout


def get(suite, path: str, method: str = "GET", **headers):
    request = urllib.request.Request(suite.url("admin", path), method=method, headers=headers)
    with urllib.request.urlopen(request, timeout=10) as response:
        assert response.headers["Content-Type"] == "application/json"
        return json.load(response)


@pytest.mark.parametrize(
    ("method", "path", "status", "message"),
    [
        ("GET", "/worlds/x", 400, "id 'x' is no id"),
        ("GET", f"/worlds/{UNKNOWN}", 404, f"no generation of world {UNKNOWN} is known"),
        ("GET", f"/worlds/{UNKNOWN}/timeline", 404, f"no generation of world {UNKNOWN} is known"),
        ("GET", "/worlds?status=open", 400, "status 'open' is unknown"),
        ("GET", "/tasks?type=generate_song", 400, "type 'generate_song' is unknown"),
        ("GET", "/tasks?limit=0", 400, "limit 0 is out of range"),
        ("GET", "/tasks?limit=501", 400, "limit 501 is out of range"),
        ("GET", "/tasks?limit=many", 400, "limit 'many' is no number"),
        ("GET", "/tasks?cursor=x", 400, "'x' is no cursor"),
        ("GET", "/tasks?colour=red", 400, "parameter 'colour' is unknown"),
        ("GET", f"/tasks/{UNKNOWN}", 404, f"there is no task {UNKNOWN}"),
        ("GET", "/history?errors=perhaps", 400, "errors 'perhaps' is unknown"),
        ("GET", f"/history/{UNKNOWN}", 404, f"the history has no entry {UNKNOWN}"),
        ("GET", f"/statistics?world={UNKNOWN}", 404, f"no generation of world {UNKNOWN} is known"),
        ("POST", f"/worlds/{UNKNOWN}/pause", 404, "no generation of world|world_generation_status has no document"),
        ("POST", f"/worlds/{UNKNOWN}/cancel?by=", 400, "the name in by is empty or too long"),
        ("POST", f"/worlds/{UNKNOWN}/retry?raise_limits=x", 400, "raise_limits 'x' is no number"),
        ("POST", f"/tasks/{UNKNOWN}/retry", 404, f"there is no task {UNKNOWN}"),
    ],
)
def test_bad_requests_are_told_what_is_accepted(suite, method, path, status, message):
    with pytest.raises(urllib.error.HTTPError) as failure:
        get(suite, path, method)
    assert failure.value.code == status
    error = json.load(failure.value)["error"]
    assert any(part in error["message"] for part in message.split("|")) and error["hint"]


def test_other_methods_and_pages_of_other_origins_are_refused(suite, finished_world):
    for method, path, headers, status in [
        ("GET", f"/worlds/{finished_world}/pause", {}, 405),
        ("DELETE", f"/worlds/{finished_world}", {}, 405),
        ("POST", f"/worlds/{finished_world}/cancel", {"Origin": "http://evil.example"}, 400),
        ("POST", f"/worlds/{finished_world}/cancel", {"Origin": f"http://{suite.endpoints['admin']}"}, 409),
    ]:
        with pytest.raises(urllib.error.HTTPError) as failure:
            get(suite, path, method, **headers)
        assert failure.value.code == status, path


def test_exit_codes(binary, suite, tmp_path):
    state = ["--state-file", str(suite.state_file)]
    for arguments, code, text in [
        (["worlds", "list"], 11, "no suite is running here"),
        (["worlds", "list", "--admin", "127.0.0.1:1"], 11, "127.0.0.1:1 does not answer"),
        (["worlds", "show", UNKNOWN, *state], 13, "no generation of world"),
        (["tasks", "show", UNKNOWN, *state], 13, "there is no task"),
        (["worlds", "show", "x", *state], 2, "WORLD does not accept 'x'"),
        (["tasks", "list", "--world", "x", *state], 2, "--world does not accept 'x'"),
        (["tasks", "list", "--type", "song", *state], 2, "accepted: init_world_creation, "),
        (["worlds"], 2, "commands: list, show, pause, resume, cancel, retry"),
        (["worlds", "stop"], 2, "unknown command 'stop'"),
        (["worlds", "list", "--admin", suite.endpoints["providers"]], 13, ""),
    ]:
        result = run(binary, *arguments, cwd=tmp_path)
        assert result.returncode == code and text in result.stderr, arguments
