// 4.10, what stands ready: the parts of a Transformer block and its first weights. Its ways forward and
// back are the exercise.

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
public struct TransformerBlock: Sendable {
  /// What attention reads is normalised.
  public var norm1: LayerNorm
  /// How places exchange what they know.
  public var attention: MultiHeadAttention
  /// Dropout of what attention adds; nil when nothing is dropped.
  public var dropout1: Dropout?
  /// What the network of each place reads is normalised.
  public var norm2: LayerNorm
  /// W1 and b1, D → F.
  public var linear1: Linear
  /// Between the two.
  public var activation: GELU
  /// W2 and b2, F → D.
  public var linear2: Linear
  /// Dropout of what the network adds; nil when nothing is dropped.
  public var dropout2: Dropout?
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
    if dropout > 0 { (dropout1, dropout2) = (Dropout(rate: dropout), Dropout(rate: dropout)) }
    self.activation = GELU(activation)
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
