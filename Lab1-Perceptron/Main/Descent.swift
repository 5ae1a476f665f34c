// Training by hand for the sections that come before the optimizers: w ← w − η · dL/dw.

import Lab1
import Shared

/// Walks down the gradient on one batch.
///
/// - Parameters:
///   - model: The network to train.
///   - x: The whole batch.
///   - steps: The number of steps.
///   - learningRate: How far each step goes, η.
///   - loss: What the outputs are worth, and dL/dy.
/// - Returns: The loss before each step.
func descend<Model: Layer>(
  _ model: inout Model, _ x: Tensor, steps: Int, learningRate: Float,
  loss: (Tensor) -> LossResult
) -> [Float] {
  var context = Context(.training)
  return (0..<steps).map { _ in
    model.zeroGradients()
    let result = loss(model.forward(x, &context))
    _ = model.backward(result.gradient)
    model.forEachParameter { $0.value.addScaled($0.gradient, by: -learningRate) }
    return result.loss
  }
}

/// The points of a square grid, row after row from the top, shape [count², 2].
func gridPoints(from low: Float, to high: Float, count: Int) -> Tensor {
  let line = Tensor(from: low, through: high, count: count).scalars
  let points = line.reversed().flatMap { y in line.flatMap { x in [x, y] } }
  return Tensor(points, shape: [count * count, 2])
}

extension Tensor {
  /// One column of a table, shape [N].
  func column(_ index: Int) -> Tensor {
    slice(index..<(index + 1), along: 1).flattened()
  }
}
