// The visible tests of exercise 2.1: smooth activations and their slopes.
// The decimals are PyTorch's values, computed in double precision.

import Grading
import Lab2
import Shared
import Testing

struct SmoothActivationTests {
  private let x: Tensor = [
    -100, -20, -3, -1.5, -1, -0.5, -0.001, 0, 0.001, 0.25, 0.5, 1, 1.5, 3, 20, 100,
  ]
  private let dy: Tensor = [
    -0.637, 0.528, 0.43, 0.169, 0.296, 0.765, -0.656, -0.899, -0.391, -0.093, -0.021, -0.373,
    0.917, -0.121, -0.496, 0.456,
  ]

  @Test(.exercise("2.1", "Smooth activations", points: 7))
  func smoothActivations() async {
    await checkRectifiers()
    await checkSmoothFunctions()
    await checkSlopesOfRectifiers()
    await checkSlopesOfSmoothFunctions()
  }

  private func checkRectifiers() async {
    let x = x
    await check("leakyReLU lets a share of the negative side through") { sheet in
      sheet.call("leakyReLU(x), then with slope: 0.2", on: ["x": x])
      sheet["y"] = leakyReLU(x)
      sheet["y with slope 0.2"] = leakyReLU(x, slope: 0.2)
    } equals: {
      [
        "y": [
          -1, -0.2, -0.03, -0.015, -0.01, -0.005, -1e-5, 0, 0.001, 0.25, 0.5, 1, 1.5, 3, 20, 100,
        ],
        "y with slope 0.2": [
          -20, -4, -0.6, -0.3, -0.2, -0.1, -0.0002, 0, 0.001, 0.25, 0.5, 1, 1.5, 3, 20, 100,
        ],
      ]
    }

    await check("elu bends towards −α, and stays a number at ±1000") { sheet in
      sheet.call("elu(x), then elu([−1000, 1000], alpha: 2)", on: ["x": x])
      sheet["y"] = elu(x)
      sheet["y at −1000 and 1000, α = 2"] = elu([-1000, 1000], alpha: 2)
    } equals: {
      [
        "y": [
          -1, -1, -0.95021293, -0.77686984, -0.63212056, -0.39346934, -0.00099950017, 0, 0.001,
          0.25, 0.5, 1, 1.5, 3, 20, 100,
        ],
        "y at −1000 and 1000, α = 2": [-2, 1000],
      ]
    }
  }

  private func checkSmoothFunctions() async {
    let x = x
    await check("swish is x · σ(x), and stays a number at ±1000") { sheet in
      sheet.call("swish(x), then swish([−1000, 1000])", on: ["x": x])
      sheet["y"] = swish(x)
      sheet["y at −1000 and 1000"] = swish([-1000, 1000])
    } equals: {
      [
        "y": [
          0, -4.1223072e-8, -0.14227762, -0.27363829, -0.26894142, -0.18877033, -0.00049975, 0,
          0.00050025, 0.14054413, 0.31122967, 0.73105858, 1.2263617, 2.8577224, 20, 100,
        ],
        "y at −1000 and 1000": [0, 1000],
      ]
    }

    await check("gelu in its exact form") { sheet in
      sheet.call("gelu(x)", on: ["x": x])
      sheet["y"] = gelu(x)
    } equals: {
      [
        "y": [
          0, 0, -0.0040496941, -0.1002108, -0.15865525, -0.15426877, -0.00049960106, 0,
          0.00050039894, 0.14967658, 0.34573123, 0.84134475, 1.3997892, 2.9959503, 20, 100,
        ]
      ]
    }

    await check("gelu in its tanh form") { sheet in
      sheet.call("gelu(x, form: .tanhApproximation)", on: ["x": x])
      sheet["y"] = gelu(x, form: .tanhApproximation)
    } equals: {
      [
        "y": [
          0, 0, -0.0036373921, -0.10042842, -0.15880801, -0.15428599, -0.00049960106, 0,
          0.00050039894, 0.14967535, 0.34571401, 0.84119199, 1.3995716, 2.9963626, 20, 100,
        ]
      ]
    }
  }

  private func checkSlopesOfRectifiers() async {
    let (x, dy) = (x, dy)
    await check("LeakyReLU.backward, with the slope of the negative side at the kink") { sheet in
      var (layer, other, context) = (LeakyReLU(), LeakyReLU(slope: 0.2), Context(.training))
      sheet.call(
        "LeakyReLU().forward(x), then backward(dy); with slope 0.2", on: ["x": x, "dy": dy])
      _ = layer.forward(x, &context)
      sheet["dx"] = layer.backward(dy)
      _ = other.forward(x, &context)
      sheet["dx with slope 0.2"] = other.backward(dy)
    } equals: {
      [
        "dx": [
          -0.00637, 0.00528, 0.0043, 0.00169, 0.00296, 0.00765, -0.00656, -0.00899, -0.391,
          -0.093, -0.021, -0.373, 0.917, -0.121, -0.496, 0.456,
        ],
        "dx with slope 0.2": [
          -0.1274, 0.1056, 0.086, 0.0338, 0.0592, 0.153, -0.1312, -0.1798, -0.391, -0.093,
          -0.021, -0.373, 0.917, -0.121, -0.496, 0.456,
        ],
      ]
    }

    await check("ELU.backward, with the slope α at the kink") { sheet in
      var (layer, context) = (ELU(), Context(.training))
      sheet.call("ELU().forward(x), then backward(dy)", on: ["x": x, "dy": dy])
      _ = layer.forward(x, &context)
      sheet["dx"] = layer.backward(dy)
      var other = ELU(alpha: 2)
      _ = other.forward([-1, 0, 1], &context)
      sheet["dx at −1, 0, 1 for dy = 1, α = 2"] = other.backward([1, 1, 1])
    } equals: {
      [
        "dx": [
          0, 1.0882891e-9, 0.021408439, 0.037708997, 0.10889231, 0.46399595, -0.65534433, -0.899,
          -0.391, -0.093, -0.021, -0.373, 0.917, -0.121, -0.496, 0.456,
        ],
        "dx at −1, 0, 1 for dy = 1, α = 2": [0.73575888, 2, 1],
      ]
    }
  }

  private func checkSlopesOfSmoothFunctions() async {
    let (x, dy) = (x, dy)
    await check("Swish.backward") { sheet in
      var (layer, context) = (Swish(), Context(.training))
      sheet.call("Swish().forward(x), then backward(dy)", on: ["x": x, "dy": dy])
      _ = layer.forward(x, &context)
      sheet["dx"] = layer.backward(dy)
    } equals: {
      [
        "dx": [
          0, -2.0677493e-8, -0.037884766, -0.0069787121, 0.021409528, 0.19892969, -0.327672,
          -0.4495, -0.1956955, -0.058005032, -0.015539185, -0.3460211, 0.95486674, -0.1316606,
          -0.49600002, 0.456,
        ]
      ]
    }

    await check("GELU.backward of the exact form") { sheet in
      var (layer, context) = (GELU(), Context(.training))
      sheet.call("GELU().forward(x), then backward(dy)", on: ["x": x, "dy": dy])
      _ = layer.forward(x, &context)
      sheet["dx"] = layer.backward(dy)
    } equals: {
      [
        "dx": [
          0, 0, -0.0051366283, -0.021542293, -0.024661379, 0.10136623, -0.32747659, -0.4495,
          -0.19581197, -0.064669722, -0.018217398, -0.40407667, 1.0338892, -0.12244542, -0.496,
          0.456,
        ]
      ]
    }

    await check("GELU.backward of the tanh form") { sheet in
      var (layer, context) = (GELU(.tanhApproximation), Context(.training))
      sheet.call("GELU(.tanhApproximation).forward(x), then backward(dy)", on: ["x": x, "dy": dy])
      _ = layer.forward(x, &context)
      sheet["dx"] = layer.backward(dy)
    } equals: {
      [
        "dx": [
          0, 0, -0.0049811917, -0.021583124, -0.024557369, 0.10146202, -0.32747659, -0.4495,
          -0.19581197, -0.064667931, -0.018214768, -0.4039456, 1.0341108, -0.12240168, -0.496,
          0.456,
        ]
      ]
    }
  }
}
