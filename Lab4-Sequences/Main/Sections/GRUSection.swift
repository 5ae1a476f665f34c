// Section gru: three recurrent layers side by side, by what they cost and what they learn.

import Lab1
import Lab4
import Reports
import Shared

func gru(_ page: inout LabPage, _ lab: inout Lab4State) throws {
  let (steps, seed) = (lab.steps(450), lab.options.seed)
  page.say(
    """
    The memory task once more, by three kinds of layer with 24 states. A GRU has two gates and no cell; \
    its update gate mixes the old state with the new: `h′ = (1 − z)·n + z·h`.
    """)
  var generator = SeededGenerator(seed: seed)
  let hidden = LatchTask.hidden
  let cells: [(name: String, layer: any Layer)] = [
    ("RNN", RNN(inputs: 2, hidden: hidden, using: &generator)),
    ("LSTM", LSTM(inputs: 2, hidden: hidden, using: &generator)),
    ("GRU", GRU(inputs: 2, hidden: hidden, using: &generator)),
  ]
  var rows: [[String]] = []
  var (curves, update): ([(name: String, losses: [Float])], StateReader?) = ([], nil)
  for (name, cell) in cells {
    var layer = cell
    var result: (reader: StateReader, losses: [Float])?
    let time = seconds { result = LatchTask.learn(cell, steps: steps, seed: seed) }
    guard let result else { continue }
    let errors = LatchTask.errors(of: result.reader, seed: 9)
    rows.append([
      name, grouped(layer.parameterCount), fixedText(errors[1], decimals: 3),
      fixedText(errors[23], decimals: 3), fixedText(time / Double(steps) * 1000, decimals: 2),
    ])
    curves.append((name, result.losses))
    update = result.reader
  }
  page.table(["layer", "weights", "error 1 step on", "23 steps on", "ms a step"], rows)
  page.show(lossChart("Mean squared error", curves))
  if let update { showUpdateGate(of: update, on: &page) }
}

/// The update gate on one sequence with three flags.
private func showUpdateGate(of reader: StateReader, on page: inout LabPage) {
  var (reader, context) = (reader, Context(.inference))
  var generator = SeededGenerator(seed: 5)
  var (x, _) = LatchTask(length: 24, rate: 0).draw(1, using: &generator)
  for step in [8, 16] { x[0, step, 1] = 1 }
  _ = reader.forward(x, &context)
  guard let layer = reader.recurrent as? GRU else { return }
  page.illustrate(
    HeatMap(
      "The GRU's update gate, flags at steps 0, 8 and 16: dark lets the new number in",
      Tensor(stacking: layer.steps.map { $0.updateGate[row: 0] }).transposed(),
      axes: ("step", "unit")))
}

/// A count with a comma every three digits, such as `61,706`.
func grouped(_ count: Int) -> String {
  let digits = String(count)
  return digits.enumerated().map { index, digit in
    index > 0 && (digits.count - index) % 3 == 0 ? ",\(digit)" : "\(digit)"
  }.joined()
}
