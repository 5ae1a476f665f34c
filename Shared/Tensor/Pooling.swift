// Pooling of images: each window becomes its largest number or its mean. The loops are in Kernels.

/// The largest number of each window, and where it stands.
///
/// `values[n, c, i, j] = max x[n, c, i·stride + a, j·stride + b]` over `a, b` in `0 ..< size`. Of equal
/// numbers the first counts, row by row; NaN counts as the largest, as in PyTorch.
/// ```swift
/// let (values, places) = maxPool(x, size: 2, stride: 2)   // [N, C, 28, 28] → [N, C, 14, 14]
/// ```
/// - Parameters:
///   - x: Images, shape `[N, C, H, W]`.
///   - size: Height and width of a window.
///   - stride: Pixels between two windows; at least 1.
/// - Returns: Maxima, shape `[N, C, H′, W′]` with `H′ = (H - size) / stride + 1`, rounded down, and for
///   each of them its place in its image and channel, `row · W + column`. Stops when a window is empty
///   or larger than an image.
public func maxPool(_ x: Tensor, size: Int, stride: Int) -> (values: Tensor, places: [Int32]) {
  let sizes = PoolingShape("maxPool", x.shape, size, stride)
  let (values, places) = largest(x.scalars, sizes)
  return (Tensor(values, shape: sizes.output), places)
}

/// The gradient of the input of `maxPool`: the place of each maximum receives what it returns.
///
/// - Parameters:
///   - dy: Gradient of the loss with respect to the maxima, shape `[N, C, H′, W′]`.
///   - places: Place of each maximum, as `maxPool` returns them.
///   - inputShape: Shape of the images, `[N, C, H, W]`.
/// - Returns: Gradient with respect to the images, shape `inputShape`. Stops when the shapes or the
///   places do not fit.
public func maxPoolInputGradient(_ dy: Tensor, places: [Int32], inputShape: Shape) -> Tensor {
  requireImages("maxPoolInputGradient", inputShape)
  require(
    dy.rank == 4 && dy.shape.prefix(2).elementsEqual(inputShape.prefix(2))
      && places.count == dy.count,
    "maxPoolInputGradient: the gradient does not fit — \(dy.shape) with \(places.count) places, images "
      + "\(inputShape). Pass the places and the shape of the forward pass")
  let plane = inputShape[2] * inputShape[3]
  require(
    dy.count == 0 || largest(places) < plane,
    "maxPoolInputGradient: a place is not in its image — \(places.min() ?? 0) … \(places.max() ?? 0) "
      + "for \(plane) pixels. Pass the places of the forward pass")
  return Tensor(
    scatter(dy.scalars, places, planes: inputShape[0] * inputShape[1], plane: plane),
    shape: inputShape)
}

/// The mean of each window.
///
/// `y[n, c, i, j] = Σ x[n, c, i·stride + a, j·stride + b] / size²` over `a, b` in `0 ..< size`.
/// - Parameters:
///   - x: Images, shape `[N, C, H, W]`.
///   - size: Height and width of a window.
///   - stride: Pixels between two windows; at least 1.
/// - Returns: Means, shape `[N, C, H′, W′]` with `H′ = (H - size) / stride + 1`, rounded down. Stops when
///   a window is empty or larger than an image.
public func averagePool(_ x: Tensor, size: Int, stride: Int) -> Tensor {
  let sizes = PoolingShape("averagePool", x.shape, size, stride)
  return Tensor(means(x.scalars, sizes), shape: sizes.output)
}

/// The gradient of the input of `averagePool`: each pixel receives an equal part of what its windows
/// return.
///
/// - Parameters:
///   - dy: Gradient of the loss with respect to the means, shape `[N, C, H′, W′]`.
///   - inputShape: Shape of the images, `[N, C, H, W]`.
///   - size: Height and width of a window.
///   - stride: Pixels between two windows.
/// - Returns: Gradient with respect to the images, shape `inputShape`. Stops when the shapes do not fit.
public func averagePoolInputGradient(
  _ dy: Tensor, inputShape: Shape, size: Int, stride: Int
) -> Tensor {
  let sizes = PoolingShape("averagePoolInputGradient", inputShape, size, stride)
  require(
    dy.shape == sizes.output,
    "averagePoolInputGradient: the gradient does not have the shape of the result — \(dy.shape) "
      + "instead of \(sizes.output). Pass the size and the stride of the forward pass")
  return Tensor(spreadMeans(dy.scalars, sizes), shape: inputShape)
}

/// The sizes of a pooling, checked.
struct PoolingShape {
  let output: Shape
  let (size, stride): (Int, Int)
  /// Images times channels.
  let planes: Int
  let (height, width): (Int, Int)
  /// Windows below and beside each other.
  let (rows, columns): (Int, Int)

  init(_ operation: String, _ x: Shape, _ size: Int, _ stride: Int) {
    requireImages(operation, x)
    requireSteps(operation, stride: stride, padding: 0)
    (height, width) = (x[2], x[3])
    require(
      size >= 1 && size <= height && size <= width,
      "\(operation): the windows do not fit into the images — size \(size), images \(x). "
        + "Use a size from 1 to the smaller side of an image")
    (self.size, self.stride, planes) = (size, stride, x[0] * x[1])
    (rows, columns) = ((height - size) / stride + 1, (width - size) / stride + 1)
    output = [x[0], x[1], rows, columns]
  }
}

/// The largest place; a negative one counts as larger than any other.
private func largest(_ places: [Int32]) -> Int {
  var largest: UInt32 = 0
  for place in places { largest = max(largest, UInt32(bitPattern: place)) }
  return Int(largest)
}

private func requireImages(_ operation: String, _ x: Shape) {
  require(
    x.rank == 4, "\(operation): images must be [N, C, H, W] — \(x). Reshape them")
}
