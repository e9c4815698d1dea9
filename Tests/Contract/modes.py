"""How a platform is started in each mode, and how parts of it are taken away."""

import contextlib
import dataclasses
import functools
import pathlib
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator

import grpc

from suites import ROOT, Suite, built_binary, running_suite

from .case import AUTH, WORLD
from .wire import Wire

# The cases make hundreds of worlds; nobody is to fill them.
WITHOUT_WORKER = ["--except", "worker,providers"]
FLAGS = {"strict": ["--strict"], "extensions": ["--extensions"], "v1": ["--protocol", "v1"]}
# Two processes that find each other through discovery.
HALVES = ("media,s3,consul,auth,interaction", "character,post,world")
# One process for each part that a case takes away; the first brings discovery.
PIECES = {
    "agent": "consul", "base": "world,auth", "media": "media,s3", "interaction": "interaction", "character": "character", "post": "post",
}
MONGO_SERVER = ROOT / "Tests" / "rigs" / "mongo_server.py"


@dataclasses.dataclass
class Platform:
    """A platform under test. `suites` are its processes by a name of ours."""

    mode: str
    directory: pathlib.Path
    suites: dict[str, Suite]
    mongodb: str | None = None
    flags: tuple = ()
    generation: "Generation | None" = None

    def __post_init__(self):
        self.wire = Wire("v1" if self.mode == "v1" else "v2", self.endpoints)
        self.users: dict[str, str] = {}
        # Ends what was started on behalf of all cases of the mode.
        self.stack = contextlib.ExitStack()
        self.stack.callback(self.wire.close)

    @property
    def endpoints(self) -> dict[str, str]:
        return {name: address for suite in self.suites.values() for name, address in suite.endpoints.items()}

    @property
    def has_users(self) -> bool:
        """Whether users must be registered: by default every well-formed id is one."""
        return "--strict" in self.flags

    def user(self, name: str) -> str:
        if name not in self.users:
            self.users[name] = self.new_user()
        return self.users[name]

    def new_user(self) -> str:
        if not self.has_users:
            return str(uuid.uuid4())
        name = uuid.uuid4().hex[:24]
        call = AUTH.Register(email=f"{name}@example.org", username=name, password="correct horse")
        return self.wire.send(call).user_id

    @functools.cached_property
    def idle(self) -> "IdleChannels":
        return self.stack.enter_context(IdleChannels(self.endpoints))

    def kill(self, name: str) -> None:
        """Takes a process away without a farewell."""
        self.suites[name].stop(signal.SIGKILL)


@contextlib.contextmanager
def assembled(mode: str, directory: pathlib.Path, parts: dict[str, list[str]], mongodb: str | None = None, flags=()) -> Iterator[Platform]:
    """Starts processes in their order and makes a platform of them; all but the first are told where discovery is."""
    with contextlib.ExitStack() as stack:
        suites: dict[str, Suite] = {}
        for name, arguments in parts.items():
            consul = ["--consul", next(iter(suites.values())).endpoints["consul"]] if suites else []
            suites[name] = stack.enter_context(running_suite(str(built_binary()), directory / name, *arguments, *flags, *consul))
        platform = Platform(mode, directory, suites, mongodb, tuple(flags))
        stack.enter_context(platform.stack)
        yield platform


@contextlib.contextmanager
def platform_of(mode: str, directory: pathlib.Path) -> Iterator[Platform]:
    """The platform that all cases of a mode share."""
    with contextlib.ExitStack() as stack:
        uri, parts, flags = None, {"suite": WITHOUT_WORKER}, FLAGS.get(mode, [])
        if mode == "apart":
            parts = {name: ["--only", half] for name, half in zip(("first", "second"), HALVES)}
        elif mode == "mongodb":
            uri = stack.enter_context(mongo_server()).uri
            flags = ["--store", "mongodb", "--mongodb-uri", uri]
        platform = stack.enter_context(assembled(mode, directory, parts, uri, flags))
        if mode == "default":
            # They must have been idle for long when the case that looks at them comes.
            platform.idle.open()
        yield platform


class IdleChannels:
    """Channels that ping every ten seconds and never call, as those of the platform's Go services."""

    def __init__(self, endpoints: dict[str, str]):
        options = [("grpc.keepalive_time_ms", 10_000), ("grpc.keepalive_permit_without_calls", 1), ("grpc.http2.max_pings_without_data", 0)]
        names = ("character", "media", "post", "world")
        self.channels = {name: grpc.insecure_channel(endpoints[name], options) for name in names}
        self.states: dict[str, list[grpc.ChannelConnectivity]] = {name: [] for name in names}
        self.opened = 0.0

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for channel in self.channels.values():
            channel.close()

    def open(self) -> None:
        for name, channel in self.channels.items():
            channel.subscribe(self.states[name].append, try_to_connect=True)
            grpc.channel_ready_future(channel).result(timeout=10)
        self.opened = time.monotonic()

    def wait(self, seconds: float) -> None:
        """Until the channels have been idle for so long."""
        time.sleep(max(0.0, self.opened + seconds - time.monotonic()))


@contextlib.contextmanager
def scattered(platform: Platform, *flags: str) -> Iterator[Platform]:
    """A platform of one process for each of `PIECES`, which a case may kill one by one."""
    parts = {name: ["--only", piece] for name, piece in PIECES.items()}
    with assembled(platform.mode, unused(platform.directory, "scattered"), parts, flags=flags) as other:
        yield other


@contextlib.contextmanager
def generating(platform: Platform, *flags: str) -> Iterator[Platform]:
    """A platform whose worker fills worlds, on a store of the same kind."""
    with contextlib.ExitStack() as stack:
        uri = None
        if platform.mongodb:
            uri = stack.enter_context(mongo_server()).uri
            flags = (*flags, "--store", "mongodb", "--mongodb-uri", uri)
        yield stack.enter_context(assembled(platform.mode, unused(platform.directory, "generating"), {"suite": []}, uri, flags))


@dataclasses.dataclass
class Generation:
    """A world of 2 characters and 4 posts that a worker has filled."""

    platform: Platform
    world: str
    prompt: str
    history: list  # the answers of GetGenerationStatus while it was made

    @property
    def final(self):
        return self.history[-1]


def generated(platform: Platform) -> Generation:
    """The generation that all cases of a mode look at."""
    if platform.generation is None:
        other, prompt = platform.stack.enter_context(generating(platform)), "a lighthouse at the end of time"
        call = WORLD.CreateWorld(user_id=other.new_user(), name="n", prompt=prompt, characters_count=2, posts_count=4)
        world = other.wire.send(call).id
        history, deadline = [], time.monotonic() + 60
        while not history or history[-1].status not in ("completed", "failed"):
            assert time.monotonic() < deadline, f"the generation does not end: {history[-1]}"
            history.append(other.wire.send(WORLD.GetGenerationStatus(world_id=world)))
            time.sleep(0.005)
        platform.generation = Generation(other, world, prompt, history)
    return platform.generation


@contextlib.contextmanager
def losing_its_store(platform: Platform, *flags: str) -> Iterator[Platform]:
    """A platform on a MongoDB server of its own, which `lose_store` takes away."""
    with mongo_server() as server:
        flags = (*flags, "--store", "mongodb", "--mongodb-uri", f"{server.uri}/?serverSelectionTimeoutMS=500")
        parts = {"suite": WITHOUT_WORKER}
        with assembled(platform.mode, unused(platform.directory, "losing"), parts, server.uri, flags) as other:
            other.lose_store = server.kill
            yield other


def unused(directory: pathlib.Path, name: str) -> pathlib.Path:
    return next(path for number in range(1000) if not (path := directory / f"{name}-{number}").exists())


@dataclasses.dataclass
class MongoServer:
    process: subprocess.Popen
    uri: str

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()


@contextlib.contextmanager
def mongo_server() -> Iterator[MongoServer]:
    """An empty stand-in for MongoDB."""
    # The server ends with its standard input.
    command = [sys.executable, str(MONGO_SERVER), "--port", "0"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            address = process.stdout.readline().split()[-1]
            yield MongoServer(process, f"mongodb://{address}")
        finally:
            process.kill()
