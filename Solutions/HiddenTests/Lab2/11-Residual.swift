// The hidden tests of 2.11: gradient checks, accumulation, order and mode, deep stacks.
// The decimals are reference values computed in double precision.

import Grading
import Lab1
import Lab2
import Shared
import Testing

struct ResidualTests {
  @Test(.exercise("2.11", "Residual blocks", points: 7))
  func residual() async {
    await checkInputGradient()
    await checkProjectionGradient()
    await checkCalls()
    await checkDepth()
    await checkConcatenation()
  }

  private func checkInputGradient() async {
    await check("dL/dx of an identity block agrees with central differences") { sheet in
      var (block, context) = (Residual(TanhDense(w)), Context(.training))
      sheet.call("Residual(tanh(x·Wᵀ)): forward(x), backward(dy)", on: ["x": x, "dy": dy])
      sheet["y"] = block.forward(x, &context)
      sheet.gradientCheck("dx", of: x, analytic: block.backward(dy)) { perturbed in
        dot(block.forward(perturbed, &context), dy)
      }
    } equals: {
      [
        "y": [
          [1.329145161, -1.965762018, 0.654295533, 1.712723576],
          [-0.952706706, 1.145214034, -0.622299988, -0.611019262],
          [1.53997868, -0.415359278, -0.407434601, -1.400520211],
        ],
        "dx": .gradient(
          [
            [0.868941263, 0.316268665, -0.274018577, -0.114188972],
            [-1.128932516, 3.012981658, 0.978700253, 1.12406881],
            [0.727578249, -0.400804435, 0.047167072, -1.12614741],
          ], afterForward: "y"),
      ]
    }
  }

  private func checkProjectionGradient() async {
    await check("dL/dx past a projection agrees with central differences") { sheet in
      var block = Residual(TanhDense(w.rows(0..<2)), shortcut: TanhDense(p, bends: false))
      var context = Context(.training)
      let dy = dy.slice(0..<2, along: 1)
      sheet.call("s = x·Pᵀ, f = tanh(x·Wᵀ): forward(x), backward(dy)", on: ["x": x, "dy": dy])
      sheet["y"] = block.forward(x, &context)
      sheet.gradientCheck("dx", of: x, analytic: block.backward(dy)) { perturbed in
        dot(block.forward(perturbed, &context), dy)
      }
      sheet["dW, dP"] = gradients(&block)
    } equals: {
      [
        "y": [
          [1.849145161, -2.095762018], [-1.212706706, 0.905214034], [0.42997868, -1.075359278],
        ],
        "dx": .gradient(
          [
            [0.448531203, 0.053247286, 0.593449036, 0.33973721],
            [-2.09075791, 2.66439012, 0.308837419, -0.804864152],
            [0.814913643, -1.012450379, -0.0576646, 0.318720419],
          ], afterForward: "y"),
        "dW, dP": .tensors([
          [
            [0.808540061, -0.934633187, 0.437548018, 0.306649027],
            [-1.265019154, 1.102406129, -1.502583978, 1.067226214],
          ], [[1.15, -1.58, 0.83, 0.62], [-1.45, 0.92, -1.52, 1.57]],
        ]),
      ]
    }
  }

  private func checkCalls() async {
    await check("gradients add up over two backwards; inference reaches the branch") { sheet in
      sheet.call("Residual(2·x in training, else 0): forward, backward twice, then inference")
      var (block, context) = (Residual(Switch(factor: 2)), Context(.training))
      sheet["y in training"] = block.forward([[1, 3]], &context)
      sheet["dx"] = block.backward([[1, 1]])
      _ = block.backward([[1, 1]])
      sheet["gradient"] = gradients(&block)
      context.mode = .inference
      sheet["y in inference"] = block.forward([[1, 3]], &context)
    } equals: {
      [
        "y in training": [[3, 9]], "dx": [[3, 3]], "gradient": .tensors([[8]]),
        "y in inference": [[1, 3]],
      ]
    }
    await check("the branch draws its random numbers before the shortcut") { sheet in
      sheet.call("branch and shortcut that return the next number of the seed 9, branch times 10")
      var block = Residual(Draw(scale: 10), shortcut: Draw(scale: 1))
      var context = Context(.training, seed: 9)
      let y = block.forward([[0]], &context)
      var generator = SeededGenerator(seed: 9)
      let (first, second) = (generator.uniform(), generator.uniform())
      sheet["10·first + second"] = 10 * first + second
      sheet["y"] = y[0, 0]
    } equals: {
      ["10·first + second": .greaterThan(0), "y": .same(as: "10·first + second")]
    }
    await checkStops("a branch of one column is not broadcast", saying: "[3, 1]") { sheet in
      var (block, context) = (Residual(TanhDense(w.rows(0..<1))), Context(.training))
      sheet["y"] = block.forward(x, &context)
    }
  }

  private func checkDepth() async {
    await check("30 layers of 0.1·x fade, 30 blocks around them do not") { sheet in
      sheet.call("dy = [[1]] back through 30 layers of 0.1·x, and through 30 Residual of them")
      let layer = Switch(factor: 0.1)
      var plain = Sequential(Array(repeating: layer, count: 30))
      var blocks = Sequential(Array(repeating: Residual(layer), count: 30))
      var context = Context(.training)
      _ = plain.forward([[1]], &context)
      sheet["y"] = blocks.forward([[1]], &context)
      sheet["dx, plain, times 10³⁰"] = plain.backward([[1]]) * 1e30
      sheet["dx, blocks"] = blocks.backward([[1]])
      sheet["parameters"] = blocks.parameterCount
    } equals: {
      [
        "y": .tensor([[17.4494023]], relative: 1e-3),
        "dx, plain, times 10³⁰": .tensor([[1]], relative: 1e-3),
        "dx, blocks": .tensor([[17.4494023]], relative: 1e-3), "parameters": 30,
      ]
    }
    await check("a projected block learns: its copy keeps its own weights", weight: 0.5) { sheet in
      sheet.call("Residual(branch, inputs: 4, outputs: 2), copied; the copy's parameters set to 0")
      var generator = SeededGenerator(seed: 2)
      let block = Residual(TanhDense(p), inputs: 4, outputs: 2, using: &generator)
      var (copy, context) = (block, Context(.training))
      var original = block
      copy.forEachParameter { $0.value.fill(0) }
      sheet["y of the copy"] = copy.forward(x, &context)
      let y = original.forward(x, &context)
      sheet["shape"] = y.shape.description
      sheet["norm of the original's y"] = y.norm()
      sheet["parameters"] = original.parameterCount
    } equals: {
      [
        "y of the copy": [[0, 0], [0, 0], [0, 0]], "shape": "[3, 2]",
        "norm of the original's y": .greaterThan(0.1), "parameters": 18,
      ]
    }
  }

  private func checkConcatenation() async {
    await check("dL/dx of a concatenation agrees with central differences") { sheet in
      var (block, context) = (ConcatenatedSkip(TanhDense(w.rows(0..<2))), Context(.training))
      let beside: Tensor = [[0.5, -1], [1, 0.3], [-0.7, 0.6]]
      let dy = Tensor(concatenating: [dy, beside], along: 1)
      sheet.call("ConcatenatedSkip(tanh(x·Wᵀ)): forward(x), backward(dy)", on: ["x": x, "dy": dy])
      sheet["y"] = block.forward(x, &context)
      sheet.gradientCheck("dx", of: x, analytic: block.backward(dy)) { perturbed in
        dot(block.forward(perturbed, &context), dy)
      }
      sheet["dW"] = gradients(&block)
    } equals: {
      [
        "y": [
          [0.7, -1.2, 0.4, 0.9, 0.629145161, -0.765762018],
          [-0.3, 0.8, -1.1, 0.2, -0.652706706, 0.345214034],
          [1.5, 0.1, -0.6, -0.9, 0.03997868, -0.515359278],
        ],
        "dx": .gradient(
          [
            [1.256069867, 0.191417245, -0.931677615, 0.321569671],
            [-0.433507086, 2.043754118, 1.089836614, 1.030972577],
            [-0.185921514, -0.395838028, 0.938687981, -1.613952408],
          ], afterForward: "y"),
        "dW": .tensors([
          [
            [-1.009052249, 0.026785226, -0.091207362, 1.01566723],
            [0.292163907, 0.751793072, -0.720502145, -0.715976642],
          ]
        ]),
      ]
    }
  }
}

private let x: Tensor = [[0.7, -1.2, 0.4, 0.9], [-0.3, 0.8, -1.1, 0.2], [1.5, 0.1, -0.6, -0.9]]
private let dy: Tensor = [[1, 0.5, -1, 0.25], [-0.5, 2, 0.75, 1], [0.2, -0.8, 1.2, -1.5]]
private let w: Tensor = [
  [0.3, -0.2, 0.5, 0.1], [-0.4, 0.6, 0.2, -0.1], [0.25, 0.15, -0.35, 0.45],
  [0.05, -0.55, 0.65, 0.2],
]
private let p: Tensor = [[0.6, -0.3, 0.2, 0.4], [-0.5, 0.7, 0.1, -0.2]]

private func dot(_ a: Tensor, _ b: Tensor) -> Double {
  zip(a.scalars, b.scalars).reduce(0) { $0 + Double($1.0) * Double($1.1) }
}

private func gradients<Model: Layer>(_ model: inout Model) -> [Tensor] {
  var gradients: [Tensor] = []
  model.forEachParameter { gradients.append($0.gradient) }
  return gradients
}

/// tanh(x·Wᵀ), or x·Wᵀ alone.
private struct TanhDense: Layer {
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

/// factor·x in training, zeros in inference.
private struct Switch: Layer {
  var factor: Parameter
  var input: Tensor = [[0]]
  init(factor: Float) { self.factor = Parameter(Tensor([factor])) }
  mutating func forward(_ x: Tensor, _ context: inout Context) -> Tensor {
    input = x
    return context.mode == .training ? x * factor.value : Tensor(zeros: x.shape)
  }
  mutating func backward(_ dy: Tensor) -> Tensor {
    factor.gradient += Tensor([(dy * input).sum()])
    return dy * factor.value
  }
  mutating func forEachParameter(_ body: (inout Parameter) -> Void) { body(&factor) }
}

/// The next random number, scaled, in the place of every input.
private struct Draw: Layer {
  let scale: Float
  mutating func forward(_ x: Tensor, _ context: inout Context) -> Tensor {
    Tensor(repeating: scale * context.generator.uniform(), shape: x.shape)
  }
  mutating func backward(_ dy: Tensor) -> Tensor { dy }
  mutating func forEachParameter(_ body: (inout Parameter) -> Void) {}
}
