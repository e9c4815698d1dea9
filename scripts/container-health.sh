#!/usr/bin/env bash
# Whether the suite in this container is well: 0 when the administration endpoint says so, 1 when it does not or waits for something.
#
#   generia-health [PORT]     PORT is that of the administration endpoint (default 5080)
#
# In bash alone, because the image has no HTTP client.
set -euo pipefail

exec 3<>"/dev/tcp/127.0.0.1/${1:-5080}"
printf 'GET /healthz HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n' >&3
read -r _ status _ <&3
if [ "$status" != 200 ]; then
    # What it waits for, for `docker inspect`.
    sed '1,/^\r$/d' <&3
    exit 1
fi
