"""Large objects pass through: the server needs no more memory for them than a few pieces.

S3_LARGE_MIB is the size of the objects; the server is the process S3_PID, or the parent of this one.
"""

import contextlib
import hashlib
import io
import os
import pathlib

from boto3.s3.transfer import TransferConfig
from botocore.httpchecksum import AwsChunkedWrapper, Crc32Checksum

from cases import *

MIB = 1 << 20
SIZE = int(os.environ.get("S3_LARGE_MIB") or 100) * MIB
LIMIT = 64 * MIB
SERVER = pathlib.Path("/proc", os.environ.get("S3_PID") or str(os.getppid()))
BLOCK = bytes(range(256)) * 4096


class Content(io.RawIOBase):
    """A file of SIZE bytes that takes no memory."""

    position = 0

    def readable(self):
        return True

    def seekable(self):
        return True

    def tell(self):
        return self.position

    def seek(self, offset, whence=os.SEEK_SET):
        self.position = offset + {os.SEEK_SET: 0, os.SEEK_CUR: self.position, os.SEEK_END: SIZE}[whence]
        return self.position

    def read(self, size=-1):
        size = min(SIZE - self.position, MIB if size is None or size < 0 else size)
        start = self.position % MIB
        self.position += size
        whole = BLOCK[start:start + size]
        while len(whole) < size:
            whole += BLOCK[:size - len(whole)]
        return whole


def digest():
    content, whole = Content(), hashlib.md5()
    while block := content.read(MIB):
        whole.update(block)
    return whole.hexdigest()


DIGEST = digest()


def memory(name):
    return next(int(line.split()[1]) << 10 for line in (SERVER / "status").read_text().splitlines() if line.startswith(name))


@contextlib.contextmanager
def bounded_memory(what):
    """The server's peak of memory inside is not far above what it had before."""
    (SERVER / "clear_refs").write_text("5")
    before, start = memory("VmRSS"), time.monotonic()
    yield
    growth = (memory("VmHWM") - before) / MIB
    print(f"{what}: {SIZE // MIB} MiB in {time.monotonic() - start:.1f} s, {growth:.1f} MiB more memory")
    assert growth * MIB < LIMIT, f"{what}: {growth:.1f} MiB more"


def upload(target, headers, body):
    """One PUT whose body is read while it is sent."""
    connection = http.client.HTTPConnection(urlsplit(URL).netloc, timeout=120)
    connection.request("PUT", target, body=iter(lambda: body.read(MIB), b""), headers=headers)
    response = connection.getresponse()
    content = response.read()
    assert response.status == 200, (response.status, content)


def expect_content(key):
    with bounded_memory("GET"):
        whole = hashlib.md5()
        for block in s3.get_object(Bucket=BUCKET, Key=key)["Body"].iter_chunks(MIB):
            whole.update(block)
    assert whole.hexdigest() == DIGEST
    s3.delete_object(Bucket=BUCKET, Key=key)


def case_presigned():
    with bounded_memory("presigned PUT"):
        upload(presigned("PUT", "large-put")[len(URL):], {"Content-Length": str(SIZE)}, Content())
    assert s3.head_object(Bucket=BUCKET, Key="large-put")["ETag"] == f'"{DIGEST}"'
    expect_content("large-put")


def case_multipart():
    with bounded_memory("multipart upload"):
        s3.upload_fileobj(Content(), BUCKET, "large-parts", Config=TransferConfig(multipart_chunksize=16 * MIB))
    assert s3.head_object(Bucket=BUCKET, Key="large-parts")["ContentLength"] == SIZE
    expect_content("large-parts")


def case_chunked():
    def body():
        return AwsChunkedWrapper(Content(), checksum_cls=Crc32Checksum, checksum_name="x-amz-checksum-crc32", chunk_size=MIB)

    length = sum(len(block) for block in iter(lambda reader=body(): reader.read(MIB), b""))
    headers = signed("PUT", "large-chunks", chunked=True, **{
        "Content-Encoding": "aws-chunked", "x-amz-trailer": "x-amz-checksum-crc32", "x-amz-decoded-content-length": str(SIZE)})
    with bounded_memory("aws-chunked PUT"):
        upload(f"/{BUCKET}/large-chunks", headers | {"Content-Length": str(length)}, body())
    expect_content("large-chunks")


run(globals())
