"""The life of a suite's process: ready, taken ports, directories, signals, restarts."""

import contextlib
import json
import os
import re
import signal
import socket
import subprocess
import time
import urllib.request

import pytest

from conftest import USER, clients_of, wait_until_over
from suites import clean_environment, run, running_suite


def test_state_file_and_banner(own_suite):
    suite = own_suite("--seed", "42")
    state = suite.state
    assert list(state) == ["version", "pid", "started_at", "seed", "data", "endpoints"]
    assert (state["version"], state["pid"], state["seed"]) == (1, suite.process.pid, 42)
    assert state["data"] == str(suite.data.resolve())
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", state["started_at"])
    assert set(state["endpoints"]) == {"character", "media", "post", "world", "auth", "interaction", "s3", "consul", "providers", "admin"}
    for address in state["endpoints"].values():
        host, port = address.rsplit(":", 1)
        assert host == "127.0.0.1"
        socket.create_connection((host, int(port)), timeout=5).close()
    assert suite.stop(signal.SIGINT) == 0
    assert not suite.state_file.exists()
    lines = (suite.state_file.parent / "stdout.log").read_text().splitlines()
    assert lines[-1] == "All services ready."
    banner = [line for line in lines if "://" in line]
    assert len(banner) == 10 and len({line.index("://127") - len(line.split("://")[0].split()[-1]) for line in banner}) == 1
    for address in state["endpoints"].values():
        assert any(line.endswith(address) for line in banner)
    assert suite.log.read_text() == ""


def test_platform_ports_are_moved_by_a_base(binary, tmp_path):
    base = free_range(11)
    with running_base(binary, tmp_path, base) as state:
        ports = {name: int(address.rsplit(":", 1)[1]) - base for name, address in state["endpoints"].items()}
        assert ports == {
            "post": 1, "media": 2, "world": 3, "character": 4, "consul": 5, "s3": 6, "admin": 7, "providers": 8, "auth": 9, "interaction": 10,
        }
        for name in ("post", "media", "world", "auth", "interaction"):
            with urllib.request.urlopen(f"http://127.0.0.1:{base + ports[name] + 10_000}/metrics", timeout=5) as answer:
                assert "grpc_server_started_total" in answer.read().decode()


def test_taken_port(binary, tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = run(binary, "up", "--port-base", str(port - 4), "--in-memory", cwd=tmp_path)
    assert result.returncode == 14
    assert result.stderr == (
        f"error: port {port} of CharacterService is taken on 127.0.0.1"
        " (move all ports with --port-base N, or take free ones with --ephemeral)\n"
    )
    assert result.stdout == "" and not (tmp_path / ".generia").exists()


def test_second_suite_on_the_same_data(binary, own_suite, tmp_path):
    first = own_suite()
    result = run(binary, "up", "--ephemeral", "--data", str(first.data), cwd=tmp_path)
    assert result.returncode == 14
    assert f"is in use by another suite, process {first.process.pid}" in result.stderr
    result = run(binary, "up", "--ephemeral", "--in-memory", "--state-file", str(first.state_file), cwd=tmp_path)
    assert result.returncode == 14
    assert f"a suite that is running, process {first.process.pid}" in result.stderr
    assert first.state_file.exists()


def test_data_directory_that_cannot_be_used(binary, tmp_path):
    (tmp_path / "file").write_text("not a directory")
    result = run(binary, "up", "--ephemeral", "--data", str(tmp_path / "file"), cwd=tmp_path)
    assert result.returncode == 14
    assert "cannot be used: Not a directory (give a writable directory with --data DIR" in result.stderr
    result = run(binary, "up", "--ephemeral", "--data", "/proc/generia", cwd=tmp_path)
    assert result.returncode == 14 and "data directory /proc/generia cannot be used" in result.stderr
    if os.getuid() != 0:
        (tmp_path / "closed").mkdir(mode=0o555)
        result = run(binary, "up", "--ephemeral", "--data", str(tmp_path / "closed"), cwd=tmp_path)
        assert result.returncode == 14 and "Permission denied" in result.stderr


def test_damaged_database_is_left_alone(binary, tmp_path):
    data = tmp_path / "data"
    data.mkdir()
    (data / "world.sqlite").write_bytes(b"this is no database" * 100)
    result = run(binary, "up", "--ephemeral", "--data", str(data), cwd=tmp_path)
    assert result.returncode == 14
    assert "world.sqlite" in result.stderr
    assert (data / "world.sqlite").read_bytes() == b"this is no database" * 100


def test_another_host_is_warned_about(own_suite):
    suite = own_suite("--host", "0.0.0.0")
    assert "listening on 0.0.0.0" in suite.log.read_text()
    assert all(address.startswith("127.0.0.1:") for address in suite.endpoints.values())


def test_in_memory_leaves_nothing(own_suite, tmp_path):
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    suite = own_suite("--in-memory", TMPDIR=str(temporary))
    assert len(list(temporary.iterdir())) == 1
    assert suite.stop() == 0
    assert list(temporary.iterdir()) == [] and not suite.data.exists()


def test_open_connections_do_not_hold_up_the_end(own_suite, stubs):
    suite = own_suite()
    with suite.channel("world") as channel:
        world = stubs.world_grpc.WorldServiceStub(channel)
        world.HealthCheck(stubs.world.HealthCheckRequest())
        sockets = [socket.create_connection(address.rsplit(":", 1)) for address in suite.endpoints.values()]
        start = time.monotonic()
        assert suite.stop() == 0
        assert time.monotonic() - start < 11
        for connection in sockets:
            connection.close()


def test_nohup_keeps_a_suite_alive(binary, tmp_path):
    process = subprocess.Popen(
        ["nohup", binary, "up", "--ephemeral", "--in-memory", "-o", "json"], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL, text=True, env=clean_environment(),
    )
    assert json.loads(process.stdout.readline())["pid"] == process.pid
    process.send_signal(signal.SIGHUP)
    time.sleep(0.3)
    assert process.poll() is None
    process.send_signal(signal.SIGTERM)
    assert process.wait(15) == 0


def test_second_interrupt_ends_at_once(own_suite, stubs):
    suite = own_suite()
    with suite.channel("world") as channel:
        stub = stubs.world_grpc.WorldServiceStub(channel)
        stub.CreateWorld(stubs.world.CreateWorldRequest(user_id=USER, name="x", prompt="x", characters_count=40, posts_count=250))
        suite.process.send_signal(signal.SIGINT)
        suite.process.send_signal(signal.SIGINT)
        start = time.monotonic()
        assert suite.process.wait(5) in (0, 130)
        assert time.monotonic() - start < 3


def test_world_goes_on_after_sudden_death(binary, stubs, tmp_path):
    """kill -9 in the middle of a generation; the next suite on the same data completes it, with nothing twice."""
    flags = ["--seed", "5"]
    with running_suite(binary, tmp_path, *flags) as suite, contextlib.ExitStack() as stack:
        clients = clients_of(suite, stubs, stack)
        world = clients.world.CreateWorld(
            stubs.world.CreateWorldRequest(user_id=USER, name="x", prompt="a stubborn town", characters_count=8, posts_count=40)
        )
        request = stubs.world.GetGenerationStatusRequest(world_id=world.id)
        deadline = time.monotonic() + 30
        while (status := clients.world.GetGenerationStatus(request)).posts_created < 5 and time.monotonic() < deadline:
            assert status.status != "completed"
            time.sleep(0.005)
        suite.process.kill()
        suite.process.wait()
    with running_suite(binary, tmp_path, *flags) as suite, contextlib.ExitStack() as stack:
        clients = clients_of(suite, stubs, stack)
        status = wait_until_over(clients.world, stubs, world.id)
        assert status.status == "completed"
        assert (status.users_created, status.posts_created, status.tasks_failed) == (8, 40, 0)
        assert status.tasks_completed == status.tasks_total
        posts = clients.post.GetGlobalFeed(stubs.post.GetGlobalFeedRequest(world_id=world.id, limit=100)).posts
        assert len({post.post_id for post in posts}) == len(posts) == 40
        assert len({post.character_id for post in posts}) == 8
        # Ids that are counted, not derived, start again without meeting the old ones.
        other = clients.world.CreateWorld(
            stubs.world.CreateWorldRequest(user_id=USER, name="y", prompt="another town", characters_count=1, posts_count=1)
        )
        assert other.id != world.id
        assert wait_until_over(clients.world, stubs, other.id).status == "completed"


def test_demo_as_scripts_see_it(binary, tmp_path):
    result = run(binary, "demo", "--ephemeral", "--data", "data", "--exit", "-o", "json", cwd=tmp_path)
    assert result.returncode == 0
    summary = json.loads(result.stdout.splitlines()[-1])
    assert list(summary) == [
        "world_id", "name", "status", "characters", "posts", "images", "llm_calls", "llm_cost", "image_cost", "duration_ms", "failed_tasks",
    ]
    assert (summary["status"], summary["characters"], summary["posts"], summary["images"]) == ("completed", 5, 20, 27)
    assert summary["failed_tasks"] == 0 and summary["llm_calls"] > 0 and summary["llm_cost"] > 0
    assert summary["image_cost"] == pytest.approx(27 * 0.0006)
    assert result.stderr == "" and not (tmp_path / ".generia" / "state.json").exists()
    pictures = [path for path in (tmp_path / "data" / "objects").rglob("*.png")]
    # A demo has the extensions: three smaller copies of each picture.
    assert len(pictures) == 4 * 27


def test_demo_stays_and_says_where_to_look(binary, tmp_path):
    with running_suite(binary, tmp_path, command="demo") as suite:
        output = tmp_path / "stdout.log"
        deadline = time.monotonic() + 60
        while "Ctrl-C ends the suite." not in output.read_text():
            assert time.monotonic() < deadline and suite.process.poll() is None
            time.sleep(0.05)
        text = output.read_text()
        assert "All services ready.\nWorld: " in text
        status = re.search(r"generia status (\S+)", text)
        result = run(binary, "status", status[1], "--state-file", str(suite.state_file), "-o", "json")
        assert json.loads(result.stdout)["status"] == "completed"
        assert suite.stop(signal.SIGINT) == 0


def test_progress_on_a_terminal(binary, tmp_path):
    """Bars are drawn over in place on a terminal only, and end with the final figures."""
    import pty

    leader, follower = pty.openpty()
    environment = clean_environment(TERM="xterm", LANG="C.UTF-8")
    process = subprocess.Popen(
        [binary, "demo", "--ephemeral", "--in-memory", "--exit", "-o", "json", "--characters", "2", "--posts", "4"],
        cwd=tmp_path, stdout=subprocess.PIPE, stderr=follower, stdin=subprocess.DEVNULL, env=environment, text=True,
    )
    os.close(follower)
    drawn = b""
    while True:
        try:
            chunk = os.read(leader, 65536)
        except OSError:
            break
        if not chunk:
            break
        drawn += chunk
    os.close(leader)
    assert process.wait(30) == 0
    text = drawn.decode()
    assert "\x1b[4A\r\x1b[J" in text
    assert "characters" in text and "2/2" in text and "4/4" in text and "completed" in text
    assert json.loads(process.stdout.read())["posts"] == 4


def test_admin_endpoint(suite):
    assert urllib.request.urlopen(suite.url("admin", "/healthz")).read() == b"ok\n"
    overview = json.load(urllib.request.urlopen(suite.url("admin")))
    assert overview["status"] == "ready"
    assert {name: address for name, address in suite.endpoints.items() if name != "admin"} == overview["endpoints"]
    with suite.channel("world") as channel:
        call = channel.unary_unary("/world.WorldService/HealthCheck")
        assert call(b"") == b"\x08\x01"
    metrics = urllib.request.urlopen(suite.url("admin", "/metrics"))
    assert metrics.headers["Content-Type"].startswith("text/plain; version=0.0.4")
    line = re.search(
        r'^grpc_server_handled_total\{.*grpc_service="world.WorldService",grpc_method="HealthCheck",grpc_code="OK"\} [1-9]',
        metrics.read().decode(), re.MULTILINE,
    )
    assert line


def test_size_at_rest(own_suite):
    """A guard against growth, not a measurement: generous against the figures of the README."""
    suite = own_suite()
    text = open(f"/proc/{suite.process.pid}/status").read()
    assert int(re.search(r"VmRSS:\s+(\d+) kB", text)[1]) < 100_000
    before = cpu_ticks(suite.process.pid)
    time.sleep(1)
    assert cpu_ticks(suite.process.pid) - before <= 2


def cpu_ticks(pid: int) -> int:
    fields = open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()
    return int(fields[11]) + int(fields[12])


def free_range(count: int) -> int:
    """The first of `count` consecutive ports that are free now."""
    for base in range(20000, 32000, 16):
        try:
            for port in range(base, base + count):
                with socket.socket() as probe:
                    probe.bind(("127.0.0.1", port))
            return base
        except OSError:
            continue
    raise AssertionError("no free ports")


@contextlib.contextmanager
def running_base(binary, tmp_path, base):
    """A suite on the ports from `base`, as its state."""
    process = subprocess.Popen(
        [binary, "up", f"--port-base={base}", "--in-memory", "-o", "json"], cwd=tmp_path, stdout=subprocess.PIPE, text=True,
        env=clean_environment(),
    )
    try:
        yield json.loads(process.stdout.readline())
    finally:
        process.terminate()
        assert process.wait(15) == 0


def test_an_idle_suite_uses_no_processor_time(suite):
    def used():
        with open(f"/proc/{suite.process.pid}/stat") as stat:
            fields = stat.read().rsplit(") ", 1)[1].split()
        return int(fields[11]) + int(fields[12])

    time.sleep(0.5)
    before = used()
    time.sleep(2)
    assert used() - before <= 2, "at most 1 % of one core"
