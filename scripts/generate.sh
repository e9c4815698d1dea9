#!/usr/bin/env bash
# Writes the code that is generated from proto files.
#
#   scripts/generate.sh           writes it into Sources/ and Tests/
#   scripts/generate.sh --check   writes it into a scratch directory and fails with the difference when it is not what is checked in
#
# Uses protoc, protoc-gen-c and the plugin of this package, which it builds.
set -euo pipefail
cd "$(dirname "$0")/.."

case "${1:-}" in
    "" | --check) ;;
    *)
        echo "error: unknown argument '$1' (accepted: --check)" >&2
        exit 2
        ;;
esac
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT

swift build --product protoc-gen-generia >&2
plugin="$(swift build --show-bin-path)/protoc-gen-generia"

# Every directory that holds nothing but generated code.
generated=(
    Sources/GeneriaAPI Sources/CGeneriaAPI Sources/GeneriaAPIv1 Sources/CGeneriaAPIv1
    Sources/ProtoRuntime/Generated Sources/CGRPCProtos
    Sources/InteropTesting/Generated Sources/CInteropProtos
    Examples/Greeter/GreeterAPI Examples/Greeter/CGreeterAPI
    Tests/KitchenSink Tests/CKitchenSink
)

# generate ROOT OPTIONS FILES…: compiles proto files that lie under ROOT, under proto/ or among protobuf's own.
generate() {
    local root="$1" options="$2"
    shift 2
    protoc -I"$root" -Iproto --plugin=protoc-gen-generia="$plugin" --generia_out="$out" --generia_opt="$options" "$@"
}

generate proto swift=Sources/GeneriaAPI,c=Sources/CGeneriaAPI \
    auth/auth.proto character/character.proto interaction/interaction.proto media/media.proto post/post.proto world/world.proto
# The same packages at an older version.
generate proto/v1 swift=Sources/GeneriaAPIv1,c=Sources/CGeneriaAPIv1,c-package=v1 character/character.proto media/media.proto post/post.proto
generate proto swift=Sources/ProtoRuntime/Generated,c=Sources/CGRPCProtos,runtime=own \
    google/protobuf/{any,duration,empty,timestamp,wrappers}.proto google/rpc/{status,error_details}.proto \
    grpc/health/v1/health.proto grpc/reflection/{v1,v1alpha}/reflection.proto grpc/channelz/v1/channelz.proto
generate proto swift=Sources/InteropTesting/Generated,c=Sources/CInteropProtos grpc/testing/{empty,messages,test}.proto
generate Examples/Greeter swift=Examples/Greeter/GreeterAPI,c=Examples/Greeter/CGreeterAPI greeter.proto
generate Tests/Fixtures swift=Tests/KitchenSink,c=Tests/CKitchenSink kitchen_sink.proto

drift=0
for directory in "${generated[@]}"; do
    if [ "${1:-}" = --check ]; then
        diff -ru "$directory" "$out/$directory" || drift=1
    else
        rm -rf "$directory"
        cp -r "$out/$directory" "$directory"
    fi
done
[ "$drift" = 0 ] || { echo "error: generated code is out of date; run scripts/generate.sh" >&2; exit 1; }
