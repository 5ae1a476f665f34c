"""One epoch of 784-128-64-10 on MNIST, batch 64, Adam, in eager PyTorch.

Arguments: threads, folder of MNIST (four IDX files, plain or gzip). Prints "ready", then for each
line on standard input the seconds of one epoch.
"""
import glob
import gzip
import sys
import time

import numpy as np
import torch

torch.set_num_threads(int(sys.argv[1]))
torch.manual_seed(0)


def read(name, header):
    path = glob.glob(f"{sys.argv[2]}/{name}?idx*")[0]
    opened = gzip.open(path) if path.endswith(".gz") else open(path, "rb")
    with opened as file:
        return np.frombuffer(file.read(), np.uint8)[header:]


x = torch.from_numpy(read("train-images", 16).reshape(-1, 784).astype(np.float32) / 255)
y = torch.from_numpy(read("train-labels", 8).astype(np.int64))
network = torch.nn.Sequential(
    torch.nn.Linear(784, 128), torch.nn.ReLU(),
    torch.nn.Linear(128, 64), torch.nn.ReLU(),
    torch.nn.Linear(64, 10))
optimizer = torch.optim.Adam(network.parameters())
criterion = torch.nn.CrossEntropyLoss()
print("ready", flush=True)
for _ in sys.stdin:
    start = time.perf_counter()
    order = torch.randperm(len(x))
    for batch in order.split(64):
        optimizer.zero_grad()
        criterion(network(x[batch]), y[batch]).backward()
        optimizer.step()
    print(time.perf_counter() - start, flush=True)
