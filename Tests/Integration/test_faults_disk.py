"""Disks that are full, files that are damaged, and the sudden death of a suite at work: nothing that was acknowledged is lost."""

import concurrent.futures
import contextlib
import pathlib
import resource
import shutil
import subprocess
import time
import uuid

import grpc
import pytest

from conftest import USER
from fault_rigs import OPTIONS, PNG, Calls, StartedSuite, failure, get, put, started_suite, succeeds, wait_until
from suites import run, running_suite

ALONE = ["--except", "worker,providers", "--no-world-checks"]
NO_LIMIT = resource.RLIM_INFINITY


@pytest.fixture
def calls_of(stubs):
    """Calls of a suite, by the addresses of its parts: calls_of(suite)."""
    with contextlib.ExitStack() as stack:

        def calls(suite) -> Calls:
            address = suite.address if isinstance(suite, StartedSuite) else suite.endpoints.__getitem__
            return Calls(stubs, lambda service: stack.enter_context(grpc.insecure_channel(address(service), OPTIONS)))

        yield calls


class SmallFileSystem:
    """A file system of eight megabytes, all of which but a rest another file takes."""

    def __init__(self, directory: pathlib.Path):
        self.filler = directory / "filler"
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "none", directory], check=True, capture_output=True)

    def shrink(self, suite: StartedSuite, rest: int):
        with open(self.filler, "ab", buffering=0) as filler:
            filler.write(bytes(max(0, shutil.disk_usage(suite.data).free - rest)))

    def grow(self, suite: StartedSuite):
        self.filler.unlink()


class FileSizeLimit:
    """A limit on the size of files, a little above that of the largest."""

    def shrink(self, suite: StartedSuite, rest: int):
        largest = max(file.stat().st_size for file in suite.data.iterdir())
        resource.prlimit(suite.process.pid, resource.RLIMIT_FSIZE, (largest + rest, NO_LIMIT))

    def grow(self, suite: StartedSuite):
        resource.prlimit(suite.process.pid, resource.RLIMIT_FSIZE, (NO_LIMIT, NO_LIMIT))


@pytest.fixture(params=["space", "size"])
def disk(request, tmp_path):
    """What makes room scarce under the data of a suite in `tmp_path`; without the right to mount, only the size of files is limited."""
    directory = tmp_path / "data"
    directory.mkdir()
    mounted = None
    if request.param == "space":
        with contextlib.suppress(subprocess.CalledProcessError, FileNotFoundError):
            mounted = SmallFileSystem(directory)
    yield mounted or FileSizeLimit()
    if mounted:
        subprocess.run(["umount", directory], check=True)


def test_a_full_disk(binary, calls_of, disk, tmp_path):
    """Writers run into the end of the room; they are told, readers do not notice, and it goes on when there is room again."""
    with started_suite(binary, tmp_path, *ALONE) as suite:
        calls = calls_of(suite)
        hero = calls.character.CreateCharacter(world_id=USER, display_name="Ada").id
        media = calls.picture(USER, hero)
        post = calls.post.CreateAIPost(character_id=hero, media_id=media, world_id=USER, caption="hello").post_id
        upload = calls.media.GetPresignedUploadURL(world_id=USER, character_id=hero, filename="p.png", media_type=4)
        disk.shrink(suite, rest=300_000)

        def write(until: float) -> tuple[list[str], tuple[str, str] | None]:
            acknowledged = []
            while time.monotonic() < until:
                try:
                    acknowledged.append(calls.character.CreateCharacter(world_id=USER, display_name="x" * 4_000).id)
                except grpc.RpcError as error:
                    return acknowledged, (error.code().name, error.details())
            return acknowledged, None

        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            written = [future.result() for future in [pool.submit(write, time.monotonic() + 20) for _ in range(4)]]
        acknowledged = [id for ids, _ in written for id in ids]
        assert acknowledged and {end for _, end in written} == {("INTERNAL", "Failed to create character")}

        disk.shrink(suite, rest=0)
        assert put(upload.upload_url, bytes(900_000)) == 507
        assert failure(calls.interaction.AddComment, post_id=post, user_id=USER, text="x" * 900_000)[0] == "INTERNAL"
        assert failure(calls.post.CreateAIPost, character_id=hero, media_id=media, world_id=USER, caption="x" * 900_000) == (
            "INTERNAL", "failed to create post",
        )
        code, text = failure(calls.media.GetPresignedUploadURL, world_id=USER, filename="x", content_type="x" * 900_000)
        assert code == "UNKNOWN" and text.startswith("failed to store media in database: ")
        # Everything can be read, and the suite lives.
        assert all(calls.character.GetCharacter(character_id=id).display_name == "x" * 4_000 for id in acknowledged)
        item = calls.post.GetPost(post_id=post)
        assert (item.caption, get(item.media_url)[0]) == ("hello", 200)
        assert calls.interaction.GetPostStats(post_id=post).comments_count == 0
        assert get(calls.media.GetMediaURL(media_id=upload.media_id).url)[0] == 404, "half an upload is none"
        assert suite.process.poll() is None and suite.get("admin", "/healthz") == (200, "ok\n")
        assert "CreateCharacter failed" in suite.errors and ("is full" in suite.errors or "disk I/O error" in suite.errors)

        disk.grow(suite)
        wait_until(lambda: succeeds(calls.interaction.AddComment, post_id=post, user_id=USER, text="at last"), what="room")
        assert put(upload.upload_url, PNG) == 200
        acknowledged.append(calls.character.CreateCharacter(world_id=USER, display_name="x" * 4_000).id)
        suite.process.kill()
        suite.process.wait()
    with started_suite(binary, tmp_path, *ALONE) as suite:
        calls = calls_of(suite)
        assert all(calls.character.GetCharacter(character_id=id).display_name == "x" * 4_000 for id in acknowledged)
        assert calls.interaction.GetPostStats(post_id=post).comments_count == 1
        assert get(calls.post.GetPost(post_id=post).media_url)[0] == 200
        assert calls.media.ConfirmUpload(media_id=upload.media_id).success


def test_a_start_without_room(binary, calls_of, tmp_path):
    """A suite that cannot write its files says so, and the next one that can has everything."""
    with started_suite(binary, tmp_path, *ALONE) as suite:
        hero = calls_of(suite).character.CreateCharacter(world_id=USER, display_name="Ada").id
        suite.process.kill()
        suite.process.wait()
    # No more than the beginning of a file fits. (With less than a page, libmongoc ends the process while it is loaded.)
    for limit in (4_500, 8_192):
        result = subprocess.run(
            ["prlimit", f"--fsize={limit}", binary, "up", "--ephemeral", "--data", "data", "--state-file", "none.json", *ALONE],
            cwd=tmp_path, capture_output=True, text=True, timeout=20,
        )
        assert result.returncode == 14 and result.stderr.startswith("error: ") and "(" in result.stderr
        assert not (tmp_path / "none.json").exists()
    with started_suite(binary, tmp_path, *ALONE) as suite:
        assert calls_of(suite).character.GetCharacter(character_id=hero).display_name == "Ada"


@pytest.fixture(scope="module")
def filled(binary, stubs, tmp_path_factory) -> pathlib.Path:
    """The data directory of a suite that has ended, with a hundred characters."""
    directory = tmp_path_factory.mktemp("filled")
    with started_suite(binary, directory, *ALONE) as suite, suite.channel("character") as channel:
        calls = Calls(stubs, lambda service: channel)
        for _ in range(100):
            calls.character.CreateCharacter(world_id=USER, display_name="x" * 2_000)
    return suite.data


GARBAGE = bytes(range(7, 256)) * 40
DAMAGES = {
    "the header": lambda content: GARBAGE[:100] + content[100:],
    "the middle": lambda content: content[: len(content) // 2] + GARBAGE[:8192] + content[len(content) // 2 + 8192 :],
    "the schema": lambda content: content[:100] + GARBAGE[:900] + content[1000:],
    "half of it": lambda content: content[: len(content) // 2 + 100],
    "its beginning": lambda content: content[:50],
    "no database": lambda content: b"id,name\n1,Ada\n" * 500,
    "zeros": lambda content: bytes(len(content)),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_database(binary, filled, tmp_path, damage):
    """It is named, nothing starts, and every byte is left as it is for whoever wants to rescue it."""
    data = tmp_path / "data"
    shutil.copytree(filled, data)
    damaged = DAMAGES[damage]((data / "character.sqlite").read_bytes())
    (data / "character.sqlite").write_bytes(damaged)
    others = {file.name: file.read_bytes() for file in data.glob("*.sqlite") if file.name != "character.sqlite"}
    result = run(binary, "up", "--ephemeral", "--data", "data", "--state-file", "state.json", cwd=tmp_path, timeout=5)
    assert result.returncode == 14
    assert result.stderr.startswith("error: database data/character.sqlite cannot be opened: data/character.sqlite is damaged or not a")
    assert result.stderr.rstrip().endswith(")") and result.stdout == "" and not (tmp_path / "state.json").exists()
    assert (data / "character.sqlite").read_bytes() == damaged
    assert {name: (data / name).read_bytes() for name in others} == others
    # The whole file in its place again, everything is well.
    shutil.copy(filled / "character.sqlite", data / "character.sqlite")
    with running_suite(binary, tmp_path, *ALONE):
        pass


def test_sudden_death_at_work(binary, stubs, calls_of, tmp_path):
    """kill -9 among creations, likes and registrations: each that was acknowledged is there afterwards, and counted once."""
    done: dict[str, list] = {"characters": [], "likes": [], "users": [], "uploads": []}
    with started_suite(binary, tmp_path, *ALONE) as suite:
        calls = calls_of(suite)
        hero = calls.character.CreateCharacter(world_id=USER, display_name="Ada").id
        media = calls.picture(USER, hero)
        post = calls.post.CreateAIPost(character_id=hero, media_id=media, world_id=USER, caption="hello").post_id

        def characters():
            name = f"c{uuid.uuid4()}"
            done["characters"].append((calls.character.CreateCharacter(world_id=USER, display_name=name).id, name))

        def likes():
            user = str(uuid.uuid4())
            calls.interaction.LikePost(post_id=post, user_id=user)
            done["likes"].append(user)

        def users():
            name = f"u{uuid.uuid4().hex[:20]}"
            done["users"].append((name, calls.auth.Register(email=f"{name}@b.example", username=name, password="secret").user_id))

        def uploads():
            done["uploads"].append(calls.picture(USER, hero))

        def work(step):
            with contextlib.suppress(grpc.RpcError, OSError):
                while True:
                    step()

        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            workers = [pool.submit(work, step) for step in (characters, likes, users, uploads) for _ in range(2)]
            wait_until(lambda: all(len(results) >= 5 for results in done.values()), 20, "some of everything")
            time.sleep(0.3)
            suite.process.kill()
            for worker in workers:
                worker.result()
    with started_suite(binary, tmp_path, *ALONE) as suite:
        calls = calls_of(suite)
        for id, name in done["characters"]:
            assert calls.character.GetCharacter(character_id=id).display_name == name
        for user in done["likes"]:
            assert calls.interaction.CheckUserLiked(post_id=post, user_id=user).liked
        likes = calls.interaction.GetPostStats(post_id=post).likes_count
        assert len(done["likes"]) <= likes <= len(done["likes"]) + 2, "those under way may be there or not"
        for name, id in done["users"]:
            assert calls.auth.GetUserInfo(user_id=id).username == name
        name, id = done["users"][-1]
        assert calls.auth.Login(email_or_username=name, password="secret").user_id == id
        for id in done["uploads"]:
            assert calls.media.ConfirmUpload(media_id=id).success
        assert get(calls.media.GetMediaURL(media_id=done["uploads"][-1]).url)[0] == 200
        total = calls.interaction.GetPostLikes(post_id=post, limit=1).total
        assert calls.interaction.LikePost(post_id=post, user_id=done["likes"][0]).likes_count == total, "a like counts once"


def test_sudden_death_among_likes(binary, calls_of, tmp_path):
    """A like and its count are one thing: both are there or none is, also for those that nobody was told of."""
    posts = [str(uuid.uuid4()) for _ in range(4)]

    def work(calls: Calls, post: str):
        with contextlib.suppress(grpc.RpcError):
            while True:
                calls.interaction.LikePost(post_id=post, user_id=str(uuid.uuid4()))
                calls.interaction.AddComment(post_id=post, user_id=USER, text="indeed")

    for death in range(1, 4):
        with started_suite(binary, tmp_path, "--only", "interaction") as suite, concurrent.futures.ThreadPoolExecutor(16) as pool:
            calls = calls_of(suite)
            workers = [pool.submit(work, calls, post) for post in posts * 4]
            wait_until(lambda: calls.interaction.GetPostStats(post_id=posts[0]).comments_count >= 20 * death, what="some comments")
            suite.process.kill()
            for worker in workers:
                worker.result()
    with started_suite(binary, tmp_path, "--only", "interaction") as suite:
        calls = calls_of(suite)
        counted = [(stats.likes_count, stats.comments_count) for stats in (calls.interaction.GetPostStats(post_id=post) for post in posts)]
        listed = [
            (calls.interaction.GetPostLikes(post_id=post).total, calls.interaction.GetPostComments(post_id=post).total) for post in posts
        ]
        assert counted == listed and all(likes and comments for likes, comments in listed)
