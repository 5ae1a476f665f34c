"""Whole trainings: mlp-epoch, an epoch of 784-128-64-10 on MNIST, batch 64, Adam; mlp-small, a thousand
steps of 2-8-8-1 on 32 points, gradient descent. PyTorch is eager, JAX compiles all steps as one call.
"""
import glob
import gzip
import sys

import numpy as np


def read(name, header):
    path = glob.glob(f"{sys.argv[5]}/{name}?idx*")[0]
    with gzip.open(path) if path.endswith(".gz") else open(path, "rb") as file:
        return np.frombuffer(file.read(), np.uint8)[header:]


def digits():
    x = read("train-images", 16).reshape(-1, 784).astype(np.float32) / 255
    return x, read("train-labels", 8)


def points():
    x = np.random.default_rng(0).uniform(-1, 1, (32, 2)).astype(np.float32)
    return x, (x[:, :1] * x[:, 1:] > 0).astype(np.float32)


def torch(row):
    import torch
    torch.manual_seed(0)
    return epoch_in_torch(torch) if row == "mlp-epoch" else small_in_torch(torch)


def epoch_in_torch(torch):
    x, y = digits()
    x, y = torch.from_numpy(x), torch.from_numpy(y.astype(np.int64))
    network = torch.nn.Sequential(
        torch.nn.Linear(784, 128), torch.nn.ReLU(),
        torch.nn.Linear(128, 64), torch.nn.ReLU(),
        torch.nn.Linear(64, 10))
    optimizer = torch.optim.Adam(network.parameters())
    criterion = torch.nn.CrossEntropyLoss()

    def epoch():
        for batch in torch.randperm(len(x)).split(64):
            optimizer.zero_grad()
            criterion(network(x[batch]), y[batch]).backward()
            optimizer.step()
    return epoch


def small_in_torch(torch):
    x, y = map(torch.from_numpy, points())
    network = torch.nn.Sequential(
        torch.nn.Linear(2, 8), torch.nn.Tanh(),
        torch.nn.Linear(8, 8), torch.nn.Tanh(),
        torch.nn.Linear(8, 1))
    optimizer = torch.optim.SGD(network.parameters(), 0.1)
    criterion = torch.nn.BCEWithLogitsLoss()

    def steps():
        for _ in range(1000):
            optimizer.zero_grad()
            criterion(network(x), y).backward()
            optimizer.step()
    return steps


def jax(row):
    import jax
    return epoch_in_jax(jax) if row == "mlp-epoch" else small_in_jax(jax)


def parameters(sizes):
    random = np.random.default_rng(0)
    return [
        ((random.standard_normal((i, o)) * np.sqrt(2 / i)).astype(np.float32), np.zeros(o, np.float32))
        for i, o in zip(sizes, sizes[1:])]


def epoch_in_jax(jax):
    jnp, tree = jax.numpy, jax.tree_util.tree_map
    x, y = digits()
    x, y = jnp.asarray(x), jnp.asarray(y.astype(np.int32))
    weights = tree(jnp.asarray, parameters([784, 128, 64, 10]))
    zeros = tree(jnp.zeros_like, weights)

    def loss(p, x, y):
        for weight, bias in p[:-1]:
            x = jax.nn.relu(x @ weight + bias)
        logits = jax.nn.log_softmax(x @ p[-1][0] + p[-1][1])
        return -jnp.take_along_axis(logits, y[:, None], 1).mean()

    def update(state, batch):
        p, m, v, t = state
        g, t = jax.grad(loss)(p, x[batch], y[batch]), t + 1
        m = tree(lambda m, g: 0.9 * m + 0.1 * g, m, g)
        v = tree(lambda v, g: 0.999 * v + 0.001 * g * g, v, g)
        a, b = 1 - 0.9 ** t, 1 - 0.999 ** t
        p = tree(lambda p, m, v: p - 1e-3 * (m / a) / (jnp.sqrt(v / b) + 1e-8), p, m, v)
        return (p, m, v, t), None

    scan = jax.jit(lambda state, batches: jax.lax.scan(update, state, batches)[0])
    state = [(weights, zeros, zeros, jnp.float32(0))]

    def epoch():
        order = np.random.permutation(len(x) // 64 * 64).reshape(-1, 64).astype(np.int32)
        state[0] = jax.block_until_ready(scan(state[0], order))
    return epoch


def small_in_jax(jax):
    jnp, tree = jax.numpy, jax.tree_util.tree_map
    x, y = map(jnp.asarray, points())

    def loss(p):
        h = x
        for weight, bias in p[:-1]:
            h = jnp.tanh(h @ weight + bias)
        z = h @ p[-1][0] + p[-1][1]
        return (jnp.maximum(z, 0) - z * y + jnp.log1p(jnp.exp(-jnp.abs(z)))).mean()

    def step(_, p):
        return tree(lambda p, g: p - 0.1 * g, p, jax.grad(loss)(p))

    steps = jax.jit(lambda p: jax.lax.fori_loop(0, 1000, step, p))
    p = tree(jnp.asarray, parameters([2, 8, 8, 1]))
    return lambda: jax.block_until_ready(steps(p))
