"""What compose.yaml, the image and docs/deployment.md say is run: the health check, the services apart, and the document's commands."""

import contextlib
import json
import os
import re
import subprocess
import time
import urllib.request

import grpc
import pytest

from conftest import USER, wait_until_over
from deployment_files import PLATFORM_NAMES, compose, of_the_suite, stages
from own_network import in_own_network
from suites import ROOT, clean_environment, running_suite

HEALTH = ROOT / "scripts" / "container-health.sh"


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


# docs/deployment.md


def shell_blocks() -> list[list[str]]:
    """The commands of each block of docs/deployment.md that can be run without a container engine."""
    blocks = re.findall(r"```sh\n(.*?)```", (ROOT / "docs" / "deployment.md").read_text(), re.DOTALL)
    return [block.strip().splitlines() for block in blocks]


#: Starts all suites of a block in one network, each without waiting for the others; generates a world; asks for the health; ends them.
SCENARIO = """
set -eu
trap 'kill $(jobs -p); wait' EXIT
{starts}
for file in {state_files}; do
    for _ in $(seq 300); do [ -e "$file" ] && break; sleep 0.1; done
    [ -e "$file" ] || {{ echo "no $file" >&2; exit 1; }}
done
generia generate --prompt "an archipelago" --characters 2 --posts 3 -o json
{checks}
"""


@pytest.mark.parametrize("number", range(3), ids=["together", "discovery", "addresses"])
def test_commands_of_the_document(binary, tmp_path, number):
    *suites, checks = shell_blocks()
    assert len(suites) == 3 and all(line.startswith("generia up") for block in suites for line in block)
    state_files = [match[1] if (match := re.search(r"--state-file (\S+)", line)) else ".generia/state.json" for line in suites[number]]
    script = SCENARIO.format(
        starts="\n".join(f"{line} &" for line in reversed(suites[number])), state_files=" ".join(state_files), checks="\n".join(checks))
    (tmp_path / "generia").symlink_to(binary)
    result = subprocess.run(
        in_own_network("/bin/bash", "-c", script),
        cwd=tmp_path, env=clean_environment(PATH=f"{tmp_path}:{os.environ['PATH']}"), capture_output=True, text=True, timeout=120,
    )
    assert result.returncode == 0, result.stderr
    summary = json.loads(re.search(r'^\{"world_id".*$', result.stdout, re.MULTILINE)[0])
    assert (summary["status"], summary["posts"], summary["failed_tasks"]) == ("completed", 3, 0), summary
    assert "\nok\n" in result.stdout and "# TYPE " in result.stdout
