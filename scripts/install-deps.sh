#!/usr/bin/env bash
# Installs the Debian packages that a step needs and the machine lacks.
#
#   scripts/install-deps.sh build     C libraries and pkg-config (enough for `make build` and `make demo`)
#   scripts/install-deps.sh generate  build + the protobuf compilers
#   scripts/install-deps.sh test      generate + foreign clients and servers for the tests (Python in .venv and .venv-swift)
#   scripts/install-deps.sh bench     test + the peers of the benchmarks
#
# Does nothing when everything is there; asks for root (or sudo) only when something has to be installed.
set -euo pipefail
cd "$(dirname "$0")/.."
step="${1:-build}"

packages=(
    pkg-config libnghttp2-dev libprotobuf-c-dev libcurl4-openssl-dev libsqlite3-dev libmongoc-dev libmicrohttpd-dev libgd-dev libssl-dev
    zlib1g-dev librdkafka-dev
)
case "$step" in
    build) ;;
    generate) packages+=(protobuf-compiler protobuf-c-compiler libprotobuf-dev) ;;
    test)
        packages+=(
            protobuf-compiler protobuf-c-compiler libprotobuf-dev python3 python3-venv curl nghttp2-server openssl
            make g++ libgrpc++-dev protobuf-compiler-grpc docker-compose
        )
        ;;
    bench)
        packages+=(
            protobuf-compiler protobuf-c-compiler libprotobuf-dev python3 python3-venv curl openssl
            nghttp2-client nghttp2-server g++ libgrpc++-dev protobuf-compiler-grpc
            # grpc-go panics with version 1.3 of the protobuf package.
            golang-go golang-google-grpc-dev golang-google-protobuf-dev golang-google-genproto-dev
            golang-github-golang-protobuf-1-5-dev protoc-gen-go-1-5 protoc-gen-go-grpc
        )
        ;;
    *)
        echo "error: unknown step '$step' (accepted: build, generate, test, bench)" >&2
        exit 2
        ;;
esac

missing=()
for package in "${packages[@]}"; do
    status=$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null || true)
    [ "$status" = installed ] || missing+=("$package")
done
if [ ${#missing[@]} -gt 0 ]; then
    echo "installing: ${missing[*]}" >&2
    root=()
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || { echo "error: root is needed to install ${missing[*]} (run as root, or install sudo)" >&2; exit 14; }
        root=(sudo)
    fi
    "${root[@]}" apt-get update -qq
    DEBIAN_FRONTEND=noninteractive "${root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi

# pip_install FILE: installs what a list of Python packages names into .venv, unless this very list was installed before.
pip_install() {
    local wanted mark
    wanted=$(sha256sum "$1" | cut -d' ' -f1)
    mark=".venv/$(dirname "$1").sha256"
    [ "$(cat "$mark" 2>/dev/null || true)" = "$wanted" ] && return
    echo "installing $1 into .venv" >&2
    [ -x .venv/bin/pip ] || python3 -m venv .venv
    .venv/bin/pip install --quiet --disable-pip-version-check -r "$1"
    echo "$wanted" > "$mark"
}
if [ "$step" = test ] || [ "$step" = bench ]; then pip_install Tests/requirements.txt; fi
if [ "$step" = bench ]; then pip_install Benchmarks/requirements.txt; fi

# A store of somebody else's for the object storage's client, in an environment of its own: it brings many packages.
if [ "$step" = test ] && [ ! -x .venv-swift/bin/swift-proxy-server ]; then
    echo "installing OpenStack Swift into .venv-swift" >&2
    python3 -m venv .venv-swift
    .venv-swift/bin/pip install --quiet --disable-pip-version-check swift==2.38.3
fi
