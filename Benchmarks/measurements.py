"""The measurements: throughput, latency, memory, deadlines, allocations. Each returns plain values that `report` prints."""

import mmap
import pathlib
import socket
import statistics
import struct
import time

from loads import Load, frame, h2load, verify
from servers import BUILD, Server

#: The share of a round's time that is spent on finding out how many requests a round is.
CALIBRATION = 0.2


def requests_for(rate, seconds, load):
    """A number of requests that takes about `seconds`, and gives every stream some to do."""
    connections, streams = load.shape
    return max(int(rate * seconds), 2 * connections * streams, 8)


def throughput(programs, loads, pinned, rounds, seconds, modules):
    """Every server under every load, medians of rounds in which all servers take turns: messages per second, and how many microseconds of
    processor time a message takes the server, which is the steadier of the two when other programs run on the machine."""
    found = {}
    servers = {name: Server(program, pinned) for name, program in programs.items()}
    try:
        for load in loads:
            counts, rates, costs = {}, {}, {}
            for name, server in servers.items():
                if name == "nghttpd" and load.method == "StreamingInputCall":
                    continue
                verify(server, load, *modules)
                # The first run only tells how many requests take how long, and warms up.
                rough = h2load(server, load, requests_for(0, 0, load), pinned)
                rough = h2load(server, load, requests_for(rough, CALIBRATION * seconds, load), pinned)
                counts[name], rates[name], costs[name] = requests_for(rough, seconds, load), [], []
            for _ in range(rounds):
                for name, count in counts.items():
                    before = servers[name].processor_seconds()
                    rates[name].append(h2load(servers[name], load, count, pinned) * load.messages)
                    spent = servers[name].processor_seconds() - before
                    costs[name].append(spent * 1e6 / (count * load.messages))
            found[load.name] = {
                "rate": {name: statistics.median(values) for name, values in rates.items()},
                "cost": {name: statistics.median(values) for name, values in costs.items()},
            }
            for server in servers.values():
                verify(server, load, *modules)
    finally:
        for server in servers.values():
            server.__exit__()
    return found


def latency(programs, load, rate, seconds, directory):
    """Milliseconds at the 50th, 99th and 99.9th percentile, with requests that come at a fixed rate whatever the answers do."""
    found = {}
    log = pathlib.Path(directory) / "latency.log"
    for name, program in programs.items():
        with Server(program, pinned=False) as server:
            h2load(server, load, 2_000, False)
            log.unlink(missing_ok=True)
            connections = load.shape[0]
            h2load(server, load, rate * seconds, False, f"--rps={rate // connections}", f"--log-file={log}")
            found[name] = percentiles(milliseconds(log), 50, 99, 99.9)
    return found


def milliseconds(log):
    """The durations in a log of h2load."""
    return sorted(int(line.split("\t")[2]) / 1000 for line in log.read_text().splitlines())


def percentiles(values, *wanted):
    return {f"p{percentage}": values[min(len(values) - 1, int(len(values) * percentage / 100))] for percentage in wanted}


def idle_connections(programs, count):
    """Resident MB of a fresh server, and with connections on which nothing happens."""
    found = {}
    for name, program in programs.items():
        with Server(program, pinned=False) as server:
            fresh = server.resident()
            clients = [settled_connection(server.port) for _ in range(count)]
            found[name] = {"fresh": fresh, "idle": server.resident()}
            for client in clients:
                client.close()
    return found


def settled_connection(port):
    """A connection that has exchanged SETTINGS."""
    client = socket.create_connection(("127.0.0.1", port), 10)
    settings, acknowledgement = b"\0\0\0\4\0\0\0\0\0", b"\0\0\0\4\1\0\0\0\0"
    client.sendall(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + settings + acknowledgement)
    received = b""
    while acknowledgement not in received:
        received += client.recv(4096)
    return client


def growth(programs, unary, stream, calls):
    """Resident MB before and after many streams and many calls."""
    found = {}
    for name, program in programs.items():
        with Server(program, pinned=False) as server:
            # What a server allocates once, it has after some calls.
            h2load(server, stream, 1_000, False)
            h2load(server, unary, 10_000, False)
            before = server.resident()
            h2load(server, stream, 10_000, False)
            streams = server.resident()
            h2load(server, unary, calls, False)
            found[name] = {"before": before, "streams": streams, "calls": server.resident()}
    return found


def single_message_stream(api, directory):
    """A stream of one message in each direction."""
    request = api.StreamingOutputCallRequest(response_parameters=[api.ResponseParameters(size=1)])
    answer = frame(api.StreamingOutputCallResponse(payload=api.Payload(body=b"\0")))
    return Load("stream", "stream", "StreamingOutputCall", frame(request), answer, 1, (8, 32), directory)


def deadlines(programs, api, calls, timeout_ms, directory):
    """How many milliseconds after its deadline a call gets its status, when the handler sleeps: percentiles."""
    request = api.StreamingOutputCallRequest(response_parameters=[api.ResponseParameters(size=1, interval_us=60_000_000)])
    # The answer to a call that is too late is a status without a message.
    load = Load("late", "calls with a deadline", "StreamingOutputCall", frame(request), b"", 1, (4, 8), directory)
    log = pathlib.Path(directory) / "deadlines.log"
    found = {}
    for name, program in programs.items():
        with Server(program, pinned=False) as server:
            log.unlink(missing_ok=True)
            h2load(server, load, calls, False, "-H", f"grpc-timeout: {timeout_ms}m", f"--log-file={log}")
            late = [duration - timeout_ms for duration in milliseconds(log)]
            found[name] = {"first": late[0], **percentiles(late, 50, 99)}
    return found


def allocations(program, loads, directory):
    """Calls of the allocator per message, counted by a preloaded library while requests come one at a time and many at a time."""
    path = pathlib.Path(directory) / "allocations"
    path.write_bytes(bytes(8))
    found = {}
    with open(path, "r+b") as file, mmap.mmap(file.fileno(), 8) as counter:
        environment = {"LD_PRELOAD": str(BUILD / "allocation_counter.so"), "ALLOCATION_COUNT": str(path)}
        with Server(program, True, environment) as server:
            for load in loads:
                few, many = 4 * load.shape[0] * load.shape[1], 44 * load.shape[0] * load.shape[1]
                h2load(server, load, few, True)
                # The difference of two runs leaves out what the connections themselves need.
                costs = [cost(counter, lambda: h2load(server, load, count, True)) for count in (few, many)]
                found[load.name] = (costs[1] - costs[0]) / ((many - few) * load.messages)
    return found


def cost(counter, work):
    before = struct.unpack("Q", counter[:8])[0]
    work()
    time.sleep(0.1)
    return struct.unpack("Q", counter[:8])[0] - before
