// 2.9 Gradient clipping: one steep place must not throw the network far away. After `backward` and
// before the optimizer's step, gradients that are too long are shortened.

import Shared

/// The length of all gradients of a network, taken as one long vector.
///
///     ‖g‖ = √( Σ over all parameters, Σ over all elements, of g² )
///
/// The squares of large gradients overflow a `Float` (10³⁰ squared is ∞): add them up in `Double`.
/// `tensor.norm()` is the length of one tensor and does so inside.
///
/// - Parameter model: The network; visited, not changed.
/// - Returns: The norm; 0 without parameters, NaN or ∞ when a gradient is.
public func gradientNorm<Model: Layer>(of model: inout Model) -> Float {
  todo("2.9 gradientNorm")
}

/// Shortens all gradients of a network by one factor, so that their common norm is at most `limit`.
///
///     g ← g · min(1, limit / (‖g‖ + 10⁻⁶))         ‖g‖ as in `gradientNorm`
///
/// One factor for all: the direction stays, the step becomes shorter. Gradients within the limit
/// stay bit for bit as they are. The 10⁻⁶ is PyTorch's.
///
/// When the norm is NaN or ∞ no factor makes sense, and the gradients stay as they are: the caller
/// sees it in the result (`isFinite`) and skips the step. (PyTorch multiplies by NaN all the same,
/// and with it spoils every parameter, unless `error_if_nonfinite` is set.)
///
/// PyTorch: `clip_grad_norm_`. Keras: `global_clipnorm` (`clipnorm` takes each tensor by itself).
/// Source: Pascanu, Mikolov and Bengio, "On the difficulty of training recurrent networks", 2013.
///
/// - Parameters:
///   - model: The network whose gradients are clipped; its values stay.
///   - limit: The largest norm, above 0; on another one `require` stops with a message that names it.
/// - Returns: The norm *before* clipping: worth recording, a rising one announces trouble.
@discardableResult
public func clipGradients<Model: Layer>(of model: inout Model, toNorm limit: Float) -> Float {
  todo("2.9 clipNorm")
}

/// Cuts every element of every gradient to −limit…limit, each by itself.
///
/// Simple and safe, but the direction changes: a gradient of (10, 1) cut at 1 is (1, 1). NaN stays
/// NaN. `clipped(to:)` of a tensor does the cutting.
///
/// PyTorch: `clip_grad_value_`. Keras: `clipvalue`.
///
/// - Parameters:
///   - model: The network whose gradients are clipped; its values stay.
///   - limit: The largest magnitude, above 0; on another one `require` stops with a message that
///     names it.
public func clipGradients<Model: Layer>(of model: inout Model, toValue limit: Float) {
  todo("2.9 clipValue")
}
