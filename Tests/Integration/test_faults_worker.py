"""A worker that is killed again and again, and one whose database is away: what was ordered is made, once."""

import concurrent.futures
import random
import signal
import subprocess
import time

import grpc
import pytest

from fault_rigs import get, wait_until
from faulty_provider import Rule
from provider_trials import Stage, Trials
from suites import clean_environment
from test_faults_mongodb import MongoServer

KILLS = 20
OUTAGE = 30


@pytest.fixture
def trials(binary, tmp_path, stubs, suite) -> Trials:
    return Trials(binary, tmp_path, stubs, f"http://{suite.endpoints['providers']}")


def kill_at_random(trials: Trials, directory, provider, chance: random.Random):
    """Starts a suite and kills it soon after, perhaps before it is ready."""
    with open(directory / "stderr.log", "ab") as log:
        process = subprocess.Popen(
            [trials.binary, "up", "--ephemeral", "--state-file", "state.json", "--data", "data", "--seed", "1", "--llm", provider.url,
             "--images", provider.url, "--max-concurrent-llm-requests", "5"],
            cwd=directory, stdout=log, stderr=log, stdin=subprocess.DEVNULL, env=clean_environment())
    time.sleep(chance.uniform(0.05, 0.7))
    assert process.poll() is None
    process.kill()
    process.wait()


def test_twenty_kills(trials):
    """SIGKILL at random moments, also while starting: every character, post and picture once, and the posts in their order."""
    chance = random.Random(20)
    with trials.endpoint(Rule("any", "delay", 1, 0.2)) as provider:
        with trials.suite("kills", provider) as stage:
            world = stage.create(12, 80)
            time.sleep(0.1)
            stage.suite.stop(signal.SIGKILL)
        for _ in range(KILLS - 1):
            kill_at_random(trials, trials.directory / "kills", provider, chance)
        with trials.suite("kills", provider) as stage:
            assert stage.status(world).status == "in_progress", "the kills came in the middle"
            status = stage.wait(world)
            posts = stage.posts(world)
            assert all(get(post.media_url)[0] == 200 for post in posts)
            avatars = {
                stage.clients.character.GetCharacter(stage.stubs.character.GetCharacterRequest(character_id=identifier)).avatar_media_id
                for identifier in {post.character_id for post in posts}
            }
            assert len(avatars) == 12
            end = stage.end(world)
    assert (status.status, status.users_created, status.posts_created, status.tasks_failed) == ("completed", 12, 80, 0)
    assert len({post.display_name for post in posts}) == 12 and len({post.caption for post in posts}) == 80
    end.check_counters()
    end.check_order()
    # A call whose answer was lost is made again; none is made without being counted.
    assert status.api_calls_made_llm >= provider.requests["chat"] and status.api_calls_made_images >= provider.requests["draw"]


def status_when_answered(stage: Stage, world: str):
    """The end of a generation; `None` while it goes on or the services have no database."""
    try:
        status = stage.status(world)
    except grpc.RpcError:
        return None
    return status if status.status in ("completed", "failed") else None


def world_over_an_outage(trials: Trials, name: str, take_away, bring_back):
    """Makes a world on a MongoDB that is away for half a minute in the middle of it."""
    server = MongoServer(trials.directory / name)
    server.directory.mkdir()
    server.start()
    try:
        with trials.endpoint(Rule("chat", "delay", 1, 0.4)) as provider, trials.suite(
            f"{name}-suite", provider, "--mongodb-uri", server.uri
        ) as stage:
            world = stage.create(3, 9)
            wait_until(lambda: provider.requests["chat"] >= 6, 30, "a world in its middle")
            take_away(server)
            time.sleep(OUTAGE)
            assert stage.suite.process.poll() is None
            bring_back(server)
            status = wait_until(lambda: status_when_answered(stage, world), 60, f"the world after the database was {name}")
            posts = stage.posts(world)
        assert (status.status, status.users_created, status.posts_created, status.tasks_failed) == ("completed", 3, 9, 0), name
        assert status.tasks_completed == status.tasks_total, name
        assert len(posts) == len({post.caption for post in posts}) == 9, name
        assert provider.requests["chat"] <= status.api_calls_made_llm <= status.api_call_limits_llm, name
        assert (status.llm_cost_total, status.image_cost_total) == (float(provider.costs["chat"]), float(provider.costs["draw"])), name
    finally:
        server.process.send_signal(signal.SIGCONT)
        server.kill()


def test_a_database_that_is_away_for_half_a_minute(trials):
    """Gone, and silent: no task fails, no post is there twice, and what was paid meanwhile is booked."""
    outages = {
        "gone": (lambda server: server.stop(), lambda server: server.start()),
        "silent": (lambda server: server.process.send_signal(signal.SIGSTOP), lambda server: server.process.send_signal(signal.SIGCONT)),
    }
    with concurrent.futures.ThreadPoolExecutor(len(outages)) as pool:
        for end in [pool.submit(world_over_an_outage, trials, name, *outage) for name, outage in outages.items()]:
            end.result()
