"""Object storage elsewhere that is away, refuses, dies, or takes its time; files and records that have lost each other."""

import concurrent.futures
import contextlib
import re
import signal
import time
import urllib.error
import urllib.request

import boto3
import grpc
import pytest
from botocore.config import Config
from grpc_health.v1 import health_pb2, health_pb2_grpc

from conftest import USER
from fault_rigs import PNG, Calls, SlowHTTP, calls_over, failure, free_ports, get, put, serving, started_suite, succeeds, wait_until
from suites import run


@pytest.fixture
def storage(binary, tmp_path):
    """Starts an object storage of its own process, again and again on the same port and data: storage.start(), storage.url."""

    class Storage:
        base = free_ports()
        url = f"http://127.0.0.1:{base + 6}"

        def start(self):
            return stack.enter_context(started_suite(binary, tmp_path / "storage", "--only", "s3", base=self.base))

    with contextlib.ExitStack() as stack:
        yield Storage()


@pytest.fixture
def calls_of(stubs):
    """Calls of a started suite: calls_of(suite)."""
    with contextlib.ExitStack() as stack:
        yield lambda suite, **options: Calls(stubs, lambda service: stack.enter_context(suite.channel(service)), **options)


def health(channel, service: str = "") -> str:
    request = health_pb2.HealthCheckRequest(service=service)
    return health_pb2.HealthCheckResponse.ServingStatus.Name(health_pb2_grpc.HealthStub(channel).Check(request, timeout=5).status)


def test_storage_that_is_away_at_the_start(binary, storage, calls_of, stubs, tmp_path):
    """The suite listens and says what it waits for, does what it can without, and is ready once the storage comes."""
    with started_suite(binary, tmp_path / "suite", "--s3", storage.url, "--seed", "3") as suite, contextlib.ExitStack() as stack:
        obstacle = f"the object storage at {storage.url} cannot be reached"
        code, text = suite.get("admin", "/healthz")
        assert code == 503 and text.startswith(f"waiting: {obstacle}: ")
        assert '"status": "waiting"' in suite.get("admin", "/")[1]
        media = stack.enter_context(suite.channel("media"))
        assert [health(media), health(media, "media.MediaService")] == ["NOT_SERVING"] * 2
        watched = health_pb2_grpc.HealthStub(media).Watch(health_pb2.HealthCheckRequest(service="media.MediaService"), timeout=30)
        assert next(watched).status == health_pb2.HealthCheckResponse.NOT_SERVING
        calls = calls_of(suite)
        for call in (
            lambda: calls.media.GetMedia(media_id=USER), lambda: calls.media.ConfirmUpload(media_id=USER),
            lambda: calls.media.GetPresignedUploadURL(world_id=USER), lambda: calls.media.HealthCheck(),
        ):
            code, text = failure(call)
            assert code == "UNAVAILABLE" and text.startswith(f"MediaService is not ready: {obstacle}: ")
        # The others serve, and a generation that is asked for waits.
        assert all(health(stack.enter_context(suite.channel(part))) == "SERVING" for part in ("character", "post", "world", "auth"))
        world = calls.new_world()
        hero = calls.character.CreateCharacter(world_id=world, display_name="Ada", avatar_media_id=USER).id
        assert calls.character.GetCharacter(character_id=hero).avatar_url == ""
        assert not suite.state_file.exists() and "All services ready." not in suite.output
        assert f"Waiting: {obstacle}" in suite.errors

        storage.start()
        assert next(watched).status == health_pb2.HealthCheckResponse.SERVING
        watched.cancel()
        wait_until(suite.state_file.exists, what="the state file")
        wait_until(lambda: suite.output.endswith("All services ready.\n"), what="the last line")
        assert suite.get("admin", "/healthz") == (200, "ok\n")
        assert '"status": "ready"' in suite.get("admin", "/")[1]
        assert calls.picture(world, hero)
        wait_until(lambda: calls.world.GetGenerationStatus(world_id=world).status == "completed", 40, "the world made meanwhile")
        assert suite.process.poll() is None


def test_the_end_while_waiting(binary, storage, tmp_path):
    with started_suite(binary, tmp_path / "suite", "--s3", storage.url) as suite:
        start = time.monotonic()
        suite.process.send_signal(signal.SIGTERM)
        assert suite.process.wait(10) == 0 and time.monotonic() - start < 3
        assert not suite.state_file.exists() and "All services ready." not in suite.output


BAD_SIGNATURE = "The request signature we calculated does not match the signature you provided. Check your key and signing method."
NO_SUCH_KEY_ID = "The AWS Access Key Id you provided does not exist in our records."


@pytest.mark.parametrize(
    ("flag", "key", "reason"), [("--s3-secret-key", "not-the-secret", BAD_SIGNATURE), ("--s3-access-key", "nobody", NO_SUCH_KEY_ID)]
)
def test_wrong_keys_end_the_start(binary, storage, tmp_path, flag, key, reason):
    storage.start()
    result = run(binary, "up", "--ephemeral", "--data", "data", "--s3", storage.url, flag, key, cwd=tmp_path)
    assert result.returncode == 14
    assert result.stderr == (
        f"error: object storage does not work: {reason} (check --s3, MINIO_ACCESS_KEY, MINIO_SECRET_KEY and MINIO_BUCKET)\n"
    )
    assert "All services ready." not in result.stdout and not (tmp_path / ".generia" / "state.json").exists()


def test_storage_that_comes_and_refuses(binary, storage, tmp_path):
    """Nobody waits in silence for what will not happen."""
    with started_suite(binary, tmp_path / "suite", "--s3", storage.url, "--s3-secret-key", "not-the-secret") as suite:
        storage.start()
        wait_until(lambda: f"object storage does not work: {BAD_SIGNATURE}" in suite.errors, what="the reason")
        assert "check --s3, MINIO_ACCESS_KEY" in suite.errors and "not-the-secret" not in suite.errors
        assert suite.get("admin", "/healthz") == (503, f"waiting: object storage does not work: {BAD_SIGNATURE}\n")
        assert not suite.state_file.exists() and suite.process.poll() is None


@pytest.mark.parametrize("mode", [[], ["--strict"]], ids=["default", "strict"])
def test_storage_that_dies(binary, storage, calls_of, tmp_path, mode):
    first = storage.start()
    with started_suite(binary, tmp_path / "suite", "--s3", storage.url, "--except", "worker,providers", "--no-world-checks", *mode) as suite:
        calls = calls_of(suite)
        hero = calls.character.CreateCharacter(world_id=USER, display_name="Ada").id
        media = calls.picture(USER, hero)
        post = calls.post.CreateAIPost(character_id=hero, media_id=media, world_id=USER, caption="hello").post_id
        first.process.kill()
        first.process.wait()

        start = time.monotonic()
        code, text = failure(calls.media.ConfirmUpload, media_id=media)
        assert time.monotonic() - start < 5
        assert code in (["UNKNOWN"] if mode else ["UNAVAILABLE", "UNKNOWN"])
        assert "failed to verify media in storage: " in text and storage.url.removeprefix("http://") not in text.split(": ")[0]
        # Signing asks nobody; posts and characters do not ask the storage either.
        waiting = calls.media.GetPresignedUploadURL(world_id=USER, character_id=hero, filename="p.png", media_type=4)
        assert calls.media.GetMediaURL(media_id=media, variant="medium").url
        assert calls.media.GetMedia(media_id=media).variants[0].url
        [item] = calls.post.GetGlobalFeed(world_id=USER).posts
        assert item.post_id == post and item.media_url and suite.get("admin", "/healthz")[0] == 200

        storage.start()
        wait_until(lambda: succeeds(calls.media.ConfirmUpload, media_id=media), what="the storage")
        assert get(item.media_url)[0] == 200, "what was uploaded before is there"
        assert put(waiting.upload_url, PNG) == 200
        assert calls.media.ConfirmUpload(media_id=waiting.media_id).success


def test_storage_that_takes_its_time(binary, calls_of, tmp_path):
    """Callers are answered at their deadline, others do not notice, and nothing is left hanging."""
    with serving(SlowHTTP(delay=0)) as storage, started_suite(
        binary, tmp_path / "suite", "--s3", storage.url, "--only", "media,web", "--no-world-checks"
    ) as suite:
        calls = calls_of(suite)
        media = calls.media.GetPresignedUploadURL(world_id=USER, filename="p.png", media_type=1).media_id
        assert calls.media.ConfirmUpload(media_id=media).success
        storage.delay = 4
        start = time.monotonic()
        with concurrent.futures.ThreadPoolExecutor(20) as pool:
            late = [pool.submit(failure, calls.media.ConfirmUpload, media_id=media, timeout=0.6) for _ in range(20)]
            time.sleep(0.1)
            before = time.monotonic()
            for _ in range(20):
                calls.media.GetMedia(media_id=media)
            assert time.monotonic() - before < 0.5, "calls that need no storage are not held up"
            assert {code.result()[0] for code in late} == {"DEADLINE_EXCEEDED"}
        assert time.monotonic() - start < 2

        def ended() -> int:
            counts = re.findall(
                r'^grpc_server_handled_total\{.*"ConfirmUpload",grpc_code="(?:DEADLINE_EXCEEDED|CANCELLED)"\} (\d+)$',
                suite.get("admin", "/metrics")[1], re.MULTILINE,
            )
            return sum(map(int, counts))

        # The server has ended them too, before the storage has answered.
        wait_until(lambda: ended() == 20, 2, "the end of the calls at the server")
        assert time.monotonic() - start < 3.5
        storage.delay = 0
        assert calls.media.ConfirmUpload(media_id=media).success


def test_storage_that_does_not_answer_at_the_start(binary, calls_of, tmp_path):
    """A storage that takes connections and says nothing holds up no more than one that is not there."""
    start = time.monotonic()
    with serving(SlowHTTP(delay=60)) as storage, started_suite(binary, tmp_path / "suite", "--s3", storage.url, patience=5) as suite:
        assert calls_of(suite).world.GetWorlds(user_id=USER).total == 0
        suite.process.send_signal(signal.SIGTERM)
        assert suite.process.wait(10) == 0 and time.monotonic() - start < 10


@pytest.fixture
def kept(own_suite, stubs):
    """A suite with a character and a post, its calls, and its files: the directory of the bucket."""
    suite = own_suite("--except", "worker,providers", "--no-world-checks")
    with contextlib.ExitStack() as stack:
        calls = calls_over(stubs, stack, suite)
        hero = calls.character.CreateCharacter(world_id=USER, display_name="Ada").id
        media = calls.picture(USER, hero)
        calls.post.CreateAIPost(character_id=hero, media_id=media, world_id=USER, caption="hello")
        yield suite, calls, hero, media, suite.data / "objects" / "generia-images"


def test_files_without_records(kept):
    """A file that somebody puts there is an object of the storage, and no media."""
    (suite, calls, hero, media, bucket) = kept
    content = b"by hand" * 1000
    (bucket / USER / "by-hand.txt").write_bytes(content)
    s3 = boto3.client(
        "s3", endpoint_url=suite.url("s3"), aws_access_key_id="minioadmin", aws_secret_access_key="minioadmin", region_name="us-east-1",
        config=Config(s3={"addressing_style": "path"}),
    )
    assert s3.get_object(Bucket="generia-images", Key=f"{USER}/by-hand.txt")["Body"].read() == content
    listed = [item["Key"] for item in s3.list_objects_v2(Bucket="generia-images", Prefix=USER)["Contents"]]
    assert listed == sorted([f"{USER}/by-hand.txt", f"{USER}/{hero}/posts/{media}.png"])
    assert failure(calls.media.GetMedia, media_id="by-hand")[0] == "UNKNOWN"
    s3.put_object(Bucket="generia-images", Key=f"{USER}/{hero}/posts/{'ab' * 16}.png", Body=PNG)
    assert failure(calls.media.ConfirmUpload, media_id="ab" * 16) == (
        "UNKNOWN", "failed to get media from database: sql: no rows in result set",
    )


def test_records_without_files(kept):
    """A picture whose file is gone is missed where it is looked for, and nowhere else."""
    (suite, calls, hero, media, bucket) = kept
    (bucket / USER / hero / "posts" / f"{media}.png").unlink()
    assert failure(calls.media.ConfirmUpload, media_id=media) == (
        "UNKNOWN", "failed to verify media in storage: The specified key does not exist.",
    )
    url = calls.media.GetMediaURL(media_id=media, variant="original").url
    code, text = get(url)
    assert code == 404 and "<Code>NoSuchKey</Code>" in text
    [item] = calls.post.GetGlobalFeed(world_id=USER).posts
    assert (item.caption, get(item.media_url)[0]) == ("hello", 404)
    assert calls.media.GetMedia(media_id=media).variants[0].name == "original"
    assert calls.picture(USER, hero), "others are taken as before"


def test_a_bucket_that_is_taken_away(kept):
    """The directory of all objects, removed by hand while the suite runs."""
    (suite, calls, hero, media, bucket) = kept
    bucket.rename(bucket.parent.parent / "elsewhere")
    code, text = failure(calls.media.ConfirmUpload, media_id=media)
    assert code == "UNKNOWN" and text.startswith("failed to verify media in storage: ")
    assert calls.post.GetGlobalFeed(world_id=USER).total == 1
    upload = calls.media.GetPresignedUploadURL(world_id=USER, character_id=hero, filename="p.png", media_type=4)
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(urllib.request.Request(upload.upload_url, data=PNG, method="PUT"), timeout=5)
    assert refused.value.code in (404, 500) and b"<Code>" in refused.value.read()
    (bucket.parent.parent / "elsewhere").rename(bucket)
    assert calls.media.ConfirmUpload(media_id=media).success
