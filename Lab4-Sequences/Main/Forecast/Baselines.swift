// What a forecast has to beat: the last value, the value one season ago, and a linear regression on the
// last values.

/// Tomorrow is like today.
struct NaiveForecaster: Forecaster {
  let name = "last value"

  mutating func learn(_ series: [Float], past: Range<Int>) {}

  func forecast(_ series: [Float], from origin: Int, horizon: Int) -> Float { series[origin] }
}

/// The next season is like this one.
struct SeasonalForecaster: Forecaster {
  let name = "one cycle ago"
  /// Steps of a season.
  let period: Int

  mutating func learn(_ series: [Float], past: Range<Int>) {}

  func forecast(_ series: [Float], from origin: Int, horizon: Int) -> Float {
    let seasons = (horizon + period - 1) / period
    return series[origin + horizon - seasons * period]
  }
}

/// A linear regression for each horizon on the last p values.
///
/// p is chosen for each horizon by the last `validation` values of the past; then all of the past is
/// regressed on.
struct LinearAutoregression: Forecaster {
  let name = "linear autoregression"
  let horizons: [Int]
  let orders = [1, 2, 3, 4, 6, 8, 9, 11, 16, 22, 33]
  /// How many values at the end of the past choose p.
  let validation = 22
  private var weights: [Int: [Double]] = [:]

  init(horizons: [Int]) { self.horizons = horizons }

  mutating func learn(_ series: [Float], past: Range<Int>) {
    let split = past.upperBound - validation
    for horizon in horizons {
      let errors = orders.map { order -> Double in
        let weights = fitted(series, order, horizon, targets: past.lowerBound..<split)
        return (split..<past.upperBound).reduce(0.0) { sum, target in
          let said = value(weights, series, target - horizon)
          return sum + (said - Double(series[target])) * (said - Double(series[target]))
        }
      }
      let best = errors.indices.min { errors[$0] < errors[$1] } ?? 0
      weights[horizon] = fitted(series, orders[best], horizon, targets: past)
    }
  }

  func forecast(_ series: [Float], from origin: Int, horizon: Int) -> Float {
    Float(max(0, value(weights[horizon] ?? [], series, origin)))
  }

  /// How many values each horizon looks at.
  func order(_ horizon: Int) -> Int { (weights[horizon]?.count ?? 1) - 1 }

  /// A constant, and a weight for each of the last values, the latest first.
  private func fitted(
    _ series: [Float], _ order: Int, _ horizon: Int, targets: Range<Int>
  ) -> [Double] {
    let first = max(targets.lowerBound, horizon + order - 1)
    let rows = (first..<targets.upperBound).map { row(series, $0 - horizon, order) }
    return leastSquares(rows, (first..<targets.upperBound).map { Double(series[$0]) })
  }

  private func row(_ series: [Float], _ origin: Int, _ order: Int) -> [Double] {
    [1] + (0..<order).map { Double(series[origin - $0]) }
  }

  private func value(_ weights: [Double], _ series: [Float], _ origin: Int) -> Double {
    zip(weights, row(series, origin, weights.count - 1)).reduce(0) { $0 + $1.0 * $1.1 }
  }
}

/// The weights w with the least Σ (row · w − target)², from the normal equations by elimination.
///
/// A billionth of the squares' mean is added to the diagonal, so that equal columns do no harm.
func leastSquares(_ rows: [[Double]], _ targets: [Double]) -> [Double] {
  let width = rows[0].count
  var equations = (0..<width).map { i in
    (0..<width).map { j in rows.reduce(0.0) { $0 + $1[i] * $1[j] } }
      + [zip(rows, targets).reduce(0.0) { $0 + $1.0[i] * $1.1 }]
  }
  let ridge = 1e-9 * (0..<width).reduce(0.0) { $0 + equations[$1][$1] } / Double(width)
  for i in 0..<width { equations[i][i] += ridge }
  for pivot in 0..<width {
    for row in pivot + 1..<max(width, pivot + 1) {
      let factor = equations[row][pivot] / equations[pivot][pivot]
      for column in pivot...width { equations[row][column] -= factor * equations[pivot][column] }
    }
  }
  var solution = Array(repeating: 0.0, count: width)
  for row in (0..<width).reversed() {
    let known = (row + 1..<max(width, row + 1)).reduce(0.0) {
      $0 + equations[row][$1] * solution[$1]
    }
    solution[row] = (equations[row][width] - known) / equations[row][row]
  }
  return solution
}
