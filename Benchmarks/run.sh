#!/usr/bin/env bash
# Measures the gRPC runtime and the suite against their peers and prints medians and ratios.
#
#   Benchmarks/run.sh --help     what can be chosen
#
# Needs the release binaries and the packages of `scripts/install-deps.sh bench`; `make bench` brings both. A peer is built when its
# sources are newer than its program; one that cannot be built is left out with a note.
set -euo pipefail
cd "$(dirname "$0")/.."
build=Benchmarks/build
peers=Benchmarks/peers
protos=(grpc/testing/empty.proto grpc/testing/messages.proto grpc/testing/test.proto)
mkdir -p "$build"

# build PROGRAM SOURCE FUNCTION
build() {
    local program="$build/$1"
    [ ! -x "$program" ] || [ "$peers/$2" -nt "$program" ] || return 0
    echo "building the peer $1" >&2
    rm -f "$program"
    "$3" "$peers/$2" "$program" >"$program.log" 2>&1 || echo "note: $1 cannot be built and is left out (see $program.log)" >&2
}

generate_cpp() {
    protoc -Iproto --cpp_out="$build" --grpc_out="$build" --plugin=protoc-gen-grpc="$(command -v grpc_cpp_plugin)" "$@"
}

link_cpp() {
    # shellcheck disable=SC2046
    g++ -O2 -std=c++17 -I"$build" "$@" $(pkg-config --cflags --libs grpc++ protobuf)
}

build_suite_peer() {
    generate_cpp character/character.proto && link_cpp "$1" "$build"/character/*.cc -o "$2"
}

build_cpp() {
    generate_cpp "${protos[@]}" && link_cpp "$1" "$build"/grpc/testing/*.cc -o "$2"
}

build_go() {
    local package="$build/go/src/benchmarks/testing"
    mkdir -p "$package"
    local options="paths=source_relative" proto
    for proto in "${protos[@]}"; do options+=",M$proto=benchmarks/testing"; done
    protoc -Iproto --go_out="$options:$package" --go-grpc_out="$options:$package" "${protos[@]}" &&
        mv "$package"/grpc/testing/*.go "$package" &&
        GO111MODULE=off GOFLAGS= GOPATH="$PWD/$build/go:/usr/share/gocode" go build -o "$2" "$1"
}

build_counter() {
    cc -O2 -Wall -shared -fPIC "$1" -o "$2"
}

case " $* " in
    *" --help "* | *" -h "*) ;;
    *)
        build grpc_cpp_server grpc_cpp_server.cc build_suite_peer
        build callback_server callback_server.cc build_cpp
        build async_server async_server.cc build_cpp
        build go_server go_server.go build_go
        build allocation_counter.so allocation_counter.c build_counter
        ;;
esac
exec "${PYTHON:-.venv/bin/python}" Benchmarks/benchmark.py "$@"
