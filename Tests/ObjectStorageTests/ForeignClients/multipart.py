"""Multipart uploads by boto3: what they make, what they refuse, what they leave."""

import base64
import hashlib
import io
import os
import threading
import zlib

from boto3.s3.transfer import TransferConfig

from cases import *

MIB = 1 << 20
FIRST, LAST = os.urandom(5 * MIB), os.urandom(1000)


def begin(key, **parameters):
    return s3.create_multipart_upload(Bucket=BUCKET, Key=key, **parameters)["UploadId"]


def part(key, upload, number, body, **parameters):
    return s3.upload_part(Bucket=BUCKET, Key=key, UploadId=upload, PartNumber=number, Body=body, **parameters)["ETag"]


def complete(key, upload, *parts, **parameters):
    listed = [{"PartNumber": number, "ETag": etag} for number, etag in parts]
    return s3.complete_multipart_upload(Bucket=BUCKET, Key=key, UploadId=upload, MultipartUpload={"Parts": listed}, **parameters)


def etag_of(*bodies):
    return f'"{hashlib.md5(b"".join(hashlib.md5(body).digest() for body in bodies)).hexdigest()}-{len(bodies)}"'


def case_an_object_of_parts():
    key = "multi/é a+b.png"
    upload = begin(key, ContentType="image/png", Metadata={"a": "b"}, CacheControl="no-cache")
    etags = [part(key, upload, 2, FIRST), part(key, upload, 7, LAST)]
    assert etags[0] == f'"{hashlib.md5(FIRST).hexdigest()}"', etags
    expect_code("NoSuchKey", s3.get_object, Bucket=BUCKET, Key=key)
    done = complete(key, upload, (2, etags[0]), (7, etags[1]))
    assert done["ETag"] == etag_of(FIRST, LAST) and done["Key"] == key and done["Location"].startswith(URL), done
    got = s3.get_object(Bucket=BUCKET, Key=key)
    assert got["Body"].read() == FIRST + LAST and got["ETag"] == done["ETag"]
    assert (got["ContentType"], got["Metadata"], got["CacheControl"]) == ("image/png", {"a": "b"}, "no-cache"), got
    across = s3.get_object(Bucket=BUCKET, Key=key, Range=f"bytes={5 * MIB - 3}-{5 * MIB + 2}")
    assert across["Body"].read() == FIRST[-3:] + LAST[:3]
    listed = s3.list_objects_v2(Bucket=BUCKET, Prefix="multi/")["Contents"]
    assert [(entry["Key"], entry["Size"], entry["ETag"]) for entry in listed] == [(key, 5 * MIB + 1000, done["ETag"])], listed
    assert "Uploads" not in s3.list_multipart_uploads(Bucket=BUCKET, Prefix="multi/")
    # An answer that got lost is given again; the upload is over all the same.
    assert complete(key, upload, (2, etags[0]), (7, etags[1]))["ETag"] == done["ETag"]
    expect_code("NoSuchUpload", part, key, upload, 1, b"x")
    expect_code("NoSuchUpload", s3.list_parts, Bucket=BUCKET, Key=key, UploadId=upload)
    expect_code("NoSuchUpload", complete, key, upload, (2, etags[0]))
    s3.copy_object(Bucket=BUCKET, Key="multi-copy", CopySource={"Bucket": BUCKET, "Key": key})
    assert s3.head_object(Bucket=BUCKET, Key="multi-copy")["ETag"] == f'"{hashlib.md5(FIRST + LAST).hexdigest()}"'


def case_parts_again_and_out_of_order():
    upload = begin("again")
    last = part("again", upload, 3, LAST)
    old = part("again", upload, 1, FIRST)
    new = part("again", upload, 1, FIRST[::-1])
    expect_code("InvalidPart", complete, "again", upload, (1, old), (3, last))
    expect_code("InvalidPart", complete, "again", upload, (1, new), (2, last))
    expect_code("InvalidPartOrder", complete, "again", upload, (3, last), (1, new))
    expect_code("InvalidPartOrder", complete, "again", upload, (1, new), (1, new))
    expect_code("MalformedXML", complete, "again", upload)
    assert s3.delete_object(Bucket=BUCKET, Key="again")["ResponseMetadata"]["HTTPStatusCode"] == 204
    # The quotes may be left out.
    assert complete("again", upload, (1, new.strip('"')), (3, last))["ETag"] == etag_of(FIRST[::-1], LAST)
    assert s3.get_object(Bucket=BUCKET, Key="again")["Body"].read() == FIRST[::-1] + LAST


def case_small_parts():
    upload = begin("small")
    etags = [part("small", upload, number, LAST) for number in (1, 2)]
    error = expect_code("EntityTooSmall", complete, "small", upload, (1, etags[0]), (2, etags[1]))
    assert error["Error"]["PartNumber"] == "1" and error["Error"]["MinSizeAllowed"] == str(5 * MIB), error
    # The last part may be small, and it may be the only one; a part that is not named is thrown away.
    assert complete("small", upload, (2, etags[1]))["ETag"] == etag_of(LAST)
    assert s3.get_object(Bucket=BUCKET, Key="small")["Body"].read() == LAST
    upload = begin("none")
    assert complete("none", upload, (1, part("none", upload, 1, b"")))["ETag"] == etag_of(b"")
    assert s3.head_object(Bucket=BUCKET, Key="none")["ContentLength"] == 0


def case_giving_up():
    upload = begin("given-up")
    part("given-up", upload, 1, LAST)
    expect_code("NoSuchUpload", s3.abort_multipart_upload, Bucket=BUCKET, Key="other-key", UploadId=upload)
    s3.abort_multipart_upload(Bucket=BUCKET, Key="given-up", UploadId=upload)
    expect_code("NoSuchUpload", s3.abort_multipart_upload, Bucket=BUCKET, Key="given-up", UploadId=upload)
    expect_code("NoSuchUpload", part, "given-up", upload, 2, LAST)
    expect_code("NoSuchUpload", s3.abort_multipart_upload, Bucket=BUCKET, Key="given-up", UploadId="../../" + BUCKET)
    expect_code("NoSuchBucket", s3.create_multipart_upload, Bucket="missing-bucket", Key="k")
    for number in (0, 10_001):
        expect_code("InvalidArgument", part, "given-up", upload, number, LAST)
    expect_code("404", s3.head_object, Bucket=BUCKET, Key="given-up")


def case_lists():
    bucket = "multi-lists"
    s3.create_bucket(Bucket=bucket)
    keys = ["a/1", "a/2", "b", "b", "c/d", "é"]
    ids = [s3.create_multipart_upload(Bucket=bucket, Key=key)["UploadId"] for key in keys]
    everything = list(zip(keys, ids))
    assert ids[2] < ids[3] and len(set(ids)) == len(ids)

    def pages(**parameters):
        found, prefixes = [], []
        for page in s3.get_paginator("list_multipart_uploads").paginate(Bucket=bucket, **parameters):
            found += [(entry["Key"], entry["UploadId"]) for entry in page.get("Uploads", [])]
            prefixes += [entry["Prefix"] for entry in page.get("CommonPrefixes", [])]
        return found, prefixes

    for size in (1, 2, 3, 1000):
        assert pages(PaginationConfig={"PageSize": size}) == (everything, []), size
        assert pages(Delimiter="/", PaginationConfig={"PageSize": size}) == ([everything[2], everything[3], everything[5]], ["a/", "c/"]), size
    assert pages(Prefix="a/") == (everything[:2], [])
    for number in (1, 2, 4, 9):
        s3.upload_part(Bucket=bucket, Key="b", UploadId=ids[2], PartNumber=number, Body=b"x" * number)
    parts = [(entry["PartNumber"], entry["Size"]) for page in s3.get_paginator("list_parts").paginate(
        Bucket=bucket, Key="b", UploadId=ids[2], PaginationConfig={"PageSize": 3}) for entry in page["Parts"]]
    assert parts == [(1, 1), (2, 2), (4, 4), (9, 9)], parts
    assert "Parts" not in s3.list_parts(Bucket=bucket, Key="b", UploadId=ids[3])
    # Uploads do not keep a bucket from being deleted, and go with it.
    s3.delete_bucket(Bucket=bucket)
    s3.create_bucket(Bucket=bucket)
    assert pages() == ([], [])
    s3.delete_bucket(Bucket=bucket)


def case_parts_from_objects():
    s3.put_object(Bucket=BUCKET, Key="part-source é", Body=FIRST + LAST)
    source = {"Bucket": BUCKET, "Key": "part-source é"}
    upload = begin("from-objects")
    copy = dict(Bucket=BUCKET, Key="from-objects", UploadId=upload, CopySource=source)
    whole = s3.upload_part_copy(PartNumber=1, **copy)["CopyPartResult"]
    piece = s3.upload_part_copy(PartNumber=2, CopySourceRange="bytes=10-19", **copy)["CopyPartResult"]
    assert piece["ETag"] == f'"{hashlib.md5(FIRST[10:20]).hexdigest()}"', piece
    expect_code("InvalidArgument", s3.upload_part_copy, PartNumber=3, CopySourceRange=f"bytes=0-{6 * MIB}", **copy)
    expect_code("InvalidArgument", s3.upload_part_copy, PartNumber=3, CopySourceRange="bytes=5-", **copy)
    expect_code("NoSuchKey", s3.upload_part_copy, PartNumber=3, **copy | {"CopySource": f"{BUCKET}/missing"})
    complete("from-objects", upload, (1, whole["ETag"]), (2, piece["ETag"]))
    assert s3.get_object(Bucket=BUCKET, Key="from-objects")["Body"].read() == FIRST + LAST + FIRST[10:20]


def case_conditions():
    s3.put_object(Bucket=BUCKET, Key="taken", Body=b"first")
    upload = begin("taken")
    etag = part("taken", upload, 1, LAST)
    expect_code("PreconditionFailed", complete, "taken", upload, (1, etag), IfNoneMatch="*")
    expect_code("InvalidRequest", complete, "taken", upload, (1, etag), MpuObjectSize=999)
    assert s3.get_object(Bucket=BUCKET, Key="taken")["Body"].read() == b"first"
    complete("taken", upload, (1, etag), MpuObjectSize=1000)
    assert s3.get_object(Bucket=BUCKET, Key="taken")["Body"].read() == LAST
    expect_code("BadDigest", part, "taken", begin("taken"), 1, LAST, ContentMD5="A" * 22 + "==")


def case_checksums():
    for algorithm, digest in [("CRC32", lambda data: zlib.crc32(data).to_bytes(4, "big")), ("SHA1", lambda data: hashlib.sha1(data).digest()),
                              ("SHA256", lambda data: hashlib.sha256(data).digest())]:
        key, name = f"sums-{algorithm}", f"Checksum{algorithm}"
        upload = begin(key, ChecksumAlgorithm=algorithm)
        parts = []
        for number, body in [(1, FIRST), (2, LAST)]:
            sent = s3.upload_part(Bucket=BUCKET, Key=key, UploadId=upload, PartNumber=number, Body=body, ChecksumAlgorithm=algorithm)
            assert sent[name] == base64.b64encode(digest(body)).decode(), (algorithm, sent)
            parts.append({"PartNumber": number, "ETag": sent["ETag"], name: sent[name]})
        wrong = [parts[0], parts[1] | {name: parts[0][name]}]
        expect_code("InvalidPart", s3.complete_multipart_upload, Bucket=BUCKET, Key=key, UploadId=upload, MultipartUpload={"Parts": wrong})
        done = s3.complete_multipart_upload(Bucket=BUCKET, Key=key, UploadId=upload, MultipartUpload={"Parts": parts})
        expected = base64.b64encode(digest(digest(FIRST) + digest(LAST))).decode() + "-2"
        assert (done[name], done["ChecksumType"]) == (expected, "COMPOSITE"), (algorithm, done)
        head = s3.head_object(Bucket=BUCKET, Key=key, ChecksumMode="ENABLED")
        assert (head[name], head["ChecksumType"]) == (expected, "COMPOSITE"), head
    expect_code("InvalidRequest", s3.create_multipart_upload, Bucket=BUCKET, Key="k", ChecksumAlgorithm="SHA256", ChecksumType="FULL_OBJECT")
    upload = begin("other-sum", ChecksumAlgorithm="SHA256")
    expect_code("InvalidRequest", part, "other-sum", upload, 1, LAST, ChecksumAlgorithm="CRC32")


def case_checksum_of_the_whole_object():
    bodies = [FIRST, os.urandom(5 * MIB + 17), LAST]
    upload = begin("whole-sum", ChecksumAlgorithm="CRC32", ChecksumType="FULL_OBJECT")
    etags = [(number + 1, part("whole-sum", upload, number + 1, body, ChecksumAlgorithm="CRC32")) for number, body in enumerate(bodies)]
    expected = base64.b64encode(zlib.crc32(b"".join(bodies)).to_bytes(4, "big")).decode()
    expect_code("BadDigest", complete, "whole-sum", upload, *etags, ChecksumCRC32="AAAAAA==", ChecksumType="FULL_OBJECT")
    done = complete("whole-sum", upload, *etags, ChecksumCRC32=expected, ChecksumType="FULL_OBJECT")
    assert (done["ChecksumCRC32"], done["ChecksumType"]) == (expected, "FULL_OBJECT"), done
    # boto3 compares the checksum with what it reads.
    assert s3.get_object(Bucket=BUCKET, Key="whole-sum", ChecksumMode="ENABLED")["Body"].read() == b"".join(bodies)


def case_transfers_in_parallel():
    body = os.urandom(23 * MIB + 5)
    config = TransferConfig(multipart_threshold=5 * MIB, multipart_chunksize=5 * MIB, max_concurrency=5)
    s3.upload_fileobj(io.BytesIO(body), BUCKET, "transfer", Config=config)
    target = io.BytesIO()
    s3.download_fileobj(BUCKET, "transfer", target, Config=config)
    assert target.getvalue() == body
    assert s3.head_object(Bucket=BUCKET, Key="transfer")["ETag"].endswith('-5"')


def case_completed_at_the_same_time():
    key = "race"
    first, second = begin(key), begin(key)
    etags = {upload: part(key, upload, 1, body) for upload, body in [(first, FIRST), (second, LAST)]}
    threads = [threading.Thread(target=complete, args=(key, upload, (1, etags[upload]))) for upload in (first, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert s3.get_object(Bucket=BUCKET, Key=key)["Body"].read() in (FIRST, LAST)


run(globals())
