// The visible tests of exercise 1.3: activation functions and their derivatives.
// The decimals are reference values computed in double precision.

import Grading
import Lab1
import Shared
import Testing

struct ActivationTests {
  private let x: Tensor = [-3, -1.5, -0.5, -0.001, 0, 0.001, 0.25, 1, 3]
  private let dy: Tensor = [0.43, 0.169, 0.765, -0.656, -0.899, -0.391, -0.093, -0.373, -0.121]
  private let logits: Tensor = [[1.403, -2.298, -3.36], [0.561, 1.634, 3.951]]
  private let upstream: Tensor = [[-0.637, 0.528, 0.43], [-0.021, -0.373, 0.917]]

  @Test(.exercise("1.3", "Activations", points: 10))
  func activations() async {
    await checkFunctions()
    await checkSoftmax()
    await checkSigmoidAndTanh()
    await checkReLU()
    await checkSoftmaxLayer()
  }

  private func checkFunctions() async {
    await check("step is 1 from 0 upwards") { sheet in
      sheet.call("step([[-2, -0.001, 0], [0.001, 1, 50]])")
      sheet["y"] = step([[-2, -0.001, 0], [0.001, 1, 50]])
    } equals: {
      ["y": [[0, 0, 1], [1, 1, 1]]]
    }

    await check("sigmoid of small and large numbers") { sheet in
      sheet["y"] = sigmoid([-3, -1.5, -0.5, 0, 0.25, 1, 3])
      sheet["far from 0"] = sigmoid([-1000, -100, -20, 20, 100, 1000])
    } equals: {
      [
        "y": [0.047425873, 0.18242552, 0.37754067, 0.5, 0.5621765, 0.73105858, 0.95257413],
        "far from 0": .tensor([0, 0, 2.0611536e-9, 1, 1, 1], absolute: 1e-6, relative: 1e-5),
      ]
    }

    await check("relu keeps what is positive") { sheet in
      sheet.call("relu([[-100, -0.5, 0], [0.5, 2, 100]])")
      sheet["y"] = relu([[-100, -0.5, 0], [0.5, 2, 100]])
    } equals: {
      ["y": [[0, 0, 0], [0.5, 2, 100]]]
    }
  }

  private func checkSoftmax() async {
    let logits: Tensor = [
      [1.403, -2.298, -3.36, -3.65, -0.264], [0.706, -1.302, 2.331, 0.789, 0.74],
    ]
    await check("softmax turns each row into probabilities") { sheet in
      sheet.call("softmax(z)", on: ["z": logits])
      sheet["p"] = softmax(logits)
      sheet["sum of each row"] = softmax(logits).sum(along: 1)
    } equals: {
      [
        "p": [
          [0.81403954, 0.020105812, 0.0069518579, 0.005201822, 0.15370097],
          [0.11999325, 0.016109924, 0.60937599, 0.13037768, 0.12414317],
        ], "sum of each row": [1, 1],
      ]
    }

    let large: Tensor = [[1000, 1001, 999], [-1000, 0, 1000], [-1000, -1000, -1000]]
    await check("softmax stays finite for scores of ±1000") { sheet in
      sheet.call("softmax(z)", on: ["z": large])
      sheet["p"] = softmax(large)
    } equals: {
      [
        "p": [
          [0.24472847, 0.66524096, 0.090030573], [0, 0, 1], [0.33333333, 0.33333333, 0.33333333],
        ]
      ]
    }
  }

  private func checkSigmoidAndTanh() async {
    let (x, dy) = (x, dy)
    await check("Sigmoid: forward, then backward") { sheet in
      var (layer, context) = (Sigmoid(), Context(.training))
      sheet.call("Sigmoid().forward(x), then backward(dy)", on: ["x": x, "dy": dy])
      sheet["y"] = layer.forward(x, &context)
      sheet["dx"] = layer.backward(dy)
    } equals: {
      [
        "y": [
          0.047425873, 0.18242552, 0.37754067, 0.49975, 0.5, 0.50025, 0.5621765, 0.73105858,
          0.95257413,
        ],
        "dx": [
          0.019425964, 0.02520575, 0.17977784, -0.16399996, -0.22475, -0.097749976, -0.02289047,
          -0.073336251, -0.0054663758,
        ],
      ]
    }

    await check("Tanh: forward, then backward") { sheet in
      var (layer, context) = (Tanh(), Context(.training))
      sheet.call("Tanh().forward(x), then backward(dy)", on: ["x": x, "dy": dy])
      sheet["y"] = layer.forward(x, &context)
      sheet["dx"] = layer.backward(dy)
    } equals: {
      [
        "y": [
          -0.99505475, -0.90514825, -0.46211716, -0.00099999967, 0, 0.00099999967, 0.24491866,
          0.76159416, 0.99505475,
        ],
        "dx": [
          0.004242396, 0.030539422, 0.60163252, -0.65599934, -0.899, -0.39099961, -0.087421381,
          -0.15665043, -0.0011937905,
        ],
      ]
    }
  }

  private func checkReLU() async {
    let (x, dy) = (x, dy)
    await check("ReLU: forward, then backward, with slope 0 at the kink") { sheet in
      var (layer, context) = (ReLU(), Context(.training))
      sheet.call("ReLU().forward(x), then backward(dy)", on: ["x": x, "dy": dy])
      sheet["y"] = layer.forward(x, &context)
      sheet["dx"] = layer.backward(dy)
    } equals: {
      [
        "y": [0, 0, 0, 0, 0, 0.001, 0.25, 1, 3],
        "dx": [0, 0, 0, 0, 0, -0.391, -0.093, -0.373, -0.121],
      ]
    }
  }

  private func checkSoftmaxLayer() async {
    let (x, dy) = (logits, upstream)
    await check("Softmax: forward, then backward") { sheet in
      var (layer, context) = (Softmax(), Context(.training))
      sheet.call("Softmax().forward(z), then backward(dy)", on: ["z": x, "dy": dy])
      sheet["p"] = layer.forward(x, &context)
      sheet["dz"] = layer.backward(dy)
    } equals: {
      [
        "p": [[0.96783051, 0.023904267, 0.0082652252], [0.029770684, 0.087053613, 0.8831757]],
        "dz": [
          [-0.035487893, 0.026971962, 0.0085159304], [-0.023750336, -0.10009215, 0.12384248],
        ],
      ]
    }
  }
}
