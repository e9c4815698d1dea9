"""MediaService: platform contract, sections 2 and 11.2."""

import datetime
import io
import re
import time
import urllib.parse

import boto3
import botocore.config
from PIL import Image

from .case import (ALL, DEFAULT, EXTENSIONS, INVALID_ARGUMENT, MEDIA, MONGODB, NOT_FOUND, ONCE, STRICT, UNKNOWN, V1, V2, Section, answers,
                   refuses)
from .given import AVATAR, POST_IMAGE, WORLD_HEADER, WORLD_ICON, Given, Link, http_request, post_key
from .values import (A1, ANY_TEXT, HEX32, MA, MISSPELLINGS, MW, NOW, SOMETHING, SPELLINGS, W1, X, bare, canonical, contains,
                     ends_with, in_seconds, starts_with, upper)
from .wire import Schema

CASES = Section("media")
# The status codes of the originals; the extensions have better ones.
ORIGINAL = ALL - EXTENSIONS
NO_ROW = "sql: no rows in result set"
TOO_LONG = "failed to generate presigned URL: failed to generate presigned URL: Expires cannot be greater than 7 days."
NAME_TOO_LONG = "failed to generate presigned URL: Object name cannot be longer than 1024 characters"
NO_OBJECT = "failed to verify media in storage: The specified key does not exist."
SIGNED = ["X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Date", "X-Amz-Expires", "X-Amz-SignedHeaders"]
VARIANT = {"name": "original", "url": SOMETHING, "width": 0, "height": 0}


def no_uuid(value: str) -> str:
    return f'pq: invalid input syntax for type uuid: "{value}"'


def presign(media_type=POST_IMAGE, **arguments):
    fields = {"world_id": W1, "character_id": A1, "filename": "a.png", "content_type": "image/png", "media_type": media_type}
    return MEDIA.GetPresignedUploadURL(**{**fields, **arguments})


def confirm(id, character=A1):
    return MEDIA.ConfirmUpload(media_id=id, character_id=character)


def get(id):
    return MEDIA.GetMedia(media_id=id)


def url(id=MA, variant="original", seconds=0):
    return MEDIA.GetMediaURL(media_id=id, variant=variant, expires_in=seconds)


def key_of(given: Given, *arguments, **more) -> tuple[str, str]:
    """The object name of a new media, and its id."""
    media = given(presign(*arguments, **more))
    return Link(media.upload_url).decoded_key, media.media_id


def refused_by_store(answer, status: int, code: str) -> None:
    found = re.search(rb"<Code>(\w+)</Code>", answer.body)
    assert (answer.status, found and found[1].decode()) == (status, code), answer.body


# The contract's cases.


@CASES.flow("M-02", "an avatar's object name", V2)
def avatar_name(given: Given):
    key, id = key_of(given, AVATAR)
    assert key == f"{given.w1}/{given.a1}/avatars/{id}.png"


@CASES.flow("M-03", "a world header's object name", V2)
def header_name(given: Given):
    key, id = key_of(given, WORLD_HEADER, character_id="")
    assert key == f"{given.w1}/world_data/{id}.png"


@CASES.flow("M-05", "a world header with the world as its character", V2)
def header_with_a_character(given: Given):
    key, id = key_of(given, WORLD_HEADER, character_id=W1)
    assert key == f"{given.w1}/world_data/{id}.png"
    given.expect(get(id), answers(character_id=W1))


@CASES.flow("M-06", "an object name without a type", V2)
def untyped_name(given: Given):
    key, id = key_of(given, 0)
    assert key == f"{given.a1}/{id}.png"


@CASES.flow("M-08", "extensions of object names")
def extensions(given: Given):
    suffixes = {"a.JPG": ".JPG", "p.tar.gz": ".gz", ".png": ".png", "foo.": ".", "noext": "", "a.b/c": "", "": ""}
    for filename, suffix in suffixes.items():
        key, id = key_of(given, filename=filename)
        assert key == post_key(given, id).removesuffix(".png") + suffix, filename


@CASES.flow("M-09", "the query of an upload URL")
def upload_query(given: Given):
    link = Link(given(presign()).upload_url)
    assert link.names == [*SIGNED, "X-Amz-Signature"]
    assert (link["X-Amz-Expires"], link["X-Amz-SignedHeaders"]) == ("600", "host")


CASES.row("M-11", "an empty world", presign(world_id=""), refuses(UNKNOWN, f"failed to store media in database: {no_uuid('')}"), ORIGINAL - V1)
CASES.row("M-12", "an unknown world", presign(world_id=X), refuses(UNKNOWN, contains("media_world_id_fkey")), ORIGINAL - V1)
CASES.row("M-14", "an unknown character", presign(character_id=X), answers(media_id=HEX32))
CASES.row("M-15", "a negative size, no content type, no file name", presign(size=-5, content_type="", filename=""), answers(media_id=HEX32))
CASES.row("M-17", "confirming before the upload", confirm(MA), refuses(UNKNOWN, NO_OBJECT), ORIGINAL)


@CASES.flow("M-18", "an upload")
def upload(given: Given):
    answer = http_request("PUT", given(presign()).upload_url, b"bytes", {"Content-Type": "image/png"})
    assert (answer.status, answer.body) == (200, b"")


@CASES.flow("M-20", "an upload whose query was decoded on the way")
def decoded_upload(given: Given):
    address = given(presign()).upload_url
    decoded = address.replace("%2F", "/")
    assert decoded != address
    assert http_request("PUT", decoded, b"bytes", {"Content-Type": "image/png"}).status == 200


@CASES.flow("M-21", "confirming an upload")
def confirming(given: Given):
    media = given(presign())
    http_request("PUT", media.upload_url, b"bytes", {"Content-Type": "image/png"})
    given.expect(confirm(media.media_id), answers(success=True, variants=[VARIANT]))
    link = given(confirm(media.media_id)).variants[0].url
    assert Link(link)["X-Amz-Expires"] == "3600"
    assert http_request("GET", link).body == b"bytes"


CASES.row("M-23", "confirming an unknown media", confirm(X), refuses(UNKNOWN, f"failed to get media from database: {NO_ROW}"), ORIGINAL)
CASES.row("M-24", "confirming a malformed and an empty id", [confirm(id) for id in ("zz", "")],
          [refuses(UNKNOWN, f"failed to get media from database: {no_uuid(id)}") for id in ("zz", "")], ORIGINAL)


@CASES.flow("M-26", "a media as it was declared")
def as_declared(given: Given):
    id = given(presign(filename="cat.png", content_type="image/png", size=42)).media_id
    expected = answers(
        media_id=canonical(id), character_id=A1, world_id=W1, filename="cat.png", content_type="image/png", size=42, media_type=POST_IMAGE,
        created_at=NOW, variants=[VARIANT],
    )
    given.expect(get(id), expected)


CASES.row("M-27", "a media of a world", get(MW), answers(character_id="", world_id=W1), V2)
CASES.row("M-29", "an unknown media", get(X), refuses(UNKNOWN, f"failed to get media: failed to get media from database: {NO_ROW}"), ORIGINAL)


@CASES.flow("M-30", "no lifetime and a negative one")
def default_lifetime(given: Given):
    for seconds in (0, -1):
        given.expect(url(seconds=seconds), answers(expires_at=in_seconds(3600)))
        assert Link(given(url(seconds=seconds)).url)["X-Amz-Expires"] == "3600"


@CASES.flow("M-32", "a lifetime of a minute")
def a_minute(given: Given):
    given.expect(url(seconds=60), answers(expires_at=in_seconds(60)))
    assert Link(given(url(seconds=60)).url)["X-Amz-Expires"] == "60"


@CASES.flow("M-33", "the query of a download URL")
def download_query(given: Given):
    link = Link(given(url()).url)
    assert link.names == [*SIGNED, "response-content-type", "X-Amz-Signature"]
    assert link["response-content-type"] == "image%2Fpng"


CASES.row("M-35", "a lifetime of seven days", url(seconds=604_800),
          answers(url=contains("X-Amz-Expires=604800&"), expires_at=in_seconds(604_800)))
CASES.row("M-36", "a longer lifetime", url(seconds=604_801), refuses(UNKNOWN, ends_with("Expires cannot be greater than 7 days.")), ORIGINAL)
CASES.row("M-38", "optimizing does nothing, whatever the id", [
    MEDIA.OptimizeImage(media_id=id, variants_to_create=["thumbnail"]) for id in (MA, "whatever", "")
], answers(variants=[]), ORIGINAL)
CASES.row("M-39", "health", MEDIA.HealthCheck(), answers(status=1))


@CASES.flow("M-41", "v1 asks again for the character", V1)
def confirming_for_another_character(given: Given):
    media = given(presign())
    assert Link(media.upload_url).key == f"{given.a1}/{media.media_id}.png"
    http_request("PUT", media.upload_url, b"bytes")
    given.refused(confirm(media.media_id, X), UNKNOWN, "character ID mismatch")


# Section 2.2, what the cases above leave out.


@CASES.flow("M-101", "a post picture: 32 digits, ten minutes, its object name")
def post_picture(given: Given):
    given.expect(presign(), answers(media_id=HEX32, upload_url=SOMETHING, expires_at=in_seconds(600)))
    key, id = key_of(given)
    assert key == post_key(given, id)


@CASES.flow("M-102", "a world icon's object name", V2)
def icon_name(given: Given):
    key, id = key_of(given, WORLD_ICON, character_id="")
    assert key == f"{given.w1}/world_data/{id}.png"


@CASES.flow("M-103", "types without a name are kept as they are", V2)
def unnamed_types(given: Given):
    for number in (5, 77, -1):
        key, id = key_of(given, number)
        assert key == f"{given.a1}/{id}.png"
        given.expect(get(id), answers(media_type=number))


@CASES.flow("M-104", "object names keep the caller's spelling, rows do not", V2)
def spelling_of_names(given: Given):
    key, id = key_of(given, world_id=W1.spelled(upper), character_id=A1.spelled(bare))
    assert key == f"{given.w1.upper()}/{bare(given.a1)}/posts/{id}.png"
    given.expect(get(id), answers(world_id=W1, character_id=A1))


@CASES.flow("M-105", "object names with nothing for the character can be uploaded and read", V2)
def names_without_a_character(given: Given):
    for media_type, start in ((POST_IMAGE, f"{given.w1}//posts/"), (AVATAR, f"{given.w1}//avatars/"), (0, "/")):
        media = given(presign(media_type, character_id=""))
        assert Link(media.upload_url).key == f"{start}{media.media_id}.png"
        assert http_request("PUT", media.upload_url, start.encode()).status == 200
        given.expect(confirm(media.media_id), answers(success=True))
        assert http_request("GET", given(url(media.media_id)).url).body == start.encode()


@CASES.flow("M-106", "malformed worlds and characters", (ORIGINAL - V1) & (DEFAULT | STRICT))
def malformed_owners(given: Given):
    for change in MISSPELLINGS.values():
        world, character = change(given.w1), change(given.a1)
        given.refused(presign(world_id=world), UNKNOWN, f"failed to store media in database: {no_uuid(world)}")
        given.refused(presign(character_id=character), UNKNOWN, f"failed to store media in database: {no_uuid(character)}")


CASES.row("M-107", "the whole text of an unknown world", presign(world_id=X), refuses(
    UNKNOWN, 'failed to store media in database: pq: insert or update on table "media" violates foreign key constraint "media_world_id_fkey"'
), ORIGINAL - V1)


@CASES.flow("M-108", "an object name of 1024 characters, and one more", ORIGINAL - V1)
def long_names(given: Given):
    rest = len(f"{given.w1}/{given.a1}/posts/") + 32
    assert len(key_of(given, filename="." + "x" * (1023 - rest))[0]) == 1024
    given.refused(presign(filename="." + "x" * (1024 - rest)), UNKNOWN, NAME_TOO_LONG)
    # The name is made before the row: a world that is no id is not looked at any more.
    given.refused(presign(filename="." + "x" * 1100, world_id="zz"), UNKNOWN, NAME_TOO_LONG)


CASES.row("M-109", "U+0000 in a text", presign(content_type="image/\0"),
          refuses(UNKNOWN, starts_with("failed to store media in database: ")), ORIGINAL)
CASES.row("M-110", "any content type, file name and size are kept",
          presign(content_type="кот; v=1", filename="../../é \"&\n", size=2**62), answers(media_id=HEX32))


@CASES.flow("M-111", "ids in any spelling", DEFAULT | MONGODB)
def spellings(given: Given):
    id = given.uploaded()
    for change in SPELLINGS.values():
        given.expect(confirm(change(canonical(id))), answers(success=True))
        given.expect(get(change(canonical(id))), answers(media_id=canonical(id)))
        given.expect(url(change(canonical(id))), answers(url=SOMETHING))


@CASES.flow("M-112", "misspelled ids", ONCE)
def misspellings(given: Given):
    for change in MISSPELLINGS.values():
        id = change(canonical(given.ma))
        given.refused(confirm(id), UNKNOWN, f"failed to get media from database: {no_uuid(id)}")
        given.refused(get(id), UNKNOWN, f"failed to get media: failed to get media from database: {no_uuid(id)}")
        given.refused(url(id), UNKNOWN, f"failed to get media from database: {no_uuid(id)}")


CASES.row("M-113", "the URL of an unknown media", url(X), refuses(UNKNOWN, f"failed to get media from database: {NO_ROW}"), ORIGINAL)
CASES.row("M-114", "a malformed id at every door", [get("zz"), get(""), url("zz"), url("")], [
    refuses(UNKNOWN, f"failed to get media: failed to get media from database: {no_uuid('zz')}"),
    refuses(UNKNOWN, f"failed to get media: failed to get media from database: {no_uuid('')}"),
    refuses(UNKNOWN, f"failed to get media from database: {no_uuid('zz')}"),
    refuses(UNKNOWN, f"failed to get media from database: {no_uuid('')}"),
], ORIGINAL)


@CASES.flow("M-115", "every variant is the original", ORIGINAL)
def every_variant(given: Given):
    for variant in ("", "small", "medium", "thumbnail", "a/b", "ä?&"):
        assert Link(given(url(variant=variant)).url).key == post_key(given, given.ma), variant


@CASES.flow("M-116", "a variant that was put there by hand", ORIGINAL - V1)
def variant_by_hand(given: Given):
    id = given.uploaded()
    key = f"{given.a1}/{canonical(id)}_by-hand.png"
    storage(given).put_object(Bucket="generia-images", Key=key, Body=b"small")
    link = given(url(id, "by-hand")).url
    assert Link(link).key == key
    assert http_request("GET", link).body == b"small"


CASES.row("M-117", "the longest lifetimes", [url(seconds=seconds) for seconds in (9_223_372_036, 9_223_372_037, 2**63 - 1)],
          refuses(UNKNOWN, TOO_LONG), ORIGINAL - STRICT)


@CASES.flow("M-118", "the longest lifetime overflows to an hour", STRICT)
def overflow(given: Given):
    assert Link(given(url(seconds=2**63 - 1)).url)["X-Amz-Expires"] == "3600"
    given.refused(url(seconds=9_223_372_036), UNKNOWN, TOO_LONG)


CASES.row("M-119", "the least lifetime", url(seconds=-(2**63)), answers(expires_at=in_seconds(3600)))


@CASES.flow("M-120", "confirming twice, in either spelling of the id")
def confirming_twice(given: Given):
    id = given.uploaded()
    for spelling in (id, canonical(id), id):
        given.expect(confirm(spelling), answers(success=True))


@CASES.flow("M-121", "URLs before the upload")
def before_the_upload(given: Given):
    link = given(url()).url
    refused_by_store(http_request("GET", link), 404, "NoSuchKey")
    assert http_request("GET", given(get(MA)).variants[0].url).status == 404


# Section 2.4, presigned URLs.


@CASES.flow("M-122", "origin, bucket, and values of the query")
def form_of_urls(given: Given):
    for address in (given(presign()).upload_url, given(url()).url):
        link = Link(address)
        assert (link.origin, link.bucket) == (given.platform.endpoints["s3"], "generia-images")
        assert link["X-Amz-Algorithm"] == "AWS4-HMAC-SHA256"
        date = datetime.datetime.strptime(link["X-Amz-Date"], "%Y%m%dT%H%M%SZ").replace(tzinfo=datetime.UTC)
        assert abs(date.timestamp() - time.time()) < 3
        assert link["X-Amz-Credential"] == f"minioadmin%2F{date:%Y%m%d}%2Fus-east-1%2Fs3%2Faws4_request"
        assert re.fullmatch("[0-9a-f]{64}", link["X-Amz-Signature"])


@CASES.flow("M-123", "object names are percent-encoded", V2)
def encoding(given: Given):
    for suffix in (".p g", ".a+b", ".é", ".x?y=1&z#", ".%2F", ".~_-", ".(1)*'!"):
        media = given(presign(filename="a" + suffix))
        link = Link(media.upload_url)
        assert link.key == urllib.parse.quote(f"{given.w1}/{given.a1}/posts/{media.media_id}{suffix}", safe="/-_.~"), suffix
        assert http_request("PUT", media.upload_url, suffix.encode()).status == 200, suffix
        assert http_request("GET", given(url(media.media_id)).url).body == suffix.encode(), suffix


@CASES.flow("M-124", "the content type of the download is the declared one, of an undeclared one the upload's")
def content_types(given: Given):
    for declared, expected in (("image/png", "image/png"), ("", "text/x-uploaded"), ("text/plain; charset=utf-8", "text/plain; charset=utf-8")):
        media = given(presign(content_type=declared))
        assert http_request("PUT", media.upload_url, b"x", {"Content-Type": "text/x-uploaded"}).status == 200
        link = given(url(media.media_id)).url
        assert ("response-content-type" in Link(link).names) == bool(declared)
        assert http_request("GET", link).headers["Content-Type"] == expected


@CASES.flow("M-125", "a second upload replaces the first; no size is enforced")
def replacing(given: Given):
    media = given(presign(size=3))
    for content in (b"first" * 1000, b"", b"third"):
        assert http_request("PUT", media.upload_url, content).status == 200
        assert http_request("GET", given(url(media.media_id)).url).body == content


@CASES.flow("M-126", "an expired URL")
def expired(given: Given):
    id = given.uploaded()
    link = given(url(id, seconds=1)).url
    assert http_request("GET", link).body == b"picture"
    time.sleep(2.2)
    answer = http_request("GET", link)
    refused_by_store(answer, 403, "AccessDenied")
    assert b"Request has expired" in answer.body


@CASES.flow("M-127", "URLs that were tampered with")
def tampering(given: Given):
    id, other = given.uploaded(), given.uploaded(content=b"secret")
    link = given(url(id)).url
    signature = Link(link)["X-Amz-Signature"]
    changed = signature[:-1] + ("0" if signature[-1] != "0" else "1")
    for forged in (
        link.replace(signature, changed), link.replace(id, other), link.replace("X-Amz-Expires=3600", "X-Amz-Expires=36000"),
        link.replace("image%2Fpng", "text%2Fhtml"), link + "&response-content-disposition=inline",
    ):
        assert forged != link
        refused_by_store(http_request("GET", forged), 403, "SignatureDoesNotMatch")
    refused_by_store(http_request("PUT", link, b"overwritten"), 403, "SignatureDoesNotMatch")
    refused_by_store(http_request("GET", link, headers={"Host": "elsewhere"}), 403, "SignatureDoesNotMatch")
    assert http_request("GET", link).body == b"picture"


@CASES.flow("M-128", "the bucket is private")
def private_bucket(given: Given):
    link = given(url(given.uploaded())).url
    refused_by_store(http_request("GET", link.partition("?")[0]), 403, "AccessDenied")


@CASES.flow("M-129", "the same URL twice in a second")
def same_url(given: Given):
    pairs = [(given(url()).url, given(url()).url) for _ in range(5)]
    same_second = [(one, two) for one, two in pairs if Link(one)["X-Amz-Date"] == Link(two)["X-Amz-Date"]]
    assert same_second and all(one == two for one, two in same_second)


@CASES.flow("M-130", "headers besides the host are not constrained")
def any_headers(given: Given):
    headers = {"Content-Type": "application/x-anything", "X-Whatever": "1", "Cache-Control": "no-store"}
    assert http_request("PUT", given(presign()).upload_url, b"bytes", headers).status == 200


# Sections 0.7 and 2.1, the two versions.


@CASES.flow("M-140", "v1 needs no world", V1)
def no_world_in_v1(given: Given):
    id = given(presign(world_id="")).media_id
    given.expect(get(id), answers(world_id="", character_id=A1))


CASES.row("M-141", "v1 needs a character", presign(character_id=""), refuses(UNKNOWN, f"failed to store media in database: {no_uuid('')}"), V1)


@CASES.flow("M-142", "v1 compares characters as texts", V1)
def textual_comparison_in_v1(given: Given):
    id = given.uploaded()
    given.expect(confirm(id), answers(success=True, variants=[VARIANT]))
    given.refused(confirm(id, A1.spelled(upper)), UNKNOWN, "character ID mismatch")
    given.refused(confirm(id, ""), UNKNOWN, "character ID mismatch")


@CASES.flow("M-143", "a request of v1 swaps world and character for a server of v2", ONCE)
def read_by_the_other_version(given: Given):
    path, request_class, _ = Schema.of("v1").method("media", "GetPresignedUploadURL")
    response_class = Schema.of("v2").method("media", "GetPresignedUploadURL")[2]
    body = request_class(character_id=given.w1, world_id=given.a1, filename="a.png").SerializeToString()
    media = response_class.FromString(given.wire.send_bytes("media", path, body))
    assert Link(media.upload_url).key == f"{given.a1}/{media.media_id}.png"
    given.expect(get(media.media_id), answers(world_id=W1, character_id=A1, media_type=0))


# What the extensions add: precise codes, and variants with sizes.

CASES.row("M-150", "precise codes: malformed ids", [confirm("zz"), get("zz"), url(""), presign(world_id="zz"), presign(character_id="zz")],
          refuses(INVALID_ARGUMENT, ANY_TEXT), EXTENSIONS)
CASES.row("M-151", "precise codes: unknown ids", [confirm(X), get(X), url(X), presign(world_id=X)], refuses(NOT_FOUND, ANY_TEXT), EXTENSIONS)
CASES.row("M-152", "precise codes: nothing was uploaded", confirm(MA), refuses(NOT_FOUND, ANY_TEXT), EXTENSIONS)
CASES.row("M-153", "precise codes: limits", [url(seconds=604_801), presign(filename="." + "x" * 1100)],
          refuses(INVALID_ARGUMENT, ANY_TEXT), EXTENSIONS)


@CASES.flow("M-154", "real variants of a picture", EXTENSIONS)
def variants(given: Given):
    content = io.BytesIO()
    Image.radial_gradient("L").resize((900, 450)).save(content, "PNG")
    id = given.uploaded(content=content.getvalue())
    variants = {variant.name: variant for variant in given(confirm(id)).variants}
    assert set(variants) == {"thumbnail", "small", "medium", "original"}
    assert (variants["original"].width, variants["original"].height) == (900, 450)
    sizes = [variants[name].width for name in ("thumbnail", "small", "medium", "original")]
    assert sizes == sorted(set(sizes))
    for name, variant in variants.items():
        assert abs(variant.width - 2 * variant.height) <= 1, name
        for address in (variant.url, given(url(id, name)).url):
            answer = http_request("GET", address)
            assert Image.open(io.BytesIO(answer.body)).size == (variant.width, variant.height), name
            assert answer.headers["Content-Type"] == "image/png"
    assert {variant.name for variant in given(get(id)).variants} == set(variants)


@CASES.flow("M-155", "an upload that is no picture has one variant", EXTENSIONS)
def no_picture(given: Given):
    id = given.uploaded(content=b"not a picture")
    assert [variant.name for variant in given(confirm(id)).variants] == ["original"]
    assert http_request("GET", given(url(id, "small")).url).body == b"not a picture"


@CASES.flow("M-156", "optimizing makes the named variants", EXTENSIONS)
def optimizing(given: Given):
    content = io.BytesIO()
    Image.new("RGB", (800, 800), "teal").save(content, "PNG")
    id = given.uploaded(content=content.getvalue())
    made = given(MEDIA.OptimizeImage(media_id=id, variants_to_create=["small"])).variants
    assert [variant.name for variant in made] == ["small"] and 0 < made[0].width == made[0].height < 800
    given.refused(MEDIA.OptimizeImage(media_id=id, variants_to_create=["gigantic"]), INVALID_ARGUMENT, ANY_TEXT)
    given.refused(MEDIA.OptimizeImage(media_id=X, variants_to_create=["small"]), NOT_FOUND, ANY_TEXT)


def storage(given: Given):
    """A client of the platform's object storage."""
    return boto3.client(
        "s3", endpoint_url=f"http://{given.platform.endpoints['s3']}", aws_access_key_id="minioadmin", aws_secret_access_key="minioadmin",
        region_name="us-east-1", config=botocore.config.Config(s3={"addressing_style": "path"}, retries={"max_attempts": 1}),
    )
