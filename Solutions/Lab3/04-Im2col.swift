// 3.4 Convolution as matmul: write every window out as a row of a matrix, and the convolution is one
// matrix product, the thing that computers are best at. (K. Chellapilla, S. Puri, P. Simard, 2006.)

import Shared

/// The windows of the images, one a row ("image to columns", the name from times when they were columns).
///
/// ```
/// columns[(n · H′ + i) · W′ + j, (c · K + a) · K + b] = x[n, c, i·s + a − p, j·s + b − p]
/// H′ = ⌊(H + 2p − K) / s⌋ + 1,   W′ likewise;   0 for pixels outside of the image
/// ```
/// Rows go through the windows, image after image; a row goes through channel after channel of its
/// window, each row by row: the order in which a filter [C, K, K] lies in memory. Where windows overlap
/// a pixel is written several times: about K²/s² times as much memory as the images.
/// PyTorch: `F.unfold(x, K, padding=p, stride=s)`, of shape [N, C · K · K, H′ · W′].
///
/// - Parameters:
///   - x: Images, shape [N, C, H, W]; N may be 0.
///   - size: K, at least 1 and not larger than the padded image.
///   - stride: s, at least 1.
///   - padding: p, not negative.
/// - Returns: The windows, shape [N · H′ · W′, C · K · K].
public func im2col(_ x: Tensor, size: Int, stride: Int, padding: Int) -> Tensor {
  requireWindows("im2col", x.shape, size, stride, padding)
  // BEGIN SOLUTION 3.4 im2col
  let (n, channels, height, width) = x.shape.nchw
  let rows = (height + 2 * padding - size) / stride + 1  // H′
  let columns = (width + 2 * padding - size) / stride + 1  // W′
  var windows = Tensor(zeros: [n * rows * columns, channels * size * size])
  for image in 0..<n {
    for i in 0..<rows {
      for j in 0..<columns {
        for c in 0..<channels {
          for a in 0..<size where (0..<height).contains(i * stride + a - padding) {
            for b in 0..<size where (0..<width).contains(j * stride + b - padding) {
              windows[(image * rows + i) * columns + j, (c * size + a) * size + b] =
                x[image, c, i * stride + a - padding, j * stride + b - padding]
            }
          }
        }
      }
    }
  }
  return windows
  // END SOLUTION
}

/// The transpose of `im2col`: adds every number back to the pixel that it was read from.
///
/// ```
/// image[n, c, y, z] = Σ columns[(n · H′ + i) · W′ + j, (c · K + a) · K + b]
///                     over all i, a with i·s + a − p = y and j, b with j·s + b − p = z
/// ```
/// It is not the inverse: a pixel that several windows read gets the sum of their numbers, one that
/// none read gets 0, and what belongs to the padding is dropped. im2col as a matrix has a single 1 in
/// each row; its transpose therefore sums, and that is what a gradient needs: a pixel that was used
/// several times gets the sum of what its uses say. PyTorch: `F.fold`.
///
/// - Parameters:
///   - columns: One row a window, shape [N · H′ · W′, C · K · K].
///   - inputShape: Shape of the images, [N, C, H, W].
///   - size: K.
///   - stride: s.
///   - padding: p.
/// - Returns: The sums, shape `inputShape`.
public func col2im(
  _ columns: Tensor, inputShape: Shape, size: Int, stride: Int, padding: Int
) -> Tensor {
  requireWindows("col2im", inputShape, size, stride, padding, columns: columns.shape)
  // BEGIN SOLUTION 3.4 col2im
  let (n, channels, height, width) = inputShape.nchw
  let rows = (height + 2 * padding - size) / stride + 1  // H′
  let across = (width + 2 * padding - size) / stride + 1  // W′
  var image = Tensor(zeros: inputShape)
  for number in 0..<n {
    for i in 0..<rows {
      for j in 0..<across {
        for c in 0..<channels {
          for a in 0..<size where (0..<height).contains(i * stride + a - padding) {
            for b in 0..<size where (0..<width).contains(j * stride + b - padding) {
              image[number, c, i * stride + a - padding, j * stride + b - padding] +=
                columns[(number * rows + i) * across + j, (c * size + a) * size + b]
            }
          }
        }
      }
    }
  }
  return image
  // END SOLUTION
}

/// The convolution of 3.3 as one matrix product.
///
/// ```
/// windows [N·H′·W′, C·K·K]  ·  (filters [O, C·K·K])ᵀ  +  bias [O]   =   [N·H′·W′, O]
/// ```
/// The product has the channels last: row (n, i, j), column o. So it is first reshaped, which moves
/// nothing, to [N, H′, W′, O], and then its axes are exchanged, which does: `transposed(to:)` gives
/// [N, O, H′, W′]. (Keras and Apple's libraries keep the channels last, and save this step.)
///
/// `im2col` and `matmul` do the work; neither `conv2d` nor `convolve` is needed.
///
/// - Parameters:
///   - x: Images, shape [N, C, H, W].
///   - weight: Filters, shape [O, C, K, K].
///   - bias: One number a filter, shape [O].
///   - stride: s, at least 1.
///   - padding: p, not negative.
/// - Returns: What `conv2d` returns, shape [N, O, H′, W′].
public func conv2dByMatmul(
  _ x: Tensor, weight: Tensor, bias: Tensor, stride: Int = 1, padding: Int = 0
) -> Tensor {
  requireConvolution("conv2dByMatmul", x, weight, bias, stride, padding)
  require(
    weight.shape[2] == weight.shape[3],
    "conv2dByMatmul: the filters must be square — \(weight.shape) — use shape [O, C, K, K]")
  // BEGIN SOLUTION 3.4 conv2dByMatmul
  let (outputs, channels, size, _) = weight.shape.nchw
  let windows = im2col(x, size: size, stride: stride, padding: padding)  // [N·H′·W′, C·K·K]
  let filters = weight.reshaped(to: [outputs, channels * size * size])
  let sums = matmul(windows, filters, transposeB: true) + bias  // [N·H′·W′, O]
  let rows = (x.shape[2] + 2 * padding - size) / stride + 1  // H′
  let columns = (x.shape[3] + 2 * padding - size) / stride + 1  // W′
  return sums.reshaped(to: [x.shape[0], rows, columns, outputs]).transposed(to: [0, 3, 1, 2])
  // END SOLUTION
}

/// Stops unless the windows fit into the images, and `columns` has a row for each.
private func requireWindows(
  _ operation: String, _ images: Shape, _ size: Int, _ stride: Int, _ padding: Int,
  columns: Shape? = nil
) {
  require(
    images.rank == 4 && size >= 1 && stride >= 1 && padding >= 0,
    "\(operation): images [N, C, H, W], a size and stride of at least 1 and a padding of at least 0"
      + " are needed — \(images), size \(size), stride \(stride), padding \(padding) — mend them")
  let (tall, wide) = (images[2] + 2 * padding - size, images[3] + 2 * padding - size)
  require(
    tall >= 0 && wide >= 0,
    "\(operation): the window does not fit into the padded image — size \(size), images \(images),"
      + " padding \(padding) — use a smaller window or more padding")
  let rows = images[0] * (tall / stride + 1) * (wide / stride + 1)
  let expected: Shape = [rows, images[1] * size * size]
  require(
    columns == nil || columns == expected,
    "\(operation): a row for each window is needed — \(columns ?? []) — use shape \(expected)")
}
