"""Whole worlds: their numbers, their bytes, what kills and failures leave of them, seen through foreign clients only."""

import collections
import contextlib
import hashlib
import http.server
import io
import json
import random
import re
import signal
import sqlite3
import threading
import time
import urllib.request

import grpc
import pytest
from PIL import Image

from conftest import USER, clients_of, wait_until_over
from suites import run

CYRILLIC = "мир в котором абсолютно все описывается математическими уравнениями и люди живут по законам чистой логики"


def last_object(output: str) -> dict:
    return json.loads(output.strip().splitlines()[-1])


def feed(clients, stubs, world: str) -> list:
    """All posts of a world, newest first, page by page."""
    posts, cursor = [], ""
    while True:
        page = clients.post.GetGlobalFeed(stubs.post.GetGlobalFeedRequest(world_id=world, limit=50, cursor=cursor))
        if not page.posts:
            return posts
        posts += page.posts
        cursor = page.next_cursor


def download(url: str) -> bytes:
    with urllib.request.urlopen(url, timeout=10) as response:
        assert response.headers["Content-Type"] == "image/png"
        return response.read()


def key_of(url: str) -> str:
    """The object's key behind a presigned URL."""
    return url.split("?")[0].split("/", 4)[4]


def portrait(suite, stubs, world: str) -> dict:
    """Everything of a world that the seed decides: no times, no signatures."""
    with contextlib.ExitStack() as stack:
        clients = clients_of(suite, stubs, stack)
        record = clients.world.GetWorld(stubs.world.GetWorldRequest(world_id=world))
        posts = feed(clients, stubs, world)
        characters = {post.character_id for post in posts}
        result = {
            "world": (record.id, record.name, record.params, record.users_count, record.posts_count),
            "characters": {},
            "posts": collections.defaultdict(list),
            "objects": {key_of(url): hashlib.sha256(download(url)).hexdigest() for url in (record.image_url, record.icon_url)},
        }
        for post in posts:
            result["posts"][post.character_id].append((post.post_id, post.caption))
            result["objects"][key_of(post.media_url)] = hashlib.sha256(download(post.media_url)).hexdigest()
        for identifier in characters:
            character = clients.character.GetCharacter(stubs.character.GetCharacterRequest(character_id=identifier))
            result["characters"][identifier] = (character.display_name, character.avatar_media_id, character.meta)
            result["objects"][key_of(character.avatar_url)] = hashlib.sha256(download(character.avatar_url)).hexdigest()
        return result


def create(clients, stubs, characters: int, posts: int, prompt: str = "a harbour of glass ships") -> str:
    return clients.world.CreateWorld(
        stubs.world.CreateWorldRequest(user_id=USER, name="Test", prompt=prompt, characters_count=characters, posts_count=posts)).id


def test_a_world_of_20_and_100(binary, tmp_path, own_suite, stubs):
    summary = last_object(
        run(binary, "demo", "--ephemeral", "--data", str(tmp_path / "own" / "data"), "--state-file", str(tmp_path / "state.json"),
            "--prompt", CYRILLIC, "--characters", "20", "--posts", "100", "--seed", "5", "--exit", "-o", "json", timeout=120).stdout)
    assert summary["status"] == "completed" and summary["failed_tasks"] == 0
    assert (summary["characters"], summary["posts"], summary["images"], summary["llm_calls"]) == (20, 100, 122, 264)
    assert summary["image_cost"] == pytest.approx(122 * 0.0006, abs=1e-9)

    # A later process finds everything in the data that the first one has left.
    suite = own_suite("--seed", "5")
    world = summary["world_id"]
    with contextlib.ExitStack() as stack:
        clients = clients_of(suite, stubs, stack)
        status = clients.world.GetGenerationStatus(stubs.world.GetGenerationStatusRequest(world_id=world))
        assert status.status == "completed"
        assert [(stage.name, stage.status) for stage in status.stages] == [
            (name, "completed") for name in ("initializing", "world_description", "world_image", "characters", "posts", "finishing")]
        assert (status.users_created, status.posts_created, status.users_predicted, status.posts_predicted) == (20, 100, 20, 100)
        assert status.tasks_failed == 0 and status.tasks_completed == status.tasks_total == status.task_predicted

        record = clients.world.GetWorld(stubs.world.GetWorldRequest(world_id=world))
        assert json.loads(record.params)["user_preferences"]["language"] == "Русский"
        posts = feed(clients, stubs, world)
        assert len(posts) == 100 and len({post.post_id for post in posts}) == 100
        assert len({post.caption for post in posts}) == 100
        assert all(post.is_ai and any("а" <= letter <= "я" for letter in post.caption) for post in posts)
        per_character = collections.Counter(post.character_id for post in posts)
        assert len(per_character) == 20 and min(per_character.values()) >= 1

        # Every object under the right key, a PNG of the right size.
        sizes = {key_of(record.image_url): (1024, 512), key_of(record.icon_url): (512, 512)}
        assert all(key.startswith(f"{world}/world_data/") for key in sizes)
        urls, indices = [record.image_url, record.icon_url], []
        for identifier in per_character:
            character = clients.character.GetCharacter(stubs.character.GetCharacterRequest(character_id=identifier))
            media = clients.media.GetMedia(stubs.media.GetMediaRequest(media_id=character.avatar_media_id))
            indices.append(int(re.fullmatch(rf"avatar_{world}_.+_(\d+)\.png", media.filename)[1]))
            key = key_of(character.avatar_url)
            assert key == f"{world}/{identifier}/avatars/{character.avatar_media_id.replace('-', '')}.png"
            sizes[key] = (512, 512)
            urls.append(character.avatar_url)
        assert sorted(indices) == list(range(20))
        for post in posts:
            key = key_of(post.media_url)
            assert key.startswith(f"{world}/{post.character_id}/posts/") and key.endswith(".png")
            sizes[key] = (512, 512)
            urls.append(post.media_url)
        assert len(sizes) == len(urls) == 122
        pictures = set()
        for url in urls:
            body = download(url)
            pictures.add(hashlib.sha256(body).hexdigest())
            image = Image.open(io.BytesIO(body))
            assert image.format == "PNG" and image.size == sizes[key_of(url)]
            assert len(image.convert("RGB").getcolors(1 << 20)) > 8, "a picture, not a colour"
        assert len(pictures) == 122


def test_the_same_seed_gives_the_same_bytes(own_suite, stubs):
    portraits = []
    for name in ("first", "second"):
        suite = own_suite("--seed", "77", name=name)
        with contextlib.ExitStack() as stack:
            clients = clients_of(suite, stubs, stack)
            world = create(clients, stubs, 6, 30)
            assert wait_until_over(clients.world, stubs, world).status == "completed"
        portraits.append(portrait(suite, stubs, world))
    assert portraits[0]["characters"] == portraits[1]["characters"]
    assert portraits[0] == portraits[1]


def test_another_seed_gives_another_world(own_suite, stubs):
    names = set()
    for seed in ("1", "2"):
        suite = own_suite("--seed", seed, name=f"seed{seed}")
        with contextlib.ExitStack() as stack:
            clients = clients_of(suite, stubs, stack)
            world = create(clients, stubs, 1, 1)
            assert wait_until_over(clients.world, stubs, world).status == "completed"
            names.add((world, feed(clients, stubs, world)[0].caption))
    assert len(names) == 2 and len({world for world, _ in names}) == 2


@pytest.mark.parametrize("round", range(3))
def test_a_world_survives_kill_9(own_suite, stubs, round):
    """Kills the suite at random moments; the world still comes out as if nothing had happened."""
    chance = random.Random(round)
    world, kills = None, 0
    for attempt in range(4):
        suite = own_suite("--seed", "9")
        with contextlib.ExitStack() as stack:
            clients = clients_of(suite, stubs, stack)
            if world is None:
                world = create(clients, stubs, 8, 40)
            if attempt < 3:
                time.sleep(chance.uniform(0.02, 0.5))
                suite.stop(signal.SIGKILL)
                kills += 1
                continue
            status = wait_until_over(clients.world, stubs, world)
            assert status.status == "completed" and kills == 3
            assert (status.users_created, status.posts_created, status.tasks_failed) == (8, 40, 0)
            assert status.tasks_completed == status.tasks_total
            posts = feed(clients, stubs, world)
            assert len(posts) == 40 and len({post.caption for post in posts}) == 40
            assert len({post.character_id for post in posts}) == 8
            names = {post.display_name for post in posts}
            assert len(names) == 8
        after_kills = portrait(suite, stubs, world)
    undisturbed = own_suite("--seed", "9", name="undisturbed")
    with contextlib.ExitStack() as stack:
        clients = clients_of(undisturbed, stubs, stack)
        assert create(clients, stubs, 8, 40) == world
        wait_until_over(clients.world, stubs, world)
    assert portrait(undisturbed, stubs, world) == after_kills


def test_fewer_posts_than_characters(own_suite, stubs):
    suite = own_suite("--seed", "3")
    with contextlib.ExitStack() as stack:
        clients = clients_of(suite, stubs, stack)
        world = create(clients, stubs, 5, 2)
        status = wait_until_over(clients.world, stubs, world)
        assert status.status == "completed"
        assert (status.users_created, status.posts_created, status.posts_predicted) == (5, 5, 5)


def test_later_batches_are_told_all_earlier_characters(own_suite, stubs):
    suite = own_suite("--seed", "3")
    with contextlib.ExitStack() as stack:
        clients = clients_of(suite, stubs, stack)
        assert wait_until_over(clients.world, stubs, create(clients, stubs, 21, 21)).status == "completed"
    assert suite.stop() == 0
    with contextlib.closing(sqlite3.connect(suite.data / "generia_ai_worker.sqlite")) as database:
        tasks = [json.loads(text) for text, in database.execute("SELECT doc FROM tasks")]
    batches = {task["parameters"].get("generated_count", 0): task["parameters"] for task in tasks if task["type"] == "generate_character_batch"}
    assert sorted(batches) == [0, 10, 20]
    lines = [line for line in batches[20]["generated_characters_description"].splitlines() if line]
    assert len(lines) == len(set(lines)) == 20
    assert batches[20]["generated_characters_description"].startswith(batches[10]["generated_characters_description"])


def test_sizes_and_prompts_out_of_range(clients, stubs):
    for characters, posts, text in [(41, 10, "characters_count must be between 1 and 40"), (10, 251, "posts_count must be between 1 and 250")]:
        with pytest.raises(grpc.RpcError) as failure:
            create(clients, stubs, characters, posts)
        assert failure.value.code() == grpc.StatusCode.INVALID_ARGUMENT and failure.value.details() == text
    with pytest.raises(grpc.RpcError) as failure:
        create(clients, stubs, 1, 1, prompt="")
    assert failure.value.details() == "user_id, name, and prompt are required"


def test_a_prompt_of_a_megabyte_ends_with_a_reason(own_suite, stubs):
    suite = own_suite("--in-memory")
    with contextlib.ExitStack() as stack:
        clients = clients_of(suite, stubs, stack)
        world = create(clients, stubs, 1, 1, prompt="sea " * 262144)
        assert wait_until_over(clients.world, stubs, world).status in ("completed", "failed")
        assert clients.world.GetWorld(stubs.world.GetWorldRequest(world_id=world)).prompt == "sea " * 262144


class FaultyProvider:
    """Stands before the built-in providers and spoils what `fault(number of the request, path)` says."""

    def __init__(self, target: str, fault):
        provider = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                with provider.lock:
                    provider.requests += 1
                    number = provider.requests
                kind = fault(number, self.path)
                if kind == "hang":
                    provider.release.wait(30)
                    self.close_connection = True
                    return
                if kind == "drop":
                    self.close_connection = True
                    return
                if kind == "500":
                    return self.answer(500, b'{"error":{"code":500,"message":"out of order"}}')
                if kind == "broken":
                    return self.answer(200, b'{"choices":[{"message":{"content":"{\\"name\\": "')
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

        self.lock = threading.Lock()
        self.requests = 0
        self.release = threading.Event()
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.release.set()
        self.server.shutdown()


@pytest.mark.parametrize("kind", ["500", "broken", "drop"])
def test_a_provider_that_fails_now_and_then(suite, own_suite, stubs, kind):
    """Every eighth answer is spoilt, and the attempts of the tasks make up for it; the reserve is large enough, whichever calls it hits."""
    with FaultyProvider(f"http://{suite.endpoints['providers']}", lambda number, _: kind if number % 8 == 0 else None) as provider:
        own = own_suite("--llm", provider.url, "--images", provider.url, "--call-reserve", "100")
        with contextlib.ExitStack() as stack:
            clients = clients_of(own, stubs, stack)
            world = create(clients, stubs, 2, 4)
            status = wait_until_over(clients.world, stubs, world, timeout=90)
            assert status.status == "completed"
            assert status.tasks_completed + status.tasks_failed == status.tasks_total
            assert (status.users_created, status.posts_created) == (2, 4)
            assert len(feed(clients, stubs, world)) == 4


def test_a_provider_that_always_fails_ends_the_world(suite, own_suite, stubs):
    with FaultyProvider(f"http://{suite.endpoints['providers']}", lambda *_: "500") as provider:
        own = own_suite("--llm", provider.url, "--images", provider.url, "--outage-limit", "3")
        with contextlib.ExitStack() as stack:
            clients = clients_of(own, stubs, stack)
            world = create(clients, stubs, 2, 4)
            status = wait_until_over(clients.world, stubs, world, timeout=120)
            assert status.status == "failed"
            stages = {stage.name: stage.status for stage in status.stages}
            assert stages["world_description"] == "failed"


def test_a_provider_that_hangs_does_not_hold_up_the_suite(suite, own_suite, stubs):
    with FaultyProvider(f"http://{suite.endpoints['providers']}", lambda *_: "hang") as provider:
        own = own_suite("--llm", provider.url, "--images", provider.url)
        with contextlib.ExitStack() as stack:
            clients = clients_of(own, stubs, stack)
            world = create(clients, stubs, 1, 1)
            time.sleep(0.5)
            status = clients.world.GetGenerationStatus(stubs.world.GetGenerationStatusRequest(world_id=world), timeout=5)
            assert status.status == "in_progress"
        start = time.monotonic()
        assert own.stop() == 0
        assert time.monotonic() - start < 12
