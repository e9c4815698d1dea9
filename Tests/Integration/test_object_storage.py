"""The embedded S3 endpoint of the built binary: boto3, curl, raw sockets, and an end without warning."""

import hashlib
import os
import pathlib
import signal
import socket
import subprocess
import sys
import threading
import time

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from suites import running_suite

SCRIPTS = pathlib.Path(__file__).resolve().parents[1] / "ObjectStorageTests" / "ForeignClients"
BUCKET = "generia-images"
KEY = "minioadmin"


def client(suite, **config):
    return boto3.client(
        "s3", endpoint_url=suite.url("s3", ""), region_name="us-east-1", aws_access_key_id=KEY, aws_secret_access_key=KEY,
        config=Config(signature_version="s3v4", s3={"addressing_style": "path"}, retries={"total_max_attempts": 1}, **config),
    )


def presigned(suite, operation, key):
    return client(suite).generate_presigned_url(operation, Params={"Bucket": BUCKET, "Key": key}, ExpiresIn=600)


@pytest.mark.parametrize("script", ["operations.py", "presigned.py", "signed.py", "multipart.py", "minio_client.py", "large.py"])
def test_cases_of_the_module(own_suite, script):
    suite = own_suite("--only", "s3")
    environment = os.environ | {
        "S3_URL": suite.url("s3", ""), "S3_ACCESS_KEY": KEY, "S3_SECRET_KEY": KEY, "S3_PID": str(suite.process.pid),
        "S3_LARGE_MIB": os.environ.get("S3_LARGE_MIB", "256"),
    }
    outcome = subprocess.run([sys.executable, "-B", SCRIPTS / script], env=environment, capture_output=True, text=True, timeout=300)
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    assert suite.process.poll() is None


def test_curl_uploads_and_downloads(suite, tmp_path):
    picture = tmp_path / "picture.png"
    picture.write_bytes(os.urandom(300_000))
    # A body of this size makes curl ask with "Expect: 100-continue" first.
    uploaded = subprocess.run(
        ["curl", "-sS", "-f", "-T", picture, "-H", "Content-Type: image/png", "-H", "Expect: 100-continue", presigned(suite, "put_object", "c.png")],
        capture_output=True, timeout=30,
    )
    assert uploaded.returncode == 0, uploaded.stderr
    downloaded = subprocess.run(
        ["curl", "-sS", "-f", "-r", "100-199999", presigned(suite, "get_object", "c.png")], capture_output=True, timeout=30)
    assert downloaded.stdout == picture.read_bytes()[100:200_000], downloaded.stderr


def test_objects_are_files_that_a_person_can_open(suite):
    client(suite).put_object(Bucket=BUCKET, Key="world/character/avatars/1.png", Body=b"\x89PNG picture")
    file = suite.data / "objects" / BUCKET / "world" / "character" / "avatars" / "1.png"
    assert file.read_bytes().startswith(b"\x89PNG picture")


GARBAGE = {
    "random bytes": os.urandom(4000),
    "an HTTP/2 preface": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "a TLS greeting": bytes.fromhex("16030100a5010000a10303") + os.urandom(200),
    "a header without end": b"GET / HTTP/1.1\r\nX: " + b"x" * 200_000,
    "no version": b"GET /generia-images/k\r\n\r\n",
    "two lengths": b"PUT /generia-images/k HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
    "a negative length": b"PUT /generia-images/k HTTP/1.1\r\nHost: h\r\nContent-Length: -1\r\n\r\n",
    "a null byte": b"GET /generia-images/\x00 HTTP/1.1\r\nHost: h\r\n\r\n",
    "dots": b"GET /generia-images/../../../../../../etc/passwd HTTP/1.1\r\nHost: h\r\n\r\n",
    "encoded dots": b"GET /generia-images/%2e%2e/%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\nHost: h\r\n\r\n",
    "an absolute path": b"GET //etc/passwd HTTP/1.1\r\nHost: h\r\n\r\n",
}


@pytest.mark.parametrize("what", GARBAGE)
def test_garbage_is_survived(suite, what):
    host, port = suite.endpoints["s3"].rsplit(":", 1)
    with socket.create_connection((host, int(port)), timeout=5) as connection:
        answer = b""
        try:
            connection.sendall(GARBAGE[what])
            connection.shutdown(socket.SHUT_WR)
            answer = connection.recv(65536)
        except OSError:
            pass
    assert not answer.startswith(b"HTTP/1.1 2"), answer
    assert b"root:" not in answer
    assert client(suite).head_bucket(Bucket=BUCKET)["ResponseMetadata"]["HTTPStatusCode"] == 200


def test_kill_loses_nothing_that_was_acknowledged(own_suite):
    suite = own_suite("--only", "s3", name="killed")
    acknowledged = {}
    lock = threading.Lock()

    def upload(worker):
        s3 = client(suite)
        for number in range(10_000):
            # The same few keys again and again, in sizes that take one step and many.
            key, body = f"w{worker}/{number % 3}.png", os.urandom(1000 if number % 2 else 2_500_000)
            try:
                s3.put_object(Bucket=BUCKET, Key=key, Body=body)
            except Exception:
                return
            with lock:
                acknowledged.setdefault(key, []).append(hashlib.md5(body).hexdigest())

    workers = [threading.Thread(target=upload, args=(worker,)) for worker in range(3)]
    for worker in workers:
        worker.start()
    time.sleep(1.5)
    suite.stop(signal.SIGKILL)
    for worker in workers:
        worker.join(30)
    assert acknowledged

    again = own_suite("--only", "s3", name="killed")
    s3 = client(again)
    for key, digests in acknowledged.items():
        got = s3.get_object(Bucket=BUCKET, Key=key)
        body = got["Body"].read()
        digest = hashlib.md5(body).hexdigest()
        assert got["ETag"] == f'"{digest}"' and got["ContentLength"] == len(body)
        # The last acknowledged version, or a later one whose answer the end cut off; never an earlier one.
        assert digest == digests[-1] or digest not in digests, key
    listed = {entry["Key"] for entry in s3.list_objects_v2(Bucket=BUCKET)["Contents"]}
    assert set(acknowledged) <= listed
    assert list((again.data / "objects" / ".uploads").iterdir()) == []


def test_kill_loses_no_part(own_suite):
    suite = own_suite("--only", "s3", name="killed")
    s3 = client(suite)
    key, parts = "parts.bin", {}
    upload = s3.create_multipart_upload(Bucket=BUCKET, Key=key, ContentType="image/png")["UploadId"]

    def send_part(number):
        body = os.urandom((5 << 20) + number)
        try:
            etag = s3.upload_part(Bucket=BUCKET, Key=key, UploadId=upload, PartNumber=number, Body=body)["ETag"]
        except Exception:
            return
        parts[number] = (etag, body)

    send_part(1)
    workers = [threading.Thread(target=send_part, args=(number,)) for number in range(2, 30)]
    for worker in workers:
        worker.start()
    time.sleep(0.5)
    suite.stop(signal.SIGKILL)
    for worker in workers:
        worker.join(60)

    again = own_suite("--only", "s3", name="killed")
    s3 = client(again)
    assert [entry["UploadId"] for entry in s3.list_multipart_uploads(Bucket=BUCKET)["Uploads"]] == [upload]
    listed = {entry["PartNumber"]: entry["ETag"] for entry in s3.list_parts(Bucket=BUCKET, Key=key, UploadId=upload)["Parts"]}
    assert {number: etag for number, (etag, _) in parts.items()}.items() <= listed.items()
    assert list((again.data / "objects" / ".uploads").iterdir()) == []
    with pytest.raises(ClientError, match="404"):
        s3.head_object(Bucket=BUCKET, Key=key)
    numbers = sorted(parts)
    wanted = [{"PartNumber": number, "ETag": parts[number][0]} for number in numbers]
    s3.complete_multipart_upload(Bucket=BUCKET, Key=key, UploadId=upload, MultipartUpload={"Parts": wanted})
    got = s3.get_object(Bucket=BUCKET, Key=key)
    assert got["Body"].read() == b"".join(parts[number][1] for number in numbers) and got["ContentType"] == "image/png"
    assert list((again.data / "objects" / ".multipart").iterdir()) == []


def test_kill_while_parts_are_put_together(own_suite):
    suite = own_suite("--only", "s3", name="killed")
    s3 = client(suite)
    body, count = os.urandom(16 << 20), 12
    upload = s3.create_multipart_upload(Bucket=BUCKET, Key="whole")["UploadId"]
    wanted = [{"PartNumber": number, "ETag": s3.upload_part(Bucket=BUCKET, Key="whole", UploadId=upload, PartNumber=number, Body=body)["ETag"]}
              for number in range(1, count + 1)]
    completion = dict(Bucket=BUCKET, Key="whole", UploadId=upload, MultipartUpload={"Parts": wanted})

    def complete():
        try:
            s3.complete_multipart_upload(**completion)
        except Exception:
            pass

    worker = threading.Thread(target=complete)
    worker.start()
    uploads = suite.data / "objects" / ".uploads"
    while worker.is_alive() and not any(file.stat().st_size for file in uploads.iterdir() if file.exists()):
        pass
    suite.stop(signal.SIGKILL)
    worker.join(60)
    s3 = client(own_suite("--only", "s3", name="killed"))
    # All or nothing; and whichever it is, asking again completes it.
    if s3.list_objects_v2(Bucket=BUCKET)["KeyCount"]:
        assert s3.head_object(Bucket=BUCKET, Key="whole")["ContentLength"] == count * len(body)
    s3.complete_multipart_upload(**completion)
    assert s3.get_object(Bucket=BUCKET, Key="whole")["Body"].read() == body * count


@pytest.fixture
def full_disk(binary, tmp_path):
    """A suite whose objects lie on a file system of 24 MiB that only it can see."""
    small = tmp_path / "small"
    small.mkdir()
    wrapper = tmp_path / "wrapper"
    wrapper.write_text(
        "#!/bin/sh\nexec unshare --map-root-user --mount sh -c "
        f"'mount -t tmpfs -o size=24m none {small} && exec {binary} \"$@\"' generia \"$@\"\n")
    wrapper.chmod(0o755)
    if subprocess.run(["unshare", "--map-root-user", "--mount", "true"], capture_output=True).returncode != 0:
        pytest.skip("the system gives no name space of its own")
    with running_suite(str(wrapper), tmp_path / "suite", "--only", "s3", "--data", str(small / "data")) as suite:
        yield suite


def test_a_full_disk_is_an_answer_and_no_damage(full_disk):
    s3, body = client(full_disk), os.urandom(6 << 20)
    upload = s3.create_multipart_upload(Bucket=BUCKET, Key="parts")["UploadId"]
    part = dict(Bucket=BUCKET, Key="parts", UploadId=upload, PartNumber=1)
    wanted = {"Parts": [{"PartNumber": 1, "ETag": s3.upload_part(Body=body, **part)["ETag"]}]}
    stored = []
    while True:
        key = f"fill/{len(stored)}"
        try:
            s3.put_object(Bucket=BUCKET, Key=key, Body=body)
            stored.append(key)
        except ClientError as error:
            assert error.response["Error"]["Code"] == "XMinioStorageFull", error.response
            assert error.response["ResponseMetadata"]["HTTPStatusCode"] == 507
            break
    assert 1 <= len(stored) <= 3
    for call in (lambda: s3.upload_part(Body=body, **part | {"PartNumber": 2}),
                 lambda: s3.complete_multipart_upload(Bucket=BUCKET, Key="parts", UploadId=upload, MultipartUpload=wanted),
                 lambda: s3.copy_object(Bucket=BUCKET, Key="copy", CopySource=f"{BUCKET}/{stored[0]}")):
        with pytest.raises(ClientError, match="XMinioStorageFull"):
            call()
    assert [entry["Key"] for entry in s3.list_objects_v2(Bucket=BUCKET)["Contents"]] == stored
    for key in stored:
        assert s3.get_object(Bucket=BUCKET, Key=key)["Body"].read() == body
    s3.delete_object(Bucket=BUCKET, Key=stored[0])
    s3.complete_multipart_upload(Bucket=BUCKET, Key="parts", UploadId=upload, MultipartUpload=wanted)
    assert s3.get_object(Bucket=BUCKET, Key="parts")["Body"].read() == body
    s3.put_object(Bucket=BUCKET, Key="again", Body=b"small")


def test_files_put_there_by_hand_are_objects(own_suite):
    suite = own_suite("--only", "s3")
    directory = suite.data / "objects" / BUCKET / "by" / "hand"
    directory.mkdir(parents=True)
    (directory / "1.png").write_bytes(b"picture")
    s3 = client(suite)
    head = s3.head_object(Bucket=BUCKET, Key="by/hand/1.png")
    listed = s3.list_objects_v2(Bucket=BUCKET)["Contents"]
    assert [(entry["Key"], entry["Size"], entry["ETag"]) for entry in listed] == [("by/hand/1.png", 7, head["ETag"])]
    assert head["ContentLength"] == 7 and s3.get_object(Bucket=BUCKET, Key="by/hand/1.png", Range="bytes=2-4")["Body"].read() == b"ctu"
    s3.delete_object(Bucket=BUCKET, Key="by/hand/1.png")
    assert not directory.exists() and s3.list_objects_v2(Bucket=BUCKET)["KeyCount"] == 0


def test_a_refusal_says_why(suite):
    with pytest.raises(ClientError) as refusal:
        client(suite).get_object(Bucket=BUCKET, Key="missing")
    assert refusal.value.response["Error"]["Message"] == "The specified key does not exist."
