"""WorldService: platform contract, sections 4 and 11.4. Status documents are put into MongoDB by pymongo."""

import contextlib
import datetime
import itertools
from concurrent import futures

import bson
import pymongo

from .case import (ALL, APART, DEFAULT, INTERNAL, INVALID_ARGUMENT, MONGODB, NOT_FOUND, ONCE, STRICT, UNAVAILABLE, V2, WORLD, Section,
                   answers, refuses)
from .given import WORLD_ICON, Given, Link
from .modes import generated, losing_its_store, scattered
from .values import (ANY_TEXT, CANONICAL, MISSPELLINGS, MW, NOW, RANDOM, SPELLINGS, U1, U2, W1, X, bare, canonical, upper)

CASES = Section("world")
STAGES = ["initializing", "world_description", "world_image", "characters", "posts", "finishing"]
ZERO_DATE = "0001-01-01T00:00:00Z"
REQUIRED = refuses(INVALID_ARGUMENT, "user_id, name, and prompt are required")
TOO_MANY_CHARACTERS = refuses(INVALID_ARGUMENT, "characters_count must be between 1 and 40")
TOO_MANY_POSTS = refuses(INVALID_ARGUMENT, "posts_count must be between 1 and 250")
BAD_USER = refuses(INTERNAL, "failed to validate user")
NOT_CREATED = refuses(INTERNAL, "failed to create world")
NOT_READ = refuses(INTERNAL, "failed to get world")
NOT_THERE = refuses(NOT_FOUND, "world not found")
WORLD_REQUIRED = refuses(INVALID_ARGUMENT, "world_id is required")
NOT_UPDATED = refuses(INTERNAL, "failed to update world")
NO_STATUS = refuses(INTERNAL, "failed to get generation status")
JOINED = answers(success=True, message="User joined world successfully")
JOINED_BEFORE = answers(success=True, message="User already has access to this world")


def create(user=U1, **arguments):
    return WORLD.CreateWorld(**{"user_id": user, "name": "n", "description": "d", "prompt": "p", **arguments})


def get(id=W1, user=""):
    return WORLD.GetWorld(world_id=id, user_id=user)


def listing(user, **arguments):
    return WORLD.GetWorlds(user_id=user, **arguments)


def join(user, world):
    return WORLD.JoinWorld(user_id=user, world_id=world)


def images(world=W1, image=MW, icon=MW):
    return WORLD.UpdateWorldImage(world_id=world, image_uuid=image, icon_uuid=icon)


def params(world=W1, text="{}", **arguments):
    return WORLD.UpdateWorldParams(world_id=world, params=text, **arguments)


def status(world=W1):
    return WORLD.GetGenerationStatus(world_id=world)


def ids_of(list_of_worlds) -> list[str]:
    return [world.id for world in list_of_worlds.worlds]


# The contract's cases.

CASES.row("W-01", "a world with the defaults", create(), answers(
    id=CANONICAL, name="n", description="d", prompt="p", creator_id=U1, status="active", generation_status="", users_count=25, posts_count=150,
    created_at=NOW, updated_at=NOW, is_joined=True, params="{}", image_url="", icon_url="",
))
CASES.row("W-03", "the least world", create(characters_count=1, posts_count=1), answers(users_count=1, posts_count=1))
CASES.row("W-04", "negative and no counts", create(characters_count=-5, posts_count=0), answers(users_count=25, posts_count=150))
CASES.row("W-06", "too many posts", create(posts_count=251), TOO_MANY_POSTS)
CASES.row("W-07", "too many of both", create(characters_count=41, posts_count=251), TOO_MANY_CHARACTERS)
CASES.row("W-09", "an unknown and a malformed user", [create(X), create("zzz")], BAD_USER, STRICT)
CASES.row("W-10", "names of 100 and of 101 characters", [create(name="ж" * 100), create(name="ж" * 101)],
          [answers(name="ж" * 100), NOT_CREATED])


@CASES.flow("W-12", "one start of a generation for each world", MONGODB)
def one_start(given: Given):
    generation = generated(given.platform)
    with database(generation.platform) as worker:
        starts = list(worker.tasks.find({"world_id": generation.world, "type": "init_world_creation"}))
    assert len(starts) == 1
    # Appendix D describes the input of a start by Temporal; 9.2 the document of the older start, which is ours.
    parameters = starts[0]["parameters"]
    assert (parameters["user_prompt"], parameters["users_count"], parameters["posts_count"]) == (generation.prompt, 2, 4)


CASES.row("W-13", "a world without a reader", get(), answers(id=W1, is_joined=False))
CASES.row("W-15", "an id in other spellings", [get(W1.spelled(change)) for change in (upper, bare)], answers(id=W1))
CASES.row("W-16", "no id, a malformed one, an unknown one", [get(""), get("bad"), get(X)], [WORLD_REQUIRED, NOT_READ, NOT_THERE])


@CASES.flow("W-18", "a page beyond the last counts all")
def beyond_the_last(given: Given):
    user, _ = four_worlds(given)
    given.expect(listing(user, limit=2, offset=100), answers(worlds=[], total=4))


@CASES.flow("W-19", "lists by status")
def by_status(given: Given):
    user, _ = four_worlds(given)
    for name in ("all", "", "active"):
        listed = given(listing(user, status=name))
        assert (len(listed.worlds), listed.total) == (4, 4), name


CASES.row("W-21", "no user, a malformed one, an unknown one", [listing(""), listing("x"), listing(X)], [
    refuses(INVALID_ARGUMENT, "user_id is required"), refuses(INTERNAL, "failed to get worlds"), answers(worlds=[], total=0),
])


@CASES.flow("W-22", "a world is listed once it is joined")
def joining(given: Given):
    user = given.new_user()
    given.expect(listing(user), answers(worlds=[], total=0))
    given.expect(join(user, W1), JOINED)
    given.expect(listing(user), answers(worlds=[{"id": W1, "is_joined": True}], total=1))


CASES.row("W-24", "joining one's own world", join(U1, W1), JOINED_BEFORE)
CASES.row("W-25", "joining with missing, unknown and malformed ids", [join(U1, ""), join(U1, X), join(X, W1), join(U1, "x")], [
    refuses(INVALID_ARGUMENT, "user_id and world_id are required"), NOT_THERE, BAD_USER, NOT_READ,
], STRICT)
CASES.row("W-27", "pictures without one of the ids", [images(""), images(image=""), images(icon="")],
          refuses(INVALID_ARGUMENT, "world_id, image_uuid, and icon_uuid are required"), V2)
CASES.row("W-28", "malformed pictures, an unknown world", [images(image="a", icon="b"), images(X)], [
    refuses(INTERNAL, "failed to update world with images"), NOT_THERE,
], V2)


@CASES.flow("W-30", "params, a name and counts")
def new_params(given: Given):
    call = params(text='{"name":"X","b":1.0,"aa":[1,2],"b":2}', name="New", users_count=3, posts_count=4)
    given.expect(call, answers(success=True, message="params updated"))
    given.expect(get(), answers(name="New", users_count=3, posts_count=4, params='{"b": 2, "aa": [1, 2], "name": "X"}'))


@CASES.flow("W-31", "params alone set the counts to nothing")
def params_alone(given: Given):
    given.expect(params(), answers(success=True))
    given.expect(get(), answers(name="one", users_count=0, posts_count=0, params="{}"))


CASES.row("W-33", "no params, an unknown world", [params(text=""), params(X)], [
    refuses(INVALID_ARGUMENT, "world_id and params are required"), NOT_THERE,
])
CASES.row("W-34", "the status of no world, an unknown and a malformed one", [status(""), status(X), status("x")], [
    WORLD_REQUIRED, NOT_THERE, NOT_READ,
])


@CASES.flow("W-36", "the initial document", MONGODB)
def initial_document(given: Given):
    expected = answers(
        status="in_progress", current_stage="initializing",
        stages=[{"name": name, "status": "pending" if name != "initializing" else "in_progress"} for name in STAGES],
        tasks_total=0, tasks_completed=0, tasks_failed=0, task_predicted=0, users_created=0, posts_created=0, users_predicted=7,
        posts_predicted=21, api_call_limits_llm=100, api_call_limits_images=50, api_calls_made_llm=0, api_calls_made_images=0,
        llm_cost_total=0.0, image_cost_total=0.0, created_at="2025-05-25T19:53:31Z", updated_at="2025-05-25T19:53:31Z",
    )
    with_document(given, initial_status(given.w1), expected)


@CASES.flow("W-37", "LLM is in capitals in the document", MONGODB)
def capitals(given: Given):
    with_document(given, {"_id": given.w1, "api_calls_made_LLM": 9}, answers(api_calls_made_llm=9))
    with_document(given, {"_id": given.w1, "api_calls_made_llm": 9}, answers(api_calls_made_llm=0))


@CASES.flow("W-39", "unknown keys and no stages", MONGODB)
def unknown_keys(given: Given):
    with_document(given, {"_id": given.w1, "stages": None, "more": {"a": [1]}, "status": "completed"}, answers(stages=[], status="completed"))


@CASES.flow("W-40", "no dates", MONGODB)
def no_dates(given: Given):
    with_document(given, {"_id": given.w1}, answers(created_at=ZERO_DATE, updated_at=ZERO_DATE))


CASES.row("W-42", "health", WORLD.HealthCheck(), answers(status=1))


# Section 4.2, what the cases above leave out.

CASES.row("W-101", "a missing user, name or prompt", [create(""), create(name=""), create(prompt="")], REQUIRED)
CASES.row("W-102", "no description", create(description=""), answers(description=""))
CASES.row("W-103", "too many characters", create(characters_count=41), TOO_MANY_CHARACTERS)
CASES.row("W-104", "the greatest world", create(characters_count=40, posts_count=250), answers(users_count=40, posts_count=250))
CASES.row("W-105", "extreme counts", [create(characters_count=-(2**31), posts_count=-1), create(characters_count=2**31 - 1), create(posts_count=2**31 - 1)],
          [answers(users_count=25, posts_count=150), TOO_MANY_CHARACTERS, TOO_MANY_POSTS])
CASES.row("W-106", "counts are looked at before the user, missing fields before counts", [
    create("zzz", characters_count=41), create("zzz", posts_count=251), create("zzz"), create("", characters_count=41),
], [TOO_MANY_CHARACTERS, TOO_MANY_POSTS, BAD_USER, REQUIRED])
CASES.row("W-107", "U+0000 in a text", [create(name="a\0"), create(description="\0"), create(prompt="a\0")], NOT_CREATED)
CASES.row("W-108", "the creator in the caller's spelling", create(U1.spelled(upper)), answers(id=RANDOM, creator_id=U1.spelled(upper)))
CASES.row("W-109", "misspelled users", [create(U1.spelled(change)) for change in MISSPELLINGS.values()], BAD_USER,
          DEFAULT | STRICT)
CASES.row("W-110", "any well-formed user exists, where none are registered", create(X), answers(creator_id=X), ALL - STRICT)
CASES.row("W-111", "a prompt of a megabyte", create(prompt="ы" * 500_000), answers(prompt="ы" * 500_000))


@CASES.flow("W-112", "names need not be unique, and creation is not idempotent")
def not_idempotent(given: Given):
    assert given(create()).id != given(create()).id


@CASES.flow("W-113", "both times of a new world are the same")
def same_times(given: Given):
    world = given(create())
    assert world.created_at == world.updated_at == given(get(world.id)).created_at


CASES.row("W-114", "readers: the creator in two spellings, a stranger, nonsense", [get(user=user) for user in (U1, U1.spelled(upper), U2, "x")],
          [answers(is_joined=joined, generation_status="", params="{}", creator_id=U1) for joined in (True, True, False, False)])
CASES.row("W-115", "a world in any spelling", [get(W1.spelled(change)) for change in SPELLINGS.values()], answers(id=W1), DEFAULT | MONGODB)
CASES.row("W-116", "misspelled worlds", [get(W1.spelled(change)) for change in MISSPELLINGS.values()], NOT_READ, ONCE)


@CASES.flow("W-117", "the newest first, page by page")
def pages(given: Given):
    user, ids = four_worlds(given)
    for limit, offset, start, end in ((0, -1, 0, 4), (2, 1, 1, 3), (3, 3, 3, 4), (2**31 - 1, 0, 0, 4)):
        listed = given(listing(user, limit=limit, offset=offset))
        assert ids_of(listed) == ids[start:end] and listed.total == 4, (limit, offset)
        assert all(world.is_joined for world in listed.worlds)


@CASES.flow("W-118", "ten worlds by default")
def ten_by_default(given: Given):
    user = given.new_user()
    for _ in range(11):
        given.world(user_id=user)
    listed = given(listing(user))
    assert (len(listed.worlds), listed.total) == (10, 11)


@CASES.flow("W-119", "lists by another status are empty")
def no_such_status(given: Given):
    user, _ = four_worlds(given)
    for name in ("archived", "ACTIVE", "nonsense"):
        given.expect(listing(user, status=name), answers(worlds=[], total=0))


@CASES.flow("W-120", "joining twice, the second time in capitals")
def joining_twice(given: Given):
    user = given.new_user()
    given.expect(join(user, W1), JOINED)
    given.expect(join(upper(user), W1.spelled(upper)), JOINED_BEFORE)
    assert given(listing(user)).total == 1
    given.expect(get(user=user), answers(is_joined=True))


@CASES.flow("W-121", "joining by many at once adds one member")
def joining_at_once(given: Given):
    user, world = given.new_user(), given.w1
    with futures.ThreadPoolExecutor(8) as pool:
        outcomes = [future.result().message for future in [pool.submit(given, join(user, world)) for _ in range(8)]]
    assert sorted(set(outcomes)) == ["User already has access to this world", "User joined world successfully"]
    assert outcomes.count("User joined world successfully") == 1
    assert given(listing(user)).total == 1


CASES.row("W-122", "the checks of joining in their order", [join("", ""), join("x", "x"), join("x", X), join(U1, "x"), join(U1, X)], [
    refuses(INVALID_ARGUMENT, "user_id and world_id are required"), BAD_USER, BAD_USER, NOT_READ, NOT_THERE,
])


@CASES.flow("W-123", "pictures and their URLs", V2)
def pictures(given: Given):
    icon = given.presign(WORLD_ICON, character_id="").media_id
    given.expect(images(icon=icon), answers(success=True, message="Successfully updated world images"))
    world = given(get())
    for address, media in ((world.image_url, given.mw), (world.icon_url, icon)):
        link = Link(address)
        assert (link.key, link["X-Amz-Expires"]) == (f"{given.w1}/world_data/{media}.png", "3600")
    given.expect(images(image=icon, icon=canonical(given.mw)), answers(success=True))
    assert Link(given(get()).image_url).key == f"{given.w1}/world_data/{icon}.png"
    assert Link(given(get()).icon_url).key == f"{given.w1}/world_data/{given.mw}.png"


@CASES.flow("W-136", "a list shows a world as it is shown alone")
def shown_alike(given: Given):
    user = given.new_user()
    world = given.world(user_id=user, name="alike", description="long", characters_count=3, posts_count=7)
    given(params(world, '{"k":1}', users_count=4, posts_count=8))
    assert given(listing(user)).worlds[0] == given(get(world, user))
    given.expect(listing(user), answers(worlds=[{"id": world, "name": "alike", "description": "long", "users_count": 4, "posts_count": 8}]))


@CASES.flow("W-124", "pictures in lists", V2)
def pictures_in_lists(given: Given):
    user = given.new_user()
    plain, pictured = given.world(user_id=user), given.world(user_id=user)
    given(images(pictured))
    assert [(world.id, bool(world.image_url)) for world in given(listing(user)).worlds] == [(pictured, True), (plain, False)]


@CASES.flow("W-125", "pictures that MediaService does not know")
def unknown_pictures(given: Given):
    given.expect(images(image=X, icon=X), answers(success=True))
    given.expect(get(), answers(image_url="", icon_url=""))


CASES.row("W-126", "a malformed world", [images("x"), params("x"), params("x", name="n" * 101)], NOT_READ, V2)
CASES.row("W-127", "one malformed picture", [images(image=X, icon="b"), images(image="a", icon=X)],
          refuses(INTERNAL, "failed to update world with images"))


@CASES.flow("W-128", "updates move the time of change and nothing else")
def time_of_change(given: Given):
    world = given.world(name="kept", characters_count=4, posts_count=9)
    before = given(get(world))
    given(images(world, X, X))
    after = given(get(world))
    assert after.updated_at >= before.updated_at
    after.updated_at = before.updated_at
    assert after == before


@CASES.flow("W-129", "params that are no JSON, a name that is too long, and what is left then")
def refused_params(given: Given):
    before = given(get())
    for call in (params(text="{", name="other"), params(text=r'"\u0000"'), params(name="ж" * 101), params(name="a\0")):
        given.expect(call, NOT_UPDATED)
    assert given(get()) == before
    given.expect(params(name="ж" * 100), answers(success=True))


@CASES.flow("W-130", "params replace the whole document, of any kind")
def whole_params(given: Given):
    for text, rendered in (('{"a":1}', '{"a": 1}'), ('{"b":2}', '{"b": 2}'), ("[]", "[]"), ("null", "null"), (r'"\u0434"', '"д"')):
        given(params(text=text))
        given.expect(get(), answers(params=rendered, description="d", prompt="p", name="one"))


@CASES.flow("W-131", "pictures and params at the same time: neither is lost", V2 - STRICT)
def concurrent_updates(given: Given):
    worlds = [given.world() for _ in range(16)]
    media = given.mw
    with futures.ThreadPoolExecutor(8) as pool:
        calls = itertools.chain.from_iterable((images(world, media, media), params(world, '{"k":1}')) for world in worlds)
        for future in [pool.submit(given, call) for call in calls]:
            assert future.result().success
    for world in worlds:
        read = given(get(world))
        assert read.params == '{"k": 1}' and read.image_url and read.icon_url


@CASES.flow("W-132", "a world without a document")
def no_document(given: Given):
    answer = given(status())
    assert (answer.status, answer.created_at, answer.updated_at) == ("not_started", "", "")
    assert answer == type(answer)(status="not_started")


CASES.row("W-133", "misspelled worlds of a status", [status(W1.spelled(change)) for change in MISSPELLINGS.values()], NOT_READ, ONCE)


@CASES.flow("W-134", "pictures while MediaService is stopped", APART)
def without_media(given: Given):
    with given.elsewhere(scattered) as other:
        other(images())
        assert other(get()).image_url
        other.platform.kill("media")
        other.expect(get(), answers(name="one", image_url="", icon_url=""))
        other.expect(listing(U1), answers(worlds=[{"id": W1, "image_url": ""}]))


@CASES.flow("W-135", "a lost store is an outage", MONGODB)
def lost_store(given: Given):
    with given.elsewhere(losing_its_store) as other:
        calls = [create(), get(other.w1), listing(U1), images(other.w1, X, X), status(other.w1)]
        other.platform.lose_store()
        for call in calls:
            other.refused(call, UNAVAILABLE, ANY_TEXT)


@CASES.flow("W-137", "a lost store has the usual texts to the letter", MONGODB)
def lost_store_strictly(given: Given):
    with given.elsewhere(losing_its_store, "--strict") as other:
        user, world = other.u1, other.w1
        other.platform.lose_store()
        for call, expectation in (
            (create(user), NOT_CREATED), (get(world), NOT_READ), (listing(user), refuses(INTERNAL, "failed to get worlds")),
            (images(world, X, X), NOT_READ), (status(world), NOT_READ),
        ):
            other.expect(call, expectation)


# Section 4.2, decoding the status document.


@CASES.flow("W-140", "integers of any type, costs as integers, dates as texts", MONGODB)
def tolerance(given: Given):
    document = {
        "_id": given.w1, "users_created": 7.0, "posts_created": bson.Int64(8), "tasks_total": None, "llm_cost_total": 2,
        "image_cost_total": 0.0006, "created_at": "2025-05-25T21:53:31.5+02:00", "updated_at": None,
    }
    with_document(given, document, answers(
        users_created=7, posts_created=8, tasks_total=0, llm_cost_total=2.0, image_cost_total=0.0006, created_at="2025-05-25T19:53:31Z",
        updated_at=ZERO_DATE,
    ))


@CASES.flow("W-141", "fractions and texts where integers belong", MONGODB)
def undecodable(given: Given):
    for value in (7.5, "7"):
        with_document(given, {"_id": given.w1, "users_created": value}, NO_STATUS)


@CASES.flow("W-142", "statuses and stages are passed through", MONGODB)
def passed_through(given: Given):
    stages = [{"name": "later", "status": "odd"}, {"name": "initializing", "status": "failed"}]
    with_document(given, {"_id": given.w1, "status": "whatever", "stages": stages, "current_stage": "later"},
                  answers(status="whatever", stages=stages, current_stage="later"))


@CASES.flow("W-143", "the document is looked for by the caller's spelling", MONGODB)
def spelling_of_the_document(given: Given):
    with_document(given, initial_status(given.w1), answers(status="in_progress"))
    given.expect(status(W1.spelled(upper)), answers(status="not_started"))


def four_worlds(given: Given) -> tuple[str, list[str]]:
    """A user of four worlds, and these, the newest first. Another user's world is none of them."""
    user = given.new_user()
    worlds = [given.world(user_id=user, characters_count=1, posts_count=1) for _ in range(4)]
    given.world(user_id=U2)
    return user, worlds[::-1]


@contextlib.contextmanager
def database(platform):
    """The worker's database, by pymongo."""
    with pymongo.MongoClient(platform.mongodb, serverSelectionTimeoutMS=5_000, retryWrites=False) as client:
        yield client.generia_ai_worker


def with_document(given: Given, document: dict, expectation) -> None:
    """Puts a status document in the place of the one of W1 and asks for it."""
    with database(given.platform) as worker:
        worker.world_generation_status.replace_one({"_id": document["_id"]}, document, upsert=True)
    given.expect(status(), expectation)


def initial_status(world: str) -> dict:
    """Section 9.3."""
    time = datetime.datetime(2025, 5, 25, 19, 53, 31, 42_000, tzinfo=datetime.UTC)
    stages = [{"name": name, "status": "pending" if name != "initializing" else "in_progress"} for name in STAGES]
    counters = ("tasks_total", "tasks_completed", "tasks_failed", "task_predicted", "users_created", "posts_created", "api_calls_made_LLM",
                "api_calls_made_images")
    return {
        "_id": world, "status": "in_progress", "current_stage": "initializing", "stages": stages, **dict.fromkeys(counters, 0),
        "users_predicted": 7, "posts_predicted": 21, "api_call_limits_LLM": 100, "api_call_limits_images": 50, "llm_cost_total": 0.0,
        "image_cost_total": 0.0, "parameters": {"users_count": 7, "posts_count": 21, "user_prompt": "p"}, "created_at": time, "updated_at": time,
    }
