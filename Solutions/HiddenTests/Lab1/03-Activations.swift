// The hidden tests of exercise 1.3: other shapes, extremes, invariants and gradient checks.

import Grading
import Lab1
import Shared
import Testing

struct ActivationTests {
  private let x: Tensor = [[0.2, -1.4], [3.1, 0], [-2.6, 0.9]]
  private let dy: Tensor = [[1, -2], [0.5, 3], [-1.5, 0.25]]

  @Test(.exercise("1.3", "Activations", points: 10))
  func activations() async {
    await checkFunctions()
    await checkSoftmax()
    await checkLayers()
    await checkReLU()
    await checkSoftmaxLayer()
    await checkSoftmaxExtremes()
  }

  private func checkFunctions() async {
    await check("step and relu of a rank-3 tensor") { sheet in
      sheet["step"] = step([[[-1, 0.5]], [[0, -0.0001]], [[7, -7]]])
      sheet["relu"] = relu([[[-1, 0.5]], [[0, -0.0001]], [[7, -7]]])
    } equals: {
      [
        "step": [[[0, 1]], [[1, 0]], [[1, 0]]], "relu": [[[0, 0.5]], [[0, 0]], [[7, 0]]],
      ]
    }

    await check("sigmoid of a table, and far from 0") { sheet in
      sheet.call("sigmoid(x)", on: ["x": x])
      sheet["y"] = sigmoid(x)
      sheet["far from 0"] = sigmoid([[-89, 89], [-104, 104], [-3e38, 3e38]])
    } equals: {
      [
        "y": [[0.549834, 0.19781611], [0.95689275, 0.5], [0.06913842, 0.7109495]],
        "far from 0": [[0, 1], [0, 1], [0, 1]],
      ]
    }
  }

  private func checkSoftmax() async {
    await check("softmax of vectors and of rank-3 tensors goes along the last axis") { sheet in
      sheet["rank 1"] = softmax([1, 2, 3])
      sheet["rank 3"] = softmax([[[1, 2, 3], [0, 0, 5]], [[-1, 0.5, 0], [2, 2, 2]]])
    } equals: {
      [
        "rank 1": [0.090030573, 0.24472847, 0.66524096],
        "rank 3": [
          [[0.090030573, 0.24472847, 0.66524096], [0.0066483545, 0.0066483545, 0.98670329]],
          [[0.12195165, 0.54654939, 0.33149896], [0.33333333, 0.33333333, 0.33333333]],
        ],
      ]
    }

    await check("softmax does not change when a constant is added to a row") { sheet in
      sheet["p"] = softmax([[101, 102, 103], [-499, -498, -497], [10001, 10002, 10003]])
    } equals: {
      [
        "p": [
          [0.090030573, 0.24472847, 0.66524096], [0.090030573, 0.24472847, 0.66524096],
          [0.090030573, 0.24472847, 0.66524096],
        ]
      ]
    }
  }

  private func checkLayers() async {
    let (x, dy) = (x, dy)
    await check("Sigmoid: backward belongs to the latest forward") { sheet in
      var (layer, context) = (Sigmoid(), Context(.training))
      sheet.call("forward of another input, forward(x), backward(dy)", on: ["x": x, "dy": dy])
      _ = layer.forward([5, -5, 0.5], &context)
      sheet["y"] = layer.forward(x, &context)
      sheet["dx"] = layer.backward(dy)
    } equals: {
      [
        "y": [[0.549834, 0.19781611], [0.95689275, 0.5], [0.06913842, 0.7109495]],
        "dx": [
          [0.24751657, -0.31736979], [0.02062451, 0.75], [-0.096537449, 0.051375077],
        ],
      ]
    }

    await check("Tanh: backward belongs to the latest forward") { sheet in
      var (layer, context) = (Tanh(), Context(.training))
      sheet.call("forward of another input, forward(x), backward(dy)", on: ["x": x, "dy": dy])
      _ = layer.forward([5, -5, 0.5], &context)
      sheet["y"] = layer.forward(x, &context)
      sheet["dx"] = layer.backward(dy)
    } equals: {
      [
        "y": [[0.19737532, -0.88535165], [0.99594936, 0], [-0.9890274, 0.71629787]],
        "dx": [
          [0.96104298, -0.43230492], [0.0040424369, 3], [-0.032737197, 0.12172934],
        ],
      ]
    }
  }

  private func checkReLU() async {
    let (x, dy) = (x, dy)
    await check("ReLU: backward belongs to the latest forward") { sheet in
      var (layer, context) = (ReLU(), Context(.training))
      sheet.call("forward of another input, forward(x), backward(dy)", on: ["x": x, "dy": dy])
      _ = layer.forward([5, -5, 0.5], &context)
      sheet["y"] = layer.forward(x, &context)
      sheet["dx"] = layer.backward(dy)
    } equals: {
      [
        "y": [[0.2, 0], [3.1, 0], [0, 0.9]], "dx": [[1, 0], [0.5, 0], [0, 0.25]],
      ]
    }
  }

  private func checkSoftmaxLayer() async {
    let z: Tensor = [[0.5, -0.25, 1.5, 0], [2, 1, -1, 0.75]]
    let dy: Tensor = [[1, 0, -1, 0.5], [-2, 0.5, 0.25, 1]]
    await check("Softmax: the gradient agrees with central differences", weight: 2) { sheet in
      var (layer, context) = (Softmax(), Context(.training))
      sheet.call("Softmax().forward(z), then backward(dy)", on: ["z": z, "dy": dy])
      sheet["p"] = layer.forward(z, &context)
      sheet.gradientCheck("dz", of: z, analytic: layer.backward(dy)) { perturbed in
        var (layer, context) = (Softmax(), Context(.training))
        let p = layer.forward(perturbed, &context)
        return zip(p.scalars, dy.scalars).reduce(0.0) { $0 + Double($1.0) * Double($1.1) }
      }
    } equals: {
      [
        "p": [
          [0.20845584, 0.098467568, 0.56664173, 0.12643486],
          [0.58679547, 0.21586999, 0.029214826, 0.16811972],
        ],
        "dz": .gradient(
          [
            [0.26994374, 0.029044827, -0.39950029, 0.10051173],
            [-0.65120653, 0.30010948, 0.033311695, 0.31778536],
          ], afterForward: "p"),
      ]
    }
  }

  private func checkSoftmaxExtremes() async {
    await check("Softmax: scores of ±1000, forward and backward") { sheet in
      var (layer, context) = (Softmax(), Context(.training))
      let z: Tensor = [[1000, 1001, 999], [-1000, 0, 1000], [5, 5, 5]]
      sheet["p"] = layer.forward(z, &context)
      sheet["dz"] = layer.backward(
        [[-0.637, 0.528, 0.43], [0.169, 0.296, 0.765], [-0.656, -0.899, -0.391]])
    } equals: {
      [
        "p": [
          [0.24472847, 0.66524096, 0.090030573], [0, 0, 1], [0.33333333, 0.33333333, 0.33333333],
        ],
        "dz": [
          [-0.21317522, 0.19553538, 0.01763984], [0, 0, 0],
          [-0.0024444444, -0.083444444, 0.085888889],
        ],
      ]
    }
  }
}
