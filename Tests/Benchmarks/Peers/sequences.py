"""Lab 4's networks: lstm-step, forward and all gradients of 128 units on 32 sequences of 64 steps;
transformer BATCH STEPS, steps of AdamW of a decoder of 4 layers, width 128, 4 heads, 64 tokens.
"""
import numpy as np

V, D, T, HEADS, LAYERS = 65, 128, 64, 4, 4


def tokens(batch):
    random = np.random.default_rng(0)
    return random.integers(0, V, (batch, T)), random.integers(0, V, (batch, T))


def torch(*words, compiled=False):
    import torch
    torch.manual_seed(0)
    wrap = torch.compile if compiled else lambda network: network
    if words[0] == "lstm-step":
        return lstm_in_torch(torch, wrap)
    batch, steps = map(int, words[1:])
    return transformer_in_torch(torch, wrap, batch, steps, fused=compiled)


def torch_compile(*words):
    return torch(*words, compiled=True)


def lstm_in_torch(torch, wrap):
    layer = torch.nn.LSTM(D, D)
    call = wrap(layer)
    x, dy = torch.randn(T, 32, D, requires_grad=True), torch.randn(T, 32, D)

    def step():
        layer.zero_grad()
        x.grad = None
        call(x)[0].backward(dy)
    return step


def transformer_in_torch(torch, wrap, batch, steps, fused):
    nn, functions = torch.nn, torch.nn.functional

    class Block(nn.Module):
        def __init__(self):
            super().__init__()
            self.norm1, self.norm2 = nn.LayerNorm(D), nn.LayerNorm(D)
            self.qkv, self.out = nn.Linear(D, 3 * D), nn.Linear(D, D)
            self.up, self.down = nn.Linear(D, 4 * D), nn.Linear(4 * D, D)

        def forward(self, x):
            q, k, v = self.qkv(self.norm1(x)).view(batch, T, 3, HEADS, -1).permute(2, 0, 3, 1, 4)
            y = functions.scaled_dot_product_attention(q, k, v, is_causal=True)
            x = x + self.out(y.transpose(1, 2).reshape(batch, T, D))
            return x + self.down(functions.gelu(self.up(self.norm2(x)), approximate="tanh"))

    class Decoder(nn.Module):
        def __init__(self):
            super().__init__()
            self.tokens, self.places = nn.Embedding(V, D), nn.Embedding(T, D)
            self.blocks = nn.Sequential(*(Block() for _ in range(LAYERS)))
            self.norm, self.head = nn.LayerNorm(D), nn.Linear(D, V)

        def forward(self, x):
            return self.head(self.norm(self.blocks(self.tokens(x) + self.places.weight)))

    network = Decoder()
    optimizer = torch.optim.AdamW(network.parameters(), 3e-4, fused=fused)
    call = wrap(network)
    x, y = map(torch.from_numpy, tokens(batch))

    def training():
        for _ in range(steps):
            optimizer.zero_grad()
            functions.cross_entropy(call(x).view(-1, V), y.view(-1)).backward()
            optimizer.step()
    return training


def jax(*words):
    import jax
    if words[0] == "lstm-step":
        return lstm_in_jax(jax)
    return transformer_in_jax(jax, *map(int, words[1:]))


def normal(jax):
    keys = iter(jax.random.split(jax.random.PRNGKey(0), 64))
    return lambda *shape: jax.random.normal(next(keys), shape)


def lstm_in_jax(jax):
    jnp, draw = jax.numpy, normal(jax)
    w, u, b = draw(D, 4 * D) * 0.05, draw(D, 4 * D) * 0.05, jnp.zeros(4 * D)
    x, dy = draw(T, 32, D), draw(T, 32, D)

    def layer(w, u, b, x):
        def cell(state, sums):
            h, c = state
            i, f, g, o = jnp.split(sums + h @ u, 4, -1)
            c = jax.nn.sigmoid(f) * c + jax.nn.sigmoid(i) * jnp.tanh(g)
            h = jax.nn.sigmoid(o) * jnp.tanh(c)
            return (h, c), h
        return jax.lax.scan(cell, (jnp.zeros((32, D)), jnp.zeros((32, D))), x @ w + b)[1]

    def step(*arguments):
        y, gradients = jax.vjp(layer, *arguments)
        return y, gradients(dy)
    compiled = jax.jit(step)
    return lambda: jax.block_until_ready(compiled(w, u, b, x))


def transformer_in_jax(jax, batch, steps):
    jnp, draw, tree = jax.numpy, normal(jax), jax.tree_util.tree_map

    def linear(inputs, outputs):
        return draw(inputs, outputs) * inputs ** -0.5, jnp.zeros(outputs)

    def norm():
        return jnp.ones(D), jnp.zeros(D)

    weights = dict(
        tokens=draw(V, D), places=draw(T, D), head=linear(D, V), norm=norm(),
        blocks=[dict(norm1=norm(), norm2=norm(), qkv=linear(D, 3 * D), out=linear(D, D),
                     up=linear(D, 4 * D), down=linear(4 * D, D)) for _ in range(LAYERS)])
    mask = jnp.tril(jnp.ones((T, T), bool))

    def apply(w, x):
        return x @ w[0] + w[1]

    def normalize(w, x):
        return (x - x.mean(-1, keepdims=True)) * jax.lax.rsqrt(x.var(-1, keepdims=True) + 1e-5) \
            * w[0] + w[1]

    def forward(w, tokens):
        x = w["tokens"][tokens] + w["places"]
        for block in w["blocks"]:
            qkv = apply(block["qkv"], normalize(block["norm1"], x))
            q, k, v = jnp.moveaxis(qkv.reshape(batch, T, 3, HEADS, D // HEADS), 2, 0)
            scores = jnp.einsum("bthd,bshd->bhts", q, k) * (D // HEADS) ** -0.5
            shares = jax.nn.softmax(jnp.where(mask, scores, -1e30), -1)
            y = jnp.einsum("bhts,bshd->bthd", shares, v).reshape(batch, T, D)
            x = x + apply(block["out"], y)
            x = x + apply(block["down"], jax.nn.gelu(apply(block["up"], normalize(block["norm2"], x))))
        return apply(w["head"], normalize(w["norm"], x))

    def loss(w, x, y):
        return -jnp.take_along_axis(jax.nn.log_softmax(forward(w, x)), y[..., None], -1).mean()

    def update(state, x, y):
        w, m, v, t = state
        g, t = jax.grad(loss)(w, x, y), t + 1
        m = tree(lambda m, g: 0.9 * m + 0.1 * g, m, g)
        v = tree(lambda v, g: 0.999 * v + 0.001 * g * g, v, g)
        rate = 3e-4 * jnp.sqrt(1 - 0.999 ** t) / (1 - 0.9 ** t)
        w = tree(lambda w, m, v: w - rate * m / (jnp.sqrt(v) + 1e-8) - 3e-6 * w, w, m, v)
        return w, m, v, t

    step = jax.jit(update)
    zeros = tree(jnp.zeros_like, weights)
    state = [(weights, zeros, zeros, jnp.zeros(()))]
    x, y = map(jnp.asarray, tokens(batch))

    def training():
        for _ in range(steps):
            state[0] = step(state[0], x, y)
        jax.block_until_ready(state[0])
    return training
