"""The values that cases speak of: the fixtures of section 11 by name, and what a field is expected to be without being known."""

import dataclasses
import datetime
import re
import time
import uuid
from collections.abc import Callable

# What counts as "now" in the contract's cases, in seconds.
TOLERANCE = 2


# Ids and their spellings (section 0.2).


def upper(id: str) -> str:
    return id.upper()


def bare(id: str) -> str:
    """32 digits without hyphens."""
    return id.replace("-", "")


def braced(id: str) -> str:
    return "{" + id + "}"


def hyphenated(id: str) -> str:
    """A hyphen after each group of four digits."""
    digits = bare(id)
    return "-".join(digits[start : start + 4] for start in range(0, 32, 4))


def canonical(id: str) -> str:
    return str(uuid.UUID(id))


# Every way to write an id that the database takes.
SPELLINGS = {"canonical": str, "capitals": upper, "no hyphens": bare, "braces": braced, "hyphens after each four": hyphenated,
             "capitals in braces without hyphens": lambda id: braced(bare(upper(id)))}

# Ways that it refuses.
MISSPELLINGS = {
    "leading blank": lambda id: " " + id, "trailing blank": lambda id: id + " ", "a digit short": lambda id: id[:-1],
    "a digit more": lambda id: id + "0", "hyphen inside a group": lambda id: id[:2] + "-" + id[2:], "open brace": lambda id: "{" + id,
    "closing brace": lambda id: id + "}", "trailing hyphen": lambda id: id + "-", "two hyphens": lambda id: id.replace("-", "--", 1),
    "urn": lambda id: "urn:uuid:" + id, "not hexadecimal": lambda id: "g" + id[1:],
}


@dataclasses.dataclass(frozen=True, repr=False)
class Fixture:
    """A fixture of section 11. Which id it is, and in which spelling it is sent, shows when a case runs."""

    name: str
    spelling: Callable[[str], str] = str

    def __repr__(self) -> str:
        return self.name.upper() if self.spelling is str else f"{self.name.upper()} respelled"

    def spelled(self, spelling: Callable[[str], str]) -> "Fixture":
        return Fixture(self.name, spelling)


U1, U2, X, W1, W2, A1, H1, MA, MH, MW = map(Fixture, ("u1", "u2", "x", "w1", "w2", "a1", "h1", "ma", "mh", "mw"))


# What a field is expected to be.


@dataclasses.dataclass(frozen=True)
class Like:
    """A value that is described instead of given."""

    words: str
    holds: Callable[[object], bool]

    def __repr__(self) -> str:
        return self.words


class Absent:
    """A field with explicit presence is not there."""

    def __repr__(self) -> str:
        return "absent"


def seconds_of(text: str) -> float:
    """A time of section 0.3: RFC 3339, whole seconds, `Z`."""
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", text), f"{text!r} is no RFC 3339 time of whole seconds in UTC"
    return datetime.datetime.fromisoformat(text).timestamp()


def is_canonical(text: str) -> bool:
    return re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", text) is not None


def in_seconds(offset: int) -> Like:
    """Unix seconds, this long from now."""
    return Like(f"{offset} s from now", lambda value: abs(value - time.time() - offset) <= TOLERANCE)


def contains(text: str) -> Like:
    return Like(f"contains {text!r}", lambda value: text in value)


def starts_with(text: str) -> Like:
    return Like(f"starts with {text!r}", lambda value: value.startswith(text))


def ends_with(text: str) -> Like:
    return Like(f"ends with {text!r}", lambda value: value.endswith(text))


ABSENT = Absent()
CANONICAL = Like("a canonical UUID", is_canonical)
RANDOM = Like("a canonical UUID of version 4", lambda text: is_canonical(text) and uuid.UUID(text).version == 4)
HEX32 = Like("32 lower-case hexadecimal digits", lambda text: re.fullmatch(r"[0-9a-f]{32}", text) is not None)
NOW = Like("now", lambda text: abs(seconds_of(text) - time.time()) <= TOLERANCE)
SOMETHING = Like("not empty", bool)
ANY_TEXT = Like("any text", lambda value: isinstance(value, str))
