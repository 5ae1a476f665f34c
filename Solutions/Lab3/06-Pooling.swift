// 3.6 Pooling: a window becomes one number, its largest or its mean. Nothing is learned; the picture
// gets smaller, and a shift by a pixel matters less. Two layers that end a stack of convolutions follow.

import Lab1
import Shared

/// The largest number of each window, and where it stands.
///
/// ```
/// values[n, c, i, j] = max over a, b of x[n, c, i·stride + a − padding, j·stride + b − padding]
/// ```
/// Every channel is pooled for itself. Padding is −∞, not 0: a border pixel of −3 beats it, and is never
/// replaced by something that is not in the picture. Of equal numbers the first counts, row by row,
/// as in PyTorch. The place is that of the winner in its own image and channel, `row · W + column`, from
/// 0, whatever the padding: backward sends the gradient there.
///
/// PyTorch: `F.max_pool2d(x, size, stride, padding, return_indices=True)`; Keras: `MaxPooling2D`, whose
/// `padding="same"` pads with −∞ too, but more at the bottom and right.
///
/// - Parameters:
///   - x: Images, shape [N, C, H, W].
///   - window: Size, stride and padding; the padding is at most half of the size, so that each window
///     holds a pixel.
/// - Returns: Values of shape [N, C, H′, W′] with `H′ = ⌊(H + 2·padding − size) / stride⌋ + 1`, and for each
///   of them, in row-major order, its place.
public func maxPooled(_ x: Tensor, window: Window) -> (values: Tensor, places: [Int]) {
  requireWindow("maxPooled", x.shape, window)
  // BEGIN SOLUTION 3.6 maxPooled
  let (n, c, h, w) = x.shape.nchw
  let rows = (h + 2 * window.padding - window.size) / window.stride + 1
  let columns = (w + 2 * window.padding - window.size) / window.stride + 1
  var (values, places) = (Tensor(zeros: [n, c, rows, columns]), [Int]())
  for image in 0..<n {
    for channel in 0..<c {
      for i in 0..<rows {
        for j in 0..<columns {
          let (top, left) = (i * window.stride - window.padding, j * window.stride - window.padding)
          var (row, column) = (max(top, 0), max(left, 0))  // the first pixel of the window
          for y in max(top, 0)..<min(top + window.size, h) {
            for z in max(left, 0)..<min(left + window.size, w)
            where x[image, channel, y, z] > x[image, channel, row, column] {
              (row, column) = (y, z)
            }
          }
          values[image, channel, i, j] = x[image, channel, row, column]
          places.append(row * w + column)
        }
      }
    }
  }
  return (values, places)
  // END SOLUTION
}

/// The gradient of the input of `maxPooled`.
///
/// ```
/// ∂values[n, c, i, j]/∂x = 1 at the place of the maximum, 0 elsewhere
/// dx[n, c, p] = Σ dy[n, c, i, j]      over all windows (i, j) whose place is p
/// ```
/// A small change of a pixel that lost changes nothing. Where windows overlap, one pixel may have won
/// several times: then it collects from each.
///
/// - Parameters:
///   - dy: dL/dvalues, shape [N, C, H′, W′].
///   - places: What `maxPooled` returned beside the values.
///   - inputShape: [N, C, H, W].
/// - Returns: dL/dx, shape [N, C, H, W].
public func maxPooledGradient(_ dy: Tensor, places: [Int], inputShape: Shape) -> Tensor {
  require(
    dy.rank == 4 && inputShape.rank == 4 && dy.shape[0] == inputShape[0]
      && dy.shape[1] == inputShape[1] && places.count == dy.count,
    "maxPooledGradient: the gradient does not fit — \(dy.shape) with \(places.count) places, images"
      + " \(inputShape) — pass what the forward pass returned")
  // BEGIN SOLUTION 3.6 maxPooledGradient
  let (n, c, rows, columns) = dy.shape.nchw
  let w = inputShape[3]
  var dx = Tensor(zeros: inputShape)
  var next = 0  // place by place, in the order in which forward wrote them
  for image in 0..<n {
    for channel in 0..<c {
      for i in 0..<rows {
        for j in 0..<columns {
          dx[image, channel, places[next] / w, places[next] % w] += dy[image, channel, i, j]
          next += 1
        }
      }
    }
  }
  return dx
  // END SOLUTION
}

/// The mean of each window.
///
/// ```
/// y[n, c, i, j] = 1/size² · Σ_a,b x[n, c, i·stride + a − padding, j·stride + b − padding]
/// ```
/// Padding counts as zeros, and the sum is divided by size² at the border too: PyTorch's `F.avg_pool2d` with
/// its default, `count_include_pad=True`. Keras divides by the number of real pixels.
///
/// - Parameters:
///   - x: Images, shape [N, C, H, W].
///   - window: Size, stride and padding, the padding at most half of the size.
/// - Returns: Means, shape [N, C, H′, W′] with `H′ = ⌊(H + 2·padding − size) / stride⌋ + 1`.
public func averagePooled(_ x: Tensor, window: Window) -> Tensor {
  requireWindow("averagePooled", x.shape, window)
  // BEGIN SOLUTION 3.6 averagePooled
  let (n, c, h, w) = x.shape.nchw
  let rows = (h + 2 * window.padding - window.size) / window.stride + 1
  let columns = (w + 2 * window.padding - window.size) / window.stride + 1
  var means = Tensor(zeros: [n, c, rows, columns])
  for image in 0..<n {
    for channel in 0..<c {
      for i in 0..<rows {
        for j in 0..<columns {
          let (top, left) = (i * window.stride - window.padding, j * window.stride - window.padding)
          var sum: Float = 0
          for y in max(top, 0)..<min(top + window.size, h) {
            for z in max(left, 0)..<min(left + window.size, w) { sum += x[image, channel, y, z] }
          }
          means[image, channel, i, j] = sum / Float(window.size * window.size)
        }
      }
    }
  }
  return means
  // END SOLUTION
}

/// The gradient of the input of `averagePooled`.
///
/// ```
/// ∂y[n, c, i, j]/∂x = 1/size² at each pixel of window (i, j), 0 elsewhere
/// dx[n, c, y, z] = 1/size² · Σ dy[n, c, i, j]      over all windows (i, j) that hold (y, z)
/// ```
/// - Parameters:
///   - dy: dL/dy, shape [N, C, H′, W′].
///   - inputShape: [N, C, H, W].
///   - window: The one of the forward pass.
/// - Returns: dL/dx, shape [N, C, H, W].
public func averagePooledGradient(_ dy: Tensor, inputShape: Shape, window: Window) -> Tensor {
  requireWindow("averagePooledGradient", inputShape, window)
  // BEGIN SOLUTION 3.6 averagePooledGradient
  let (n, c, rows, columns) = dy.shape.nchw
  let (h, w) = (inputShape[2], inputShape[3])
  var dx = Tensor(zeros: inputShape)
  for image in 0..<n {
    for channel in 0..<c {
      for i in 0..<rows {
        for j in 0..<columns {
          let (top, left) = (i * window.stride - window.padding, j * window.stride - window.padding)
          let share = dy[image, channel, i, j] / Float(window.size * window.size)
          for y in max(top, 0)..<min(top + window.size, h) {
            for z in max(left, 0)..<min(left + window.size, w) { dx[image, channel, y, z] += share }
          }
        }
      }
    }
  }
  return dx
  // END SOLUTION
}

/// The mean of each channel, [N, C, H, W] → [N, C]: one window as large as the picture.
///
/// ```
/// y[n, c]       = 1/(H·W) · Σ_i,j x[n, c, i, j]
/// dx[n, c, i, j] = dy[n, c] / (H·W)                every pixel had the same share
/// ```
/// Behind it the network has forgotten *where* something was, and takes pictures of any size. It has no
/// parameters, where a flattened picture needs H · W weights a channel and class.
///
/// Keras: `GlobalAveragePooling2D()`; PyTorch: `nn.AdaptiveAvgPool2d(1)`, then `nn.Flatten()`. Source: Lin,
/// Chen and Yan, "Network in network", 2014.
public struct GlobalAveragePool: ParameterFreeLayer {
  /// The shape of the latest input, [N, C, H, W].
  public internal(set) var inputShape: Shape = [0, 0, 0, 0]

  /// Creates the layer.
  public init() {}

  /// The mean of each channel, shape [N, C]; remembers the shape of x, [N, C, H, W].
  public mutating func forward(_ x: Tensor, _ context: inout Context) -> Tensor {
    require(
      x.rank == 4 && x.shape[2] * x.shape[3] > 0,
      "GlobalAveragePool.forward: images are needed — \(x.shape) — use shape [N, C, H, W]")
    // BEGIN SOLUTION 3.6 GlobalAveragePool.forward
    inputShape = x.shape
    return x.mean(along: [2, 3])
    // END SOLUTION
  }

  /// dL/dx, the shape of the latest input, from dL/dy, shape [N, C].
  public mutating func backward(_ dy: Tensor) -> Tensor {
    // BEGIN SOLUTION 3.6 GlobalAveragePool.backward
    let (n, c, h, w) = inputShape.nchw
    return (dy / Float(h * w)).reshaped(to: [n, c, 1, 1]).broadcast(to: inputShape)
    // END SOLUTION
  }
}

/// Puts the numbers of an image in a row, [N, C, H, W] → [N, C·H·W], as a linear layer wants them.
///
/// The numbers stay in their order (channel by channel, row by row); only the shape changes, forth and
/// back. Keras: `Flatten()`, whose pictures have the channels last: weights behind it are in another
/// order; PyTorch: `nn.Flatten()`.
public struct Flatten: ParameterFreeLayer {
  /// The shape of the latest input.
  public internal(set) var inputShape: Shape = [0, 0, 0, 0]

  /// Creates the layer.
  public init() {}

  /// The numbers of each example in a row, shape [N, C·H·W]; N may be 0.
  public mutating func forward(_ x: Tensor, _ context: inout Context) -> Tensor {
    require(x.rank > 0, "Flatten.forward: a batch is needed — \(x.shape) — use [N, C, H, W]")
    // BEGIN SOLUTION 3.6 Flatten.forward
    inputShape = x.shape
    return x.reshaped(to: [x.shape[0], x.shape.dropFirst().reduce(1, *)])
    // END SOLUTION
  }

  /// dL/dx, the shape of the latest input, from dL/dy, shape [N, C·H·W].
  public mutating func backward(_ dy: Tensor) -> Tensor {
    // BEGIN SOLUTION 3.6 Flatten.backward
    return dy.reshaped(to: inputShape)
    // END SOLUTION
  }
}

/// Stops unless the window fits into the padded images, and holds a pixel wherever it lies.
private func requireWindow(_ operation: String, _ images: Shape, _ window: Window) {
  require(
    images.rank == 4,
    "\(operation): images are needed — \(images) — use shape [N, C, H, W]")
  let smaller = min(images[2], images[3]) + 2 * window.padding
  require(
    window.size > 0 && window.stride > 0 && window.padding >= 0
      && 2 * window.padding <= window.size && window.size <= smaller,
    "\(operation): the window does not fit — size \(window.size), stride \(window.stride), padding"
      + " \(window.padding), images \(images) — use a padding of at most half the size")
}
