"""What the README shows works."""

import re
import subprocess
import sys

from suites import ROOT, clean_environment, run

README = (ROOT / "README.md").read_text()


#: Commands with commands of their own.
SUBCOMMANDS = {
    "worlds": ["list", "show", "pause", "resume", "cancel", "retry"], "tasks": ["list", "show", "retry"], "history": ["list", "show"],
}


def test_flags_exist(binary):
    commands = [
        "up", "demo", "generate", "status", "worker", "send-message", "statistics", "timeline",
        *(f"{group} {command}" for group, commands in SUBCOMMANDS.items() for command in commands),
    ]
    known = "".join(run(binary, *command.split(), "--help").stdout for command in commands)
    shown = set(re.findall(r"(?<![\w-])--[a-z][a-z0-9-]+", re.sub(r"```python.*?```|`docker compose.*?`", "", README, flags=re.DOTALL)))
    missing = {flag for flag in shown if not re.search(rf"{flag}\b", known)} - {"--help"}
    assert missing == set()
    for variable in set(re.findall(r"`((?:GENERIA|MINIO|MONGODB|CONSUL|JWT|MAX|OPENROUTER|RUNWARE|DEFAULT|KAFKA|LOG)_[A-Z0-9_]+)`", README)):
        assert variable in known, variable


def test_ports_are_the_platforms(binary):
    help_text = " ".join(run(binary, "up", "--help").stdout.split())
    offsets = {name: int(offset or 0) for name, offset in re.findall(r"(post|media|world|character|Consul|S3|admin|providers|auth|interaction) N\+(\d+)", help_text)}
    rows = re.findall(r"^\| (.+?) \| (\d{4}) \| N\+(\d+) \|", README, re.MULTILINE)
    assert sorted(int(offset) for _, _, offset in rows) == sorted(offsets.values()) == list(range(1, 11))


def test_commands_in_shell_blocks(binary, suite, finished_world, tmp_path):
    """Every `generia …` line of the README, with free ports and the state file of the shared suite in the place of the usual ones."""
    lines = [
        line.split("#")[0].strip().removeprefix(".build/release/")
        for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
        for line in block.splitlines()
    ]
    calls = [line for line in lines if line.startswith("generia ")]
    assert len(calls) >= 3
    for call in calls:
        arguments = re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", finished_world, call).split(" ", 1)[1]
        if arguments.startswith("up"):
            continue
        if not arguments.startswith("demo"):
            arguments += f" --state-file '{suite.state_file}'"
        result = subprocess.run(
            f"'{binary}' {arguments}", shell=True, cwd=tmp_path, env=clean_environment(), capture_output=True, text=True, timeout=120
        )
        assert result.returncode == 0, (call, result.stderr)


def test_python_client(suite, proto, tmp_path):
    [snippet] = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    options = re.search(r"python -m (grpc_tools\.protoc .*)", snippet)[1].split()
    options = [option.replace("-Iproto", f"-I{proto}") for option in options]
    options[-1] = str(proto / "world" / "world.proto")
    subprocess.run([sys.executable, "-m", *options], cwd=tmp_path, check=True)
    script = tmp_path / "snippet.py"
    script.write_text(snippet.replace("127.0.0.1:8088", suite.endpoints["world"]))
    result = subprocess.run([sys.executable, str(script)], cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert result.returncode == 0, result.stderr
    assert 'name: "Harbour"' in result.stdout
