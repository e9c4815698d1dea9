"""PostService: platform contract, sections 3 and 11.3."""

from concurrent import futures

from .case import (ALL, APART, CHARACTER, DEFAULT, EXTENSIONS, INTERACTION, INTERNAL, INVALID_ARGUMENT, MONGODB, NOT_FOUND, ONCE,
                   PERMISSION_DENIED, POST, UNAVAILABLE, V1, V2, Section, answers, refuses)
from .given import AVATAR, POST_IMAGE, Given, Link, http_request, post_key
from .modes import losing_its_store, scattered
from .values import (A1, ANY_TEXT, H1, MA, MH, MISSPELLINGS, MW, NOW, RANDOM, SOMETHING, SPELLINGS, U1, U2, W1, W2, X, bare, canonical,
                     hyphenated, seconds_of, upper)
from .wire import Schema

CASES = Section("post")
AI_IDS_REQUIRED = refuses(INVALID_ARGUMENT, "character_id, media_id, and world_id are required")
IDS_REQUIRED = refuses(INVALID_ARGUMENT, "user_id, character_id, media_id, and world_id are required")
NO_CHARACTER = refuses(NOT_FOUND, "Character not found")
NOT_AI = refuses(PERMISSION_DENIED, "Cannot create AI post for non-AI character")
BAD_CHARACTER = refuses(INTERNAL, "failed to validate character")
BAD_MEDIA = refuses(INTERNAL, "failed to validate media")
FOREIGN_CHARACTER = refuses(PERMISSION_DENIED, "character does not belong to the user")
FOREIGN_MEDIA = refuses(PERMISSION_DENIED, "media does not belong to the character")
NOT_CREATED = refuses(INTERNAL, "failed to create post")
NOTHING = answers(posts=[], total=0, next_cursor="")
CREATED = answers(post_id=RANDOM, created_at=NOW)


def ai(character=A1, media=MA, world=W1, **arguments):
    return POST.CreateAIPost(**{"character_id": character, "caption": "c", "media_id": media, "world_id": world, **arguments})


def own(user=U1, character=H1, media=MH, world=W1, **arguments):
    return POST.CreatePost(**{"user_id": user, "character_id": character, "caption": "c", "media_id": media, "world_id": world, **arguments})


def get(id, **arguments):
    return POST.GetPost(post_id=id, **arguments)


def of_character(id=A1, **arguments):
    return POST.GetCharacterPosts(character_id=id, **arguments)


def of_user(id=U1, **arguments):
    return POST.GetUserPosts(user_id=id, **arguments)


def by_ids(*ids):
    return POST.GetPostsByIds(post_ids=list(ids))


def feed(world=W1, **arguments):
    return POST.GetGlobalFeed(world_id=world, **arguments)


def ids_of(list_of_posts) -> list[str]:
    return [post.post_id for post in list_of_posts.posts]


# The contract's cases.

CASES.row("P-01", "an AI post", ai(tags=["a", "b"]), CREATED)
CASES.row("P-03", "an empty caption", ai(caption=""), CREATED)
CASES.row("P-04", "a missing id", [ai(character=""), ai(media=""), ai(world="")], AI_IDS_REQUIRED)
CASES.row("P-06", "a user's character", ai(H1, MH), NOT_AI)
CASES.row("P-07", "an unknown and a malformed media", [ai(media=X), ai(media="x")], BAD_MEDIA)
CASES.row("P-09", "a media of the world", ai(media=MW), FOREIGN_MEDIA, V2)
CASES.row("P-10", "a character in capitals is not the media's", ai(A1.spelled(upper)), FOREIGN_MEDIA)
CASES.row("P-12", "worlds are not compared", ai(world=W2), CREATED)


@CASES.flow("P-13", "an avatar as the picture", V2)
def avatar_as_picture(given: Given):
    given.expect(ai(media=given.presign(AVATAR).media_id), CREATED)


CASES.row("P-15", "a media in both spellings", [ai(), ai(media=MA.spelled(canonical))], CREATED)


@CASES.flow("P-16", "the same twice makes two")
def twice(given: Given):
    assert given(ai()).post_id != given(ai()).post_id


@CASES.flow("P-18", "a user's post that calls itself one of AI")
def claims_to_be_ai(given: Given):
    given.expect(get(given(own(is_ai=True)).post_id), answers(is_ai=True))


CASES.row("P-19", "a missing id", [own(user=""), own(character=""), own(media=""), own(world="")], IDS_REQUIRED)
CASES.row("P-21", "another user's character", own(user=U2), FOREIGN_CHARACTER)
CASES.row("P-22", "an AI character", own(character=A1, media=MA), FOREIGN_CHARACTER)
CASES.row("P-24", "a media of another character", own(media=MA), FOREIGN_MEDIA)
CASES.row("P-25", "no id", get(""), refuses(INVALID_ARGUMENT, "post_id is required"))
CASES.row("P-27", "a malformed id", get("x"), refuses(INTERNAL, "failed to get post"))


@CASES.flow("P-28", "the world is ignored")
def world_is_ignored(given: Given):
    id = given.ai_post()
    given.expect(get(id, world_id="anything"), answers(post_id=id))


@CASES.flow("P-30", "the second page of a character's posts")
def second_page(given: Given):
    ids = [given.ai_post() for _ in range(12)]
    page = given(of_character(limit=5, offset=10))
    assert ids_of(page) == [ids[1], ids[0]] and page.total == 12


@CASES.flow("P-31", "a page beyond the last counts nothing")
def beyond_the_last(given: Given):
    given.ai_post()
    given.expect(of_character(limit=5, offset=100), NOTHING)


CASES.row("P-33", "no character, a malformed one, an unknown one", [of_character(""), of_character("x"), of_character(X)], [
    refuses(INVALID_ARGUMENT, "character_id is required"), refuses(INTERNAL, "failed to get character posts"), NOTHING,
])


@CASES.flow("P-34", "a user's posts in all worlds")
def posts_of_a_user(given: Given):
    user = given.new_user()
    ids = []
    for world in (given.w1, given.w2):
        character = given.character(real_user_id=user, world_id=world)
        media = given.presign(world_id=world, character_id=character).media_id
        ids.insert(0, given(own(user, character, media, world)).post_id)
    given.ai_post()
    for spelling in (user, upper(user)):
        listed = given(of_user(spelling, world_id=given.w1))
        assert ids_of(listed) == ids and listed.total == 2


@CASES.flow("P-36", "posts by their ids, the newest first")
def posts_by_ids(given: Given):
    p1, p2, p3 = (given.ai_post() for _ in range(3))
    listed = given(by_ids(p1, p3, p2, p1, given.x))
    assert ids_of(listed) == [p3, p2, p1]
    assert (listed.total, listed.next_cursor) == (3, "")


CASES.row("P-37", "no ids, an unknown one, a malformed one", [by_ids(), by_ids(X), by_ids("x")],
          [NOTHING, NOTHING, refuses(INTERNAL, "failed to get posts by IDs")])


@CASES.flow("P-39", "ten posts by default")
def ten_by_default(given: Given):
    for _ in range(11):
        given.ai_post()
    for limit in (0, -1):
        assert len(given(feed(limit=limit)).posts) == 10


CASES.row("P-40", "no world", feed(""), refuses(INVALID_ARGUMENT, "world_id is required"))


@CASES.flow("P-42", "an unknown cursor")
def unknown_cursor(given: Given):
    given.ai_post()
    given.expect(feed(cursor=X), NOTHING)


CASES.row("P-43", "a malformed cursor, a malformed world", [feed(cursor="x"), feed("x")], refuses(INTERNAL, "failed to get global feed"))


@CASES.flow("P-45", "old posts show the new name", V2)
def renamed(given: Given):
    given.ai_post()
    given(CHARACTER.UpdateCharacter(character_id=A1, display_name="Renamed"))
    given.expect(feed(), answers(posts=[{"display_name": "Renamed"}]))


@CASES.flow("P-46", "while InteractionService is stopped", APART)
def without_interaction(given: Given):
    with given.elsewhere(scattered) as other:
        id = other.ai_post()
        other(INTERACTION.LikePost(post_id=id, user_id=U1, world_id=W1))
        other.expect(get(id), answers(likes_count=1))
        other.platform.kill("interaction")
        other.expect(get(id), answers(post_id=id, likes_count=0, comments_count=0))
        other.expect(feed(), answers(posts=[{"post_id": id, "likes_count": 0, "comments_count": 0, "display_name": "Ada"}]))


@CASES.flow("P-48", "reading while CharacterService is stopped", APART)
def reading_without_characters(given: Given):
    with given.elsewhere(scattered) as other:
        id = other.ai_post()
        other.platform.kill("character")
        other.expect(feed(), answers(posts=[{"post_id": id, "display_name": "", "avatar_url": "", "media_url": SOMETHING}]))
        other.refused(of_character(), INTERNAL, "failed to get character info")
        other.refused(get(id), INTERNAL, "failed to get character info")
        # Only if there are posts.
        other.expect(of_character(X), NOTHING)
        # P-D1: the originals crash; the suite answers as the feed does.
        other.expect(by_ids(id), answers(posts=[{"post_id": id, "display_name": ""}], total=1))


@CASES.flow("P-49", "writing while CharacterService is stopped", APART)
def writing_without_characters(given: Given):
    with given.elsewhere(scattered) as other:
        media, human, picture = other.ma, other.h1, other.mh
        other.platform.kill("character")
        other.expect(ai(media=media), NO_CHARACTER)
        other.expect(own(character=human, media=picture), BAD_CHARACTER)


CASES.row("P-51", "health", POST.HealthCheck(), answers(status=1))


# Section 3.2, what the cases above leave out.

CASES.row("P-101", "an unknown and a malformed character", [ai(X), ai("x")], NO_CHARACTER)
CASES.row("P-102", "a media of another character", ai(media=MH), FOREIGN_MEDIA)
CASES.row("P-103", "an unknown and a malformed world", [ai(world=X), ai(world="x")], NOT_CREATED)
CASES.row("P-104", "U+0000 in a caption", [ai(caption="a\0"), own(caption="\0")], NOT_CREATED)
CASES.row("P-105", "the checks in their order", [
    ai("", X, "x"), ai("x", "x", "x"), ai(H1, "x", "x"), ai(A1, "x", "x"), ai(A1, MH, "x"), ai(A1, MA, "x"),
], [AI_IDS_REQUIRED, NO_CHARACTER, NOT_AI, BAD_MEDIA, FOREIGN_MEDIA, NOT_CREATED])
CASES.row("P-106", "the checks of a user's post in their order", [
    own("", "x", "x", "x"), own(U1, "x", "x", "x"), own(U2, H1, "x", "x"), own(U1, H1, "x", "x"), own(U1, H1, MA, "x"), own(U1, H1, MH, "x"),
], [IDS_REQUIRED, BAD_CHARACTER, FOREIGN_CHARACTER, BAD_MEDIA, FOREIGN_MEDIA, NOT_CREATED])
CASES.row("P-107", "an unknown character, media and world of a user's post", [own(character=X), own(media=X), own(world=X)],
          [BAD_CHARACTER, BAD_MEDIA, NOT_CREATED])
CASES.row("P-108", "a user in other spellings is another user", [own(U1.spelled(change)) for change in (upper, bare, hyphenated)],
          FOREIGN_CHARACTER)
CASES.row("P-109", "a character without hyphens is not the media's", [ai(A1.spelled(bare)), own(character=H1.spelled(bare))], FOREIGN_MEDIA)
CASES.row("P-110", "a media in any spelling", [ai(media=MA.spelled(lambda id, change=change: change(canonical(id)))) for change in SPELLINGS.values()],
          CREATED, ONCE)
CASES.row("P-111", "an empty caption of a user", own(caption=""), CREATED)
CASES.row("P-112", "an unknown id", get(X), refuses(NOT_FOUND, "post not found"))
CASES.row("P-113", "misspelled ids", [get(X.spelled(change)) for change in MISSPELLINGS.values()],
          refuses(INTERNAL, "failed to get post"), ONCE)
CASES.row("P-114", "no user, a malformed one, an unknown one", [of_user(""), of_user("x"), of_user(X)], [
    refuses(INVALID_ARGUMENT, "user_id is required"), refuses(INTERNAL, "failed to get user posts"), NOTHING,
])
CASES.row("P-115", "a malformed id among good ones", by_ids(X, "zz"), refuses(INTERNAL, "failed to get posts by IDs"))
CASES.row("P-116", "an unknown world has no posts", feed(X), NOTHING)


@CASES.flow("P-117", "an AI post reads as it was created", ALL - EXTENSIONS)
def reads_as_created(given: Given):
    created = given(ai(caption="Bild für ё 🦔", tags=["a", "b"]))
    expected = answers(
        post_id=created.post_id, character_id=A1, display_name="Ada", caption="Bild für ё 🦔", created_at=created.created_at, likes_count=0,
        comments_count=0, world_id=W1, avatar_url="", is_ai=True, tags=[], media_url=SOMETHING,
    )
    given.expect(get(created.post_id), expected)
    assert Link(given(get(created.post_id)).media_url).key == post_key(given, given.ma)


@CASES.flow("P-118", "tags come back with the extensions", EXTENSIONS)
def tags(given: Given):
    id = given.ai_post(tags=["a", "ё", "a"])
    given.expect(get(id), answers(tags=["a", "ё", "a"]))
    given.expect(feed(), answers(posts=[{"tags": ["a", "ё", "a"]}]))


@CASES.flow("P-119", "a user's post is none of AI unless it says so")
def a_users_post(given: Given):
    given.expect(get(given(own()).post_id), answers(is_ai=False, character_id=H1, display_name="Hugo"))


@CASES.flow("P-120", "an avatar and a picture in every list", V2)
def derived_fields(given: Given):
    avatar, picture = given.uploaded(AVATAR), given.uploaded()
    given(CHARACTER.UpdateCharacter(character_id=A1, avatar_media_id=avatar))
    id = given.ai_post(media_id=picture)
    for posts in (given(feed()).posts, given(of_character()).posts, given(by_ids(id)).posts, [given(get(id))]):
        avatar_link, picture_link = Link(posts[0].avatar_url), Link(posts[0].media_url)
        assert avatar_link.key == f"{given.w1}/{given.a1}/avatars/{avatar}.png"
        assert avatar_link["X-Amz-Expires"] == picture_link["X-Amz-Expires"] == "3600"
        assert picture in picture_link.key or canonical(picture) in picture_link.key
        assert http_request("GET", posts[0].avatar_url).body == http_request("GET", posts[0].media_url).body == b"picture"


@CASES.flow("P-121", "pages of a character's posts: sizes, totals, offsets")
def pages(given: Given):
    ids = [given.ai_post() for _ in range(12)][::-1]
    for limit, offset, start, end in ((0, 0, 0, 10), (-1, -3, 0, 10), (5, 5, 5, 10), (500, 0, 0, 12), (2**31 - 1, 11, 11, 12)):
        page = given(of_character(limit=limit, offset=offset))
        assert ids_of(page) == ids[start:end], (limit, offset)
        assert (page.total, page.next_cursor) == (12, "")


@CASES.flow("P-122", "pages of a user's posts")
def pages_of_a_user(given: Given):
    user = given.new_user()
    character = given.character(real_user_id=user)
    media = given.presign(character_id=character).media_id
    ids = [given(own(user, character, media)).post_id for _ in range(11)][::-1]
    assert ids_of(given(of_user(user))) == ids[:10]
    page = given(of_user(user, limit=3, offset=9))
    assert (ids_of(page), page.total) == (ids[9:], 11)
    given.expect(of_user(user, offset=11), NOTHING)


@CASES.flow("P-123", "a feed page by page to its end: nothing twice, nothing skipped")
def to_the_end(given: Given):
    ids = [given.ai_post() for _ in range(23)][::-1]
    seen, cursor, sizes = [], "", []
    while True:
        page = given(feed(limit=5, cursor=cursor))
        assert page.total == len(page.posts)
        assert page.next_cursor == (page.posts[-1].post_id if page.posts else "")
        sizes.append(len(page.posts))
        if not page.posts:
            break
        seen += ids_of(page)
        cursor = page.next_cursor
    assert (seen, sizes) == (ids, [5, 5, 5, 5, 3, 0])


@CASES.flow("P-124", "posts written at the same time have an order of their own")
def strictly_increasing(given: Given):
    call = ai(given.a1, given.ma, given.w1)
    with futures.ThreadPoolExecutor(16) as pool:
        created = {future.result().post_id for future in [pool.submit(given, call) for _ in range(64)]}
    seen, cursor = [], ""
    while page := ids_of(given(feed(limit=1, cursor=cursor))):
        seen += page
        cursor = page[-1]
    # With two equal times, the cursor would skip one of them.
    assert len(seen) == 64 and set(seen) == created
    times = [seconds_of(post.created_at) for post in given(feed(limit=100)).posts]
    assert times == sorted(times, reverse=True)


@CASES.flow("P-125", "a cursor of another world counts by its time")
def foreign_cursor(given: Given):
    before = given.ai_post()
    elsewhere = given.ai_post(world_id=W2)
    given.ai_post()
    assert ids_of(given(feed(cursor=elsewhere))) == [before]
    assert ids_of(given(feed(cursor=upper(elsewhere)))) == [before]


@CASES.flow("P-126", "a post's world is where it was posted")
def feed_of_the_other_world(given: Given):
    id = given.ai_post(world_id=W2)
    given.expect(feed(W2), answers(posts=[{"post_id": id, "world_id": W2, "character_id": A1}]))
    given.expect(feed(W1), NOTHING)


@CASES.flow("P-127", "ids in any spelling", DEFAULT | MONGODB)
def spellings(given: Given):
    id = given.ai_post()
    for change in SPELLINGS.values():
        given.expect(get(change(id)), answers(post_id=id))
        assert ids_of(given(by_ids(change(id)))) == [id]
        assert ids_of(given(feed(change(given.w1)))) == [id]
        assert ids_of(given(of_character(change(given.a1)))) == [id]


@CASES.flow("P-128", "counts of likes and comments in every list")
def counts(given: Given):
    id, other = given.ai_post(), given.ai_post()
    for user in (U1, U2):
        given(INTERACTION.LikePost(post_id=id, user_id=user, world_id=W1))
    given(INTERACTION.AddComment(post_id=id, user_id=U1, text="nice", world_id=W1))
    liked, bare_post = {"post_id": id, "likes_count": 2, "comments_count": 1}, {"post_id": other, "likes_count": 0, "comments_count": 0}
    given.expect(get(id), answers(**liked))
    for call in (feed(), of_character(), by_ids(id, other)):
        given.expect(call, answers(posts=[bare_post, liked]))


@CASES.flow("P-129", "a feed of several megabytes", ONCE)
def large_page(given: Given):
    for _ in range(6):
        given.ai_post(caption="ё" * 500_000)
    assert [len(post.caption) for post in given(feed(limit=100)).posts] == [500_000] * 6


@CASES.flow("P-133", "every list shows a post as it is shown alone")
def shown_alike(given: Given):
    user = given.new_user()
    character = given.character(real_user_id=user)
    media = given.presign(character_id=character).media_id
    id = given(own(user, character, media, caption="alike", is_ai=True)).post_id
    alone = without_signatures(given(get(id)))
    assert (alone.caption, alone.is_ai, alone.character_id, alone.world_id) == ("alike", True, character, given.w1)
    for call in (feed(), of_character(character), of_user(user), by_ids(id)):
        [shown] = given(call).posts
        assert without_signatures(shown) == alone, call


@CASES.flow("P-130", "while MediaService is stopped", APART)
def without_media(given: Given):
    with given.elsewhere(scattered) as other:
        id = other.ai_post()
        other.platform.kill("media")
        other.refused(get(id), INTERNAL, "failed to get media URL")
        for call in (feed(), of_character(), by_ids(id)):
            other.expect(call, answers(posts=[{"post_id": id, "media_url": "", "display_name": "Ada"}]))
        other.expect(ai(), BAD_MEDIA)


@CASES.flow("P-131", "P-D1 to the letter: an unreadable character breaks two lists", APART)
def crashing_lists(given: Given):
    with given.elsewhere(scattered, "--strict") as other:
        id, own_id = other.ai_post(), other(own()).post_id
        other.platform.kill("character")
        other.refused(by_ids(id), UNAVAILABLE, ANY_TEXT)
        other.refused(of_user(), UNAVAILABLE, ANY_TEXT)
        other.refused(get(own_id), INTERNAL, "failed to get character info")
        other.expect(feed(limit=1), answers(posts=[{"post_id": own_id, "display_name": ""}]))


@CASES.flow("P-132", "a lost store is an outage", MONGODB)
def lost_store(given: Given):
    with given.elsewhere(losing_its_store) as other:
        id = other.ai_post()
        other.platform.lose_store()
        for call in (get(id), feed(), of_user(), of_character(), by_ids(id)):
            other.refused(call, UNAVAILABLE, ANY_TEXT)


@CASES.flow("P-134", "a lost store has the usual texts to the letter", MONGODB)
def lost_store_strictly(given: Given):
    with given.elsewhere(losing_its_store, "--strict") as other:
        id = other.ai_post()
        other.platform.lose_store()
        for call, text in (
            (get(id), "failed to get post"), (feed(), "failed to get global feed"), (of_user(), "failed to get user posts"),
            (of_character(), "failed to get character posts"), (by_ids(id), "failed to get posts by IDs"),
        ):
            other.refused(call, INTERNAL, text)


@CASES.flow("P-140", "v1 places the flag of AI elsewhere", V1)
def read_by_the_other_version(given: Given):
    post = given(get(given.ai_post()))
    seen = Schema.of("v2").message("post.Post").FromString(post.SerializeToString())
    assert post.is_ai and not seen.is_ai and seen.avatar_url == ""


@CASES.flow("P-141", "a type for every picture", V2)
def any_type(given: Given):
    for media_type in (0, 1, POST_IMAGE, 9):
        given.expect(ai(media=given.presign(media_type).media_id), CREATED)


def without_signatures(post):
    """A post with the object names in the place of its links, which change every second."""
    for field in ("avatar_url", "media_url"):
        if field in post.DESCRIPTOR.fields_by_name and getattr(post, field):
            setattr(post, field, Link(getattr(post, field)).key)
    return post
