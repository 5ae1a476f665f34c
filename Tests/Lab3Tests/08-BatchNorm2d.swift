// The visible tests of exercise 3.8: batch normalisation over channels, and folding it away. The long
// decimals are PyTorch's values, computed in double precision.

import Grading
import Lab3
import Shared
import Testing

struct ChannelNormTests {
  private let x: Tensor = [
    [
      [[-1.69, 1.12], [-0.25, 0.89]], [[2.91, 1.15], [1, -0.71]], [[-2.93, -2], [-1.28, -0.79]],
    ],
    [
      [[-0.48, -1.74], [-0.85, 1.64]], [[-0.15, 0.81], [2.72, -0.9]],
      [[-1.6, -0.2], [-3.08, -1.81]],
    ],
  ]
  private let dy: Tensor = [
    [
      [[0.82, -0.73], [0.05, 0.5]], [[0.34, -0.06], [-0.59, -0.02]],
      [[-0.26, -0.05], [-0.27, 0.68]],
    ],
    [
      [[0.54, -0.37], [0.15, -0.45]], [[-0.09, -0.29], [0.31, -0.26]],
      [[-0.08, 0.44], [-0.17, 0.81]],
    ],
  ]

  /// A layer whose four tensors are not the first ones.
  private static func layer() -> BatchNorm2d {
    var layer = BatchNorm2d(channels: 3)
    layer.scale.value = [0.852, 0.815, 1.068]
    layer.shift.value = [-0.252, -0.556, 0.039]
    layer.runningMean = [-0.209, -0.743, -0.059]
    layer.runningVariance = [0.918, 0.535, 0.922]
    return layer
  }

  @Test(.exercise("3.8", "Batch normalisation over channels", points: 5))
  func channelNorm() async {
    await checkMoments()
    await checkForward()
    await checkBackward()
    await checkInference()
    await checkFolding()
  }

  private func checkMoments() async {
    let x: Tensor = [[[[1, 3]], [[10, 30]]], [[[5, 7]], [[20, 40]]]]
    await check("moments: one mean and one variance a channel, over all images and pixels") {
      sheet in
      sheet.call("BatchNorm2d(channels: 2).moments(x)", on: ["x": x])
      let (mean, variance) = BatchNorm2d(channels: 2).moments(x)
      sheet["mean"] = mean
      sheet["variance"] = variance
    } equals: {
      ["mean": [4, 25], "variance": [5, 125]]
    }

    await checkStops(
      "training on one value a channel is refused", weight: 0.5, saying: "[1, 2, 1, 1]"
    ) { sheet in
      var (layer, context) = (BatchNorm2d(channels: 2), Context(.training))
      sheet.call("BatchNorm2d(channels: 2).forward of shape [1, 2, 1, 1] in training")
      sheet["y"] = layer.forward([[[[3]], [[4]]]], &context)
    }
  }

  private func checkForward() async {
    let x = x
    await check("training forward agrees with PyTorch's BatchNorm2d(3)") { sheet in
      var (layer, context) = (Self.layer(), Context(.training))
      sheet.call("forward(x) in training", on: ["x": x, "γ": layer.scale.value])
      sheet["y"] = layer.forward(x, &context)
      sheet["running mean"] = layer.runningMean
      sheet["running variance"] = layer.runningVariance
    } equals: {
      [
        "y": .tensor(trainingOutput), "running mean": [-0.2051, -0.583325, -0.224225],
        "running variance": [0.98911429, 0.68650839, 0.92669839],
      ]
    }
  }

  private func checkBackward() async {
    let (x, dy) = (x, dy)
    await check("training backward agrees with PyTorch's", weight: 2) { sheet in
      var (layer, context) = (Self.layer(), Context(.training))
      sheet.call("forward(x) in training, then backward(dy)", on: ["x": x, "dy": dy])
      sheet["y"] = layer.forward(x, &context)
      let (dScale, dShift) = layer.parameterGradients(dy)
      sheet["dγ"] = dScale
      sheet["dβ"] = dShift
      sheet["dx"] = layer.backward(dy)
    } equals: {
      [
        "y": .tensor(trainingOutput), "dγ": [-1.8133967, 1.3169726, 1.7920033],
        "dβ": [0.51, -0.66, 1.1],
        "dx": [
          [
            [[0.33373136, -0.39165152], [-0.020650316, 0.45491553]],
            [[0.10330122, -0.0084660544], [-0.3197565, 0.15498968]],
            [[-0.11716676, -0.13600141], [-0.59432389, 0.36928838]],
          ],
          [
            [[0.29785319, -0.52222585], [-0.030577813, -0.12139459]],
            [[0.070509886, -0.12299328], [0.099256678, 0.023158382]],
            [[-0.28365995, -0.075550971], [0.029544334, 0.80787027]],
          ],
        ],
      ]
    }
  }

  private func checkInference() async {
    let (x, dy) = (x.rows(0..<1), dy.rows(0..<1))
    await check("inference uses the running statistics, both ways") { sheet in
      var (layer, context) = (Self.layer(), Context(.inference))
      sheet.call("forward(x) in inference, then backward(dy)", on: ["x": x, "dy": dy])
      sheet["y"] = layer.forward(x, &context)
      sheet["dx"] = layer.backward(dy)
      sheet["running mean"] = layer.runningMean
      sheet["running variance"] = layer.runningVariance
    } equals: {
      [
        "y": [
          [
            [[-1.568955, 0.92979152], [-0.28845858, 0.72526778]],
            [[3.5142992, 1.5532462], [1.386111, -0.51923026]],
            [[-3.1542773, -2.1198823], [-1.3190604, -0.77405666]],
          ]
        ],
        "dx": [
          [
            [[0.72917159, -0.64914056], [0.044461683, 0.44461683]],
            [[0.37883978, -0.066854079], [-0.65739844, -0.022284693]],
            [[-0.28918568, -0.055612631], [-0.30030821, 0.75633178]],
          ]
        ], "running mean": [-0.209, -0.743, -0.059], "running variance": [0.918, 0.535, 0.922],
      ]
    }
  }

  private func checkFolding() async {
    let weight = Tensor((0..<24).map { Float($0 * 5 % 7 - 3) }, shape: [3, 2, 2, 2])
    await check("folded scales each kernel and shifts its bias") { sheet in
      sheet.call(
        "folded(Conv2d(weight: w, bias: [1, -2, 0.5], stride: 2), norm)", on: ["w": weight])
      let convolution = Conv2d(weight: weight, bias: [1, -2, 0.5], stride: 2, padding: 1)
      let one = folded(convolution, Self.layer())
      sheet["weight"] = one.weight.value
      sheet["bias"] = one.bias?.value ?? [0]
      sheet["stride and padding"] = [one.stride, one.padding]
    } equals: {
      [
        "weight": [
          [
            [[-2.667701, 1.7784673], [0, -1.7784673]],
            [[2.667701, 0.88923365], [-0.88923365, -2.667701]],
          ],
          [
            [[2.2284693, 0], [-2.2284693, 3.3427039]],
            [[1.1142346, -1.1142346], [-3.3427039, 2.2284693]],
          ],
          [
            [[0, -2.2245052], [3.3367579, 1.1122526]],
            [[-1.1122526, -3.3367579], [2.2245052, 0]],
          ],
        ], "bias": [0.82308348, -1.956593, 0.66074921],
        "stride and padding": .integers([2, 1]),
      ]
    }
  }
}

private let trainingOutput: Tensor = [
  [
    [[-1.336671, 0.66854319], [-0.30908795, 0.50441534]],
    [[0.69524532, -0.3757294], [-0.46700565, -1.507555]],
    [[-1.374582, -0.2959102], [0.53919055, 1.107523]],
  ],
  [
    [[-0.47321581, -1.372351], [-0.73724757, 1.0396149]],
    [[-1.1667903, -0.58262224], [0.57962873, -1.6231715]],
    [[0.16803466, 1.7918417], [-1.5485613, -0.075536388]],
  ],
]
