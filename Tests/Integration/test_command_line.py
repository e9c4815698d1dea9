"""The command line: what scripts depend on."""

import concurrent.futures
import json
import os
import re
import subprocess
import time

import grpc
import pytest

from suites import clean_environment, run


def test_version(binary):
    result = run(binary, "version")
    assert result.returncode == 0
    assert re.fullmatch(r"generia \d+\.\d+\.\d+\n", result.stdout)
    assert json.loads(run(binary, "version", "-o", "json").stdout)["name"] == "generia"


@pytest.mark.parametrize(
    "command",
    [
        [], ["up"], ["demo"], ["generate"], ["worker"], ["status"], ["worlds"], ["worlds", "list"], ["worlds", "pause"], ["worlds", "retry"],
        ["tasks"], ["tasks", "list"], ["history", "show"], ["statistics"], ["timeline"], ["version"],
    ],
)
def test_help_on_every_level(binary, command):
    result = run(binary, *command, "--help")
    assert result.returncode == 0 and result.stderr == ""
    for part in ("usage: generia", "examples:", "exit codes:", "--output"):
        assert part in result.stdout
    assert result.stdout.count("  # ") == 2
    assert run(binary, "help", *command).stdout == result.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["up", "--port-bse", "1"], "error: unknown flag --port-bse (did you mean --port-base?)"),
        (["upp"], "error: unknown command 'upp' (did you mean 'up'?)"),
        ([], "error: no command was given (commands: up, demo, generate, worker, status, worlds, tasks,"),
        (["up", "--port-base"], "error: --port-base needs a value (as in the form --port-base N)"),
        (["up", "--port-base=70000"], "error: --port-base does not accept '70000' (accepted: 1…65525)"),
        (["up", "--only", "character,nothing"], "error: --only does not accept 'nothing' (accepted: character, media, post,"),
        (["up", "--only", "worker"], "error: worker needs character (add character to --only, name one that runs elsewhere with --character-address or --consul, or leave worker out with --except)"),
        (["up", "--seed", "x"], "error: --seed does not accept 'x'"),
        (["up", "surplus"], "error: unexpected argument 'surplus' (usage: generia up [flags])"),
        (["timeline"], "error: WORLD is missing (usage: generia timeline [flags] WORLD)"),
        (["status", "--follow"], "error: --follow and --tasks are about one world (name it: generia status WORLD)"),
        (["status", "no-id"], "error: WORLD does not accept 'no-id' (accepted: the id of a world, a UUID)"),
        (["demo", "--characters", "41"], "error: --characters does not accept '41' (accepted: 1…40, or 0 for 25)"),
        (["demo", "--posts", "251"], "error: --posts does not accept '251' (accepted: 1…250, or 0 for 150)"),
        (["demo", "--characters", "-1"], "error: --characters does not accept '-1'"),
        (["demo", "--prompt", ""], "error: the prompt is empty"),
        (["demo", "--prompt", " \n "], "error: the prompt is empty"),
        (["demo", "--name", "x" * 101], "error: the name has 101 characters (1…100 are accepted)"),
        (["generate"], "error: a prompt is missing (give one with --prompt TEXT or --prompt-file FILE)"),
    ],
)
def test_usage_errors_say_what_is_accepted(binary, arguments, message, tmp_path):
    result = run(binary, *arguments, cwd=tmp_path)
    assert result.returncode == 2
    assert result.stderr.startswith(message)
    assert result.stdout == ""
    assert list(tmp_path.iterdir()) == [], "nothing may be made before the command line is understood"


def test_errors_in_json(binary, tmp_path):
    for arguments in (["up", "--oops", "-o", "json"], ["up", "--oops", "--output=json"], ["-ojson", "up", "--oops"]):
        error = json.loads(run(binary, *arguments, cwd=tmp_path).stderr)["error"]
        assert error["kind"] == "usage" and error["code"] == 2 and "--oops" in error["message"] and error["hint"]


def test_prompt_files_that_are_none(binary, tmp_path):
    """A name that leads to no text is a wrong command line, whatever it leads to."""
    for name, reason in [("none.txt", "no such file or directory"), (".", "it is a directory")]:
        result = run(binary, "demo", "--prompt-file", name, cwd=tmp_path)
        assert result.returncode == 2 and f"prompt file {name}: {reason}" in result.stderr


def test_prompt_of_a_megabyte(binary, tmp_path):
    file = tmp_path / "prompt.txt"
    file.write_text("x" * (1 << 20))
    result = run(binary, "demo", "--prompt-file", str(file), cwd=tmp_path)
    assert result.returncode == 2
    assert "65536 bytes" in result.stderr


@pytest.mark.parametrize("command", [["version"], ["status", "--help"], ["worlds", "list", "-o", "json"], ["statistics"]])
def test_results_that_are_lost(binary, suite, command):
    """A full disk is told; a reader that has gone away wants no more."""
    arguments = [binary, *command, *(["--state-file", str(suite.state_file)] if command != ["version"] else [])]
    options = {"stderr": subprocess.PIPE, "text": True, "env": clean_environment(), "timeout": 60}
    with open("/dev/full", "w") as full:
        result = subprocess.run(arguments, stdout=full, **options)
    assert result.returncode == 14
    assert "the results could not be written: No space left on device" in result.stderr
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "w") as gone:
        result = subprocess.run(arguments, stdout=gone, **options)
    assert (result.returncode, result.stderr) == (0, "")


def test_no_suite_to_talk_to(binary, tmp_path):
    result = run(binary, "generate", "--prompt", "x", cwd=tmp_path)
    assert result.returncode == 11
    assert "no suite is running here: there is no state file .generia/state.json" in result.stderr
    result = run(binary, "generate", "--prompt", "x", "--target", "127.0.0.1:1", cwd=tmp_path)
    assert result.returncode == 11
    assert "127.0.0.1:1 does not answer" in result.stderr
    (tmp_path / "stale.json").write_text('{"version":1,"pid":999999999,"started_at":"","seed":1,"endpoints":{}}')
    result = run(binary, "generate", "--prompt", "x", "--state-file", "stale.json", cwd=tmp_path)
    assert result.returncode == 11
    assert "process 999999999, is gone" in result.stderr


def test_settings_come_from_flag_environment_and_file(binary, tmp_path):
    """The order: flag, environment, .env."""
    (tmp_path / ".env").write_text("GENERIA_PORT_BASE=100000\n")
    assert "GENERIA_PORT_BASE in .env does not accept '100000'" in run(binary, "up", cwd=tmp_path).stderr
    environment = clean_environment(GENERIA_PORT_BASE="200000")
    assert "error: GENERIA_PORT_BASE does not accept '200000'" in run(binary, "up", cwd=tmp_path, env=environment).stderr
    result = run(binary, "up", "--port-base", "300000", cwd=tmp_path, env=environment)
    assert "error: --port-base does not accept '300000'" in result.stderr
    # The platform's own names are read too.
    result = run(binary, "up", cwd=tmp_path, env=clean_environment(MINIO_ENDPOINT="no/host", GENERIA_PORT_BASE="20000"))
    assert result.returncode == 2 and "no/host" in result.stderr


def test_status_of_the_worker(binary, suite, own_suite):
    """Without a world: the worker's tasks, and breaker and permits of all that it calls."""
    result = run(binary, "status", "--state-file", str(suite.state_file), "-o", "json")
    assert result.returncode == 0, result.stderr
    [worker] = json.loads(result.stdout)["workers"]
    dependencies = {dependency["name"]: dependency for dependency in worker["dependencies"]}
    assert {name: dependencies[name]["permits"]["limit"] for name in ("language-model", "image-generator")} == {
        "language-model": 15, "image-generator": 10}
    assert {dependency["breaker"]["state"] for dependency in dependencies.values()} == {"closed"} and worker["tasks"]["limit"] == 100
    text = run(binary, "status", "--state-file", str(suite.state_file)).stdout
    assert f"{worker['worker']}: 0 of at most 100 tasks running" in text and "language-model" in text
    down = own_suite("--llm", "http://127.0.0.1:9", "--call-attempts", "1", "--breaker-failures", "1", name="down")
    order = [binary, "generate", "--state-file", str(down.state_file), "--prompt", "x", "--characters", "1", "--posts", "1", "-q"]
    with subprocess.Popen(order, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=clean_environment()) as generation:
        state = ""
        deadline = time.monotonic() + 10
        while " open " not in state and time.monotonic() < deadline:
            lines = run(binary, "status", "--state-file", str(down.state_file)).stdout.splitlines()
            state = next(line for line in lines if line.startswith("language-model"))
        generation.terminate()
    assert " open " in state


def test_status_and_generate_against_a_running_suite(binary, suite, finished_world):
    state = ["--state-file", str(suite.state_file)]
    result = run(binary, "status", finished_world, *state)
    assert result.returncode == 0 and re.search(r"status +completed", result.stdout)
    result = run(binary, "status", finished_world.upper(), *state, "-o", "json")
    status = json.loads(result.stdout)
    assert status["world_id"] == finished_world
    assert (status["users_created"], status["posts_created"]) == (2, 4)
    assert [stage["name"] for stage in status["stages"]] == [
        "initializing", "world_description", "world_image", "characters", "posts", "finishing",
    ]
    assert run(binary, "status", finished_world, "--follow", *state).returncode == 0

    result = run(binary, "status", "99999999-9999-4999-8999-999999999999", *state, "-o", "json")
    assert result.returncode == 13
    assert json.loads(result.stderr)["error"]["kind"] == "not_found"

    result = run(binary, "generate", "--prompt", "a town of clocks", "--characters", "1", "--posts", "2", "-o", "jsonl",
                 "--target", suite.endpoints["world"])
    assert result.returncode == 0
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert lines[-1]["status"] == "completed" and lines[-1]["posts"] == 2
    assert len(lines) > 2 and all("current_stage" in line for line in lines[:-1])
    assert "\x1b" not in result.stdout + result.stderr


def test_a_failed_generation_is_told_when_all_is_counted(binary, stubs):
    """Tasks that were under way when the world failed end a moment later, and what they cost belongs to the result."""
    world_id = "77777777-7777-4777-8777-777777777777"

    class World(stubs.world_grpc.WorldServiceServicer):
        looks = 0

        def CreateWorld(self, request, context):
            return stubs.world.WorldResponse(id=world_id, name="Valley")

        def GetWorld(self, request, context):
            return stubs.world.WorldResponse(id=world_id, name="Valley")

        def GetGenerationStatus(self, request, context):
            self.looks += 1
            failed = min(self.looks, 4)
            return stubs.world.GetGenerationStatusResponse(
                status="failed", tasks_total=6, tasks_completed=2, tasks_failed=failed, image_cost_total=failed / 1000)

    server = grpc.server(concurrent.futures.ThreadPoolExecutor(2))
    stubs.world_grpc.add_WorldServiceServicer_to_server(World(), server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    try:
        result = run(binary, "generate", "--prompt", "x", "--characters", "1", "--posts", "1", "-o", "json", "--target", f"127.0.0.1:{port}")
    finally:
        server.stop(0).wait()
    summary = json.loads(result.stdout)
    assert (result.returncode, result.stderr, summary["failed_tasks"], summary["image_cost"]) == (1, "", 4, 0.004)


def test_fewer_posts_than_characters(binary, suite):
    result = run(binary, "generate", "--prompt", "a crowded lift", "--characters", "3", "--posts", "1", "-o", "json",
                 "--state-file", str(suite.state_file))
    assert result.returncode == 0
    assert "every character gets one" in result.stderr
    summary = json.loads(result.stdout.splitlines()[-1])
    assert (summary["characters"], summary["posts"], summary["images"]) == (3, 3, 8)
