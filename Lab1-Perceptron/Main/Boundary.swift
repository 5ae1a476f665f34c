// The plane by class: a picture of where a model changes its mind.

import Reports
import Shared

/// Where a model changes its mind about the plane.
///
/// - Parameters:
///   - title: The caption.
///   - points: The examples, shape [N, 2].
///   - labels: Their classes.
///   - margin: How far the picture reaches beyond the examples.
///   - scores: One score a class for places, from [M, 2] to [M, C].
/// - Returns: The plane by class, with the examples on it.
func boundary(
  _ title: String, _ points: Tensor, _ labels: [Int], margin: Float,
  scores: (Tensor) -> Tensor
) -> DecisionBoundary {
  let (x, y) = (points.column(0), points.column(1))
  return DecisionBoundary(
    title, x: x, y: y, classes: labels, names: ["0", "1"],
    axes: (x: reach("x₁", x, margin), y: reach("x₂", y, margin)), resolution: 80
  ) { places in
    let grid = Tensor(places.flatMap { [Float($0.x), Float($0.y)] }, shape: [places.count, 2])
    let result = scores(grid)  // [M, C]
    let classes = result.shape[1]
    let values = result.scalars.map(Double.init)
    return places.indices.map { Array(values[($0 * classes)..<(($0 + 1) * classes)]) }
  }
}

private func reach(_ name: String, _ values: Tensor, _ margin: Float) -> Axis {
  Axis(name, range: Double(values.min() - margin)...Double(values.max() + margin))
}

/// The sum z as the score of class 1 and −z as that of class 0, shape [N, 2].
func twoSided(_ sums: [Float]) -> Tensor {
  Tensor(sums.flatMap { [-$0, $0] }, shape: [sums.count, 2])
}
