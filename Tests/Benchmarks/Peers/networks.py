"""Lab 3's networks in eager PyTorch: lenet-epoch, an epoch of LeNet-5 on MNIST, batch 64, Adam;
resnet-step, a step of the small ResNet on 64 images of 28 x 28, AdamW.
"""
import numpy as np

from training import digits


def torch(row):
    import torch
    torch.manual_seed(0)
    return lenet_epoch(torch) if row == "lenet-epoch" else resnet_step(torch)


def lenet_epoch(torch):
    nn = torch.nn
    x, y = digits()
    x = torch.from_numpy(x).reshape(-1, 1, 28, 28)
    y = torch.from_numpy(y.astype(np.int64))
    network = nn.Sequential(
        nn.Conv2d(1, 6, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(),
        nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10))
    optimizer = torch.optim.Adam(network.parameters())
    criterion = nn.CrossEntropyLoss()

    def epoch():
        for batch in torch.randperm(len(x)).split(64):
            optimizer.zero_grad()
            criterion(network(x[batch]), y[batch]).backward()
            optimizer.step()
    return epoch


def resnet_step(torch):
    nn = torch.nn

    class Block(nn.Module):
        def __init__(self, channels, outputs, stride):
            super().__init__()
            self.branch = nn.Sequential(
                nn.Conv2d(channels, outputs, 3, stride, 1, bias=False), nn.BatchNorm2d(outputs),
                nn.ReLU(), nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False),
                nn.BatchNorm2d(outputs))
            self.shortcut = nn.Identity() if channels == outputs else nn.Sequential(
                nn.Conv2d(channels, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs))

        def forward(self, x):
            return torch.relu(self.branch(x) + self.shortcut(x))

    network = nn.Sequential(
        nn.Conv2d(1, 16, 3, padding=1, bias=False), nn.BatchNorm2d(16), nn.ReLU(),
        Block(16, 16, 1), Block(16, 16, 1), Block(16, 32, 2), Block(32, 32, 1),
        Block(32, 64, 2), Block(64, 64, 1),
        nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(64, 10))
    optimizer = torch.optim.AdamW(network.parameters())
    criterion = nn.CrossEntropyLoss()
    x, y = torch.rand(64, 1, 28, 28), torch.arange(64) % 10

    def step():
        optimizer.zero_grad()
        criterion(network(x), y).backward()
        optimizer.step()
    return step
