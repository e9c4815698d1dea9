"""The servers that are measured: ours and its peers, all with the same handlers, as processes that come and go."""

import os
import pathlib
import re
import signal
import socket
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
BUILD = ROOT / "Benchmarks" / "build"
PEERS = ROOT / "Benchmarks" / "peers"
CORES = len(os.sched_getaffinity(0))
#: The core of a pinned server, and that of its load.
SERVER_CORE, LOAD_CORE = 0, 1


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def process_clock(pid):
    """The clock of a process's processor time: what clock_getcpuclockid(3) of the C library returns for it."""
    return (~pid << 3) | 2


def core(number, command):
    """`command` on one core only."""
    return ["taskset", "-c", str(number), *command]


class Program:
    """How one kind of server is started. `command` gets the port and the number of threads that the server may use."""

    def __init__(self, name, title, executable, command, speaks_grpc=True):
        self.name, self.title, self.executable, self.command, self.speaks_grpc = name, title, executable, command, speaks_grpc

    @property
    def is_built(self):
        return pathlib.Path(self.executable).exists()


def programs(ours, against, stubs, www):
    """All programs by name: ours, another build of ours if there is one, the peers, and the ceiling."""
    def swift(path):
        return lambda port, threads: [path, f"--port={port}", f"--loops={threads}"]

    found = [Program("ours", "ours", ours, swift(ours))]
    if against:
        found.append(Program("against", "against", against, swift(against)))
    found += [
        Program("cpp", "C++ callback", BUILD / "callback_server", lambda port, _: [BUILD / "callback_server", str(port)]),
        Program("cpp-async", "C++ async", BUILD / "async_server", lambda port, threads: [BUILD / "async_server", str(port), str(threads)]),
        Program("go", "grpc-go", BUILD / "go_server", lambda port, _: [BUILD / "go_server", str(port)]),
        Program("python", "grpcio", sys.executable, lambda port, _: [sys.executable, PEERS / "python_server.py", str(port), stubs]),
        Program(
            "nghttpd", "nghttpd", "/usr/sbin/nghttpd",
            lambda port, threads: ["/usr/sbin/nghttpd", "--no-tls", "-n", str(threads), "-d", www, str(port)], speaks_grpc=False),
    ]
    return {program.name: program for program in found}


class Server:
    """A running server."""

    def __init__(self, program, pinned, environment=None):
        self.program = program
        self.port = free_port()
        self.target = f"127.0.0.1:{self.port}"
        command = program.command(self.port, 1 if pinned else CORES)
        self.process = subprocess.Popen(
            core(SERVER_CORE, command) if pinned else command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
            env={**os.environ, **(environment or {})})
        self._wait()
        # Servers that speak gRPC say who they are on their first lines.
        self.greeting = self.process.stdout.readline().strip() if program.speaks_grpc else ""
        self.build = self.process.stdout.readline().strip() if "--loops" in " ".join(map(str, command)) else ""

    def _wait(self):
        for _ in range(200):
            if self.process.poll() is not None:
                sys.exit(f"error: {self.program.title} has ended with status {self.process.returncode}")
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        sys.exit(f"error: {self.program.title} does not listen")

    def resident(self):
        """Resident memory in MB."""
        for line in pathlib.Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS"):
                return int(line.split()[1]) / 1024
        return None

    def processor_seconds(self):
        """Time that the processors have spent on the server, in its code and in the system's."""
        return time.clock_gettime(process_clock(self.process.pid))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


def versions(programs_by_name):
    """What each server says that it is. Ends the program when ours was not compiled for release."""
    found = {}
    for name, program in programs_by_name.items():
        if not program.speaks_grpc:
            text = subprocess.run([program.executable, "--version"], capture_output=True, text=True, check=True).stdout
            found[name] = re.sub(r"\s+", " ", text).strip()
            continue
        with Server(program, pinned=False) as server:
            found[name] = server.build or server.greeting
            if server.build and server.build != "compiled for release":
                sys.exit(f"error: {program.executable} is '{server.build}', only release builds are measured (make build)")
    return found
