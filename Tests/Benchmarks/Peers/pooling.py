"""Pooling with stride 2, alone or with its gradient: kind channels size window"""
import numpy as np


def images(words):
    channels, size, window = map(int, words[1:])
    return np.random.default_rng(0).random((32, channels, size, size), dtype=np.float32), window


def torch(*words, layout="contiguous_format"):
    import torch
    x, window = images(words)
    x = torch.from_numpy(x).contiguous(memory_format=getattr(torch, layout))
    functions = torch.nn.functional
    pool = functions.max_pool2d if words[0].startswith("max") else functions.avg_pool2d
    torch.set_grad_enabled(words[0].endswith("training"))
    if not words[0].endswith("training"):
        return lambda: pool(x, window, 2)
    dy = pool(x, window, 2)
    x.requires_grad_()

    def training():
        x.grad = None
        pool(x, window, 2).backward(dy)
    return training


def torch_channels_last(*words):
    return torch(*words, layout="channels_last")


def jax(*words):
    import jax
    x, window = images(words)
    x = jax.numpy.asarray(x)
    is_max = words[0].startswith("max")
    start, combine = (-np.inf, jax.lax.max) if is_max else (0.0, jax.lax.add)
    scale = 1 if is_max else 1 / window ** 2

    def pool(x):
        sizes, strides = (1, 1, window, window), (1, 1, 2, 2)
        return jax.lax.reduce_window(x, start, combine, sizes, strides, "VALID") * scale

    def training(x, dy):
        y, gradient = jax.vjp(pool, x)
        return y, gradient(dy)

    if not words[0].endswith("training"):
        function = jax.jit(pool)
        return lambda: function(x).block_until_ready()
    function, dy = jax.jit(training), pool(x)
    return lambda: jax.block_until_ready(function(x, dy))
