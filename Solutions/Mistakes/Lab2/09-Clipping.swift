// Named wrong solutions of exercise 2.9.

// MISTAKE 2.9 gradientNorm: the norms of the parameters are added up
var sum: Float = 0
model.forEachParameter { sum += $0.gradient.norm() }
return sum

// MISTAKE 2.9 gradientNorm: the root is left out
var sum = 0.0
model.forEachParameter { parameter in
  let norm = Double(parameter.gradient.norm())
  sum += norm * norm
}
return Float(sum)

// MISTAKE 2.9 gradientNorm: the largest norm of a parameter
var largest: Float = 0
model.forEachParameter { largest = max(largest, $0.gradient.norm()) }
return largest

// MISTAKE 2.9 gradientNorm: the norm of the values
var sum = 0.0
model.forEachParameter { parameter in
  let norm = Double(parameter.value.norm())
  sum += norm * norm
}
return Float(sum.squareRoot())

// MISTAKE 2.9 gradientNorm: the root of the mean, not of the sum
var (sum, count) = (0.0, 0)
model.forEachParameter { parameter in
  let norm = Double(parameter.gradient.norm())
  (sum, count) = (sum + norm * norm, count + parameter.gradient.count)
}
return Float((sum / Double(max(count, 1))).squareRoot())

// MISTAKE 2.9 gradientNorm: squares are added up in Float and overflow
var sum: Float = 0
model.forEachParameter { sum += square($0.gradient).sum() }
return sum.squareRoot()

// MISTAKE 2.9 gradientNorm: only the last parameter counts
var sum = 0.0
model.forEachParameter { parameter in
  let norm = Double(parameter.gradient.norm())
  sum = norm * norm
}
return Float(sum.squareRoot())

// MISTAKE 2.9 gradientNorm: magnitudes instead of squares
var sum: Float = 0
model.forEachParameter { sum += abs($0.gradient).sum() }
return sum

// MISTAKE 2.9 clipNorm: each parameter is clipped by its own norm
require(limit > 0, "clipGradients: the largest norm is \(limit) — use a number above 0")
let norm = gradientNorm(of: &model)
model.forEachParameter { parameter in
  let factor = limit / (parameter.gradient.norm() + 1e-6)
  if norm.isFinite && factor < 1 { parameter.gradient *= factor }
}
return norm

// MISTAKE 2.9 clipNorm: short gradients are stretched to the limit
require(limit > 0, "clipGradients: the largest norm is \(limit) — use a number above 0")
let norm = gradientNorm(of: &model)
let factor = limit / (norm + 1e-6)
if norm.isFinite { model.forEachParameter { $0.gradient *= factor } }
return norm

// MISTAKE 2.9 clipNorm: returns the norm after clipping
require(limit > 0, "clipGradients: the largest norm is \(limit) — use a number above 0")
let norm = gradientNorm(of: &model)
let factor = limit / (norm + 1e-6)
if norm.isFinite && factor < 1 { model.forEachParameter { $0.gradient *= factor } }
return gradientNorm(of: &model)

// MISTAKE 2.9 clipNorm: the factor is upside down
require(limit > 0, "clipGradients: the largest norm is \(limit) — use a number above 0")
let norm = gradientNorm(of: &model)
if norm.isFinite && norm > limit { model.forEachParameter { $0.gradient *= norm / limit } }
return norm

// MISTAKE 2.9 clipNorm: the values are shortened, not the gradients
require(limit > 0, "clipGradients: the largest norm is \(limit) — use a number above 0")
let norm = gradientNorm(of: &model)
let factor = limit / (norm + 1e-6)
if norm.isFinite && factor < 1 { model.forEachParameter { $0.value *= factor } }
return norm

// MISTAKE 2.9 clipNorm: a NaN norm spoils every gradient
require(limit > 0, "clipGradients: the largest norm is \(limit) — use a number above 0")
let norm = gradientNorm(of: &model)
let factor = limit / (norm + 1e-6)
if !(factor >= 1) { model.forEachParameter { $0.gradient *= factor } }
return norm

// MISTAKE 2.9 clipNorm: the 10⁻⁶ is left out
require(limit > 0, "clipGradients: the largest norm is \(limit) — use a number above 0")
let norm = gradientNorm(of: &model)
if norm.isFinite && norm > limit { model.forEachParameter { $0.gradient *= limit / norm } }
return norm

// MISTAKE 2.9 clipNorm: any limit is taken
let norm = gradientNorm(of: &model)
let factor = limit / (norm + 1e-6)
if norm.isFinite && factor < 1 { model.forEachParameter { $0.gradient *= factor } }
return norm

// MISTAKE 2.9 clipNorm: only a limit of 0 is refused
require(limit != 0 && !limit.isNaN, "clipGradients: the largest norm is \(limit)")
let norm = gradientNorm(of: &model)
let factor = limit / (norm + 1e-6)
if norm.isFinite && factor < 1 { model.forEachParameter { $0.gradient *= factor } }
return norm

// MISTAKE 2.9 clipNorm: NaN passes for a limit
require(!(limit <= 0), "clipGradients: the largest norm is \(limit) — use a number above 0")
let norm = gradientNorm(of: &model)
let factor = limit / (norm + 1e-6)
if norm.isFinite && factor < 1 { model.forEachParameter { $0.gradient *= factor } }
return norm

// MISTAKE 2.9 clipNorm: the factor falls with every parameter visited
require(limit > 0, "clipGradients: the largest norm is \(limit) — use a number above 0")
let norm = gradientNorm(of: &model)
var factor = limit / (norm + 1e-6)
if norm.isFinite && factor < 1 {
  model.forEachParameter { parameter in
    parameter.gradient *= factor
    factor *= factor
  }
}
return norm

// MISTAKE 2.9 clipValue: large values are cut, negative ones are not
require(limit > 0, "clipGradients: the largest value is \(limit) — use a number above 0")
model.forEachParameter { $0.gradient = minimum($0.gradient, Tensor(limit)) }

// MISTAKE 2.9 clipValue: negative values become 0
require(limit > 0, "clipGradients: the largest value is \(limit) — use a number above 0")
model.forEachParameter { $0.gradient = $0.gradient.clipped(to: 0...limit) }

// MISTAKE 2.9 clipValue: 0 passes for a limit
require(limit >= 0, "clipGradients: the largest value is \(limit) — use a number above 0")
model.forEachParameter { $0.gradient = $0.gradient.clipped(to: -limit...limit) }

// MISTAKE 2.9 clipValue: NaN passes for a limit, and negative ones
require(limit != 0, "clipGradients: the largest value is \(limit) — use a number above 0")
model.forEachParameter { parameter in
  parameter.gradient = minimum(maximum(parameter.gradient, Tensor(-limit)), Tensor(limit))
}

// MISTAKE 2.9 clipValue: everything is scaled until the largest fits
require(limit > 0, "clipGradients: the largest value is \(limit) — use a number above 0")
model.forEachParameter { parameter in
  let largest = abs(parameter.gradient).max()
  if largest > limit { parameter.gradient *= limit / largest }
}

// MISTAKE 2.9 clipValue: values outside become 0
require(limit > 0, "clipGradients: the largest value is \(limit) — use a number above 0")
model.forEachParameter { parameter in
  parameter.gradient = parameter.gradient.map { abs($0) > limit ? 0 : $0 }
}

// MISTAKE 2.9 clipValue: the parameters' values are cut
require(limit > 0, "clipGradients: the largest value is \(limit) — use a number above 0")
model.forEachParameter { $0.value = $0.value.clipped(to: -limit...limit) }

// MISTAKE 2.9 clipValue: the result of the cut is not stored
require(limit > 0, "clipGradients: the largest value is \(limit) — use a number above 0")
model.forEachParameter { _ = $0.gradient.clipped(to: -limit...limit) }
