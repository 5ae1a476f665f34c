// What the labs' sections measure, and how they write it: times, and means over repetitions.

/// How long something takes, in seconds.
public func seconds(_ work: () throws -> Void) rethrows -> Double {
  try ContinuousClock().measure(work) / .seconds(1)
}

/// The mean of some numbers, and their deviation over n − 1: how far a repetition may differ.
public func meanAndSpread(_ values: [Double]) -> (mean: Double, spread: Double) {
  let mean = values.reduce(0, +) / Double(values.count)
  let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
  return (mean, (squares / Double(max(1, values.count - 1))).squareRoot())
}

/// Shares of 0 to 1 as their mean and spread in percent, such as `92.3 ± 0.4 %`.
public func spreadText(_ shares: [Double]) -> String {
  let (mean, spread) = meanAndSpread(shares)
  return "\(fixedText(mean * 100, decimals: 1)) ± \(fixedText(spread * 100, decimals: 1)) %"
}
