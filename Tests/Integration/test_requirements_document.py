"""docs/requirements.md is complete, counts right, and names proofs that exist."""

import functools
import re

import pytest

from suites import ROOT

DOCUMENT = (ROOT / "docs" / "requirements.md").read_text()
STATES = ("met", "partly", "not", "superseded", "later")
# The rows of each table, in their order.
TABLES = {"R-000": 112, "R-001": 137, "R-002": 30, "R-003": 70, "R-004": 36, "W": 10, "D": 58}
# Longer source files are not read with pleasure any more (R-003-50).
LONGEST_FILE = 600


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("|").split("|")]


def identifiers(cell: str) -> list[str]:
    """The ids of a row: one, or all from the first to the last."""
    table, first, last = re.fullmatch(r"((?:R-\d{3})|W|D)-(\d+)(?: … \1-(\d+))?", cell).groups()
    return [f"{table}-{number:02}" for number in range(int(first), int(last or first) + 1)]


# (ids, what is asked, state, how, proofs) of every row.
ROWS = [
    (identifiers(row[0]), *row[1:4], re.findall(r"`([^`]+)`", row[4]))
    for row in map(cells, re.findall(r"^\| [A-Z]+-.*\|$", DOCUMENT, re.MULTILINE))
]


@functools.cache
def text_of(path: str) -> str:
    return (ROOT / path).read_text()


def exists(proof: str) -> bool:
    """Whether there is what a proof names: a `make` target, a test within a file, a file or a directory."""
    if target := re.fullmatch(r"make ([a-z-]+)", proof):
        return re.search(rf"^{target[1]}:", text_of("Makefile"), re.MULTILINE) is not None
    if title := re.fullmatch(r'(Tests/\S+\.swift) "(.+)"', proof):
        path, pattern = title[1], rf'@Test\(\s*"{re.escape(title[2])}"'
    elif function := re.fullmatch(r"(Tests/\S+\.swift)::(\w+)", proof):
        path, pattern = function[1], rf"@Test\b[^{{}}]*\bfunc {function[2]}\("
    elif case := re.fullmatch(r"(Tests/Contract/\w+\.py)::([A-Z]+-\d+)", proof):
        path, pattern = case[1], rf'CASES\.(row|flow)\("{case[2]}"'
    elif function := re.fullmatch(r"(Tests/Integration/\w+\.py)::(test_\w+)", proof):
        path, pattern = function[1], rf"^def {function[2]}\("
    else:
        return not proof.startswith("/") and ".." not in proof and (ROOT / proof).exists()
    return (ROOT / path).is_file() and re.search(pattern, text_of(path), re.MULTILINE) is not None


def test_every_requirement_has_one_row():
    assert [id for row in ROWS for id in row[0]] == [
        f"{table}-{number:02}" for table, count in TABLES.items() for number in range(1, count + 1)
    ]


def test_rows_say_what_they_have_to():
    for ids, asked, state, how, proofs in ROWS:
        assert asked and how, ids
        assert state in STATES, ids
        assert proofs or state != "met", f"{ids} is met, and nothing proves it"


def test_counts_are_right():
    counted = {table: dict.fromkeys(STATES, 0) for table in TABLES}
    for ids, _, state, _, _ in ROWS:
        counted[ids[0].rsplit("-", 1)[0]][state] += len(ids)
    counts = [list(states.values()) for states in counted.values()]
    head = cells(re.search(r"^\| \| met .*\|$", DOCUMENT, re.MULTILINE)[0])
    assert head == ["", *STATES, "all"]
    written = [cells(line) for line in re.findall(r"^\| (?:\[.*\]\(#.*\)|all) \|.*\|$", DOCUMENT, re.MULTILINE)]
    assert [[int(number) for number in row[1:]] for row in written] == [
        [*row, sum(row)] for row in [*counts, [sum(column) for column in zip(*counts)]]
    ]
    titles = re.findall(r"^## (.+)$", DOCUMENT, re.MULTILINE)
    anchors = [re.sub(r"[^a-z0-9 -]", "", title.lower()).replace(" ", "-") for title in titles]
    assert [row[0] for row in written] == [f"[{title}](#{anchor})" for title, anchor in zip(titles, anchors)] + ["all"]


def test_proofs_exist():
    missing = {f"{ids[0]}: {proof}" for ids, *_, proofs in ROWS for proof in proofs if not exists(proof)}
    assert not missing, "\n".join(sorted(missing))


@pytest.mark.parametrize("proof", [
    "make nothing", 'Tests/AIWorkerTests/EngineTests.swift "A test that is not there"', "Tests/AIWorkerTests/EngineTests.swift::wholeWorlds",
    "Tests/Contract/store.py::B-999", "Tests/Integration/test_generation.py::test_a_world", "Tests/Integration/test_none.py::test_x",
    "Sources/Nothing", "/etc/passwd", "../Sources",
])
def test_what_does_not_exist_is_noticed(proof):
    assert not exists(proof)


def test_files_are_short():
    """Those that are written by hand."""
    for path in (ROOT / "Sources").rglob("*.swift"):
        if not {"Generated", "GeneriaAPI", "GeneriaAPIv1"} & set(path.parts):
            assert path.read_text().count("\n") <= LONGEST_FILE, path
