"""`generia` itself: how fast a suite is ready, answers GetCharacter beside the C++ peer and nghttpd, and makes a world."""

import json
import os
import pathlib
import statistics
import struct
import subprocess
import tempfile
import time

import grpc

from loads import Load, h2load
from servers import BUILD, Program, Server, process_clock


class Suite:
    """`generia up` on free ports and temporary data."""

    def __init__(self, directory, binary):
        self.state_file = pathlib.Path(directory) / "state.json"
        start = time.perf_counter()
        self.process = subprocess.Popen(
            [binary, "up", "--ephemeral", "--data", f"{directory}/data", "--state-file", self.state_file, "--seed", "1"],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        for line in self.process.stdout:
            if line.startswith("All services ready."):
                break
        self.ready_after = time.perf_counter() - start
        self.endpoints = json.loads(self.state_file.read_text())["endpoints"]

    def resident(self):
        """Resident memory in MB."""
        for line in pathlib.Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS"):
                return int(line.split()[1]) / 1024
        return None

    def processor_seconds(self):
        """Time that the processors have spent on the suite."""
        return time.clock_gettime(process_clock(self.process.pid))

    def stop(self):
        self.process.terminate()
        self.process.wait(20)


class Endpoint:
    """A service of a suite, as `h2load` wants a server."""

    def __init__(self, target):
        self.target, self.program = target, Program("suite", "suite", None, None)


def start_and_calls(binary, rounds, requests):
    """Start time, memory, and GetCharacter in four shapes."""
    with tempfile.TemporaryDirectory() as directory:
        ready = []
        for number in range(rounds):
            os.makedirs(f"{directory}/{number}")
            suite = Suite(f"{directory}/{number}", binary)
            ready.append(suite.ready_after)
            suite.stop()
        suite = Suite(directory, binary)
        try:
            time.sleep(1)
            found = {"ready_ms": statistics.median(ready) * 1000, "idle_mb": suite.resident()}
            found["calls"] = get_character(directory, suite, rounds, requests)
            found["after_calls_mb"] = suite.resident()
        finally:
            suite.stop()
    return found


def get_character(directory, suite, rounds, requests):
    """GetCharacter of the suite, of the C++ peer, and nghttpd as the ceiling: medians of calls per second."""
    from character import character_pb2, character_pb2_grpc
    from world import world_pb2, world_pb2_grpc

    world = world_pb2_grpc.WorldServiceStub(grpc.insecure_channel(suite.endpoints["world"])).CreateWorld(
        world_pb2.CreateWorldRequest(
            user_id="00000000-0000-4000-8000-000000000001", name="bench", prompt="a harbour", characters_count=1, posts_count=1))
    characters = character_pb2_grpc.CharacterServiceStub(grpc.insecure_channel(suite.endpoints["character"]))
    character = characters.CreateCharacter(character_pb2.CreateCharacterRequest(world_id=world.id, display_name="Neo"))
    request = character_pb2.GetCharacterRequest(character_id=character.id)

    def framed(message):
        return struct.pack(">BI", 0, len(message)) + message

    www = pathlib.Path(directory) / "www"
    www.mkdir()
    peer = Program("cpp", "gRPC C++", BUILD / "grpc_cpp_server", lambda port, _: [BUILD / "grpc_cpp_server", str(port)])
    ceiling = Program(
        "nghttpd", "nghttpd", "/usr/sbin/nghttpd", lambda port, _: ["/usr/sbin/nghttpd", "--no-tls", "-n", "1", "-d", www, str(port)],
        speaks_grpc=False)
    found = {}
    with Server(peer, False) as cpp, Server(ceiling, False) as nghttpd:
        peers = character_pb2_grpc.CharacterServiceStub(grpc.insecure_channel(cpp.target))
        servers = {"suite": Endpoint(suite.endpoints["character"]), "cpp": cpp, "nghttpd": nghttpd}
        answers = {"suite": characters.GetCharacter(request), "cpp": peers.GetCharacter(request)}
        assert all(answer.display_name == "Neo" for answer in answers.values())
        answers["nghttpd"] = answers["suite"]
        for shape, share in [((8, 32), 1.0), ((1, 1), 0.1), ((1, 100), 1.0), ((100, 10), 1.0)]:
            rates = {name: [] for name in servers}
            of_kind = {
                name: Load(
                    f"{name}-{shape[0]}x{shape[1]}", "GetCharacter", "GetCharacter", framed(request.SerializeToString()),
                    framed(answers[name].SerializeToString()), 1, shape, directory, service="/generia.character.CharacterService/")
                for name in servers
            }
            for _ in range(rounds):
                for name, server in servers.items():
                    count = max(1000, int(requests * share) // (2 if name == "cpp" else 1))
                    rates[name].append(h2load(server, of_kind[name], count, False))
            found[f"{shape[0]}x{shape[1]}"] = {name: statistics.median(values) for name, values in rates.items()}
    return found


def world(binary, rounds):
    """The seconds that a world of 20 characters and 100 posts takes, by the demo's own summary."""
    durations = []
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as directory:
            output = subprocess.run(
                [binary, "demo", "--ephemeral", "--data", directory, "--prompt", "a harbour of glass ships", "--characters", "20",
                 "--posts", "100", "--exit", "-o", "json", "--state-file", f"{directory}/state.json"],
                capture_output=True, text=True, check=True).stdout
            summary = json.loads(output.strip().splitlines()[-1])
            assert summary["status"] == "completed" and summary["images"] == 122, summary
            durations.append(summary["duration_ms"] / 1000)
    return statistics.median(durations)
