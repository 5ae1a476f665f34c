// Convolution by its definition, in plain loops: what the fast loops are tested against.

/// The convolution by its definition: what `convolve` is tested against.
///
/// - Parameters:
///   - x: Images, shape `[N, C, H, W]`.
///   - kernel: Weights, shape `[O, C, K, K′]`.
///   - stride: Pixels between two windows.
///   - padding: Zeros added on each of the four sides.
/// - Returns: Sums, shape `[N, O, H′, W′]`. Stops where `convolve` does.
public func naiveConvolve(
  _ x: Tensor, _ kernel: Tensor, stride: Int = 1, padding: Int = 0
) -> Tensor {
  let sizes = ConvolutionShape("naiveConvolve", x.shape, kernel.shape, stride, padding)
  var y = Tensor(zeros: sizes.output)
  sizes.forEachProduct { output, input, weight in
    y.scalars[output] += x.scalars[input] * kernel.scalars[weight]
  }
  return y
}

/// The gradient of the input by its definition: what `convolveInputGradient` is tested against.
///
/// - Parameters:
///   - dy: Gradient with respect to the result, shape `[N, O, H′, W′]`.
///   - kernel: Weights, shape `[O, C, K, K′]`.
///   - inputShape: Shape of the images, `[N, C, H, W]`.
///   - stride: Pixels between two windows.
///   - padding: Zeros added on each of the four sides.
/// - Returns: Gradient, shape `inputShape`. Stops where `convolveInputGradient` does.
public func naiveConvolveInputGradient(
  _ dy: Tensor, _ kernel: Tensor, inputShape: Shape, stride: Int = 1, padding: Int = 0
) -> Tensor {
  let name = "naiveConvolveInputGradient"
  let sizes = ConvolutionShape(name, inputShape, kernel.shape, stride, padding, dy: dy.shape)
  var dx = Tensor(zeros: inputShape)
  sizes.forEachProduct { output, input, weight in
    dx.scalars[input] += dy.scalars[output] * kernel.scalars[weight]
  }
  return dx
}

/// The gradient of the kernel by its definition: what `convolveKernelGradient` is tested against.
///
/// - Parameters:
///   - dy: Gradient with respect to the result, shape `[N, O, H′, W′]`.
///   - x: Images, shape `[N, C, H, W]`.
///   - kernelShape: Shape of the kernel, `[O, C, K, K′]`.
///   - stride: Pixels between two windows.
///   - padding: Zeros added on each of the four sides.
/// - Returns: Gradient, shape `kernelShape`. Stops where `convolveKernelGradient` does.
public func naiveConvolveKernelGradient(
  _ dy: Tensor, _ x: Tensor, kernelShape: Shape, stride: Int = 1, padding: Int = 0
) -> Tensor {
  let name = "naiveConvolveKernelGradient"
  let sizes = ConvolutionShape(name, x.shape, kernelShape, stride, padding, dy: dy.shape)
  var dw = Tensor(zeros: kernelShape)
  sizes.forEachProduct { output, input, weight in
    dw.scalars[weight] += dy.scalars[output] * x.scalars[input]
  }
  return dw
}

extension ConvolutionShape {
  /// Calls `body` with the places of the three numbers that meet in each product.
  @inline(__always)
  fileprivate func forEachProduct(_ body: (_ output: Int, _ input: Int, _ weight: Int) -> Void) {
    for image in 0..<n {
      for o in 0..<outputs {
        for i in 0..<rows {
          for j in 0..<columns {
            let output = ((image * outputs + o) * rows + i) * columns + j
            for c in 0..<channels {
              for a in 0..<kernelHeight {
                let row = i * stride + a - padding
                if row < 0 || row >= height { continue }
                for b in 0..<kernelWidth {
                  let column = j * stride + b - padding
                  if column < 0 || column >= width { continue }
                  body(
                    output, ((image * channels + c) * height + row) * width + column,
                    ((o * channels + c) * kernelHeight + a) * kernelWidth + b)
                }
              }
            }
          }
        }
      }
    }
  }
}
