"""InteractionService: platform contract, appendix A.2."""

from concurrent import futures

from .case import INTERACTION, INVALID_ARGUMENT, STRICT, Section, answers, refuses
from .given import Given
from .values import NOW, U1, U2, W1, X, Like

CASES = Section("interaction")
POST_REQUIRED = refuses(INVALID_ARGUMENT, "post_id is required")
HEX24 = Like("24 hexadecimal digits", lambda text: len(text) == 24 and set(text) <= set("0123456789abcdef"))


def like(post, user=U1):
    return INTERACTION.LikePost(post_id=post, user_id=user, world_id=W1)


def unlike(post, user=U1):
    return INTERACTION.UnlikePost(post_id=post, user_id=user, world_id=W1)


def likes(post, **arguments):
    return INTERACTION.GetPostLikes(post_id=post, **arguments)


def liked(post, user=U1):
    return INTERACTION.CheckUserLiked(post_id=post, user_id=user)


def comment(post, text="nice", user=U1):
    return INTERACTION.AddComment(post_id=post, user_id=user, text=text, world_id=W1)


def comments(post, **arguments):
    return INTERACTION.GetPostComments(post_id=post, **arguments)


def stats(post):
    return INTERACTION.GetPostStats(post_id=post)


CASES.row("I-101", "no post", [like(""), unlike(""), likes(""), liked(""), comment(""), comments(""), stats("")], POST_REQUIRED)
CASES.row("I-102", "an unknown post counts nothing", stats(X), answers(post_id=X, likes_count=0, comments_count=0))
CASES.row("I-103", "an unknown post has no likes and comments", [likes(X), comments(X), liked(X)],
          [answers(likes=[], total=0), answers(comments=[], total=0), answers(liked=False)])
CASES.row("I-104", "health", INTERACTION.HealthCheck(), answers(status=1))


@CASES.flow("I-105", "a like, and its end")
def liking(given: Given):
    post = given.ai_post()
    given.expect(like(post), answers(success=True, likes_count=1))
    given.expect(like(post, U2), answers(success=True, likes_count=2))
    given.expect(liked(post), answers(liked=True))
    given.expect(unlike(post), answers(success=True, likes_count=1))
    given.expect(liked(post), answers(liked=False))
    given.expect(liked(post, U2), answers(liked=True))


@CASES.flow("I-106", "a second like and a second unlike change nothing")
def twice(given: Given):
    post = given.ai_post()
    assert [given(like(post)).likes_count for _ in range(2)] == [1, 1]
    assert [given(unlike(post)).likes_count for _ in range(2)] == [0, 0]
    given.expect(stats(post), answers(likes_count=0))


@CASES.flow("I-107", "who likes a post, the newest first, page by page")
def who_likes(given: Given):
    post, users = given.ai_post(), [given.new_user() for _ in range(12)]
    for user in users:
        given(like(post, user))
    newest = users[::-1]
    for limit, offset, start, end in ((0, 0, 0, 10), (5, 3, 3, 8), (-1, -1, 0, 10), (100, 10, 10, 12)):
        page = given(likes(post, limit=limit, offset=offset, world_id="anything"))
        assert [like.user_id for like in page.likes] == newest[start:end] and page.total == 12, (limit, offset)
    assert NOW.holds(page.likes[0].created_at)


@CASES.flow("I-108", "comments, the newest first, page by page")
def commenting(given: Given):
    post = given.ai_post()
    texts = [f"ком {number} 🦔" for number in range(12)]
    for text in texts:
        given.expect(comment(post, text), answers(comment_id=HEX24, created_at=NOW))
    page = given(comments(post))
    assert [comment.text for comment in page.comments] == texts[::-1][:10] and page.total == 12
    first = page.comments[0]
    assert (first.post_id, first.user_id) == (post, given.u1) and HEX24.holds(first.comment_id) and NOW.holds(first.created_at)
    assert [comment.text for comment in given(comments(post, limit=3, offset=11)).comments] == texts[:1]


@CASES.flow("I-109", "counts of several posts: an entry for each that was asked for")
def several_posts(given: Given):
    one, two, unknown = given.ai_post(), given.ai_post(), given.x
    given(like(one))
    given(comment(two))
    given(comment(two))
    counts = given(INTERACTION.GetPostsStats(post_ids=[one, two, unknown, one])).stats
    assert {id: (entry.post_id, entry.likes_count, entry.comments_count) for id, entry in counts.items()} == {
        one: (one, 1, 0), two: (two, 0, 2), unknown: (unknown, 0, 0),
    }
    assert not given(INTERACTION.GetPostsStats(post_ids=[])).stats


@CASES.flow("I-110", "many likes at once are counted exactly")
def at_once(given: Given):
    post, users = given.ai_post(), [given.new_user() for _ in range(16)]
    with futures.ThreadPoolExecutor(8) as pool:
        # Every user twice: the second time it must not count.
        for future in [pool.submit(given, like(post, user)) for user in users * 2]:
            assert future.result().success
    given.expect(stats(post), answers(likes_count=16))
    assert given(likes(post)).total == 16


@CASES.flow("I-111", "the names of registered users", STRICT)
def names(given: Given):
    post = given.ai_post()
    given(like(post))
    given(comment(post))
    assert given(likes(post)).likes[0].username != "" != given(comments(post)).comments[0].username
