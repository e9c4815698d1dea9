"""What the servers are asked to do, h2load asking it, and checks that they did: h2load itself looks at the HTTP status only."""

import pathlib
import re
import struct
import subprocess
import sys

import grpc

from servers import LOAD_CORE, core

#: The payload of a small answer, in bytes.
SMALL = 16


def frame(message):
    data = message.SerializeToString()
    return struct.pack(">BI", 0, len(data)) + data


class Load:
    """Requests of one kind: the method, the body of one request, what must come back, and how many messages that makes."""

    def __init__(self, name, title, method, body, answer, messages, shape, directory, service="/grpc.testing.TestService/"):
        self.name, self.title, self.method, self.shape, self.messages = name, title, method, shape, messages
        self.path = service + method
        self.body = pathlib.Path(directory) / f"{name}.body"
        self.body.write_bytes(body)
        self.answer_size = len(answer)
        #: What the ceiling serves: a file of the size of the answer.
        self.file = f"answer-{self.answer_size}"
        (pathlib.Path(directory) / "www" / self.file).write_bytes(b"x" * self.answer_size)


def loads(api, directory):
    """Everything that is asked for: unary calls in four shapes, streams of small and large messages both ways."""
    (pathlib.Path(directory) / "www").mkdir()
    unary = (frame(api.SimpleRequest(response_size=SMALL)), frame(api.SimpleResponse(payload=api.Payload(body=bytes(SMALL)))))
    found = [
        Load(f"{connections}x{streams}", f"{connections}x{streams}", "UnaryCall", *unary, 1, (connections, streams), directory)
        for connections, streams in [(1, 1), (1, 100), (8, 32), (100, 10)]
    ]
    for title, size, count in [("1 B", 1, 10_000), ("64 KiB", 64 << 10, 100)]:
        name = title.replace(" ", "")
        parameters = [api.ResponseParameters(size=size)] * count
        answer = frame(api.StreamingOutputCallResponse(payload=api.Payload(body=bytes(size)))) * count
        request = frame(api.StreamingInputCallRequest(payload=api.Payload(body=bytes(size)))) * count
        total = frame(api.StreamingInputCallResponse(aggregated_payload_size=size * count))
        found.append(Load(
            f"down-{name}", f"down {title}", "StreamingOutputCall", frame(api.StreamingOutputCallRequest(response_parameters=parameters)),
            answer, count, (4, 4), directory))
        found.append(Load(f"up-{name}", f"up {title}", "StreamingInputCall", request, total, count, (4, 4), directory))
    return found


def h2load(server, load, requests, pinned, *options):
    """One run of h2load; returns requests per second. Ends the program unless every request got exactly the bytes that it asked for."""
    connections, streams = load.shape
    command = ["h2load", "-n", str(requests), "-c", str(connections), "-m", str(streams), "-t", "1", *options]
    if server.program.speaks_grpc:
        command += ["-d", load.body, "-H", "content-type: application/grpc", "-H", "te: trailers"]
        command.append(f"http://{server.target}{load.path}")
    else:
        command.append(f"http://{server.target}/{load.file}")
    output = subprocess.run(core(LOAD_CORE, command) if pinned else command, capture_output=True, text=True, check=True).stdout
    rate = re.search(r"finished in .*?, ([\d.]+) req/s", output)
    received = re.search(r"\((\d+)\) data", output)
    if f"{requests} succeeded" not in output or not rate or int(received.group(1)) != requests * load.answer_size:
        sys.exit(f"error: {server.program.title} did not answer {load.title} as it should:\n{output}")
    return float(rate.group(1))


def verify(server, load, api, services):
    """One call of the same kind with grpcio, which looks at the status and at every message."""
    if not server.program.speaks_grpc:
        return
    count = load.messages
    body = load.body.read_bytes()
    with grpc.insecure_channel(server.target) as channel:
        stub = services.TestServiceStub(channel)
        if load.method == "UnaryCall":
            assert len(stub.UnaryCall(api.SimpleRequest.FromString(body[5:])).payload.body) == SMALL
        elif load.method == "StreamingOutputCall":
            request = api.StreamingOutputCallRequest.FromString(body[5:])
            sizes = [len(response.payload.body) for response in stub.StreamingOutputCall(request)]
            assert sizes == [parameters.size for parameters in request.response_parameters]
        else:
            request = api.StreamingInputCallRequest.FromString(body[5:len(body) // count])
            total = stub.StreamingInputCall(iter([request] * count)).aggregated_payload_size
            assert total == count * len(request.payload.body)
