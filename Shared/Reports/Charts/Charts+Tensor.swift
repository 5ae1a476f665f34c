// The charts' front doors for tensors.

import Shared

extension Tensor: PlotValues {
  /// The elements in row-major order.
  public var plotValues: [Double] { scalars.map(Double.init) }
}

extension Picture {
  /// The images of a tensor of shape [H, W], [N, H, W] or [N, 1, H, W].
  public static func all(in images: Tensor) -> [Picture] {
    let sizes = Array(images.shape)
    require(
      sizes.count == 2 || sizes.count == 3 || (sizes.count == 4 && sizes[1] == 1),
      "Picture.all: images have the shape \(images.shape) — use [H, W], [N, H, W] or [N, 1, H, W]")
    let (height, width) = (sizes[sizes.count - 2], sizes[sizes.count - 1])
    let size = height * width
    guard size > 0 else { return [] }
    let scalars = images.scalars
    return stride(from: 0, to: scalars.count, by: size).map {
      Picture(width: width, height: height, Array(scalars[$0..<($0 + size)]))
    }
  }
}

/// Rows of 28·28 numbers as pictures, from [N, 784] or [N, 1, 28, 28].
public func pictures(_ images: Tensor) -> [Picture] {
  Picture.all(in: images.reshaped(to: [images.shape[0], 28, 28]))
}

extension ImageGrid {
  /// Shows the images of a tensor of shape [H, W], [N, H, W] or [N, 1, H, W] on one common scale.
  public init(
    _ title: String, _ images: Tensor, captions: [String] = [], colors: ColorMap = .grayscale,
    range: ClosedRange<Double>? = nil
  ) {
    self.init(
      title, Picture.all(in: images), captions: captions, colors: colors, range: range)
  }
}

extension Terminal {
  /// The images of a tensor of shape [H, W], [N, H, W] or [N, 1, H, W] beside each other.
  public func images(
    _ images: Tensor, captions: [String] = [], range: ClosedRange<Double>? = nil
  ) -> String {
    self.images(Picture.all(in: images), captions: captions, range: range)
  }
}

extension HeatMap {
  /// Draws a matrix of shape [H, W].
  public init(
    _ title: String, _ matrix: Tensor, rowNames: [String] = [], columnNames: [String] = [],
    colors: ColorMap = .sequential, axes: (x: Axis, y: Axis) = ("", "")
  ) {
    require(
      matrix.rank == 2, "HeatMap: the values have the shape \(matrix.shape) — use a matrix [H, W]")
    self.init(
      title, matrix.scalars, columns: matrix.shape[1], rowNames: rowNames,
      columnNames: columnNames, colors: colors, axes: axes)
  }
}

extension ScatterChart {
  /// Draws the rows of `points`, shape [N, 2], as points (x₁, x₂).
  public init(
    _ title: String, points: Tensor, classes: [Int] = [], names: [String] = [],
    axes: (x: Axis, y: Axis) = ("x₁", "x₂")
  ) {
    let (x, y) = coordinates(of: points, "ScatterChart")
    self.init(title, x: x, y: y, classes: classes, names: names, axes: axes)
  }
}

extension DecisionBoundary {
  /// Asks a model about the plane around its training points.
  ///
  /// ```swift
  /// DecisionBoundary("XOR", points: x, classes: labels) { places in
  ///   softmax(network.forward(places, &context))
  /// }
  /// ```
  ///
  /// - Parameters:
  ///   - title: What the chart is about.
  ///   - points: The training points, shape [N, 2].
  ///   - classes: The class of each point, from 0.
  ///   - names: What the legend calls the classes.
  ///   - axes: The titles of the axes, and their ranges when they are fixed.
  ///   - resolution: How many places are asked about in each direction.
  ///   - predict: Takes places, shape [M, 2], and returns a probability of class 1 for each, shape
  ///     [M] or [M, 1], or a score for each class, shape [M, C].
  public init(
    _ title: String, points: Tensor, classes: [Int], names: [String] = [],
    axes: (x: Axis, y: Axis) = ("x₁", "x₂"), resolution: Int = 96, predict: (Tensor) -> Tensor
  ) {
    let (x, y) = coordinates(of: points, "DecisionBoundary")
    self.init(
      title, x: x, y: y, classes: classes, names: names, axes: axes, resolution: resolution
    ) { places in
      let flat = places.flatMap { [Float($0.x), Float($0.y)] }
      let scores = predict(Tensor(flat, shape: [places.count, 2]))
      require(
        scores.shape.first == places.count && scores.rank <= 2,
        "DecisionBoundary: predict returned the shape \(scores.shape) for places of the shape "
          + "[\(places.count), 2] — return [\(places.count)] or [\(places.count), classes]")
      let width = scores.count / max(1, places.count)
      let values = scores.scalars.map(Double.init)
      return places.indices.map { Array(values[($0 * width)..<(($0 + 1) * width)]) }
    }
  }
}

/// The two columns of a matrix of shape [N, 2].
private func coordinates(of points: Tensor, _ caller: String) -> (x: [Float], y: [Float]) {
  require(
    points.rank == 2 && points.shape[1] == 2,
    "\(caller): points have the shape \(points.shape) — use one row (x₁, x₂) a point, [N, 2]")
  let scalars = points.scalars
  let rows = stride(from: 0, to: scalars.count, by: 2)
  return (rows.map { scalars[$0] }, rows.map { scalars[$0 + 1] })
}
