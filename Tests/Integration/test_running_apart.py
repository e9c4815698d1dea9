"""Services that run in several processes, as on the platform: they find each other, miss each other, and find each other again."""

import contextlib
import json
import shutil
import signal

import grpc
import pytest

from conftest import USER
from fault_rigs import OPTIONS, PNG, Calls, calls_over, failure, free_ports, get, started_suite, succeeds, wait_until
from suites import run, running_suite

BASE = "media,s3,consul,auth,interaction,web"
REST = "character,post,world"


def discovered(suite, service: str) -> list[str]:
    """`host:port` of the instances that discovery knows."""
    entries = json.loads(get(suite.url("consul", f"/v1/health/service/{service}-service?passing=1"))[1])
    return [f"{entry['Service']['Address']}:{entry['Service']['Port']}" for entry in entries]


@pytest.mark.parametrize("way", ["flag", "variable", "addresses"])
def test_a_round_trip_through_two_processes(own_suite, stubs, way):
    """The user, the picture and the likes are in one process; the world, the character and the post that show them in another."""
    base = own_suite("--only", BASE, name="base")
    options = {
        "flag": (["--consul", base.endpoints["consul"]], {}),
        "variable": ([], {"CONSUL_ADDRESS": base.endpoints["consul"]}),
        "addresses": ([f"--{part}-address={base.endpoints[part]}" for part in ("media", "auth", "interaction")], {}),
    }
    arguments, environment = options[way]
    rest = own_suite("--only", REST, *arguments, name="rest", **environment)
    assert set(base.endpoints) == {"media", "s3", "consul", "auth", "interaction", "admin"}
    assert set(rest.endpoints) == {"character", "post", "world"}
    with contextlib.ExitStack() as stack:
        calls = calls_over(stubs, stack, base, rest)
        user = calls.auth.Register(email="a@b.example", username="ada", password="secret").user_id
        world = calls.world.CreateWorld(user_id=user, name="n", prompt="p", characters_count=1, posts_count=1).id
        assert calls.world.JoinWorld(user_id=user, world_id=world).success
        hero = calls.character.CreateCharacter(world_id=world, display_name="Ada").id
        avatar = calls.picture(world, hero, media_type=3)
        avatar_url = calls.character.UpdateCharacter(character_id=hero, avatar_media_id=avatar).avatar_url
        picture = calls.picture(world, hero)
        post = calls.post.CreateAIPost(character_id=hero, caption="hello", media_id=picture, world_id=world).post_id
        assert calls.interaction.LikePost(post_id=post, user_id=user).likes_count == 1
        calls.interaction.AddComment(post_id=post, user_id=user, text="indeed")
        stats = calls.interaction.GetPostStats(post_id=post)
        assert (stats.likes_count, stats.comments_count) == (1, 1)
        assert calls.interaction.GetPostLikes(post_id=post).likes[0].username == "ada"
        [item] = calls.post.GetGlobalFeed(world_id=world).posts
        assert (item.post_id, item.display_name, item.caption) == (post, "Ada", "hello")
        for url in (avatar_url, item.avatar_url, item.media_url):
            assert url.startswith(base.url("s3")) and get(url) == (200, PNG.decode(errors="replace"))
        if way == "addresses":
            # Whoever names an AuthService wants its users.
            assert failure(calls.world.CreateWorld, user_id=USER, name="n", prompt="p") == ("INTERNAL", "failed to validate user")


def test_likes_and_comments_are_counted_in_posts(own_suite, stubs):
    base = own_suite("--only", BASE, name="base")
    rest = own_suite("--only", REST, "--consul", base.endpoints["consul"], name="rest")
    with contextlib.ExitStack() as stack:
        calls = calls_over(stubs, stack, base, rest)
        world = calls.new_world()
        hero = calls.character.CreateCharacter(world_id=world, display_name="Ada").id
        picture = calls.picture(world, hero)
        post = calls.post.CreateAIPost(character_id=hero, media_id=picture, world_id=world).post_id
        other = calls.post.CreateAIPost(character_id=hero, media_id=picture, world_id=world).post_id
        for user in ("11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"):
            calls.interaction.LikePost(post_id=post, user_id=user)
        calls.interaction.AddComment(post_id=post, user_id=USER, text="indeed")
        counts = (lambda item: (item.likes_count, item.comments_count))
        assert counts(calls.post.GetPost(post_id=post)) == (2, 1)
        assert counts(calls.post.GetPost(post_id=other)) == (0, 0)
        for posts in (
            calls.post.GetGlobalFeed(world_id=world), calls.post.GetCharacterPosts(character_id=hero),
            calls.post.GetPostsByIds(post_ids=[post, other]),
        ):
            assert {item.post_id: counts(item) for item in posts.posts} == {post: (2, 1), other: (0, 0)}


def test_services_that_stop_leave_discovery(own_suite):
    base = own_suite("--only", BASE, name="base")
    rest = own_suite("--only", REST, "--consul", base.endpoints["consul"], name="rest")
    for part in REST.split(","):
        wait_until(lambda: discovered(base, part) == [rest.endpoints[part]], what=f"the registration of {part}")
    assert discovered(base, "media") == [base.endpoints["media"]]
    assert rest.stop(signal.SIGTERM) == 0
    for part in REST.split(","):
        assert discovered(base, part) == []
    assert discovered(base, "media") == [base.endpoints["media"]]
    assert rest.log.read_text() == "", "a start and an end without trouble are silent"


@pytest.fixture
def three(binary, own_suite, stubs, tmp_path):
    """A world with a character and a post; its parts in three processes: media and the rest of `BASE`, characters, posts and worlds."""
    with contextlib.ExitStack() as stack:
        ports = free_ports()
        start_base = lambda: stack.enter_context(started_suite(binary, tmp_path / "base", "--only", BASE, base=ports))
        base = start_base()
        consul = ["--consul", base.address("consul")]
        characters = own_suite("--only", "character", *consul, name="characters")
        posts = own_suite("--only", "post,world", *consul, name="posts")
        endpoints = {name: base.address(name) for name in ("media", "interaction")} | characters.endpoints | posts.endpoints
        calls = Calls(stubs, lambda service: stack.enter_context(grpc.insecure_channel(endpoints[service], OPTIONS)))
        world = calls.new_world()
        hero = calls.character.CreateCharacter(world_id=world, display_name="Ada").id
        mine = calls.character.CreateCharacter(world_id=world, display_name="Me", real_user_id=USER).id
        avatar = calls.picture(world, hero, media_type=3)
        calls.character.UpdateCharacter(character_id=hero, avatar_media_id=avatar)
        picture, own_picture = calls.picture(world, hero), calls.picture(world, mine)
        post = calls.post.CreateAIPost(character_id=hero, caption="hello", media_id=picture, world_id=world).post_id
        own_post = calls.post.CreatePost(
            user_id=USER, character_id=mine, caption="mine", media_id=own_picture, world_id=world
        ).post_id
        yield dict(
            base=base, start_base=start_base, characters=characters, posts=posts, consul=consul, calls=calls, world=world, hero=hero,
            mine=mine, picture=picture, own_picture=own_picture, post=post, own_post=own_post,
        )


def test_posts_without_media(three):
    """The rows of 1.2 and 3.2 for a MediaService that is gone, and that it is found again when it is back."""
    (calls, world, hero, post) = (three["calls"], three["world"], three["hero"], three["post"])
    three["base"].process.kill()
    three["base"].process.wait()
    ai_post = dict(character_id=hero, caption="x", media_id=three["picture"], world_id=world)
    assert failure(calls.post.CreateAIPost, **ai_post) == ("INTERNAL", "failed to validate media")
    assert failure(
        calls.post.CreatePost, user_id=USER, character_id=three["mine"], media_id=three["own_picture"], world_id=world
    ) == ("INTERNAL", "failed to validate media")
    assert failure(calls.post.GetPost, post_id=post) == ("INTERNAL", "failed to get media URL")
    for posts in (
        calls.post.GetGlobalFeed(world_id=world), calls.post.GetCharacterPosts(character_id=hero),
        calls.post.GetPostsByIds(post_ids=[post]), calls.post.GetUserPosts(user_id=USER),
    ):
        assert posts.total > 0 and all(item.display_name in ("Ada", "Me") for item in posts.posts)
        assert [(item.media_url, item.avatar_url, item.likes_count) for item in posts.posts] == [("", "", 0)] * posts.total
    character = calls.character.GetCharacter(character_id=hero)
    assert (character.display_name, character.avatar_url) == ("Ada", "")
    assert calls.character.UpdateCharacter(character_id=hero, display_name="Ada").avatar_url == ""
    three["start_base"]()
    wait_until(lambda: succeeds(calls.post.GetPost, post_id=post), what="MediaService for PostService")
    wait_until(lambda: calls.character.GetCharacter(character_id=hero).avatar_url, what="MediaService for CharacterService")
    assert get(calls.post.GetPost(post_id=post).media_url)[0] == 200
    assert calls.post.CreateAIPost(**ai_post).post_id
    assert calls.post.GetGlobalFeed(world_id=world).total == 3, "what was refused was not stored"


def test_posts_without_characters(three, own_suite):
    """The rows of 3.2 for a CharacterService that is gone, and that it is found again on another port."""
    (calls, world, hero, post) = (three["calls"], three["world"], three["hero"], three["post"])
    three["characters"].process.kill()
    three["characters"].process.wait()
    ai_post = dict(character_id=hero, caption="x", media_id=three["picture"], world_id=world)
    assert failure(calls.post.CreateAIPost, **ai_post) == ("NOT_FOUND", "Character not found")
    assert failure(
        calls.post.CreatePost, user_id=USER, character_id=three["mine"], media_id=three["own_picture"], world_id=world
    ) == ("INTERNAL", "failed to validate character")
    assert failure(calls.post.GetPost, post_id=post) == ("INTERNAL", "failed to get character info")
    assert failure(calls.post.GetCharacterPosts, character_id=hero) == ("INTERNAL", "failed to get character info")
    assert calls.post.GetCharacterPosts(character_id=world).total == 0, "nobody is asked about no posts"
    for posts in (
        calls.post.GetGlobalFeed(world_id=world), calls.post.GetPostsByIds(post_ids=[post]), calls.post.GetUserPosts(user_id=USER),
    ):
        assert posts.total > 0
        assert all((item.display_name, item.avatar_url) == ("", "") and item.media_url for item in posts.posts)
    # The data are those of the one that is gone; the port is another.
    back = own_suite("--only", "character", *three["consul"], name="characters")
    assert back.endpoints["character"] != three["characters"].endpoints["character"]
    wait_until(lambda: succeeds(calls.post.GetPost, post_id=post), what="CharacterService on its new port")
    assert calls.post.GetPost(post_id=post).display_name == "Ada"
    assert calls.post.CreateAIPost(**ai_post).post_id


def test_characters_that_hang(three):
    """A process that has stopped to answer is found out by pings after 12 s, and 10 s later by a connection that is not greeted."""
    (calls, world, post) = (three["calls"], three["world"], three["post"])
    three["characters"].process.send_signal(signal.SIGSTOP)
    try:
        feed = calls.post.GetGlobalFeed(world_id=world, timeout=28)
        assert feed.total == 2 and [item.display_name for item in feed.posts] == ["", ""]
    finally:
        three["characters"].process.send_signal(signal.SIGCONT)
    wait_until(lambda: succeeds(calls.post.GetPost, post_id=post), what="CharacterService")
    assert calls.post.GetPost(post_id=post).display_name == "Ada"


@pytest.mark.parametrize(
    ("mode", "expected"), [([], ("UNAVAILABLE", None)), (["--strict"], ("INTERNAL", "Failed to create character"))], ids=["default", "strict"]
)
def test_a_character_in_a_world_that_nobody_can_ask_about(own_suite, stubs, mode, expected):
    suite = own_suite("--only", "character", f"--world-address=127.0.0.1:{free_ports(1)}", *mode)
    with contextlib.ExitStack() as stack:
        calls = calls_over(stubs, stack, suite)
        code, text = failure(calls.character.CreateCharacter, world_id=USER, display_name="x")
        assert (code, text) == expected if expected[1] else code == expected[0] and text
        # What is wrong by itself is said without asking anyone.
        assert failure(calls.character.CreateCharacter, world_id="x") == ("INTERNAL", "Failed to create character")
        assert failure(calls.character.GetCharacter, character_id=USER) == ("NOT_FOUND", "Character not found")


@pytest.mark.parametrize("way", [["--media-address=127.0.0.1:1"], ["--consul=127.0.0.1:1"]])
def test_version_1_does_not_run_apart(binary, tmp_path, way):
    result = run(binary, "up", "--ephemeral", "--in-memory", "--only", "character", "--protocol", "v1", *way, cwd=tmp_path)
    assert result.returncode == 2
    assert "error: services that run apart cannot speak version 1 of the wire contract" in result.stderr
    assert "leave --protocol v1 away, or run all services in one process" in result.stderr
    assert result.stdout == "" and list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (["--only", "worker,providers"], "worker needs character (add character to --only, name one that runs elsewhere with"),
        (["--only", "worker", "--consul", "127.0.0.1:1"], "worker needs providers"),
        (["--only", "media"], "media needs s3 (add s3 to --only, or leave media out with --except)"),
        (["--only", "character", "--media-address", "no target"], "--media-address"),
        (["--only", "character", "--consul", "http://x:1"], "--consul"),
    ],
)
def test_parts_that_cannot_work_together(binary, tmp_path, arguments, text):
    result = run(binary, "up", "--ephemeral", "--in-memory", *arguments, cwd=tmp_path)
    assert result.returncode == 2 and text in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_worker_apart_takes_up_what_it_finds(binary, own_suite, stubs, tmp_path):
    """A generation that was cut off goes on in a process of its own, which works on the services through their addresses."""
    with running_suite(binary, tmp_path / "first", "--seed", "5") as suite, contextlib.ExitStack() as stack:
        calls = calls_over(stubs, stack, suite)
        world = calls.world.CreateWorld(user_id=USER, name="x", prompt="a stubborn town", characters_count=4, posts_count=20).id
        status = wait_until(
            lambda: (status := calls.world.GetGenerationStatus(world_id=world)).posts_created and status, what="the first posts"
        )
        suite.process.kill()
        suite.process.wait()
        assert status.posts_created < 20
    for name in ("services", "worker"):
        shutil.copytree(tmp_path / "first" / "data", tmp_path / name / "data")
    services = own_suite("--except", "worker,providers", "--seed", "5", name="services")
    addresses = [f"--{part}-address={services.endpoints[part]}" for part in ("character", "media", "post", "world")]
    worker = own_suite("--only", "worker,providers", "--seed", "5", *addresses, name="worker")
    assert set(worker.endpoints) == {"providers"}
    with contextlib.ExitStack() as stack:
        calls = calls_over(stubs, stack, services)
        wait_until(lambda: calls.post.GetGlobalFeed(world_id=world, limit=100).total == 20, 30, "all posts")
        posts = calls.post.GetGlobalFeed(world_id=world, limit=100).posts
        assert len({post.post_id for post in posts}) == 20 and len({post.character_id for post in posts}) == 4
        assert all(get(post.media_url)[0] == 200 for post in posts)
