"""compose.yaml and the Dockerfile fit each other and the binary, as far as that shows without a container engine."""

import contextlib
import json
import re
import subprocess
import sys
import time
import urllib.request

import grpc
import pytest

from conftest import USER, wait_until_over
from deployment_files import compose, of_the_suite, stages
from suites import ROOT, clean_environment, run, running_suite

#: Of the services that the platform calls by name, the component of the suite.
PLATFORM_NAMES = {f"{name}-service": name for name in ("auth", "character", "interaction", "media", "post", "world")}
HEALTH = ROOT / "scripts" / "container-health.sh"

#: In a network namespace of its own: raises the loopback device, then becomes what its arguments say.
WITH_LOOPBACK = """
import fcntl, os, socket, struct, sys
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
    set_flags, up_and_running = 0x8914, 0x1 | 0x40
    fcntl.ioctl(any_socket, set_flags, struct.pack("16sH22x", b"lo", up_and_running))
os.execv(sys.argv[1], sys.argv[1:])
"""


@pytest.fixture(scope="module")
def default_ports(binary, tmp_path_factory) -> dict[str, int]:
    """The ports of a suite that is asked for no others. It runs where no other program of this machine can hold them."""
    directory = tmp_path_factory.mktemp("ports")
    state_file = directory / "state.json"
    with subprocess.Popen(
        ["unshare", "--map-root-user", "--net", sys.executable, "-c", WITH_LOOPBACK, binary, "up", "--in-memory", "--state-file", state_file],
        cwd=directory, env=clean_environment(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
    ) as process:
        deadline = time.monotonic() + 30
        while not state_file.exists():
            assert process.poll() is None, process.stderr.read()
            assert time.monotonic() < deadline, "the suite is not ready"
            time.sleep(0.02)
        endpoints = json.loads(state_file.read_text())["endpoints"]
        process.terminate()
    return {name: int(address.rpartition(":")[2]) for name, address in endpoints.items()}


def variables(binary: str) -> set[str]:
    """The environment variables that the binary reads, by its own help."""
    return set(re.findall(r"\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b", run(binary, "up", "--help").stdout))


def components(service: dict, known: dict[str, int]) -> set[str]:
    """The listeners of a service of compose.yaml, by their names in the state file."""
    chosen = service["environment"].get("GENERIA_ONLY")
    if not chosen:
        return set(known) - ({"s3"} if "MINIO_ENDPOINT" in service["environment"] else set())
    return {{"web": "admin"}.get(name, name) for name in chosen.split(",")} & set(known)


# compose.yaml


@pytest.mark.parametrize("options", [(), ("--profile", "apart")])
def test_compose_file_is_valid(options):
    services = compose(*options)
    apart = {name for name, service in services.items() if service.get("profiles") == ["apart"]}
    assert apart == {"apart-media", "apart-posts", "apart-worlds", "consul"}
    assert set(services) - apart == {"generia", "mongodb", "minio", "kafka"}
    for name, service in services.items():
        assert service["restart"] == "unless-stopped", name
        assert "healthcheck" in service or name in of_the_suite(services), name


def test_environment_is_known_to_the_binary(binary):
    known = variables(binary)
    assert len(known) > 50
    for name, service in of_the_suite(compose()).items():
        assert set(service["environment"]) - known == set(), name
    assert set(stages()[-1].environment) - known == set()


def test_published_ports_are_those_that_the_binary_listens_on(default_ports):
    services = of_the_suite(compose())
    published = {}
    for name, service in services.items():
        own = {default_ports[component] for component in components(service, default_ports)}
        # The administration endpoints of several containers cannot share a port of the machine; discovery and S3 may be elsewhere.
        wanted = {default_ports[component] for component in components(service, default_ports) & set(PLATFORM_NAMES.values())}
        targets = {port["target"] for port in service["ports"]}
        assert wanted <= targets <= own, name
        published[name] = {(port["published"], port["target"]) for port in service["ports"]}
    assert {pair for pair in published["generia"] if pair[0] != pair[1]} == {(8091, default_ports["world"])}
    together = set.union(*(pairs for name, pairs in published.items() if name != "generia"))
    assert together | {(default_ports["consul"], default_ports["consul"])} == published["generia"]


def test_platform_names_lead_to_the_containers_that_serve_them(default_ports):
    services = of_the_suite(compose())
    assert set(PLATFORM_NAMES) < set(services["generia"]["networks"]["default"]["aliases"])
    seen = []
    for name, service in services.items():
        aliases = service["networks"]["default"]["aliases"]
        assert {PLATFORM_NAMES[alias] for alias in aliases if alias in PLATFORM_NAMES} <= components(service, default_ports), name
        seen += aliases if name != "generia" else []
    assert sorted(seen) == sorted(PLATFORM_NAMES)


@pytest.mark.parametrize("variable, service", [("MINIO_IMAGE", "minio"), ("MONGO_IMAGE", "mongodb"), ("KAFKA_IMAGE", "kafka")])
def test_images_can_be_replaced(variable, service):
    assert compose(**{variable: "registry.example/own:1"})[service]["image"] == "registry.example/own:1"
    assert compose()[service]["image"] != "registry.example/own:1"


def test_credentials_reach_both_sides():
    services = compose(MINIO_ACCESS_KEY="somebody", MINIO_SECRET_KEY="something", MONGO_USER="root", MONGO_PASSWORD="words")
    assert services["minio"]["environment"] == {"MINIO_ROOT_USER": "somebody", "MINIO_ROOT_PASSWORD": "something"}
    for service in of_the_suite(services).values():
        environment = service["environment"]
        assert (environment["MINIO_ACCESS_KEY"], environment["MINIO_SECRET_KEY"]) == ("somebody", "something")
        assert environment["MONGODB_URI"] == "mongodb://root:words@mongodb:27017"


# Dockerfile


def test_image_has_the_libraries_of_the_binary(binary):
    dynamic = subprocess.run(["readelf", "-d", binary], capture_output=True, text=True, check=True).stdout
    needed = re.findall(r"\(NEEDED\).*\[(.+)\]", dynamic)
    assert len(needed) > 5
    packages = set(stages()[-1].packages)
    found = subprocess.run(["dpkg", "-S", *(f"*/{library}" for library in needed)], capture_output=True, text=True, check=True).stdout
    owners = re.findall(r"^([^:,\s]+)(?::\w+)?: .*/(.+)$", found, re.MULTILINE)
    for library in needed:
        assert packages & {package for package, file in owners if file == library}, f"{library} is in no package of the Dockerfile"


def test_copied_files_exist_and_reach_the_builder():
    lines = (ROOT / ".dockerignore").read_text().splitlines()
    assert "*" in lines
    allowed = {line[1:] for line in lines if line.startswith("!")}
    copied = set()
    for stage in stages():
        for arguments in stage.all("COPY"):
            if not arguments.startswith("--from="):
                source, target = arguments.split()
                copied.add(source)
                assert (ROOT / source).exists(), source
    assert copied == allowed


def test_image_runs_unprivileged_on_its_volume():
    build, image = stages()
    assert image.image.startswith("debian:bookworm") and "bookworm" in build.image
    user = image.last("USER")
    assert user not in ("root", "0") and any(re.search(rf"useradd .*--uid [1-9]\d+ .* {user} ", f"{run} ") for run in image.all("RUN"))
    assert image.environment["GENERIA_DATA"] == image.last("VOLUME")
    assert any(f"install -d -o {user} -g {user} {image.last('VOLUME')}" in run for run in image.all("RUN"))
    for service in of_the_suite(compose()).values():
        assert [volume.split(":")[1] for volume in service["volumes"]] == [image.last("VOLUME")]
    assert json.loads(image.last("ENTRYPOINT")) == ["generia"] and image.last("STOPSIGNAL") == "SIGTERM"


def test_exposed_ports_are_those_that_the_binary_listens_on(default_ports):
    exposed = {int(port) for port in stages()[-1].last("EXPOSE").split()}
    assert exposed == {port for name, port in default_ports.items() if name != "providers"}


def test_command_of_the_image_is_accepted(binary, tmp_path):
    command = json.loads(stages()[-1].last("CMD"))
    with running_suite(binary, tmp_path, *command[1:], command=command[0]) as suite:
        assert suite.endpoints["world"].startswith("127.0.0.1:")


# Health


def health(port: str | int) -> subprocess.CompletedProcess:
    return subprocess.run([HEALTH, str(port)], capture_output=True, text=True, timeout=10)


def test_health_check_tells_well_from_waiting_and_gone(binary, suite, tmp_path):
    image = stages()[-1]
    assert any(f"{HEALTH.relative_to(ROOT)} /usr/local/bin/generia-health" == copy for copy in image.all("COPY"))
    assert image.last("HEALTHCHECK").endswith('CMD ["generia-health"]')
    assert health(suite.endpoints["admin"].rpartition(":")[2]).returncode == 0
    base = 21_800
    process = subprocess.Popen(
        [binary, "up", "--in-memory", "--port-base", str(base), "--s3", "http://127.0.0.1:1", "--state-file", tmp_path / "state.json"],
        cwd=tmp_path, env=clean_environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )
    try:
        deadline = time.monotonic() + 20
        while "waiting: " not in (answer := health(base + 7)).stdout:
            assert time.monotonic() < deadline, answer
            time.sleep(0.05)
        assert answer.returncode == 1 and "127.0.0.1:1" in answer.stdout
    finally:
        process.terminate()
        process.wait(15)
    assert health(base + 7).returncode == 1


# The containers' environments, in processes


def test_services_apart_generate_a_world_together(binary, stubs, tmp_path):
    """The three containers of the profile `apart`, as processes; one more suite stands for MinIO and Consul."""
    with contextlib.ExitStack() as stack:
        around = stack.enter_context(running_suite(binary, tmp_path / "around", "--only", "s3,consul"))
        s3_port = around.endpoints["s3"].rpartition(":")[2]
        public = f"http://localhost:{s3_port}"
        services = of_the_suite(compose("--profile", "apart", GENERIA_PUBLIC_URL=public))
        parts = []
        for name, service in services.items():
            if name == "generia":
                continue
            environment = service["environment"] | {
                "MINIO_ENDPOINT": around.endpoints["s3"], "CONSUL_ADDRESS": around.endpoints["consul"], "GENERIA_STORE": "sqlite",
                "GENERIA_ADVERTISE": "127.0.0.1",
            }
            parts.append(stack.enter_context(running_suite(binary, tmp_path / name, **environment)))

        def resolve(service: str) -> str:
            url = around.url("consul", f"/v1/health/service/{service}?passing=true")
            deadline = time.monotonic() + 20
            while not (found := json.load(urllib.request.urlopen(url, timeout=5))):
                assert time.monotonic() < deadline, service
                time.sleep(0.1)
            return f"{found[0]['Service']['Address']}:{found[0]['Service']['Port']}"

        served = {name: address for part in parts for name, address in part.endpoints.items() if name in PLATFORM_NAMES.values()}
        assert {component: resolve(name) for name, component in PLATFORM_NAMES.items()} == served
        for part in parts:
            assert health(part.endpoints["admin"].rpartition(":")[2]).returncode == 0
        worlds = stubs.world_grpc.WorldServiceStub(stack.enter_context(grpc.insecure_channel(resolve("world-service"))))
        world = worlds.CreateWorld(stubs.world.CreateWorldRequest(
            user_id=USER, name="Apart", prompt="an archipelago", characters_count=2, posts_count=3))
        assert wait_until_over(worlds, stubs, world.id).status == "completed"
        posts = stubs.post_grpc.PostServiceStub(stack.enter_context(grpc.insecure_channel(resolve("post-service"))))
        feed = posts.GetGlobalFeed(stubs.post.GetGlobalFeedRequest(world_id=world.id, limit=10)).posts
        assert len(feed) == 3
        for post in feed:
            # Signed for the public name, not for the one under which MediaService reaches the storage.
            assert post.media_url.startswith(f"{public}/")
            assert urllib.request.urlopen(post.media_url, timeout=10).headers["Content-Type"].startswith("image/")
