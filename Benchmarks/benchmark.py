"""Runs the suite and its peers side by side and prints medians of interleaved rounds with ratios.

Nothing here judges: machines are noisy, absolute numbers are those of one machine, ratios are what to look at.
"""

import argparse
import json
import os
import pathlib
import re
import statistics
import struct
import subprocess
import sys
import tempfile
import time

import grpc
from grpc_tools import protoc

ROOT = pathlib.Path(__file__).resolve().parent.parent
BUILD = ROOT / "Benchmarks" / "build"
BINARY = ROOT / ".build" / "release" / "generia"
METHOD = "/generia.character.CharacterService/GetCharacter"


def stubs(directory):
    """The Python stubs of our proto files, made by grpcio-tools."""
    files = ["character/character.proto", "world/world.proto"]
    if protoc.main(["protoc", f"-I{ROOT}/proto", f"--python_out={directory}", f"--grpc_python_out={directory}", *files]) != 0:
        sys.exit("error: grpc_tools.protoc failed")
    sys.path.insert(0, directory)


class Suite:
    """`generia up` on free ports and temporary data."""

    def __init__(self, directory):
        self.state_file = pathlib.Path(directory) / "state.json"
        self.start = time.perf_counter()
        self.process = subprocess.Popen(
            [BINARY, "up", "--ephemeral", "--data", f"{directory}/data", "--state-file", self.state_file, "--seed", "1"],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        for line in self.process.stdout:
            if line.startswith("All services ready."):
                break
        self.ready_after = time.perf_counter() - self.start
        self.endpoints = json.loads(self.state_file.read_text())["endpoints"]

    def resident(self):
        """Resident memory in MB."""
        for line in pathlib.Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS"):
                return int(line.split()[1]) / 1024

    def stop(self):
        self.process.terminate()
        self.process.wait(20)


def h2load(url, body, requests, shape):
    """Requests per second of one run of h2load; `shape` is (connections, streams a connection)."""
    command = ["h2load", "-n", str(requests), "-c", str(shape[0]), "-m", str(shape[1]), "-t", "1", url]
    if body:
        command[1:1] = ["-d", body, "-H", "content-type: application/grpc", "-H", "te: trailers"]
    output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if f"{requests} succeeded" not in output:
        sys.exit(f"error: h2load against {url} did not succeed:\n{output}")
    return float(re.search(r"finished in .*?, ([\d.]+) req/s", output).group(1))


def unary(directory, suite, rounds, requests):
    """GetCharacter of the suite, of the C++ peer, and nghttpd as the ceiling."""
    from character import character_pb2, character_pb2_grpc
    from world import world_pb2, world_pb2_grpc

    world = world_pb2_grpc.WorldServiceStub(grpc.insecure_channel(suite.endpoints["world"])).CreateWorld(
        world_pb2.CreateWorldRequest(
            user_id="00000000-0000-4000-8000-000000000001", name="bench", prompt="a harbour", characters_count=1, posts_count=1))
    characters = character_pb2_grpc.CharacterServiceStub(grpc.insecure_channel(suite.endpoints["character"]))
    character = characters.CreateCharacter(character_pb2.CreateCharacterRequest(world_id=world.id, display_name="Neo"))
    request = character_pb2.GetCharacterRequest(character_id=character.id)
    message = request.SerializeToString()
    body = pathlib.Path(directory) / "body"
    body.write_bytes(struct.pack(">BI", 0, len(message)) + message)

    cpp_port, nghttpd_port = 50970, 50971
    answer_size = len(characters.GetCharacter(request).SerializeToString()) + 5
    www = pathlib.Path(directory) / "www"
    www.mkdir()
    (www / "answer").write_bytes(b"x" * answer_size)
    peers = [
        subprocess.Popen([BUILD / "grpc_cpp_server", str(cpp_port)], stdout=subprocess.DEVNULL),
        subprocess.Popen(["nghttpd", "--no-tls", "-n", "1", "-d", www, str(nghttpd_port)], stdout=subprocess.DEVNULL),
    ]
    try:
        time.sleep(1)
        cpp = character_pb2_grpc.CharacterServiceStub(grpc.insecure_channel(f"127.0.0.1:{cpp_port}"))
        assert cpp.GetCharacter(request).id == character.id and characters.GetCharacter(request).display_name == "Neo"
        print("\nGetCharacter, calls per second (h2load -t 1; shape is connections x streams a connection)")
        print(f"{'shape':>8} {'suite':>10} {'gRPC C++':>10} {'nghttpd':>10} {'suite/C++':>10} {'suite/nghttpd':>14}")
        for shape, share in [((8, 32), 1.0), ((1, 1), 0.1), ((1, 100), 1.0), ((100, 10), 1.0)]:
            count = max(1000, int(requests * share))
            figures = {"suite": [], "cpp": [], "nghttpd": []}
            for _ in range(rounds):
                figures["suite"].append(h2load(f"http://{suite.endpoints['character']}{METHOD}", body, count, shape))
                figures["cpp"].append(h2load(f"http://127.0.0.1:{cpp_port}{METHOD}", body, count // 2, shape))
                figures["nghttpd"].append(h2load(f"http://127.0.0.1:{nghttpd_port}/answer", None, count, shape))
            suite_rate, cpp_rate, ceiling = (statistics.median(figures[name]) for name in ("suite", "cpp", "nghttpd"))
            print(
                f"{shape[0]:>4}x{shape[1]:<3} {suite_rate:>10.0f} {cpp_rate:>10.0f} {ceiling:>10.0f}"
                f" {suite_rate / cpp_rate:>10.2f} {suite_rate / ceiling:>14.2f}")
    finally:
        for peer in peers:
            peer.terminate()


def world(rounds):
    """The time of a world of 20 characters and 100 posts, by the demo's own summary."""
    durations = []
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as directory:
            output = subprocess.run(
                [BINARY, "demo", "--ephemeral", "--data", directory, "--prompt", "a harbour of glass ships", "--characters", "20",
                 "--posts", "100", "--exit", "-o", "json", "--state-file", f"{directory}/state.json"],
                capture_output=True, text=True, check=True).stdout
            summary = json.loads(output.strip().splitlines()[-1])
            assert summary["status"] == "completed" and summary["images"] == 122, summary
            durations.append(summary["duration_ms"] / 1000)
    print(f"\nworld of 20 characters and 100 posts: {statistics.median(durations):.2f} s (median of {rounds})")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5, help="interleaved rounds (default 5)")
    parser.add_argument("--requests", type=int, default=200_000, help="calls of one round (default 200000)")
    parser.add_argument("--skip-world", action="store_true", help="leave out the generation of a world")
    arguments = parser.parse_args()
    if not BINARY.exists():
        sys.exit("error: no release binary (run: make build)")
    with tempfile.TemporaryDirectory() as directory:
        stubs(directory)
        ready = []
        for number in range(arguments.rounds):
            os.makedirs(f"{directory}/{number}")
            suite = Suite(f"{directory}/{number}")
            ready.append(suite.ready_after)
            suite.stop()
        suite = Suite(directory)
        time.sleep(1)
        idle = suite.resident()
        print(f"ready after {statistics.median(ready) * 1000:.0f} ms, resident {idle:.0f} MB idle")
        unary(directory, suite, arguments.rounds, arguments.requests)
        print(f"resident after the calls: {suite.resident():.0f} MB")
        suite.stop()
    if not arguments.skip_world:
        world(min(arguments.rounds, 3))


if __name__ == "__main__":
    main()
