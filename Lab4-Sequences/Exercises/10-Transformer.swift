// 4.10 The Transformer block: attention lets places exchange what they know, a small network then works on
// each place alone. Both are residual branches (2.11), so that many blocks can stand on each other.
// The parts stand ready in TransformerBlock.swift and LanguageModel.swift, with the formulas.

import Lab1
import Lab2
import Shared

extension TransformerBlock: Layer {
  /// The block, `x → h → y`: each branch is added to what it read.
  ///
  /// - Parameters:
  ///   - x: [N, T, D].
  ///   - context: Handed to every part.
  /// - Returns: y, [N, T, D].
  public mutating func forward(_ x: Tensor, _ context: inout Context) -> Tensor {
    todo("4.10 TransformerBlock.forward")
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
    todo("4.10 TransformerBlock.attentionBranch")
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
    todo("4.10 TransformerBlock.placeBranch")
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
    todo("4.10 TransformerBlock.backward")
  }

  /// Back through `placeBranch`.
  ///
  /// - Parameter dy: The gradient of what the branch added, [N, T, D].
  /// - Returns: Its part of dL/dh, [N, T, D]; the gradients of the parts are added to.
  public mutating func placeBranchBackward(_ dy: Tensor) -> Tensor {
    todo("4.10 TransformerBlock.placeBranchBackward")
  }

  /// Back through `attentionBranch`.
  ///
  /// - Parameter dy: The gradient of what the branch added, [N, T, D].
  /// - Returns: Its part of dL/dx, [N, T, D]; the gradients of the parts are added to.
  public mutating func attentionBranchBackward(_ dy: Tensor) -> Tensor {
    todo("4.10 TransformerBlock.attentionBranchBackward")
  }

  /// Visits `norm1`, `attention`, `norm2`, `linear1` and `linear2`, in this order.
  public mutating func forEachParameter(_ body: (inout Parameter) -> Void) {
    todo("4.10 TransformerBlock.forEachParameter")
  }
}

extension LanguageModel: Layer {
  /// The scores of what follows each token.
  ///
  /// `Linear` takes rows: for the head, reshape to [N·T, D] and the result to [N, T, V].
  ///
  /// - Parameters:
  ///   - tokens: N rows of T tokens, T at most C; on more `require` stops with a message that names both.
  ///   - context: Handed to every part.
  /// - Returns: Logits, [N, T, V]: those at place t are about token t + 1.
  public mutating func forward(_ tokens: [[Int]], _ context: inout Context) -> Tensor {
    todo("4.10 LanguageModel.forward")
  }

  /// The gradients of the latest forward, added to those of all parameters.
  ///
  /// - Parameter dy: dL/dlogits, [N, T, V].
  /// - Returns: An empty tensor: tokens have no gradient.
  @discardableResult
  public mutating func backward(_ dy: Tensor) -> Tensor {
    todo("4.10 LanguageModel.backward")
  }

  /// Visits `embedding`, `positions`, the blocks from first to last, `norm` and `head`.
  public mutating func forEachParameter(_ body: (inout Parameter) -> Void) {
    todo("4.10 LanguageModel.forEachParameter")
  }
}
