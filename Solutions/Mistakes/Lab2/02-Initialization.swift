// Named wrong solutions of exercise 2.2.

// MISTAKE 2.2 VarianceScaling.gain: ReLU's gain is 2: the root is missing
switch activation {
case .linear: return 1
case .tanh: return 5 / 3
case .relu: return 2
case .leakyReLU(let slope): return 2 / (1 + slope * slope)
}

// MISTAKE 2.2 VarianceScaling.gain: the slope of a leaky ReLU is not squared
switch activation {
case .linear: return 1
case .tanh: return 5 / 3
case .relu: return Float(2).squareRoot()
case .leakyReLU(let slope): return (2 / (1 + slope)).squareRoot()
}

// MISTAKE 2.2 VarianceScaling.gain: tanh counts as linear
switch activation {
case .linear, .tanh: return 1
case .relu: return Float(2).squareRoot()
case .leakyReLU(let slope): return (2 / (1 + slope * slope)).squareRoot()
}

// MISTAKE 2.2 VarianceScaling.gain: 5/3 in whole numbers is 1
switch activation {
case .linear: return 1
case .tanh: return Float(Int(5) / Int(3))
case .relu: return Float(2).squareRoot()
case .leakyReLU(let slope): return (2 / (1 + slope * slope)).squareRoot()
}

// MISTAKE 2.2 VarianceScaling.standardDeviation: the variance is returned
switch self {
case .xavier(_, let gain): return gain * gain * 2 / Float(inputs + outputs)
case .he(_, let gain): return gain * gain / Float(inputs)
}

// MISTAKE 2.2 VarianceScaling.standardDeviation: Xavier without the 2
switch self {
case .xavier(_, let gain): return gain / Float(inputs + outputs).squareRoot()
case .he(_, let gain): return gain / Float(inputs).squareRoot()
}

// MISTAKE 2.2 VarianceScaling.standardDeviation: Xavier with 6, the number of the uniform bound
switch self {
case .xavier(_, let gain): return gain * (6 / Float(inputs + outputs)).squareRoot()
case .he(_, let gain): return gain / Float(inputs).squareRoot()
}

// MISTAKE 2.2 VarianceScaling.standardDeviation: Xavier counts the inputs alone
switch self {
case .xavier(_, let gain), .he(_, let gain): return gain / Float(inputs).squareRoot()
}

// MISTAKE 2.2 VarianceScaling.standardDeviation: He counts the outputs
switch self {
case .xavier(_, let gain): return gain * (2 / Float(inputs + outputs)).squareRoot()
case .he(_, let gain): return gain / Float(outputs).squareRoot()
}

// MISTAKE 2.2 VarianceScaling.standardDeviation: He's 2 comes on top of the gain √2
switch self {
case .xavier(_, let gain): return gain * (2 / Float(inputs + outputs)).squareRoot()
case .he(_, let gain): return gain * (2 / Float(inputs)).squareRoot()
}

// MISTAKE 2.2 VarianceScaling.standardDeviation: the gain is ignored
switch self {
case .xavier: return (2 / Float(inputs + outputs)).squareRoot()
case .he: return (2 / Float(inputs)).squareRoot()
}

// MISTAKE 2.2 VarianceScaling.bound: the bound is the standard deviation
return standardDeviation(inputs: inputs, outputs: outputs)

// MISTAKE 2.2 VarianceScaling.bound: 3 instead of its root
return 3 * standardDeviation(inputs: inputs, outputs: outputs)

// MISTAKE 2.2 VarianceScaling.bound: divided by √3
return standardDeviation(inputs: inputs, outputs: outputs) / Float(3).squareRoot()

// MISTAKE 2.2 VarianceScaling.bound: √12, as if the range began at 0
return Float(12).squareRoot() * standardDeviation(inputs: inputs, outputs: outputs)

// MISTAKE 2.2 VarianceScaling.bound: inputs and outputs are swapped
return Float(3).squareRoot() * standardDeviation(inputs: outputs, outputs: inputs)

// MISTAKE 2.2 VarianceScaling.weight: the shape is [inputs, outputs]
switch self {
case .xavier(.uniform, _), .he(.uniform, _):
  let bound = bound(inputs: inputs, outputs: outputs)
  return Tensor(randomUniform: [inputs, outputs], in: -bound...bound, using: &generator)
case .xavier(.normal, _), .he(.normal, _):
  let deviation = standardDeviation(inputs: inputs, outputs: outputs)
  return Tensor(
    randomNormal: [inputs, outputs], standardDeviation: deviation, using: &generator)
}

// MISTAKE 2.2 VarianceScaling.weight: always normal
let deviation = standardDeviation(inputs: inputs, outputs: outputs)
return Tensor(randomNormal: [outputs, inputs], standardDeviation: deviation, using: &generator)

// MISTAKE 2.2 VarianceScaling.weight: the standard deviation is taken for the bound
let deviation = standardDeviation(inputs: inputs, outputs: outputs)
switch self {
case .xavier(.uniform, _), .he(.uniform, _):
  return Tensor(randomUniform: [outputs, inputs], in: -deviation...deviation, using: &generator)
case .xavier(.normal, _), .he(.normal, _):
  return Tensor(
    randomNormal: [outputs, inputs], standardDeviation: deviation, using: &generator)
}

// MISTAKE 2.2 VarianceScaling.weight: uniform between 0 and the bound
switch self {
case .xavier(.uniform, _), .he(.uniform, _):
  let bound = bound(inputs: inputs, outputs: outputs)
  return Tensor(randomUniform: [outputs, inputs], in: 0...bound, using: &generator)
case .xavier(.normal, _), .he(.normal, _):
  let deviation = standardDeviation(inputs: inputs, outputs: outputs)
  return Tensor(
    randomNormal: [outputs, inputs], standardDeviation: deviation, using: &generator)
}

// MISTAKE 2.2 VarianceScaling.weight: a copy of the generator is used, which never moves on
var copy = generator
switch self {
case .xavier(.uniform, _), .he(.uniform, _):
  let bound = bound(inputs: inputs, outputs: outputs)
  return Tensor(randomUniform: [outputs, inputs], in: -bound...bound, using: &copy)
case .xavier(.normal, _), .he(.normal, _):
  let deviation = standardDeviation(inputs: inputs, outputs: outputs)
  return Tensor(randomNormal: [outputs, inputs], standardDeviation: deviation, using: &copy)
}

// MISTAKE 2.2 varianceThroughLayers: measured before the activation
var signal = x
var variances: [Float] = []
for _ in 0..<layers {
  let sums = matmul(signal, weight(&generator), transposeB: true)
  variances.append(sums.variance())
  signal = activation(sums)
}
return variances

// MISTAKE 2.2 varianceThroughLayers: the activation is forgotten
var signal = x
var variances: [Float] = []
for _ in 0..<layers {
  signal = matmul(signal, weight(&generator), transposeB: true)
  variances.append(signal.variance())
}
return variances

// MISTAKE 2.2 varianceThroughLayers: every layer gets x instead of the layer's below
var variances: [Float] = []
for _ in 0..<layers {
  let w = weight(&generator)
  guard w.shape[1] == x.shape[1] else { return variances }
  variances.append(activation(matmul(x, w, transposeB: true)).variance())
}
return variances

// MISTAKE 2.2 varianceThroughLayers: one weight for all layers
let w = weight(&generator)
var signal = x
var variances: [Float] = []
for _ in 0..<layers where w.shape[1] == signal.shape[1] {
  signal = activation(matmul(signal, w, transposeB: true))
  variances.append(signal.variance())
}
return variances

// MISTAKE 2.2 varianceThroughLayers: the variance of x comes first
var signal = x
var variances: [Float] = []
for _ in 0..<layers {
  variances.append(signal.variance())
  signal = activation(matmul(signal, weight(&generator), transposeB: true))
}
return variances

// MISTAKE 2.2 varianceThroughLayers: the unbiased variance
var signal = x
var variances: [Float] = []
for _ in 0..<layers {
  signal = activation(matmul(signal, weight(&generator), transposeB: true))
  variances.append(signal.variance(unbiased: true))
}
return variances

// MISTAKE 2.2 varianceThroughLayers: the standard deviation instead of the variance
var signal = x
var variances: [Float] = []
for _ in 0..<layers {
  signal = activation(matmul(signal, weight(&generator), transposeB: true))
  variances.append(signal.variance().squareRoot())
}
return variances

// MISTAKE 2.2 varianceThroughLayers: the mean square instead of the variance
var signal = x
var variances: [Float] = []
for _ in 0..<layers {
  signal = activation(matmul(signal, weight(&generator), transposeB: true))
  variances.append(square(signal).mean())
}
return variances
