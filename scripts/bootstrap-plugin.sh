#!/usr/bin/env bash
# Writes Sources/CProtocPlugin again: protoc's own plugin protocol in C, which protoc-gen-generia is built on.
# Needed only when a newer protobuf brings fields that the generator wants to read.
set -euo pipefail
cd "$(dirname "$0")/.."

proto_include=/usr/include
out=Sources/CProtocPlugin
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

files=(google/protobuf/descriptor.proto google/protobuf/compiler/plugin.proto)
# Through a descriptor set, so that the comments of the proto files stay out.
protoc -I"$proto_include" --include_imports --descriptor_set_out="$scratch/set" "${files[@]}"
protoc --descriptor_set_in="$scratch/set" --c_out="$scratch" "${files[@]}"

rm -rf "$out/google" "$out/include/google"
for file in "${files[@]}"; do
    name="${file%.proto}.pb-c"
    mkdir -p "$out/$(dirname "$name")" "$out/include/$(dirname "$name")"
    cp "$scratch/$name.c" "$out/$name.c"
    cp "$scratch/$name.h" "$out/include/$name.h"
done
