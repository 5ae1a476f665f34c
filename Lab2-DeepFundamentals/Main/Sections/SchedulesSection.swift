// Section schedules: six rates over one run, drawn before anything is trained.

import Lab2
import Reports
import Shared

func schedules(_ page: inout LabPage, _ lab: inout Lab2State) throws {
  page.say(
    """
    A schedule is a function of the step that remembers nothing: it can be drawn before the run, \
    tested, and asked again when a run is resumed. Here each covers 100 steps with a peak of 0.1.
    """)
  let kinds: [(name: String, rate: (Int) -> Float)] = [
    ("multi-step", { multiStepDecay(initial: 0.1, factor: 0.3, milestones: [40, 70], step: $0) }),
    ("exponential", { exponentialDecay(initial: 0.1, factor: 0.97, step: $0) }),
    ("cosine", { cosineAnnealing(from: 0.1, over: 99, step: $0) }),
    (
      "warm-up, cosine",
      { step in
        warmedUp(over: 10, of: 100, step: step) {
          cosineAnnealing(from: 0.1, over: 89, step: $0)
        }
      }
    ),
    ("one cycle", { oneCycle(peak: 0.1, total: 100, step: $0) }),
  ]
  let steps = Array(0..<100)
  page.show(
    LineChart(
      "Learning rate by step", kinds.map { Series($0.name, x: steps, y: steps.map($0.rate)) },
      x: "step", y: Axis("learning rate", range: 0...0.11)))
  page.table(
    ["schedule", "step 0", "step 25", "step 50", "step 99", "mean"],
    kinds.map { kind in
      [kind.name] + [0, 25, 50, 99].map { shortText(kind.rate($0)) }
        + [shortText(steps.map(kind.rate).reduce(0, +) / 100)]
    })
}
