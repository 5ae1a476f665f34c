"""One library on one topic, kept alive: each line in names the work of a sample, seconds come back.

Arguments: topic, variant (a function of <topic>.py whose name begins with the library's), threads,
seconds of a sample, folder of data. Prints "ready" when the library is here. Answers a line with the
seconds of a call, or "unknown". A module with `measures = True` answers what its function returns.
"""
import importlib
import os
import sys
import time

topic, variant, threads, budget = sys.argv[1], sys.argv[2], int(sys.argv[3]), float(sys.argv[4])
for pool in ("OMP", "OPENBLAS", "MKL"):
    os.environ[f"{pool}_NUM_THREADS"] = str(threads)
for override in ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"):
    os.environ.pop(override, None)
os.environ["JAX_PLATFORMS"] = "cpu"
os.environ["XLA_FLAGS"] = f"--xla_cpu_multi_thread_eigen={str(threads > 1).lower()}"
if hasattr(os, "sched_setaffinity"):
    os.sched_setaffinity(0, range(threads))
library = importlib.import_module(variant.split("_")[0])
if library.__name__ == "torch":
    library.set_num_threads(threads)
module = importlib.import_module(topic)
prepare = getattr(module, variant)
prepared = {}


def sample(work):
    if getattr(module, "measures", False):
        return prepare(*work.split())
    if work not in prepared:
        call = prepare(*work.split())
        call()
        start = time.perf_counter()
        call()
        once = time.perf_counter() - start
        prepared.clear()
        prepared[work] = call, max(1, min(10_000, int(budget / once)))
    call, count = prepared[work]
    for _ in range(count if threads > 1 else 1):
        call()
    start = time.perf_counter()
    for _ in range(count):
        call()
    return (time.perf_counter() - start) / count


print("ready", flush=True)
for line in sys.stdin:
    try:
        print(sample(line.strip()), flush=True)
    except Exception as problem:
        print("unknown", flush=True)
        print(problem, file=sys.stderr)
