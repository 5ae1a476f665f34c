// Tests of 2.11: the sum and its two ways back, projections, refused widths, concatenation.
// The decimals are reference values computed in double precision.

import Grading
import Lab1
import Lab2
import Shared
import Testing

struct ResidualTests {
  @Test(.exercise("2.11", "Residual blocks", points: 7))
  func residual() async {
    await checkIdentity()
    await checkProjection()
    await checkParameters()
    await checkConcatenation()
  }

  private func checkIdentity() async {
    await check("forward adds the branch to the input") { sheet in
      var (block, context) = (Residual(TanhDense(wide)), Context(.training))
      sheet.call("Residual(tanh(x·Wᵀ)).forward(x)", on: ["x": x, "W": wide])
      sheet["y"] = block.forward(x, &context)
    } equals: {
      [
        "y": [
          [1.989559749, -2.244918662, -0.135148952], [-0.261594156, 1.905148254, -1.80930107],
        ]
      ]
    }
    await check("backward adds what comes back both ways", weight: 2) { sheet in
      var (block, context) = (Residual(TanhDense(wide)), Context(.training))
      let dy: Tensor = [[1, -0.5, 2], [0.5, 1, -1]]
      sheet.call("Residual(tanh(x·Wᵀ)): forward(x), backward(dy)", on: ["x": x, "dy": dy])
      _ = block.forward(x, &context)
      sheet["dx"] = block.backward(dy)
      sheet["dW"] = gradients(&block)
    } equals: {
      [
        "dx": [
          [-0.354500385, -0.457482312, 3.433368205], [1.044474058, 0.794108204, -1.382888305],
        ],
        "dW": .tensors([
          [
            [0.125765089, 0.168444163, -0.199601419], [-0.379654105, 1.120721488, -0.415710351],
            [1.020655728, -2.731375011, 0.941617586],
          ]
        ]),
      ]
    }
  }

  private func checkProjection() async {
    await check("a projection stands in the place of the input, both ways", weight: 2) { sheet in
      var block = Residual(TanhDense(narrow), shortcut: Projection(projection))
      var context = Context(.training)
      let dy: Tensor = [[1, -0.5], [0.5, 1]]
      sheet.call("s = x·Pᵀ, f = tanh(x·Wᵀ): forward(x), backward(dy)", on: ["x": x, "dy": dy])
      sheet["y"] = block.forward(x, &context)
      sheet["dx"] = block.backward(dy)
      sheet["dW, dP"] = gradients(&block)
    } equals: {
      [
        "y": [[0.489559749, 1.755081338], [1.238405844, -1.594851746]],
        "dx": [
          [0.540378328, 0.494224784, -1.759803412], [0.785700224, -0.369633851, 1.462143473],
        ],
        "dW, dP": .tensors([
          [[0.125765089, 0.168444163, -0.199601419], [-0.379654105, 1.120721488, -0.415710351]],
          [[1.25, -1.5, 0], [0, 2, -1.25]],
        ]),
      ]
    }
    await check("the initialiser projects only where the widths differ") { sheet in
      sheet.call("Residual(branch, inputs: 3, outputs: 2), then inputs: 3, outputs: 3")
      var (generator, projectionNorm) = (SeededGenerator(seed: 3), Float(0))
      var block = Residual(TanhDense(wide), inputs: 3, outputs: 3, using: &generator)
      sheet["next number, 3 to 3"] = generator.uniform()
      sheet["parameters, 3 to 3"] = shapes(&block)
      block = Residual(TanhDense(narrow), inputs: 3, outputs: 2, using: &generator)
      sheet["parameters, 3 to 2"] = shapes(&block)
      block.forEachParameter { parameter in
        if parameter.value.shape == [2, 3] { projectionNorm = parameter.value.norm() }
      }
      sheet["norm of the projection"] = projectionNorm
      var untouched = SeededGenerator(seed: 3)
      sheet["first number of the seed"] = untouched.uniform()
    } equals: {
      [
        "next number, 3 to 3": .same(as: "first number of the seed"),
        "parameters, 3 to 3": ["[3, 3]"], "parameters, 3 to 2": ["[2, 3]", "[2, 3]", "[2]"],
        "norm of the projection": .within(0.1...1.4),
      ]
    }
    await checkStops("a branch of another width is refused", saying: "[2, 2]") { sheet in
      var (block, context) = (Residual(TanhDense(narrow)), Context(.training))
      sheet.call("Residual(branch from [2, 3] to [2, 2]).forward(x)", on: ["x": x])
      sheet["y"] = block.forward(x, &context)
    }
  }

  private func checkParameters() async {
    await check("forEachParameter visits branch and shortcut in place") { sheet in
      sheet.call("forEachParameter { $0.value *= 2 } on a block with a projection")
      var block = Residual(TanhDense(narrow), shortcut: Projection(projection))
      block.forEachParameter { $0.value *= 2 }
      var values: [Tensor] = []
      block.forEachParameter { values.append($0.value) }
      sheet["values"] = values
    } equals: {
      [
        "values": .tensors([
          [[1, -2, 0.5], [2, 1, -1]], [[2, 1, -2], [0, -1, 4]],
        ])
      ]
    }
  }

  private func checkConcatenation() async {
    await check("ConcatenatedSkip sets f(x) right of x") { sheet in
      var (block, context) = (ConcatenatedSkip(TanhDense(narrow)), Context(.training))
      sheet.call("ConcatenatedSkip(tanh(x·Wᵀ)).forward(x)", on: ["x": x, "W": narrow])
      sheet["y"] = block.forward(x, &context)
    } equals: {
      ["y": [[1, -2, 0.5, 0.989559749, -0.244918662], [0.5, 1, -1, -0.761594156, 0.905148254]]]
    }
    await check("its backward cuts dy where x ends and adds both ways") { sheet in
      var (block, context) = (ConcatenatedSkip(TanhDense(narrow)), Context(.training))
      let dy: Tensor = [[1, -0.5, 2, 0.5, -1], [0.5, 1, -1, 2, 0.25]]
      sheet.call("ConcatenatedSkip(tanh(x·Wᵀ)): forward(x), backward(dy)", on: ["x": x, "dy": dy])
      _ = block.forward(x, &context)
      sheet["dx"] = block.backward(dy)
      sheet["dW"] = gradients(&block)
    } equals: {
      [
        "dx": [
          [0.065178027, -0.980393176, 2.472603862], [0.965151001, 0.182639647, -0.812601159],
        ],
        "dW": .tensors([
          [[0.430360094, 0.819177179, -0.834755807], [-0.917426519, 1.925206357, -0.515184084]]
        ]),
      ]
    }
  }
}

private let x: Tensor = [[1, -2, 0.5], [0.5, 1, -1]]
private let wide: Tensor = [[0.5, -1, 0.25], [1, 0.5, -0.5], [-0.75, 0.25, 1]]
private let narrow: Tensor = [[0.5, -1, 0.25], [1, 0.5, -0.5]]
private let projection: Tensor = [[1, 0.5, -1], [0, -0.5, 2]]

private func gradients<Model: Layer>(_ model: inout Model) -> [Tensor] {
  var gradients: [Tensor] = []
  model.forEachParameter { gradients.append($0.gradient) }
  return gradients
}

private func shapes<Model: Layer>(_ model: inout Model) -> [String] {
  var shapes: [String] = []
  model.forEachParameter { shapes.append($0.value.shape.description) }
  return shapes
}

/// tanh(x·Wᵀ).
private struct TanhDense: Layer {
  var weight: Parameter
  var input: Tensor = [[0]]
  var output: Tensor = [[0]]
  init(_ weight: Tensor) { self.weight = Parameter(weight) }
  mutating func forward(_ x: Tensor, _ context: inout Context) -> Tensor {
    (input, output) = (x, tanh(matmul(x, weight.value, transposeB: true)))
    return output
  }
  mutating func backward(_ dy: Tensor) -> Tensor {
    let dz = dy * (1 - output * output)
    weight.gradient += matmul(dz, input, transposeA: true)
    return matmul(dz, weight.value)
  }
  mutating func forEachParameter(_ body: (inout Parameter) -> Void) { body(&weight) }
}

/// x·Pᵀ.
private struct Projection: Layer {
  var weight: Parameter
  var input: Tensor = [[0]]
  init(_ weight: Tensor) { self.weight = Parameter(weight) }
  mutating func forward(_ x: Tensor, _ context: inout Context) -> Tensor {
    input = x
    return matmul(x, weight.value, transposeB: true)
  }
  mutating func backward(_ dy: Tensor) -> Tensor {
    weight.gradient += matmul(dy, input, transposeA: true)
    return matmul(dy, weight.value)
  }
  mutating func forEachParameter(_ body: (inout Parameter) -> Void) { body(&weight) }
}
