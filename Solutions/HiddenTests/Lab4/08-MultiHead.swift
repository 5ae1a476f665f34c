// The hidden tests of 4.8: gradient checks, padding, one sequence alone, what is remembered.
// The decimals are reference values computed by PyTorch in double precision.

import Grading
import Lab4
import Shared
import Testing

struct MultiHeadTests {
  @Test(.exercise("4.8", "Multi-head attention", points: 7))
  func multiHead() async {
    await checkGradients()
    await checkPadding()
    await checkMemory()
    await checkState()
  }

  private func checkGradients() async {
    await check(
      "dx agrees with central differences; gradients add up over two backwards", weight: 2
    ) { sheet in
      var layer = small()
      sheet.call("forward(x), backward(dy) twice, x [2, 3, 4], 2 heads")
      sheet["y"] = layer.forward(x)
      let dx = layer.backward(dy)
      _ = layer.backward(dy)
      sheet["2·dWo"] = layer.outputWeight.gradient
      sheet["2·dbo"] = layer.outputBias.gradient
      sheet["2·dW"] = layer.inputWeight.gradient
      sheet["2·db"] = layer.inputBias.gradient
      sheet.gradientCheck("dx", of: x, analytic: dx) { dot(layer.forward($0), dy) }
    } equals: {
      [
        "y": .tensor(
          Tensor(
            [
              -0.9864708, 0.7943304, 0.2053859, -1.459381, -0.9183565, 0.7435572, 0.2881284,
              -1.357965, -1.001749, 0.7756952, 0.2825889, -1.470991, -0.6432229, 1.232693,
              -0.4793011, -1.3784, -0.9863495, 0.9096927, -0.3134221, -1.707019, -1.579685,
              0.3998123, -0.3364408, -2.305933,
            ], shape: [2, 3, 4])),
        "2·dWo": [
          [2.352285, -8.194965, 2.385913, 11.84241], [-2.826855, 4.313611, -0.5968301, -6.186507],
          [-0.7386773, -3.368449, 1.792685, 5.770346],
          [1.033455, -1.345666, -0.3537882, 0.3722477],
        ],
        "2·dbo": [-10.34, 7.52, -2.8, -2.2],
        "2·dW": [
          [-0.6544977, -0.6244556, 0.1645342, -1.478024],
          [0.6305799, 0.5233135, -0.1938755, 1.075303],
          [-1.549255, -0.2062975, 0.5150784, 0.2242623],
          [0.8664093, 0.03792285, -0.2804109, -0.3639932],
          [0.6095063, -0.3679427, 0.3744911, -0.4390692],
          [0.7437257, -0.3754014, 0.4377859, -0.4604452],
          [0.4970423, -0.1154998, -0.4353107, -0.1741215],
          [1.239599, -0.2441711, -1.333599, -1.3703],
          [-1.765503, -0.6154022, 0.8211432, -0.1115583],
          [2.551093, 1.071793, -0.2016154, 1.046628], [4.912982, 3.037299, -2.847607, 1.38787],
          [-2.785721, -1.975031, 0.7545787, -1.803446],
        ],
        "2·db": [
          -1.814547, 1.413625, -1.289451, 0.2153514, 0, 0, 0, 0, -1.4118, 5.7808, 6.8584, -7.2934,
        ],
        "dx": .gradient(
          Tensor(
            [
              0.4688081, 3.178853, 2.418811, -0.4879661, 0.6968657, 2.792926, 2.214818, -0.5316354,
              0.9931916, 2.591331, 3.042469, -0.6645943, -0.02627159, -0.6273512, 0.6740808,
              0.2802691, 0.1520627, -0.08569237, 0.7614534, -0.2703997, -0.721299, -1.433519,
              -0.8191597, 0.4602144,
            ], shape: [2, 3, 4]), afterForward: "y"),
      ]
    }
  }

  private func checkPadding() async {
    await check("padding differs from sequence to sequence and not from head to head") { sheet in
      var layer = small()
      sheet.call("forward(x, mask: padding), x [2, 3, 4], lengths 2 and 1")
      sheet["y"] = layer.forward(x, mask: Tensor([1, 1, 0, 1, 0, 0], shape: [2, 1, 1, 3]))
      sheet["weights"] = layer.weights
    } equals: {
      [
        "y": .tensor(
          Tensor(
            [
              -0.776345, 0.9182995, 0.2534868, -1.162726, -0.8190038, 0.7778656, 0.4132907,
              -1.150518, -0.788219, 0.9107087, 0.3775213, -1.164761, -0.658856, 1.597283, -0.332963,
              -1.502718, -0.658856, 1.597283, -0.332963, -1.502718, -0.658856, 1.597283, -0.332963,
              -1.502718,
            ], shape: [2, 3, 4])),
        "weights": .tensor(
          Tensor(
            [
              0.4057869, 0.5942131, 0, 0.5057592, 0.4942408, 0, 0.4566881, 0.5433119, 0, 0.5946187,
              0.4053813, 0, 0.5783792, 0.4216208, 0, 0.5270583, 0.4729417, 0, 1, 0, 0, 1, 0, 0, 1,
              0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0,
            ], shape: [2, 2, 3, 3])),
      ]
    }
    await check("a sequence that is all padding gives the output bias, and no gradient") { sheet in
      var layer = small()
      sheet.call("forward(x, mask: padding), backward(dy), x [2, 3, 4], lengths 0 and 3")
      sheet["y"] = layer.forward(x, mask: Tensor([0, 0, 0, 1, 1, 1], shape: [2, 1, 1, 3]))
      sheet["dx"] = layer.backward(dy)
    } equals: {
      [
        "y": .tensor(
          Tensor(
            [
              -0.23, 0.72, 0.36, -0.6, -0.23, 0.72, 0.36, -0.6, -0.23, 0.72, 0.36, -0.6, -0.6432229,
              1.232693, -0.4793011, -1.3784, -0.9863495, 0.9096927, -0.3134221, -1.707019,
              -1.579685, 0.3998123, -0.3364408, -2.305933,
            ], shape: [2, 3, 4])),
        "dx": .tensor(
          Tensor(
            [
              0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -0.02627159, -0.6273512, 0.6740808, 0.2802691,
              0.1520627, -0.08569237, 0.7614534, -0.2703997, -0.721299, -1.433519, -0.8191597,
              0.4602144,
            ], shape: [2, 3, 4])),
      ]
    }
  }

  private func checkMemory() async {
    await check("dx and dMemory agree with central differences", weight: 2) { sheet in
      var layer = small()
      sheet.call("forward(x, memory: m), backwardWithMemory(dy), x [1, 2, 4], m [1, 3, 4]")
      sheet["y"] = layer.forward(short, memory: memory)
      let (dx, dMemory) = layer.backwardWithMemory(shortUpstream)
      sheet["dWo"] = layer.outputWeight.gradient
      sheet["dbo"] = layer.outputBias.gradient
      sheet.gradientCheck("dx", of: short, analytic: dx) {
        dot(layer.forward($0, memory: memory), shortUpstream)
      }
      sheet.gradientCheck("dMemory", of: memory, analytic: dMemory) {
        dot(layer.forward(short, memory: $0), shortUpstream)
      }
    } equals: {
      [
        "y": .tensor(
          Tensor(
            [
              -1.164588, -1.429191, -0.9154119, -1.093461, -1.165864, -1.140139, -0.4902044,
              -1.189207,
            ], shape: [1, 2, 4])),
        "dWo": [
          [0.04186005, -0.09881567, 2.534538, 2.04611],
          [0.001908456, 0.05775008, 0.442533, 0.4645282],
          [0.015838, 0.08235873, 1.587895, 1.488235], [0.01080056, 0.1248606, 1.443662, 1.424543],
        ],
        "dbo": [-1, -0.27, -0.81, -0.8],
        "dx": .gradient(
          Tensor(
            [
              0.01436177, -0.006123616, 0.007542628, 0.002196003, 0.04093804, 0.0005004871,
              0.02903926, -0.1811249,
            ], shape: [1, 2, 4]), afterForward: "y"),
        "dMemory": .gradient(
          Tensor(
            [
              -0.01473698, -0.4290784, 0.7235149, -0.4140914, -0.1012332, -0.4318332, 0.2403654,
              -0.1747463, -0.07592577, -0.3124885, 0.1550757, -0.1113123,
            ], shape: [1, 3, 4]), afterForward: "y"),
      ]
    }
    await checkStops("backward after a memory names its shape", weight: 0.5, saying: "[1, 3, 4]") {
      sheet in
      var layer = small()
      _ = layer.forward(short, memory: memory)
      sheet["dx"] = layer.backward(shortUpstream)
    }
  }

  private func checkState() async {
    await check("self-attention after cross-attention forgets the memory; one place sees itself") {
      sheet in
      var layer = small()
      sheet.call("forward(x, memory: m), then forward of x's first sequence, then of one place")
      _ = layer.forward(short, memory: memory)
      sheet["y of the first sequence"] = layer.forward(x.rows(0..<1))
      sheet["places of the memory"] = layer.memory?.shape[1] ?? 0
      _ = layer.forward(x.slice(0..<1, along: 1))
      sheet["weights of one place"] = layer.weights
    } equals: {
      [
        "y of the first sequence": .tensor(
          Tensor(
            [
              -0.9864708, 0.7943304, 0.2053859, -1.459381, -0.9183565, 0.7435572, 0.2881284,
              -1.357965, -1.001749, 0.7756952, 0.2825889, -1.470991,
            ], shape: [1, 3, 4])), "places of the memory": 0,
        "weights of one place": .tensor(Tensor([1, 1, 1, 1], shape: [2, 2, 1, 1])),
      ]
    }
  }
}

private func small() -> MultiHeadAttention {
  MultiHeadAttention(
    heads: 2,
    inputWeight: [
      [1.13, -0.28, 0.01, 0.22], [0.73, -0.07, -0.48, -0.27], [0.17, -0.76, -0.36, 1.36],
      [-1.27, 1.03, -0.38, 0.5], [-0.74, -0.36, 0.43, -1.27], [0.68, 0.54, -0.11, 0.86],
      [1.18, 1.31, -0.36, -0.6], [-0.94, -0.03, -0.33, 0.4], [-0.18, -0.26, 0.43, -0.05],
      [0.08, 0.88, 0.72, 0.95], [0.71, 1.83, 1.18, -0.12], [0.13, 0.93, -0.72, 0.65],
    ],
    inputBias: [-0.71, -0.26, -0.53, -0.6, -0.23, 0.36, 0.88, -1.03, -0.07, 0.36, -0.76, -1.46],
    outputWeight: [
      [0.39, 0.18, -0.22, 0.73], [0.14, 0.75, 0.68, 0.24], [-0.56, -0.66, 0.59, -0.13],
      [0, -0.07, -0.51, 0.87],
    ],
    outputBias: [-0.23, 0.72, 0.36, -0.6])
}

private let x = Tensor(
  [
    1.23, 0.11, -0.87, -0.52, 0.81, 0.61, -0.12, 0.66, 0.28, 0.01, 0.26, 0, -0.67, 0.63, 0.2, 0.37,
    -0.31, 0.17, 0.28, 1.13, 0.9, -0.56, 0.31, -0.56,
  ], shape: [2, 3, 4])
private let dy = Tensor(
  [
    -1.22, 0.57, -0.51, -0.54, -0.87, 2.17, -0.07, -0.47, -0.95, 0.93, 1.45, -0.3, -1.25, 0.24,
    0.25, -0.27, -0.3, 0.31, -1.94, -0.29, -0.58, -0.46, -0.58, 0.77,
  ], shape: [2, 3, 4])
private let short = Tensor([0.52, 1.36, -0.49, -0.91, -0.36, -0.19, 0.17, 0.34], shape: [1, 2, 4])
private let memory = Tensor(
  [-0.15, -0.96, -0.04, 0.32, 0.55, -0.76, -0.39, -0.65, 0.03, -0.06, -0.1, 0.53], shape: [1, 3, 4])
private let shortUpstream = Tensor(
  [-0.99, 0.16, 0.02, 0.24, -0.01, -0.43, -0.83, -1.04], shape: [1, 2, 4])

private func dot(_ a: Tensor, _ b: Tensor) -> Double {
  zip(a.scalars, b.scalars).reduce(0) { $0 + Double($1.0) * Double($1.1) }
}
