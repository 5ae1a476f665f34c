// The hidden tests of 4.6: two bidirectional layers against PyTorch's, gradient checks, sequences of
// length 0 and 1, order of randomness. The long decimals are PyTorch's, in double precision.

import Grading
import Lab4
import Shared
import Testing

struct StackedTests {
  @Test(.exercise("4.6", "Bidirectional and stacked", points: 4))
  func stacked() async {
    await checkBidirectional()
    await checkStack()
    await checkSizes()
    await checkRandomness()
  }

  private func checkBidirectional() async {
    await check("a recurrent layer from both ends agrees with PyTorch's and with differences") {
      sheet in
      var (layer, context) = (bidirectional(0, inputs: 3), Context(.training))
      sheet.call("Bidirectional of two RNNs: forward(x), backward(dy)", on: ["x": x, "dy": dy])
      sheet["y"] = layer.forward(x, &context)
      let dx = layer.backward(dy)
      sheet.gradientCheck("dx", of: x, analytic: dx) { dot(layer.forward($0, &context), dy) }
    } equals: {
      [
        "y": [
          [
            [-0.059928104, 0, -0.14271037, 0.31762406],
            [-0.013970332, -0.20118884, 0.068076177, -0.22693557],
            [-0.19324611, 0.22071906, -0.21340233, -0.20862099],
            [0.12412996, 0.23804585, 0.29131261, 0.049958375],
          ],
          [
            [-0.10955847, -0.03997868, -0.18140297, -0.26556868],
            [-0.047784836, -0.11333437, -0.023879289, 0.28657162],
            [0.089314, 0.43891496, 0.1870261, 0.012890492],
            [0.19700731, -0.26759767, 0.17808087, 0.26362484],
          ],
        ],
        "dx": .gradient(
          [
            [
              [-0.046706297, 0.26703738, -0.28534826], [0.059825553, 0.33477489, 0.58130249],
              [0.071703697, -0.001795317, -0.4889751], [0.094784619, 0.29531495, 0.099545508],
            ],
            [
              [-0.35693406, 0.16988272, -0.40599241], [0.52286766, 0.10463089, 0.40749826],
              [-0.020461404, 0.4148405, -0.23528465], [0.63983254, -0.043271237, 0.080890055],
            ],
          ], afterForward: "y"),
      ]
    }
  }

  private func checkStack() async {
    await check("two bidirectional layers on top of each other agree with PyTorch's", weight: 2) {
      sheet in
      var stack = StackedRecurrent([bidirectional(0, inputs: 3), bidirectional(1, inputs: 4)])
      var context = Context(.training)
      sheet.call("StackedRecurrent: forward(x), backward(dy)", on: ["x": x, "dy": dy])
      sheet["y"] = stack.forward(x, &context)
      sheet["dx"] = stack.backward(dy)
      var gradients: [Tensor] = []
      stack.forEachParameter { if $0.name == "u" { gradients.append($0.gradient) } }
      sheet["dU, layer by layer"] = gradients
    } equals: {
      [
        "y": [
          [
            [0.22447998, -0.18923975, -0.16782188, -0.33479003],
            [-0.16025621, 0.15043383, -0.00070090983, 0.22301297],
            [0.18301964, -0.11279926, -0.2740694, -0.03553094],
            [-0.034861098, 0.1797085, 0.31912355, -0.0041276022],
          ],
          [
            [0.019261527, 0.000213927, -0.11732436, 0.25723176],
            [0.093455833, -0.1581556, -0.063859338, -0.21809033],
            [0.13309594, 0.1906303, 0.27968884, -0.023351744],
            [-0.26649038, -0.054586951, 0.19497016, -0.052563721],
          ],
        ],
        "dx": [
          [
            [0.28841098, 0.026373693, 0.19333291], [-0.33355432, 0.27933827, -0.34575629],
            [0.22731786, -0.29520177, 0.24032164], [-0.0083526646, 0.16647647, -0.21421179],
          ],
          [
            [0.10203367, -0.47827877, -0.030107513], [-0.20422693, 0.53554171, -0.20869679],
            [0.31413595, -0.0078157936, 0.13402467], [-0.13302989, 0.29141911, -0.16289966],
          ],
        ],
        "dU, layer by layer": .tensors([
          [[0.029820222, 0.048200601], [0.073265627, -0.142928]],
          [[-0.048258847, 0.13522649], [0.2691747, 0.28825803]],
          [[-0.14880141, 0.12757229], [0.17283577, -0.25131498]],
          [[0.12884144, -0.098566892], [0.017779195, 0.037769618]],
        ]),
      ]
    }
  }

  private func checkSizes() async {
    await check("sequences of length 1 and 0, and no sequences at all", weight: 0.5) { sheet in
      var (layer, context) = (bidirectional(0, inputs: 3), Context(.training))
      sheet.call("Bidirectional: [1, 1, 3], [2, 0, 3] and [0, 4, 3]; reversedInTime of each")
      let one = x.slice(0..<1, along: 1).rows(0..<1)
      sheet["one step, reversed"] = reversedInTime(one)
      sheet["shape, T = 1"] = Array(layer.forward(one, &context).shape)
      sheet["shape, T = 0"] = Array(layer.forward(Tensor(zeros: [2, 0, 3]), &context).shape)
      sheet["shape of dx, T = 0"] = Array(layer.backward(Tensor(zeros: [2, 0, 4])).shape)
      sheet["shape, N = 0"] = Array(layer.forward(Tensor(zeros: [0, 4, 3]), &context).shape)
    } equals: {
      [
        "one step, reversed": [[[0.3, 0, 0.3]]], "shape, T = 1": [1, 1, 4],
        "shape, T = 0": [2, 0, 4], "shape of dx, T = 0": [2, 0, 3], "shape, N = 0": [0, 4, 4],
      ]
    }
    await check("layers of different widths are cut apart where they were joined") { sheet in
      var layer = Bidirectional(
        fromStart: elman(0, inputs: 3), fromEnd: Elman(pattern([1, 3], 4), pattern([1, 1], 5)))
      var context = Context(.training)
      sheet.call("Bidirectional of 2 and of 1 features: forward(x), backward(dy)")
      sheet["shape of y"] = Array(layer.forward(x, &context).shape)
      let right = Tensor(zeros: [2, 4, 2])
      let zeros = Tensor(zeros: [2, 4, 1])
      _ = layer.backward(Tensor(concatenating: [right, zeros + 1], along: 2))
      var gradients: [Float] = []
      layer.forEachParameter { gradients.append($0.gradient.norm()) }
      sheet["norm of dW of the first"] = gradients[0]
      sheet["norm of dW of the second"] = gradients[2]
    } equals: {
      [
        "shape of y": [2, 4, 3], "norm of dW of the first": 0,
        "norm of dW of the second": .greaterThan(0.1),
      ]
    }
  }

  private func checkRandomness() async {
    await check("weights are drawn from the lowest layer up, fromStart first") { sheet in
      sheet.call("StackedRecurrent(.rnn, inputs: 3, hidden: 2, count: 2, bidirectional), seed 11")
      var generator = SeededGenerator(seed: 11)
      var stack = StackedRecurrent(
        .rnn, inputs: 3, hidden: 2, count: 2, isBidirectional: true, using: &generator)
      var (other, number, sum) = (SeededGenerator(seed: 11), Float(0), Float(0))
      for width in [3, 3, 4, 4] {
        var layer = RNN(inputs: width, hidden: 2, using: &other)
        layer.forEachParameter { (number, sum) = (number + 1, sum + (number + 1) * $0.value.sum()) }
      }
      sheet["four RNNs in a row: 1·ΣW₁ + 2·ΣW₂ + …"] = abs(sum)
      (number, sum) = (0, 0)
      stack.forEachParameter { (number, sum) = (number + 1, sum + (number + 1) * $0.value.sum()) }
      sheet["the same of the stack's parameters"] = abs(sum)
      sheet["next number after the four"] = Float(other.next() >> 40)
      sheet["next number after the stack"] = Float(generator.next() >> 40)
    } equals: {
      [
        "four RNNs in a row: 1·ΣW₁ + 2·ΣW₂ + …": .greaterThan(0),
        "the same of the stack's parameters": .same(as: "four RNNs in a row: 1·ΣW₁ + 2·ΣW₂ + …"),
        "next number after the four": .greaterThan(0),
        "next number after the stack": .same(as: "next number after the four"),
      ]
    }
  }
}

private let x = pattern([2, 4, 3], 7)
private let dy = pattern([2, 4, 4], 9)

private func elman(_ seed: Int, inputs: Int) -> Elman {
  Elman(pattern([2, inputs], seed + 1), pattern([2, 2], seed + 2))
}

private func bidirectional(_ level: Int, inputs: Int) -> Bidirectional {
  Bidirectional(
    fromStart: elman(20 * level, inputs: inputs), fromEnd: elman(20 * level + 10, inputs: inputs))
}

private func dot(_ a: Tensor, _ b: Tensor) -> Double {
  zip(a.scalars, b.scalars).reduce(0) { $0 + Double($1.0) * Double($1.1) }
}

/// h[t] = tanh(W·x[t] + U·h[t − 1]), so that this exercise needs no other.
private struct Elman: Layer {
  var weight: Parameter
  var recurrent: Parameter
  var inputs: [Tensor] = []
  var states: [Tensor] = []

  init(_ weight: Tensor, _ recurrent: Tensor) {
    (self.weight, self.recurrent) = (Parameter(weight, name: "w"), Parameter(recurrent, name: "u"))
  }

  mutating func forward(_ x: Tensor, _ context: inout Context) -> Tensor {
    let (n, t, d) = x.shape.ntd
    let h = recurrent.value.shape[0]
    inputs = (0..<t).map { x.slice($0..<$0 + 1, along: 1).reshaped(to: [n, d]) }
    states = [Tensor(zeros: [n, h])]
    for input in inputs {
      states.append(
        tanh(
          matmul(input, weight.value, transposeB: true)
            + matmul(states[states.count - 1], recurrent.value, transposeB: true)))
    }
    return sequence(Array(states.dropFirst()), n, h)
  }

  mutating func backward(_ dy: Tensor) -> Tensor {
    let (n, t, h) = dy.shape.ntd
    var (dh, dx) = (Tensor(zeros: [n, h]), [Tensor]())
    for time in (0..<t).reversed() {
      let state = states[time + 1]
      let dz =
        (dy.slice(time..<time + 1, along: 1).reshaped(to: [n, h]) + dh) * (1 - state * state)
      weight.gradient += matmul(dz, inputs[time], transposeA: true)
      recurrent.gradient += matmul(dz, states[time], transposeA: true)
      dh = matmul(dz, recurrent.value)
      dx.append(matmul(dz, weight.value))
    }
    return sequence(dx.reversed(), n, weight.value.shape[1])
  }

  mutating func forEachParameter(_ body: (inout Parameter) -> Void) {
    body(&weight)
    body(&recurrent)
  }

  private func sequence(_ steps: [Tensor], _ n: Int, _ width: Int) -> Tensor {
    guard !steps.isEmpty else { return Tensor(zeros: [n, 0, width]) }
    return Tensor(concatenating: steps.map { $0.reshaped(to: [n, 1, width]) }, along: 1)
  }
}
