"""Generations over Kafka: what other programs read there, what they can start, and what happens when workers and brokers go away.

The scenarios wait most of their time, for groups to form and for outages to end; so they run beside each other, each with suites and
brokers of its own, and every test looks at one of them.
"""

import concurrent.futures
import contextlib
import datetime
import json
import pathlib
import re
import subprocess
import sys
import time
import types
import uuid

import grpc
import pymongo
import pytest

from conftest import USER, wait_until_over
from fault_rigs import calls_over
from kafka_rigs import PROGRESS, TASKS, Listener, running_brokers, send, wait_for
from suites import ROOT, run, running_suite, running_worker

STATUS_KEYS = {
    "_id", "status", "current_stage", "stages", "tasks_total", "tasks_completed", "tasks_failed", "task_predicted", "users_created",
    "posts_created", "users_predicted", "posts_predicted", "api_call_limits_LLM", "api_call_limits_images", "api_calls_made_LLM",
    "api_calls_made_images", "llm_cost_total", "image_cost_total", "parameters", "created_at", "updated_at",
}
ISO_8601 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z")


@contextlib.contextmanager
def running_mongodb():
    """The URI of a server that speaks MongoDB's protocol."""
    process = subprocess.Popen(
        [sys.executable, ROOT / "Tests" / "rigs" / "mongo_server.py", "--port", "0"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        yield f"mongodb://{process.stdout.readline().split()[-1]}"
    finally:
        process.kill()
        process.wait()
        process.stdin.close()
        process.stdout.close()


def order(calls, characters: int, posts: int, prompt: str = "a harbour for lost ships") -> str:
    return calls.world.CreateWorld(user_id=USER, name="n", prompt=prompt, characters_count=characters, posts_count=posts).id


def status(calls, world: str):
    return calls.world.GetGenerationStatus(world_id=world)


def check(calls, world: str, characters: int, posts: int):
    """The world is complete, and nothing in it is there twice."""
    end = status(calls, world)
    assert (end.status, end.users_created, end.posts_created) == ("completed", characters, posts)
    assert (end.tasks_completed, end.tasks_failed) == (end.tasks_total, 0)
    feed = calls.post.GetGlobalFeed(world_id=world, limit=100).posts
    assert len(feed) == len({post.post_id for post in feed}) == posts


# What happens.


def listen_to_a_suite(binary: str, stubs, directory: pathlib.Path) -> types.SimpleNamespace:
    """A suite with brokers of its own; a foreign client listens, and says things that nobody understands."""
    with contextlib.ExitStack() as stack:
        suite = stack.enter_context(running_suite(binary, directory, "--queue", "kafka", "--in-memory"))
        calls = calls_over(stubs, stack, suite, timeout=20)
        listener = stack.enter_context(Listener(suite.endpoints["kafka"]))
        strange = {"event_type": "world_renamed", "world_id": "x"}
        unknown = {"event_type": "task_created", "task_id": str(uuid.uuid4()), "task_type": "generate_post", "world_id": str(uuid.uuid4())}
        send(suite.endpoints["kafka"], (None, b"\xff\x00"), (None, b"{"), ("x", strange), ("x", strange), ("y", unknown))
        world = order(calls, 2, 6)
        end = wait_until_over(calls.world._stub, stubs, world)
        # Once more the first task, which is completed by now.
        [first] = [message for message in listener.of(world, "task_created") if "parameters" in message.content]
        send(suite.endpoints["kafka"], (world, first.content))
        last = wait_for(
            lambda: [m for m in listener.of(world, "progress_updated") if m.content["progress"]["status"] == "completed"], 10, "the last progress"
        )
        sent = run(
            binary, "send-message", "--prompt", "a second one", "--users", "1", "--posts", "2", "-o", "json",
            "--state-file", str(suite.state_file), "--kafka", suite.endpoints["kafka"], cwd=directory,
        )
        second = json.loads(sent.stdout)
        wait_until_over(calls.world._stub, stubs, second["world_id"])
        posts = calls.post.GetGlobalFeed(world_id=world, limit=100).posts
        code = suite.stop()
        return types.SimpleNamespace(
            world=world, end=end, messages=listener.of(world), last=last[-1], posts=posts, code=code, log=suite.log.read_text(),
            banner=(directory / "stdout.log").read_text(), second=second,
        )


def start_from_outside(binary: str, stubs, directory: pathlib.Path) -> types.SimpleNamespace:
    """A WorldService that is not ours writes a task into MongoDB as the platform's does, and sends the message."""

    class World(stubs.world_grpc.WorldServiceServicer):
        def __init__(self):
            self.calls = []

        def UpdateWorldParams(self, request, context):
            self.calls.append(("params", request.world_id))
            return stubs.world.UpdateWorldParamsResponse(success=True)

        def UpdateWorldImage(self, request, context):
            self.calls.append(("image", request.world_id))
            return stubs.world.UpdateWorldImageResponse(success=True)

    server, service = grpc.server(concurrent.futures.ThreadPoolExecutor(4)), World()
    stubs.world_grpc.add_WorldServiceServicer_to_server(service, server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    with contextlib.ExitStack() as stack:
        stack.callback(lambda: server.stop(0).wait())
        uri, brokers = stack.enter_context(running_mongodb()), stack.enter_context(running_brokers())
        suite = stack.enter_context(
            running_suite(
                binary, directory, "--except", "world", "--world-address", f"127.0.0.1:{port}", "--mongodb-uri", uri, "--no-world-checks",
                KAFKA_BROKERS=brokers.address,
            )
        )
        database = stack.enter_context(contextlib.closing(pymongo.MongoClient(uri)))["generia_ai_worker"]
        world, task, now = str(uuid.uuid4()), str(uuid.uuid4()), datetime.datetime.now(datetime.UTC)
        parameters = {"user_prompt": "an orchard on the moon", "users_count": 2, "posts_count": 3, "created_at": now.isoformat()}
        database.tasks.insert_one({
            "_id": task, "type": "init_world_creation", "world_id": world, "status": "pending", "worker_id": None, "parameters": parameters,
            "result": None, "created_at": now, "updated_at": now, "attempt_count": 0, "error": None,
        })
        send(
            brokers.address,
            (world, {
                "event_type": "task_created", "task_id": task, "task_type": "init_world_creation", "world_id": world, "parameters": parameters,
            }),
        )
        wait_for(
            lambda: (database.world_generation_status.find_one({"_id": world}) or {}).get("status") in ("completed", "failed"), 40, "the end"
        )
        sent = run(
            binary, "send-message", "--prompt", "an orchard on Mars", "--users", "1", "--posts", "1", "--kafka", brokers.address,
            "--mongodb-uri", uri, "-o", "json", cwd=directory,
        )
        own = json.loads(sent.stdout)
        wait_for(
            lambda: (database.world_generation_status.find_one({"_id": own["world_id"]}) or {}).get("status") in ("completed", "failed"),
            40, "the end of the second",
        )
        return types.SimpleNamespace(
            world=world, calls=service.calls, end=database.world_generation_status.find_one({"_id": world}),
            task=database.tasks.find_one({"_id": task}), own=own, own_end=database.world_generation_status.find_one({"_id": own["world_id"]}),
        )


def kill_one_of_two(binary: str, stubs, directory: pathlib.Path) -> types.SimpleNamespace:
    """Two workers share a MongoDB and a Kafka; one is killed in the middle."""
    worlds_wanted = 8
    with contextlib.ExitStack() as stack:
        uri, brokers = stack.enter_context(running_mongodb()), stack.enter_context(running_brokers())
        shared = ["--mongodb-uri", uri, "--kafka", brokers.address, "--task-lease", "3"]
        suite = stack.enter_context(
            running_suite(binary, directory / "suite", "--except", "worker", *shared[:4])
        )
        calls = calls_over(stubs, stack, suite, timeout=20)
        listener = stack.enter_context(Listener(brokers.address))
        # The one that is to be killed works on one task at a time, so that others wait there for being claimed.
        workers = [
            stack.enter_context(
                running_worker(
                    binary, directory / name, "--state-file", str(suite.state_file), *shared, "--max-concurrent-tasks", str(tasks)
                )
            )
            for name, tasks in (("doomed", 1), ("heir", 8))
        ]
        worlds = [order(calls, 2, 4, f"village {number}") for number in range(worlds_wanted)]
        wait_for(lambda: min(worker.completed() for worker in workers) > 5, 40, "work of both")
        shares = [worker.completed() for worker in workers]
        workers[0].process.kill()
        wait_for(lambda: all(status(calls, world).status == "completed" for world in worlds), 60, "the end of all worlds")
        posts = {}
        for world in worlds:
            check(calls, world, 2, 4)
            posts[world] = {post.post_id for post in calls.post.GetGlobalFeed(world_id=world, limit=100).posts}
        wait_for(
            lambda: all(
                {m.content["post_id"] for m in listener.of(world, "post_created")} == posts[world]
                and any(m.content["progress"]["status"] == "completed" for m in listener.of(world, "progress_updated"))
                for world in worlds
            ), 20, "the news of all posts and of all ends",
        )
        return types.SimpleNamespace(shares=shares, code=workers[1].process.poll())


def outlive_an_outage(binary: str, stubs, directory: pathlib.Path) -> types.SimpleNamespace:
    """The brokers are gone for thirty seconds while a world is generated and another one is ordered."""
    with contextlib.ExitStack() as stack:
        brokers = stack.enter_context(running_brokers())
        suite = stack.enter_context(running_suite(binary, directory, "--in-memory", "--kafka", brokers.address))
        calls = calls_over(stubs, stack, suite, timeout=20)
        listener = stack.enter_context(Listener(brokers.address))
        first = order(calls, 3, 12)
        wait_for(lambda: status(calls, first).users_created > 0, 20, "the first character")
        brokers.tell("down")
        began = time.monotonic()
        second = order(calls, 1, 2)
        took = time.monotonic() - began
        time.sleep(30 - took)
        before = [status(calls, world).status for world in (first, second)]
        brokers.tell("up")
        wait_for(lambda: all(status(calls, world).status == "completed" for world in (first, second)), 30, "the end of both worlds")
        check(calls, first, 3, 12)
        check(calls, second, 1, 2)
        wait_for(lambda: len(listener.of(second, "post_created")) == 2, 10, "the news of the posts")
        return types.SimpleNamespace(before=before, took=took, posts=len({m.content["post_id"] for m in listener.of(first, "post_created")}))


def restart_with_new_brokers(binary: str, stubs, directory: pathlib.Path) -> None:
    """A suite with brokers of its own is killed in the middle of a world; its brokers, and all they were told, are gone with it."""
    with contextlib.ExitStack() as stack:
        suite = stack.enter_context(
            running_suite(binary, directory, "--queue", "kafka", "--builtin-latency", "150", "--max-concurrent-tasks", "2")
        )
        calls = calls_over(stubs, stack, suite, timeout=20)
        world = order(calls, 3, 10)
        wait_for(lambda: status(calls, world).posts_created > 0, 60, "the first post")
        suite.process.kill()
        suite.process.wait()
    with contextlib.ExitStack() as stack:
        suite = stack.enter_context(running_suite(binary, directory, "--queue", "kafka"))
        calls = calls_over(stubs, stack, suite, timeout=20)
        # Less than a lease: nobody else can be alive.
        wait_for(lambda: status(calls, world).status == "completed", 25, "the end of the world")
        check(calls, world, 3, 10)


@pytest.fixture(scope="module")
def scenarios(binary, stubs, tmp_path_factory):
    """All of them, begun at the same time; each gives its outcome or raises what went wrong."""
    functions = [listen_to_a_suite, start_from_outside, kill_one_of_two, outlive_an_outage, restart_with_new_brokers]
    with concurrent.futures.ThreadPoolExecutor(len(functions)) as pool:
        yield {function: pool.submit(function, binary, stubs, tmp_path_factory.mktemp(function.__name__)) for function in functions}


# What is to be so.


def test_tasks_are_announced_as_the_platform_does(scenarios):
    """Every task once, the first with its parameters, and what became of each; the key is the world's id."""
    seen = scenarios[listen_to_a_suite].result()
    created = [message for message in seen.messages if message.event == "task_created"]
    assert {message.topic for message in created} == {TASKS}
    first, *children = created[:-1]
    assert first.content["task_type"] == "init_world_creation" and first.content["world_id"] == seen.world
    parameters = first.content["parameters"]
    assert (parameters["user_prompt"], parameters["users_count"], parameters["posts_count"]) == ("a harbour for lost ships", 2, 6)
    assert set(first.content) == {"event_type", "task_id", "task_type", "world_id", "parameters"}
    for message in children:
        assert set(message.content) == {"event_type", "task_id", "task_type", "world_id"} and message.content["world_id"] == seen.world
    ids = {message.content["task_id"] for message in created}
    assert len(ids) == len(created) - 1 == seen.end.tasks_total
    completed = [message.content for message in seen.messages if message.event == "task_completed"]
    assert {content["task_id"] for content in completed} == ids and len(completed) == len(ids)
    assert all(content["status"] == "completed" and content["result"] for content in completed)


def test_progress_and_posts_are_published(scenarios):
    """The status document, its dates as texts, now and then and at the end; each post once, in the order of the feed."""
    seen = scenarios[listen_to_a_suite].result()
    updates = [message for message in seen.messages if message.event == "progress_updated"]
    assert 2 <= len(updates) < seen.end.tasks_total * 3
    assert all(message.topic == PROGRESS and message.content["world_id"] == seen.world for message in updates)
    assert updates[-1].content == seen.last.content
    progress = seen.last.content["progress"]
    assert set(progress) >= STATUS_KEYS and not set(progress) & {"applied", "writers", "news_owed", "posts_owed"}
    revisions = [message.content["progress"]["revision"] for message in updates]
    assert all(earlier < later for earlier, later in zip(revisions, revisions[1:])), "newer news are told from older ones"
    assert (progress["_id"], progress["posts_created"], progress["tasks_completed"]) == (seen.world, 6, seen.end.tasks_total)
    assert ISO_8601.fullmatch(progress["created_at"]) and ISO_8601.fullmatch(progress["updated_at"])
    counts = [message.content["progress"]["posts_created"] for message in updates]
    assert counts == sorted(counts)
    posts = [message.content for message in seen.messages if message.event == "post_created"]
    known = {post.post_id: post for post in seen.posts}
    assert len(posts) == len(known) == 6
    for post in posts:
        assert set(post) == {"event_type", "world_id", "character_id", "post_id", "media_id", "caption", "created_at"}
        assert (known[post["post_id"]].character_id, known[post["post_id"]].caption) == (post["character_id"], post["caption"])
        assert ISO_8601.fullmatch(post["created_at"])


def test_what_nobody_understands_is_left_alone(scenarios):
    """A word in the log for each message that is none, one for each unknown kind; a task that is completed is not run again."""
    seen = scenarios[listen_to_a_suite].result()
    assert seen.log.count("a message was left alone") == 2
    assert seen.log.count("event_type=world_renamed") == 1
    assert seen.end.status == "completed" and seen.code == 0
    assert "Kafka (librdkafka's mock, nothing kept)" in seen.banner


def test_a_message_is_sent_from_the_command_line(scenarios):
    """To a suite that runs here, whose WorldService makes the world; or past it, into the database of the workers."""
    second = scenarios[listen_to_a_suite].result().second
    assert set(second) == {"world_service", "world_id", "prompt", "users", "posts"} and second["posts"] == 2
    seen = scenarios[start_from_outside].result()
    assert set(seen.own) == {"topic", "kafka", "task_id", "world_id", "prompt", "users", "posts"} and seen.own["topic"] == TASKS
    assert (seen.own_end["status"], seen.own_end["posts_created"]) == ("completed", 1)


def test_a_foreign_world_service_starts_a_generation(scenarios):
    seen = scenarios[start_from_outside].result()
    assert (seen.end["status"], seen.end["users_created"], seen.end["posts_created"]) == ("completed", 2, 3)
    assert seen.task["status"] == "completed" and seen.task["attempt_count"] == 1 and seen.task["worker_id"].startswith("worker-")
    assert [("params", seen.world), ("image", seen.world)] == sorted(call for call in seen.calls if call[1] == seen.world)[::-1]


def test_two_workers_share_and_one_is_killed(scenarios):
    """All worlds are completed, and everybody was told of each post and of each end, whichever worker should have told it."""
    seen = scenarios[kill_one_of_two].result()
    assert min(seen.shares) > 5 and seen.code is None


def test_brokers_that_are_gone_for_thirty_seconds(scenarios):
    """Worlds can be ordered meanwhile, nobody waits for the brokers; afterwards everything goes on, and nothing is done twice."""
    seen = scenarios[outlive_an_outage].result()
    assert seen.took < 5 and "completed" not in seen.before[1:]
    assert seen.posts == 12


def test_a_suite_that_is_killed_goes_on_with_new_brokers(scenarios):
    scenarios[restart_with_new_brokers].result()


def test_the_command_line_says_what_is_wrong(binary, suite, tmp_path):
    message, here = ["send-message", "--prompt", "x"], ["--state-file", str(suite.state_file)]
    for arguments, code, words in [
        (["up", "--kafka", "nowhere:port"], 2, "HOST:PORT"),
        (["up", "--queue", "rabbit"], 2, "kafka"),
        (["up", "--ephemeral", "--in-memory", "--kafka", "127.0.0.1:1", "--kafka-option", "no.such=1"], 14, "no.such"),
        ([*message, "--users", "41"], 2, "1…40"),
        (message, 11, "no suite is running here"),
        ([*message, "--data", str(tmp_path)], 2, "no Kafka is named"),
        ([*message, "--data", str(tmp_path / "none"), "--kafka", "127.0.0.1:1"], 11, "does not exist"),
        ([*message, "--kafka", "127.0.0.1:1", *here], 2, "--kafka names 127.0.0.1:1, but the suite that creates the world uses no Kafka"),
        ([*message, "--kafka", "127.0.0.1:1", "--target", suite.endpoints["world"]], 2, "a Kafka that is not known here"),
        ([*message, "--kafka-topic-tasks", "mine", *here], 2, "--kafka-topic-tasks is of no use"),
        ([*message, "--kafka-option", "acks=1", *here], 2, "--kafka-option is of no use"),
        ([*message, "--target", "127.0.0.1:1", "--data", str(tmp_path), "--kafka", "127.0.0.1:1"], 2, "--target is of no use"),
    ]:
        result = run(binary, *arguments, cwd=tmp_path)
        assert result.returncode == code and words in result.stderr, (arguments, result.stderr)
