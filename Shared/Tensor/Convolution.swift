// Convolution of images and its two gradients: checks and shapes. The loops are in Kernels.

/// The convolution of images with a kernel.
///
/// `y[n, o, i, j] = Σ x[n, c, i·stride + a - padding, j·stride + b - padding] · kernel[o, c, a, b]`,
/// over all channels `c`, kernel rows `a` and kernel columns `b`; pixels outside of the image are
/// zero. As in PyTorch and Keras the kernel is not flipped: mathematicians call it cross-correlation.
/// ```swift
/// let y = convolve(images, kernel, padding: 1) + bias.reshaped(to: [1, 6, 1, 1])
/// ```
/// - Parameters:
///   - x: Images, shape `[N, C, H, W]`.
///   - kernel: Weights, shape `[O, C, K, K′]`; height and width may differ.
///   - stride: Pixels between two windows, in both directions; at least 1.
///   - padding: Zeros added on each of the four sides; not negative.
/// - Returns: Sums, shape `[N, O, H′, W′]` with `H′ = (H + 2 · padding - K) / stride + 1`, rounded
///   down. Stops when the shapes do not fit or the kernel is larger than the padded image.
/// - Complexity: O(N · O · H′ · W′ · C · K · K′).
public func convolve(
  _ x: Tensor, _ kernel: Tensor, stride: Int = 1, padding: Int = 0
) -> Tensor {
  let sizes = ConvolutionShape("convolve", x.shape, kernel.shape, stride, padding)
  return sizes.output.filled(from: x, kernel, sizes.convolve)
}

/// The gradient of the input of a convolution: each pixel collects what the windows over it return.
///
/// `dx[n, c, y, z] = Σ dy[n, o, i, j] · kernel[o, c, a, b]`, over all `o`, `i`, `a`, `j`, `b` with
/// `i·stride + a - padding = y` and `j·stride + b - padding = z`. With the shape of an image as
/// `dy`, this is also the forward pass of a transposed convolution.
/// - Parameters:
///   - dy: Gradient of the loss with respect to the result of `convolve`, shape `[N, O, H′, W′]`.
///   - kernel: Weights, shape `[O, C, K, K′]`.
///   - inputShape: Shape of the images, `[N, C, H, W]`.
///   - stride: Pixels between two windows.
///   - padding: Zeros added on each of the four sides.
/// - Returns: Gradient with respect to the images, shape `inputShape`. Stops when the shapes do not
///   fit.
/// - Complexity: O(N · O · H′ · W′ · C · K · K′).
public func convolveInputGradient(
  _ dy: Tensor, _ kernel: Tensor, inputShape: Shape, stride: Int = 1, padding: Int = 0
) -> Tensor {
  let name = "convolveInputGradient"
  let sizes = ConvolutionShape(name, inputShape, kernel.shape, stride, padding, dy: dy.shape)
  return inputShape.filled(from: dy, kernel, sizes.inputGradient)
}

/// The gradient of the kernel of a convolution: each weight collects from all windows.
///
/// `dw[o, c, a, b] = Σ dy[n, o, i, j] · x[n, c, i·stride + a - padding, j·stride + b - padding]`, over
/// all images `n` and windows `i`, `j`.
/// - Parameters:
///   - dy: Gradient of the loss with respect to the result of `convolve`, shape `[N, O, H′, W′]`.
///   - x: Images, shape `[N, C, H, W]`.
///   - kernelShape: Shape of the kernel, `[O, C, K, K′]`.
///   - stride: Pixels between two windows.
///   - padding: Zeros added on each of the four sides.
/// - Returns: Gradient with respect to the kernel, shape `kernelShape`. Stops when the shapes do not
///   fit.
/// - Complexity: O(N · O · H′ · W′ · C · K · K′).
public func convolveKernelGradient(
  _ dy: Tensor, _ x: Tensor, kernelShape: Shape, stride: Int = 1, padding: Int = 0
) -> Tensor {
  let name = "convolveKernelGradient"
  let sizes = ConvolutionShape(name, x.shape, kernelShape, stride, padding, dy: dy.shape)
  return kernelShape.filled(from: dy, x, sizes.kernelGradient)
}

/// The sizes of a convolution, checked.
struct ConvolutionShape {
  let input: Shape
  let kernel: Shape
  let output: Shape
  let (stride, padding): (Int, Int)
  let (n, channels, height, width): (Int, Int, Int, Int)
  let (outputs, kernelHeight, kernelWidth): (Int, Int, Int)
  /// Windows below and beside each other.
  let (rows, columns): (Int, Int)

  /// Stops when they do not fit; `dy` must have the shape of the result.
  init(
    _ operation: String, _ x: Shape, _ kernel: Shape, _ stride: Int, _ padding: Int,
    dy: Shape? = nil
  ) {
    require(
      x.rank == 4 && kernel.rank == 4,
      "\(operation): images must be [N, C, H, W] and the kernel [O, C, K, K′] — \(x) and \(kernel). "
        + "Reshape them")
    require(
      x[1] == kernel[1],
      "\(operation): the numbers of channels differ — images \(x), kernel \(kernel) "
        + "(\(x[1]) ≠ \(kernel[1])). A kernel needs as many input channels as the images have")
    requireSteps(operation, stride: stride, padding: padding)
    (input, self.kernel, self.stride, self.padding) = (x, kernel, stride, padding)
    (n, channels, height, width) = x.nchw
    (outputs, kernelHeight, kernelWidth) = (kernel[0], kernel[2], kernel[3])
    let (tall, wide) = (height + 2 * padding, width + 2 * padding)
    require(
      1...max(1, tall) ~= kernelHeight && 1...max(1, wide) ~= kernelWidth
        && tall > 0 && wide > 0,
      "\(operation): the kernel does not fit into the padded images — kernel \(kernel), images \(x), "
        + "padding \(padding). Use a smaller kernel or more padding")
    rows = (tall - kernelHeight) / stride + 1
    columns = (wide - kernelWidth) / stride + 1
    output = [n, outputs, rows, columns]
    require(
      dy == nil || dy == output,
      "\(operation): the gradient does not have the shape of the result — \(dy ?? []) instead of "
        + "\(output). Pass the stride and the padding of the forward pass")
  }

  /// How the windows lie over the images.
  var windows: Windows {
    Windows(
      height: height, width: width, kernelHeight: kernelHeight, kernelWidth: kernelWidth,
      stride: stride, top: padding, left: padding, rows: rows, columns: columns)
  }
}

/// Stops unless the stride is positive and the padding is not negative.
func requireSteps(_ operation: String, stride: Int, padding: Int) {
  require(
    stride >= 1 && padding >= 0,
    "\(operation): the stride must be at least 1 and the padding at least 0 — stride \(stride), "
      + "padding \(padding). Use 1 and 0 to move by single pixels without a border")
}
