"""What the cases share: the endpoint under test, clients for it, and a runner that reports every failure."""

import datetime
import http.client
import os
import socket
import sys
import time
import traceback
from unittest import mock
from urllib.parse import urlsplit

import boto3
from botocore.auth import S3SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.credentials import Credentials
from botocore.exceptions import ClientError

URL = os.environ["S3_URL"]
ACCESS_KEY = os.environ["S3_ACCESS_KEY"]
SECRET_KEY = os.environ["S3_SECRET_KEY"]
BUCKET = "generia-images"


def client(access_key=ACCESS_KEY, secret_key=SECRET_KEY, region="us-east-1", **config):
    return boto3.client(
        "s3",
        endpoint_url=URL,
        region_name=region,
        aws_access_key_id=access_key,
        aws_secret_access_key=secret_key,
        config=Config(signature_version="s3v4", s3={"addressing_style": "path"}, retries={"total_max_attempts": 1}, **config),
    )


s3 = client()


def presigned(method, key, expires=600, **parameters):
    operation = {"PUT": "put_object", "GET": "get_object", "HEAD": "head_object", "DELETE": "delete_object"}[method]
    return s3.generate_presigned_url(operation, Params={"Bucket": BUCKET, "Key": key, **parameters}, ExpiresIn=expires)


def send(method, url, body=None, headers=None, host=None):
    """One request whose target is sent exactly as it stands in `url`."""
    parts = urlsplit(URL)
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=30)
    connection.putrequest(method, url[len(URL):], skip_host=True, skip_accept_encoding=True)
    connection.putheader("Host", host or parts.netloc)
    for name, value in (headers or {}).items():
        connection.putheader(name, value)
    if body is not None:
        connection.putheader("Content-Length", str(len(body)))
    connection.endheaders(body)
    response = connection.getresponse()
    content = response.read()
    connection.close()
    return response, content


def signed(method, key, body=b"", chunked=False, now=None, **headers):
    """The header fields with which botocore signs a request for an object; `chunked` is for a body of unsigned chunks with a trailer."""
    request = AWSRequest(method=method, url=f"{URL}/{BUCKET}/{key}", data=body, headers=headers)
    if chunked:
        request.context["checksum"] = {"request_algorithm": {"in": "trailer"}}
    with mock.patch("botocore.auth.get_current_datetime", lambda *_, **__: now or datetime.datetime.now(datetime.timezone.utc).replace(tzinfo=None)):
        S3SigV4Auth(Credentials(ACCESS_KEY, SECRET_KEY), "s3", "us-east-1").add_auth(request)
    return dict(request.headers.items())


def refusal(response_and_content):
    """Status and S3 code of an answer."""
    response, content = response_and_content
    code = content.decode().partition("<Code>")[2].partition("</Code>")[0]
    return response.status, code


def raw(data, keep_open=False):
    """Sends bytes on a connection of their own; returns what comes back."""
    parts = urlsplit(URL)
    with socket.create_connection((parts.hostname, parts.port), timeout=10) as connection:
        connection.sendall(data)
        if not keep_open:
            connection.shutdown(socket.SHUT_WR)
        answer = b""
        try:
            while chunk := connection.recv(65536):
                answer += chunk
        except (ConnectionResetError, socket.timeout):
            pass
        return answer


def expect_code(code, call, *arguments, **parameters):
    try:
        call(*arguments, **parameters)
    except ClientError as error:
        assert error.response["Error"]["Code"] == code, error.response
        return error.response
    raise AssertionError(f"{code} expected, but the call succeeded")


def run(cases):
    failures = 0
    for name, case in sorted(cases.items()):
        if not name.startswith("case_"):
            continue
        start = time.monotonic()
        try:
            case()
            print(f"ok {name} ({time.monotonic() - start:.2f} s)")
        except Exception:
            failures += 1
            print("FAILED", name)
            traceback.print_exc(file=sys.stdout)
    sys.exit(1 if failures else 0)
