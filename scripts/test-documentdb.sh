#!/usr/bin/env bash
# Runs the tests of stores against a real engine of MongoDB's protocol: DocumentDB on PostgreSQL, out of Debian sid in a chroot.
#
#   scripts/test-documentdb.sh [DIR]    DIR (default .build/documentdb) gets about 1 GB and is kept for the next run
#
# Needs root, and packages that the machine's Debian does not have; therefore no other test depends on it.
set -euo pipefail
cd "$(dirname "$0")/.."
directory=$(realpath -m "${1:-.build/documentdb}")
port="${DOCUMENTDB_PORT:-23432}"
if [ "$(id -u)" -ne 0 ]; then
    echo "error: root is needed for the chroot of DocumentDB (run as root)" >&2
    exit 14
fi

mkdir -p "$directory"
sh Tests/rigs/documentdb.sh "$directory" "$port" > "$directory/start.log" 2>&1 || { tail -n 20 "$directory/start.log" >&2; exit 14; }
stop() { chroot --userspec=postgres:postgres "$directory" /usr/lib/postgresql/18/bin/pg_ctl -D /srv/pg/data -m fast stop > /dev/null; }
trap stop EXIT

.venv/bin/pip install --quiet --disable-pip-version-check 'psycopg[binary]'
# It ends with its standard input, that is with this script.
coproc FRONT { .venv/bin/python -B Tests/rigs/mongo_documentdb.py --port 0 --dsn "host=127.0.0.1 port=$port user=postgres"; }
read -r -t 30 line <&"${FRONT[0]}"
GENERIA_TEST_DOCUMENTDB="mongodb://${line##* }/" swift test --no-parallel --filter 'StoreConformanceTests|FilterPropertyTests|MongoConcurrencyTests'
