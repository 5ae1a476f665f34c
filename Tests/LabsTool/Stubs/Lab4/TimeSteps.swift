// What the recurrent layers share: one time step out of a sequence, a sequence out of its time steps,
// and the gate. Sequences are [N, T, D], so a step is a slice of the middle axis.

import Shared

extension Tensor {
  /// Time step `t` of a sequence [N, T, D], shape [N, D].
  func timeStep(_ t: Int) -> Tensor {
    slice(t..<t + 1, along: 1).reshaped(to: [shape[0], shape[2]])
  }

  /// The sequence of these time steps, in order.
  ///
  /// - Parameters:
  ///   - steps: T tensors of one shape; none gives a sequence of length 0.
  ///   - shape: What each of them has, [N, D].
  init(timeSteps steps: [Tensor], of shape: Shape) {
    let (n, d) = (shape[0], shape[1])
    if steps.isEmpty {
      self.init(zeros: [n, 0, d])
    } else {
      self.init(concatenating: steps.map { $0.reshaped(to: [n, 1, d]) }, along: 1)
    }
  }
}

/// A gate between closed, 0, and open, 1: `σ(z) = 1 / (1 + e^(−z))`, element by element.
func gate(_ z: consuming Tensor) -> Tensor { 1 / (1 + exp(-z)) }

/// The bound of the uniform first weights of recurrent layers, 1/√H, as in PyTorch.
func recurrentBound(hidden: Int) -> ClosedRange<Float> {
  let bound = 1 / Float(max(hidden, 1)).squareRoot()
  return -bound...bound
}

/// Stops unless `x` is a batch of sequences with `width` numbers a step.
func requireSequence(_ x: Tensor, width: Int, _ operation: String) {
  require(
    x.rank == 3 && x.shape[2] == width,
    "\(operation): sequences with \(width) numbers a step are needed — \(x.shape)"
      + " — use shape [N, T, \(width)]")
}

/// Stops unless `state` has the wanted shape, [N, H].
func requireState(_ state: Tensor, shape: Shape, _ operation: String) {
  require(
    state.shape == shape,
    "\(operation): the initial state must have one row a sequence — \(state.shape), not \(shape)"
      + " — set initialState to nil, or carry over the state of as many sequences")
}
