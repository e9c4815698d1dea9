"""Presigned URLs made by boto3, used as browsers and workers use them, and misused."""

import threading
import time

from cases import *


def case_upload_and_download():
    response, content = send("PUT", presigned("PUT", "w/c/avatars/1.png"), b"\x89PNG", {"Content-Type": "image/png"})
    assert (response.status, content) == (200, b""), (response.status, content)
    response, content = send("GET", presigned("GET", "w/c/avatars/1.png"))
    assert (response.status, content, response.getheader("Content-Type")) == (200, b"\x89PNG", "image/png")
    response, _ = send("GET", presigned("GET", "w/c/avatars/1.png", ResponseContentType="text/x; a=b", ResponseContentDisposition="inline"))
    assert response.getheader("Content-Type") == "text/x; a=b" and response.getheader("Content-Disposition") == "inline"
    response, content = send("HEAD", presigned("HEAD", "w/c/avatars/1.png"))
    assert (response.status, content, response.getheader("Content-Length")) == (200, b"", "4")
    response, _ = send("PUT", presigned("PUT", "w/c/avatars/1.png"), b"second")
    assert response.status == 200 and send("GET", presigned("GET", "w/c/avatars/1.png"))[1] == b"second"


def case_slashes_decoded_by_the_client():
    url = presigned("PUT", "decoded.png").replace("%2F", "/")
    assert "/us-east-1/s3/aws4_request" in url
    assert send("PUT", url, b"x")[0].status == 200


def case_double_slashes_and_dots():
    for key in ["W//posts/1.png", "/1.png", "a/../../b", "./a"]:
        assert send("PUT", presigned("PUT", key), key.encode())[0].status == 200, key
        assert send("GET", presigned("GET", key))[1] == key.encode(), key


def case_wrong_use():
    put, get = presigned("PUT", "k"), presigned("GET", "k")
    assert send("PUT", put, b"x")[0].status == 200
    denied = (403, "SignatureDoesNotMatch")
    assert refusal(send("PUT", get, b"y")) == denied
    assert refusal(send("GET", put)) == denied
    assert refusal(send("DELETE", put)) == denied
    assert refusal(send("GET", get, host="other.example:1")) == denied
    assert refusal(send("GET", get[:-1] + ("0" if get[-1] != "0" else "1"))) == denied
    assert refusal(send("GET", get.replace("/k?", "/j?"))) == denied
    assert refusal(send("GET", get + "&response-content-type=text/html")) == denied
    assert refusal(send("GET", get.partition("?")[0])) == (403, "AccessDenied")
    assert refusal(send("GET", URL + "/")) == (403, "AccessDenied")
    assert refusal(send("PUT", put, b"y", {"x-amz-copy-source": "/generia-images/k"})) == (403, "AccessDenied")
    assert send("GET", get)[1] == b"x"
    response, content = send("HEAD", get)
    assert (response.status, content) == (403, b"")


def case_any_host_that_is_signed():
    for origin in ["http://media.example", "https://media.example", "http://[::1]:9000", "https://gateway.local:8443"]:
        other = boto3.client("s3", endpoint_url=origin, region_name="us-east-1", aws_access_key_id=ACCESS_KEY, aws_secret_access_key=SECRET_KEY,
                             config=Config(signature_version="s3v4", s3={"addressing_style": "path"}))
        parameters = {"Bucket": BUCKET, "Key": "any-host"}
        host = origin.partition("://")[2]
        for operation, method, body in [("put_object", "PUT", host.encode()), ("get_object", "GET", None)]:
            url = other.generate_presigned_url(operation, Params=parameters, ExpiresIn=60).replace(origin, URL)
            response, content = send(method, url, body, host=host)
            assert response.status == 200, content
            assert refusal(send(method, url, body)) == (403, "SignatureDoesNotMatch")
        assert content == host.encode()


def case_expiry():
    url = presigned("PUT", "late", expires=1)
    time.sleep(2.1)
    response, content = send("PUT", url, b"x")
    assert response.status == 403 and b"<Message>Request has expired</Message>" in content, content
    assert refusal(send("PUT", presigned("PUT", "late", expires=604801), b"x")) == (400, "AuthorizationQueryParametersError")
    assert refusal(send("GET", presigned("GET", "late"))) == (404, "NoSuchKey")


def case_paths_outside():
    url = presigned("GET", "k")
    query = url.partition("?")[2]
    for path in ["/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/generia-images/../../../etc/passwd", "/..", "/.uploads/x",
                 "/generia-images/%2e%2e/%2e%2e/etc/passwd", "//etc/passwd", "/generia-images/..%2f..%2fetc/passwd", "/%00", "/generia-images/%zz"]:
        status, code = refusal(send("GET", f"{URL}{path}?{query}"))
        assert status in (400, 403) and code, (path, status, code)
    for key in ["../../../../../../etc/passwd", "/etc/passwd", "..", "../.uploads/x"]:
        assert refusal(send("GET", presigned("GET", key))) == (404, "NoSuchKey"), key


def case_body_shorter_than_declared():
    target = presigned("PUT", "short")[len(URL):]
    host = URL.removeprefix("http://")
    raw(f"PUT {target} HTTP/1.1\r\nHost: {host}\r\nContent-Length: 1000\r\n\r\n".encode() + b"x" * 500)
    assert refusal(send("GET", presigned("GET", "short"))) == (404, "NoSuchKey")
    big = 3_000_000
    raw(f"PUT {target} HTTP/1.1\r\nHost: {host}\r\nContent-Length: {big}\r\n\r\n".encode() + b"x" * (big - 1))
    assert refusal(send("GET", presigned("GET", "short"))) == (404, "NoSuchKey")


def case_body_longer_than_declared():
    target = presigned("PUT", "long")[len(URL):]
    host = URL.removeprefix("http://")
    answer = raw(f"PUT {target} HTTP/1.1\r\nHost: {host}\r\nContent-Length: 1000\r\n\r\n".encode() + b"x" * 1500 + b"\r\n\r\n", keep_open=True)
    assert answer.startswith(b"HTTP/1.1 200"), answer
    assert send("GET", presigned("GET", "long"))[1] == b"x" * 1000


def case_body_of_unknown_or_excessive_length():
    target = presigned("PUT", "chunked")[len(URL):]
    host = URL.removeprefix("http://")
    answer = raw(f"PUT {target} HTTP/1.1\r\nHost: {host}\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n3\r\nabc\r\n0\r\n\r\n".encode())
    assert answer.startswith(b"HTTP/1.1 411") and b"MissingContentLength" in answer, answer
    answer = raw(f"PUT {target} HTTP/1.1\r\nHost: {host}\r\nContent-Length: {6 << 30}\r\n\r\n".encode() + b"x" * 100)
    assert answer == b"" or (answer.startswith(b"HTTP/1.1 400") and b"EntityTooLarge" in answer), answer


def case_concurrent_uploads_never_mix():
    bodies = [bytes([65 + number]) * 1_500_000 for number in range(6)]
    url = presigned("PUT", "contended")
    threads = [threading.Thread(target=send, args=("PUT", url, body)) for body in bodies]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        response, content = send("GET", presigned("GET", "contended"))
        assert response.status == 404 or content in bodies, len(content)
    assert send("GET", presigned("GET", "contended"))[1] in bodies


def case_browsers_of_any_origin():
    url = presigned("PUT", "cors")
    response, _ = send("OPTIONS", url, headers={"Origin": "http://localhost:3000", "Access-Control-Request-Method": "PUT",
                                                "Access-Control-Request-Headers": "content-type"})
    assert response.status in (200, 204) and "PUT" in response.getheader("Access-Control-Allow-Methods")
    assert response.getheader("Access-Control-Allow-Headers") == "content-type"
    response, _ = send("PUT", url, b"x", {"Origin": "http://localhost:3000"})
    assert response.getheader("Access-Control-Allow-Origin") == "http://localhost:3000"


run(globals())
