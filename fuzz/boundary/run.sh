#!/usr/bin/env sh
# Fuzzes the boundary between host and guest: `fuzz/boundary/run.sh SECONDS [JOBS]`.
# Broken components and broken answers, by the million. Needs no nightly and no
# cargo-fuzz, but builds wasmtime first, which takes minutes.
set -eu
cd "$(dirname "$0")"
export RUSTC_WRAPPER="$PWD/watched"
# The folder is never the program's own: the watched crates must not be mistaken for it.
export CARGO_TARGET_DIR="$PWD/target"
${CARGO:-cargo} build
mkdir -p corpus artifacts
target/debug/seeds corpus
exec nice -n 15 target/debug/boundary -max_total_time="${1:-60}" -fork="${2:-1}" -max_len=16384 -timeout=60 \
    -rss_limit_mb=4096 -artifact_prefix=artifacts/ corpus
