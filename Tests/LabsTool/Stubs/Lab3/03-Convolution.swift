// 3.3 Convolution, forward: a small window slides over the image, and at each place the same weights
// are multiplied with what is under it and summed. (K. Fukushima, 1980; Y. LeCun and others, 1989.)

import Shared

/// What one filter says about one window of one image, without the bias.
///
/// ```
/// Σ_c Σ_a Σ_b x[image, c, top + a, left + b] · weight[filter, c, a, b]
/// ```
/// The window may hang over the border: pixels outside of the image are zero, so their products are
/// left out. Nothing is flipped: `weight[…, 0, 0]` meets the pixel at the top left. (Mathematicians call
/// this cross-correlation, and convolution what flips the kernel. As the weights are learned it makes no
/// difference, and PyTorch and Keras do as here.)
///
/// - Parameters:
///   - x: Images, shape [N, C, H, W].
///   - image: Which of them, n.
///   - weight: Filters, shape [O, C, K, K′].
///   - filter: Which of them, o.
///   - top: Row of the window's first pixel, possibly negative.
///   - left: Column of the window's first pixel, possibly negative.
/// - Returns: The sum; 0 for a window that is wholly outside.
public func windowSum(
  _ x: Tensor, image: Int, _ weight: Tensor, filter: Int, top: Int, left: Int
) -> Float {
  requireChannels("windowSum", x, weight)
  todo("3.3 windowSum")
}

/// The convolution of images with filters, by loops.
///
/// ```
/// y[n, o, i, j] = bias[o] + Σ_c Σ_a Σ_b x[n, c, i·s + a − p, j·s + b − p] · weight[o, c, a, b]
/// H′ = ⌊(H + 2p − K) / s⌋ + 1,   W′ likewise
/// ```
/// Every filter reads all channels and makes one channel of the output. Window (i, j) has its first
/// pixel at (i·s − p, j·s − p): ask `windowSum` for each.
///
/// `convolve` of Shared gives the same sums, two thousand times faster, and the layers from 3.7 on use
/// it. Write the loops once nevertheless: 3.4 to 3.6 and 3.15 think in them.
/// PyTorch: `F.conv2d(x, weight, bias, stride, padding)`. Keras: `Conv2D(O, K)`, channels last, whose
/// kernel has shape [K, K, C, O].
///
/// - Parameters:
///   - x: Images, shape [N, C, H, W]; N may be 0.
///   - weight: Filters, shape [O, C, K, K′]; the window fits into the padded image.
///   - bias: One number a filter, shape [O].
///   - stride: s, pixels between two windows, at least 1.
///   - padding: p, rows and columns of zeros around the image, not negative.
/// - Returns: y, shape [N, O, H′, W′].
public func conv2d(
  _ x: Tensor, weight: Tensor, bias: Tensor, stride: Int = 1, padding: Int = 0
) -> Tensor {
  requireConvolution("conv2d", x, weight, bias, stride, padding)
  todo("3.3 conv2d")
}

/// Stops unless images and filters are of rank 4 and have as many channels as each other.
func requireChannels(_ operation: String, _ x: Tensor, _ weight: Tensor) {
  require(
    x.rank == 4 && weight.rank == 4 && x.shape[1] == weight.shape[1],
    "\(operation): images and filters must have as many channels as each other — images \(x.shape),"
      + " filters \(weight.shape) — use shapes [N, C, H, W] and [O, C, K, K]")
}

/// Stops unless the arguments of a convolution fit together.
func requireConvolution(
  _ operation: String, _ x: Tensor, _ weight: Tensor, _ bias: Tensor, _ stride: Int, _ padding: Int
) {
  requireChannels(operation, x, weight)
  require(
    bias.rank == 1 && bias.count == weight.shape[0],
    "\(operation): one bias a filter is needed — \(bias.shape) for filters \(weight.shape) — use"
      + " shape [\(weight.shape[0])]")
  require(
    stride >= 1 && padding >= 0,
    "\(operation): the stride must be at least 1 and the padding at least 0 — stride \(stride),"
      + " padding \(padding) — use 1 and 0")
  require(
    weight.shape[2] <= x.shape[2] + 2 * padding && weight.shape[3] <= x.shape[3] + 2 * padding,
    "\(operation): the window does not fit into the padded image — filters \(weight.shape), images"
      + " \(x.shape), padding \(padding) — use a smaller window or more padding")
}
