// 3.7 Layers on the hot loops: the loops of 3.3, 3.5 and 3.6 as layers that train. `Shared` does the
// arithmetic, a thousand times faster than our loops; what a layer adds is memory and parameters.

import Lab1
import Shared

/// A convolution layer: K×K windows of all C channels against O kernels.
///
/// ```
/// y  = x ∗ w + b                                     convolve
/// dx = what the windows return to their pixels       convolveInputGradient
/// dw = Σ over images and windows of dy · x           convolveKernelGradient
/// db = Σ over images and pixels of dy
/// ```
/// It has O · C · K · K + O parameters, whatever the size of the pictures. Where a batch normalisation
/// follows, the bias is for nothing (it would be subtracted with the mean), and left out.
///
/// Keras: `Conv2D(O, K, strides, padding)`, whose kernel is [K, K, C, O] and whose `padding="same"` pads
/// unequally with stride 2; PyTorch: `nn.Conv2d(C, O, K, stride, padding)`, with our shapes.
public struct Conv2d: Layer, InputGradientOptional {
  /// The kernels, shape [O, C, K, K], with their gradient.
  public var weight: Parameter
  /// One number for each output channel, shape [O], or none.
  public var bias: Parameter?
  /// Pixels between two windows.
  public let stride: Int
  /// Zeros added on each of the four sides.
  public let padding: Int
  /// The images of the latest forward, shape [N, C, H, W].
  public internal(set) var input = Tensor(zeros: [0, 0, 0, 0])
  /// Whether anybody reads what `backward` returns; false saves a third of the work.
  public var needsInputGradient = true

  /// Creates a layer with these parameters.
  ///
  /// - Parameters:
  ///   - weight: Shape [O, C, K, K].
  ///   - bias: Shape [O]; nil for a layer without.
  ///   - stride: Pixels between two windows, at least 1.
  ///   - padding: Zeros added on each of the four sides.
  public init(weight: Tensor, bias: Tensor?, stride: Int = 1, padding: Int = 0) {
    require(
      weight.rank == 4 && weight.shape[2] == weight.shape[3]
        && (bias == nil || bias?.shape == [weight.shape[0]]),
      "Conv2d: a weight [O, C, K, K] and a bias [O] are needed — weight \(weight.shape), bias"
        + " \(bias.map { "\($0.shape)" } ?? "none") — give each output channel one number")
    require(
      stride > 0 && padding >= 0,
      "Conv2d: windows must move — stride \(stride), padding \(padding) — use 1 and 0 or more")
    self.weight = Parameter(weight, name: "weight")
    self.bias = bias.map { Parameter($0, name: "bias") }
    (self.stride, self.padding) = (stride, padding)
  }

  /// The convolution of all images; remembers them.
  ///
  /// The bias, [O], belongs to axis 1 of [N, O, H′, W′], and broadcasting lines up at the last axis: give
  /// it the shape [1, O, 1, 1]. (`+=` adds it in place, without another tensor.)
  ///
  /// - Parameters:
  ///   - x: Images, shape [N, C, H, W].
  ///   - context: Not used by this layer.
  /// - Returns: y, shape [N, O, H′, W′].
  public mutating func forward(_ x: Tensor, _ context: inout Context) -> Tensor {
    require(
      x.rank == 4 && x.shape[1] == weight.value.shape[1],
      "Conv2d.forward: images with \(weight.value.shape[1]) channels are needed — \(x.shape) — use"
        + " shape [N, \(weight.value.shape[1]), H, W]")
    todo("3.7 Conv2d.forward")
  }

  /// The gradients of the latest forward; adds dL/dw and dL/db to those of `weight` and `bias`.
  ///
  /// A gradient on an optional parameter: `bias?.gradient += …`.
  ///
  /// - Parameter dy: dL/dy, shape [N, O, H′, W′].
  /// - Returns: dL/dx, shape [N, C, H, W]. Where `needsInputGradient` is false nobody reads it, and it
  ///   may be anything.
  public mutating func backward(_ dy: Tensor) -> Tensor {
    require(
      dy.rank == 4 && dy.shape[0] == input.shape[0] && dy.shape[1] == weight.value.shape[0],
      "Conv2d.backward: dy must have the shape of the latest output — dy \(dy.shape), remembered"
        + " input \(input.shape) — keep the input in forward: input = x")
    todo("3.7 Conv2d.backward")
  }

  /// Visits the weight, then the bias where there is one.
  public mutating func forEachParameter(_ body: (inout Parameter) -> Void) {
    body(&weight)
    bias?.visit(body)
  }
}

extension Conv2d {
  /// Creates a layer with He's normal weights and a bias of zeros.
  ///
  /// One output is a sum of C · K · K products: that is the fan-in of a convolution, and
  /// `√(2 / (C·K·K))` the standard deviation of its weights (2.2). PyTorch and Keras draw uniform
  /// ones unless told otherwise. `Tensor(randomNormal:standardDeviation:using:)` draws, once.
  ///
  /// - Parameters:
  ///   - channels: C, the channels of the images.
  ///   - outputs: O, the number of kernels.
  ///   - size: K.
  ///   - stride: Pixels between two windows.
  ///   - padding: Zeros added on each of the four sides.
  ///   - hasBias: Whether the layer has a bias.
  ///   - generator: Where the weights come from.
  public init(
    channels: Int, outputs: Int, size: Int, stride: Int = 1, padding: Int = 0, hasBias: Bool = true,
    using generator: inout SeededGenerator
  ) {
    require(
      channels > 0 && outputs > 0 && size > 0,
      "Conv2d: channels, outputs and size are at least 1 — \(channels), \(outputs) and \(size)")
    todo("3.7 Conv2d.init")
  }
}

/// The largest number of each window, on Shared's `maxPool`.
///
/// `maxPool` has no padding: pad by hand. `x.padded(by:with:)` takes a pair for each axis and the value, −∞
/// here (3.6); the places it then gives are those in the padded pictures, so the gradient is made in
/// their shape, and the border cut off with `slice(_:along:)` along axes 2 and 3.
///
/// Keras: `MaxPooling2D(size, strides)`; PyTorch: `nn.MaxPool2d(size, stride, padding)`.
public struct MaxPool2d: ParameterFreeLayer {
  /// Height and width of a window, pixels between two, and the border.
  public let size, stride, padding: Int
  /// The shape of the latest input, [N, C, H, W].
  public internal(set) var inputShape: Shape = [0, 0, 0, 0]
  /// Where the latest maxima stood, in the padded pictures.
  public internal(set) var places: [Int32] = []

  /// Creates a layer with windows of `size`, which lie side by side unless a stride is given.
  public init(size: Int, stride: Int? = nil, padding: Int = 0) {
    require(
      padding >= 0 && 2 * padding <= size,
      "MaxPool2d: a border of at most half a window — size \(size), padding \(padding)")
    (self.size, self.stride, self.padding) = (size, stride ?? size, padding)
  }

  /// The maxima, shape [N, C, H′, W′]; remembers the shape of x and the places.
  public mutating func forward(_ x: Tensor, _ context: inout Context) -> Tensor {
    todo("3.7 MaxPool2d.forward")
  }

  /// dL/dx, shape [N, C, H, W], from dL/dy, shape [N, C, H′, W′].
  public mutating func backward(_ dy: Tensor) -> Tensor {
    todo("3.7 MaxPool2d.backward")
  }
}

/// The mean of each window, on Shared's `averagePool`.
///
/// Keras: `AveragePooling2D(size, strides)`; PyTorch: `nn.AvgPool2d(size, stride)`.
public struct AveragePool2d: ParameterFreeLayer {
  /// Height and width of a window, and pixels between two.
  public let size, stride: Int
  /// The shape of the latest input, [N, C, H, W].
  public internal(set) var inputShape: Shape = [0, 0, 0, 0]

  /// Creates a layer with windows of `size`, which lie side by side unless a stride is given.
  public init(size: Int, stride: Int? = nil) { (self.size, self.stride) = (size, stride ?? size) }

  /// The means, shape [N, C, H′, W′]; remembers the shape of x.
  public mutating func forward(_ x: Tensor, _ context: inout Context) -> Tensor {
    todo("3.7 AveragePool2d.forward")
  }

  /// dL/dx, shape [N, C, H, W], from dL/dy, shape [N, C, H′, W′].
  public mutating func backward(_ dy: Tensor) -> Tensor {
    todo("3.7 AveragePool2d.backward")
  }
}

/// A layer that need not work out dL/dx, where x is data: the first one of a network.
public protocol InputGradientOptional: Layer {
  /// Whether anybody reads what `backward` returns.
  var needsInputGradient: Bool { get set }
}

extension Linear: InputGradientOptional {}

extension Sequential: InputGradientOptional {
  /// Whether the first layer works out dL/dx; true where it has no choice.
  public var needsInputGradient: Bool {
    get { (layers.first as? any InputGradientOptional)?.needsInputGradient ?? true }
    set {
      guard var first = layers.first as? any InputGradientOptional else { return }
      first.needsInputGradient = newValue
      layers[0] = first
    }
  }
}

extension Parameter {
  /// Hands itself to `body`, so that optional chaining can: `bias?.visit(body)`.
  mutating func visit(_ body: (inout Parameter) -> Void) { body(&self) }
}
