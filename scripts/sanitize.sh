#!/usr/bin/env bash
# Runs the tests of the runtime and its event loops under the thread sanitizer and the address sanitizer (with leak detection).
#
#   scripts/sanitize.sh                    both, the tests of ProtoRuntime, EventLoops and the fuzzers' corpora
#   scripts/sanitize.sh thread             one of them: thread or address
#   scripts/sanitize.sh address StreamTests  only tests whose name matches
#
# Fails when a test fails or a sanitizer reports anything. What is suppressed, and why: scripts/sanitize/*.supp.
set -euo pipefail
cd "$(dirname "$0")/.."

sanitizers=(address thread)
case "${1:-}" in
    "") ;;
    thread | address) sanitizers=("$1") ;;
    *)
        echo "error: unknown sanitizer '$1' (accepted: thread, address)" >&2
        exit 2
        ;;
esac
filter="${2:-ProtoRuntimeTests|EventLoopsTests|FuzzTests}"

directory=$(mktemp -d)
trap 'rm -rf "$directory"' EXIT
clang -O1 -shared -fPIC -o "$directory/mutex_order.so" scripts/sanitize/mutex_order.c

export TSAN_OPTIONS="halt_on_error=0 exitcode=66 history_size=4 suppressions=$PWD/scripts/sanitize/thread.supp"
export ASAN_OPTIONS="detect_leaks=1 exitcode=67"
export LSAN_OPTIONS="suppressions=$PWD/scripts/sanitize/leak.supp print_suppressions=0"
# Swift's own reports of crashes would take the sanitizers' place.
export SWIFT_BACKTRACE=enable=no

failed=()
for sanitizer in "${sanitizers[@]}"; do
    echo "== $sanitizer" >&2
    command=(swift test --sanitize "$sanitizer" --scratch-path ".build/$sanitizer" --no-parallel --disable-xctest)
    nice swift build --build-tests --sanitize "$sanitizer" --scratch-path ".build/$sanitizer" >&2
    preload=
    [ "$sanitizer" = address ] || preload="$directory/mutex_order.so"
    LD_PRELOAD="$preload" nice "${command[@]}" --skip-build --filter "$filter" 2>&1 | tee "$directory/log" || failed+=("$sanitizer")
    if grep -qE "WARNING: ThreadSanitizer|ERROR: (Address|Leak)Sanitizer" "$directory/log"; then failed+=("$sanitizer"); fi
done
[ ${#failed[@]} = 0 ] || { echo "error: failed under: ${failed[*]}" >&2; exit 1; }
echo "nothing found by: ${sanitizers[*]}" >&2
