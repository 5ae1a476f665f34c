"""The start of a process that imports a library and does nothing."""
import subprocess
import sys


def starting(library):
    return lambda: subprocess.run([sys.executable, "-c", f"import {library}"], check=True)


def numpy(_):
    return starting("numpy")


def torch(_):
    return starting("torch")


def jax(_):
    return starting("jax")
