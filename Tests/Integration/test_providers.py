"""Whole worlds by providers that are not ours: what is sent to them, what becomes of what they answer, and what can be seen meanwhile."""

import contextlib
import datetime
import io
import json
import re
import ssl
import subprocess
import time
import urllib.request

import pytest
from PIL import Image

from conftest import clients_of, wait_until_over
from foreign_providers import POST_PICTURE, ForeignProviders
from suites import run, running_suite
from test_generation import create, feed

KEYS = {"OPENROUTER_API_KEY": "the-secret-key", "RUNWARE_API_KEY": "the-secret-key"}
PARTS = ("--except", "providers")


@contextlib.contextmanager
def generated(own_suite, stubs, providers, *arguments, status="completed", **environment):
    """A suite with a world of 2 characters and 4 posts by these providers: (suite, clients, world id, last status)."""
    suite = own_suite(*PARTS, "--images", providers.url, *arguments, **KEYS, **environment)
    with contextlib.ExitStack() as stack:
        clients = clients_of(suite, stubs, stack)
        world = create(clients, stubs, 2, 4)
        last = wait_until_over(clients.world, stubs, world)
        assert not providers.faults, providers.faults
        assert last.status == status, suite.log.read_text()
        yield suite, clients, world, last


def fetch(url: str) -> tuple[str, bytes]:
    with urllib.request.urlopen(url, timeout=10) as response:
        return response.headers["Content-Type"], response.read()


def metric(text: str, series: str) -> float:
    return float(re.search(rf"^{re.escape(series)} (\S+)$", text, re.MULTILINE)[1])


@pytest.fixture(scope="module")
def known_schemas(binary, stubs, tmp_path_factory) -> dict[str, dict]:
    """The schemas of all answers, as a server sees them that takes schemas."""
    with contextlib.ExitStack() as stack:
        def suite(*arguments, **options):
            return stack.enter_context(running_suite(binary, tmp_path_factory.mktemp("schemas"), *arguments, **options))

        providers = stack.enter_context(ForeignProviders())
        with generated(suite, stubs, providers, "--llm", providers.url):
            return providers.schemas


def test_a_world_by_the_rules_of_openrouter_and_runware(own_suite, stubs, tmp_path):
    pictures = tmp_path / "pictures" / "deep"
    with ForeignProviders() as providers, generated(
        own_suite, stubs, providers, "--llm", f"{providers.url}/api/v1", "--enhance-prompts", "--save-images", str(pictures), "-v",
        DEFAULT_LLM_MODEL="some/model",
    ) as (suite, clients, world, status):
        # Every kind of answer was asked for, by a schema that a foreign validator takes as strict.
        assert set(providers.schemas) == {
            "WorldDescription", "ImagePrompts", "CharacterBatch", "CharacterDetail", "CharacterAvatarPrompt", "PostBatch", "PostDetail",
            "PostImagePrompt"}
        assert {chat["model"] for chat in providers.chats} == {"some/model"}

        # A description of one paragraph is asked for once more and then taken. What an answer says is told to whoever answers next.
        prompts = [chat["messages"][0]["content"] for chat in providers.chats]
        assert sum("description must have 2 to 30 paragraphs, got 1" in prompt for prompt in prompts) == 1
        for field in (
            "world_interpretation", "connection_type", "story", "genre", "relationship_type", "narrative_arc", "character_development",
            "recurring_themes 1", "posting_schedule 1", "mentions 1", "location", "time_of_day", "mood", "context",
        ):
            assert any(f"some {field}" in prompt for prompt in prompts), field

        # Calls and costs, to the micro-dollar.
        assert status.api_calls_made_llm == len(providers.chats)
        assert status.llm_cost_total == pytest.approx(len(providers.chats) * 0.00001, abs=1e-12)
        drawn = [task for task in providers.tasks if task["taskType"] == "imageInference"]
        improved = [task for task in providers.tasks if task["taskType"] == "promptEnhance"]
        assert status.api_calls_made_images == len(drawn) == len(improved) == 8
        assert status.image_cost_total == pytest.approx(8 * 0.0013 + 8 * 0.00002, abs=1e-12)
        assert all(task["positivePrompt"].startswith("better: ") for task in drawn)

        # The trace of everything is the world's own id, also in the log; the key is nowhere.
        assert {trace.split("-")[1] for trace in providers.traces} == {world.replace("-", "")}
        log = suite.log.read_text()
        completed = [line for line in log.splitlines() if "a task is completed" in line]
        assert len(completed) == status.tasks_total
        assert all(f"world_id={world}" in line and f"trace_id={world.replace('-', '')}" in line for line in completed)
        assert all(re.search(r"task_id=\S+ task_type=\S+ attempt=1 duration_ms=\d+", line) for line in completed)
        assert "the-secret-key" not in log

        # Texts are shown, pictures are saved.
        assert f"── WorldDescription for world {world}" in log and log.count("── PostDetail for") == 4
        [folder] = pictures.iterdir()
        assert folder.name == f"some name-{world[:8]}"
        assert sorted(path.name.split("_some")[0].rstrip("01") for path in folder.iterdir()) == (
            ["character_avatar_"] * 2 + ["post_image_"] * 4 + ["world_header.png", "world_icon.png"])
        assert Image.open(folder / "world_header.png").size == (1024, 512)

        # Numbers and states.
        metrics = fetch(suite.url("admin", "/metrics"))[1].decode()
        assert metric(metrics, 'generia_worker_dependency_calls_total{dependency="language-model",outcome="success"}') == len(providers.chats)
        assert metric(metrics, 'generia_worker_breaker_state{dependency="image-generator"}') == 0
        assert metric(metrics, 'generia_worker_task_runs_total{type="generate_post"}') == 4
        assert metric(metrics, 'generia_worker_cost_microdollars_total{kind="images"}') == 8 * 1300 + 8 * 20
        [worker] = json.loads(fetch(suite.url("admin", "/workers"))[1])["workers"]
        assert worker["tasks"] == {"limit": 100, "running": 0, "ready": 0, "parked": 0}
        dependencies = {dependency["name"]: dependency for dependency in worker["dependencies"]}
        assert dependencies["language-model"]["permits"] == {"limit": 15, "used": 0, "waiting": 0}
        assert dependencies["image-generator"]["permits"]["limit"] == 10
        assert {dependency["breaker"]["state"] for dependency in dependencies.values()} == {"closed"} and len(dependencies) == 8


@pytest.mark.parametrize("address", ["", "/v1"])
def test_a_local_server_that_knows_little(own_suite, stubs, known_schemas, address):
    with ForeignProviders(
        path="/v1", speaks=(), chatty=True, picture_format="JPEG", known=known_schemas, cut_pictures=2
    ) as providers, generated(
        own_suite, stubs, providers, "--llm", providers.url + address,
    ) as (suite, clients, world, status):
        assert all("usage" not in chat and "response_format" not in chat for chat in providers.chats)
        assert status.llm_cost_total == 0 and status.api_calls_made_llm == len(providers.chats)
        # What is stored says what it is, although another format was asked for.
        record = clients.world.GetWorld(stubs.world.GetWorldRequest(world_id=world))
        assert record.name == "some name"
        for url in [record.image_url, record.icon_url, *(post.media_url for post in feed(clients, stubs, world))]:
            assert url.split("?")[0].endswith(".jpg")
            kind, body = fetch(url)
            picture = Image.open(io.BytesIO(body))
            picture.load()
            assert kind == "image/jpeg" and picture.format == "JPEG"


def test_pictures_in_the_answers_and_pictures_that_are_refused(own_suite, stubs):
    unfit = (f"{POST_PICTURE} 1", "An everyday scene")
    with ForeignProviders(picture_format="WEBP", inline=True, unfit=unfit) as providers, generated(
        own_suite, stubs, providers, "--llm", providers.url,
    ) as (suite, clients, world, status):
        posts = feed(clients, stubs, world)
        assert len(posts) == 4
        [refused] = [post for post in posts if post.caption == "deleted content"]
        assert not refused.tags and fetch(refused.media_url)[0] == "image/png"
        assert {fetch(post.media_url)[0] for post in posts if post != refused} == {"image/webp"}
        record = clients.world.GetWorld(stubs.world.GetWorldRequest(world_id=world))
        assert Image.open(io.BytesIO(fetch(record.image_url)[1])).format == "WEBP"
        # The refused picture was tried twice, the second time from another prompt; the placeholder is no image call.
        prompts = [task["positivePrompt"] for task in providers.tasks]
        assert status.api_calls_made_images == len(prompts) == 8 + 1
        assert [sum(part in prompt for prompt in prompts) for part in unfit] == [1, 1]
        assert status.image_cost_total == pytest.approx(9 * 0.0013, abs=1e-12)


def test_a_world_whose_own_picture_is_refused_fails(own_suite, stubs):
    with ForeignProviders(unfit=("some header_prompt", "A wide landscape")) as providers, generated(
        own_suite, stubs, providers, "--llm", providers.url, status="failed",
    ) as (suite, _, _, _):
        assert "not fit to be shown" in suite.log.read_text()


def test_a_key_that_is_refused_ends_the_world_with_a_helpful_reason(own_suite, stubs, tmp_path):
    with ForeignProviders() as providers:
        providers.chat = lambda body: (401, {"error": {"code": 401, "message": "No auth credentials found for the-secret-key"}})
        with generated(own_suite, stubs, providers, "--llm", providers.url, status="failed") as (suite, _, _, _):
            log = suite.log.read_text()
            assert "check OPENROUTER_API_KEY" in log and "the-secret-key" not in log


def test_an_authority_of_ones_own(own_suite, stubs, tmp_path):
    """A certificate that nobody is known to have signed ends a world at once, with advice; with the advice taken, a world is made."""
    certificate, key = tmp_path / "certificate.pem", tmp_path / "key.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "1", "-subj", "/CN=own",
         "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate], check=True, capture_output=True)
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate, key)
    with ForeignProviders(tls=tls) as providers:
        with generated(own_suite, stubs, providers, "--llm", providers.url, status="failed") as (suite, _, _, status):
            assert status.api_calls_made_llm == 1 and not providers.chats
            assert "is not trusted" in suite.log.read_text() and "SSL_CERT_FILE names" in suite.log.read_text()
        with generated(own_suite, stubs, providers, "--llm", providers.url, name="trusting", SSL_CERT_FILE=str(certificate)) as (_, _, _, status):
            assert status.posts_created == 4 and len(providers.chats) == status.api_calls_made_llm


def test_what_is_missing_at_the_start(binary, tmp_path):
    result = run(binary, "up", "--ephemeral", "--in-memory", "--llm", "openrouter")
    assert result.returncode == 2 and "OPENROUTER_API_KEY" in result.stderr
    (tmp_path / "file").write_text("")
    result = run(binary, "up", "--ephemeral", "--in-memory", "--state-file", str(tmp_path / "s"), "--save-images", str(tmp_path / "file"))
    assert result.returncode == 14 and "--save-images DIR" in result.stderr and "Not a directory" in result.stderr


def test_a_provider_that_is_down_is_left_alone_and_shown_so(own_suite, stubs):
    with ForeignProviders() as providers:
        calls = []
        providers.chat = lambda body: calls.append(body) or (503, {"error": {"code": 503, "message": "no provider"}})
        suite = own_suite(*PARTS, "--images", providers.url, "--llm", providers.url, "--breaker-failures", "2", "--breaker-recovery", "60", **KEYS)
        with contextlib.ExitStack() as stack:
            create(clients_of(suite, stubs, stack), stubs, 1, 1)
            deadline = time.monotonic() + 20
            while True:
                [worker] = json.loads(fetch(suite.url("admin", "/workers"))[1])["workers"]
                states = {dependency["name"]: dependency["breaker"] for dependency in worker["dependencies"]}
                if states["language-model"]["state"] == "open":
                    break
                assert time.monotonic() < deadline, states
                time.sleep(0.05)
        assert {name for name, breaker in states.items() if breaker["state"] != "closed"} == {"language-model"}
        assert datetime.datetime.fromisoformat(states["language-model"]["since"]).tzinfo is not None
        assert len(calls) == 2
        metrics = fetch(suite.url("admin", "/metrics"))[1].decode()
        assert metric(metrics, 'generia_worker_breaker_state{dependency="language-model"}') == 2
        assert metric(metrics, 'generia_worker_dependency_calls_total{dependency="language-model",outcome="retryable"}') == 2
