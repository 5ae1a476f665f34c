// 4.5 The GRU: one state, two gates. What the LSTM does with a cell beside its output, the GRU does
// with a weighted mean of the old state and a new one. (K. Cho and others, 2014.)

import Shared

/// A gated recurrent unit.
///
/// Inputs and state contribute three blocks of H columns each, in the order r, z, n, and unlike in an
/// LSTM the two contributions have to be kept apart:
///
/// ```
/// a  = x·Wᵀ + b                    [N, 3H]   what the inputs contribute
/// s  = h·Uᵀ + c                    [N, 3H]   what the state contributes
/// r  = σ(a[r] + s[r])              reset gate: how much of the state the candidate sees
/// z  = σ(a[z] + s[z])              update gate: how much of the state stays
/// n  = tanh(a[n] + r · s[n])       candidate; r multiplies the bias in s[n] too
/// h' = (1 − z) · n + z · h         a weighted mean of old and new
/// ```
/// Backwards, with everything that arrives at h' in dh:
///
/// ```
/// dz = dh · (h − n)                dn = dh · (1 − z)          from h' = n + z · (h − n)
/// du = dn · (1 − n²)               what arrives inside the tanh, u = a[n] + r · s[n]
/// dr = du · s[n]
/// da = [dr · r(1 − r), dz · z(1 − z), du    ]
/// ds = [dr · r(1 − r), dz · z(1 − z), du · r]                 only the last block differs
/// dh handed back = dh · z + ds·U   the way of the mean, and the way through s
///
/// dW = Σ_t da[t]ᵀ·x[t]     db = Σ da     dU = Σ_t ds[t]ᵀ·h[t−1]     dc = Σ ds     dx = da·W
/// ```
/// PyTorch: `nn.GRU(D, H, batch_first=True)`, with our parameters, order and formula. Keras:
/// `GRU(H, return_sequences=True)`, in the order z, r, n. The first paper has r inside the product,
/// U·(r · h), Keras's `reset_after=False`; and some books exchange z and 1 − z.
public struct GRU: Layer {
  /// W, from inputs to the three blocks, shape [3H, D].
  public var inputWeight: Parameter
  /// U, from the previous state to the three blocks, shape [3H, H].
  public var hiddenWeight: Parameter
  /// b, shape [3H].
  public var inputBias: Parameter
  /// c, shape [3H].
  ///
  /// In the candidate's block it does not do what b does: r multiplies it.
  public var hiddenBias: Parameter

  /// The state before the first step, [N, H]; zeros when nil.
  public var initialState: Tensor?
  /// Whether anybody reads what `backward` returns; as in `Linear` of Lab 1.
  public var needsInputGradient = true

  /// The latest input, [N, T, D].
  public internal(set) var input = Tensor(zeros: [0, 0, 0])
  /// The state from which the latest forward started, [N, H].
  public internal(set) var startState = Tensor(zeros: [0, 0])
  /// What each step of the latest forward computed.
  public internal(set) var steps: [GRUStep] = []
  /// dL/d(state before the first step) of the latest backward, [N, H].
  public internal(set) var initialStateGradient = Tensor(zeros: [0, 0])

  /// Creates a layer with these parameters.
  ///
  /// - Parameters:
  ///   - inputWeight: W, [3H, D].
  ///   - hiddenWeight: U, [3H, H].
  ///   - inputBias: b, [3H].
  ///   - hiddenBias: c, [3H].
  public init(inputWeight: Tensor, hiddenWeight: Tensor, inputBias: Tensor, hiddenBias: Tensor) {
    let rows = inputBias.count
    require(
      rows % 3 == 0 && inputWeight.rank == 2 && inputWeight.shape[0] == rows
        && hiddenWeight.shape == [rows, rows / 3] && hiddenBias.shape == inputBias.shape,
      "GRU: the parameters do not fit — \(inputWeight.shape), \(hiddenWeight.shape),"
        + " \(inputBias.shape), \(hiddenBias.shape) — use [3H, D], [3H, H], [3H] and [3H]")
    self.inputWeight = Parameter(inputWeight, name: "inputWeight")
    self.hiddenWeight = Parameter(hiddenWeight, name: "hiddenWeight")
    self.inputBias = Parameter(inputBias, name: "inputBias")
    self.hiddenBias = Parameter(hiddenBias, name: "hiddenBias")
  }

  /// H, the numbers of a state.
  public var hiddenSize: Int { inputBias.value.count / 3 }

  /// The state after the last step of the latest forward; where it started when T was 0.
  ///
  /// To go on where a sequence ended, set `initialState` to it.
  public var state: Tensor { steps.last?.hidden ?? startState }

  /// What the inputs contribute to all steps, `a = x·Wᵀ + b`, in one matrix product.
  ///
  /// Without c: two of its blocks could be added here, the third must not.
  ///
  /// - Parameter x: Inputs, [N, T, D].
  /// - Returns: a of all steps, [N, T, 3H].
  public func inputSums(_ x: Tensor) -> Tensor {
    todo("4.5 GRU.inputSums")
  }

  /// One step: gates, candidate and the next state.
  ///
  /// `gate(z)` is σ(z), as in 4.4. Blocks of columns are cut with `slice(_:along: 1)`.
  ///
  /// - Parameters:
  ///   - sums: a, what the inputs contribute at this step, [N, 3H].
  ///   - state: h, the state before the step, [N, H].
  /// - Returns: Everything that the step computes, [N, H] each.
  public func step(_ sums: Tensor, from state: Tensor) -> GRUStep {
    let h = hiddenSize
    todo("4.5 GRU.step")
  }

  /// The states of all steps; remembers `input`, `startState` and `steps`.
  ///
  /// `sums.timeStep(t)` is step t of a sequence, `Tensor(timeSteps: list, of: [n, h])` the sequence of
  /// a list of steps.
  ///
  /// - Parameters:
  ///   - x: Inputs, [N, T, D]. N and T may be 0.
  ///   - context: Not used.
  /// - Returns: The states h', shape [N, T, H].
  public mutating func forward(_ x: Tensor, _ context: inout Context) -> Tensor {
    requireSequence(x, width: inputWeight.value.shape[1], "GRU.forward")
    let (n, t, _) = x.shape.ntd
    let h = hiddenSize
    let start = initialState ?? Tensor(zeros: [n, h])
    requireState(start, shape: [n, h], "GRU.forward")
    todo("4.5 GRU.forward")
  }

  /// One step backwards.
  ///
  /// - Parameters:
  ///   - dh: Everything that wants h' to change, [N, H].
  ///   - step: What `step` computed.
  ///   - state: h, the state *before* the step, [N, H].
  /// - Returns: `inputs`, da, and `states`, ds, [N, 3H] each; `previous`, what is handed to the step
  ///   before, [N, H].
  public func stepBackward(
    _ dh: Tensor, of step: GRUStep, from state: Tensor
  ) -> (inputs: Tensor, states: Tensor, previous: Tensor) {
    todo("4.5 GRU.stepBackward")
  }

  /// Backpropagation through time: da and ds of all steps, last to first.
  ///
  /// Stores what arrives at the state before the first step in `initialStateGradient`.
  ///
  /// - Parameter dy: dL/dy, [N, T, H].
  /// - Returns: da and ds of all steps, [N, T, 3H] each.
  public mutating func sumGradients(_ dy: Tensor) -> (inputs: Tensor, states: Tensor) {
    let (n, t, h) = dy.shape.ntd
    todo("4.5 GRU.sumGradients")
  }

  /// The gradients of the latest forward.
  ///
  /// Adds to the gradients of the four parameters, each from one product or sum over all N · T rows: W
  /// and b get theirs from da, U and c from ds, with the state h *before* each step.
  ///
  /// - Parameter dy: dL/dy, [N, T, H].
  /// - Returns: dL/dx = da·W, [N, T, D]; anything where `needsInputGradient` is false.
  public mutating func backward(_ dy: Tensor) -> Tensor {
    let (n, t, d) = input.shape.ntd
    let h = hiddenSize
    require(
      dy.shape == [n, t, h] && steps.count == t,
      "GRU.backward: dy must have the shape of the latest output — dy \(dy.shape), output"
        + " [\(n), \(t), \(h)], steps \(steps.count) — remember input and steps in forward")
    todo("4.5 GRU.backward")
  }

  /// Visits `inputWeight`, `hiddenWeight`, `inputBias`, `hiddenBias`, in this order.
  public mutating func forEachParameter(_ body: (inout Parameter) -> Void) {
    body(&inputWeight)
    body(&hiddenWeight)
    body(&inputBias)
    body(&hiddenBias)
  }
}
