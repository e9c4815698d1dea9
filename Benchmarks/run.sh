#!/usr/bin/env bash
# Measures the suite against its peers and prints a table of medians and ratios.
#
#   Benchmarks/run.sh [--rounds N] [--requests N] [--skip-world]
#
# Needs the release binary (make build) and the packages of `scripts/install-deps.sh bench`; `make bench` brings both.
set -euo pipefail
cd "$(dirname "$0")/.."
build=Benchmarks/build
mkdir -p "$build"
if [ ! -x "$build/grpc_cpp_server" ] || [ Benchmarks/peers/grpc_cpp_server.cc -nt "$build/grpc_cpp_server" ]; then
    echo "building the gRPC C++ peer" >&2
    protoc -Iproto --cpp_out="$build" --grpc_out="$build" --plugin=protoc-gen-grpc="$(command -v grpc_cpp_plugin)" \
        proto/character/character.proto
    # shellcheck disable=SC2046
    g++ -O2 -std=c++17 -I"$build" Benchmarks/peers/grpc_cpp_server.cc "$build"/character/*.cc \
        $(pkg-config --cflags --libs grpc++ protobuf) -o "$build/grpc_cpp_server"
fi
exec .venv/bin/python Benchmarks/benchmark.py "$@"
