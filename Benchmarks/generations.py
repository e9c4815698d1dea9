"""Generations of worlds: one large, many at once, and many with more than one worker. The built-in providers run in a process of their own,
so that their share of the processors is known."""

import contextlib
import json
import pathlib
import statistics
import subprocess
import tempfile
import time

import grpc

from servers import process_clock

USER = "00000000-0000-4000-8000-000000000001"
MANY = 50
CROWD = 1_000
#: Milliseconds that the providers take for an answer, and how many worlds are made then.
LATENCIES = {50: 50, 250: 20}


class Process:
    """A part of the platform that says on its standard output, as JSON, where it listens."""

    def __init__(self, binary, directory, command, *arguments):
        self.directory = pathlib.Path(directory)
        self.directory.mkdir(parents=True, exist_ok=True)
        self.process = subprocess.Popen(
            [binary, command, "-o", "json", *arguments], cwd=directory, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        for line in self.process.stdout:
            if line.startswith("{"):
                self.endpoints = json.loads(line)["endpoints"]
                return
        raise SystemExit(f"error: generia {command} did not start")

    def processor_seconds(self):
        return time.clock_gettime(process_clock(self.process.pid))

    def peak_memory(self):
        """In MB."""
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")) / 1024

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(30)
        self.process.stdout.close()


def providers(stack, binary, directory, latency=0):
    return stack.enter_context(
        Process(binary, f"{directory}/providers", "up", "--ephemeral", "--in-memory", "--only", "providers,web", "--seed", "1",
                "--builtin-latency", str(latency)))


def platform(stack, binary, directory, provider, *more):
    origin = f"http://{provider.endpoints['providers']}"
    parts = [] if "--except" in more else ["--except", "providers"]
    return stack.enter_context(
        Process(binary, f"{directory}/suite", "up", "--ephemeral", "--seed", "1", "--llm", origin, "--images", origin, *parts, *more))


class Worlds:
    """Orders worlds and waits for their ends."""

    def __init__(self, stubs, endpoint):
        self.api, self.stubs = stubs["world"], stubs["world_grpc"].WorldServiceStub(grpc.insecure_channel(endpoint))

    def order(self, number, characters, posts):
        return self.stubs.CreateWorld(self.api.CreateWorldRequest(
            user_id=USER, name="bench", prompt=f"a harbour of glass ships, number {number}", characters_count=characters,
            posts_count=posts)).id

    def ends(self, worlds, start):
        """Seconds from `start` to the end of each world."""
        ends = {}
        while len(ends) < len(worlds):
            for world in worlds:
                if world not in ends:
                    status = self.stubs.GetGenerationStatus(self.api.GetGenerationStatusRequest(world_id=world))
                    if status.status in ("completed", "failed"):
                        if status.status == "failed" or status.tasks_failed or status.tasks_completed != status.tasks_total:
                            raise SystemExit(f"error: a world did not become complete: {status}")
                        ends[world] = time.perf_counter() - start
            # Seldom enough that asking about many worlds costs little beside making them.
            time.sleep(0.02 if len(worlds) == 1 else max(0.25, len(worlds) / 1_000))
        return [ends[world] for world in worlds]


def one_large(binary, stubs, rounds):
    """A world of 40 characters and 250 posts: seconds, and processor seconds of suite and providers."""
    found = []
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as directory, contextlib.ExitStack() as stack:
            provider = providers(stack, binary, directory)
            suite = platform(stack, binary, directory, provider)
            worlds = Worlds(stubs, suite.endpoints["world"])
            before = suite.processor_seconds(), provider.processor_seconds()
            start = time.perf_counter()
            [end] = worlds.ends([worlds.order(0, 40, 250)], start)
            found.append((end, suite.processor_seconds() - before[0], provider.processor_seconds() - before[1]))
    return [statistics.median(values) for values in zip(*found)]


def many(binary, stubs, rounds):
    """Fifty worlds of 5 characters and 20 posts ordered at once, and a world of one post behind them: seconds until the first, the median
    and the last of the fifty, and until the small one."""
    found = []
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as directory, contextlib.ExitStack() as stack:
            suite = platform(stack, binary, directory, providers(stack, binary, directory))
            worlds = Worlds(stubs, suite.endpoints["world"])
            start = time.perf_counter()
            ordered = [worlds.order(number, 5, 20) for number in range(MANY)] + [worlds.order(MANY, 1, 1)]
            *ends, small = worlds.ends(ordered, start)
            found.append((min(ends), statistics.median(ends), max(ends), small))
    return [statistics.median(values) for values in zip(*found)]


def apart(stack, binary, directory, provider, count):
    """A suite without a worker, and so many workers beside it."""
    suite = platform(stack, binary, directory, provider, "--except", "providers,worker")
    origin = f"http://{provider.endpoints['providers']}"
    return suite, [
        stack.enter_context(Process(
            binary, f"{directory}/worker{number}", "worker", "--state-file", f"{directory}/suite/.generia/state.json", "--data",
            f"{directory}/suite/.generia/data", "--llm", origin, "--images", origin))
        for number in range(count)
    ]


def with_workers(binary, stubs, rounds, latency, size):
    """Some worlds of 5 characters and 20 posts with one and with two workers, providers taking their time for an answer: seconds, and
    processor seconds of workers and suite, and of the providers."""
    found = {1: [], 2: []}
    for _ in range(rounds):
        for count in found:
            with tempfile.TemporaryDirectory() as directory, contextlib.ExitStack() as stack:
                provider = providers(stack, binary, directory, latency)
                suite, workers = apart(stack, binary, directory, provider, count)
                worlds = Worlds(stubs, suite.endpoints["world"])
                start = time.perf_counter()
                end = max(worlds.ends([worlds.order(number, 5, 20) for number in range(size)], start))
                own = suite.processor_seconds() + sum(worker.processor_seconds() for worker in workers)
                found[count].append((end, own, provider.processor_seconds()))
    return {count: [statistics.median(values) for values in zip(*runs)] for count, runs in found.items()}


def crowd(binary, stubs):
    """A thousand worlds of one character and two posts ordered at once, for four workers: seconds until the first, the median and the last,
    and the most memory, in MB, that a worker and the suite have had."""
    with tempfile.TemporaryDirectory() as directory, contextlib.ExitStack() as stack:
        suite, workers = apart(stack, binary, directory, providers(stack, binary, directory), 4)
        worlds = Worlds(stubs, suite.endpoints["world"])
        start = time.perf_counter()
        ends = worlds.ends([worlds.order(number, 1, 2) for number in range(CROWD)], start)
        memory = max(worker.peak_memory() for worker in workers), suite.peak_memory()
        return [min(ends), statistics.median(ends), max(ends), *memory]


def wide(binary, stubs):
    """Ten worlds of 10 characters and 100 posts with providers that take a second, by a worker that may make 500 calls of each kind at a time
    and have 1,000 tasks under way: seconds until the last, and the most memory, in MB, that the suite has had."""
    limits = ("--max-concurrent-tasks", "1000", "--max-concurrent-llm-requests", "500", "--max-concurrent-image-requests", "500")
    with tempfile.TemporaryDirectory() as directory, contextlib.ExitStack() as stack:
        suite = platform(stack, binary, directory, providers(stack, binary, directory, 1_000), *limits)
        worlds = Worlds(stubs, suite.endpoints["world"])
        start = time.perf_counter()
        return [max(worlds.ends([worlds.order(number, 10, 100) for number in range(10)], start)), suite.peak_memory()]


def measure(binary, stubs, rounds):
    return {
        "large": one_large(binary, stubs, rounds), "many": many(binary, stubs, rounds),
        "workers": [
            {"latency": latency, "worlds": size, "found": with_workers(binary, stubs, rounds, latency, size)}
            for latency, size in LATENCIES.items()
        ],
        "crowd": crowd(binary, stubs), "wide": wide(binary, stubs),
    }
