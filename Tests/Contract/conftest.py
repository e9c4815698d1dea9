"""Platforms for the cases, and the table at the end of the run.

CONTRACT_MODES=default,strict runs only these modes; -k C-07 runs a case by its id.
"""

import collections
import contextlib

import pytest

from suites import built_binary

from .modes import Platform, platform_of

RESULTS = pytest.StashKey[dict]()


@pytest.fixture(scope="session")
def platforms(tmp_path_factory):
    """Gives the platform of a mode: platforms("strict"). Each is started once, and a mode that does not start is not tried again."""
    if not built_binary().exists():
        pytest.exit(f"{built_binary()} does not exist (make build makes it; GENERIA_BINARY names another)", returncode=2)
    started: dict[str, Platform | BaseException] = {}
    with contextlib.ExitStack() as stack:

        def platform(mode: str) -> Platform:
            if mode not in started:
                try:
                    started[mode] = stack.enter_context(platform_of(mode, tmp_path_factory.mktemp(mode)))
                except Exception as error:
                    started[mode] = error
            if isinstance(started[mode], BaseException):
                pytest.fail(f"the platform does not start in the mode {mode}: {started[mode]}", pytrace=False)
            return started[mode]

        yield platform


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    callspec = getattr(item, "callspec", None)
    if callspec and "case" in callspec.params and (report.when == "call" or report.failed):
        results = item.config.stash.setdefault(RESULTS, {})
        case = callspec.params["case"]
        results[(case.section, callspec.params["mode"], case.id)] = report.passed
    return report


def pytest_terminal_summary(terminalreporter, config):
    """Cases passed of cases run, by service and mode."""
    results = config.stash.get(RESULTS, {})
    if not results:
        return
    passed, run = collections.Counter(), collections.Counter()
    for (section, mode, _), is_passed in results.items():
        for key in ((section, mode), ("all", mode)):
            run[key] += 1
            passed[key] += is_passed
    sections = [*dict.fromkeys(section for section, _, _ in results), "all"]
    modes = list(dict.fromkeys(mode for _, mode, _ in results))
    terminalreporter.section("contract cases passed / run")
    terminalreporter.write_line("".join(f"{title:>12}" for title in ["", *modes]))
    for section in sections:
        cells = [f"{passed[section, mode]}/{run[section, mode]}" if run[section, mode] else "–" for mode in modes]
        terminalreporter.write_line("".join(f"{cell:>12}" for cell in [section, *cells]))
