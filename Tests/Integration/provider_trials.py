"""Worlds made with spoilt providers: suites beside a faulty endpoint, and what has to be true of a generation at its end."""

import collections
import concurrent.futures
import contextlib
import dataclasses
import json
import pathlib
import sqlite3
import time
import types

from conftest import USER, clients_of
from fault_rigs import wait_until
from faulty_provider import FaultyProvider, Rule
from suites import Suite, running_suite
from test_generation import feed


@dataclasses.dataclass
class End:
    """A world whose generation is over, what the provider saw of it, and what the worker has in store."""

    status: object
    provider: FaultyProvider
    tasks: list[dict]
    history: list[dict]
    reason: str | None
    posts: list
    seconds: float

    def check_counters(self):
        """Nothing is open, what failed says why, no limit was exceeded, and what was counted as made is there."""
        status = self.status
        assert status.tasks_completed + status.tasks_failed == status.tasks_total == len(self.tasks)
        assert collections.Counter(task["status"] for task in self.tasks) == {
            state: count for state, count in (("completed", status.tasks_completed), ("failed", status.tasks_failed)) if count
        }
        assert all(task["error"] for task in self.tasks if task["status"] == "failed")
        assert status.api_calls_made_llm <= status.api_call_limits_llm and status.api_calls_made_images <= status.api_call_limits_images
        assert status.posts_created == len(self.posts) == len({post.post_id for post in self.posts})
        assert len({post.media_url.partition("?")[0] for post in self.posts}) == len(self.posts)
        assert (status.status == "failed") == (self.reason is not None)

    def check_accounts(self):
        """Every request that reached the provider was counted, every answer paid for once and to the millionth, and all are in the history."""
        self.check_counters()
        status, provider = self.status, self.provider
        assert (status.api_calls_made_llm, status.api_calls_made_images) == (provider.requests["chat"], provider.requests["draw"])
        assert (status.llm_cost_total, status.image_cost_total) == (float(provider.costs["chat"]), float(provider.costs["draw"]))
        for kind, made, cost in (
            ("generate_structured_content", status.api_calls_made_llm, status.llm_cost_total),
            ("generate_image", status.api_calls_made_images, status.image_cost_total),
        ):
            costs = [(call["response_data"] or {}).get("cost", 0) for call in self.history if call["request_type"] == kind]
            assert len(costs) >= made and round(1e6 * sum(costs)) == round(1e6 * cost), (kind, len(costs), made, sum(costs), cost)

    def check_order(self):
        """The posts of every character stand in the feed in the order in which they were planned."""
        place = {
            task["result"]["post_id"]: task["parameters"]["post_index"]
            for task in self.tasks if task["type"] == "generate_post_image" and task["status"] == "completed"
        }
        places = collections.defaultdict(list)
        for post in reversed(self.posts):
            places[post.character_id].append(place[post.post_id])
        assert all(found == sorted(found) for found in places.values()), places


def stored(data: pathlib.Path, collection: str) -> list[dict]:
    """The worker's documents, as they are in the file of a suite that has ended."""
    with contextlib.closing(sqlite3.connect(data / "generia_ai_worker.sqlite")) as database:
        return [json.loads(text) for text, in database.execute(f'SELECT doc FROM "{collection}"')]


@dataclasses.dataclass
class Stage:
    """A suite whose worker has to do with a faulty provider."""

    suite: Suite
    provider: FaultyProvider
    clients: types.SimpleNamespace
    stubs: types.SimpleNamespace

    def create(self, characters: int, posts: int) -> str:
        return self.clients.world.CreateWorld(
            self.stubs.world.CreateWorldRequest(
                user_id=USER, name="Faults", prompt="a harbour of glass ships", characters_count=characters, posts_count=posts)).id

    def status(self, world: str):
        return self.clients.world.GetGenerationStatus(self.stubs.world.GetGenerationStatusRequest(world_id=world), timeout=10)

    def posts(self, world: str) -> list:
        """All posts of a world, newest first."""
        return feed(self.clients, self.stubs, world)

    def wait(self, world: str, timeout: float = 60):
        """The last status of a generation, when no task of it is open any more."""
        def over():
            status = self.status(world)
            return status if status.status in ("completed", "failed") and status.tasks_completed + status.tasks_failed == status.tasks_total else None

        return wait_until(over, timeout, f"the end of {world}")

    def end(self, world: str, timeout: float = 60) -> End:
        """Waits for the end of the only world, ends the suite, and looks at everything."""
        start = time.monotonic()
        status = self.wait(world, timeout)
        seconds = time.monotonic() - start
        posts = self.posts(world)
        assert self.suite.stop() == 0
        [progress] = stored(self.suite.data, "world_generation_status")
        tasks, history = (stored(self.suite.data, collection) for collection in ("tasks", "api_requests_history"))
        return End(status, self.provider, tasks, history, progress.get("failure_reason"), posts, seconds)


class Trials:
    """Starts suites with spoilt providers, in front of those of a shared suite."""

    def __init__(self, binary: str, directory: pathlib.Path, stubs, upstream: str):
        self.binary, self.directory, self.stubs, self.upstream = binary, directory, stubs, upstream

    @contextlib.contextmanager
    def endpoint(self, *rules: Rule, seed: int = 1):
        with FaultyProvider(self.upstream, rules, seed) as provider:
            yield provider

    @contextlib.contextmanager
    def suite(self, name: str, provider: FaultyProvider, *flags: str, **environment: str):
        with contextlib.ExitStack() as stack:
            flags = ("--seed", "1", "--llm", provider.url, "--images", provider.url, *flags)
            suite = stack.enter_context(running_suite(self.binary, self.directory / name, *flags, **environment))
            yield Stage(suite, provider, clients_of(suite, self.stubs, stack), self.stubs)

    def run(self, name: str, rules: list[Rule], characters: int, posts: int, *flags: str) -> End:
        """One world from its order to its end."""
        with self.endpoint(*rules) as provider, self.suite(name, provider, *flags) as stage:
            return stage.end(stage.create(characters, posts))

    def run_all(self, trials: dict, workers: int = 8) -> dict[str, End]:
        """Several worlds side by side, each in a suite of its own: {name: (rules, characters, posts, flag…)}."""
        with concurrent.futures.ThreadPoolExecutor(workers) as pool:
            started = {name: pool.submit(self.run, name, *trial) for name, trial in trials.items()}
            return {name: end.result() for name, end in started.items()}
