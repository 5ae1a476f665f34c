// What passes between the steps of an LSTM, and what one step computes (4.4).

import Shared

/// What an LSTM hands from step to step.
public struct LSTMState: Sendable, Equatable {
  /// h, what the layer shows, shape [N, H].
  public var hidden: Tensor
  /// c, what it keeps to itself, shape [N, H].
  public var cell: Tensor

  /// Puts both halves together, each [N, H].
  public init(hidden: Tensor, cell: Tensor) { (self.hidden, self.cell) = (hidden, cell) }

  /// The state of no sequences, with which a new layer begins.
  static let none = LSTMState(hidden: Tensor(zeros: [0, 0]), cell: Tensor(zeros: [0, 0]))
}

/// Everything that one step computed, each [N, H]: backward needs it, and pictures show it.
public struct LSTMStep: Sendable, Equatable {
  /// i, how much of the candidate is written, from 0 to 1.
  public var inputGate: Tensor
  /// f, how much of the old cell is kept, from 0 to 1.
  public var forgetGate: Tensor
  /// g, what could be written, from −1 to 1.
  public var candidate: Tensor
  /// o, how much of the cell is shown, from 0 to 1.
  public var outputGate: Tensor
  /// c' = f · c + i · g.
  public var cell: Tensor
  /// tanh(c').
  public var squashedCell: Tensor
  /// h' = o · tanh(c').
  public var hidden: Tensor

  /// Puts the parts together.
  public init(
    inputGate: Tensor, forgetGate: Tensor, candidate: Tensor, outputGate: Tensor, cell: Tensor,
    squashedCell: Tensor, hidden: Tensor
  ) {
    (self.inputGate, self.forgetGate) = (inputGate, forgetGate)
    (self.candidate, self.outputGate) = (candidate, outputGate)
    (self.cell, self.squashedCell, self.hidden) = (cell, squashedCell, hidden)
  }

  /// What the next step starts from.
  public var state: LSTMState { LSTMState(hidden: hidden, cell: cell) }
}
