// Section neuron: three gates whose weights were chosen by hand, and where each of them fires.

import Lab1
import Reports
import Shared

func neuron(_ page: inout LabPage, _ lab: inout Lab1State) throws {
  page.say(
    """
    A neuron adds its weighted inputs and its bias, and fires when the sum reaches 0. \
    With two inputs, the places where the sum is 0 form a straight line.
    """)
  let gates = [
    Gate(name: "AND", neuron: .and, targets: [0, 0, 0, 1]),
    Gate(name: "OR", neuron: .or, targets: [0, 1, 1, 1]),
  ]
  page.table(
    ["x₁", "x₂"] + gates.map(\.name),
    logicInputs.indices.map { n in
      logicInputs[n].map { "\(Int($0))" } + gates.map { $0.fires(logicInputs[n]) ? "1" : "0" }
    })
  page.compare(gates.map(\.picture))
  let negation = [Neuron.not.fires([0]), Neuron.not.fires([1])]
  let right =
    gates.map(\.rightAnswers).reduce(0, +) + zip(negation, [true, false]).count { $0 == $1 }
  page.number("right answers of AND, OR and NOT", "\(right) of 10")
}

/// The four inputs of a gate with two.
let logicInputs: [[Float]] = [[0, 0], [0, 1], [1, 0], [1, 1]]

private struct Gate {
  let name: String
  let neuron: Neuron
  let targets: [Int]

  func fires(_ inputs: [Float]) -> Bool { neuron.fires(Tensor(inputs, shape: [inputs.count])) }

  var rightAnswers: Int { zip(logicInputs, targets).count { fires($0) == ($1 == 1) } }

  var picture: any Chart {
    let weights = neuron.weights.scalars.map { shortText($0) }.joined(separator: ", ")
    return boundary(
      "\(name): weights [\(weights)], bias \(shortText(neuron.bias))", logicTable, targets,
      margin: 0.5
    ) { grid in
      twoSided((0..<grid.shape[0]).map { neuron.weightedSum(grid[row: $0]) })
    }
  }
}

/// The four inputs as a tensor, [4, 2].
let logicTable = Tensor(logicInputs.flatMap { $0 }, shape: [4, 2])
