// An LSTM that reads the last 24 years and says the next five. At every year after the twelfth it is
// asked, so one window is many questions.

import Lab4
import Reports
import Shared

/// An LSTM with a dense layer that gives one number a horizon; the mean of several from other seeds.
struct RecurrentForecaster: Forecaster {
  let name = "LSTM"
  /// The farthest horizon.
  let reach: Int
  /// Values that it reads.
  var window = 24
  var hidden = 16
  var steps = 300
  /// How many networks, whose mean is the forecast.
  var members = 3
  let seed: UInt64
  /// What values are divided by: most become 0…2.
  private let unit: Float = 70
  private var networks: [StateReader] = []

  init(reach: Int, seed: UInt64) { (self.reach, self.seed) = (reach, seed) }

  mutating func learn(_ series: [Float], past: Range<Int>) {
    let known = series[past].map { $0 / unit }
    networks = (0..<members).map { member in
      let seed = self.seed + UInt64(member)
      var generator = SeededGenerator(seed: seed)
      var network = StateReader(
        LSTM(inputs: 1, hidden: hidden, using: &generator), hidden: hidden, outputs: reach,
        using: &generator)
      var plan = SequenceTraining(steps: steps, rate: 0.03, weightDecay: 0.01)
      plan.warmUp = window / 2
      _ = plan.train(&network, seed: seed) { windows(of: known, count: 64, using: &$0) }
      return network
    }
  }

  func forecast(_ series: [Float], from origin: Int, horizon: Int) -> Float {
    let read = series[(origin - window + 1)...origin].map { $0 / unit }
    let said = networks.map { network -> Float in
      var (network, context) = (network, Context(.inference))
      let y = network.forward(Tensor(read, shape: [1, window, 1]), &context)
      return y[0, window - 1, horizon - 1]
    }
    return max(0, said.reduce(0, +) / Float(members)) * unit
  }

  /// Random windows, each made larger or smaller as a whole, because the next cycle may be higher than
  /// any before.
  private func windows(
    of known: [Float], count: Int, using generator: inout SeededGenerator
  ) -> (x: Tensor, y: Tensor) {
    var (x, y): ([Float], [Float]) = ([], [])
    for _ in 0..<count {
      let start = generator.below(known.count - window - reach + 1)
      let factor = exp(Tensor(generator.uniform(in: -0.8...0.8))).item
      x += known[start..<start + window].map { $0 * factor }
      for step in start..<start + window {
        y += known[step + 1...step + reach].map { $0 * factor }
      }
    }
    return (Tensor(x, shape: [count, window, 1]), Tensor(y, shape: [count, window, reach]))
  }
}
