// Named wrong solutions of exercise 1.6.

// MISTAKE 1.6 Initialization.uniformBound: 1/F without the root
return 1 / Float(inputs)

// MISTAKE 1.6 Initialization.uniformBound: √F: larger with more inputs
return Float(inputs).squareRoot()

// MISTAKE 1.6 Initialization.uniformBound: √(3/F): the bound for variance 1/F
return (3 / Float(inputs)).squareRoot()

// MISTAKE 1.6 Initialization.weight: the shape is [inputs, outputs]
switch self {
case .zeros: return Tensor(zeros: [inputs, outputs])
case .normal(let deviation):
  return Tensor(
    randomNormal: [inputs, outputs], standardDeviation: deviation, using: &generator)
case .uniformFanIn:
  let bound = Initialization.uniformBound(inputs: inputs)
  return Tensor(randomUniform: [inputs, outputs], in: -bound...bound, using: &generator)
}

// MISTAKE 1.6 Initialization.weight: uniform between 0 and the bound: all weights positive
switch self {
case .zeros: return Tensor(zeros: [outputs, inputs])
case .normal(let deviation):
  return Tensor(
    randomNormal: [outputs, inputs], standardDeviation: deviation, using: &generator)
case .uniformFanIn:
  let bound = Initialization.uniformBound(inputs: inputs)
  return Tensor(randomUniform: [outputs, inputs], in: 0...bound, using: &generator)
}

// MISTAKE 1.6 Initialization.weight: the bound counts the outputs (fan-out)
switch self {
case .zeros: return Tensor(zeros: [outputs, inputs])
case .normal(let deviation):
  return Tensor(
    randomNormal: [outputs, inputs], standardDeviation: deviation, using: &generator)
case .uniformFanIn:
  let bound = Initialization.uniformBound(inputs: outputs)
  return Tensor(randomUniform: [outputs, inputs], in: -bound...bound, using: &generator)
}

// MISTAKE 1.6 Initialization.weight: the standard deviation is taken for the variance
switch self {
case .zeros: return Tensor(zeros: [outputs, inputs])
case .normal(let deviation):
  return Tensor(
    randomNormal: [outputs, inputs], standardDeviation: deviation.squareRoot(), using: &generator)
case .uniformFanIn:
  let bound = Initialization.uniformBound(inputs: inputs)
  return Tensor(randomUniform: [outputs, inputs], in: -bound...bound, using: &generator)
}

// MISTAKE 1.6 Initialization.weight: a generator with a fixed seed: all layers get the same weights
var own = SeededGenerator(seed: 42)
switch self {
case .zeros: return Tensor(zeros: [outputs, inputs])
case .normal(let deviation):
  return Tensor(randomNormal: [outputs, inputs], standardDeviation: deviation, using: &own)
case .uniformFanIn:
  let bound = Initialization.uniformBound(inputs: inputs)
  return Tensor(randomUniform: [outputs, inputs], in: -bound...bound, using: &own)
}

// MISTAKE 1.6 Initialization.weight: a copy of the generator is used, which never moves on
var copy = generator
switch self {
case .zeros: return Tensor(zeros: [outputs, inputs])
case .normal(let deviation):
  return Tensor(randomNormal: [outputs, inputs], standardDeviation: deviation, using: &copy)
case .uniformFanIn:
  let bound = Initialization.uniformBound(inputs: inputs)
  return Tensor(randomUniform: [outputs, inputs], in: -bound...bound, using: &copy)
}

// MISTAKE 1.6 Initialization.weight: the standard deviation is ignored
switch self {
case .zeros: return Tensor(zeros: [outputs, inputs])
case .normal: return Tensor(randomNormal: [outputs, inputs], using: &generator)
case .uniformFanIn:
  let bound = Initialization.uniformBound(inputs: inputs)
  return Tensor(randomUniform: [outputs, inputs], in: -bound...bound, using: &generator)
}

// MISTAKE 1.6 Initialization.weight: ones instead of zeros
switch self {
case .zeros: return Tensor(ones: [outputs, inputs])
case .normal(let deviation):
  return Tensor(
    randomNormal: [outputs, inputs], standardDeviation: deviation, using: &generator)
case .uniformFanIn:
  let bound = Initialization.uniformBound(inputs: inputs)
  return Tensor(randomUniform: [outputs, inputs], in: -bound...bound, using: &generator)
}

// MISTAKE 1.6 Linear.init: the bias starts at 1
self.init(
  weight: initialization.weight(outputs: outputs, inputs: inputs, using: &generator),
  bias: Tensor(ones: [outputs]))

// MISTAKE 1.6 Linear.init: inputs and outputs are swapped
self.init(
  weight: initialization.weight(outputs: inputs, inputs: outputs, using: &generator),
  bias: Tensor(zeros: [inputs]))

// MISTAKE 1.6 Linear.init: the initialization asked for is ignored
self.init(
  weight: Initialization.uniformFanIn.weight(outputs: outputs, inputs: inputs, using: &generator),
  bias: Tensor(zeros: [outputs]))

// MISTAKE 1.6 Linear.init: the bias is drawn at random too
self.init(
  weight: initialization.weight(outputs: outputs, inputs: inputs, using: &generator),
  bias: Tensor(randomUniform: [outputs], in: -0.1...0.1, using: &generator))

// MISTAKE 1.6 distinctUnits: counts all units
return weight.shape[0]

// MISTAKE 1.6 distinctUnits: compares each row with the one before it only
var count = min(weight.shape[0], 1)
for unit in 0..<weight.shape[0] where unit > 0 {
  if weight[row: unit] != weight[row: unit - 1] { count += 1 }
}
return count

// MISTAKE 1.6 distinctUnits: compares the sums of the rows
return Set(weight.sum(along: 1).scalars).count

// MISTAKE 1.6 distinctUnits: counts different numbers instead of rows
return Set(weight.scalars).count
