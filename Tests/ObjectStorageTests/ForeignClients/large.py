"""An upload of 100 MB must not be held in memory; the server is S3_PID, or the parent of this process."""

import hashlib
import http.client
import os
from urllib.parse import urlsplit

from cases import *

SIZE = 100 << 20
BLOCK = bytes(range(256)) * 4096


def resident():
    with open(f"/proc/{os.environ.get('S3_PID') or os.getppid()}/status") as status:
        return next(int(line.split()[1]) << 10 for line in status if line.startswith("VmRSS:"))


def case_memory_stays_bounded():
    before = peak = resident()
    digest = hashlib.md5()
    parts = urlsplit(URL)
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=60)
    connection.putrequest("PUT", presigned("PUT", "large")[len(URL):])
    connection.putheader("Content-Length", str(SIZE))
    connection.endheaders()
    for number in range(SIZE // len(BLOCK)):
        connection.send(BLOCK)
        digest.update(BLOCK)
        if number % 8 == 0:
            peak = max(peak, resident())
    response = connection.getresponse()
    assert response.status == 200 and response.getheader("ETag") == f'"{digest.hexdigest()}"', (response.status, response.read())
    response.read()

    back = hashlib.md5()
    connection.request("GET", presigned("GET", "large")[len(URL):])
    response = connection.getresponse()
    received = 0
    while chunk := response.read(1 << 20):
        back.update(chunk)
        received += len(chunk)
        if received % (8 << 20) < (1 << 20):
            peak = max(peak, resident())
    assert (received, back.hexdigest()) == (SIZE, digest.hexdigest())
    growth = (peak - before) >> 20
    assert growth < 48, f"{growth} MiB more"


run(globals())
