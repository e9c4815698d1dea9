"""Providers that fail in every way: what becomes of worlds, of counters and of money; seen through the services and through the provider."""

import signal
import subprocess
import sys
import time

import pytest

from fault_rigs import get, wait_until
from faulty_provider import Rule
from provider_trials import Trials, stored
from suites import ROOT


@pytest.fixture
def trials(binary, tmp_path, stubs, suite) -> Trials:
    return Trials(binary, tmp_path, stubs, f"http://{suite.endpoints['providers']}")


def alone(fault: str, value: float | None = None, share: float = 0.3, kind: str = "any") -> list[Rule]:
    return [Rule(kind, fault, share, value)]


# Faults that a world survives when a third of its requests meets them, if it may make two and a half times the calls predicted.
SURVIVED = {
    "status": alone("status", 503), "too_many": alone("too_many", 1), "drop_before": alone("drop_before"),
    "drop_after": alone("drop_after"), "garbage": alone("garbage"), "half": alone("half"), "truncated": alone("truncated"),
    "slow": [Rule("draw", "slow", 0.3, 20), Rule("any", "slow", 0.3, 400)], "delay": alone("delay", 0.7), "empty": alone("empty"),
    "huge": alone("huge", share=0.15), "wrong_type": alone("wrong_type"), "wrong_shape_of_texts": alone("wrong_shape", kind="chat"),
    "wrong_shape_of_pictures": alone("wrong_shape", kind="draw"), "error_in_200": alone("error_in_200", kind="chat"),
    "error_in_200_of_pictures": alone("error_in_200", kind="draw"), "cut_off": alone("cut_off", kind="chat"),
    "no_picture": alone("status", 404, 0.5, "picture"),
}


def test_each_fault_alone(trials):
    """With 30 % of the requests spoilt in one way, the world is made all the same; only the calls are more."""
    ends = trials.run_all({name: (rules, 2, 4, "--call-reserve", "150") for name, rules in SURVIVED.items()})
    for name, end in ends.items():
        status = end.status
        assert status.status == "completed", (name, end.reason)
        assert (status.users_created, status.posts_created, status.tasks_failed) == (2, 4, 0), name
        assert sum(end.provider.faults.values()) > 0, name
        end.check_accounts()


MIXTURE = ["status", "drop_after", "half", "wrong_shape", "too_many", "empty"]


def mixture(share: float) -> list[Rule]:
    """Rules that spoil so much of everything, each in a sixth of the cases in another way."""
    rules, left = [], 1.0
    for fault in MIXTURE:
        part = share / len(MIXTURE)
        rules.append(Rule("any", fault, part / left))
        left -= part
    return rules


def test_failure_rates(trials):
    """The rules of flow 6.7 at 10 %, 50 % and 100 %: a world completes or fails with its reason, and never hangs."""
    flags = ("--outage-limit", "3")
    ends = trials.run_all({
        "10": (mixture(0.1), 3, 9, *flags), "50": (mixture(0.5), 3, 9, *flags), "100": ([Rule("any", "status", 1, 500)], 3, 9, *flags),
        "50 of pictures": ([Rule("draw", "status", 0.5)], 3, 9, *flags), "refusals": (alone("refusal", kind="chat"), 3, 9, *flags),
        "filtered": (alone("content_filter", kind="chat"), 3, 9, *flags),
        "no pictures": (alone("status", 404, 1, "picture"), 1, 1, "--call-attempts", "1"),
    })
    for name, end in ends.items():
        end.check_accounts()
        assert end.seconds < 60, (name, end.seconds)
        if end.status.status == "failed":
            critical = [task for task in end.tasks if task["status"] == "failed"]
            assert critical and ("is used up" in end.reason or any(end.reason == f"{task['type']}: {task['error']}" for task in critical)), name
        else:
            assert all(stage.status == "completed" for stage in end.status.stages), name
    assert ends["10"].status.status == "completed"
    # Drawn, paid for, and gone when it was fetched: every drawing is in the history all the same (check_accounts), with what became of it.
    gone = ends["no pictures"]
    drawings = [call for call in gone.history if call["request_type"] == "generate_image"]
    assert gone.status.image_cost_total > 0 and len(drawings) == gone.status.api_calls_made_images
    assert all("HTTP 404" in call["error"] for call in drawings)
    none = ends["100"]
    assert none.status.status == "failed" and none.reason.startswith("generate_world_description: HTTP 500")
    assert {stage.name: stage.status for stage in none.status.stages}["world_description"] == "failed"
    assert (none.status.tasks_total, none.status.tasks_failed, none.status.llm_cost_total) == (2, 1, 0)


def test_a_limit_that_is_used_up(trials):
    """The world fails with the reason, not one request is made beyond the limit, and what was made stays."""
    with trials.endpoint(*alone("truncated", share=0.4, kind="chat")) as provider, trials.suite("limit", provider) as stage:
        world = stage.create(3, 12)
        status = stage.wait(world)
        assert status.status == "failed" and status.api_calls_made_llm == status.api_call_limits_llm == provider.requests["chat"]
        posts = stage.posts(world)
        assert status.users_created >= len({post.character_id for post in posts}) and len(posts) == status.posts_created > 0
        assert all(get(post.media_url)[0] == 200 for post in posts)
        end = stage.end(world)
        end.check_accounts()
        assert end.reason == f"limit of {status.api_call_limits_llm} LLM calls is used up"


def test_requests_at_once(trials):
    """Fifteen texts and ten pictures at a time, never more, and as many whenever there is enough to do."""
    with trials.endpoint(Rule("any", "delay", 1, 0.15)) as provider, trials.suite("crowd", provider) as stage:
        end = stage.end(stage.create(12, 60))
        assert end.status.status == "completed"
        end.check_accounts()
        assert (provider.most_at_once["chat"], provider.most_at_once["draw"]) == (15, 10)


def test_costs_are_exact(trials):
    """64 pictures at 0.0006 are 0.0384, not 0.03840000000000003 (defect D-46)."""
    end = trials.run("exact", [], 12, 50)
    assert (end.status.api_calls_made_images, end.status.image_cost_total) == (64, 0.0384)
    end.check_accounts()


def test_the_end_in_the_middle(trials):
    """SIGTERM: what runs may end, the rest is given back without a lost attempt or call, and the next start completes the world."""
    with trials.endpoint(Rule("chat", "delay", 1, 0.6)) as provider:
        with trials.suite("sigterm", provider, "--max-concurrent-llm-requests", "4") as stage:
            world = stage.create(4, 12)
            wait_until(lambda: provider.requests["chat"] >= 8, 20, "a world in its middle")
            start = time.monotonic()
            assert stage.suite.stop(signal.SIGTERM) == 0 and time.monotonic() - start < 12
            tasks = stored(stage.suite.data, "tasks")
            assert {task["status"] for task in tasks} <= {"pending", "completed"} and any(task["status"] == "pending" for task in tasks)
        provider.rules.clear()
        with trials.suite("sigterm", provider) as stage:
            end = stage.end(world)
            assert (end.status.status, end.status.users_created, end.status.posts_created) == ("completed", 4, 12)
            end.check_accounts()
            end.check_order()


def test_two_outages_in_a_row(trials):
    """Everything waits for the provider to come back, twice, and no task loses an attempt by it."""
    with trials.endpoint(Rule("chat", "delay", 1, 0.1)) as provider, trials.suite(
        "outages", provider, "--call-reserve", "300", "--max-concurrent-llm-requests", "2", "--breaker-recovery", "1"
    ) as stage:
        world = stage.create(2, 6)
        for _ in range(2):
            served, failed = provider.requests["chat"], provider.faults["status"]
            wait_until(lambda: provider.requests["chat"] >= served + 4, 20, "a world that goes on")
            provider.rules.insert(0, Rule("any", "status", 1, 503))
            wait_until(lambda: provider.faults["status"] >= failed + 7, 20, "an outage that has met probes")
            provider.rules.pop(0)
        end = stage.end(world)
        assert (end.status.status, end.status.users_created, end.status.posts_created, end.status.tasks_failed) == ("completed", 2, 6, 0)
        assert all(task.get("failed_attempts", 0) == 0 for task in end.tasks)
        end.check_counters()


def test_the_end_while_a_provider_asks_for_patience(trials):
    """SIGTERM: the pause that a provider has asked for is not waited for, and its task loses no attempt by that."""
    with trials.endpoint(Rule("chat", "too_many", 1, 50)) as provider:
        with trials.suite("patience", provider) as stage:
            world = stage.create(1, 1)
            wait_until(lambda: provider.faults["too_many"], 20, "a refusal")
            time.sleep(0.2)
            start = time.monotonic()
            assert stage.suite.stop(signal.SIGTERM) == 0 and time.monotonic() - start < 8
            [task] = [task for task in stored(stage.suite.data, "tasks") if task["status"] != "completed"]
            assert (task["type"], task["status"], task.get("failed_attempts", 0)) == ("generate_world_description", "pending", 0)
        provider.rules.clear()
        with trials.suite("patience", provider) as stage:
            assert stage.end(world).status.status == "completed"


class ShiftedClock:
    """What shifts the time of day of a program under test, by seconds that may be changed while it runs."""

    def __init__(self, directory):
        self.file = directory / "shift"
        self.set(0)
        library = directory / "shifted_clock.so"
        subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", library, ROOT / "Tests" / "rigs" / "shifted_clock.c"], check=True)
        self.environment = {"LD_PRELOAD": str(library), "CLOCK_SHIFT_FILE": str(self.file)}

    def set(self, seconds: int):
        with open(self.file, "r+b" if self.file.exists() else "wb") as file:
            file.write(seconds.to_bytes(8, sys.byteorder, signed=True))


def test_a_clock_that_jumps(trials, tmp_path):
    """An hour forward, then two back, while calls are held back and tasks wait: nothing waits for the clock to come round again."""
    clock = ShiftedClock(tmp_path)
    with trials.endpoint(Rule("chat", "delay", 1, 0.2)) as provider, trials.suite(
        "clock", provider, "--call-reserve", "300", "--max-concurrent-llm-requests", "4", "--breaker-recovery", "3", **clock.environment
    ) as stage:
        world = stage.create(6, 30)
        wait_until(lambda: provider.requests["chat"] >= 6, 20, "a world in its middle")
        before = stage.status(world).created_at
        for jump in (3600, -3600):
            provider.rules.insert(0, Rule("any", "status", 1, 503))
            seen = provider.faults["status"]
            # A breaker that is about to close lets one probe through at a time.
            wait_until(lambda: provider.faults["status"] >= seen + 3, 40, "an outage")
            time.sleep(0.5)
            clock.set(jump)
            time.sleep(0.5)
            provider.rules.pop(0)
            completed = stage.status(world).tasks_completed
            wait_until(lambda: stage.status(world).tasks_completed > completed + 1, 30, f"progress after {jump} s")
        end = stage.end(world)
        assert end.status.status == "completed" and end.status.updated_at < before, "the clock was set back"
        # Two outages may use up the two attempts of a task; nothing fails for another reason.
        assert all("503" in task["error"] or "down" in task["error"] for task in end.tasks if task["status"] == "failed")
        end.check_counters()
        end.check_order()


def test_fifty_worlds_at_once(trials):
    with trials.endpoint() as provider, trials.suite("fifty", provider) as stage:
        worlds = [stage.create(1, 2) for _ in range(50)]
        for world in worlds:
            status = stage.wait(world, 120)
            assert (status.status, status.users_created, status.posts_created, status.tasks_failed) == ("completed", 1, 2, 0)
            assert status.tasks_completed == status.tasks_total
        assert {world: len(stage.posts(world)) for world in worlds} == dict.fromkeys(worlds, 2)


def test_a_small_world_does_not_wait_for_a_large_one(trials):
    with trials.endpoint(Rule("any", "delay", 1, 0.1)) as provider, trials.suite("fair", provider) as stage:
        large = stage.create(40, 250)
        wait_until(lambda: stage.status(large).users_created >= 20, 40, "a large world in its middle")
        small = stage.create(1, 2)
        assert stage.wait(small, 40).status == "completed"
        status = stage.status(large)
        assert status.status == "in_progress" and status.posts_created < 125, "the large one is not even half done"
