// 2.11 Residual blocks: layers that compute what to *add* to their input. The gradient then has a way
// back on which nothing is multiplied, and a hundred layers train. (K. He, X. Zhang, S. Ren, J. Sun,
// "Deep residual learning for image recognition", 2016.)

import Lab1
import Shared

/// A branch beside a shortcut, `y = s(x) + f(x)`; without a projection s(x) is x itself.
///
/// The input is used twice, so its gradient is the sum of two (the chain rule):
///
/// ```
/// y    = s(x) + f(x)
/// dL/dx = sᵀ(dy) + fᵀ(dy)       what backward of s and backward of f return for the same dy
///       = dy + fᵀ(dy)           where s(x) = x: dy arrives whole, whatever f does to its part
/// ```
/// In a stack of L blocks the product of L matrices becomes `(1 + f₁')·(1 + f₂')⋯`, which has the
/// term 1: the loss reaches the first block even when every f' is small.
///
/// Two forms differ in what follows the sum. He's first one puts a ReLU there, which is in the way
/// of every gradient; the *pre-activation* form (He and others, "Identity mappings in deep residual
/// networks", 2016) has norm and activation at the start of the branch and nothing after the sum:
///
/// ```swift
/// Residual(Sequential([norm, ReLU(), Linear(…), norm, ReLU(), Linear(…)]))     // pre-activation
/// Sequential([Residual(Sequential([Linear(…), norm, ReLU(), Linear(…), norm])), ReLU()])   // first
/// ```
/// Neither Keras (`Add()([x, f(x)])`) nor PyTorch (`x + self.f(x)`) has a layer for it.
public struct Residual: Layer {
  /// f, what is added to the input.
  public var branch: any Layer
  /// s, the way beside it; nil hands the input on unchanged.
  public var shortcut: (any Layer)?

  /// Puts `branch` beside `shortcut`, or beside the input itself.
  public init(_ branch: any Layer, shortcut: (any Layer)? = nil) {
    (self.branch, self.shortcut) = (branch, shortcut)
  }

  /// `s(x) + f(x)`.
  ///
  /// The branch runs first: where both draw random numbers, the order decides which get which. Call
  /// the layers where they are stored (`branch.forward(…)`, `shortcut?.forward(…)`): copies forget.
  ///
  /// - Parameters:
  ///   - x: What branch and shortcut take, [N, …].
  ///   - context: Handed to both.
  /// - Returns: The sum. Both parts must have one shape: a branch of [N, 1] would be broadcast into
  ///   a sum without complaint, so `require` stops on two shapes, with a message that names both.
  public mutating func forward(_ x: Tensor, _ context: inout Context) -> Tensor {
    // BEGIN SOLUTION 2.11 Residual.forward
    let added = branch.forward(x, &context)
    let kept = shortcut?.forward(x, &context) ?? x
    require(
      added.shape == kept.shape,
      "Residual.forward: the branch gives \(added.shape), the shortcut \(kept.shape) — give the"
        + " shortcut a projection to the branch's width")
    return kept + added
    // END SOLUTION
  }

  /// dL/dx: what comes back through the branch plus what comes back through the shortcut.
  ///
  /// - Parameter dy: dL/dy, shaped like the latest output; the whole of it goes down both ways.
  /// - Returns: dL/dx, shaped like the latest input.
  public mutating func backward(_ dy: Tensor) -> Tensor {
    // BEGIN SOLUTION 2.11 Residual.backward
    let through = branch.backward(dy)
    return through + (shortcut?.backward(dy) ?? dy)
    // END SOLUTION
  }

  /// Visits the parameters of the branch, then those of the shortcut.
  public mutating func forEachParameter(_ body: (inout Parameter) -> Void) {
    // BEGIN SOLUTION 2.11 Residual.forEachParameter
    branch.forEachParameter(body)
    shortcut?.forEachParameter(body)
    // END SOLUTION
  }
}

extension Residual {
  /// Puts a branch that changes the width from `inputs` to `outputs` beside a fitting shortcut.
  ///
  /// Equal widths need no projection and get none: the input itself is the better way, and free.
  /// Otherwise the shortcut is a `Linear` layer of Lab 1 with `inputs` and `outputs` and the weights
  /// of its initialiser. (ResNet's projection of images is a 1 × 1 convolution.)
  ///
  /// - Parameters:
  ///   - branch: f, from [N, inputs] to [N, outputs].
  ///   - inputs: Width of x.
  ///   - outputs: Width of f(x).
  ///   - generator: Source of the projection's weights; untouched where there is none.
  public init(
    _ branch: any Layer, inputs: Int, outputs: Int, using generator: inout SeededGenerator
  ) {
    // BEGIN SOLUTION 2.11 Residual.init
    if inputs == outputs {
      self.init(branch)
    } else {
      self.init(branch, shortcut: Linear(inputs: inputs, outputs: outputs, using: &generator))
    }
    // END SOLUTION
  }
}

/// A branch whose output is set *beside* its input, `y = [x, f(x)]` along the features.
///
/// The other kind of skip connection: nothing is added, later layers see both. The columns of dy
/// belong to one of the two each, and x is again used twice:
///
/// ```
/// dy    = [dyx, dyf]               cut where x ends, after its F columns
/// dL/dx = dyx + fᵀ(dyf)
/// ```
/// Source: Huang, Liu, van der Maaten and Weinberger, "Densely connected convolutional networks"
/// (DenseNet), 2017; U-Net joins its halves in the same way. PyTorch: `torch.cat([x, f(x)], dim=1)`.
public struct ConcatenatedSkip: Layer {
  /// f, what is set beside the input.
  public var branch: any Layer
  /// F, the columns of the latest input: `backward` cuts there.
  public internal(set) var inputWidth = 0

  /// Sets the output of `branch` beside its input.
  public init(_ branch: any Layer) {
    self.branch = branch
  }

  /// The input and, right of it, the branch's output; remembers the width of x.
  ///
  /// `Tensor(concatenating: [a, b], along: 1)` joins.
  ///
  /// - Parameters:
  ///   - x: Inputs, [N, F].
  ///   - context: Handed to the branch.
  /// - Returns: `[x, f(x)]`, shape [N, F + G] for a branch of width G.
  public mutating func forward(_ x: Tensor, _ context: inout Context) -> Tensor {
    // BEGIN SOLUTION 2.11 ConcatenatedSkip.forward
    inputWidth = x.shape[1]
    return Tensor(concatenating: [x, branch.forward(x, &context)], along: 1)
    // END SOLUTION
  }

  /// dL/dx from dL/dy; `slice(_:along:)` cuts columns.
  ///
  /// - Parameter dy: dL/dy, [N, F + G].
  /// - Returns: dL/dx, [N, F].
  public mutating func backward(_ dy: Tensor) -> Tensor {
    // BEGIN SOLUTION 2.11 ConcatenatedSkip.backward
    let kept = dy.slice(0..<inputWidth, along: 1)  // [N, F]
    return kept + branch.backward(dy.slice(inputWidth..<dy.shape[1], along: 1))
    // END SOLUTION
  }

  /// Visits the parameters of the branch.
  public mutating func forEachParameter(_ body: (inout Parameter) -> Void) {
    branch.forEachParameter(body)
  }
}
