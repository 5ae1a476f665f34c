"""The matrix product of operands that lie transposed or not: m k n transposeA transposeB batch…"""
import numpy as np


def operands(words):
    m, k, n, transpose_a, transpose_b, *batch = map(int, words)
    random = np.random.default_rng(0)
    a = random.random(batch + ([k, m] if transpose_a else [m, k]), dtype=np.float32)
    b = random.random(batch + ([n, k] if transpose_b else [k, n]), dtype=np.float32)
    return a, b, transpose_a, transpose_b


def flip(x, is_flipped):
    return x.swapaxes(-1, -2) if is_flipped else x


def numpy(*words):
    a, b, transpose_a, transpose_b = operands(words)
    left, right = flip(a, transpose_a), flip(b, transpose_b)
    return lambda: left @ right


def torch(*words):
    import torch
    a, b, transpose_a, transpose_b = operands(words)
    torch.set_grad_enabled(False)
    left, right = flip(torch.from_numpy(a), transpose_a), flip(torch.from_numpy(b), transpose_b)
    return lambda: left @ right


def jax(*words):
    import jax
    a, b, transpose_a, transpose_b = operands(words)
    left, right = jax.numpy.asarray(a), jax.numpy.asarray(b)
    product = jax.jit(lambda x, y: flip(x, transpose_a) @ flip(y, transpose_b))
    return lambda: product(left, right).block_until_ready()
