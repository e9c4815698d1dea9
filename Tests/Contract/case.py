"""What the tables of cases are made of: calls that are not made yet, what must come of them, and in which modes."""

import dataclasses
import itertools
from collections.abc import Callable, Iterable

import grpc

from .values import Absent, Fixture, Like

# How the suite is started (module modes). A case says in which modes it holds.
DEFAULT, STRICT, EXTENSIONS, V1, APART, MONGODB = (
    frozenset({name}) for name in ("default", "strict", "extensions", "v1", "apart", "mongodb")
)
ALL = DEFAULT | STRICT | EXTENSIONS | V1 | APART | MONGODB
# Cases whose subject is older than v1 has it: UpdateCharacter, media types, avatar URLs of posts.
V2 = ALL - V1
# What cannot depend on the way the suite is started is looked at once.
ONCE = DEFAULT

(OK, CANCELLED, UNKNOWN, INVALID_ARGUMENT, DEADLINE_EXCEEDED, NOT_FOUND, ALREADY_EXISTS, PERMISSION_DENIED, RESOURCE_EXHAUSTED,
 FAILED_PRECONDITION, ABORTED, OUT_OF_RANGE, UNIMPLEMENTED, INTERNAL, UNAVAILABLE, DATA_LOSS, UNAUTHENTICATED) = grpc.StatusCode


@dataclasses.dataclass(frozen=True)
class Call:
    """A call that is not made yet. Arguments may be fixtures."""

    service: str
    method: str
    arguments: dict

    def __str__(self) -> str:
        return f"{self.method}({', '.join(f'{name}={shortened(value)}' for name, value in self.arguments.items())})"


def shortened(value) -> str:
    text = repr(value)
    return text if len(text) <= 120 else f"{text[:100]}… ({len(text)} characters)"


class Service:
    """`Service("media").GetMedia(media_id=MA)` is a `Call`."""

    def __init__(self, name: str):
        self.name = name

    def __getattr__(self, method: str) -> Callable[..., Call]:
        return lambda **arguments: Call(self.name, method, arguments)


CHARACTER, MEDIA, POST, WORLD, AUTH, INTERACTION = map(Service, ("character", "media", "post", "world", "auth", "interaction"))


class Answer:
    """The call succeeds, and these fields are so. A value for a field with presence means that it is present."""

    def __init__(self, fields: dict):
        self.fields = fields

    def check(self, where: str, outcome, given) -> None:
        assert not isinstance(outcome, grpc.RpcError), f"{where}: {outcome.code().name} {outcome.details()!r} instead of OK"
        check_fields(where, outcome, self.fields, given)


class Refusal:
    """The call fails with this status and exactly this text (or a text like that), and nothing else is told."""

    def __init__(self, code: grpc.StatusCode, text):
        self.code = code
        self.text = text

    def check(self, where: str, outcome, given) -> None:
        assert isinstance(outcome, grpc.RpcError), f"{where}: OK instead of {self.code.name} {self.text!r}"
        assert outcome.code() == self.code, f"{where}: {outcome.code().name} {outcome.details()!r} instead of {self.code.name} {self.text!r}"
        check_value(f"{where}: text", outcome.details(), self.text, given)
        # Section 0.5: no error details, no custom trailers.
        assert outcome.trailing_metadata() in (None, ()), f"{where}: trailers {outcome.trailing_metadata()}"


def answers(**fields) -> Answer:
    return Answer(fields)


def refuses(code: grpc.StatusCode, text) -> Refusal:
    return Refusal(code, text)


def check_fields(where: str, message, expected: dict, given) -> None:
    """Compares fields. Those that the spoken version of the wire contract lacks are left out."""
    for name, value in expected.items():
        field = message.DESCRIPTOR.fields_by_name.get(name)
        if field is None:
            assert given.is_of_other_version(message, name), f"{where}: {message.DESCRIPTOR.full_name} has no field {name}"
        elif isinstance(value, Absent):
            assert not message.HasField(name), f"{where}: {name} is {getattr(message, name)!r} instead of absent"
        else:
            assert not field.has_presence or message.HasField(name), f"{where}: {name} is absent instead of {value!r}"
            check_value(f"{where}: {name}", getattr(message, name), value, given)


def check_value(where: str, value, expected, given) -> None:
    if isinstance(expected, Like):
        assert expected.holds(value), f"{where}: {value!r} instead of {expected}"
    elif isinstance(expected, list):
        assert len(value) == len(expected), f"{where}: {len(value)} instead of {len(expected)}: {list(value)}"
        for index, (item, wanted) in enumerate(zip(value, expected)):
            if isinstance(wanted, dict):
                check_fields(f"{where}[{index}]", item, wanted, given)
            else:
                check_value(f"{where}[{index}]", item, wanted, given)
    else:
        wanted = given.value(expected)
        assert value == wanted, f"{where}: {value!r} instead of {wanted!r}"


@dataclasses.dataclass(frozen=True)
class Case:
    """One case of the contract. `run` takes the fixtures of section 11 and fails with an AssertionError."""

    section: str
    id: str
    title: str
    modes: frozenset
    run: Callable
    is_last: bool = False

    def __str__(self) -> str:
        return f"{self.id} {self.title}"


class Section:
    """The cases of one service, in the order of the contract."""

    def __init__(self, name: str):
        self.name = name
        self.cases: list[Case] = []

    def row(self, id: str, title: str, calls: Call | Iterable[Call], expected, modes: frozenset = ALL) -> None:
        """Calls on their own: each meets the one expectation, or the one at its place in a list."""
        calls = [calls] if isinstance(calls, Call) else list(calls)
        wanted = expected if isinstance(expected, list) else [expected] * len(calls)
        assert calls and len(calls) == len(wanted), id

        def run(given):
            for call, expectation in zip(calls, wanted):
                given.expect(call, expectation)

        self.cases.append(Case(self.name, id, title, modes, run))

    def flow(self, id: str, title: str, modes: frozenset = ALL, is_last: bool = False) -> Callable:
        """A case that needs more than one step: the decorated function. One that only waits comes last of all."""

        def add(run: Callable) -> Callable:
            self.cases.append(Case(self.name, id, title, modes, run, is_last))
            return run

        return add


def by_mode(sections: Iterable[Section]) -> list[tuple[str, Case]]:
    """All cases, mode by mode, those that only wait at the end. An id may be there again for another mode, where another outcome is expected."""
    cases = list(itertools.chain.from_iterable(section.cases for section in sections))
    pairs = [(mode, case) for mode in ("default", "strict", "extensions", "v1", "apart", "mongodb") for case in cases if mode in case.modes]
    names = [(mode, case.id) for mode, case in pairs]
    twice = {name for name in names if names.count(name) > 1} if len(names) != len(set(names)) else set()
    assert not twice, f"cases with the same id: {sorted(twice)}"
    return sorted(pairs, key=lambda pair: pair[1].is_last)


def fixture_value(value, fixtures) -> object:
    """A value with fixtures in the place of their names."""
    if isinstance(value, Fixture):
        return value.spelling(getattr(fixtures, value.name))
    if isinstance(value, list):
        return [fixture_value(item, fixtures) for item in value]
    return value
