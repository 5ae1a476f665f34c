// 4.4 The LSTM: a recurrent layer with a second state, the cell, that is changed by adding. Three
// gates decide what is forgotten, written and read. (S. Hochreiter, J. Schmidhuber, 1997; the forget
// gate: F. Gers and others, 2000.)

import Shared

/// A long short-term memory.
///
/// ```
/// z  = x·Wᵀ + b + h·Uᵀ + c        [N, 4H]: four blocks of H columns, in this order
/// i  = σ(z[0 ..< H])               input gate
/// f  = σ(z[H ..< 2H])              forget gate
/// g  = tanh(z[2H ..< 3H])          candidate
/// o  = σ(z[3H ..< 4H])             output gate
/// c' = f · c + i · g               the cell: old content, faded, plus new content
/// h' = o · tanh(c')                the output
/// ```
/// (The bias c of the first line has nothing to do with the cell c.) All four blocks come out of one
/// matrix product a step, and what the inputs contribute to it out of one for the whole sequence.
///
/// Backwards, with everything that arrives at h' in dh and at c' in dc:
///
/// ```
/// do = dh · tanh(c')                          from h' = o · tanh(c')
/// dc ← dc + dh · o · (1 − tanh²(c'))          c' is used by h' and by the next step
/// di = dc · g     df = dc · c     dg = dc · i        from c' = f · c + i · g, c the old cell
/// dz = [di · i(1 − i), df · f(1 − f), dg · (1 − g²), do · o(1 − o)]        σ' = σ(1 − σ)
/// dc handed back = dc · f         no matrix and no tanh on this way: it need not fade
/// dh handed back = dz·U
/// ```
/// Keras: `LSTM(H, return_sequences=True)`, with one bias, blocks in the same order and kernels stored
/// the other way round; PyTorch: `nn.LSTM(D, H, batch_first=True)`, with our four parameters.
public struct LSTM: Layer {
  /// W, from inputs to the four blocks of sums, shape [4H, D].
  public var inputWeight: Parameter
  /// U, from the previous output to the four blocks of sums, shape [4H, H].
  public var hiddenWeight: Parameter
  /// b, shape [4H].
  public var inputBias: Parameter
  /// c, shape [4H]: it does what b does, and is here so that weights of PyTorch fit.
  public var hiddenBias: Parameter

  /// The state before the first step; zeros when nil.
  public var initialState: LSTMState?
  /// Whether anybody reads what `backward` returns; as in `Linear` of Lab 1.
  public var needsInputGradient = true

  /// The latest input, [N, T, D].
  public internal(set) var input = Tensor(zeros: [0, 0, 0])
  /// The state from which the latest forward started.
  public internal(set) var startState = LSTMState.none
  /// What each step of the latest forward computed.
  public internal(set) var steps: [LSTMStep] = []
  /// dL/d(state before the first step) of the latest backward.
  public internal(set) var initialStateGradient = LSTMState.none

  /// Creates a layer with these parameters.
  ///
  /// - Parameters:
  ///   - inputWeight: W, [4H, D].
  ///   - hiddenWeight: U, [4H, H].
  ///   - inputBias: b, [4H].
  ///   - hiddenBias: c, [4H].
  public init(inputWeight: Tensor, hiddenWeight: Tensor, inputBias: Tensor, hiddenBias: Tensor) {
    let rows = inputBias.count
    require(
      rows % 4 == 0 && inputWeight.rank == 2 && inputWeight.shape[0] == rows
        && hiddenWeight.shape == [rows, rows / 4] && hiddenBias.shape == inputBias.shape,
      "LSTM: the parameters do not fit — \(inputWeight.shape), \(hiddenWeight.shape),"
        + " \(inputBias.shape), \(hiddenBias.shape) — use [4H, D], [4H, H], [4H] and [4H]")
    self.inputWeight = Parameter(inputWeight, name: "inputWeight")
    self.hiddenWeight = Parameter(hiddenWeight, name: "hiddenWeight")
    self.inputBias = Parameter(inputBias, name: "inputBias")
    self.hiddenBias = Parameter(hiddenBias, name: "hiddenBias")
  }

  /// H, the numbers of an output and of a cell.
  public var hiddenSize: Int { inputBias.value.count / 4 }

  /// The state after the last step of the latest forward; where it started when T was 0.
  ///
  /// To go on where a sequence ended, set `initialState` to it.
  public var state: LSTMState { steps.last?.state ?? startState }

  /// What the inputs contribute to the sums of all steps, `x·Wᵀ + b + c`, in one matrix product.
  ///
  /// - Parameter x: Inputs, [N, T, D].
  /// - Returns: The sums, [N, T, 4H].
  public func inputSums(_ x: Tensor) -> Tensor {
    todo("4.4 LSTM.inputSums")
  }

  /// One step: gates, cell and output.
  ///
  /// `gate(z)` is σ(z). Blocks of columns are cut with `slice(_:along: 1)`.
  ///
  /// - Parameters:
  ///   - sums: What the inputs contribute at this step, [N, 4H]; the biases are in it.
  ///   - state: h and c before the step, [N, H] each.
  /// - Returns: Everything that the step computes, [N, H] each.
  public func step(_ sums: Tensor, from state: LSTMState) -> LSTMStep {
    todo("4.4 LSTM.step")
  }

  /// The outputs of all steps; remembers `input`, `startState` and `steps`.
  ///
  /// `sums.timeStep(t)` is step t of a sequence, `Tensor(timeSteps: list, of: [n, h])` the sequence of
  /// a list of steps.
  ///
  /// - Parameters:
  ///   - x: Inputs, [N, T, D]. N and T may be 0.
  ///   - context: Not used.
  /// - Returns: The outputs h', shape [N, T, H].
  public mutating func forward(_ x: Tensor, _ context: inout Context) -> Tensor {
    requireSequence(x, width: inputWeight.value.shape[1], "LSTM.forward")
    let (n, h) = (x.shape[0], hiddenSize)
    let zeros = Tensor(zeros: [n, h])
    let start = initialState ?? LSTMState(hidden: zeros, cell: zeros)
    requireState(start.hidden, shape: [n, h], "LSTM.forward")
    requireState(start.cell, shape: [n, h], "LSTM.forward")
    todo("4.4 LSTM.forward")
  }

  /// One step backwards.
  ///
  /// - Parameters:
  ///   - dh: Everything that wants h' to change, [N, H].
  ///   - dc: What the following step says about c', [N, H].
  ///   - step: What `step` computed.
  ///   - cell: c, the cell *before* the step, [N, H].
  /// - Returns: `sums`, dz, [N, 4H]; `hidden` and `cell`, what is handed to the step before, [N, H].
  public func stepBackward(
    _ dh: Tensor, _ dc: Tensor, of step: LSTMStep, from cell: Tensor
  ) -> (sums: Tensor, hidden: Tensor, cell: Tensor) {
    todo("4.4 LSTM.stepBackward")
  }

  /// Backpropagation through time: dz of all steps, last to first.
  ///
  /// Stores what arrives at the state before the first step in `initialStateGradient`.
  ///
  /// - Parameter dy: dL/dy, [N, T, H].
  /// - Returns: dz of all steps, [N, T, 4H].
  public mutating func sumGradients(_ dy: Tensor) -> Tensor {
    todo("4.4 LSTM.sumGradients")
  }

  /// The gradients of the latest forward.
  ///
  /// Adds to the gradients of the four parameters, each from one product or sum over all N · T rows of
  /// dz, as in 4.3: `dW = dzᵀ·x`, `dU = dzᵀ·h` with the output h *before* each step, `db = dc = Σ dz`.
  ///
  /// - Parameter dy: dL/dy, [N, T, H].
  /// - Returns: dL/dx = dz·W, [N, T, D]; anything where `needsInputGradient` is false.
  public mutating func backward(_ dy: Tensor) -> Tensor {
    let (n, t, h) = (input.shape[0], input.shape[1], hiddenSize)
    require(
      dy.shape == [n, t, h] && steps.count == t,
      "LSTM.backward: dy must have the shape of the latest output — dy \(dy.shape), output"
        + " [\(n), \(t), \(h)], steps \(steps.count) — remember input and steps in forward")
    todo("4.4 LSTM.backward")
  }

  /// Visits `inputWeight`, `hiddenWeight`, `inputBias`, `hiddenBias`, in this order.
  public mutating func forEachParameter(_ body: (inout Parameter) -> Void) {
    body(&inputWeight)
    body(&hiddenWeight)
    body(&inputBias)
    body(&hiddenBias)
  }
}

extension LSTM {
  /// A layer with uniform random parameters in ±1/√H, and the forget gates a little open.
  ///
  /// - Parameters:
  ///   - inputs: D, numbers of a time step.
  ///   - hidden: H, numbers of an output and of a cell.
  ///   - forgetBias: Added to the forget gates' part of `inputBias`. At 1, as in Keras, a new layer
  ///     remembers (R. Jozefowicz and others, 2015); at 0 the parameters are drawn as PyTorch's.
  ///   - generator: Source of the parameters.
  public init(
    inputs: Int, hidden: Int, forgetBias: Float = 1, using generator: inout SeededGenerator
  ) {
    let range = recurrentBound(hidden: hidden)
    self.init(
      inputWeight: Tensor(randomUniform: [4 * hidden, inputs], in: range, using: &generator),
      hiddenWeight: Tensor(randomUniform: [4 * hidden, hidden], in: range, using: &generator),
      inputBias: Tensor(randomUniform: [4 * hidden], in: range, using: &generator),
      hiddenBias: Tensor(randomUniform: [4 * hidden], in: range, using: &generator))
    for unit in hidden..<2 * hidden { inputBias.value[unit] += forgetBias }
  }
}
