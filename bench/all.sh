#!/usr/bin/env bash
# Runs every task of the bench on a folder of gold data and prints one line of metrics a file. Usage: all.sh GOLD
set -euo pipefail
gold=$1
cd "$(dirname "$0")/.."
cargo build --release --locked -p headwater-bench
bench=${CARGO_TARGET_DIR:-target}/release/headwater-bench
run() {
  printf '%s' "$1"
  shift
  "$bench" "$@" 2>/dev/null | awk '{printf "  %s %.4f", $1, $2} END {print ""}'
}
stories=("$gold"/stories/*)
run "grouping gva_dev --stream" grouping --stream "$gold/grouping/gva_dev.jsonl"
run "grouping gva_dev" grouping "$gold/grouping/gva_dev.jsonl"
run "grouping ecbplus_dev" grouping "$gold/grouping/ecbplus_dev.jsonl"
run "grouping epimine_dev" grouping "$gold/grouping/epimine_dev.jsonl"
run "attribution polnear_dev" attribution "$gold/attribution/polnear_dev.jsonl"
run "attribution gum_dev" attribution "$gold/attribution/gum_dev.jsonl"
run "ner worldwide_dev" ner "$gold/ner/worldwide_dev.jsonl"
run "time tbaq_train" time "$gold/time/tbaq_train.jsonl"
run "place lgl_dev" place "$gold/place/lgl_dev.jsonl"
run "place tr_news_dev" place "$gold/place/tr_news_dev.jsonl"
run "pairs similarity_dev" pairs "$gold/pairs/similarity_dev.jsonl"
run "pairs sick_train" pairs "$gold/pairs/sick_train.jsonl"
run "reuse dev" reuse "$gold/reuse/pairs_dev.jsonl" "$gold/reuse/reports_dev.jsonl"
run "corroboration stories" corroboration "${stories[@]}"
run "corroboration stories_across_languages" corroboration "$gold"/stories_across_languages/*
run "check stories" check "${stories[@]}"
run "speed gva_dev" speed "$gold/grouping/gva_dev.jsonl"
