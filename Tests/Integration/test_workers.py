"""Workers in processes of their own: they share the tasks of one data directory, and each other's when one dies."""

import contextlib
import pathlib

import pytest

from conftest import USER
from fault_rigs import calls_over, wait_until
from suites import run, running_suite, running_worker


def order(calls, count: int, characters: int, posts: int) -> list[str]:
    return [
        calls.world.CreateWorld(
            user_id=USER, name="x", prompt=f"village number {number}", characters_count=characters, posts_count=posts
        ).id
        for number in range(count)
    ]


def check(calls, world: str, characters: int, posts: int):
    """The world is complete and nothing in it is there twice; the posts of each character come in the order of their story."""
    status = calls.world.GetGenerationStatus(world_id=world)
    assert (status.status, status.users_created, status.posts_created) == ("completed", characters, posts)
    assert (status.tasks_completed, status.tasks_failed) == (status.tasks_total, 0)
    feed = calls.post.GetGlobalFeed(world_id=world, limit=100).posts
    assert len(feed) == len({post.post_id for post in feed}) == posts
    assert len({post.caption for post in feed}) == posts
    assert len({post.character_id for post in feed}) == characters


@pytest.fixture
def services(binary, tmp_path):
    """A suite without a worker."""
    with running_suite(binary, tmp_path / "services", "--except", "worker", "--seed", "7") as suite:
        yield suite


def beside(suite, *more: str) -> list[str]:
    return ["--state-file", str(suite.state_file), "--data", str(suite.data), *more]


def is_over(calls, world: str) -> bool:
    return calls.world.GetGenerationStatus(world_id=world).status == "completed"


def test_two_workers_share_what_waits_for_them(binary, services, stubs, tmp_path):
    """Worlds that are ordered before any worker is there wait; two workers that come share them, nothing is done twice."""
    with contextlib.ExitStack() as stack:
        calls = calls_over(stubs, stack, services)
        worlds = order(calls, 40, 2, 4)
        assert {calls.world.GetGenerationStatus(world_id=world).status for world in worlds} == {"not_started"}
        workers = [
            stack.enter_context(running_worker(binary, tmp_path / name, *beside(services, "--max-concurrent-tasks", "10")))
            for name in ("first", "second")
        ]
        wait_until(lambda: all(is_over(calls, world) for world in worlds), 60, "the end of all worlds")
        for world in worlds:
            check(calls, world, 2, 4)
        shares = [worker.completed() for worker in workers]
        assert sum(shares) == 40 * calls.world.GetGenerationStatus(world_id=worlds[0]).tasks_total
        assert min(shares) > 40


def connections_to(address: str) -> int:
    """Established connections of this machine's programs to a port of it."""
    port = f":{int(address.rpartition(':')[2]):04X}"
    lines = pathlib.Path("/proc/net/tcp").read_text().splitlines()[1:]
    return sum(fields[2].endswith(port) and fields[3] == "01" for fields in (line.split() for line in lines))


def test_as_many_calls_are_under_way_as_are_permitted(binary, stubs, tmp_path):
    """With a thousand tasks and hundreds of calls permitted, the posts of several worlds are written at the same time; nothing below the
    permits holds calls back."""
    limits = ("--max-concurrent-tasks", "1000", "--max-concurrent-llm-requests", "500", "--max-concurrent-image-requests", "500")
    with contextlib.ExitStack() as stack:
        provider = stack.enter_context(running_suite(binary, tmp_path / "providers", "--only", "providers,web", "--builtin-latency", "1000"))
        address = provider.endpoints["providers"]
        suite = stack.enter_context(running_suite(
            binary, tmp_path / "suite", "--except", "providers", "--llm", f"http://{address}", "--images", f"http://{address}", *limits))
        order(calls_over(stubs, stack, suite), 6, 10, 60)
        wait_until(lambda: connections_to(address) > 80, 60, "more than 80 calls at a time")


@pytest.mark.parametrize("comes", ["before", "after"])
def test_a_killed_worker_is_made_up_for(binary, services, stubs, tmp_path, comes):
    """What a killed worker had claimed is taken over when its lease has run out, or at once by one that comes when no other is alive; a
    worker that stops gives its tasks back."""
    lease = ("--task-lease", "3" if comes == "before" else "300")
    with contextlib.ExitStack() as stack:
        calls = calls_over(stubs, stack, services)

        def start_heir():
            stack.enter_context(running_worker(binary, tmp_path / "heir", *beside(services, *lease)))

        doomed = stack.enter_context(running_worker(binary, tmp_path / "doomed", *beside(services, *lease)))
        leaving = stack.enter_context(running_worker(binary, tmp_path / "leaving", *beside(services, *lease)))
        worlds = order(calls, 6, 4, 24)
        if comes == "before":
            start_heir()
        wait_until(lambda: calls.world.GetGenerationStatus(world_id=worlds[0]).posts_created, what="the first posts")
        doomed.process.kill()
        leaving.process.terminate()
        assert leaving.process.wait(15) == 0
        assert not all(is_over(calls, world) for world in worlds)
        if comes == "after":
            start_heir()
        wait_until(lambda: all(is_over(calls, world) for world in worlds), 40, "the end of all worlds")
        for world in worlds:
            check(calls, world, 4, 24)


def test_a_worker_needs_services_and_a_database_that_is_shared(binary, tmp_path, own_suite):
    """Without a suite it says how to name one; beside a suite that has its own worker it says how to start that without."""
    result = run(binary, "worker", cwd=tmp_path)
    assert result.returncode == 11 and "no suite is running here" in result.stderr and "generia up" in result.stderr
    suite = own_suite()
    result = run(binary, "worker", *beside(suite), cwd=tmp_path)
    assert result.returncode == 14 and f"process {suite.pid}" in result.stderr and "--except worker" in result.stderr
    assert result.stdout == ""
    # The state file says which directory, and another one is not made.
    result = run(binary, "worker", "--state-file", str(suite.state_file), cwd=tmp_path)
    assert result.returncode == 14 and f"{suite.data}/" in result.stderr and "--except worker" in result.stderr
    result = run(binary, "worker", "--state-file", str(suite.state_file), "--data", "other", cwd=tmp_path)
    assert result.returncode == 2 and "--data names other" in result.stderr and str(suite.data) in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["own"]
    result = run(binary, "worker", *beside(suite), "--task-lease", "0", cwd=tmp_path)
    assert result.returncode == 2 and "--task-lease" in result.stderr
