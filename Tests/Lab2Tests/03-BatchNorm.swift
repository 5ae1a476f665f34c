// The visible tests of exercise 2.3: batch normalisation in both modes, forward and backward.
// The long decimals are PyTorch's values, computed in double precision.

import Grading
import Lab2
import Shared
import Testing

struct BatchNormTests {
  private let x: Tensor = [
    [-0.679, -0.364, 0.468], [-0.189, -1.904, -1.744], [-1.286, -1.862, 0.404],
    [-0.393, -1.599, 0.659], [-1.912, -0.455, -0.044], [-1.207, -0.805, -0.009],
  ]
  private let dy: Tensor = [
    [-0.637, 0.528, 0.43], [0.169, 0.296, 0.765], [-0.656, -0.899, -0.391],
    [-0.093, -0.021, -0.373], [0.917, -0.121, -0.496], [0.456, 0.07, -0.404],
  ]

  /// A layer whose six tensors are not the first ones.
  private static func layer() -> BatchNorm {
    var layer = BatchNorm(features: 3)
    layer.scale.value = [0.852, 0.815, 1.068]
    layer.shift.value = [-0.252, -0.556, 0.039]
    layer.runningMean = [-0.209, -0.743, -0.059]
    layer.runningVariance = [0.918, 0.535, 0.922]
    return layer
  }

  @Test(.exercise("2.3", "Batch normalisation", points: 9))
  func batchNormalisation() async {
    await checkSmall()
    await checkRunningStatistics()
    await checkForward()
    await checkBackward()
    await checkParameterGradients()
  }

  private func checkSmall() async {
    let x: Tensor = [[1, 10], [3, 30], [5, 20]]
    await check("a new layer gives each feature of a batch mean 0 and variance 1") { sheet in
      var (layer, context) = (BatchNorm(features: 2), Context(.training))
      sheet.call("BatchNorm(features: 2).forward(x) in training", on: ["x": x])
      let y = layer.forward(x, &context)
      sheet["y"] = y
      sheet["mean of y"] = y.mean(along: 0)
      sheet["variance of y"] = y.variance(along: 0)
    } equals: {
      [
        "y": [[-1.2247426, -1.2247448], [0, 1.2247448], [1.2247426, 0]], "mean of y": [0, 0],
        "variance of y": [1, 1],
      ]
    }

    await checkStops("training on a single example is refused", weight: 0.5, saying: "[1, 2]") {
      sheet in
      var (layer, context) = (BatchNorm(features: 2), Context(.training))
      sheet.call("BatchNorm(features: 2).forward([[3, 4]]) in training")
      sheet["y"] = layer.forward([[3, 4]], &context)
    }
  }

  private func checkRunningStatistics() async {
    await check("the running mean takes a tenth of the batch's") { sheet in
      var layer = Self.layer()
      sheet.call(
        "updateRunningStatistics(mean: [1, 2, 3], variance: [1, 2, 0.5], count: 5)",
        on: ["running mean": layer.runningMean])
      layer.updateRunningStatistics(mean: [1, 2, 3], variance: [1, 2, 0.5], count: 5)
      sheet["running mean"] = layer.runningMean
    } equals: {
      ["running mean": [-0.0881, -0.4687, 0.2469]]
    }

    await check("the running variance takes a tenth of the batch's unbiased one") { sheet in
      var layer = Self.layer()
      sheet.call(
        "updateRunningStatistics(mean: [1, 2, 3], variance: [1, 2, 0.5], count: 5)",
        on: ["running variance": layer.runningVariance])
      layer.updateRunningStatistics(mean: [1, 2, 3], variance: [1, 2, 0.5], count: 5)
      sheet["running variance"] = layer.runningVariance
    } equals: {
      ["running variance": [0.9512, 0.7315, 0.8923]]
    }
  }

  private func checkForward() async {
    let x = x
    await check("training forward agrees with PyTorch's BatchNorm1d(3)") { sheet in
      var (layer, context) = (Self.layer(), Context(.training))
      sheet.call("forward(x) in training", on: ["x": x, "γ": layer.scale.value])
      sheet["y"] = layer.forward(x, &context)
      sheet["running mean"] = layer.runningMean
      sheet["running variance"] = layer.runningVariance
    } equals: {
      [
        "y": [
          [0.13314984, 0.45600769, 0.72222335], [0.84441902, -1.4900799, -2.2275946],
          [-0.747953, -1.4370048, 0.63687599], [0.54829879, -1.1046535, 0.97693185],
          [-1.6566357, 0.3410116, 0.039444517], [-0.63327899, -0.10128104, 0.086118851],
        ],
        "running mean": [-0.28253333, -0.78518333, -0.057533333],
        "running variance": [0.86754015, 0.53141174, 0.90676563],
      ]
    }

    await check("inference forward uses the running statistics and leaves them alone") { sheet in
      var (layer, context) = (Self.layer(), Context(.inference))
      sheet.call("forward(x) in inference", on: ["x": x, "γ": layer.scale.value])
      sheet["y"] = layer.forward(x, &context)
      sheet["y of one example"] = layer.forward(x.rows(2..<3), &context)
      sheet["running mean"] = layer.runningMean
      sheet["running variance"] = layer.runningVariance
    } equals: {
      [
        "y": [
          [-0.66993982, -0.13370507, 0.62515713], [-0.23421533, -1.8496264, -1.8351457],
          [-1.2097046, -1.8028286, 0.55397296], [-0.41561899, -1.5097849, 0.83759738],
          [-1.7663649, -0.23510042, 0.055683789], [-1.1394552, -0.62508255, 0.094612631],
        ],
        "y of one example": [[-1.2097046, -1.8028286, 0.55397296]],
        "running mean": [-0.209, -0.743, -0.059], "running variance": [0.918, 0.535, 0.922],
      ]
    }
  }

  private func checkBackward() async {
    let (x, dy) = (x, dy)
    await check("training backward agrees with PyTorch's", weight: 2) { sheet in
      var (layer, context) = (Self.layer(), Context(.training))
      sheet.call("forward(x) in training, then backward(dy)", on: ["x": x, "dy": dy])
      sheet["y"] = layer.forward(x, &context)
      sheet["dx"] = layer.backward(dy)
    } equals: {
      [
        "y": [
          [0.13314984, 0.45600769, 0.72222335], [0.84441902, -1.4900799, -2.2275946],
          [-0.747953, -1.4370048, 0.63687599], [0.54829879, -1.1046535, 0.97693185],
          [-1.6566357, 0.3410116, 0.039444517], [-0.63327899, -0.10128104, 0.086118851],
        ],
        "dx": [
          [-0.79923693, 0.38221149, 0.94965785], [0.67202992, 0.69666135, 0.22207643],
          [-1.2000618, -0.83002373, -0.17916542], [0.16627878, 0.17572894, -0.019785357],
          [0.69832916, -0.40202022, -0.55702568], [0.46266092, -0.022557831, -0.41575783],
        ],
      ]
    }

    await check("inference backward agrees with PyTorch's") { sheet in
      var (layer, context) = (Self.layer(), Context(.inference))
      sheet.call("forward(x) in inference, then backward(dy)", on: ["x": x, "dy": dy])
      sheet["y"] = layer.forward(x, &context)
      sheet["dx"] = layer.backward(dy)
    } equals: {
      [
        "y": [
          [-0.66993982, -0.13370507, 0.62515713], [-0.23421533, -1.8496264, -1.8351457],
          [-1.2097046, -1.8028286, 0.55397296], [-0.41561899, -1.5097849, 0.83759738],
          [-1.7663649, -0.23510042, 0.055683789], [-1.1394552, -0.62508255, 0.094612631],
        ],
        "dx": [
          [-0.56644184, 0.58831589, 0.47826863], [0.15028049, 0.32981346, 0.85087325],
          [-0.58333727, -1.0016969, -0.43489077], [-0.082698729, -0.023398928, -0.41487023],
          [0.81542726, -0.13482239, -0.5516773], [0.40549054, 0.077996425, -0.44935006],
        ],
      ]
    }
  }

  private func checkParameterGradients() async {
    let (x, dy) = (x, dy)
    await check("dγ and dβ agree with PyTorch's, and are added up") { sheet in
      var (layer, context) = (Self.layer(), Context(.training))
      sheet.call("forward(x) in training, then backward(dy), twice", on: ["x": x, "dy": dy])
      _ = layer.forward(x, &context)
      _ = layer.backward(dy)
      sheet["dγ"] = layer.scale.gradient
      sheet["dβ"] = layer.shift.gradient
      _ = layer.backward(dy)
      sheet["dγ after two"] = layer.scale.gradient
      sheet["dβ after two"] = layer.shift.gradient
    } equals: {
      [
        "dγ": [-1.4918338, 1.2082078, -1.9129526], "dβ": [0.156, -0.147, -0.469],
        "dγ after two": [-2.9836675, 2.4164157, -3.8259052],
        "dβ after two": [0.312, -0.294, -0.938],
      ]
    }
  }
}
