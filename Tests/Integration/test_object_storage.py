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


@pytest.mark.parametrize("script", ["operations.py", "presigned.py", "large.py"])
def test_cases_of_the_module(own_suite, script):
    suite = own_suite("--only", "s3")
    environment = os.environ | {
        "S3_URL": suite.url("s3", ""), "S3_ACCESS_KEY": KEY, "S3_SECRET_KEY": KEY, "S3_PID": str(suite.process.pid),
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


def test_a_refusal_says_why(suite):
    with pytest.raises(ClientError) as refusal:
        client(suite).get_object(Bucket=BUCKET, Key="missing")
    assert refusal.value.response["Error"]["Message"] == "The specified key does not exist."
