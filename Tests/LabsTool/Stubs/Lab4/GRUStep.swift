// What a GRU remembers of each step, and how a new one is drawn.

import Shared

/// Everything that one step of a `GRU` computed, each [N, H]: backward needs it, and pictures show it.
public struct GRUStep: Sendable, Equatable {
  /// r, how much of the state the candidate sees, from 0 to 1.
  public var resetGate: Tensor
  /// z, how much of the old state stays, from 0 to 1.
  public var updateGate: Tensor
  /// s[n], what the state contributes to the candidate before r multiplies it.
  public var stateSums: Tensor
  /// n, what could take the state's place, from −1 to 1.
  public var candidate: Tensor
  /// h' = (1 − z) · n + z · h.
  public var hidden: Tensor

  /// Puts the parts together.
  public init(
    resetGate: Tensor, updateGate: Tensor, stateSums: Tensor, candidate: Tensor, hidden: Tensor
  ) {
    (self.resetGate, self.updateGate) = (resetGate, updateGate)
    (self.stateSums, self.candidate, self.hidden) = (stateSums, candidate, hidden)
  }
}

extension GRU {
  /// A layer with uniform random parameters in ±1/√H, as PyTorch's.
  ///
  /// - Parameters:
  ///   - inputs: D, numbers of a time step.
  ///   - hidden: H, numbers of a state.
  ///   - generator: Source of the parameters.
  public init(inputs: Int, hidden: Int, using generator: inout SeededGenerator) {
    let range = recurrentBound(hidden: hidden)
    self.init(
      inputWeight: Tensor(randomUniform: [3 * hidden, inputs], in: range, using: &generator),
      hiddenWeight: Tensor(randomUniform: [3 * hidden, hidden], in: range, using: &generator),
      inputBias: Tensor(randomUniform: [3 * hidden], in: range, using: &generator),
      hiddenBias: Tensor(randomUniform: [3 * hidden], in: range, using: &generator))
  }
}
