// Section lstm: the memory task again, and the gates at work.

import Lab4
import Reports
import Shared

func lstm(_ page: inout LabPage, _ lab: inout Lab4State) throws {
  page.say(
    """
    The same task, the same number of states, steps and seeds: keep the number that was flagged last. \
    The LSTM's cell is changed by gates alone, so that a number can stay in it as it is.
    """)
  let (steps, seed) = (lab.steps(450), lab.options.seed)
  var generator = SeededGenerator(seed: seed)
  let plain = LatchTask.learn(
    RNN(inputs: 2, hidden: LatchTask.hidden, using: &generator), steps: steps, seed: seed)
  let gated = LatchTask.learn(
    LSTM(inputs: 2, hidden: LatchTask.hidden, using: &generator), steps: steps, seed: seed)
  page.illustrate(
    lossChart("Mean squared error", [("RNN", plain.losses), ("LSTM", gated.losses)]))
  let errors = [("RNN", plain.reader), ("LSTM", gated.reader)].map { name, reader in
    (name: name, values: LatchTask.errors(of: reader, seed: 9))
  }
  page.show(
    LineChart(
      "How well a number is remembered",
      errors.map { Series($0.name, $0.values, startingAt: 0) }, x: "steps ago",
      y: Axis("error", range: 0...0.3)))
  showGates(of: gated.reader, on: &page)
  for (name, values) in errors {
    page.number("\(name), error 23 steps after the flag", Double(values[23]))
  }
}

/// What the gates do on one sequence with three flags.
private func showGates(of reader: StateReader, on page: inout LabPage) {
  var (reader, context) = (reader, Context(.inference))
  let flags = [0, 8, 16]
  var generator = SeededGenerator(seed: 5)
  var (x, kept) = (Tensor(zeros: [1, 24, 2]), [Float]())
  for step in 0..<24 {
    x[0, step, 0] = generator.uniform(in: -1...1)
    if flags.contains(step) { x[0, step, 1] = 1 }
    kept.append(flags.contains(step) ? x[0, step, 0] : kept[step - 1])
  }
  let said = reader.forward(x, &context).scalars
  guard let layer = reader.recurrent as? LSTM else { return }
  page.say(
    """
    One sequence with flags at steps \(flags.map(String.init).joined(separator: ", ")). Each row is a \
    unit, each column a step. Units that remember let in at a flag (input gate bright) and forget just \
    then (forget gate dark), and keep what they have in between.
    """)
  let order = byContrast(layer.steps, flags: flags)
  page.compare(
    [
      ("Forget gate", \LSTMStep.forgetGate), ("Input gate", \.inputGate),
      ("Output gate", \.outputGate), ("Cell", \.cell),
    ].map { name, gate in
      let values = Tensor(stacking: layer.steps.map { $0[keyPath: gate][row: 0] })  // [T, H]
      return HeatMap(
        name, Tensor(stacking: order.map { values.transposed()[row: $0] }),
        colors: name == "Cell" ? .diverging : .sequential, axes: ("step", "unit"))
    })
  page.show(
    LineChart(
      "What was kept, and what the network says",
      [
        Series("the number kept", kept, startingAt: 0).stepped(),
        Series("the network", said, startingAt: 0),
      ], x: "step", y: "number"))
}

/// The units, those first whose input gate differs most between flags and other steps.
private func byContrast(_ steps: [LSTMStep], flags: [Int]) -> [Int] {
  let units = steps[0].inputGate.count
  let contrast = (0..<units).map { unit -> Float in
    let values = steps.map { $0.inputGate[0, unit] }
    let open = flags.map { values[$0] }.reduce(0, +) / Float(flags.count)
    let rest = values.indices.filter { !flags.contains($0) }
    return open - rest.map { values[$0] }.reduce(0, +) / Float(rest.count)
  }
  return (0..<units).sorted { contrast[$0] > contrast[$1] }
}
