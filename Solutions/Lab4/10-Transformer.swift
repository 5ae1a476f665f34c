// 4.10 The Transformer block: attention lets places exchange what they know, a small network then works on
// each place alone. Both are residual branches (2.11), so that many blocks can stand on each other.

import Lab1
import Lab2
import Shared

/// A block of a Transformer, normalised before each branch.
///
/// ```
/// h = x + dropout(attention(norm1(x)))
/// y = h + dropout(W2·gelu(W1·norm2(h)))         W1: [F, D], W2: [D, F], usually F = 4·D
/// ```
/// *Pre-norm* (GPT-2) leaves the way along the sums free of any norm: the gradient of y reaches x whole. The
/// first paper has *post-norm*, `norm(x + branch(x))`, which needs a warm-up and trains worse when deep.
/// PyTorch: `nn.TransformerEncoderLayer(D, H, F, norm_first=True, activation="gelu")`, which with a
/// causal mask is the block of a GPT too; PyTorch's default is post-norm with ReLU. Source: Xiong and
/// others, "On layer normalization in the Transformer architecture", 2020.
public struct TransformerBlock: Layer {
  /// What attention reads is normalised.
  public var norm1: LayerNorm
  /// How places exchange what they know.
  public var attention: MultiHeadAttention
  /// Dropout of what attention adds.
  public var dropout1: Dropout
  /// What the network of each place reads is normalised.
  public var norm2: LayerNorm
  /// W1 and b1, D → F.
  public var linear1: Linear
  /// Between the two.
  public var activation: GELU
  /// W2 and b2, F → D.
  public var linear2: Linear
  /// Dropout of what the network adds.
  public var dropout2: Dropout
  /// Whether a place sees only those up to itself.
  public var isCausal: Bool
  /// What else is hidden, such as padding: 1 is seen, broadcast to [N, H, T, T]; nil hides nothing.
  public var mask: Tensor?

  /// Puts a block together; the parts must have one width.
  public init(
    norm1: LayerNorm, attention: MultiHeadAttention, norm2: LayerNorm, linear1: Linear,
    linear2: Linear, isCausal: Bool, dropout: Float = 0, activation: GELU.Form = .exact
  ) {
    (self.norm1, self.attention, self.norm2) = (norm1, attention, norm2)
    (self.linear1, self.linear2, self.isCausal) = (linear1, linear2, isCausal)
    (dropout1, dropout2) = (Dropout(rate: dropout), Dropout(rate: dropout))
    self.activation = GELU(activation)
  }

  /// The block, `x → h → y`: each branch is added to what it read.
  ///
  /// - Parameters:
  ///   - x: [N, T, D].
  ///   - context: Handed to every part.
  /// - Returns: y, [N, T, D].
  public mutating func forward(_ x: Tensor, _ context: inout Context) -> Tensor {
    // BEGIN SOLUTION 4.10 TransformerBlock.forward
    let h = x + attentionBranch(x, &context)
    return h + placeBranch(h, &context)
    // END SOLUTION
  }

  /// What attention adds: `dropout1(attention(norm1(x)))`.
  ///
  /// The mask is `mask`, or `causalMask(T)`, or the product of both.
  ///
  /// - Parameters:
  ///   - x: [N, T, D].
  ///   - context: Handed to norm and dropout.
  /// - Returns: [N, T, D].
  public mutating func attentionBranch(_ x: Tensor, _ context: inout Context) -> Tensor {
    // BEGIN SOLUTION 4.10 TransformerBlock.attentionBranch
    let causal = isCausal ? causalMask(x.shape[1]) : nil
    let combined = causal.map { causal in mask.map { $0 * causal } ?? causal } ?? mask
    let mixed = attention.forward(norm1.forward(x, &context), mask: combined)
    return dropout1.forward(mixed, &context)
    // END SOLUTION
  }

  /// What the network of each place adds: `dropout2(linear2(activation(linear1(norm2(h)))))`.
  ///
  /// `Linear` takes [N, F], and here every place is a row: reshape to [N·T, D] and back.
  ///
  /// - Parameters:
  ///   - h: [N, T, D].
  ///   - context: Handed to all parts.
  /// - Returns: [N, T, D].
  public mutating func placeBranch(_ h: Tensor, _ context: inout Context) -> Tensor {
    // BEGIN SOLUTION 4.10 TransformerBlock.placeBranch
    let rows = norm2.forward(h, &context).placesAsRows  // [N·T, D]
    let hidden = activation.forward(linear1.forward(rows, &context), &context)  // [N·T, F]
    let added = linear2.forward(hidden, &context).reshaped(to: h.shape)
    return dropout2.forward(added, &context)
    // END SOLUTION
  }

  /// The block backwards.
  ///
  /// ```
  /// dh = dy + (back through placeBranch, of dy)        h was used twice
  /// dx = dh + (back through attentionBranch, of dh)    and so was x
  /// ```
  /// - Parameter dy: dL/dy, [N, T, D].
  /// - Returns: dL/dx, [N, T, D].
  public mutating func backward(_ dy: Tensor) -> Tensor {
    // BEGIN SOLUTION 4.10 TransformerBlock.backward
    let dh = dy + placeBranchBackward(dy)
    return dh + attentionBranchBackward(dh)
    // END SOLUTION
  }

  /// Back through `placeBranch`.
  ///
  /// - Parameter dy: The gradient of what the branch added, [N, T, D].
  /// - Returns: Its part of dL/dh, [N, T, D]; the gradients of the parts are added to.
  public mutating func placeBranchBackward(_ dy: Tensor) -> Tensor {
    // BEGIN SOLUTION 4.10 TransformerBlock.placeBranchBackward
    let rows = dropout2.backward(dy).placesAsRows
    let dHidden = activation.backward(linear2.backward(rows))
    return norm2.backward(linear1.backward(dHidden).reshaped(to: dy.shape))
    // END SOLUTION
  }

  /// Back through `attentionBranch`.
  ///
  /// - Parameter dy: The gradient of what the branch added, [N, T, D].
  /// - Returns: Its part of dL/dx, [N, T, D]; the gradients of the parts are added to.
  public mutating func attentionBranchBackward(_ dy: Tensor) -> Tensor {
    // BEGIN SOLUTION 4.10 TransformerBlock.attentionBranchBackward
    return norm1.backward(attention.backward(dropout1.backward(dy)))
    // END SOLUTION
  }

  /// Visits `norm1`, `attention`, `norm2`, `linear1` and `linear2`, in this order.
  public mutating func forEachParameter(_ body: (inout Parameter) -> Void) {
    // BEGIN SOLUTION 4.10 TransformerBlock.forEachParameter
    norm1.forEachParameter(body)
    attention.forEachParameter(body)
    norm2.forEachParameter(body)
    linear1.forEachParameter(body)
    linear2.forEachParameter(body)
    // END SOLUTION
  }
}

extension TransformerBlock {
  /// A block with the weights of GPT-2: normal with deviation 0.02, and smaller in what is added last.
  ///
  /// Each block adds twice to the same sum, so after L blocks it has 2·L terms; weights of Wo and W2 that
  /// are smaller by 1/√(2·L) keep its variance. Biases are 0.
  ///
  /// - Parameters:
  ///   - width: D.
  ///   - heads: H; divides D.
  ///   - hidden: F; nil for 4·D.
  ///   - layers: L, how many blocks stand on each other.
  ///   - isCausal: Whether a place sees only those up to itself.
  ///   - dropout: The share that is dropped of what each branch adds.
  ///   - activation: The form of GELU.
  ///   - generator: Source of the weights.
  public init(
    width: Int, heads: Int, hidden: Int? = nil, layers: Int = 1, isCausal: Bool, dropout: Float = 0,
    activation: GELU.Form = .exact, using generator: inout SeededGenerator
  ) {
    let (hidden, small) = (hidden ?? 4 * width, 0.02 / Float(2 * max(layers, 1)).squareRoot())
    self.init(
      norm1: LayerNorm(features: width),
      attention: MultiHeadAttention(
        width: width, heads: heads, standardDeviation: 0.02, outputDeviation: small,
        using: &generator),
      norm2: LayerNorm(features: width),
      linear1: Linear(normal: [hidden, width], standardDeviation: 0.02, using: &generator),
      linear2: Linear(normal: [width, hidden], standardDeviation: small, using: &generator),
      isCausal: isCausal, dropout: dropout, activation: activation)
  }
}

extension Linear {
  /// A layer with normal weights of this shape, [O, F], and a bias of zeros.
  init(normal shape: Shape, standardDeviation: Float, using generator: inout SeededGenerator) {
    self.init(
      weight: Tensor(
        randomNormal: shape, standardDeviation: standardDeviation, using: &generator),
      bias: Tensor(zeros: [shape[0]]))
  }
}
