// 2.15 Loss landscape: a picture of the loss around a trained network. Of its thousands of directions
// two random ones are drawn on, so the picture is a slice. (H. Li, Z. Xu, G. Taylor, C. Studer,
// T. Goldstein, "Visualizing the loss landscape of neural nets", 2018.)

import Shared

// A point and a direction are a tensor for each parameter, in visiting order.

extension Layer {
  /// The values of all parameters, in visiting order.
  public var parameterValues: [Tensor] {
    mutating get {
      todo("2.15 parameterValues")
    }
  }

  /// Puts every parameter at `start + Σ step·direction`; gradients stay as they are.
  ///
  ///     w[k] ← start[k] + Σᵢ steps[i] · directions[i][k]        for each parameter k
  ///
  /// Always from `start`, never from where the parameters are: `(w + d) − d` need not be w in `Float`,
  /// and a hundred such moves drift away. With no directions the parameters are `start`, bit for bit.
  ///
  /// - Parameters:
  ///   - start: A point.
  ///   - directions: Directions of the point's shapes.
  ///   - steps: How far along each.
  public mutating func move(from start: [Tensor], along directions: [[Tensor]], by steps: [Float]) {
    todo("2.15 move")
  }
}

/// A direction scaled filter by filter to the size of the weights it will move.
///
///     d[o] ← d[o] · ‖w[o]‖ / ‖d[o]‖         for each row o of a weight: what one unit reads
///
/// A ReLU network stays the same when one layer's weights are doubled and the next one's halved, and
/// in the doubled layer a step of length 1 is then half as long: unscaled pictures show the scale of
/// the weights, not the loss. Scaled, a step of 1 changes every unit by its own size.
///
/// A *filter* is an entry along the first axis of a parameter of rank 2 or more: of a weight [O, F] a
/// row, of a convolution's [O, C, K, K] a kernel. Parameters of rank 1 (biases, the scale and shift of
/// a normalisation) get the direction 0, as Li and others leave them out: they are few, and a bias of
/// 0 has no size to scale by. A row of zeros in d stays a row of zeros.
///
/// - Parameters:
///   - direction: d, in the shapes of the weights.
///   - weights: w.
/// - Returns: The scaled direction.
public func filterNormalized(_ direction: [Tensor], like weights: [Tensor]) -> [Tensor] {
  todo("2.15 filterNormalized")
}

/// A random direction that fits some weights: normal numbers, then `filterNormalized`.
///
/// In a space of thousands of dimensions two such directions are nearly at right angles.
///
/// - Parameters:
///   - weights: The point that the direction starts from.
///   - generator: Source of the numbers, parameter after parameter: `Tensor(randomNormal:using:)`.
/// - Returns: The direction.
public func randomDirection(
  like weights: [Tensor], using generator: inout SeededGenerator
) -> [Tensor] {
  todo("2.15 randomDirection")
}

/// The loss on a plane through the network's parameters w.
///
///     slice[i, j] = loss at w + across[i]·directions[0] + up[j]·directions[1]
///
/// Afterwards the parameters are bit for bit what they were.
///
/// - Parameters:
///   - model: The network at the middle of the plane. Unchanged in the end, but for what a `forward`
///     remembers.
///   - directions: Two directions, as `randomDirection` makes them. On another number `require` stops
///     with a message that names it.
///   - across: Steps along the first, such as −1, −0.5, 0, 0.5, 1.
///   - up: Steps along the second.
///   - loss: The loss of the moved network: on all data or always on the same batch, and in
///     `.inference` mode, or dropout shakes the picture.
/// - Returns: The losses, [across.count, up.count].
public func lossSlice<Model: Layer>(
  of model: inout Model, along directions: [[Tensor]], across: [Float], up: [Float],
  loss: (inout Model) -> Float
) -> Tensor {
  todo("2.15 lossSlice")
}

/// The loss on the straight line between two networks of one shape.
///
///     losses[i] = loss at (1 − t[i])·a + t[i]·b
///
/// t = 0 is a and t = 1 is b; below 0 and above 1 the line goes on. Between two trained networks there
/// is nearly always a hill, although many paths around it are flat: two solutions found from different
/// starts are no mixture of each other. (I. Goodfellow, O. Vinyals, A. Saxe, 2015.)
///
/// - Parameters:
///   - a: One network; not changed. What is not a parameter (running means) is a's all along.
///   - b: The other. When its parameters have other shapes, `require` stops with a message that names
///     the first two that differ.
///   - t: Places on the line.
///   - loss: The loss of a network.
/// - Returns: A loss for each place.
public func lossesBetween<Model: Layer>(
  _ a: Model, _ b: Model, at t: [Float], loss: (inout Model) -> Float
) -> [Float] {
  todo("2.15 lossesBetween")
}
