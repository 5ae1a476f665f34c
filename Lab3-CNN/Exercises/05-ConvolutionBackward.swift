// 3.5 Convolution, backward: the same seven loops as forward, with the roles exchanged. Every product
// of the forward pass, one output = … + pixel · weight + …, hands a gradient back to its two factors.

import Shared

/// The gradient of the input of a convolution: each pixel collects from all windows that saw it.
///
/// Forward multiplies pixel (y, z) with weight (a, b) wherever the window (i, j) lays the weight on it:
///
/// ```
/// y[n, o, i, j] = b[o] + Σ_c,a,b x[n, c, y, z] · w[o, c, a, b]       y = i·stride + a − padding
///                                                                    z = j·stride + b − padding
/// ∂y[n, o, i, j]/∂x[n, c, y, z] = w[o, c, a, b]
/// dx[n, c, y, z] = Σ dy[n, o, i, j] · w[o, c, a, b]     over all o, i, j, a, b that meet at (y, z)
/// ```
/// There is no need to ask which windows saw a pixel. Walk over dy as forward walks over its output,
/// and *add* each product to the pixel that it came from: gathering forward is scattering backward.
/// Products that lay on the padding have no pixel, and their gradient goes nowhere.
///
/// The sum over `i = (y + padding − a) / stride` is again a convolution: with stride 1, that of dy with
/// the kernel turned by 180°, and padding K − 1 − padding.
///
/// Write the loops. `convolveInputGradient` of Shared gives the same numbers, a thousand times faster:
/// 3.7 uses it.
///
/// - Parameters:
///   - dy: dL/dy, shape [N, O, H′, W′].
///   - weight: w, shape [O, C, K, K].
///   - inputShape: [N, C, H, W], the shape of the images.
///   - stride: Pixels between two windows.
///   - padding: Zeros that forward saw on each side.
/// - Returns: dL/dx, shape [N, C, H, W].
public func conv2dInputGradient(
  _ dy: Tensor, weight: Tensor, inputShape: Shape, stride: Int = 1, padding: Int = 0
) -> Tensor {
  requireGradient("conv2dInputGradient", dy.shape, weight.shape, inputShape, stride, padding)
  todo("3.5 conv2dInputGradient")
}

/// The gradient of the weight of a convolution: each weight collects from all places it was laid on.
///
/// ```
/// ∂y[n, o, i, j]/∂w[o, c, a, b] = x[n, c, i·stride + a − padding, j·stride + b − padding]
/// dw[o, c, a, b] = Σ_n,i,j dy[n, o, i, j] · x[n, c, i·stride + a − padding, j·stride + b − padding]
/// ```
/// One weight serves N · H′ · W′ products (that is what sharing means), so its gradient is a sum over
/// all images and all windows. It is not divided by any of them: a mean is taken once, in the loss.
/// Where forward saw padding, x is 0 and adds nothing.
///
/// - Parameters:
///   - dy: dL/dy, shape [N, O, H′, W′].
///   - x: The images of the forward pass, shape [N, C, H, W].
///   - weightShape: [O, C, K, K].
///   - stride: Pixels between two windows.
///   - padding: Zeros that forward saw on each side.
/// - Returns: dL/dw, shape [O, C, K, K].
public func conv2dWeightGradient(
  _ dy: Tensor, x: Tensor, weightShape: Shape, stride: Int = 1, padding: Int = 0
) -> Tensor {
  requireGradient("conv2dWeightGradient", dy.shape, weightShape, x.shape, stride, padding)
  todo("3.5 conv2dWeightGradient")
}

/// The gradient of the bias of a convolution.
///
/// ```
/// ∂y[n, o, i, j]/∂b[o] = 1
/// db[o] = Σ_n,i,j dy[n, o, i, j]       the bias of a channel is added at every pixel of it
/// ```
/// - Parameter dy: dL/dy, shape [N, O, H′, W′].
/// - Returns: dL/db, shape [O].
public func conv2dBiasGradient(_ dy: Tensor) -> Tensor {
  require(
    dy.rank == 4,
    "conv2dBiasGradient: the gradient of images is needed — \(dy.shape) — use [N, O, H′, W′]")
  todo("3.5 conv2dBiasGradient")
}

/// Stops unless dy is shaped like the result of the convolution that it claims to come from.
private func requireGradient(
  _ operation: String, _ dy: Shape, _ weight: Shape, _ input: Shape, _ stride: Int, _ padding: Int
) {
  require(
    weight.rank == 4 && input.rank == 4 && weight[1] == input[1] && weight[2] == weight[3]
      && stride > 0 && padding >= 0,
    "\(operation): the weight does not fit the images — weight \(weight), images \(input), stride"
      + " \(stride), padding \(padding) — use [O, C, K, K] and [N, C, H, W]")
  let rows = (input[2] + 2 * padding - weight[2]) / stride + 1
  let columns = (input[3] + 2 * padding - weight[2]) / stride + 1
  let output: Shape = [input[0], weight[0], max(rows, 0), max(columns, 0)]
  require(
    dy == output,
    "\(operation): dy must have the shape of the output — \(dy) instead of \(output) — pass the"
      + " stride and the padding of the forward pass")
}
