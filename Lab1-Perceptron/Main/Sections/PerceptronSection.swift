// Section perceptron: the learning rule on AND, which a line separates, and on XOR, which none does.

import Lab1
import Reports
import Shared

func perceptron(_ page: inout LabPage, _ lab: inout Lab1State) throws {
  page.say(
    """
    The rule changes the weights only after a wrong answer. Where a line separates the classes, \
    the errors end (Novikoff, 1962). For XOR there is no such line, and they never do.
    """)
  let lessons = [
    Lesson("AND", [0, 0, 0, 1]), Lesson("OR", [0, 1, 1, 1]), Lesson("XOR", [0, 1, 1, 0]),
  ]
  page.compare([lessons[0].picture, lessons[2].picture])
  page.illustrate(
    LineChart(
      "Errors in each epoch", lessons.map { Series($0.name, $0.errors) }, x: "epoch",
      y: Axis("errors of 4", range: 0...4)))
  page.table(
    ["gate", "epochs", "errors in the last", "w₁", "w₂", "bias"],
    lessons.map { lesson in
      let numbers = lesson.perceptron.weights.scalars + [lesson.perceptron.bias]
      return [lesson.name, "\(lesson.errors.count)", "\(lesson.errors.last ?? 4)"]
        + numbers.map { shortText($0) }
    })
}

private struct Lesson {
  let name: String
  let targets: [Int]
  let perceptron: Perceptron
  let errors: [Int]

  init(_ name: String, _ targets: [Int]) {
    var perceptron = Perceptron(inputs: 2)
    errors = perceptron.fit(logicTable, targets: targets, epochs: 24)
    (self.name, self.targets, self.perceptron) = (name, targets, perceptron)
  }

  var picture: any Chart {
    let perceptron = perceptron
    return boundary("\(name) after \(errors.count) epochs", logicTable, targets, margin: 0.5) {
      grid in
      let sums = matmul(grid, perceptron.weights.reshaped(to: [2, 1])) + perceptron.bias  // [M, 1]
      return twoSided(sums.scalars)
    }
  }
}
