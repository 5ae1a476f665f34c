// 2.4 Layer normalisation: the same idea turned by 90 degrees. Each example is normalised over its
// own features, so nothing depends on the batch. (J. L. Ba, J. R. Kiros, G. E. Hinton, 2016.)

import Shared

/// Normalises along the last axis, then scales and shifts each feature.
///
/// ```
/// x̂ = (x − μ) / s       μ: mean of one row, its D numbers; s = √(v + ε)
/// y = γ · x̂ + β         v: their variance, divided by D (the biased one); γ and β: [D]
/// ```
/// Every row has its own μ and s, computed in training and inference alike: no running statistics, no
/// difference between the modes, and a batch of one is fine. That is why Transformers have it.
///
/// Measure v from the distances, `mean((x − μ)²)`. The shortcut `mean(x²) − μ²` subtracts two large
/// numbers: at x ≈ 1000 in Float hardly a digit is left of a variance of 1.
///
/// PyTorch: `nn.LayerNorm(D)`. Keras: `LayerNormalization()`, with ε = 0.001.
public struct LayerNorm: Layer {
  /// γ, shape [D]; called `weight` in model files, as in PyTorch's.
  public var scale: Parameter
  /// β, shape [D]; called `bias` in model files.
  public var shift: Parameter
  /// What keeps the root from 0, ε.
  public let epsilon: Float

  /// x̂ of the latest forward, the shape of x: `backward` needs it.
  public internal(set) var normalized = Tensor(zeros: [0, 0])
  /// s of the latest forward, the shape of x with 1 in the place of D.
  public internal(set) var deviation = Tensor(ones: [0, 1])

  /// Creates a layer with γ = 1 and β = 0.
  ///
  /// - Parameters:
  ///   - features: D, the size of the last axis; at least 1.
  ///   - epsilon: ε, above 0.
  public init(features: Int, epsilon: Float = 1e-5) {
    require(
      features > 0 && epsilon > 0,
      "LayerNorm: at least one feature and a positive ε are needed — \(features), \(epsilon) —"
        + " use ε = 1e-5, the usual one")
    scale = Parameter(Tensor(ones: [features]), name: "weight")
    shift = Parameter(Tensor(zeros: [features]), name: "bias")
    self.epsilon = epsilon
  }

  /// Normalises each row; remembers x̂ in `normalized` and s in `deviation`.
  ///
  /// A constant row becomes x̂ = 0, y = β: there ε keeps the division from 0/0. A NaN spoils
  /// its row and no other.
  ///
  /// - Parameters:
  ///   - x: The inputs, [N, D], [N, T, D] or [N, …, D]; N may be 0.
  ///   - context: Not used by this layer.
  /// - Returns: y, the shape of x.
  public mutating func forward(_ x: Tensor, _ context: inout Context) -> Tensor {
    require(
      x.rank >= 2 && x.shape[x.rank - 1] == scale.value.count,
      "LayerNorm.forward: an input with \(scale.value.count) features on the last axis is needed —"
        + " \(x.shape) — use shape [N, \(scale.value.count)] or [N, T, \(scale.value.count)]")
    todo("2.4 LayerNorm.forward")
  }

  /// The gradients of the latest forward; adds dγ and dβ to those of `scale` and `shift`.
  ///
  /// γ and β are used once in every row, so their gradients are sums over all axes but the last:
  ///
  /// ```
  /// dγ[d] = Σ dy[…, d] · x̂[…, d]
  /// dβ[d] = Σ dy[…, d]
  /// ```
  /// Within a row, x[d] acts on its own x̂[d], and on every x̂[e] through μ and s:
  ///
  /// ```
  /// dx̂[d]       = dy[d] · γ[d]
  /// ∂μ/∂x[d]    = 1/D        ∂s/∂x[d] = x̂[d]/D
  /// ∂x̂[e]/∂x[d] = (δ[e, d] − 1/D − x̂[e] · x̂[d]/D) / s
  /// dx[d]       = (dx̂[d] − mean(dx̂) − x̂[d] · mean(dx̂ · x̂)) / s      means over the row
  /// ```
  /// - Parameter dy: dL/dy, the shape of the latest output.
  /// - Returns: dL/dx.
  public mutating func backward(_ dy: Tensor) -> Tensor {
    require(
      dy.shape == normalized.shape,
      "LayerNorm.backward: dy must have the shape of the latest output — dy \(dy.shape), remembered"
        + " x̂ \(normalized.shape) — keep it in forward: normalized = …")
    todo("2.4 LayerNorm.backward")
  }

  /// Visits γ, then β.
  public mutating func forEachParameter(_ body: (inout Parameter) -> Void) {
    body(&scale)
    body(&shift)
  }
}
