// The hidden tests of exercise 2.1: other slopes, gradient checks, kinks, far from 0, no elements.

import Grading
import Lab2
import Shared
import Testing

struct SmoothActivationTests {
  private let x: Tensor = [[-2.5, -0.7, 0.3], [1.2, -0.05, 2.2]]
  private let dy: Tensor = [[0.8, -1.1, 0.6], [1.3, 0.9, -0.4]]

  @Test(.exercise("2.1", "Smooth activations", points: 7))
  func smoothActivations() async {
    await checkLeakyReLU()
    await checkELU()
    await checkSwish()
    await checkGELU()
    await checkEnds()
  }

  private func checkLeakyReLU() async {
    let (x, dy) = (x, dy)
    await check("LeakyReLU with slope 0.3 agrees with central differences") { sheet in
      var (layer, context) = (LeakyReLU(slope: 0.3), Context(.training))
      sheet.call("LeakyReLU(slope: 0.3).forward(x), then backward(dy)", on: ["x": x, "dy": dy])
      sheet["y"] = layer.forward(x, &context)
      sheet.gradientCheck("dx", of: x, analytic: layer.backward(dy)) { moved in
        dot(leakyReLU(moved, slope: 0.3), dy)
      }
    } equals: {
      [
        "y": [[-0.75, -0.21, 0.3], [1.2, -0.015, 2.2]],
        "dx": .gradient([[0.24, -0.33, 0.6], [1.3, 0.27, -0.4]], afterForward: "y"),
      ]
    }

    await checkStops("LeakyReLU refuses a negative slope", weight: 0.25, saying: "-0.1") { sheet in
      sheet["y"] = leakyReLU(x)
      sheet.call("LeakyReLU(slope: -0.1)")
      sheet["slope"] = LeakyReLU(slope: -0.1).slope
    }
  }

  private func checkELU() async {
    let (x, dy) = (x, dy)
    await check("ELU with α = 2 agrees with central differences") { sheet in
      var (layer, context) = (ELU(alpha: 2), Context(.training))
      sheet.call("ELU(alpha: 2).forward(x), then backward(dy)", on: ["x": x, "dy": dy])
      sheet["y"] = layer.forward(x, &context)
      sheet.gradientCheck("dx", of: x, analytic: layer.backward(dy)) { moved in
        dot(elu(moved, alpha: 2), dy)
      }
    } equals: {
      [
        "y": [[-1.83583, -1.0068294, 0.3], [1.2, -0.097541151, 2.2]],
        "dx": .gradient([[0.131336, -1.0924877, 0.6], [1.3, 1.712213, -0.4]], afterForward: "y"),
      ]
    }
  }

  private func checkSwish() async {
    let (x, dy) = (x, dy)
    await check("Swish agrees with central differences") { sheet in
      var (layer, context) = (Swish(), Context(.training))
      sheet.call("Swish().forward(x), then backward(dy)", on: ["x": x, "dy": dy])
      sheet["y"] = layer.forward(x, &context)
      sheet.gradientCheck("dx", of: x, analytic: layer.backward(dy)) { moved in
        dot(swish(moved), dy)
      }
    } equals: {
      [
        "y": [[-0.18964545, -0.23226856, 0.17233276], [0.92222974, -0.02437513, 1.9805489]],
        "dx": .gradient(
          [[-0.079520889, -0.19427454, 0.38866801], [1.2765975, 0.42750937, -0.43912409]],
          afterForward: "y"),
      ]
    }
  }

  private func checkGELU() async {
    let (x, dy) = (x, dy)
    await check("GELU agrees with central differences") { sheet in
      var (layer, context) = (GELU(), Context(.training))
      sheet.call("GELU().forward(x), then backward(dy)", on: ["x": x, "dy": dy])
      sheet["y"] = layer.forward(x, &context)
      sheet.gradientCheck("dx", of: x, analytic: layer.backward(dy)) { dot(gelu($0), dy) }
    } equals: {
      [
        "y": [[-0.015524163, -0.16937456, 0.18537343], [1.0619164, -0.02400306, 2.1694124]],
        "dx": .gradient(
          [[-0.030088869, -0.025724489, 0.43939666], [1.4533397, 0.4141251, -0.42565626]],
          afterForward: "y"),
      ]
    }

    await check("GELU's tanh form agrees with central differences") { sheet in
      var (layer, context) = (GELU(.tanhApproximation), Context(.training))
      sheet.call("GELU(.tanhApproximation).forward(x), then backward(dy)", on: ["x": x, "dy": dy])
      sheet["y"] = layer.forward(x, &context)
      sheet.gradientCheck("dx", of: x, analytic: layer.backward(dy)) { moved in
        dot(gelu(moved, form: .tanhApproximation), dy)
      }
    } equals: {
      [
        "y": [[-0.015084266, -0.16942987, 0.18537092], [1.0617028, -0.024003062, 2.1696785]],
        "dx": .gradient(
          [[-0.030361261, -0.026007059, 0.43937727], [1.453044, 0.41412525, -0.42596758]],
          afterForward: "y"),
      ]
    }
  }

  private func checkEnds() async {
    await check("slopes at the kinks: that of the negative side") { sheet in
      sheet.call("LeakyReLU(slope: 0.25) and ELU(alpha: 2): forward([0]), then backward([2])")
      sheet["LeakyReLU"] = slope(of: LeakyReLU(slope: 0.25), at: [0], dy: [2])
      sheet["ELU"] = slope(of: ELU(alpha: 2), at: [0], dy: [2])
    } equals: {
      ["LeakyReLU": [0.5], "ELU": [4]]
    }

    await check("slopes at ±1000 are numbers") { sheet in
      sheet.call("forward([−1000, 1000]), then backward([1, 1])")
      sheet["ELU"] = slope(of: ELU(), at: [-1000, 1000], dy: [1, 1])
      sheet["Swish"] = slope(of: Swish(), at: [-1000, 1000], dy: [1, 1])
      sheet["GELU"] = slope(of: GELU(), at: [-1000, 1000], dy: [1, 1])
      sheet["GELU, tanh"] = slope(of: GELU(.tanhApproximation), at: [-1000, 1000], dy: [1, 1])
    } equals: {
      ["ELU": [0, 1], "Swish": [0, 1], "GELU": [0, 1], "GELU, tanh": [0, 1]]
    }

    await check("no elements, and three axes") { sheet in
      sheet.call("functions of a tensor of shape [0, 3], and of one of shape [1, 2, 1]")
      sheet["elu of none"] = elu(Tensor(zeros: [0, 3]))
      sheet["gelu of none"] = gelu(Tensor(zeros: [0, 3]))
      sheet["swish"] = swish([[[0], [1]]])
      sheet["leakyReLU"] = leakyReLU([[[-4], [1]]], slope: 0.5)
    } equals: {
      [
        "elu of none": .tensor(Tensor(zeros: [0, 3])),
        "gelu of none": .tensor(Tensor(zeros: [0, 3])),
        "swish": [[[0], [0.73105858]]], "leakyReLU": [[[-2], [1]]],
      ]
    }
  }

  private func slope<Function: Layer>(of function: Function, at x: Tensor, dy: Tensor) -> Tensor {
    var (layer, context) = (function, Context(.training))
    _ = layer.forward(x, &context)
    return layer.backward(dy)
  }

  private func dot(_ a: Tensor, _ b: Tensor) -> Double {
    zip(a.scalars, b.scalars).reduce(0) { $0 + Double($1.0) * Double($1.1) }
  }
}
