#!/usr/bin/env sh
# Fuzzes the report model: `fuzz/run.sh SECONDS [JOBS]`. Needs no nightly and no
# cargo-fuzz: coverage comes from LLVM's own pass, and safe code needs no sanitizer.
set -eu
cd "$(dirname "$0")"
target=$(rustc -vV | sed -n 's/^host: //p')
export RUSTFLAGS="--cfg fuzzing -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
-Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
-Cllvm-args=-sanitizer-coverage-trace-compares -Ccodegen-units=1"
# An explicit target keeps the flags away from build scripts.
cargo build --release --target "$target" --bin parse
mkdir -p corpus/parse artifacts
exec nice -n 15 "target/$target/release/parse" -max_total_time="${1:-60}" -fork="${2:-1}" -max_len=4096 \
    -artifact_prefix=artifacts/ -dict=parse.dict corpus/parse found ../fixtures/model
