"""compose.yaml and the Dockerfile fit each other and the binary, as far as that shows without a container engine."""

import json
import re
import subprocess
import time

import pytest

from deployment_files import PLATFORM_NAMES, compose, of_the_suite, stages
from own_network import in_own_network
from suites import ROOT, clean_environment, run, running_suite


@pytest.fixture(scope="module")
def default_ports(binary, tmp_path_factory) -> dict[str, int]:
    """The ports of a suite that is asked for no others. It runs where no other program of this machine can hold them."""
    directory = tmp_path_factory.mktemp("ports")
    state_file = directory / "state.json"
    with subprocess.Popen(
        in_own_network(binary, "up", "--in-memory", "--state-file", state_file),
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


def variables(binary: str, command: str = "up") -> set[str]:
    """The environment variables that a command of the binary reads, by its own help."""
    return set(re.findall(r"\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b", run(binary, command, "--help").stdout))


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


# compose.test.yaml


def test_the_test_mode_makes_a_world_by_itself(binary, tmp_path):
    """The container's own command and variables, but for the servers that are not here: texts on the console, pictures in a directory."""
    services = compose(file="compose.test.yaml", GENERIA_PROMPT="a village of kites", GENERIA_CHARACTERS="1", GENERIA_POSTS="1")
    assert set(services) == {"generia", "mongodb", "kafka"}
    container = services["generia"]
    assert set(container["environment"]) <= variables(binary, "demo") | {"LOG_LEVEL"}
    assert container["environment"]["KAFKA_BROKERS"] == "kafka:9092" and "@mongodb:27017" in container["environment"]["MONGODB_URI"]
    here = {name: value for name, value in container["environment"].items() if not name.startswith(("MONGODB", "KAFKA"))}
    result = run(
        binary, *(str(tmp_path) if word == "/generated" else word for word in container["command"]), "--ephemeral", "--in-memory",
        cwd=tmp_path, env=clean_environment(**here))
    assert result.returncode == 0, result.stderr
    assert "completed" in result.stdout and "kite" in result.stderr.lower()
    assert len(list(tmp_path.rglob("*.png"))) == 4


# docs/deployment.md


def test_document_names_what_compose_file_and_binary_know(binary):
    document = (ROOT / "docs" / "deployment.md").read_text()
    containers = document[document.index("## Containers"):document.index("## Apart without")]
    rows = re.findall(r"^\| (`[A-Z].*?) \|", containers, re.MULTILINE)
    assert set(re.findall(r"`(\w+)`", " ".join(rows))) == set(re.findall(r"\$\{(\w+):-", (ROOT / "compose.yaml").read_text()))
    help_text = run(binary, "up", "--help").stdout
    own = re.sub(r"\n\n```\n.*?\n```\n", "", document, flags=re.DOTALL)
    for flag in set(re.findall(r"(?<![\w-])--[a-z][a-z0-9-]+", own)) - {"--help", "--prompt", "--service"}:
        assert re.search(rf"{flag}\b", help_text), flag
