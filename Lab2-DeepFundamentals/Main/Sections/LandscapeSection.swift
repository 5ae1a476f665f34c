// Section landscape: the loss on a plane through two trained networks, plain and residual.

import Foundation
import Lab1
import Lab2
import Reports
import Shared

func landscape(_ page: inout LabPage, _ lab: inout Lab2State) throws {
  let clothes = try lab.clothes()
  let side = lab.options.quick ? 11 : 21
  page.say(
    """
    Two networks of 22 layers of 24 units with layer normalisation, trained on 500 pictures for \
    20 epochs: one plain, one of residual blocks. The picture is a slice through the loss along \
    two random directions, scaled so that a step of 1 changes each unit by its own size; \
    \(side)·\(side) places, 100 pictures each.
    """)
  let run = RecordedRun(
    training: clothes.training.prefix(500), validation: clothes.validation.prefix(50), epochs: 20)
  let slices = [("plain", false), ("residual", true)].map { name, isResidual in
    var network = deepStack(blocks: 10, width: 24, isResidual, seed: lab.options.seed) {
      LayerNorm(features: $0)
    }
    _ = run.train(&network, AdamW(learningRate: 0.002), seed: lab.options.seed)
    return (
      name: name, losses: slice(of: network, run.training.prefix(100), side, lab.options.seed)
    )
  }
  page.compare(
    slices.map { name, losses in
      SurfaceChart(
        "ln of the loss, \(name)", x: -1...1, y: -1...1, axes: ("direction 1", "direction 2"),
        height: { log(interpolated(losses, $0, $1)) })
    })
  page.table(
    ["network", "in the middle", "mean at the edge", "largest"],
    slices.map { name, losses in
      let edge = Tensor(concatenating: [losses[row: 0], losses[row: side - 1]], along: 0)
      return [
        name, shortText(losses[side / 2, side / 2]), shortText(edge.mean()),
        shortText(losses.max()),
      ]
    })
}

private func slice(
  of network: Sequential, _ rows: LabelledRows, _ side: Int, _ seed: UInt64
) -> Tensor {
  var (network, generator) = (network, SeededGenerator(seed: seed))
  let weights = network.parameterValues
  let directions = (0..<2).map { _ in randomDirection(like: weights, using: &generator) }
  let steps = Tensor(from: -1, through: 1, count: side).scalars
  return lossSlice(of: &network, along: directions, across: steps, up: steps) {
    score($0, rows).loss
  }
}

/// A value between those of a grid over −1…1 in both directions.
private func interpolated(_ grid: Tensor, _ x: Double, _ y: Double) -> Double {
  let last = grid.shape[0] - 1
  func place(_ value: Double) -> (Int, Float) {
    let position = (value + 1) / 2 * Double(last)
    let cell = max(0, min(last - 1, Int(position)))
    return (cell, Float(position) - Float(cell))
  }
  let ((i, right), (j, up)) = (place(x), place(y))
  let low = grid[i, j] * (1 - right) + grid[i + 1, j] * right
  let high = grid[i, j + 1] * (1 - right) + grid[i + 1, j + 1] * right
  return Double(low * (1 - up) + high * up)
}
