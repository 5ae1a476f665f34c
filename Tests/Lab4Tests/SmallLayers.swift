// What the tests of 4.13 to 4.16 share: a small layer that bends or not, plain gradient descent, and
// sums in `Double`.

import Lab1
import Shared

/// Σ a·b.
func doubleDot(_ a: Tensor, _ b: Tensor) -> Double {
  zip(a.scalars, b.scalars).reduce(0) { $0 + Double($1.0) * Double($1.1) }
}

/// The gradients of all parameters, in the order of the visit.
func allGradients<Model: Layer>(_ model: inout Model) -> [Tensor] {
  var gradients: [Tensor] = []
  model.forEachParameter { gradients.append($0.gradient) }
  return gradients
}

/// The values of all parameters, in the order of the visit.
func allValues<Model: Layer>(_ model: inout Model) -> [Tensor] {
  var values: [Tensor] = []
  model.forEachParameter { values.append($0.value) }
  return values
}

/// Moves parameters against their gradients.
struct PlainDescent: Optimizer {
  var learningRate: Float
  mutating func step<Model: Layer>(_ model: inout Model) {
    let rate = learningRate
    model.forEachParameter { $0.value -= $0.gradient * rate }
  }
}

/// tanh(x·Wᵀ), or x·Wᵀ alone.
struct BentDense: Layer {
  var weight: Parameter
  let bends: Bool
  var input: Tensor = [[0]]
  var slope: Tensor = [[0]]
  init(_ weight: Tensor, bends: Bool = true) {
    (self.weight, self.bends) = (Parameter(weight), bends)
  }
  mutating func forward(_ x: Tensor, _ context: inout Context) -> Tensor {
    input = x
    let z = matmul(x, weight.value, transposeB: true)
    slope = bends ? 1 - square(tanh(z)) : Tensor(ones: z.shape)
    return bends ? tanh(z) : z
  }
  mutating func backward(_ dy: Tensor) -> Tensor {
    weight.gradient += matmul(dy * slope, input, transposeA: true)
    return matmul(dy * slope, weight.value)
  }
  mutating func forEachParameter(_ body: (inout Parameter) -> Void) { body(&weight) }
}

/// In training, adds a number and the next random one, scaled.
struct TrainingShift: Layer {
  var shift: Float = 0
  var scale: Float = 0
  mutating func forward(_ x: Tensor, _ context: inout Context) -> Tensor {
    guard context.mode == .training else { return x }
    return x + shift + (scale == 0 ? 0 : scale * context.generator.uniform())
  }
  mutating func backward(_ dy: Tensor) -> Tensor { dy }
  mutating func forEachParameter(_ body: (inout Parameter) -> Void) {}
}
