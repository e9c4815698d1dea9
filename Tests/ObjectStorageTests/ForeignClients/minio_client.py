"""The platform's own kind of client: MinIO's library for Python."""

import datetime
import io
import os
from urllib.parse import urlsplit

import urllib3
from minio import Minio
from minio.commonconfig import CopySource
from minio.deleteobjects import DeleteObject
from minio.error import S3Error

from cases import *


def minio(access_key=ACCESS_KEY, secret_key=SECRET_KEY, **options):
    http = urllib3.PoolManager(retries=False, timeout=30)
    return Minio(urlsplit(URL).netloc, access_key=access_key, secret_key=secret_key, secure=False, http_client=http, **options)


store = minio()


def expect_refusal(code, call, *arguments, **parameters):
    try:
        call(*arguments, **parameters)
    except S3Error as error:
        assert error.code == code, error
        return error
    raise AssertionError(f"{code} expected, but the call succeeded")


def case_objects():
    body = os.urandom(70_000)
    put = store.put_object(BUCKET, "minio/ä +1.png", io.BytesIO(body), len(body), content_type="image/png", metadata={"owner": "me"})
    assert store.get_object(BUCKET, "minio/ä +1.png").data == body
    stat = store.stat_object(BUCKET, "minio/ä +1.png")
    assert (stat.size, stat.etag, stat.content_type, stat.metadata["x-amz-meta-owner"]) == (70_000, put.etag, "image/png", "me")
    assert store.get_object(BUCKET, "minio/ä +1.png", offset=10, length=20).data == body[10:30]
    store.copy_object(BUCKET, "minio/copy", CopySource(BUCKET, "minio/ä +1.png"))
    assert store.get_object(BUCKET, "minio/copy").data == body
    assert [entry.object_name for entry in store.list_objects(BUCKET, prefix="minio/", recursive=True)] == ["minio/copy", "minio/ä +1.png"]
    assert "minio/" in [entry.object_name for entry in store.list_objects(BUCKET)]
    assert [entry.object_name for entry in store.list_objects(BUCKET, prefix="minio/", start_after="minio/copy")] == ["minio/ä +1.png"]
    assert len(list(store.list_objects(BUCKET, prefix="minio/", use_api_v1=True))) == 2
    assert list(store.remove_objects(BUCKET, [DeleteObject("minio/copy"), DeleteObject("minio/ä +1.png")])) == []
    error = expect_refusal("NoSuchKey", store.stat_object, BUCKET, "minio/copy")
    assert error.message == "Object does not exist" or error.message == "The specified key does not exist.", error
    expect_refusal("NoSuchKey", store.get_object, BUCKET, "minio/copy")


def case_parts():
    size = (11 << 20) + 3
    body = os.urandom(size)
    put = store.put_object(BUCKET, "minio-parts", io.BytesIO(body), -1, part_size=5 << 20)
    assert put.etag.endswith("-3") and store.get_object(BUCKET, "minio-parts").data == body
    store.remove_object(BUCKET, "minio-parts")


def case_presigned():
    life = datetime.timedelta(minutes=5)
    key = "minio/presigned ü.png"
    put, get = store.presigned_put_object(BUCKET, key, life), store.presigned_get_object(BUCKET, key, life)
    assert send("PUT", put, b"picture", {"Content-Type": "image/png"})[0].status == 200
    assert send("GET", get)[1] == b"picture"
    head = store.get_presigned_url("HEAD", BUCKET, key, life)
    assert send("HEAD", head)[0].getheader("Content-Length") == "7"
    assert refusal(send("PUT", get, b"x")) == (403, "SignatureDoesNotMatch")


def case_buckets():
    assert store.bucket_exists(BUCKET) and not store.bucket_exists("not-there")
    store.make_bucket("by-minio")
    assert "by-minio" in [bucket.name for bucket in store.list_buckets()]
    store.remove_bucket("by-minio")


def case_strangers():
    expect_refusal("InvalidAccessKeyId", minio(access_key="stranger", region="us-east-1").get_object, BUCKET, "k")
    expect_refusal("SignatureDoesNotMatch", minio(secret_key="wrong-secret", region="us-east-1").get_object, BUCKET, "k")


run(globals())
