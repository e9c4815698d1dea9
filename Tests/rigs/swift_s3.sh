#!/bin/sh
# OpenStack Swift with its S3 API on the loopback, a store that checks everything: swift_s3.sh DIR PORT ACCESS_KEY SECRET (PORT+1 to +3 too).
# ACCESS_KEY is "account:user". Needs .venv-swift (scripts/install-deps.sh test). Runs until it is ended; then DIR may be removed.
set -e
programs=$(realpath "$(dirname "$0")/../../.venv-swift/bin")
dir=$(realpath -m "$1") port=$2 account=${3%%:*} user=${3#*:} secret=$4
mkdir -p "$dir/etc" "$dir/srv/d1" "$dir/log" && cd "$dir/etc"
export SWIFT_CONF_DIR="$dir/etc" PATH="$programs:$PATH"
printf '[swift-hash]\nswift_hash_path_prefix = p\nswift_hash_path_suffix = s\n[storage-policy:0]\nname = one\ndefault = yes\n' > swift.conf
n=0
for kind in account container object; do
    n=$((n + 1))
    if [ ! -f $kind.ring.gz ]; then
        swift-ring-builder $kind.builder create 4 1 1 > /dev/null
        swift-ring-builder $kind.builder add r1z1-127.0.0.1:$((port + n))/d1 1 > /dev/null
        swift-ring-builder $kind.builder rebalance > /dev/null
    fi
    cat > $kind.conf <<EOF
[DEFAULT]
bind_ip = 127.0.0.1
bind_port = $((port + n))
swift_dir = $dir/etc
devices = $dir/srv
mount_check = false
workers = 0
user = $(id -un)
[pipeline:main]
pipeline = $kind-server
[app:$kind-server]
use = egg:swift#$kind
EOF
done
cat > proxy.conf <<EOF
[DEFAULT]
bind_ip = 127.0.0.1
bind_port = $port
swift_dir = $dir/etc
workers = 0
user = $(id -un)
[pipeline:main]
pipeline = catch_errors proxy-logging cache listing_formats s3api tempauth copy bulk slo dlo proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
[filter:catch_errors]
use = egg:swift#catch_errors
[filter:proxy-logging]
use = egg:swift#proxy_logging
[filter:cache]
use = egg:swift#memcache
memcache_servers = 127.0.0.1:1
[filter:listing_formats]
use = egg:swift#listing_formats
[filter:s3api]
use = egg:swift#s3api
location = us-east-1
[filter:tempauth]
use = egg:swift#tempauth
user_${account}_$user = $secret .admin
[filter:copy]
use = egg:swift#copy
[filter:bulk]
use = egg:swift#bulk
[filter:slo]
use = egg:swift#slo
[filter:dlo]
use = egg:swift#dlo
EOF
for kind in account container object; do swift-$kind-server $kind.conf > "$dir/log/$kind" 2>&1 & pids="$pids $!"; done
swift-proxy-server proxy.conf > "$dir/log/proxy" 2>&1 & pids="$pids $!"
trap 'kill $pids' INT TERM EXIT
wait
