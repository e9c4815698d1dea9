"""Reads compose.yaml, through docker-compose, and the Dockerfile."""

import dataclasses
import functools
import re
import shlex
import subprocess

import yaml
from suites import ROOT, clean_environment


#: Of the services that the platform calls by name, the component of the suite.
PLATFORM_NAMES = {f"{name}-service": name for name in ("auth", "character", "interaction", "media", "post", "world")}


@functools.cache
def compose(*options: str, file: str = "compose.yaml", **environment: str) -> dict[str, dict]:
    """The services of compose.yaml, or of another such file, by name, with all variables replaced."""
    result = subprocess.run(
        ["docker-compose", "-f", str(ROOT / file), *options, "config"],
        capture_output=True, text=True, env=clean_environment(**environment), timeout=60,
    )
    assert result.returncode == 0, result.stderr
    return yaml.safe_load(result.stdout)["services"]


def of_the_suite(services: dict[str, dict]) -> dict[str, dict]:
    """Those that run our image."""
    return {name: service for name, service in services.items() if service["image"] == "generia-local"}


@dataclasses.dataclass
class Stage:
    """What is between two FROM lines of a Dockerfile."""

    image: str
    instructions: list[tuple[str, str]]

    def all(self, name: str) -> list[str]:
        """The arguments of every instruction of this name."""
        return [arguments for instruction, arguments in self.instructions if instruction == name]

    def last(self, name: str) -> str:
        return self.all(name)[-1]

    @property
    def environment(self) -> dict[str, str]:
        return dict(pair.split("=", 1) for arguments in self.all("ENV") for pair in shlex.split(arguments))

    @property
    def packages(self) -> list[str]:
        """What `apt-get install` installs."""
        installs = [match for run in self.all("RUN") for match in re.findall(r"apt-get install (.*?)(?:&&|$)", run)]
        return [word for install in installs for word in install.split() if not word.startswith("-")]


def stages() -> list[Stage]:
    """The stages of the Dockerfile, the last of which is the image."""
    found: list[Stage] = []
    text = re.sub(r"^\s*#.*\n", "", (ROOT / "Dockerfile").read_text(), flags=re.MULTILINE)
    for line in text.replace("\\\n", " ").splitlines():
        name, _, arguments = line.strip().partition(" ")
        if name == "FROM":
            found.append(Stage(arguments.split()[0], []))
        elif name:
            found[-1].instructions.append((name, " ".join(arguments.split())))
    return found
