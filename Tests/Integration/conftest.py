"""The built binary, driven from outside: fixtures that start suites and give clients we did not write.

GENERIA_BINARY names another binary than .build/release/generia.
"""

import contextlib
import importlib
import pathlib
import sys
import time
import types

import pytest

import interop_peers
from suites import ROOT, Suite, built_binary, running_suite

HERE = pathlib.Path(__file__).resolve().parent
USER = "11111111-2222-4333-8444-555555555555"


def known_failing() -> dict[str, str]:
    """The tests of known_failing.txt with the reasons."""
    lines = (HERE / "known_failing.txt").read_text().splitlines()
    entries = (line.partition("  # ") for line in lines if line and not line.startswith("#"))
    return {name.strip(): reason.strip() for name, _, reason in entries}


def pytest_collection_modifyitems(config, items):
    """Lets the tests of known_failing.txt fail, and only them: one that passes, or that is not there any more, fails the run."""
    known = known_failing()
    for item in items:
        name = f"{item.path.name}::{item.name}"
        if name in known:
            item.add_marker(pytest.mark.xfail(reason=known.pop(name), strict=True))
    files = {item.path.name for item in items}
    stale = [name for name in known if name.partition("::")[0] in files or not (HERE / name.partition("::")[0]).exists()]
    if stale and not any("::" in argument for argument in config.args):
        raise pytest.UsageError(f"known_failing.txt names tests that do not exist: {stale}")


@pytest.fixture(scope="session")
def binary() -> str:
    """The path of the program under test."""
    path = built_binary()
    if not path.exists():
        pytest.exit(f"{path} does not exist (make build makes it; GENERIA_BINARY names another)", returncode=2)
    return str(path)


@pytest.fixture(scope="session")
def proto() -> pathlib.Path:
    """The directory of the platform's proto files."""
    return ROOT / "proto"


@pytest.fixture(scope="session")
def stubs(tmp_path_factory, proto) -> types.SimpleNamespace:
    """Python modules made by grpcio-tools: stubs.character, stubs.character_grpc, the same for all services."""
    from grpc_tools import protoc

    out = tmp_path_factory.mktemp("stubs")
    names = ["character", "media", "post", "world", "auth", "interaction"]
    files = [f"{name}/{name}.proto" for name in names]
    assert protoc.main(["protoc", f"-I{proto}", f"--python_out={out}", f"--grpc_python_out={out}", *files]) == 0
    sys.path.insert(0, str(out))
    modules = types.SimpleNamespace()
    for name in names:
        setattr(modules, name, importlib.import_module(f"{name}.{name}_pb2"))
        setattr(modules, f"{name}_grpc", importlib.import_module(f"{name}.{name}_pb2_grpc"))
    return modules


@pytest.fixture(scope="session")
def suite(binary, tmp_path_factory):
    """One suite for all tests that leave it as it is."""
    with running_suite(binary, tmp_path_factory.mktemp("suite"), "--seed", "1") as suite:
        yield suite


@pytest.fixture
def own_suite(binary, tmp_path):
    """Starts suites for one test: own_suite(*flags)."""
    with contextlib.ExitStack() as stack:
        yield lambda *arguments, name="own", **options: stack.enter_context(
            running_suite(binary, tmp_path / name, *arguments, **options)
        )


@pytest.fixture(scope="session")
def clients(suite, stubs):
    """The four services of the shared suite: clients.character, clients.media, clients.post, clients.world."""
    with contextlib.ExitStack() as stack:
        yield clients_of(suite, stubs, stack)


def clients_of(suite: Suite, stubs, stack: contextlib.ExitStack) -> types.SimpleNamespace:
    channels = {name: stack.enter_context(suite.channel(name)) for name in ("character", "media", "post", "world")}
    return types.SimpleNamespace(
        character=stubs.character_grpc.CharacterServiceStub(channels["character"]),
        media=stubs.media_grpc.MediaServiceStub(channels["media"]),
        post=stubs.post_grpc.PostServiceStub(channels["post"]),
        world=stubs.world_grpc.WorldServiceStub(channels["world"]),
    )


def wait_until_over(world_stub, stubs, world_id: str, timeout: float = 60):
    """Waits until a generation has completed or failed, and gives its last status."""
    deadline = time.monotonic() + timeout
    while time.monotonic() < deadline:
        status = world_stub.GetGenerationStatus(stubs.world.GetGenerationStatusRequest(world_id=world_id), timeout=10)
        if status.status in ("completed", "failed"):
            return status
        time.sleep(0.05)
    raise AssertionError(f"world {world_id} is not over after {timeout} s")


@pytest.fixture(scope="session")
def finished_world(clients, stubs) -> str:
    """The id of a generated world of 2 characters and 4 posts in the shared suite."""
    world = clients.world.CreateWorld(
        stubs.world.CreateWorldRequest(user_id=USER, name="Fixture", prompt="a lighthouse at the end of time", characters_count=2, posts_count=4)
    )
    assert wait_until_over(clients.world, stubs, world.id).status == "completed"
    return world.id


@pytest.fixture(scope="session")
def certificates(tmp_path_factory) -> interop_peers.Certificates:
    """An authority and what it has signed, for this run only."""
    return interop_peers.Certificates.make(tmp_path_factory.mktemp("certificates"))


@pytest.fixture(scope="session")
def interop_server(certificates):
    """Gives a running server of the interoperability tests: interop_server(kind, "plain" or "tls"). Each is started once."""
    running = {}
    with contextlib.ExitStack() as stack:

        def server(kind: str, security: str = "plain") -> interop_peers.Endpoint:
            key = (kind, security)
            if key not in running:
                running[key] = stack.enter_context(interop_peers.serving(kind, certificates if security == "tls" else None))
            return running[key]

        yield server
