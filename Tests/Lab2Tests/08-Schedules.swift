// Tests of 2.8: each schedule step by step against PyTorch, and the plans that are refused.

import Grading
import Lab2
import Shared
import Testing

struct SchedulesTests {
  @Test(.exercise("2.8", "Schedules", points: 5))
  func schedules() async {
    await checkDecays()
    await checkCosine()
    await checkWarmUp()
    await checkOneCycle()
  }

  private func checkDecays() async {
    await check("multi-step: a drop at each milestone, as PyTorch's MultiStepLR") { sheet in
      sheet.call("multiStepDecay(initial: 0.8, factor: 0.5, milestones: [2, 5, 6]), steps 0…7")
      sheet["rates"] = (0...7).map {
        multiStepDecay(initial: 0.8, factor: 0.5, milestones: [2, 5, 6], step: $0)
      }
    } equals: {
      ["rates": [0.8, 0.8, 0.4, 0.4, 0.4, 0.2, 0.1, 0.1]]
    }
    await check("exponential: the same share at every step, as PyTorch's") { sheet in
      sheet.call("exponentialDecay(initial: 0.1, factor: 0.9), steps 0…14")
      sheet["rates"] = (0...14).map { exponentialDecay(initial: 0.1, factor: 0.9, step: $0) }
    } equals: {
      [
        "rates": [
          0.1, 0.09, 0.081, 0.0729, 0.06561, 0.059049, 0.0531441, 0.04782969, 0.043046721,
          0.0387420489, 0.03486784401, 0.031381059609, 0.028242953648, 0.025418658283,
          0.022876792455,
        ]
      ]
    }
  }

  private func checkCosine() async {
    await check("cosine annealing, as PyTorch's") { sheet in
      sheet.call("cosineAnnealing(from: 0.1, to: 0.001, over: 10), steps 0…10")
      sheet["rates"] = (0...10).map {
        cosineAnnealing(from: 0.1, to: 0.001, over: 10, step: $0)
      }
    } equals: {
      [
        "rates": [
          0.1, 0.097577297557, 0.090546341222, 0.079595369988, 0.065796341222, 0.0505,
          0.035203658778, 0.021404630012, 0.010453658778, 0.0034227024434, 0.001,
        ]
      ]
    }
    await check("cosine annealing stays at its last rate afterwards", weight: 0.5) { sheet in
      sheet.call("cosineAnnealing(from: 0.5, to: 0.1, over: 4), steps 3…8")
      sheet["rates"] = (3...8).map { cosineAnnealing(from: 0.5, to: 0.1, over: 4, step: $0) }
    } equals: {
      ["rates": [0.15857864376, 0.1, 0.1, 0.1, 0.1, 0.1]]
    }
  }

  private func checkWarmUp() async {
    await check("a warm-up before a cosine, as the reference") { sheet in
      sheet.call("warmedUp(over: 4, of: 14) of the cosine from 0.1 to 0.01 over 10, steps 0…14")
      sheet["rates"] = (0...14).map { step in
        warmedUp(over: 4, of: 14, step: step) {
          0.01 + 0.045 * (1 + Self.cosine(ofTenths: $0))
        }
      }
    } equals: {
      [
        "rates": [
          0.025, 0.05, 0.075, 0.1, 0.1, 0.097797543233, 0.091405764747, 0.081450336353,
          0.068905764747, 0.055, 0.041094235253, 0.028549663647, 0.018594235253, 0.012202456767,
          0.01,
        ]
      ]
    }
    await checkStops("a warm-up longer than the run is refused", saying: "12") { sheet in
      sheet.call("warmedUp(over: 12, of: 10, step: 0) of a constant rate")
      sheet["rate"] = warmedUp(over: 12, of: 10, step: 0) { _ in 0.1 }
    }
  }

  private func checkOneCycle() async {
    await check("one cycle, as PyTorch's OneCycleLR", weight: 1.5) { sheet in
      sheet.call("oneCycle(peak: 0.1, total: 10), steps 0…9")
      sheet["rates"] = (0...9).map { oneCycle(peak: 0.1, total: 10, step: $0) }
    } equals: {
      [
        "rates": .values(
          [
            0.004, 0.052, 0.1, 0.095048463201, 0.081174565395, 0.061126202194, 0.038874197806,
            0.018825834605, 0.0049519367987, 4e-7,
          ], absolute: 1e-7)
      ]
    }
    await checkStops("one cycle ends with its last step", saying: "10") { sheet in
      sheet.call("oneCycle(peak: 0.1, total: 10, step: 10)")
      sheet["rate"] = oneCycle(peak: 0.1, total: 10, step: 10)
    }
  }

  /// cos(π·t/10), level outside 0…10: the tests' own, so that the warm-up is graded without the cosine
  /// of 2.8.
  private static func cosine(ofTenths t: Int) -> Float {
    let values: [Float] = [
      1, 0.951056516, 0.809016994, 0.587785252, 0.309016994, 0, -0.309016994, -0.587785252,
      -0.809016994, -0.951056516, -1,
    ]
    return values[min(max(t, 0), 10)]
  }
}
