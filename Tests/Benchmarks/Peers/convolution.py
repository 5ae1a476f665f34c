"""A convolution with bias, and all its gradients: kind channels size kernel outputs stride padding"""
import numpy as np


def operands(words):
    kind = words[0]
    channels, size, kernel, outputs, stride, padding = map(int, words[1:])
    side = (size + 2 * padding - kernel) // stride + 1
    random = np.random.default_rng(0)
    shapes = [(32, channels, size, size), (outputs, channels, kernel, kernel), (outputs,),
              (32, outputs, side, side)]
    return kind, [random.random(shape, dtype=np.float32) for shape in shapes], stride, padding


def torch(*words, layout="contiguous_format"):
    import torch
    kind, arrays, stride, padding = operands(words)
    layout = getattr(torch, layout)
    x, w, b, dy = (torch.from_numpy(a) for a in arrays)
    x, w, dy = (t.contiguous(memory_format=layout) for t in (x, w, dy))
    convolve = torch.nn.functional.conv2d
    if kind == "forward":
        torch.set_grad_enabled(False)
        return lambda: convolve(x, w, b, stride, padding)
    torch.set_grad_enabled(True)
    for tensor in (x, w, b):
        tensor.requires_grad_()

    def training():
        x.grad = w.grad = b.grad = None
        convolve(x, w, b, stride, padding).backward(dy)
    return training


def torch_channels_last(*words):
    return torch(*words, layout="channels_last")


def jax(*words, layouts=("NCHW", "OIHW"), order=(0, 1, 2, 3), weight_order=(0, 1, 2, 3)):
    import jax
    kind, (x, w, b, dy), stride, padding = operands(words)
    x, w, dy = (np.ascontiguousarray(a.transpose(o))
                for a, o in ((x, order), (w, weight_order), (dy, order)))
    x, w, b, dy = map(jax.numpy.asarray, (x, w, b, dy))
    channels_first = layouts[0] == "NCHW"

    def convolve(x, w, b):
        y = jax.lax.conv_general_dilated(
            x, w, (stride, stride), [(padding, padding)] * 2,
            dimension_numbers=(layouts[0], layouts[1], layouts[0]))
        return y + (b[None, :, None, None] if channels_first else b)

    def training(x, w, b, dy):
        y, gradients = jax.vjp(convolve, x, w, b)
        return y, gradients(dy)

    function = jax.jit(convolve if kind == "forward" else training)
    arguments = (x, w, b) if kind == "forward" else (x, w, b, dy)
    return lambda: jax.block_until_ready(function(*arguments))


def jax_channels_last(*words):
    return jax(*words, layouts=("NHWC", "HWIO"), order=(0, 2, 3, 1), weight_order=(2, 3, 1, 0))
