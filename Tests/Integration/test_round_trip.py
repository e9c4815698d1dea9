"""Everything that a worker does for one world, by hand (platform contract, case B-07), and the wire around it."""

import contextlib
import json
import socket
import urllib.error
import urllib.request

import grpc
import pytest
from grpc_health.v1 import health_pb2, health_pb2_grpc

from conftest import USER, clients_of, wait_until_over
from suites import running_suite

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360f8cfc0f01f0005000"
    "1ff89c0d31d0000000049454e44ae426082"
)


def put(url: str, body: bytes, content_type: str = "image/png") -> int:
    request = urllib.request.Request(url, data=body, method="PUT", headers={"Content-Type": content_type})
    with urllib.request.urlopen(request) as response:
        return response.status


def upload(clients, stubs, world_id: str, character_id: str, media_type: int) -> str:
    presigned = clients.media.GetPresignedUploadURL(
        stubs.media.GetPresignedUploadURLRequest(
            world_id=world_id, character_id=character_id, filename="picture.png", content_type="image/png", size=0, media_type=media_type
        )
    )
    assert put(presigned.upload_url, PNG) == 200
    assert clients.media.ConfirmUpload(stubs.media.ConfirmUploadRequest(media_id=presigned.media_id)).success
    return presigned.media_id


def test_a_world_by_hand(clients, stubs):
    (world, character, post) = (stubs.world, stubs.character, stubs.post)
    made = clients.world.CreateWorld(
        world.CreateWorldRequest(user_id=USER, name="By hand", prompt="a quiet valley", characters_count=1, posts_count=1)
    )
    assert made.is_joined and made.params == "{}" and made.status == "active"
    # The suite's own worker generates this world too: what it writes last must not overwrite what is written here.
    assert wait_until_over(clients.world, stubs, made.id).status == "completed"
    hero = clients.character.CreateCharacter(
        character.CreateCharacterRequest(world_id=made.id, display_name="Ada", meta='{"b":1,"a":[1,2]}')
    )
    assert hero.is_ai and hero.meta == '{"a": [1, 2], "b": 1}'
    avatar = upload(clients, stubs, made.id, hero.id, stubs.media.MEDIA_TYPE_CHARACTER_AVATAR)
    updated = clients.character.UpdateCharacter(character.UpdateCharacterRequest(character_id=hero.id, avatar_media_id=avatar))
    assert updated.avatar_media_id.replace("-", "") == avatar
    picture = upload(clients, stubs, made.id, hero.id, stubs.media.MEDIA_TYPE_POST_IMAGE)
    published = clients.post.CreateAIPost(
        post.CreateAIPostRequest(character_id=hero.id, caption="Hello, valley", media_id=picture, world_id=made.id, tags=["first"])
    )
    header = upload(clients, stubs, made.id, "", stubs.media.MEDIA_TYPE_WORLD_HEADER)
    icon = upload(clients, stubs, made.id, "", stubs.media.MEDIA_TYPE_WORLD_ICON)
    assert clients.world.UpdateWorldParams(
        world.UpdateWorldParamsRequest(world_id=made.id, params='{"name":"Valley"}', name="Valley", users_count=1, posts_count=1)
    ).success
    assert clients.world.UpdateWorldImage(
        world.UpdateWorldImageRequest(world_id=made.id, image_uuid=header, icon_uuid=icon)
    ).success

    feed = clients.post.GetGlobalFeed(post.GetGlobalFeedRequest(world_id=made.id, limit=250)).posts
    mine = next(item for item in feed if item.post_id == published.post_id)
    assert (mine.display_name, mine.caption, mine.world_id, mine.is_ai) == ("Ada", "Hello, valley", made.id, True)
    for url in (mine.media_url, mine.avatar_url):
        with urllib.request.urlopen(url) as response:
            assert response.read() == PNG and response.headers["Content-Type"] == "image/png"
    final = clients.world.GetWorld(world.GetWorldRequest(world_id=made.id, user_id=USER))
    assert final.is_joined and json.loads(final.params)["name"]
    assert final.image_url and final.icon_url
    assert urllib.request.urlopen(final.image_url).read() == PNG


def test_a_generation_outlives_the_deadline_of_its_order(clients, stubs):
    world = clients.world.CreateWorld(
        stubs.world.CreateWorldRequest(user_id=USER, name="n", prompt="a slow river", characters_count=15, posts_count=60), timeout=0.3
    )
    status = wait_until_over(clients.world, stubs, world.id)
    assert (status.status, status.tasks_failed, status.posts_created) == ("completed", 0, 60)


def test_object_keys_of_a_generated_world(suite, finished_world, clients, stubs):
    objects = suite.data / "objects" / "generia-images" / finished_world
    files = sorted(str(path.relative_to(objects)) for path in objects.rglob("*") if path.is_file())
    assert sum(1 for file in files if file.startswith("world_data/")) == 2
    assert sum(1 for file in files if "/avatars/" in file) == 2
    assert sum(1 for file in files if "/posts/" in file) == 4
    assert len(files) == 8


def test_counts_out_of_range(clients, stubs):
    def create(**fields):
        return clients.world.CreateWorld(stubs.world.CreateWorldRequest(**({"user_id": USER, "name": "n", "prompt": "p"} | fields)))

    for fields, text in [
        ({"characters_count": 41}, "characters_count must be between 1 and 40"),
        ({"posts_count": 251}, "posts_count must be between 1 and 250"),
        ({"prompt": ""}, "user_id, name, and prompt are required"),
    ]:
        with pytest.raises(grpc.RpcError) as failure:
            create(**fields)
        assert (failure.value.code(), failure.value.details()) == (grpc.StatusCode.INVALID_ARGUMENT, text)


GARBAGE = [
    b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    b"PRI * HTTP/2.0\r\n",
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + b"\xff" * 64,
    bytes(range(256)) * 64,
    b"\x00" * 100_000,
    b"\r\n" * 1000,
]


@pytest.mark.parametrize("garbage", GARBAGE, ids=["http1", "half-preface", "bad-frame", "bytes", "zeros", "lines"])
def test_garbage_on_every_port(suite, stubs, garbage):
    """Whatever arrives on whatever port, the process lives and answers others."""
    for address in suite.endpoints.values():
        with socket.create_connection(address.rsplit(":", 1), timeout=5) as connection:
            try:
                connection.sendall(garbage)
                connection.shutdown(socket.SHUT_WR)
                connection.settimeout(3)
                while connection.recv(65536):
                    pass
            except OSError:
                pass
    assert suite.process.poll() is None
    for name in ("character", "media", "post", "world"):
        with suite.channel(name) as channel:
            assert health_pb2_grpc.HealthStub(channel).Check(health_pb2.HealthCheckRequest(), timeout=5).status == 1
    assert urllib.request.urlopen(suite.url("admin", "/healthz"), timeout=5).status == 200


def test_links_are_signed_for_the_public_address(binary, stubs, tmp_path):
    """Who reaches the storage under another name gets links for that name, and they are accepted when they come with its Host."""
    with running_suite(binary, tmp_path, "--public-url", "http://pictures.example:9000") as suite, contextlib.ExitStack() as stack:
        clients = clients_of(suite, stubs, stack)
        world = clients.world.CreateWorld(stubs.world.CreateWorldRequest(user_id=USER, name="n", prompt="p", characters_count=1, posts_count=1))
        presigned = clients.media.GetPresignedUploadURL(
            stubs.media.GetPresignedUploadURLRequest(world_id=world.id, filename="a.png", content_type="image/png", media_type=1)
        )
        assert presigned.upload_url.startswith("http://pictures.example:9000/generia-images/")
        url = presigned.upload_url.replace("http://pictures.example:9000", suite.url("s3", "").rstrip("/"))
        request = urllib.request.Request(url, data=PNG, method="PUT", headers={"Host": "pictures.example:9000"})
        assert urllib.request.urlopen(request).status == 200
        request = urllib.request.Request(url, data=PNG, method="PUT")
        with pytest.raises(urllib.error.HTTPError) as refusal:
            urllib.request.urlopen(request)
        assert refusal.value.code == 403


def test_only_some_parts(binary, stubs, tmp_path):
    with running_suite(binary, tmp_path, "--only", "character,consul") as suite:
        assert set(suite.endpoints) == {"character", "consul"}
        with suite.channel("character") as channel:
            made = stubs.character_grpc.CharacterServiceStub(channel).CreateCharacter(
                stubs.character.CreateCharacterRequest(world_id="11111111-1111-4111-8111-111111111111", display_name="Ada")
            )
            assert made.display_name == "Ada" and made.avatar_url == ""
