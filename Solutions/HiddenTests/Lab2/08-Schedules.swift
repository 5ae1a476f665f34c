// The hidden tests of 2.8: other numbers, edges, and that a schedule remembers nothing.

import Grading
import Lab2
import Shared
import Testing

struct SchedulesTests {
  @Test(.exercise("2.8", "Schedules", points: 5))
  func schedules() async {
    await checkDecays()
    await checkWarmUp()
    await checkOneCycle()
    await checkRefusals()
  }

  private func checkDecays() async {
    await check("milestones in any order, none, and one at step 0") { sheet in
      sheet.call("multiStepDecay(initial: 1, factor: 0.1), milestones [6, 3, 3], [] and [0]")
      sheet["[6, 3, 3]"] = [0, 2, 3, 5, 6, 100].map {
        multiStepDecay(initial: 1, factor: 0.1, milestones: [6, 3, 3], step: $0)
      }
      sheet["none"] = multiStepDecay(initial: 0.3, factor: 0.1, milestones: [], step: 50)
      sheet["[0]"] = multiStepDecay(initial: 1, factor: 0.5, milestones: [0], step: 0)
    } equals: {
      [
        "[6, 3, 3]": .values([1, 1, 0.01, 0.01, 0.001, 0.001], absolute: 1e-7), "none": 0.3,
        "[0]": 0.5,
      ]
    }
    await check("exponential decay asked backwards says the same", weight: 0.5) { sheet in
      sheet.call("exponentialDecay(initial: 2, factor: 0.5), steps 4, 3, 2, 1, 0, 4")
      sheet["rates"] = [4, 3, 2, 1, 0, 4].map {
        exponentialDecay(initial: 2, factor: 0.5, step: $0)
      }
    } equals: {
      ["rates": [0.125, 0.25, 0.5, 1, 2, 0.125]]
    }
    await check("cosine annealing to 0 by default, over one step, and upwards") { sheet in
      sheet.call("cosineAnnealing over 3, over 1, and from 0.1 to 0.5 over 2")
      sheet["over 3"] = (0...4).map { cosineAnnealing(from: 1, over: 3, step: $0) }
      sheet["over 1"] = (0...2).map { cosineAnnealing(from: 1, to: 0.5, over: 1, step: $0) }
      sheet["upwards"] = (0...2).map { cosineAnnealing(from: 0.1, to: 0.5, over: 2, step: $0) }
    } equals: {
      ["over 3": [1, 0.75, 0.25, 0, 0], "over 1": [1, 0.5, 0.5], "upwards": [0.1, 0.3, 0.5]]
    }
  }

  private func checkWarmUp() async {
    await check("what follows a warm-up counts from its own step 0") { sheet in
      sheet.call("warmedUp(over: 3, of: 8) of 6 / (1 + step), steps 0…7")
      sheet["rates"] = (0...7).map { step in
        warmedUp(over: 3, of: 8, step: step) { 6 / (1 + Float($0)) }
      }
    } equals: {
      ["rates": [2, 4, 6, 6, 3, 2, 1.5, 1.2]]
    }
    await check("no warm-up, one of one step, and one as long as the run") { sheet in
      sheet.call("warmedUp over 0, 1 and 4 of 4 steps, of 8 / (1 + step)")
      for warmUp in [0, 1, 4] {
        sheet["over \(warmUp)"] = (0...3).map { step in
          warmedUp(over: warmUp, of: 4, step: step) { 8 / (1 + Float($0)) }
        }
      }
    } equals: {
      ["over 0": [8, 4, 2.6666667, 2], "over 1": [8, 8, 4, 2.6666667], "over 4": [2, 4, 6, 8]]
    }
  }

  private func checkOneCycle() async {
    await check("one cycle of 20 steps with its top between two of them or on one") { sheet in
      sheet.call("oneCycle with divisors 10 and 100 over 20, with 4 and 50 over 7")
      let slow = OneCycleShape(risingShare: 0.25, startDivisor: 10, endDivisor: 100)
      sheet["20 steps"] = [0, 1, 2, 4, 5, 9, 10, 14, 18, 19].map {
        oneCycle(peak: 1, total: 20, step: $0, shape: slow)
      }
      let short = OneCycleShape(risingShare: 0.4, startDivisor: 4, endDivisor: 50)
      sheet["7 steps"] = (0...6).map { oneCycle(peak: 2, total: 7, step: $0, shape: short) }
    } equals: {
      [
        "20 steps": [
          0.1, 0.23180194847, 0.55, 1, 0.98908472657, 0.75025, 0.65485398869, 0.25075,
          0.011915273433, 0.001,
        ],
        "7 steps": [
          0.5, 1.3802361333, 1.9888866721, 1.6253723528, 0.93064355688, 0.27561338753, 0.01,
        ],
      ]
    }
    await check("one cycle that only climbs", weight: 0.5) { sheet in
      sheet.call("oneCycle(peak: 1, total: 5) with a rising share of 1")
      let shape = OneCycleShape(risingShare: 1, startDivisor: 10)
      sheet["rates"] = (0...4).map { oneCycle(peak: 1, total: 5, step: $0, shape: shape) }
    } equals: {
      ["rates": [0.1, 0.23180194847, 0.55, 0.86819805153, 1]]
    }
  }

  private func checkRefusals() async {
    await checkStops("one cycle whose climb is longer than the run", saying: "1.5") { sheet in
      let shape = OneCycleShape(risingShare: 1.5)
      sheet["rate"] = oneCycle(peak: 1, total: 10, step: 0, shape: shape)
    }
    await checkStops("one cycle too short to climb", weight: 0.5, saying: "0.3") { sheet in
      sheet["rate"] = oneCycle(peak: 1, total: 3, step: 0)
    }
    for steps in [0, -2] {
      await checkStops("a cosine over \(steps) steps", weight: 0.25, saying: "\(steps)") { sheet in
        sheet["rate"] = cosineAnnealing(from: 1, over: steps, step: 0)
      }
    }
    await checkStops("one cycle begins with its first step", weight: 0.25, saying: "-1") { sheet in
      sheet["rate"] = oneCycle(peak: 1, total: 10, step: -1)
    }
    await checkStops("a negative warm-up", weight: 0.5, saying: "-1") { sheet in
      sheet["rate"] = warmedUp(over: -1, of: 10, step: 0) { _ in 1 }
    }
  }
}
