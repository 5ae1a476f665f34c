// Named wrong solutions of exercise 1.8.

// MISTAKE 1.8 numericalGradient: one-sided difference
let start = f(x)
let gradient = x.scalars.indices.map { index in
  var scalars = x.scalars
  scalars[index] += step
  let moved = Double(scalars[index]) - Double(x.scalars[index])
  return Float((f(Tensor(scalars, shape: x.shape)) - start) / moved)
}
return Tensor(gradient, shape: x.shape)

// MISTAKE 1.8 numericalGradient: divided by h instead of 2h
var gradient: [Float] = []
for index in x.scalars.indices {
  var (upper, lower) = (x.scalars, x.scalars)
  upper[index] += step
  lower[index] -= step
  let above = f(Tensor(upper, shape: x.shape))
  let below = f(Tensor(lower, shape: x.shape))
  gradient.append(Float((above - below) / Double(step)))
}
return Tensor(gradient, shape: x.shape)

// MISTAKE 1.8 numericalGradient: divided by 2h, not by the step that survived rounding
var gradient: [Float] = []
for index in x.scalars.indices {
  var (upper, lower) = (x.scalars, x.scalars)
  upper[index] += step
  lower[index] -= step
  let above = f(Tensor(upper, shape: x.shape))
  let below = f(Tensor(lower, shape: x.shape))
  gradient.append(Float((above - below) / (2 * Double(step))))
}
return Tensor(gradient, shape: x.shape)

// MISTAKE 1.8 numericalGradient: the moved element is not put back
var scalars = x.scalars
var gradient: [Float] = []
for index in scalars.indices {
  let original = scalars[index]
  scalars[index] = original + step
  let (upper, above) = (scalars[index], f(Tensor(scalars, shape: x.shape)))
  scalars[index] = original - step
  let (lower, below) = (scalars[index], f(Tensor(scalars, shape: x.shape)))
  gradient.append(Float((above - below) / (Double(upper) - Double(lower))))
}
return Tensor(gradient, shape: x.shape)

// MISTAKE 1.8 numericalGradient: all elements move at once
let slope = (f(x + step) - f(x - step)) / (2 * Double(step))
return Tensor(repeating: Float(slope), shape: x.shape)

// MISTAKE 1.8 numericalGradient: the difference has the wrong sign
var gradient: [Float] = []
for index in x.scalars.indices {
  var (upper, lower) = (x.scalars, x.scalars)
  upper[index] += step
  lower[index] -= step
  let distance = Double(upper[index]) - Double(lower[index])
  let below = f(Tensor(lower, shape: x.shape))
  gradient.append(Float((below - f(Tensor(upper, shape: x.shape))) / distance))
}
return Tensor(gradient, shape: x.shape)

// MISTAKE 1.8 numericalGradient: the shape is lost
return Tensor(
  x.scalars.indices.map { index in
    var (upper, lower) = (x.scalars, x.scalars)
    upper[index] += step
    lower[index] -= step
    let distance = Double(upper[index]) - Double(lower[index])
    let above = f(Tensor(upper, shape: x.shape))
    return Float((above - f(Tensor(lower, shape: x.shape))) / distance)
  }, shape: [x.count])

// MISTAKE 1.8 relativeError: the absolute difference
require(a.shape == b.shape, "relativeError: shapes differ: \(a.shape) and \(b.shape)")
if a.hasNonFinite || b.hasNonFinite { return .infinity }
return zip(a.scalars, b.scalars).map { abs(Double($0) - Double($1)) }.max() ?? 0

// MISTAKE 1.8 relativeError: the mean instead of the largest
require(a.shape == b.shape, "relativeError: shapes differ: \(a.shape) and \(b.shape)")
if a.hasNonFinite || b.hasNonFinite { return .infinity }
let errors = zip(a.scalars, b.scalars).map { left, right in
  abs(Double(left) - Double(right)) / max(abs(Double(left)), abs(Double(right)), 0.1)
}
return errors.reduce(0, +) / Double(max(errors.count, 1))

// MISTAKE 1.8 relativeError: NaN passes as no error
require(a.shape == b.shape, "relativeError: shapes differ: \(a.shape) and \(b.shape)")
var worst = 0.0
for (left, right) in zip(a.scalars, b.scalars) {
  let error = abs(Double(left) - Double(right)) / Double(max(abs(left), abs(right), 0.1))
  if error > worst { worst = error }
}
return worst

// MISTAKE 1.8 relativeError: no floor: tiny gradients count as far apart
require(a.shape == b.shape, "relativeError: shapes differ: \(a.shape) and \(b.shape)")
if a.hasNonFinite || b.hasNonFinite { return .infinity }
var worst = 0.0
for (left, right) in zip(a.scalars, b.scalars) where left != right {
  worst = max(worst, abs(Double(left) - Double(right)) / Double(max(abs(left), abs(right))))
}
return worst

// MISTAKE 1.8 relativeError: relative to the first gradient only
require(a.shape == b.shape, "relativeError: shapes differ: \(a.shape) and \(b.shape)")
if a.hasNonFinite || b.hasNonFinite { return .infinity }
var worst = 0.0
for (left, right) in zip(a.scalars, b.scalars) {
  worst = max(worst, abs(Double(left) - Double(right)) / Double(max(abs(left), 0.1)))
}
return worst

// MISTAKE 1.8 relativeError: signs are lost
require(a.shape == b.shape, "relativeError: shapes differ: \(a.shape) and \(b.shape)")
if a.hasNonFinite || b.hasNonFinite { return .infinity }
var worst = 0.0
for (left, right) in zip(a.scalars, b.scalars) {
  let difference = Double(abs(left)) - Double(abs(right))
  worst = max(worst, abs(difference) / Double(max(abs(left), abs(right), 0.1)))
}
return worst

// MISTAKE 1.8 weightedSum: added in Float
return Double(zip(y.scalars, r.scalars).reduce(Float(0)) { $0 + $1.0 * $1.1 })

// MISTAKE 1.8 weightedSum: the weights are left out
return y.scalars.reduce(0) { $0 + Double($1) }

// MISTAKE 1.8 analyticGradients: old gradients are not zeroed
var layer = self
var context = context
_ = layer.forward(x, &context)
let dx = layer.backward(r)
var parameters: [Tensor] = []
layer.forEachParameter { parameters.append($0.gradient) }
return LayerGradients(input: dx, parameters: parameters)

// MISTAKE 1.8 analyticGradients: backward gets ones instead of r
var layer = self
var context = context
layer.zeroGradients()
let y = layer.forward(x, &context)
let dx = layer.backward(Tensor(ones: y.shape))
var parameters: [Tensor] = []
layer.forEachParameter { parameters.append($0.gradient) }
return LayerGradients(input: dx, parameters: parameters)

// MISTAKE 1.8 analyticGradients: values are returned instead of gradients
var layer = self
var context = context
layer.zeroGradients()
_ = layer.forward(x, &context)
let dx = layer.backward(r)
var parameters: [Tensor] = []
layer.forEachParameter { parameters.append($0.value) }
return LayerGradients(input: dx, parameters: parameters)

// MISTAKE 1.8 analyticGradients: zeroed after backward
var layer = self
var context = context
_ = layer.forward(x, &context)
let dx = layer.backward(r)
layer.zeroGradients()
var parameters: [Tensor] = []
layer.forEachParameter { parameters.append($0.gradient) }
return LayerGradients(input: dx, parameters: parameters)

// MISTAKE 1.8 numericalGradients: backward is asked instead of measuring
return analyticGradients(at: x, r: r, context)

// MISTAKE 1.8 numericalGradients: the generator moves on between forward passes
var moving = context
var values: [Tensor] = []
var copy = self
copy.forEachParameter { values.append($0.value) }
let input = numericalGradient(at: x) {
  var layer = self
  return weightedSum(layer.forward($0, &moving), r)
}
let parameters = values.indices.map { index in
  numericalGradient(at: values[index]) {
    var layer = replacingParameter(at: index, with: $0)
    return weightedSum(layer.forward(x, &moving), r)
  }
}
return LayerGradients(input: input, parameters: parameters)

// MISTAKE 1.8 numericalGradients: the parameters are never moved
var values: [Tensor] = []
var copy = self
copy.forEachParameter { values.append($0.value) }
func loss(_ x: Tensor) -> Double {
  var (layer, context) = (self, context)
  return weightedSum(layer.forward(x, &context), r)
}
return LayerGradients(
  input: numericalGradient(at: x) { loss($0) },
  parameters: values.map { value in numericalGradient(at: value) { _ in loss(x) } })

// MISTAKE 1.8 checkGradients: r is all ones
var (copy, trial) = (layer, context)
let r = Tensor(ones: copy.forward(x, &trial).shape)
let analytic = layer.analyticGradients(at: x, r: r, context)
let numerical = layer.numericalGradients(at: x, r: r, context)
let pairs = zip(
  [analytic.input] + analytic.parameters, [numerical.input] + numerical.parameters)
return pairs.map { analytic, numerical in
  analytic.shape == numerical.shape ? relativeError(analytic, numerical) : .infinity
}.max() ?? 0

// MISTAKE 1.8 checkGradients: only dx is compared
var (copy, trial) = (layer, context)
var generator = SeededGenerator(seed: 1)
let shape = copy.forward(x, &trial).shape
let r = Tensor(randomUniform: shape, in: 0.5...1.5, using: &generator)
return relativeError(
  layer.analyticGradients(at: x, r: r, context).input,
  layer.numericalGradients(at: x, r: r, context).input)

// MISTAKE 1.8 checkGradients: only the parameters are compared
var (copy, trial) = (layer, context)
var generator = SeededGenerator(seed: 1)
let shape = copy.forward(x, &trial).shape
let r = Tensor(randomUniform: shape, in: 0.5...1.5, using: &generator)
let analytic = layer.analyticGradients(at: x, r: r, context).parameters
let numerical = layer.numericalGradients(at: x, r: r, context).parameters
return zip(analytic, numerical).map { analytic, numerical in
  analytic.shape == numerical.shape ? relativeError(analytic, numerical) : .infinity
}.max() ?? 0

// MISTAKE 1.8 checkGradients: the smallest error is returned
var (copy, trial) = (layer, context)
var generator = SeededGenerator(seed: 1)
let shape = copy.forward(x, &trial).shape
let r = Tensor(randomUniform: shape, in: 0.5...1.5, using: &generator)
let analytic = layer.analyticGradients(at: x, r: r, context)
let numerical = layer.numericalGradients(at: x, r: r, context)
let pairs = zip(
  [analytic.input] + analytic.parameters, [numerical.input] + numerical.parameters)
return pairs.map { analytic, numerical in
  analytic.shape == numerical.shape ? relativeError(analytic, numerical) : .infinity
}.min() ?? 0
