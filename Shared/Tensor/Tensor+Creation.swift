// Tensors made from nothing: constants, ranges, the identity, one-hot rows.

extension Tensor {
  /// The tensor of the given shape with the same number everywhere.
  public init(repeating value: Float, shape: Shape) {
    self.init([Float](repeating: value, count: shape.elementCount), shape: shape)
  }

  /// The tensor of zeros of the given shape.
  public init(zeros shape: Shape) { self.init(repeating: 0, shape: shape) }

  /// The tensor of ones of the given shape.
  public init(ones shape: Shape) { self.init(repeating: 1, shape: shape) }

  /// The identity matrix, shape `[size, size]`.
  public init(identity size: Int) {
    self.init(zeros: [size, size])
    for index in 0..<size { scalars[index * size + index] = 1 }
  }

  /// Evenly spaced numbers, both ends included, shape `[count]`.
  ///
  /// - Parameters:
  ///   - first: First number, and the only one when `count` is 1.
  ///   - last: Last number, exactly.
  ///   - count: How many; stops when negative.
  public init(from first: Float, through last: Float, count: Int) {
    require(
      count >= 0,
      "Tensor(from:through:count:): the count is negative — \(count). Pass 0 or more")
    let steps = Double(Swift.max(count - 1, 1))
    var numbers = (0..<count).map { index in
      Float(Double(first) + (Double(last) - Double(first)) * Double(index) / steps)
    }
    if count > 1 { numbers[count - 1] = last }
    self.init(numbers)
  }

  /// One row for each label, 1 at the label and 0 elsewhere, shape `[N, classes]`.
  ///
  /// Stops when a label is not in `0 ..< classes`.
  public init(oneHot labels: [Int], classes: Int) {
    self.init(zeros: [labels.count, classes])
    for (row, label) in labels.enumerated() {
      require(
        label >= 0 && label < classes,
        "Tensor(oneHot:classes:): the label at \(row) is out of range — \(label) is not in "
          + "0 ..< \(classes). Check the labels, or pass more classes")
      scalars[row * classes + label] = 1
    }
  }
}
