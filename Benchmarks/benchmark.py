"""Measures the gRPC runtime beside its peers, and the suite, and prints medians of interleaved rounds with ratios.

The peers have the same handlers (grpc.testing.TestService) and get the same bytes from h2load. Machines are noisy, absolute numbers are
those of one machine, ratios are what to look at. Nothing here judges, but for the allocations: more of them than Benchmarks/thresholds.json
allows is an error.
"""

import argparse
import importlib
import json
import os
import pathlib
import platform
import subprocess
import sys
import tempfile

import grpc
from grpc_tools import protoc

import generations
import loads
import measurements
import report
import servers
import services
import suite

THRESHOLDS = servers.ROOT / "Benchmarks" / "thresholds.json"
RUNTIME_PARTS = ["unary", "streaming", "latency", "deadlines", "idle", "growth", "allocations"]
SUITE_PARTS = ["suite", "services", "world", "generations"]
PARTS = RUNTIME_PARTS + SUITE_PARTS
PLATFORM_PACKAGES = ["character", "media", "post", "world"]
PEERS = ["cpp", "cpp-async", "go", "python", "nghttpd"]
MODES = ["pinned", "unpinned"]


def stubs(directory):
    """The Python stubs of our proto files, made by grpcio-tools; returns those of grpc.testing, messages and services."""
    files = [f"grpc/testing/{name}.proto" for name in ("empty", "messages", "test")]
    files += [f"{name}/{name}.proto" for name in PLATFORM_PACKAGES]
    proto = servers.ROOT / "proto"
    if protoc.main(["protoc", f"-I{proto}", f"--python_out={directory}", f"--grpc_python_out={directory}", *files]) != 0:
        sys.exit("error: grpc_tools.protoc failed")
    sys.path.insert(0, directory)
    # The stubs of grpc/testing share their package with grpcio.
    grpc.__path__.append(f"{directory}/grpc")
    from grpc.testing import messages_pb2, test_pb2_grpc

    return messages_pb2, test_pb2_grpc


def platform_stubs():
    """The modules of the platform's services: `character`, `character_grpc` and so on."""
    found = {name: importlib.import_module(f"{name}.{name}_pb2") for name in PLATFORM_PACKAGES}
    return found | {f"{name}_grpc": importlib.import_module(f"{name}.{name}_pb2_grpc") for name in PLATFORM_PACKAGES}


def environment():
    """What the numbers depend on."""
    model = next((line for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")), ": unknown")
    h2load = subprocess.run(["h2load", "--version"], capture_output=True, text=True, check=True).stdout.strip()
    return {
        "cores": servers.CORES, "processor": model.split(":")[1].strip(), "kernel": platform.release(), "h2load": h2load,
        "load_average": os.getloadavg()[0],
    }


def chosen(accepted):
    """A parser of comma-separated names."""
    def parse(text):
        names = text.split(",")
        unknown = [name for name in names if name not in accepted]
        if unknown:
            raise argparse.ArgumentTypeError(f"unknown: {', '.join(unknown)} (accepted: {', '.join(accepted)})")
        return names
    return parse


def options():
    parser = argparse.ArgumentParser(prog="Benchmarks/run.sh", description=__doc__.splitlines()[0])
    parser.add_argument("--only", type=chosen(PARTS), default=PARTS, metavar="PART,…", help=f"parts to run: {', '.join(PARTS)}")
    parser.add_argument("--peers", type=chosen(PEERS), default=PEERS, metavar="PEER,…", help=f"peers to run: {', '.join(PEERS)}")
    parser.add_argument("--modes", type=chosen(MODES), default=MODES, metavar="MODE,…", help="pinned: server and load on a core each; unpinned")
    parser.add_argument("--shapes", default="", metavar="NAME,…", help="of unary and streaming, only loads of these names, such as 8x32,down-1B")
    parser.add_argument("--rounds", type=int, default=5, help="interleaved rounds (default 5)")
    parser.add_argument("--seconds", type=float, default=1.0, help="about how long one run of one round takes (default 1)")
    parser.add_argument("--rate", type=int, default=4_000, help="calls per second for the latencies (default 4000)")
    parser.add_argument("--calls", type=int, default=1_000_000, help="calls after which memory is looked at (default 1000000)")
    parser.add_argument("--requests", type=int, default=200_000, help="calls of one round of the suite, a part of them of its slower methods (default 200000)")
    parser.add_argument(
        "--server", default=servers.ROOT / ".build" / "release" / "interop-server", type=pathlib.Path, metavar="PATH", help="our server")
    parser.add_argument(
        "--suite", default=servers.ROOT / ".build" / "release" / "generia", type=pathlib.Path, metavar="PATH", help="the suite's binary")
    parser.add_argument("--against", type=pathlib.Path, metavar="PATH", help="another build of our server, measured in the same rounds")
    parser.add_argument("-o", "--output", choices=["table", "json"], default="table", help="what to print (default table)")
    arguments = parser.parse_args()
    arguments.runtime = bool(set(RUNTIME_PARTS) & set(arguments.only))
    for path in (arguments.server, arguments.against) if arguments.runtime else ():
        if path and not path.exists():
            parser.error(f"there is no {path} (run: swift build -c release --product interop-server)")
    if set(SUITE_PARTS) & set(arguments.only) and not arguments.suite.exists():
        parser.error(f"there is no {arguments.suite} (run: make build)")
    return arguments


def run(arguments, programs, directory):
    """Everything that was asked for."""
    modules = stubs(directory)
    api = modules[0]
    results = {"environment": environment(), "versions": servers.versions(programs)}
    all_loads = loads.loads(api, directory)
    wanted = [
        load for load in all_loads
        if ("unary" if load.method == "UnaryCall" else "streaming") in arguments.only
        and (not arguments.shapes or load.name in arguments.shapes.split(","))
    ]
    for mode in arguments.modes if wanted else []:
        results[mode] = measurements.throughput(
            programs, wanted, mode == "pinned", arguments.rounds, arguments.seconds, modules)

    busy = next(load for load in all_loads if load.name == "8x32")
    grpc_servers = {name: program for name, program in programs.items() if program.speaks_grpc}
    compiled = {name: program for name, program in grpc_servers.items() if name != "python"}
    if "latency" in arguments.only:
        results["latency_rate"] = arguments.rate
        results["latency"] = measurements.latency(compiled, busy, arguments.rate, 5, directory)
    if "deadlines" in arguments.only:
        # The C++ peers do not look at intervals.
        sleeping = {name: program for name, program in compiled.items() if not name.startswith("cpp")}
        results["deadlines"] = measurements.deadlines(sleeping, api, 10_000, 20, directory)
    if "idle" in arguments.only:
        results["idle"] = measurements.idle_connections(grpc_servers, 1_000)
    if "growth" in arguments.only:
        results["growth_calls"] = arguments.calls
        results["growth"] = measurements.growth(compiled, busy, measurements.single_message_stream(api, directory), arguments.calls)
    if "allocations" in arguments.only:
        counted = [load for load in all_loads if load.name in ("8x32", "1x1", "down-1B", "up-1B")]
        results["allocations"] = measurements.allocations(programs["ours"], counted, directory)
        results["thresholds"] = json.loads(THRESHOLDS.read_text())
    if "suite" in arguments.only:
        results["suite"] = suite.start_and_calls(arguments.suite, arguments.rounds, arguments.requests)
    if "services" in arguments.only:
        results["services"] = services.measure(arguments.suite, platform_stubs(), arguments.rounds, arguments.requests)
    if "world" in arguments.only:
        results["world"] = suite.world(arguments.suite, min(arguments.rounds, 3))
    if "generations" in arguments.only:
        results["generations"] = generations.measure(arguments.suite, platform_stubs(), min(arguments.rounds, 3))
    return results


def main():
    arguments = options()
    if servers.CORES < 2 and "pinned" in arguments.modes:
        print("note: with one core nothing can be pinned to two", file=sys.stderr)
        arguments.modes = ["unpinned"]
    with tempfile.TemporaryDirectory() as directory:
        programs = servers.programs(arguments.server, arguments.against, directory, f"{directory}/www")
        taking_part = ("ours", "against", *arguments.peers) if arguments.runtime else ()
        programs = {name: program for name, program in programs.items() if name in taking_part}
        for name in [name for name, program in programs.items() if not program.is_built]:
            print(f"note: {programs[name].title} is not there and is left out", file=sys.stderr)
            del programs[name]
        results = run(arguments, programs, directory)
    if arguments.output == "json":
        print(json.dumps(results, indent=2))
    else:
        report.everything(results, {name: program.title for name, program in programs.items()})
    exceeded = [
        f"{load} takes {count:.2f}, allowed are {results['thresholds'][load]}"
        for load, count in results.get("allocations", {}).items() if count > results["thresholds"].get(load, count)
    ]
    if exceeded:
        sys.exit(f"error: too many allocations per message: {'; '.join(exceeded)}")


if __name__ == "__main__":
    main()
