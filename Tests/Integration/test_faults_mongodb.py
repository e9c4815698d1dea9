"""A MongoDB that is away, dies, comes back, or takes its time; and what others read in it."""

import concurrent.futures
import contextlib
import pathlib
import signal
import subprocess
import sys
import time
import uuid

import pymongo
import pytest
from bson import ObjectId
from bson.codec_options import CodecOptions
from bson.raw_bson import RawBSONDocument
from grpc_health.v1 import health_pb2, health_pb2_grpc

from conftest import USER
from fault_rigs import Calls, SlowProxy, end, failure, free_ports, get, serving, started_suite, succeeds, wait_until
from suites import ROOT, clean_environment, run

RIG = ROOT / "Tests" / "rigs" / "mongo_server.py"
SERVICES = {
    "character": "generia.character.CharacterService", "media": "media.MediaService", "post": "post.PostService",
    "world": "world.WorldService", "auth": "auth.AuthService", "interaction": "interaction.InteractionService",
}


class MongoServer:
    """A server that speaks MongoDB's protocol; it may be ended and started again on its port, and keeps its documents if asked to."""

    def __init__(self, directory: pathlib.Path):
        self.port, self.directory, self.process = free_ports(1), directory, None
        self.uri = f"mongodb://127.0.0.1:{self.port}"

    def start(self):
        self.process = subprocess.Popen(
            [sys.executable, RIG, "--port", str(self.port), "--data", str(self.directory / "mongo.bson")],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        assert self.process.stdout.readline().startswith("listening on")

    def stop(self):
        """Ends it in order: its documents are kept."""
        if self.process:
            self.process.stdin.close()
            self.process.wait(10)

    def kill(self):
        self.process.kill()
        self.process.wait()


@pytest.fixture
def mongo(tmp_path):
    server = MongoServer(tmp_path)
    yield server
    if server.process:
        server.process.kill()
        server.process.wait()


@pytest.fixture
def calls_of(stubs):
    """Calls of a started suite: calls_of(suite)."""
    with contextlib.ExitStack() as stack:
        yield lambda suite, **options: Calls(stubs, lambda service: stack.enter_context(suite.channel(service)), **options)


def health(channel, service: str) -> str:
    request = health_pb2.HealthCheckRequest(service=service)
    return health_pb2.HealthCheckResponse.ServingStatus.Name(health_pb2_grpc.HealthStub(channel).Check(request, timeout=5).status)


def test_a_database_that_is_away_at_the_start(binary, mongo, calls_of, tmp_path):
    with started_suite(binary, tmp_path / "suite", "--mongodb-uri", mongo.uri) as suite, contextlib.ExitStack() as stack:
        code, text = wait_until(lambda: (answer := suite.get("admin", "/healthz"))[0] == 503 and answer, what="the reason")
        assert text.startswith("waiting: ") and f"127.0.0.1:{mongo.port}" in text
        channels = {part: stack.enter_context(suite.channel(part)) for part in SERVICES}
        assert {part: health(channels[part], name) for part, name in SERVICES.items()} == dict.fromkeys(SERVICES, "NOT_SERVING")
        calls = calls_of(suite)
        for call in (
            lambda: calls.world.GetWorld(world_id=USER), lambda: calls.character.GetCharacter(character_id=USER),
            lambda: calls.post.GetPost(post_id=USER), lambda: calls.auth.GetUserInfo(user_id=USER),
            lambda: calls.interaction.GetPostStats(post_id=USER), lambda: calls.media.GetMedia(media_id=USER),
        ):
            code, text = failure(call)
            assert code == "UNAVAILABLE" and "is not ready" in text and str(mongo.port) in text
        assert suite.get("s3", "/")[0] == 403 and not suite.state_file.exists() and "All services ready." not in suite.output
        mongo.start()
        wait_until(suite.state_file.exists, 20, "the state file")
        assert {part: health(channels[part], name) for part, name in SERVICES.items()} == dict.fromkeys(SERVICES, "SERVING")
        world = calls.new_world()
        wait_until(lambda: calls.world.GetGenerationStatus(world_id=world).status == "completed", 40, "a world")


def test_the_end_while_waiting_for_the_database(binary, mongo, tmp_path):
    with started_suite(binary, tmp_path / "suite", "--mongodb-uri", mongo.uri) as suite:
        suite.process.send_signal(signal.SIGTERM)
        start = time.monotonic()
        assert suite.process.wait(15) == 0 and time.monotonic() - start < 5


STRICT = {
    "character": [("CreateCharacter", dict(world_id=USER, display_name="x"), "INTERNAL", "Failed to create character"),
                  ("GetCharacter", dict(character_id=USER), "NOT_FOUND", "Character not found"),
                  ("UpdateCharacter", dict(character_id=USER, display_name="x"), "INTERNAL", "Failed to update character"),
                  ("GetUserCharactersInWorld", dict(user_id=USER, world_id=USER), "INTERNAL", "Failed to get characters")],
    "world": [("CreateWorld", dict(user_id=USER, name="n", prompt="p"), "INTERNAL", "failed to create world"),
              ("GetWorld", dict(world_id=USER), "INTERNAL", "failed to get world"),
              ("GetWorlds", dict(user_id=USER), "INTERNAL", "failed to get worlds"),
              ("GetGenerationStatus", dict(world_id=USER), "INTERNAL", "failed to get world")],
    "post": [("GetPost", dict(post_id=USER), "INTERNAL", "failed to get post"),
             ("GetGlobalFeed", dict(world_id=USER), "INTERNAL", "failed to get global feed"),
             ("GetUserPosts", dict(user_id=USER), "INTERNAL", "failed to get user posts"),
             ("GetCharacterPosts", dict(character_id=USER), "INTERNAL", "failed to get character posts"),
             ("GetPostsByIds", dict(post_ids=[USER]), "INTERNAL", "failed to get posts by IDs")],
    "media": [("GetMedia", dict(media_id=USER), "UNKNOWN", None), ("ConfirmUpload", dict(media_id=USER), "UNKNOWN", None)],
    "auth": [("GetUserInfo", dict(user_id=USER), "INTERNAL", "failed to get user")],
    "interaction": [("LikePost", dict(post_id=USER, user_id=USER), "INTERNAL", None)],
}


@pytest.mark.parametrize("mode", [[], ["--strict"]], ids=["default", "strict"])
def test_a_database_that_dies_and_comes_back(binary, mongo, calls_of, tmp_path, mode):
    """Every call says within seconds that the database is gone, or what the originals say; nothing has to be started again."""
    mongo.start()
    alone = ["--except", "worker,providers,auth" if mode else "worker,providers", "--no-world-checks"]
    with started_suite(binary, tmp_path / "suite", "--mongodb-uri", mongo.uri, *alone, *mode) as suite:
        wait_until(suite.state_file.exists, 20, "a ready suite")
        calls = calls_of(suite, timeout=20)
        hero = calls.character.CreateCharacter(world_id=USER, display_name="Ada").id
        picture = calls.picture(USER, hero)
        post = calls.post.CreateAIPost(character_id=hero, caption="hello", media_id=picture, world_id=USER).post_id
        mongo.stop()

        rows = [(service, *row) for service, group in STRICT.items() for row in group if not (mode and service == "auth")]
        start = time.monotonic()
        with concurrent.futures.ThreadPoolExecutor(len(rows)) as pool:
            ends = list(pool.map(lambda row: failure(getattr(getattr(calls, row[0]), row[1]), **row[2]), rows))
        assert time.monotonic() - start < 12
        for (service, rpc, _, code, text), (actual, details) in zip(rows, ends):
            if not mode:
                assert actual == "UNAVAILABLE" and "is not ready" not in details, (service, rpc, actual, details)
            else:
                assert actual == code and (text is None or details == text), (service, rpc, actual, details)
        assert suite.process.poll() is None

        mongo.start()
        wait_until(lambda: succeeds(calls.post.GetPost, post_id=post, timeout=5), 20, "the database")
        item = calls.post.GetPost(post_id=post)
        assert (item.caption, item.display_name, get(item.media_url)[0]) == ("hello", "Ada", 200)
        wait_until(lambda: succeeds(calls.character.CreateCharacter, world_id=USER, display_name="Eve", timeout=5), 20, "a new character")


def test_a_database_that_takes_its_time(binary, mongo, calls_of, tmp_path):
    """Callers are answered at their deadline, and calls in time again once the database is."""
    mongo.start()
    with serving(SlowProxy(("127.0.0.1", mongo.port))) as proxy, started_suite(
        binary, tmp_path / "suite", "--mongodb-uri", f"mongodb://{proxy.address}", "--only", "character,media,s3", "--no-world-checks"
    ) as suite:
        wait_until(suite.state_file.exists, 20, "a ready suite")
        calls = calls_of(suite)
        hero = calls.character.CreateCharacter(world_id=USER, display_name="Ada").id
        proxy.delay = 3
        start = time.monotonic()
        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            late = [pool.submit(failure, calls.character.GetCharacter, character_id=hero, timeout=0.7) for _ in range(8)]
            assert {end.result()[0] for end in late} == {"DEADLINE_EXCEEDED"}
        assert time.monotonic() - start < 2
        proxy.delay = 0
        wait_until(lambda: succeeds(calls.character.GetCharacter, character_id=hero, timeout=1), 15, "answers in time")


@pytest.mark.parametrize(
    "uri", ["mongodb://ada:s3cret-word@", "http://ada:s3cret-word@127.0.0.1:1", "mongodb://ada:s3cret-word@127.0.0.1:1/?nonsense=%ZZ"]
)
def test_a_malformed_uri_ends_the_start(binary, tmp_path, uri):
    result = run(binary, "up", "--ephemeral", "--data", "data", "--store", "mongodb", cwd=tmp_path, timeout=8, env=clean_environment(MONGODB_URI=uri))
    assert result.returncode in (2, 14)
    assert result.stderr.startswith("error: ") and "--mongodb-uri" in result.stderr and "s3cret-word" not in result.stderr
    assert "All services ready." not in result.stdout


def test_a_password_that_is_refused_is_not_told(binary, mongo, tmp_path):
    mongo.start()
    uri = mongo.uri.replace("mongodb://", "mongodb://ada:s3cret-word@")
    result = run(binary, "up", "--ephemeral", "--data", "data", "--mongodb-uri", uri, cwd=tmp_path, timeout=20)
    assert result.returncode == 14
    assert result.stderr.startswith("error: ") and "mongodb" in result.stderr.lower() and "s3cret-word" not in result.stderr


def test_what_pymongo_reads(binary, mongo, calls_of, tmp_path):
    """The documents of InteractionService are those of the platform (platform contract, 9.6); the worker's are where its tools look."""
    mongo.start()
    with started_suite(binary, tmp_path / "suite", "--mongodb-uri", mongo.uri) as suite:
        wait_until(suite.state_file.exists, 20, "a ready suite")
        calls = calls_of(suite)
        world = calls.new_world()
        post = str(uuid.uuid4())
        other = USER[:-1] + "6"
        calls.interaction.LikePost(post_id=post, user_id=USER)
        calls.interaction.LikePost(post_id=post, user_id=other)
        calls.interaction.UnlikePost(post_id=post, user_id=other)
        comment = calls.interaction.AddComment(post_id=post, user_id=USER, text="indeed").comment_id
        wait_until(lambda: calls.world.GetGenerationStatus(world_id=world).status == "completed", 40, "a world")
        client = pymongo.MongoClient(mongo.uri)
        interactions = client["generia_interactions"]
        [like] = interactions["likes"].find({})
        assert isinstance(like["_id"], ObjectId) and (like["post_id"], like["user_id"]) == (post, USER)
        assert set(like) == {"_id", "post_id", "user_id", "created_at"} and like["created_at"].year >= 2024
        [stored] = interactions["comments"].find({})
        assert (stored["_id"], stored["text"], stored["created_at"].tzinfo) == (comment, "indeed", None)
        [stats] = interactions["stats"].find({})
        assert (stats["_id"], stats["likes_count"], stats["comments_count"]) == (post, 1, 1)
        raw = client.get_database("generia_interactions", codec_options=CodecOptions(document_class=RawBSONDocument))["stats"].find_one({})
        assert raw.raw.count(b"\x10likes_count\0") == 1 and raw.raw.count(b"\x10comments_count\0") == 1, "32-bit integers"
        assert raw.raw.count(b"\x09updated_at\0") == 1, "a date of BSON"
        indexes = interactions["likes"].index_information()
        assert any(index.get("unique") and [key for key, _ in index["key"]] == ["post_id", "user_id"] for index in indexes.values())
        status = client["generia_ai_worker"]["world_generation_status"].find_one({"_id": world})
        assert status["status"] == "completed" and status["created_at"].year >= 2024
        # What the services tell is what is stored, in the database of each.
        feed = calls.post.GetGlobalFeed(world_id=world).posts
        stored = {item["_id"]: item for item in client["generia_posts"]["posts"].find({"world_id": world})}
        assert stored and {item.post_id: item.caption for item in feed} == {id: item["caption"] for id, item in stored.items()}
        characters = {item["_id"]: item["display_name"] for item in client["generia_characters"]["world_user_characters"].find({"world_id": world})}
        assert {item.character_id: item.display_name for item in feed} == characters
        assert client["generia_worlds"]["worlds"].find_one({"_id": world})["name"] == calls.world.GetWorld(world_id=world).name
        # What another program changes is what the services tell.
        client["generia_characters"]["world_user_characters"].update_many({}, {"$set": {"display_name": "Renamed"}})
        assert {item.display_name for item in calls.post.GetGlobalFeed(world_id=world).posts} == {"Renamed"}
