// The vocabulary of layers: parameters, contexts and what every layer can do.

import Shared
import Testing

/// y = x · scale + shift, with two parameters.
private struct Affine: Layer {
  var scale = Parameter([2, 3], name: "scale")
  var shift = Parameter(Tensor(zeros: [2]))
  private var input = Tensor([])

  mutating func forward(_ x: Tensor, _ context: inout Context) -> Tensor {
    input = x
    return x * scale.value + shift.value
  }

  mutating func backward(_ dy: Tensor) -> Tensor {
    scale.gradient += (dy * input).sum(along: 0)
    shift.gradient += dy.sum(along: 0)
    return dy * scale.value
  }

  mutating func forEachParameter(_ body: (inout Parameter) -> Void) {
    body(&scale)
    body(&shift)
  }
}

@Suite struct LayerTests {
  @Test func gradientsAccumulateUntilTheyAreZeroed() {
    var layers: [any Layer] = [Affine()]
    var context = Context()
    #expect(layers[0].forward([[1, 1], [2, 0]], &context) == [[2, 3], [4, 0]])
    #expect(layers[0].backward([[1, 1], [1, 1]]) == [[2, 3], [2, 3]])
    _ = layers[0].backward([[1, 1], [1, 1]])
    var gradients: [Tensor] = []
    layers[0].forEachParameter { gradients.append($0.gradient) }
    #expect(gradients == [[6, 2], [4, 4]])
    #expect(layers[0].parameterCount == 4)
    layers[0].zeroGradients()
    layers[0].forEachParameter { #expect($0.gradient == [0, 0]) }
  }

  @Test func aParameterStartsWithoutGradient() {
    let parameter = Parameter([[1, 2, 3]], name: "weight")
    #expect(parameter.gradient == [[0, 0, 0]] && parameter.name == "weight")
  }

  @Test func aContextCarriesModeAndSeed() {
    var first = Context(.inference, seed: 3)
    var second = Context(seed: 3)
    #expect(first.mode == .inference && second.mode == .training)
    #expect(first.generator.next() == second.generator.next())
  }
}
