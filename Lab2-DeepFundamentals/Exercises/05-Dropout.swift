// 2.5 Dropout: in training, leave out each number with probability p, so that no unit can rely on
// any one of its inputs. (N. Srivastava, G. Hinton, A. Krizhevsky, I. Sutskever, R. Salakhutdinov, 2014.)

import Lab1
import Shared

/// Sets each element to 0 with probability p while training, and enlarges the others.
///
/// ```
/// training:   y = x · m       m = 0 with probability p, otherwise 1 / (1 − p)
/// inference:  y = x
/// ```
/// On average m is `p · 0 + (1 − p) / (1 − p) = 1`: the layer above sees the same mean in both modes.
/// That is *inverted* dropout, as in PyTorch and Keras; the first paper scaled the weights in inference
/// instead.
///
/// p is the share that is *dropped* (in the first paper and old TensorFlow, the share kept).
/// PyTorch: `nn.Dropout(p)`; Keras: `Dropout(p)`.
public struct Dropout: ParameterFreeLayer {
  /// p, the probability to be dropped.
  public let rate: Float
  /// The factors m of the latest forward, the shape of x; nil when it was in inference mode.
  public internal(set) var mask: Tensor?

  /// Creates a layer that drops elements with probability `rate`, from 0 up to but not including 1.
  ///
  /// A rate of 1 leaves nothing to enlarge: 1 / (1 − p) is ∞, and ∞ · 0 NaN. (PyTorch returns zeros.)
  public init(rate: Float) {
    require(
      rate >= 0 && rate < 1,
      "Dropout: the rate is the share that is dropped, at least 0 and below 1 — \(rate) — use 0.1 to"
        + " 0.5")
    self.rate = rate
  }

  /// Drops elements in training, returns x in inference; remembers the mask.
  ///
  /// Each element is drawn for itself, from the context's generator: `Tensor(randomUniform: x.shape,
  /// using: &context.generator)` gives numbers in 0..<1, of which a share p is below p. In inference the
  /// generator is not touched.
  ///
  /// - Parameters:
  ///   - x: The inputs, any shape.
  ///   - context: Its mode and generator.
  /// - Returns: y, the shape of x.
  public mutating func forward(_ x: Tensor, _ context: inout Context) -> Tensor {
    todo("2.5 Dropout.forward")
  }

  /// dL/dx from dL/dy, with the factors of the latest forward.
  ///
  /// ```
  /// y[i] = x[i] · m[i], and m does not depend on x:   dx[i] = dy[i] · m[i]
  /// ```
  /// - Parameter dy: dL/dy, the shape of the latest output.
  /// - Returns: dL/dx; dy after a forward in inference mode.
  public mutating func backward(_ dy: Tensor) -> Tensor {
    todo("2.5 Dropout.backward")
  }
}
