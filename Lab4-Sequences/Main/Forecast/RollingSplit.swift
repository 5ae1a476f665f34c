// How a forecast is judged: the series is cut into blocks of years, each forecast from the years before
// it alone. Nothing is shuffled, and nothing of a block is known when its models are made.

/// A block of years to forecast, and what is known before it.
struct ForecastFold: Sendable {
  /// Places of the series that models may learn from: all before the block.
  let past: Range<Int>
  /// Places to forecast.
  let block: Range<Int>

  /// The places from which one looks ahead by `horizon`: the last known value stands there, and what is
  /// forecast lies in the block.
  func origins(horizon: Int) -> Range<Int> {
    let first = block.lowerBound - 1
    return first..<max(first, block.upperBound - horizon)
  }
}

/// Consecutive folds, the last one at the end of a series: each learns from all that came before.
///
/// - Parameters:
///   - count: Values of the series.
///   - folds: How many blocks.
///   - length: Values of a block.
/// - Returns: The folds in order of time.
func rollingFolds(of count: Int, folds: Int, length: Int) -> [ForecastFold] {
  (0..<folds).map { fold in
    let start = count - (folds - fold) * length
    return ForecastFold(past: 0..<start, block: start..<start + length)
  }
}

/// Something that looks ahead in a series.
protocol Forecaster {
  /// What a table calls it.
  var name: String { get }

  /// Learns from the places of `past` alone.
  mutating func learn(_ series: [Float], past: Range<Int>)

  /// What it expects `horizon` steps after `origin`, from the values up to it.
  func forecast(_ series: [Float], from origin: Int, horizon: Int) -> Float
}

/// What a forecaster said, and what came.
struct ForecastScore {
  let name: String
  /// Pairs of forecast and truth by horizon.
  var pairs: [Int: [(said: Float, came: Float)]] = [:]

  /// The root of the mean squared error at a horizon.
  func error(_ horizon: Int) -> Double {
    let pairs = pairs[horizon] ?? []
    let squares = pairs.reduce(0.0) { sum, pair in
      sum + Double(pair.said - pair.came) * Double(pair.said - pair.came)
    }
    return (squares / Double(max(1, pairs.count))).squareRoot()
  }

  /// The mean of the errors at these horizons.
  func error(_ horizons: [Int]) -> Double {
    horizons.map { error($0) }.reduce(0, +) / Double(horizons.count)
  }
}

/// Lets a forecaster learn before each fold, and forecast its block.
///
/// - Parameters:
///   - forecaster: Who forecasts; learns anew for every fold.
///   - series: All values.
///   - folds: From `rollingFolds`.
///   - horizons: How far ahead.
///   - onFold: Hears of each fold that is done.
/// - Returns: All forecasts.
func scored(
  _ forecaster: some Forecaster, on series: [Float], _ folds: [ForecastFold], horizons: [Int],
  onFold: () -> Void = {}
) -> ForecastScore {
  var score = ForecastScore(name: forecaster.name)
  for fold in folds {
    var model = forecaster
    model.learn(series, past: fold.past)
    for horizon in horizons {
      for origin in fold.origins(horizon: horizon) {
        score.pairs[horizon, default: []].append(
          (model.forecast(series, from: origin, horizon: horizon), series[origin + horizon]))
      }
    }
    onFold()
  }
  return score
}
