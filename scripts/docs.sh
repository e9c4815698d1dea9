#!/usr/bin/env bash
# Renders the documentation of ProtoRuntime, articles and declarations, into .build/docs.
#
#   scripts/docs.sh && docc preview .build/docs      or serve .build/docs with any web server
#
# Uses docc, which is part of the toolchain. Warnings that docc has about the articles or the declarations are printed.
set -euo pipefail
cd "$(dirname "$0")/.."
graphs=.build/symbol-graphs
rm -rf "$graphs" .build/docs
mkdir -p "$graphs"
# In a scratch directory of its own: a module that is up to date emits no graph.
swift build --target ProtoRuntime --scratch-path .build/docs-build \
    -Xswiftc -emit-symbol-graph -Xswiftc -emit-symbol-graph-dir -Xswiftc "$graphs" >&2
find "$graphs" -name '*.json' ! -name 'ProtoRuntime*' -delete
docc="$(dirname "$(readlink -f "$(command -v swift)")")/docc"
"$docc" convert Sources/ProtoRuntime/ProtoRuntime.docc --additional-symbol-graph-dir "$graphs" \
    --fallback-display-name ProtoRuntime --fallback-bundle-identifier ProtoRuntime \
    --transform-for-static-hosting --output-path .build/docs
echo "documentation: .build/docs/index.html (serve the folder; start at /documentation/protoruntime)"
