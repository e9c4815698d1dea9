"""boto3 as an ordinary client: buckets, objects, listings."""

import gzip
import hashlib
import io

from cases import *

ODD_KEYS = [
    "a", "a/b", "a.png", "a.png/b", "/leading", "trailing/", "double//slash", "../up", "./here", "..", "%2e%2e/x", "100%",
    "sp ace+plus", "q?u&e=r#y", "мир/世界/🜁.png", "e\u0301", "\u00e9", "control\x01\x1f", "x" * 1024, "é" * 400, "a%file", "a/b%file",
    "W//posts/0123.png", "con:*|\\\"<>", ".hidden", "/" * 300 + "x",
]


def case_objects_come_back_as_they_were():
    body = bytes(range(256)) * 100
    put = s3.put_object(
        Bucket=BUCKET, Key="w/world_data/a.png", Body=body, ContentType="image/png", CacheControl="max-age=5", Metadata={"Name": "v 1"})
    assert put["ETag"] == f'"{hashlib.md5(body).hexdigest()}"', put
    got = s3.get_object(Bucket=BUCKET, Key="w/world_data/a.png")
    assert got["Body"].read() == body
    assert (got["ContentType"], got["CacheControl"], got["Metadata"]) == ("image/png", "max-age=5", {"name": "v 1"}), got
    assert got["AcceptRanges"] == "bytes" and got["ETag"] == put["ETag"]
    head = s3.head_object(Bucket=BUCKET, Key="w/world_data/a.png")
    assert head["ContentLength"] == len(body) and head["LastModified"] == got["LastModified"]


def case_odd_keys_are_distinct_and_listed():
    bucket = "odd-keys"
    s3.create_bucket(Bucket=bucket)
    for number, key in enumerate(ODD_KEYS):
        s3.put_object(Bucket=bucket, Key=key, Body=str(number).encode())
    for number, key in enumerate(ODD_KEYS):
        assert s3.get_object(Bucket=bucket, Key=key)["Body"].read() == str(number).encode(), key
    listed = [entry["Key"] for page in s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, PaginationConfig={"PageSize": 3})
              for entry in page["Contents"]]
    assert listed == sorted(ODD_KEYS, key=lambda key: key.encode()), listed
    listed = [entry["Key"] for page in s3.get_paginator("list_objects").paginate(Bucket=bucket, PaginationConfig={"PageSize": 4})
              for entry in page["Contents"]]
    assert listed == sorted(ODD_KEYS, key=lambda key: key.encode()), listed
    expect_code("BucketNotEmpty", s3.delete_bucket, Bucket=bucket)
    answer = s3.delete_objects(Bucket=bucket, Delete={"Objects": [{"Key": key} for key in ODD_KEYS if "\x01" not in key]})
    assert len(answer["Deleted"]) == len(ODD_KEYS) - 1, answer
    s3.delete_object(Bucket=bucket, Key="control\x01\x1f")
    assert s3.list_objects_v2(Bucket=bucket)["KeyCount"] == 0
    s3.delete_bucket(Bucket=bucket)
    expect_code("404", s3.head_bucket, Bucket=bucket)


def case_listing_with_delimiter():
    bucket = "listing"
    s3.create_bucket(Bucket=bucket)
    for key in ["a/1", "a/2", "b", "c/d/1", "c/e", "d-1"]:
        s3.put_object(Bucket=bucket, Key=key, Body=b"x")
    top = s3.list_objects_v2(Bucket=bucket, Delimiter="/")
    assert [entry["Key"] for entry in top["Contents"]] == ["b", "d-1"], top
    assert [entry["Prefix"] for entry in top["CommonPrefixes"]] == ["a/", "c/"], top
    below = s3.list_objects_v2(Bucket=bucket, Delimiter="/", Prefix="c/")
    assert [entry["Key"] for entry in below["Contents"]] == ["c/e"] and below["CommonPrefixes"][0]["Prefix"] == "c/d/", below
    pages = list(s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Delimiter="/", PaginationConfig={"PageSize": 1}))
    names = [entry["Key"] for page in pages for entry in page.get("Contents", [])] + \
        [entry["Prefix"] for page in pages for entry in page.get("CommonPrefixes", [])]
    assert sorted(names) == ["a/", "b", "c/", "d-1"], names
    after = s3.list_objects_v2(Bucket=bucket, StartAfter="b")
    assert [entry["Key"] for entry in after["Contents"]] == ["c/d/1", "c/e", "d-1"], after
    assert s3.list_objects_v2(Bucket=bucket, Prefix="a/1x")["KeyCount"] == 0
    assert s3.list_objects_v2(Bucket=bucket, MaxKeys=0)["KeyCount"] == 0
    entry = s3.list_objects_v2(Bucket=bucket, Prefix="b")["Contents"][0]
    assert entry["Size"] == 1 and entry["ETag"] == f'"{hashlib.md5(b"x").hexdigest()}"', entry


def case_buckets():
    assert s3.get_bucket_location(Bucket=BUCKET)["LocationConstraint"] is None
    assert BUCKET in [bucket["Name"] for bucket in s3.list_buckets()["Buckets"]]
    assert "Status" not in s3.get_bucket_versioning(Bucket=BUCKET)
    expect_code("BucketAlreadyOwnedByYou", s3.create_bucket, Bucket=BUCKET)
    expect_code("NoSuchBucket", s3.list_objects_v2, Bucket="missing-bucket")
    expect_code("NoSuchBucket", s3.put_object, Bucket="missing-bucket", Key="k", Body=b"x")
    expect_code("NoSuchBucket", s3.get_object, Bucket="missing-bucket", Key="k")
    expect_code("NoSuchBucket", s3.delete_bucket, Bucket="missing-bucket")


def case_missing_objects():
    error = expect_code("NoSuchKey", s3.get_object, Bucket=BUCKET, Key="missing")
    assert error["Error"]["Message"] == "The specified key does not exist." and error["ResponseMetadata"]["RequestId"], error
    expect_code("404", s3.head_object, Bucket=BUCKET, Key="missing")
    assert s3.delete_object(Bucket=BUCKET, Key="missing")["ResponseMetadata"]["HTTPStatusCode"] == 204


def case_ranges_and_conditions():
    put = s3.put_object(Bucket=BUCKET, Key="range", Body=b"0123456789")
    for asked, expected, where in [
        ("bytes=0-3", b"0123", "bytes 0-3/10"), ("bytes=7-", b"789", "bytes 7-9/10"), ("bytes=-2", b"89", "bytes 8-9/10"),
        ("bytes=5-99", b"56789", "bytes 5-9/10"),
    ]:
        got = s3.get_object(Bucket=BUCKET, Key="range", Range=asked)
        assert (got["Body"].read(), got["ContentRange"]) == (expected, where), (asked, got)
        assert got["ResponseMetadata"]["HTTPStatusCode"] == 206
    expect_code("InvalidRange", s3.get_object, Bucket=BUCKET, Key="range", Range="bytes=10-")
    assert s3.get_object(Bucket=BUCKET, Key="range", Range="bytes=1-2,4-5")["Body"].read() == b"0123456789"
    assert s3.get_object(Bucket=BUCKET, Key="range", IfMatch=put["ETag"])["Body"].read() == b"0123456789"
    expect_code("PreconditionFailed", s3.get_object, Bucket=BUCKET, Key="range", IfMatch='"0"')
    expect_code("304", s3.get_object, Bucket=BUCKET, Key="range", IfNoneMatch=put["ETag"])
    modified = s3.head_object(Bucket=BUCKET, Key="range")["LastModified"]
    expect_code("304", s3.get_object, Bucket=BUCKET, Key="range", IfModifiedSince=modified)
    expect_code("PreconditionFailed", s3.put_object, Bucket=BUCKET, Key="range", Body=b"x", IfNoneMatch="*")
    s3.put_object(Bucket=BUCKET, Key="range-new", Body=b"x", IfNoneMatch="*")


def case_copies():
    s3.put_object(Bucket=BUCKET, Key="source é+/1", Body=b"copy me", ContentType="text/plain")
    s3.copy_object(Bucket=BUCKET, Key="target", CopySource={"Bucket": BUCKET, "Key": "source é+/1"})
    got = s3.get_object(Bucket=BUCKET, Key="target")
    assert got["Body"].read() == b"copy me" and got["ContentType"] == "text/plain", got
    s3.copy_object(Bucket=BUCKET, Key="target", CopySource=f"{BUCKET}/target", MetadataDirective="REPLACE", ContentType="text/html")
    assert s3.head_object(Bucket=BUCKET, Key="target")["ContentType"] == "text/html"
    expect_code("InvalidRequest", s3.copy_object, Bucket=BUCKET, Key="target", CopySource=f"{BUCKET}/target")
    expect_code("NoSuchKey", s3.copy_object, Bucket=BUCKET, Key="target", CopySource=f"{BUCKET}/missing")


def case_checksums():
    for algorithm in ["CRC32", "SHA256", "SHA1"]:
        put = s3.put_object(Bucket=BUCKET, Key=f"sum-{algorithm}", Body=b"hello", ChecksumAlgorithm=algorithm)
        got = s3.get_object(Bucket=BUCKET, Key=f"sum-{algorithm}", ChecksumMode="ENABLED")
        assert got["Body"].read() == b"hello" and got[f"Checksum{algorithm}"] == put[f"Checksum{algorithm}"], got
    expect_code("BadDigest", s3.put_object, Bucket=BUCKET, Key="bad", Body=b"hello", ChecksumSHA256="A" * 43 + "=")
    assert s3.get_object(Bucket=BUCKET, Key="sum-CRC32", ChecksumMode="ENABLED")["ChecksumCRC32"] == "NhCmhg=="
    expect_code("BadDigest", s3.put_object, Bucket=BUCKET, Key="bad", Body=b"hello", ChecksumCRC32="AAAAAA==")
    expect_code("BadDigest", s3.put_object, Bucket=BUCKET, Key="bad", Body=b"hello", ContentMD5="AAAAAAAAAAAAAAAAAAAAAA==")
    expect_code("InvalidDigest", s3.put_object, Bucket=BUCKET, Key="bad", Body=b"hello", ContentMD5="nonsense")
    expect_code("404", s3.head_object, Bucket=BUCKET, Key="bad")


def case_streams():
    s3.upload_fileobj(io.BytesIO(b"stream"), BUCKET, "stream")
    assert s3.get_object(Bucket=BUCKET, Key="stream")["Body"].read() == b"stream"
    s3.put_object(Bucket=BUCKET, Key="gz", Body=gzip.compress(b"z"), ContentEncoding="gzip")
    assert s3.head_object(Bucket=BUCKET, Key="gz")["ContentEncoding"] == "gzip"
    s3.put_object(Bucket=BUCKET, Key="empty", Body=b"")
    assert s3.get_object(Bucket=BUCKET, Key="empty")["Body"].read() == b""


def case_limits():
    expect_code("KeyTooLongError", s3.put_object, Bucket=BUCKET, Key="k" * 1025, Body=b"x")
    expect_code("MetadataTooLarge", s3.put_object, Bucket=BUCKET, Key="meta", Body=b"x", Metadata={"a": "b" * 2100})
    expect_code("NotImplemented", s3.put_object_tagging, Bucket=BUCKET, Key="a", Tagging={"TagSet": []})
    expect_code("NoSuchKey", s3.get_object, Bucket=BUCKET, Key="a")


def case_other_credentials():
    expect_code("InvalidAccessKeyId", client(access_key="stranger").get_object, Bucket=BUCKET, Key="k")
    expect_code("SignatureDoesNotMatch", client(secret_key="wrong").get_object, Bucket=BUCKET, Key="k")
    # boto3 takes the right region from the refusal and asks again.
    expect_code("NoSuchKey", client(region="eu-west-1").get_object, Bucket=BUCKET, Key="missing")


run(globals())
