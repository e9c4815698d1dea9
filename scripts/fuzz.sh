#!/usr/bin/env bash
# Looks for inputs that break the runtime, with libFuzzer and the address sanitizer.
#
#   scripts/fuzz.sh                                 every target for a minute each
#   scripts/fuzz.sh --target framing --seconds 600  one target
#   scripts/fuzz.sh --target framing --merge        keeps those of the inputs found so far that reach something new
#   scripts/fuzz.sh --target framing --input FILE   tries one input
#
# Targets are in Tests/Fuzz/Targets. An input that breaks one is written to Tests/Fuzz/Corpus/TARGET/crash-…, from where `make test` replays
# it for ever; what else was found stays in .build/fuzz/corpus.
set -euo pipefail
cd "$(dirname "$0")/.."

targets=(
    framing metadata timeout percent base64 protobuf compression compression-header service-config server-session client-session
)
target=all seconds=60 merge=no input=
while [ $# -gt 0 ]; do
    case "$1" in
        --target) target="${2:-}"; shift 2 ;;
        --seconds) seconds="${2:-}"; shift 2 ;;
        --input) input="${2:-}"; shift 2 ;;
        --merge) merge=yes; shift ;;
        *)
            echo "error: unknown argument '$1' (accepted: --target, --seconds, --merge, --input)" >&2
            exit 2
            ;;
    esac
done
if [ "$target" != all ]; then
    case " ${targets[*]} " in
        *" $target "*) targets=("$target") ;;
        *)
            echo "error: --target: unknown target '$target' (accepted: all, ${targets[*]})" >&2
            exit 2
            ;;
    esac
fi
[[ "$seconds" =~ ^[1-9][0-9]*$ ]] || { echo "error: --seconds: '$seconds' is no number of seconds" >&2; exit 2; }

# Everything that the program consists of reports its coverage, the C code too. `-sanitize-coverage` names the kind that libFuzzer reads.
build=(
    swift build -c release --scratch-path .build/fuzz --product Fuzz --sanitize fuzzer
    -Xswiftc -sanitize=fuzzer,address -Xswiftc -sanitize-coverage=edge,inline-8bit-counters,pc-table,trace-cmp
    -Xcc -fsanitize=fuzzer-no-link,address -Xswiftc -parse-as-library -Xswiftc -enable-testing
)
FUZZ=1 nice "${build[@]}" >&2
program="$(FUZZ=1 "${build[@]}" --show-bin-path)/Fuzz"

# Swift's own reports of crashes would take libFuzzer's place.
export SWIFT_BACKTRACE=enable=no LSAN_OPTIONS="suppressions=$PWD/scripts/sanitize/leak.supp print_suppressions=0"
for name in "${targets[@]}"; do
    export FUZZ_TARGET="$name"
    kept="Tests/Fuzz/Corpus/$name" found=".build/fuzz/corpus/$name"
    mkdir -p "$kept" "$found"
    echo "== $name" >&2
    options=(-artifact_prefix="$kept/" -timeout=20 -rss_limit_mb=2048 -max_len=4096 -print_final_stats=1)
    if [ -n "$input" ]; then
        nice -n 15 "$program" "${options[@]}" "$input"
    elif [ "$merge" = yes ]; then
        nice -n 15 "$program" "${options[@]}" -merge=1 "$kept" "$found"
    else
        nice -n 15 "$program" "${options[@]}" -max_total_time="$seconds" "$found" "$kept"
    fi
done
