#!/usr/bin/env bash
# Runs the bench on the small inputs that ship with it, so that a broken task is seen at once. Figures of small inputs
# mean nothing by themselves.
set -euo pipefail
cd "$(dirname "$0")/.."
cargo build --release --locked -p headwater-bench
bench=${CARGO_TARGET_DIR:-target}/release/headwater-bench
for task in bench/small/*; do
  name=$(basename "$task" | sed 's/[-.].*//')
  [ "$name" = README ] && continue
  echo "-- $name $task"
  case $name in
    reuse) "$bench" reuse "$task/pairs.jsonl" "$task/reports.jsonl" ;;
    stemma) "$bench" stemma "$task/witnesses.jsonl" "$task/edges.tsv" ;;
    corroboration)
      "$bench" corroboration "$task"/*
      "$bench" check "$task"/*
      ;;
    *) "$bench" "$name" "$task" ;;
  esac
done
