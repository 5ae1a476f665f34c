// The network and data of the XOR trainings: 2 inputs, 4 tanh units, 1 logit, by the tests' own hand.

import Lab1
import Shared

/// A network that needs no exercise: `tanh(x·W1ᵀ + b1)·W2ᵀ + b2`.
struct XORNetwork: Layer {
  static let inputs: Tensor = [[0, 0], [0, 1], [1, 0], [1, 1]]
  static let targets: Tensor = [[0], [1], [1], [0]]

  var weight1 = Parameter(
    [[0.872, -0.428], [-0.685, -0.1], [-0.615, -0.25], [0.702, 0.197]], name: "weight1")
  var bias1 = Parameter([0.915, -0.615, -0.782, 0.727], name: "bias1")
  var weight2 = Parameter([[0.959, -0.802, -0.88, -0.446]], name: "weight2")
  var bias2 = Parameter([-0.997], name: "bias2")
  private var input: Tensor = [[0, 0]]
  private var hidden: Tensor = [[0, 0, 0, 0]]

  mutating func forward(_ x: Tensor, _ context: inout Context) -> Tensor {
    input = x
    hidden = tanh(matmul(x, weight1.value, transposeB: true) + bias1.value)
    return matmul(hidden, weight2.value, transposeB: true) + bias2.value
  }

  mutating func backward(_ dy: Tensor) -> Tensor {
    weight2.gradient += matmul(dy, hidden, transposeA: true)
    bias2.gradient += dy.sum(along: 0)
    let dz = matmul(dy, weight2.value) * (1 - hidden * hidden)
    weight1.gradient += matmul(dz, input, transposeA: true)
    bias1.gradient += dz.sum(along: 0)
    return matmul(dz, weight1.value)
  }

  mutating func forEachParameter(_ body: (inout Parameter) -> Void) {
    body(&weight1)
    body(&bias1)
    body(&weight2)
    body(&bias2)
  }

  /// Mean binary cross-entropy and its gradient, for logits of moderate size.
  static func loss(_ logits: Tensor, _ target: Tensor) -> LossResult {
    let losses = log(1 + exp(logits)) - logits * target
    let probability = 1 / (1 + exp(-logits))
    return LossResult(
      loss: losses.mean(), gradient: (probability - target) / Float(target.count))
  }
}
