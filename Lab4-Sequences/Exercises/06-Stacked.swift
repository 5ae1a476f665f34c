// 4.6 Recurrent layers put together: one that reads from both ends, and several on top of each other.
// (M. Schuster, K. Paliwal, 1997; A. Graves, 2013.)

import Lab2
import Shared

/// A sequence with its time steps in the opposite order; features stay as they are.
///
/// Reversing twice gives the sequence back, so this is its own `backward` as well.
///
/// - Parameter x: A batch of sequences, [N, T, D].
/// - Returns: `y[n, t] = x[n, T − 1 − t]`, [N, T, D].
public func reversedInTime(_ x: Tensor) -> Tensor {
  require(
    x.rank == 3,
    "reversedInTime: a batch of sequences is needed — \(x.shape) — use shape [N, T, D]")
  todo("4.6 reversedInTime")
}

/// Two recurrent layers on the same sequence, one from each end.
///
/// ```
/// y = [ f(x), reversed(b(reversed(x))) ]      side by side, [N, T, F + B]
///
/// x[0] ──► x[1] ──► x[2]      f: has read x[0] … x[t] when it answers at t
/// x[0] ◄── x[1] ◄── x[2]      b: has read x[t] … x[T − 1]
/// ```
/// The second reversal brings b's answers back to the steps that they belong to: with it, y[t] knows the
/// whole sequence. That is what labels of words want, and what a model that *continues* a text must not
/// have: it would see what it should guess.
///
/// Backward cuts dy where forward joined; x was read twice, so its gradient is a sum of two.
///
/// Keras: `Bidirectional(LSTM(H, return_sequences=True))`; PyTorch: `bidirectional=True`. Padding at the
/// end of a short sequence is the first thing that b reads: PyTorch's packed sequences leave it out,
/// this layer does not.
public struct Bidirectional: Layer {
  /// f, which reads from the first step to the last.
  public var fromStart: any Layer
  /// b, which reads from the last step to the first.
  public var fromEnd: any Layer
  /// F, the features of f's output in the latest forward: where backward cuts.
  public internal(set) var seam = 0

  /// Lets two layers, each from [N, T, D] to a sequence of as many steps, read from both ends.
  public init(fromStart: any Layer, fromEnd: any Layer) {
    (self.fromStart, self.fromEnd) = (fromStart, fromEnd)
  }

  /// Both outputs side by side; remembers `seam`.
  ///
  /// - Parameters:
  ///   - x: Inputs, [N, T, D].
  ///   - context: Handed to both layers, to `fromStart` first.
  /// - Returns: y, [N, T, F + B].
  public mutating func forward(_ x: Tensor, _ context: inout Context) -> Tensor {
    todo("4.6 Bidirectional.forward")
  }

  /// What comes back through both layers.
  ///
  /// - Parameter dy: dL/dy, [N, T, F + B].
  /// - Returns: dL/dx, [N, T, D].
  public mutating func backward(_ dy: Tensor) -> Tensor {
    todo("4.6 Bidirectional.backward")
  }

  /// Visits the parameters of `fromStart`, then those of `fromEnd`.
  public mutating func forEachParameter(_ body: (inout Parameter) -> Void) {
    todo("4.6 Bidirectional.forEachParameter")
  }
}

/// Which recurrent layer a stack is made of.
public enum RecurrentCell: Sendable, CaseIterable {
  case rnn, lstm, gru

  /// A new layer of this kind.
  ///
  /// - Parameters:
  ///   - inputs: D, numbers of a time step.
  ///   - hidden: H, numbers of a state.
  ///   - generator: Source of the parameters.
  /// - Returns: The layer, from [N, T, D] to [N, T, H].
  public func layer(
    inputs: Int, hidden: Int, using generator: inout SeededGenerator
  ) -> any Layer {
    switch self {
    case .rnn: RNN(inputs: inputs, hidden: hidden, using: &generator)
    case .lstm: LSTM(inputs: inputs, hidden: hidden, using: &generator)
    case .gru: GRU(inputs: inputs, hidden: hidden, using: &generator)
    }
  }
}

/// Recurrent layers on top of each other: the states of one are the inputs of the next.
///
/// ```
/// x → layers[0] → dropout → layers[1] → dropout → layers[2] → y      no dropout after the last
/// ```
/// Each layer has a time of its own to remember; the upper ones read what the lower ones made of the
/// sequence. Dropout stands between the layers alone: on the way from step to step it would wear the
/// memory away (W. Zaremba and others, 2014).
///
/// PyTorch: `num_layers` and `dropout` of `nn.LSTM`; Keras: one layer after the other.
public struct StackedRecurrent: Layer {
  /// The layers, the lowest one first; each from sequences to sequences.
  public var layers: [any Layer]
  /// What stands between each layer and the next: one less than there are layers.
  public var dropouts: [Dropout]

  /// Stacks `layers`, with dropout of the given rate between them.
  ///
  /// - Parameters:
  ///   - layers: The lowest one first, at least one.
  ///   - dropout: The share that is dropped between layers, from 0 to below 1.
  public init(_ layers: [any Layer], dropout: Float = 0) {
    require(
      !layers.isEmpty,
      "StackedRecurrent: there must be layers to stack — [] — pass at least one")
    self.layers = layers
    dropouts = Array(repeating: Dropout(rate: dropout), count: layers.count - 1)
  }

  /// Passes sequences upwards through all layers.
  ///
  /// - Parameters:
  ///   - x: Inputs of the lowest layer, [N, T, D].
  ///   - context: Handed to all of them, in their order.
  /// - Returns: What the highest layer gives, [N, T, H].
  public mutating func forward(_ x: Tensor, _ context: inout Context) -> Tensor {
    todo("4.6 StackedRecurrent.forward")
  }

  /// Passes the gradient downwards through the same layers.
  ///
  /// - Parameter dy: dL/dy, [N, T, H].
  /// - Returns: dL/dx, [N, T, D].
  public mutating func backward(_ dy: Tensor) -> Tensor {
    todo("4.6 StackedRecurrent.backward")
  }

  /// Visits the parameters of the lowest layer first.
  public mutating func forEachParameter(_ body: (inout Parameter) -> Void) {
    for index in layers.indices { layers[index].forEachParameter(body) }
  }
}

extension StackedRecurrent {
  /// New layers of one kind.
  ///
  /// Only the lowest one reads D numbers a step; the others read what the one below gives: H numbers,
  /// or 2H where the layers are bidirectional. A `Bidirectional` draws its layer `fromStart` first.
  ///
  /// - Parameters:
  ///   - cell: Which kind.
  ///   - inputs: D, numbers of a time step.
  ///   - hidden: H, numbers of each state.
  ///   - count: How many layers, at least 1.
  ///   - isBidirectional: Whether each of them reads from both ends.
  ///   - dropout: The share that is dropped between layers.
  ///   - generator: Source of the parameters, the lowest layer's first.
  public init(
    _ cell: RecurrentCell, inputs: Int, hidden: Int, count: Int, isBidirectional: Bool = false,
    dropout: Float = 0, using generator: inout SeededGenerator
  ) {
    todo("4.6 StackedRecurrent.init")
  }
}
