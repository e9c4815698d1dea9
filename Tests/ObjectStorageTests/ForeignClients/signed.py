"""Requests signed in their header fields by botocore, used and misused."""

import base64
import io
import zlib

from botocore.httpchecksum import AwsChunkedWrapper, Crc32Checksum

from cases import *

NOW = datetime.datetime.now(datetime.timezone.utc).replace(tzinfo=None)


def path(key):
    return f"{URL}/{BUCKET}/{key}"


def case_put_and_get():
    assert send("PUT", path("signed"), b"content", signed("PUT", "signed", b"content"))[0].status == 200
    assert send("GET", path("signed"), headers=signed("GET", "signed"))[1] == b"content"


def case_another_body():
    assert refusal(send("PUT", path("swapped"), b"other", signed("PUT", "swapped", b"content"))) == (400, "XAmzContentSHA256Mismatch")
    assert refusal(send("GET", path("swapped"), headers=signed("GET", "swapped"))) == (404, "NoSuchKey")


def case_another_request():
    headers = signed("PUT", "one", b"content")
    assert refusal(send("PUT", path("two"), b"content", headers)) == (403, "SignatureDoesNotMatch")
    assert refusal(send("DELETE", path("one"), headers=headers)) == (403, "SignatureDoesNotMatch")
    assert refusal(send("PUT", path("one"), b"content", headers, host="other.example")) == (403, "SignatureDoesNotMatch")
    assert refusal(send("PUT", path("one"), b"content", headers | {"x-amz-meta-a": "b"})) == (403, "AccessDenied")


def case_another_time():
    for minutes in (-20, 20):
        moved = NOW + datetime.timedelta(minutes=minutes)
        assert refusal(send("PUT", path("late"), b"x", signed("PUT", "late", b"x", now=moved))) == (403, "RequestTimeTooSkewed"), minutes
    for minutes in (-14, 14):
        moved = NOW + datetime.timedelta(minutes=minutes)
        assert send("PUT", path("late"), b"x", signed("PUT", "late", b"x", now=moved))[0].status == 200, minutes


def chunked(key, content, trailer=None):
    """Status and code of an upload in unsigned chunks, whose trailer carries a checksum."""
    body = AwsChunkedWrapper(io.BytesIO(content), checksum_cls=Crc32Checksum, checksum_name="x-amz-checksum-crc32", chunk_size=1000).read()
    if trailer:
        right = base64.b64encode(zlib.crc32(content).to_bytes(4, "big"))
        assert right in body
        body = body.replace(right, trailer)
    headers = signed("PUT", key, body, chunked=True, **{
        "Content-Encoding": "aws-chunked", "x-amz-trailer": "x-amz-checksum-crc32", "x-amz-decoded-content-length": str(len(content))})
    assert headers["X-Amz-Content-SHA256"] == "STREAMING-UNSIGNED-PAYLOAD-TRAILER", headers
    return refusal(send("PUT", path(key), body, headers))


def case_unsigned_chunks():
    content = bytes(range(256)) * 20
    assert chunked("chunked", content) == (200, "")
    got = s3.get_object(Bucket=BUCKET, Key="chunked", ChecksumMode="ENABLED")
    assert got["Body"].read() == content and "ContentEncoding" not in got
    assert chunked("chunked-wrong", content, trailer=b"AAAAAA==") == (400, "BadDigest")
    assert refusal(send("GET", path("chunked-wrong"), headers=signed("GET", "chunked-wrong"))) == (404, "NoSuchKey")


run(globals())
