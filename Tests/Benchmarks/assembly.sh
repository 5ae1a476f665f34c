#!/usr/bin/env bash
# Says whether the hot loops are vector code of the width at hand and call no fmaf, at each level of
# NNLABS_ARCH, and how fast the portable build is beside the others (x86-64, Linux):
# `Tests/Benchmarks/assembly.sh [--speed] [portable|default|native …]`, all levels when none is named.
set -euo pipefail
cd "$(dirname "$0")/../.."
export SOLUTIONS=all
unset NNLABS_ARCH
status=0
measures=
levels=()
for argument in "$@"; do
  case $argument in
    --speed) measures=yes ;;
    portable | default | native) levels+=("$argument") ;;
    *) echo "assembly.sh: $argument — use --speed, portable, default or native" >&2; exit 64 ;;
  esac
done
[ ${#levels[@]} -gt 0 ] || levels=(portable default native)

has() { grep -qw "$1" /proc/cpuinfo; }

# Builds a level in a folder of its own.
build() {
  local setting=()
  [ "$1" = default ] || setting=("NNLABS_ARCH=$1")
  env "${setting[@]}" swift build -c release --product Benchmarks --scratch-path ".build-$1" -j 2 \
    >/dev/null
}

# Looks for an instruction on a register in the tiles of the products and convolutions.
check() {
  local level=$1 register=$2 instruction=$3 objects=(".build-$1"/release/Shared.build/*.o)
  local found calls
  found=$(objdump -d --no-show-raw-insn "${objects[@]}" \
    | awk '/^[0-9a-f]+ <.*(compute(Half)?Tile|RegisterTile)/ { inside = 1 } /^$/ { inside = 0 } inside' \
    | grep -cE "$instruction.*%$register" || true)
  calls=$(nm -u "${objects[@]}" | grep -cw fmaf || true)
  echo "$level: $found × $instruction on $register in the tiles, $calls objects call fmaf"
  [ "$found" -ge 12 ] && [ "$calls" -eq 0 ] || status=1
}

# Seconds of a row on one thread.
seconds() {
  local file
  file=$(mktemp)
  ".build-$1/release/Benchmarks" --python none --threads 1 --rounds 5 --json "$file" "$2" >/dev/null
  awk -F: '/"ours"/ { gsub(/[ ,]/, "", $2); print $2 }' "$file"
  rm "$file"
}

# Says how fast a level is beside the portable one.
speed() {
  local row portable other
  for row in matmul-512 64x32-k3-64 exp-layer; do
    portable=$(seconds portable "$row")
    other=$(seconds "$1" "$row")
    awk -v row="$row" -v level="$1" -v p="$portable" -v o="$other" \
      'BEGIN { printf "%s: portable reaches %.2f of %s\n", row, o / p, level }'
  done
}

for level in "${levels[@]}"; do
  build "$level"
  case $level in
    portable) check portable xmm mulps ;;
    default) if has avx2 && has fma; then check default ymm vfmadd; else check default xmm mulps; fi ;;
    native) if has avx512vl; then check native zmm vfmadd; else check native ymm vfmadd; fi ;;
  esac
done
if [ -n "$measures" ]; then
  [ -x .build-portable/release/Benchmarks ] || build portable
  for level in "${levels[@]}"; do [ "$level" = portable ] || speed "$level"; done
fi
exit "$status"
