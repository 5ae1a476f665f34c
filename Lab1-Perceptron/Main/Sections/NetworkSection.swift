// Section mlp: one hidden layer, and four problems that no straight line solves.

import Datasets
import Lab1
import Reports
import Shared

func network(_ page: inout LabPage, _ lab: inout Lab1State) throws {
  page.say(
    "Every hidden unit is a line with a soft edge; the output layer puts the lines together.")
  let seed = lab.options.seed
  let problems = [
    Problem("XOR", .xor(count: 200, seed: seed), hidden: 8, steps: 400),
    Problem("moons", .moons(count: 200, seed: seed), hidden: 12, steps: 600),
    Problem("circles", .circles(count: 200, seed: seed), hidden: 12, steps: 500),
    Problem(
      "spirals", .spirals(count: 240, turns: 0.9, noise: 0.02, seed: seed), hidden: 32,
      steps: 3000),
  ]
  var (rows, charts): ([[String]], [any Chart]) = ([], [])
  for problem in problems {
    let steps = lab.options.quick ? problem.steps / 2 : problem.steps
    var generator = SeededGenerator(seed: seed)
    var mlp = MLP(inputs: 2, hidden: problem.hidden, outputs: 2, using: &generator)
    let losses = descend(&mlp, problem.data.inputs, steps: steps, learningRate: 1) {
      softmaxCrossEntropy(logits: $0, labels: problem.data.labels)
    }
    let answers = logits(of: mlp, problem.data.inputs).argmax(along: 1)
    let right = zip(answers, problem.data.labels).count { $0 == $1 }
    rows.append([
      problem.name, "\(problem.hidden)", "\(mlp.parameterCount)", "\(steps)",
      fixedText(losses[losses.count - 1], decimals: 3),
      percentText(Double(right) / Double(problem.data.count)),
    ])
    charts.append(
      boundary(problem.name, problem.data.inputs, problem.data.labels, margin: 0.2) {
        softmax(logits(of: mlp, $0))
      })
  }
  page.compare(charts)
  page.table(["problem", "hidden", "weights", "steps", "loss", "right"], rows)
}

private struct Problem {
  let name: String
  let data: Dataset
  let hidden: Int
  let steps: Int

  init(_ name: String, _ data: Dataset, hidden: Int, steps: Int) {
    (self.name, self.data, self.hidden, self.steps) = (name, data, hidden, steps)
  }
}

private func logits(of model: some Layer, _ x: Tensor) -> Tensor {
  var (model, context) = (model, Context(.inference))
  return model.forward(x, &context)
}
