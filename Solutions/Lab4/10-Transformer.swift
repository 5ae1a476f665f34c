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
    return dropout1?.forward(mixed, &context) ?? mixed
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
    return dropout2?.forward(added, &context) ?? added
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
    let dAdded = dropout2?.backward(dy) ?? dy
    let dHidden = activation.backward(linear2.backward(dAdded.placesAsRows))
    return norm2.backward(linear1.backward(dHidden).reshaped(to: dy.shape))
    // END SOLUTION
  }

  /// Back through `attentionBranch`.
  ///
  /// - Parameter dy: The gradient of what the branch added, [N, T, D].
  /// - Returns: Its part of dL/dx, [N, T, D]; the gradients of the parts are added to.
  public mutating func attentionBranchBackward(_ dy: Tensor) -> Tensor {
    // BEGIN SOLUTION 4.10 TransformerBlock.attentionBranchBackward
    return norm1.backward(attention.backward(dropout1?.backward(dy) ?? dy))
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
    // BEGIN SOLUTION 4.10 LanguageModel.forward
    require(
      (tokens.first?.count ?? 0) <= contextLength,
      "LanguageModel.forward: \(tokens.first?.count ?? 0) tokens are more than the context of"
        + " \(contextLength) — pass the last \(contextLength)")
    let placed = positions.forward(embedding.forward(tokens), &context)
    var x = dropout?.forward(placed, &context) ?? placed  // [N, T, D]
    for index in blocks.indices { x = blocks[index].forward(x, &context) }
    let rows = norm.forward(x, &context).placesAsRows  // [N·T, D]
    let logits = head.forward(rows, &context)  // [N·T, V]
    return logits.reshaped(to: [x.shape[0], x.shape[1], logits.shape[1]])
    // END SOLUTION
  }

  /// The gradients of the latest forward, added to those of all parameters.
  ///
  /// - Parameter dy: dL/dlogits, [N, T, V].
  /// - Returns: An empty tensor: tokens have no gradient.
  @discardableResult
  public mutating func backward(_ dy: Tensor) -> Tensor {
    // BEGIN SOLUTION 4.10 LanguageModel.backward
    let dRows = head.backward(dy.placesAsRows)  // [N·T, D]
    var dx = norm.backward(dRows.reshaped(to: [dy.shape[0], dy.shape[1], dRows.shape[1]]))
    for index in blocks.indices.reversed() { dx = blocks[index].backward(dx) }
    embedding.backward(positions.backward(dropout?.backward(dx) ?? dx))
    return Tensor(zeros: [0])
    // END SOLUTION
  }

  /// Visits `embedding`, `positions`, the blocks from first to last, `norm` and `head`.
  public mutating func forEachParameter(_ body: (inout Parameter) -> Void) {
    // BEGIN SOLUTION 4.10 LanguageModel.forEachParameter
    embedding.forEachParameter(body)
    positions.forEachParameter(body)
    for index in blocks.indices { blocks[index].forEachParameter(body) }
    norm.forEachParameter(body)
    head.forEachParameter(body)
    // END SOLUTION
  }
}
