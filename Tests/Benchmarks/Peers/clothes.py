"""An epoch of Lab 2's deep classifier on the embedded clothes, batch 64, in eager PyTorch."""
import gzip
import math
import os

import numpy as np

RESOURCES = os.path.join(os.path.dirname(__file__), "../../../Shared/Datasets/Resources")


def read(name, header):
    with gzip.open(f"{RESOURCES}/fashion-{name}-ubyte.gz") as file:
        return np.frombuffer(file.read(), np.uint8)[header:]


def rate(step, warm_up=176, total=1760, peak=0.002, end=0.0002):
    if step < warm_up:
        return peak * (step + 1) / warm_up
    share = min(1, (step - warm_up) / (total - warm_up))
    return end + (peak - end) * (1 + math.cos(math.pi * share)) / 2


def torch(row):
    import torch
    from torch import nn

    class Residual(nn.Module):
        def __init__(self):
            super().__init__()
            self.branch = nn.Sequential(
                nn.BatchNorm1d(128), nn.ReLU(), nn.Linear(128, 128),
                nn.BatchNorm1d(128), nn.ReLU(), nn.Dropout(0.3), nn.Linear(128, 128))

        def forward(self, x):
            return x + self.branch(x)

    torch.manual_seed(0)
    x = torch.from_numpy(read("images.idx3", 16).reshape(-1, 784).astype(np.float32) / 255)
    y = torch.from_numpy(read("labels.idx1", 8).astype(np.int64))
    network = nn.Sequential(
        nn.Linear(784, 128), Residual(), Residual(), Residual(),
        nn.BatchNorm1d(128), nn.ReLU(), nn.Linear(128, 10))
    weights = [p for p in network.parameters() if p.ndim > 1]
    others = [p for p in network.parameters() if p.ndim == 1]
    optimizer = torch.optim.AdamW(
        [{"params": weights, "weight_decay": 0.05}, {"params": others, "weight_decay": 0.0}])
    criterion = nn.CrossEntropyLoss(label_smoothing=0.1)
    step = 0

    def epoch():
        nonlocal step
        for batch in torch.randperm(len(x)).split(64):
            for group in optimizer.param_groups:
                group["lr"] = rate(step)
            step += 1
            optimizer.zero_grad()
            criterion(network(x[batch]), y[batch]).backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1)
            optimizer.step()
    return epoch
