#!/usr/bin/env bash
# Says whether the hot loops are vector code of the width at hand and call no fmaf, at each level of
# NNLABS_ARCH, and how fast the portable build is: `Tests/Benchmarks/assembly.sh` (x86-64, Linux).
set -euo pipefail
cd "$(dirname "$0")/../.."
export SOLUTIONS=all
status=0

# Builds a level in a folder of its own and looks at the object code of computeTile.
check() {
  local level=$1 register=$2 instruction=$3 folder=.build-$1 code
  NNLABS_ARCH=$level swift build -c release --product Benchmarks --scratch-path "$folder" >/dev/null
  code=$(objdump -d --no-show-raw-insn "$folder"/release/Shared.build/*.o)
  local loops calls
  loops=$(awk '/^[0-9a-f]+ <.*compute(Half)?Tile/ { inside = 1 } /^$/ { inside = 0 } inside' \
    <<<"$code" | grep -cE "$instruction.*%$register" || true)
  calls=$(grep -cE 'call.*fmaf' <<<"$code" || true)
  echo "$level: $loops × $instruction on $register in computeTile, $calls calls of fmaf"
  [ "$loops" -ge 12 ] && [ "$calls" -eq 0 ] || status=1
}

speed() {
  ".build-$1/release/Benchmarks" --python none --threads 1 matmul-512 | grep '^matmul-512'
}

check portable xmm mulps
if grep -qw avx2 /proc/cpuinfo; then check avx2 ymm vfmadd; fi
if grep -qw avx512vl /proc/cpuinfo; then check native zmm vfmadd; fi
for level in portable avx2 native; do
  [ ! -x ".build-$level/release/Benchmarks" ] || echo "$level $(speed "$level")"
done
exit "$status"
