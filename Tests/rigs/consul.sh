#!/bin/sh
# The real agent of Consul 1.8.7, out of Debian bullseye and only unpacked, not installed.
#
#   consul.sh fetch DIR        unpacks it into DIR; ends with 77 when the mirror does not have it
#   consul.sh run DIR PORT     listens on 127.0.0.1: HTTP on PORT, the rest up to PORT+5; forgets everything at its end
set -eu
step=$1 dir=$2
case "$step" in
    fetch)
        [ -x "$dir/usr/bin/consul" ] && exit 0
        mirror=$(awk '/^URIs:/ { print $2; exit }' /etc/apt/sources.list.d/debian.sources)
        mkdir -p "$dir/lists/partial"
        echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror bullseye main" > "$dir/sources.list"
        old="-o Dir::Etc::sourcelist=$dir/sources.list -o Dir::Etc::sourceparts=- -o Dir::State::lists=$dir/lists"
        old="$old -o APT::Sandbox::User=root -o Acquire::Retries=2 -o Acquire::http::Timeout=20"
        apt-get $old update -qq || exit 77
        cd "$dir"
        apt-get $old download -qq consul || exit 77
        dpkg -x consul_*.deb .
        ;;
    run)
        port=$3
        exec "$dir/usr/bin/consul" agent -dev -bind 127.0.0.1 -client 127.0.0.1 -http-port "$port" -dns-port $((port + 1)) \
            -grpc-port $((port + 2)) -server-port $((port + 3)) -serf-lan-port $((port + 4)) -serf-wan-port $((port + 5)) \
            -hcl 'disable_update_check = true' -log-level warn
        ;;
    *)
        echo "usage: consul.sh fetch DIR | run DIR PORT" >&2
        exit 2
        ;;
esac
