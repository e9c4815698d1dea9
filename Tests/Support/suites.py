"""Suites under test: the built binary, started on free ports and ended afterwards."""

import contextlib
import dataclasses
import json
import os
import pathlib
import signal
import subprocess
import time
import urllib.request

import grpc

ROOT = pathlib.Path(__file__).resolve().parents[2]


def built_binary() -> pathlib.Path:
    """The program under test: .build/release/generia, or what GENERIA_BINARY names."""
    return pathlib.Path(os.environ.get("GENERIA_BINARY", ROOT / ".build" / "release" / "generia")).resolve()


def clean_environment(**changes: str) -> dict[str, str]:
    """The environment without anything that the program would read as a setting."""
    prefixes = (
        "GENERIA_", "MINIO_", "MAX_CONCURRENT_", "OPENROUTER_", "RUNWARE_", "LOG_LEVEL", "NO_COLOR",
        "CONSUL_", "MONGODB_", "JWT_", "KAFKA_", "DATABASE_URL", "OTEL_",
    )
    kept = {name: value for name, value in os.environ.items() if not name.startswith(prefixes)}
    return kept | changes


def run(binary: str, *arguments: str, cwd=None, timeout: float = 60, **options) -> subprocess.CompletedProcess:
    """Runs a command to its end."""
    options.setdefault("env", clean_environment())
    return subprocess.run(
        [binary, *arguments], cwd=cwd, timeout=timeout, capture_output=True, text=True, stdin=subprocess.DEVNULL, **options
    )


@dataclasses.dataclass
class Suite:
    """A running suite."""

    process: subprocess.Popen
    state: dict
    state_file: pathlib.Path
    data: pathlib.Path
    log: pathlib.Path

    @property
    def endpoints(self) -> dict[str, str]:
        """`host:port` of each listener."""
        return self.state["endpoints"]

    @property
    def pid(self) -> int:
        return self.process.pid

    def url(self, name: str, path: str = "/") -> str:
        return f"http://{self.endpoints[name]}{path}"

    def channel(self, name: str) -> grpc.Channel:
        return grpc.insecure_channel(self.endpoints[name])

    def stop(self, number: int = signal.SIGTERM, timeout: float = 15) -> int:
        """Ends the suite and gives its exit code."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        return self.process.wait(timeout)


def end(process: subprocess.Popen):
    """Ends a process gracefully, or at last by force."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            raise


@contextlib.contextmanager
def running_suite(binary: str, directory: pathlib.Path, *arguments: str, command: str = "up", timeout: float = 30, **environment: str):
    """Starts a suite on free ports in `directory` and ends it afterwards."""
    directory.mkdir(parents=True, exist_ok=True)
    state_file, data, log = directory / "state.json", directory / "data", directory / "stderr.log"
    with open(log, "ab") as stderr, open(directory / "stdout.log", "ab") as stdout:
        process = subprocess.Popen(
            [binary, command, "--ephemeral", "--state-file", str(state_file), "--data", str(data), *arguments],
            cwd=directory, stdout=stdout, stderr=stderr, stdin=subprocess.DEVNULL, env=clean_environment(**environment),
        )
        deadline = time.monotonic() + timeout
        try:
            while not is_of(state_file, process.pid):
                assert process.poll() is None, f"the suite ended with {process.returncode}: {log.read_text()}"
                assert time.monotonic() < deadline, f"the suite is not ready: {log.read_text()}"
                time.sleep(0.01)
            yield Suite(process, json.loads(state_file.read_text()), state_file, data, log)
        finally:
            end(process)


@dataclasses.dataclass
class Worker:
    """A running `generia worker`."""

    process: subprocess.Popen
    admin: str
    log: pathlib.Path

    def completed(self) -> int:
        """Tasks that this worker has completed."""
        with urllib.request.urlopen(f"http://{self.admin}/metrics", timeout=10) as response:
            lines = response.read().decode().splitlines()
        return sum(int(line.split()[-1]) for line in lines if line.startswith("generia_worker_tasks_completed_total{"))


@contextlib.contextmanager
def running_worker(binary: str, directory: pathlib.Path, *arguments: str, **environment: str):
    """Starts a worker that says on its standard output when it is ready, and ends it afterwards."""
    directory.mkdir(parents=True, exist_ok=True)
    log = directory / "stderr.log"
    with open(log, "ab") as stderr:
        process = subprocess.Popen(
            [binary, "worker", "-o", "json", *arguments], cwd=directory, stdout=subprocess.PIPE, stderr=stderr,
            stdin=subprocess.DEVNULL, env=clean_environment(**environment), text=True,
        )
        try:
            line = process.stdout.readline()
            assert line, f"the worker ended with {process.wait()}: {log.read_text()}"
            yield Worker(process, json.loads(line)["endpoints"]["admin"], log)
        finally:
            end(process)
            process.stdout.close()


def is_of(state_file: pathlib.Path, pid: int) -> bool:
    """Whether the state file is there and was written by this process; one killed before may have left its own."""
    return state_file.exists() and json.loads(state_file.read_text())["pid"] == pid
