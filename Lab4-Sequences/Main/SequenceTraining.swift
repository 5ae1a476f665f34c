// A recurrent layer with a dense layer on every step, and how it learns numbers: what the sections on
// RNN, LSTM, GRU and forecasting train.

import Lab1
import Lab2
import Lab4
import Reports
import Shared

/// A recurrent layer, and a dense layer that reads each of its states.
struct StateReader: Layer {
  /// From sequences [N, T, D] to states [N, T, H].
  var recurrent: any Layer
  /// From a state to what is asked at its step.
  var head: Linear
  private var shape: Shape = [0, 0, 0]

  init(_ recurrent: any Layer, hidden: Int, outputs: Int, using generator: inout SeededGenerator) {
    self.recurrent = recurrent
    head = Linear(inputs: hidden, outputs: outputs, using: &generator)
  }

  mutating func forward(_ x: Tensor, _ context: inout Context) -> Tensor {
    let states = recurrent.forward(x, &context)  // [N, T, H]
    shape = states.shape
    let (n, t, h) = shape.ntd
    let y = head.forward(states.reshaped(to: [n * t, h]), &context)  // [N·T, O]
    return y.reshaped(to: [n, t, y.shape[1]])
  }

  mutating func backward(_ dy: Tensor) -> Tensor {
    let (n, t, o) = dy.shape.ntd
    let states = head.backward(dy.reshaped(to: [n * t, o]))
    return recurrent.backward(states.reshaped(to: shape))
  }

  mutating func forEachParameter(_ body: (inout Parameter) -> Void) {
    recurrent.forEachParameter(body)
    head.forEachParameter(body)
  }
}

/// A training on sequences that are drawn anew for every step.
struct SequenceTraining {
  var steps: Int
  /// The largest rate of one cycle.
  var rate: Float = 0.01
  /// What gradients are clipped to, as recurrent networks need it.
  var largestNorm: Float = 1
  var weightDecay: Float = 0
  /// First steps of a sequence that nothing is asked at: a memory must fill first.
  var warmUp = 0

  /// Trains on the mean squared error.
  ///
  /// - Parameters:
  ///   - model: What learns.
  ///   - seed: Of all that is drawn.
  ///   - bar: Shows the steps that are done.
  ///   - draw: Makes the inputs and targets of a step.
  /// - Returns: The loss of each step.
  func train<Model: Layer>(
    _ model: inout Model, seed: UInt64, _ bar: ProgressBar? = nil,
    drawing draw: (inout SeededGenerator) -> (x: Tensor, y: Tensor)
  ) -> [Float] {
    var optimizer = AdamW(learningRate: rate, weightDecay: weightDecay)
    var (context, bar) = (Context(.training, seed: seed), bar)
    let losses = (0..<steps).map { step -> Float in
      let (x, y) = draw(&context.generator)
      optimizer.learningRate = oneCycle(peak: rate, total: steps, step: step)
      model.zeroGradients()
      let result = loss(of: model.forward(x, &context), y)
      _ = model.backward(result.gradient)
      _ = clipGradients(of: &model, toNorm: largestNorm)
      optimizer.step(&model)
      bar?.advance()
      return result.loss
    }
    bar?.finish()
    return losses
  }

  /// The mean squared error after the warm-up; its gradient is 0 before.
  private func loss(of prediction: Tensor, _ target: Tensor) -> LossResult {
    let asked = warmUp..<target.shape[1]
    let result = meanSquaredError(
      prediction: prediction.slice(asked, along: 1), target: target.slice(asked, along: 1))
    let gradient = result.gradient.padded(by: [(0, 0), (warmUp, 0), (0, 0)])
    return LossResult(loss: result.loss, gradient: gradient)
  }
}

/// Means over `width` neighbours, so that the loss of a step can be seen through its noise.
func smoothed(_ values: [Float], width: Int = 10) -> [Float] {
  stride(from: 0, to: values.count - width + 1, by: width).map { start in
    values[start..<start + width].reduce(0, +) / Float(width)
  }
}

/// A chart of losses that `smoothed` made of every step's.
func lossChart(_ title: String, _ curves: [(name: String, losses: [Float])]) -> LineChart {
  LineChart(
    title,
    curves.map { name, losses in
      let means = smoothed(losses)
      return Series(name, x: means.indices.map { 10 * $0 + 10 }, y: means)
    }, x: "step", y: Axis("loss", scale: .logarithmic))
}
