// 3.1 Sharing and shifts: a convolution is a dense layer in which most weights are zero and the rest
// are copies of a few. So it needs little to learn, and treats every place of an image alike.

import Shared

/// The images moved by whole pixels: what leaves is lost, and zeros enter on the other side.
///
/// ```
/// y[n, c, i, j] = x[n, c, i − down, j − right]      0 where that pixel does not exist
/// ```
/// NumPy's `roll` and PyTorch's `torch.roll` are different: there, what leaves comes in again.
///
/// - Parameters:
///   - images: Any images, shape [N, C, H, W].
///   - down: Pixels downwards; negative is upwards. May be larger than the image.
///   - right: Pixels to the right; negative is to the left.
/// - Returns: The moved images, shape [N, C, H, W].
public func shifted(_ images: Tensor, down: Int, right: Int) -> Tensor {
  todo("3.1 shifted")
}

/// The weight of the dense layer that a convolution without padding, stride 1, is.
///
/// ```
/// y[o, i, j] = Σ_c Σ_a Σ_b x[c, i + a, j + b] · kernel[o, c, a, b]      H′ = H − K + 1
/// ```
/// Flatten x and y, row after row, channel after channel: the sum becomes `y = x · Wᵀ`, as in the
/// linear layer of 1.5. Row (o, i, j) of W, its number being `(o · H′ + i) · W′ + j`, holds
/// `kernel[o, c, a, b]` in column (c, i + a, j + b), number `(c · H + i + a) · W + j + b`, and zeros
/// everywhere else: a window sees nothing beyond itself, and all windows have the same weights.
///
/// - Parameters:
///   - kernel: The weights, shape [O, C, K, K].
///   - height: H of the images, at least K.
///   - width: W of the images, at least K.
/// - Returns: W, shape [O · H′ · W′, C · H · W].
public func denseMatrix(of kernel: Tensor, height: Int, width: Int) -> Tensor {
  requireKernel(kernel, height, width)
  todo("3.1 denseMatrix")
}

/// Numbers that a convolution learns: its weights [O, C, K, K], and one bias for each output channel.
///
/// The size of the image does not matter: the same weights are used at every place.
///
/// - Parameters:
///   - channels: C, of the input.
///   - outputs: O, channels of the output.
///   - size: K, height and width of a window.
/// - Returns: The number.
public func convolutionParameterCount(channels: Int, outputs: Int, size: Int) -> Int {
  todo("3.1 convolutionParameterCount")
}

/// Numbers that a dense layer learns between the same images and the same output.
///
/// It reads all C · H · W pixels for each of its O · H′ · W′ outputs (H′ = H − K + 1, likewise W′),
/// each of which has a bias of its own.
///
/// - Parameters:
///   - channels: C, of the input.
///   - outputs: O, channels of the output.
///   - size: K, height and width of the window that it does without.
///   - height: H of the images.
///   - width: W of the images.
/// - Returns: The number.
public func denseParameterCount(
  channels: Int, outputs: Int, size: Int, height: Int, width: Int
) -> Int {
  todo("3.1 denseParameterCount")
}

/// How much it matters whether images are shifted before a transformation or after it.
///
/// ```
/// error = max | f(shift(x)) − shift(f(x)) |      over all places `margin` or more from each border
/// ```
/// A convolution gives 0: it is *equivariant*, the output moves as the input does. A dense layer with
/// other weights at each place does not. Near the border even a convolution differs, because there
/// zeros enter or pixels leave; the margin keeps these places out.
///
/// - Parameters:
///   - transform: f, from images to images of any size [N, C′, H′, W′].
///   - images: x, shape [N, C, H, W].
///   - down: Pixels of the shift downwards.
///   - right: Pixels of the shift to the right.
///   - margin: Pixels left out at each border of f(x), not negative. `require` stops where nothing is
///     left, with a message that names the shape of f(x).
/// - Returns: The largest difference, at least 0.
public func equivarianceError(
  of transform: (Tensor) -> Tensor, on images: Tensor, down: Int, right: Int, margin: Int
) -> Float {
  todo("3.1 equivarianceError")
}

private func requireKernel(_ kernel: Tensor, _ height: Int, _ width: Int) {
  require(
    kernel.rank == 4 && kernel.shape[2] == kernel.shape[3],
    "denseMatrix: a kernel of shape [O, C, K, K] is needed — \(kernel.shape) — reshape it")
  require(
    kernel.shape[2] >= 1 && kernel.shape[2] <= min(height, width),
    "denseMatrix: the window does not fit into the image — kernel \(kernel.shape), image"
      + " \(height) × \(width) — use a larger image")
}
