"""The worker and what it leaves in the store: platform contract, sections 4.3, 9 and 11.5.

B-01 (two claims of one task) is proven where a claim can be made: in the engine's own tests and those of the stores.
"""

import contextlib
import datetime
import json

import bson
import pymongo

from .case import CHARACTER, DEFAULT, INTERACTION, MEDIA, MONGODB, POST, V2, WORLD, Section, answers
from .given import AVATAR, POST_IMAGE, WORLD_HEADER, WORLD_ICON, Given, Link, http_request
from .modes import generated
from .values import U1, W1, canonical

CASES = Section("store")
STAGES = ["initializing", "world_description", "world_image", "characters", "posts", "finishing"]
COUNTERS = ["tasks_total", "tasks_completed", "tasks_failed", "task_predicted", "users_created", "posts_created", "users_predicted",
            "posts_predicted", "api_call_limits_LLM", "api_call_limits_images", "api_calls_made_LLM", "api_calls_made_images"]
GENERATING = DEFAULT | MONGODB


@CASES.flow("B-03", "stages follow each other, and a finished one never goes back", GENERATING)
def stages(given: Given):
    generation = generated(given.platform)
    done: set[str] = set()
    for status in generation.history:
        if status.status == "not_started":
            continue
        by_name = {stage.name: stage.status for stage in status.stages}
        assert list(by_name) == STAGES
        assert by_name[status.current_stage] != "pending"
        finished = {name for name, state in by_name.items() if state == "completed"}
        assert done <= finished
        assert (status.status == "completed") == (finished == set(STAGES))
        done = finished


@CASES.flow("B-04", "all stages are completed, and so is the world", GENERATING)
def completed(given: Given):
    generation = generated(given.platform)
    assert generation.final.status == "completed"
    assert [(stage.name, stage.status) for stage in generation.final.stages] == [(name, "completed") for name in STAGES]
    assert (generation.final.users_created, generation.final.posts_created) == (2, 4)


@CASES.flow("B-06", "the cost of images is their number times 0.0006", GENERATING)
def image_cost(given: Given):
    final = generated(given.platform).final
    assert final.api_calls_made_images == 8
    assert abs(final.image_cost_total - 0.0006 * 8) < 1e-9


@CASES.flow("B-07", "from a prompt to a feed, as the worker calls the services", V2)
def end_to_end(given: Given):
    world = given(WORLD.CreateWorld(user_id=U1, name="Generated World", prompt="p", characters_count=1, posts_count=1)).id
    given(WORLD.UpdateWorldParams(world_id=world, params=json.dumps({"theme": "туман", "name": "Fog"}), name="Fog", users_count=1, posts_count=1))
    header, icon = (
        upload(given, world, "", media_type, content) for media_type, content in ((WORLD_HEADER, b"header"), (WORLD_ICON, b"icon"))
    )
    given(WORLD.UpdateWorldImage(world_id=world, image_uuid=header, icon_uuid=icon))
    character = given(CHARACTER.CreateCharacter(world_id=world, display_name="Mira", meta='{"username":"mira"}')).id
    avatar = upload(given, world, character, AVATAR, b"avatar")
    given(CHARACTER.UpdateCharacter(character_id=character, avatar_media_id=avatar))
    picture = upload(given, world, character, POST_IMAGE, b"picture")
    post = given(POST.CreateAIPost(character_id=character, caption="first light", media_id=picture, world_id=world, tags=["fog"])).post_id

    given.expect(POST.GetGlobalFeed(world_id=world), answers(
        posts=[{"post_id": post, "display_name": "Mira", "caption": "first light", "is_ai": True}], total=1,
    ))
    shown = given(POST.GetGlobalFeed(world_id=world)).posts[0]
    assert (download(shown.avatar_url), download(shown.media_url)) == (b"avatar", b"picture")
    assert Link(shown.avatar_url).key == f"{world}/{character}/avatars/{avatar}.png"
    read = given(WORLD.GetWorld(world_id=world, user_id=U1))
    assert (read.name, read.params, read.is_joined) == ("Fog", '{"name": "Fog", "theme": "туман"}', True)
    assert (download(read.image_url), download(read.icon_url)) == (b"header", b"icon")


def upload(given: Given, world: str, character: str, media_type: int, content: bytes) -> str:
    media = given(MEDIA.GetPresignedUploadURL(
        world_id=world, character_id=character, filename="generia_1.png", content_type="image/png", size=0, media_type=media_type,
    ))
    assert http_request("PUT", media.upload_url, content, {"Content-Type": "image/png"}).status == 200
    assert given(MEDIA.ConfirmUpload(media_id=media.media_id)).success
    return media.media_id


def download(url: str) -> bytes:
    answer = http_request("GET", url)
    assert (answer.status, answer.headers["Content-Type"]) == (200, "image/png")
    return answer.body


# Section 9, the documents of a finished generation, read by pymongo.


@CASES.flow("B-101", "the status document: keys and BSON types", MONGODB)
def status_document(given: Given):
    generation = generated(given.platform)
    with worker_database(generation) as database:
        document = database.world_generation_status.find_one({"_id": generation.world})
    assert document["status"] == "completed"
    assert [(stage["name"], stage["status"]) for stage in document["stages"]] == [(name, "completed") for name in STAGES]
    for name in COUNTERS:
        # pymongo reads a 64-bit integer as Int64.
        assert type(document[name]) is int, f"{name} is {document[name]!r}"
    for name in ("llm_cost_total", "image_cost_total"):
        assert type(document[name]) is float, f"{name} is {document[name]!r}"
    for name in ("created_at", "updated_at"):
        assert type(document[name]) is datetime.datetime, name
    assert document["parameters"] == {"users_count": 2, "posts_count": 4, "user_prompt": generation.prompt}
    assert abs(document["image_cost_total"] - 0.0048) < 1e-9


@CASES.flow("B-102", "the task documents: keys, BSON types, all done", MONGODB)
def task_documents(given: Given):
    generation = generated(given.platform)
    with worker_database(generation) as database:
        tasks = list(database.tasks.find({"world_id": generation.world}))
    kinds = [task["type"] for task in tasks]
    for kind, number in {"generate_world_description": 1, "generate_world_image": 1, "generate_character": 2, "generate_character_avatar": 2,
                         "generate_post": 4, "generate_post_image": 4}.items():
        assert kinds.count(kind) == number, kind
    for task in tasks:
        assert {"_id", "type", "world_id", "status", "worker_id", "parameters", "result", "created_at", "updated_at", "attempt_count",
                "error"} <= set(task)
        assert type(task["_id"]) is str and canonical(task["_id"]) == task["_id"]
        assert task["status"] == "completed" and task["error"] is None
        assert isinstance(task["parameters"], dict) and type(task["attempt_count"]) is int and task["attempt_count"] >= 1
        assert type(task["created_at"]) is type(task["updated_at"]) is datetime.datetime


@CASES.flow("B-103", "the parameters of the world are those that WorldService shows", MONGODB)
def world_parameters(given: Given):
    generation = generated(given.platform)
    with worker_database(generation) as database:
        document = database.world_parameters.find_one({"_id": generation.world})
    shown = json.loads(generation.platform.wire.send(WORLD.GetWorld(world_id=generation.world)).params)
    assert document.pop("_id") == document.pop("id") == generation.world
    assert type(document.pop("created_at")) is type(document.pop("updated_at")) is datetime.datetime
    assert document == shown


@CASES.flow("B-104", "the history of requests: keys and BSON types", MONGODB)
def request_history(given: Given):
    generation = generated(given.platform)
    with worker_database(generation) as database:
        requests = list(database.api_requests_history.find({"world_id": generation.world}))
    kinds = {request["api_type"] for request in requests}
    assert kinds == {"llm", "image_generation", "grpc"}
    for request in requests:
        assert {"_id", "api_type", "task_id", "world_id", "request_type", "request_data", "response_data", "duration_ms",
                "created_at"} <= set(request)
        assert type(request["_id"]) is str and type(request["duration_ms"]) is int
        assert type(request["created_at"]) is datetime.datetime
    assert "character-service_CreateCharacter" in {request["request_type"] for request in requests}


@CASES.flow("B-105", "the indexes of the worker's collections", MONGODB)
def indexes(given: Given):
    with worker_database(generated(given.platform)) as database:
        for collection, wanted in {
            "tasks": [["world_id"], ["type"], ["status"], ["world_id", "type"]], "api_requests_history": [["world_id"], ["task_id"], ["api_type"]],
        }.items():
            found = [[key for key, _ in index["key"].items()] for index in database[collection].list_indexes()]
            assert all(keys in found for keys in wanted), f"{collection}: {found}"


@CASES.flow("B-106", "the documents of likes and comments", MONGODB)
def interactions(given: Given):
    post = given.ai_post()
    given(INTERACTION.LikePost(post_id=post, user_id=U1, world_id=W1))
    id = given(INTERACTION.AddComment(post_id=post, user_id=U1, text="nice", world_id=W1)).comment_id
    with pymongo.MongoClient(given.platform.mongodb, serverSelectionTimeoutMS=5_000) as client:
        like = client.generia_interactions.likes.find_one({"post_id": post})
        comment = client.generia_interactions.comments.find_one({"post_id": post})
        counts = client.generia_interactions.stats.find_one({"_id": post})
    assert type(like["_id"]) is bson.ObjectId and like["user_id"] == given.u1 and type(like["created_at"]) is datetime.datetime
    assert (comment["_id"], comment["text"]) == (id, "nice") and type(comment["_id"]) is str
    assert (counts["likes_count"], counts["comments_count"]) == (1, 1) and type(counts["likes_count"]) is int


@contextlib.contextmanager
def worker_database(generation):
    """The worker's database of the generating platform."""
    with pymongo.MongoClient(generation.platform.mongodb, serverSelectionTimeoutMS=5_000) as client:
        yield client.generia_ai_worker
