"""The peak memory, in bytes, of a process that does a training of training.py twice."""
import os
import subprocess
import sys

measures = True

CHILD = """
import sys
sys.path.insert(0, sys.argv.pop())
import training
call = getattr(training, sys.argv[2])(sys.argv.pop())
call()
call()
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM:"))
print(int(peak.split()[1]) * 1024)
"""


def peak(row):
    words = sys.argv[1:] + [row, os.path.dirname(os.path.abspath(__file__))]
    child = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", CHILD] + words, check=True, capture_output=True)
    return int(child.stdout)


def torch(row):
    return peak(row)


def jax(row):
    return peak(row)
