// From tensors to the pictures that a report shows, measuring, and stopwatches.

import Reports
import Shared

/// Rows of 28·28 numbers as pictures, from [N, 784].
func pictures(_ images: Tensor) -> [Picture] {
  (0..<images.shape[0]).map { Picture(width: 28, height: 28, images[row: $0]) }
}

/// What a layer's backward multiplies a gradient by, at every x.
func slope(of layer: some Layer, at x: Tensor) -> Tensor {
  var (layer, context) = (layer, Context(.training))
  _ = layer.forward(x, &context)
  return layer.backward(Tensor(ones: x.shape))
}

/// How long something takes, in seconds.
func seconds(_ work: () -> Void) -> Double {
  ContinuousClock().measure(work) / .seconds(1)
}

/// The mean of some numbers, and their deviation over n − 1: how far a repetition may differ.
func meanAndSpread(_ values: [Double]) -> (mean: Double, spread: Double) {
  let mean = values.reduce(0, +) / Double(values.count)
  let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
  return (mean, (squares / Double(max(1, values.count - 1))).squareRoot())
}

/// A share of 0 to 1 and its spread, in percent.
func spreadText(_ values: [Double]) -> String {
  let (mean, spread) = meanAndSpread(values)
  return "\(fixedText(mean * 100, decimals: 1)) ± \(fixedText(spread * 100, decimals: 1)) %"
}
