"""CharacterService: platform contract, sections 1 and 11.1. JSON texts of section 0.4 are tried on `meta`."""

import json

from .case import (ALL, APART, CHARACTER, DEFAULT, INTERNAL, MONGODB, NOT_FOUND, ONCE, STRICT, UNAVAILABLE, UNIMPLEMENTED, V1, V2, Section,
                   answers, refuses)
from .given import AVATAR, Given, Link
from .modes import losing_its_store, scattered
from .wire import Schema
from .values import A1, ABSENT, ANY_TEXT, CANONICAL, MISSPELLINGS, NOW, SPELLINGS, U1, U2, W1, X, canonical, upper

CASES = Section("character")
NOT_CREATED = refuses(INTERNAL, "Failed to create character")
NOT_UPDATED = refuses(INTERNAL, "Failed to update character")
NOT_LISTED = refuses(INTERNAL, "Failed to get characters")
NOT_THERE = refuses(NOT_FOUND, "Character not found")
BARE = answers(
    id=CANONICAL, world_id=W1, is_ai=True, display_name="Neo", real_user_id=ABSENT, avatar_media_id=ABSENT, meta="{}", avatar_url="",
    created_at=NOW,
)


def create(**arguments):
    return CHARACTER.CreateCharacter(**{"world_id": W1, "display_name": "U", **arguments})


def get(id):
    return CHARACTER.GetCharacter(character_id=id)


def update(id=A1, **arguments):
    return CHARACTER.UpdateCharacter(character_id=id, **arguments)


def listing(user, world):
    return CHARACTER.GetUserCharactersInWorld(user_id=user, world_id=world)


# The contract's cases.

CASES.row("C-01", "a world and a name", create(display_name="Neo"), BARE)
CASES.row("C-02", "empty optional fields count as absent", create(display_name="Neo", real_user_id="", avatar_media_id="", meta=""), BARE)
CASES.row("C-03", "a user's character", create(real_user_id=U1), answers(is_ai=False, real_user_id=U1))
CASES.row("C-05", "an empty name", create(display_name=""), answers(display_name=""))
CASES.row("C-06", "an unknown world", create(world_id=X), NOT_CREATED)
CASES.row("C-08", "an unknown user, where users are registered", create(real_user_id=X), NOT_CREATED, STRICT)
CASES.row("C-09", "a malformed avatar", create(avatar_media_id="nope"), NOT_CREATED)
CASES.row("C-11", "meta has its keys sorted", create(meta='{"username":"x","bio":"y"}'), answers(meta='{"bio": "y", "username": "x"}'))
CASES.row("C-12", "meta has exact numbers and no escapes",
          create(meta=r'{"c":"\u0434","n":1.0,"e":1e2}'), answers(meta='{"c": "д", "e": 100, "n": 1.0}'))
CASES.row("C-14", "meta of any kind", [create(meta='"str"'), create(meta="null")], [answers(meta='"str"'), answers(meta="null")])
CASES.row("C-15", "U+0000 in a name", create(display_name="a\0b"), NOT_CREATED)
CASES.row("C-17", "an id in capitals", get(A1.spelled(upper)), answers(id=A1))
CASES.row("C-18", "an unknown, a malformed and an empty id", [get(X), get("zz"), get("")], NOT_THERE)


@CASES.flow("C-20", "an avatar that MediaService does not know")
def unknown_avatar(given: Given):
    given.expect(get(given.character(avatar_media_id=X)), answers(avatar_media_id=X, avatar_url=""))


@CASES.flow("C-21", "a new name and nothing else", V2)
def new_name(given: Given):
    before = given(get(A1))
    after = given(update(display_name="N2"))
    assert after.display_name == "N2"
    before.display_name = "N2"
    assert after == before == given(get(A1))


@CASES.flow("C-23", "an avatar URL has no effect", V2)
def avatar_url_has_no_effect(given: Given):
    given.expect(update(display_name="N", avatar_url="http://x"), answers(display_name="N", avatar_url=""))


CASES.row("C-24", "nothing to update", [update(), update(avatar_url="http://x")], NOT_UPDATED, V2)
CASES.row("C-26", "empty meta", update(meta=""), NOT_UPDATED, V2)
CASES.row("C-27", "new meta", update(meta='{"k":1}'), answers(meta='{"k": 1}'), V2)


@CASES.flow("C-29", "a user's characters in a world")
def characters_of_a_user(given: Given):
    ai, human = given.a1, given.h1
    listed = [character.id for character in given(listing(U1, W1)).characters]
    assert human in listed and ai not in listed


CASES.row("C-30", "a user without characters", listing(X, W1), answers(characters=[]))
CASES.row("C-32", "health", CHARACTER.HealthCheck(), answers(status="SERVING"))


@CASES.flow("C-33", "an avatar while MediaService is stopped", APART)
def avatar_without_media(given: Given):
    with given.elsewhere(scattered) as other:
        other(update(avatar_media_id=other.uploaded(AVATAR)))
        assert other(get(A1)).avatar_url
        other.platform.kill("media")
        other.expect(get(A1), answers(display_name="Ada", avatar_url=""))


# Section 1.2, what the cases above leave out.

CASES.row("C-101", "a malformed and an empty world", [create(world_id="x"), create(world_id="")], NOT_CREATED)
CASES.row("C-102", "a malformed user", create(real_user_id="nobody"), NOT_CREATED)
CASES.row("C-103", "any well-formed user exists, where none are registered", create(real_user_id=X), answers(real_user_id=X), ALL - STRICT)
CASES.row("C-104", "nobody looks for the avatar", create(avatar_media_id=X), answers(avatar_media_id=X, avatar_url=""))
CASES.row("C-105", "a name of a megabyte", create(display_name="й" * 500_000), answers(display_name="й" * 500_000))
CASES.row("C-106", "U+0000 in meta as it is", create(meta='{"a":"\0"}'), NOT_CREATED)


@CASES.flow("C-107", "an id in 32 digits is answered in its canonical form, and no avatar URL on creation")
def avatar_on_creation(given: Given):
    media = given.presign(AVATAR, character_id=X).media_id
    given.expect(create(avatar_media_id=media), answers(avatar_media_id=canonical(media), avatar_url=""))


@CASES.flow("C-108", "a character reads as it was created")
def reads_as_created(given: Given):
    created = given(create(display_name="Neo", real_user_id=U1, meta='{"b":1,"a":[]}'))
    assert given(get(created.id)) == created


@CASES.flow("C-109", "the avatar's URL, uploaded or not", V2)
def avatar_url(given: Given):
    media = given.presign(AVATAR).media_id
    updated = given(update(avatar_media_id=media))
    for character in (updated, given(get(A1))):
        link = Link(character.avatar_url)
        assert link.key == f"{given.w1}/{given.a1}/avatars/{media}.png"
        assert link["X-Amz-Expires"] == "3600"
        assert character.avatar_media_id == canonical(media)


CASES.row("C-110", "an empty name may be set", update(display_name=""), answers(display_name=""), V2)
CASES.row("C-111", "an avatar is not removed", update(avatar_media_id=""), NOT_UPDATED, V2)
CASES.row("C-112", "a malformed avatar", update(avatar_media_id="x"), NOT_UPDATED, V2)
CASES.row("C-113", "nobody looks for the new avatar", update(avatar_media_id=X), answers(avatar_media_id=X, avatar_url=""), V2)
CASES.row("C-114", "meta that is no JSON", update(meta="{"), NOT_UPDATED, V2)
CASES.row("C-115", "an unknown, a malformed and an empty id", [update(id, display_name="N") for id in (X, "zz", "")], NOT_UPDATED, V2)
CASES.row("C-116", "U+0000 in a new name", update(display_name="\0"), NOT_UPDATED, V2)


@CASES.flow("C-117", "a refused update changes nothing", V2)
def refused_update(given: Given):
    before = given(get(A1))
    given.refused(update(display_name="changed", meta="{"), INTERNAL, "Failed to update character")
    assert given(get(A1)) == before


@CASES.flow("C-118", "several fields at once", V2)
def several_fields(given: Given):
    given.expect(update(display_name="N", meta='{"b":2}', avatar_media_id=X), answers(display_name="N", meta='{"b": 2}', avatar_media_id=X))


@CASES.flow("C-119", "the oldest first, whatever was updated since; nobody else's, no other world's", V2)
def order_of_characters(given: Given):
    user = given.new_user()
    first, second = (given.character(real_user_id=user) for _ in range(2))
    given.character(real_user_id=user, world_id=given.w2)
    given.character(real_user_id=U2)
    given(update(first, display_name="Renamed"))
    given.expect(listing(user, W1), answers(characters=[{"id": first, "display_name": "Renamed"}, {"id": second}]))


@CASES.flow("C-120", "avatars in a list", V2)
def avatars_in_a_list(given: Given):
    user = given.new_user()
    given.character(real_user_id=user)
    given.character(real_user_id=user, avatar_media_id=given.presign(AVATAR).media_id)
    assert [bool(character.avatar_url) for character in given(listing(user, W1)).characters] == [False, True]


@CASES.flow("C-129", "a list shows a character as it is shown alone")
def shown_alike(given: Given):
    user = given.new_user()
    id = given.character(real_user_id=user, meta='{"k":1}')
    assert given(listing(user, W1)).characters[0] == given(get(id))


CASES.row("C-121", "malformed and empty ids of a list", [listing(*ids) for ids in (("x", W1), ("", W1), (U1, "x"), (U1, ""))], NOT_LISTED)
CASES.row("C-122", "an unknown world has no characters", listing(U1, X), answers(characters=[]))


# Section 0.2, spellings of ids.

CASES.row("C-123", "a world in any spelling", [create(world_id=W1.spelled(change)) for change in SPELLINGS.values()], answers(world_id=W1), ONCE)
CASES.row("C-124", "a user in any spelling",
          [create(real_user_id=U1.spelled(change)) for change in SPELLINGS.values()], answers(real_user_id=U1), DEFAULT | STRICT)
CASES.row("C-125", "a character in any spelling", [get(A1.spelled(change)) for change in SPELLINGS.values()], answers(id=A1), DEFAULT | MONGODB)
CASES.row("C-126", "misspelled worlds", [create(world_id=W1.spelled(change)) for change in MISSPELLINGS.values()], NOT_CREATED, ONCE)
CASES.row("C-127", "misspelled avatars",
          [create(avatar_media_id=X.spelled(change)) for change in MISSPELLINGS.values()], NOT_CREATED, ONCE)
CASES.row("C-128", "misspelled characters", [get(A1.spelled(change)) for change in MISSPELLINGS.values()], NOT_THERE, ONCE)
CASES.row("C-154", "a list by ids in any spelling", [listing(U1.spelled(change), W1.spelled(change)) for change in SPELLINGS.values()],
          answers(), DEFAULT | MONGODB)


# Section 0.4, JSON as the database renders it.

RENDERED = {
    "the contract's example": (
        r'{"username":"x","bio":"y","bio":"z", "n":1.0,"e":1e2,"c":"\u0434","arr":[1,{"b":1,"a":2}],"ab":null}',
        '{"c": "д", "e": 100, "n": 1.0, "ab": null, "arr": [1, {"a": 2, "b": 1}], "bio": "z", "username": "x"}',
    ),
    "short keys first": ('{"bb":1,"a":2,"ccc":3,"ab":4,"":5}', '{"": 5, "a": 2, "ab": 4, "bb": 1, "ccc": 3}'),
    "keys are measured in bytes": ('{"я":1,"abc":2,"zz":3,"x":4}', '{"x": 4, "zz": 3, "я": 1, "abc": 2}'),
    "capitals before small letters": ('{"a":1,"B":2}', '{"B": 2, "a": 1}'),
    "escaped keys are compared decoded": (r'{"\u0061":1,"a":2}', '{"a": 2}'),
    "the last of equal keys, at any depth": ('{"o":{"k":1,"k":[2]},"o":{"k":3,"k":[4]}}', '{"o": {"k": [4]}}'),
    "numbers keep their digits": (
        "[1.0,1.50,1e2,1E+2,1.5e1,1.50e1,1e-3,12345678901234567890123,3.141592653589793238462643383279,-5]",
        "[1.0, 1.50, 100, 100, 15, 15.0, 0.001, 12345678901234567890123, 3.141592653589793238462643383279, -5]",
    ),
    "no negative zero": ("-0.0", "0.0"),
    "escapes": (r'"\u0434\n\t\"\\\/\b\f\r\u001f\u007f"', '"д\\n\\t\\"\\\\/\\b\\f\\r\\u001f\x7f"'),
    "a pair of surrogates": (r'"\ud83d\ude00"', '"😀"'),
    "blanks": (' \t\r\n{ "a" : [ 1 , { } , [ ] ] } ', '{"a": [1, {}, []]}'),
    "true": ("true", "true"),
    "a number": ("0", "0"),
    "an empty text": ('""', '""'),
    "raw text beyond ASCII": ('["ёж","🦔"]', '["ёж", "🦔"]'),
}
REJECTED = {
    "open object": "{", "a word": "nope", "something behind": '{"a":1} x', "single quotes": "{'a':1}", "comma at the end": "[1,]",
    "comma at the end of an object": '{"a":1,}', "leading zero": "01", "plus": "+1", "no whole part": ".5", "no fraction": "1.",
    "no exponent": "1e", "not a number": "NaN", "infinity": "Infinity", "blanks alone": "  ", "unterminated": '"a', "raw tab": '"a\tb"',
    "unknown escape": r'"\x41"', "escaped U+0000": r'"\u0000"', "escaped U+0000 in a key": r'{"\u0000":1}', "high surrogate": r'"\ud800"',
    "low surrogate": r'"\udc00"', "high surrogate before a letter": r'"\ud800\u0041"', "two high surrogates": r'"\ud800\ud800"',
    "half an escape": r'"\u00"', "key without quotes": "{a:1}", "no value": '{"a":}', "two values": "1 2", "comment": "{} // no",
    "a hundred thousand levels": "[" * 100_000 + "]" * 100_000,
}
for number, (title, (text, rendered)) in enumerate(RENDERED.items(), 130):
    CASES.row(f"C-{number}", f"JSON: {title}", create(meta=text), answers(meta=rendered), DEFAULT | MONGODB)
CASES.row("C-150", "no JSON", [create(meta=text) for text in REJECTED.values()], NOT_CREATED, ONCE)
CASES.row("C-151", "no JSON in an update", [update(meta=text) for text in REJECTED.values()], NOT_UPDATED, ONCE)


@CASES.flow("C-152", "rendered JSON is rendered as itself", ONCE)
def rendering_is_stable(given: Given):
    for _, rendered in RENDERED.values():
        given.expect(create(meta=rendered), answers(meta=rendered))


@CASES.flow("C-153", "a large document comes back whole", DEFAULT | MONGODB)
def large_document(given: Given):
    document = {f"key {number}": {"text": "ы" * 100, "numbers": [number, number / 8]} for number in range(2_000)}
    assert json.loads(given(create(meta=json.dumps(document))).meta) == document


# Section 1.1, the two versions.


@CASES.flow("C-160", "v1 has no UpdateCharacter", V1)
def no_update_in_v1(given: Given):
    path = "/generia.character.CharacterService/UpdateCharacter"
    given.expect_bytes(
        "character", path, b"", refuses(UNIMPLEMENTED, "unknown method UpdateCharacter for service generia.character.CharacterService")
    )


@CASES.flow("C-161", "what a reader of v2 sees in an answer of v1", V1)
def read_by_the_other_version(given: Given):
    created = given(create(meta='{"k":1}'))
    seen = Schema.of("v2").message("generia.character.Character").FromString(created.SerializeToString())
    assert (seen.avatar_url, seen.meta, seen.created_at) == ('{"k": 1}', created.created_at, "")


# Sections 0.5 and 1.3 (C-D1): a lost store. By default clients are told that it is an outage; the originals have one answer for all.


@CASES.flow("C-170", "a lost store is an outage", MONGODB)
def lost_store(given: Given):
    with given.elsewhere(losing_its_store) as other:
        calls = [get(other.a1), create(), update(other.a1, display_name="N"), listing(U1, W1)]
        other.platform.lose_store()
        for call in calls:
            other.refused(call, UNAVAILABLE, ANY_TEXT)


@CASES.flow("C-171", "a lost store is a missing character to the letter", MONGODB)
def lost_store_strictly(given: Given):
    with given.elsewhere(losing_its_store, "--strict") as other:
        id, user, world = other.a1, other.u1, other.w1
        other.platform.lose_store()
        for call, expectation in (
            (get(id), NOT_THERE), (create(world_id=world), NOT_CREATED), (update(id, display_name="N"), NOT_UPDATED),
            (listing(user, world), NOT_LISTED),
        ):
            other.expect(call, expectation)
