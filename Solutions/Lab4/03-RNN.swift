// 4.3 The recurrent network: one small network applied at every time step, which hands its state on
// to itself. Backpropagation through time is plain backpropagation through the unrolled chain.
// (J. Elman, 1990; P. Werbos, 1990.)

import Shared

/// A recurrent layer, `h[t] = tanh(W·x[t] + b + U·h[t − 1] + c)`.
///
/// Unrolled over time it is a network of T layers that share their weights:
///
/// ```
///        x[0]      x[1]      x[2]             z[t] = x[t]·Wᵀ + b + h[t−1]·Uᵀ + c      [N, H]
///         │ W       │ W       │ W             h[t] = tanh(z[t])                       [N, H]
///  h[−1] ─┴─► h[0] ─┴─► h[1] ─┴─► h[2]        y[t] = h[t]
///      U         U         U
/// ```
/// What does not depend on the state is computed for all time steps in one matrix product before the
/// loop: `sums = x·Wᵀ + b + c`. Each step then adds `h·Uᵀ`.
///
/// Backwards a state collects from two sides, from its output and from the step that follows:
///
/// ```
/// dh[t]   = dy[t] + dh from step t + 1        none for the last step
/// dz[t]   = dh[t] · (1 − h[t]²)               tanh'
/// dh[t−1] = dz[t]·U                           handed on to step t − 1
///
/// dW = Σ_t dz[t]ᵀ·x[t]      dU = Σ_t dz[t]ᵀ·h[t−1]      db = dc = Σ_t Σ_n dz[t]      dx[t] = dz[t]·W
/// ```
/// The weights are used at every step, so their gradients are sums over all steps: one matrix product
/// each, over N · T rows, after the loop.
///
/// Keras: `SimpleRNN(H, return_sequences=True)`, with one bias and kernels stored the other way round;
/// PyTorch: `nn.RNN(D, H, batch_first=True)`, with our four parameters and shapes.
public struct RNN: Layer {
  /// W, from inputs to sums, shape [H, D].
  public var inputWeight: Parameter
  /// U, from the previous state to sums, shape [H, H].
  public var hiddenWeight: Parameter
  /// b, shape [H].
  public var inputBias: Parameter
  /// c, shape [H]: it does what b does, and is here so that weights of PyTorch fit.
  public var hiddenBias: Parameter

  /// h[−1], the state before the first step, shape [N, H]; zeros when nil.
  public var initialState: Tensor?
  /// The length of the pieces within which gradients flow, at least 1; nil lets them flow to the start.
  ///
  /// The states pass through all steps all the same. But at steps k, 2k, 3k, … of k = `truncation`
  /// nothing is handed back to the step before, which is what `detach()` does in PyTorch.
  public var truncation: Int?
  /// Whether anybody reads what `backward` returns; as in `Linear` of Lab 1.
  public var needsInputGradient = true

  /// The latest input, [N, T, D].
  public internal(set) var input = Tensor(zeros: [0, 0, 0])
  /// The states of the latest forward, [N, T + 1, H]: the initial one, then one a step.
  public internal(set) var states = Tensor(zeros: [0, 1, 0])
  /// dL/dh[−1] of the latest backward, [N, H].
  public internal(set) var initialStateGradient = Tensor(zeros: [0, 0])

  /// Creates a layer with these parameters.
  ///
  /// - Parameters:
  ///   - inputWeight: W, [H, D].
  ///   - hiddenWeight: U, [H, H].
  ///   - inputBias: b, [H].
  ///   - hiddenBias: c, [H].
  public init(inputWeight: Tensor, hiddenWeight: Tensor, inputBias: Tensor, hiddenBias: Tensor) {
    let h = inputBias.count
    require(
      inputWeight.rank == 2 && inputWeight.shape[0] == h && hiddenWeight.shape == [h, h]
        && hiddenBias.shape == inputBias.shape,
      "RNN: the parameters do not fit — \(inputWeight.shape), \(hiddenWeight.shape),"
        + " \(inputBias.shape), \(hiddenBias.shape) — use [H, D], [H, H], [H] and [H]")
    self.inputWeight = Parameter(inputWeight, name: "inputWeight")
    self.hiddenWeight = Parameter(hiddenWeight, name: "hiddenWeight")
    self.inputBias = Parameter(inputBias, name: "inputBias")
    self.hiddenBias = Parameter(hiddenBias, name: "hiddenBias")
  }

  /// H, the numbers of a state.
  public var hiddenSize: Int { inputBias.value.count }

  /// The state after the last step of the latest forward, [N, H]: the initial one when T was 0.
  ///
  /// To go on where a sequence ended, set `initialState` to it.
  public var state: Tensor { states.timeStep(states.shape[1] - 1) }

  /// What the inputs contribute to the sums of all steps, `x·Wᵀ + b + c`, in one matrix product.
  ///
  /// - Parameter x: Inputs, [N, T, D].
  /// - Returns: The sums, [N, T, H].
  public func inputSums(_ x: Tensor) -> Tensor {
    // BEGIN SOLUTION 4.3 RNN.inputSums
    return matmul(x, inputWeight.value, transposeB: true) + (inputBias.value + hiddenBias.value)
    // END SOLUTION
  }

  /// One step, `h' = tanh(sums + h·Uᵀ)`.
  ///
  /// - Parameters:
  ///   - sums: What the inputs contribute at this step, [N, H]; the biases are in it.
  ///   - state: h, the state before the step, [N, H].
  /// - Returns: h', the state after it, [N, H].
  public func step(_ sums: Tensor, from state: Tensor) -> Tensor {
    // BEGIN SOLUTION 4.3 RNN.step
    return tanh(sums + matmul(state, hiddenWeight.value, transposeB: true))  // [N, H]
    // END SOLUTION
  }

  /// The states of all steps; remembers `input` and `states`.
  ///
  /// `sums.timeStep(t)` is step t of a sequence, `Tensor(timeSteps: list, of: [n, h])` the sequence of
  /// a list of steps.
  ///
  /// - Parameters:
  ///   - x: Inputs, [N, T, D]. N and T may be 0.
  ///   - context: Not used.
  /// - Returns: h[0] … h[T − 1], shape [N, T, H].
  public mutating func forward(_ x: Tensor, _ context: inout Context) -> Tensor {
    requireSequence(x, width: inputWeight.value.shape[1], "RNN.forward")
    let (n, h) = (x.shape[0], hiddenSize)
    let start = initialState ?? Tensor(zeros: [n, h])
    requireState(start, shape: [n, h], "RNN.forward")
    // BEGIN SOLUTION 4.3 RNN.forward
    let t = x.shape[1]
    input = x
    let sums = inputSums(x)  // [N, T, H]
    var steps = [start]
    for time in 0..<t {
      steps.append(step(sums.timeStep(time), from: steps[time]))
    }
    states = Tensor(timeSteps: steps, of: [n, h])  // [N, T + 1, H]
    return states.slice(1..<t + 1, along: 1)
    // END SOLUTION
  }

  /// One step backwards: from dL/dh' to the sums and to the state before.
  ///
  /// - Parameters:
  ///   - dh: dL/dh', everything that wants the state to change, [N, H].
  ///   - state: h', the state *after* the step, which `step` returned, [N, H].
  /// - Returns: `sums`, dz = dh · (1 − h'²), and `previous`, dz·U; both [N, H].
  public func stepBackward(_ dh: Tensor, at state: Tensor) -> (sums: Tensor, previous: Tensor) {
    // BEGIN SOLUTION 4.3 RNN.stepBackward
    let dz = dh * (1 - state * state)  // [N, H]
    return (dz, matmul(dz, hiddenWeight.value))
    // END SOLUTION
  }

  /// Backpropagation through time: dz of all steps, last to first.
  ///
  /// Stores what arrives at the initial state in `initialStateGradient`. With `truncation` k, what
  /// step k, 2k, 3k, … would hand to the step before it is dropped.
  ///
  /// - Parameter dy: dL/dy, [N, T, H].
  /// - Returns: dz[0] … dz[T − 1], shape [N, T, H].
  public mutating func sumGradients(_ dy: Tensor) -> Tensor {
    // BEGIN SOLUTION 4.3 RNN.sumGradients
    let (n, t, h) = dy.shape.ntd
    var gradients: [Tensor] = []
    var dh = Tensor(zeros: [n, h])
    for time in (0..<t).reversed() {
      let back = stepBackward(dy.timeStep(time) + dh, at: states.timeStep(time + 1))
      gradients.append(back.sums)
      let isBorder = time > 0 && truncation.map { time % $0 == 0 } ?? false
      dh = isBorder ? Tensor(zeros: [n, h]) : back.previous
    }
    initialStateGradient = dh
    return Tensor(timeSteps: gradients.reversed(), of: [n, h])
    // END SOLUTION
  }

  /// The gradients of the latest forward.
  ///
  /// Adds dW, dU, db and dc to the parameters' gradients, each from one product or sum over all N · T
  /// rows of dz.
  ///
  /// - Parameter dy: dL/dy, [N, T, H].
  /// - Returns: dL/dx, [N, T, D]; anything where `needsInputGradient` is false.
  public mutating func backward(_ dy: Tensor) -> Tensor {
    let (n, t, h) = (input.shape[0], input.shape[1], hiddenSize)
    require(
      dy.shape == [n, t, h] && (truncation ?? 1) > 0,
      "RNN.backward: dy must have the shape of the latest output, and the truncation be 1 or more —"
        + " dy \(dy.shape), output [\(n), \(t), \(h)], truncation \(truncation ?? 1) — remember the"
        + " input in forward")
    // BEGIN SOLUTION 4.3 RNN.backward
    let d = input.shape[2]
    let dz = sumGradients(dy)  // [N, T, H]
    let rows = dz.reshaped(to: [n * t, h])
    let previous = states.slice(0..<t, along: 1).reshaped(to: [n * t, h])
    inputWeight.gradient += matmul(rows, input.reshaped(to: [n * t, d]), transposeA: true)
    hiddenWeight.gradient += matmul(rows, previous, transposeA: true)
    let biasGradient = rows.sum(along: 0)
    inputBias.gradient += biasGradient
    hiddenBias.gradient += biasGradient
    return needsInputGradient ? matmul(dz, inputWeight.value) : Tensor(zeros: [0, 0, 0])
    // END SOLUTION
  }

  /// Visits `inputWeight`, `hiddenWeight`, `inputBias`, `hiddenBias`, in this order.
  public mutating func forEachParameter(_ body: (inout Parameter) -> Void) {
    body(&inputWeight)
    body(&hiddenWeight)
    body(&inputBias)
    body(&hiddenBias)
  }
}

extension RNN {
  /// A layer with uniform random parameters in ±1/√H, as PyTorch's.
  ///
  /// - Parameters:
  ///   - inputs: D, numbers of a time step.
  ///   - hidden: H, numbers of a state.
  ///   - generator: Source of the parameters.
  public init(inputs: Int, hidden: Int, using generator: inout SeededGenerator) {
    let range = recurrentBound(hidden: hidden)
    self.init(
      inputWeight: Tensor(randomUniform: [hidden, inputs], in: range, using: &generator),
      hiddenWeight: Tensor(randomUniform: [hidden, hidden], in: range, using: &generator),
      inputBias: Tensor(randomUniform: [hidden], in: range, using: &generator),
      hiddenBias: Tensor(randomUniform: [hidden], in: range, using: &generator))
  }
}
