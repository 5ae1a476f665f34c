"""Elementwise work and reductions: operation, rows, columns. Numbers from 0.5 to 1."""
import numpy as np


def operands(rows, columns):
    random = np.random.default_rng(0)
    shape = int(rows), int(columns)
    x, y = (random.random(shape, dtype=np.float32) / 2 + 0.5 for _ in range(2))
    return x, y, random.random(shape[1], dtype=np.float32)


def numpy(operation, rows, columns):
    x, y, row = operands(rows, columns)
    column = y[:, :1].copy()
    return {
        "add": lambda: np.add(x, y, out=x),
        "add-row": lambda: np.add(x, row, out=x),
        "multiply-column": lambda: np.multiply(x, column, out=x),
        "exp": lambda: np.exp(x), "log": lambda: np.log(x), "tanh": lambda: np.tanh(x),
        "sqrt": lambda: np.sqrt(x),
        "sum": lambda: x.sum(), "sum-columns": lambda: x.sum(0), "sum-rows": lambda: x.sum(1),
        "max-rows": lambda: x.max(1), "variance-rows": lambda: x.var(1),
    }[operation]


def torch(operation, rows, columns):
    import torch
    x, y, row = map(torch.from_numpy, operands(rows, columns))
    column = y[:, :1].clone()
    labels = torch.arange(len(x)) % 10
    parameter = torch.nn.Parameter(x.clone())
    parameter.grad = y.clone()
    optimizer = torch.optim.Adam([parameter], fused=True)
    logits = x.clone().requires_grad_()

    def cross_entropy():
        return torch.autograd.grad(torch.nn.functional.cross_entropy(logits, labels), logits)
    return {
        "add": lambda: x.add_(y), "add-row": lambda: x.add_(row),
        "multiply-column": lambda: x.mul_(column),
        "exp": lambda: torch.exp(x), "log": lambda: torch.log(x), "tanh": lambda: torch.tanh(x),
        "sqrt": lambda: torch.sqrt(x), "softmax": lambda: torch.softmax(x, 1),
        "sum": lambda: x.sum(), "sum-columns": lambda: x.sum(0), "sum-rows": lambda: x.sum(1),
        "max-rows": lambda: x.amax(1), "variance-rows": lambda: x.var(1, correction=0),
        "adam": lambda: optimizer.step(), "cross-entropy": cross_entropy,
    }[operation]
