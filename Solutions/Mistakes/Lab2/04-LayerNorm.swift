// Named wrong solutions of exercise 2.4.

// MISTAKE 2.4 LayerNorm.forward: normalised over the batch
let centred = x - x.mean(along: 0, keepingAxis: true)
let variance = square(centred).mean(along: 0, keepingAxis: true)
deviation = sqrt(variance + epsilon)
normalized = centred / deviation
return normalized * scale.value + shift.value

// MISTAKE 2.4 LayerNorm.forward: normalised over all elements at once
let centred = x - (x.count > 0 ? x.mean() : 0)
let variance = Tensor(x.count > 0 ? square(centred).mean() : 0)
deviation = sqrt(variance + epsilon)
normalized = centred / deviation
return normalized * scale.value + shift.value

// MISTAKE 2.4 LayerNorm.forward: the unbiased variance
let centred = x - x.mean(along: -1, keepingAxis: true)
let variance =
  square(centred).sum(along: -1, keepingAxis: true) / Float(max(scale.value.count - 1, 1))
deviation = sqrt(variance + epsilon)
normalized = centred / deviation
return normalized * scale.value + shift.value

// MISTAKE 2.4 LayerNorm.forward: ε stands outside the root
let centred = x - x.mean(along: -1, keepingAxis: true)
deviation = sqrt(square(centred).mean(along: -1, keepingAxis: true)) + epsilon
normalized = centred / deviation
return normalized * scale.value + shift.value

// MISTAKE 2.4 LayerNorm.forward: without ε: a constant row is 0/0
let centred = x - x.mean(along: -1, keepingAxis: true)
deviation = sqrt(square(centred).mean(along: -1, keepingAxis: true))
normalized = centred / deviation
return normalized * scale.value + shift.value

// MISTAKE 2.4 LayerNorm.forward: divided by the variance, without the root
let centred = x - x.mean(along: -1, keepingAxis: true)
deviation = square(centred).mean(along: -1, keepingAxis: true) + epsilon
normalized = centred / deviation
return normalized * scale.value + shift.value

// MISTAKE 2.4 LayerNorm.forward: mean(x²) − μ² loses its digits far from 0
let mean = x.mean(along: -1, keepingAxis: true)
let variance = square(x).mean(along: -1, keepingAxis: true) - square(mean)
deviation = sqrt(maximum(variance, 0) + epsilon)
normalized = (x - mean) / deviation
return normalized * scale.value + shift.value

// MISTAKE 2.4 LayerNorm.forward: the mean is not subtracted
let centred = x - x.mean(along: -1, keepingAxis: true)
deviation = sqrt(square(centred).mean(along: -1, keepingAxis: true) + epsilon)
normalized = x / deviation
return normalized * scale.value + shift.value

// MISTAKE 2.4 LayerNorm.forward: the mean square about 0 instead of the variance (as in RMSNorm)
deviation = sqrt(square(x).mean(along: -1, keepingAxis: true) + epsilon)
normalized = x / deviation
return normalized * scale.value + shift.value

// MISTAKE 2.4 LayerNorm.forward: γ and β are forgotten
let centred = x - x.mean(along: -1, keepingAxis: true)
deviation = sqrt(square(centred).mean(along: -1, keepingAxis: true) + epsilon)
normalized = centred / deviation
return normalized

// MISTAKE 2.4 LayerNorm.forward: inference returns the input
if context.mode == .inference { return x }
let centred = x - x.mean(along: -1, keepingAxis: true)
deviation = sqrt(square(centred).mean(along: -1, keepingAxis: true) + epsilon)
normalized = centred / deviation
return normalized * scale.value + shift.value

// MISTAKE 2.4 LayerNorm.forward: x̂ and s are not remembered
let centred = x - x.mean(along: -1, keepingAxis: true)
let s = sqrt(square(centred).mean(along: -1, keepingAxis: true) + epsilon)
return centred / s * scale.value + shift.value

// MISTAKE 2.4 LayerNorm.backward: γ is not in dx̂
let rows = Array(0..<dy.rank - 1)
scale.gradient += (dy * normalized).sum(along: rows)
shift.gradient += dy.sum(along: rows)
let mean = dy.mean(along: -1, keepingAxis: true)
let projection = (dy * normalized).mean(along: -1, keepingAxis: true)
return (dy - mean - normalized * projection) / deviation

// MISTAKE 2.4 LayerNorm.backward: γ multiplies at the end instead of the beginning
let rows = Array(0..<dy.rank - 1)
scale.gradient += (dy * normalized).sum(along: rows)
shift.gradient += dy.sum(along: rows)
let mean = dy.mean(along: -1, keepingAxis: true)
let projection = (dy * normalized).mean(along: -1, keepingAxis: true)
return (dy - mean - normalized * projection) / deviation * scale.value

// MISTAKE 2.4 LayerNorm.backward: μ and s are taken for constants
let rows = Array(0..<dy.rank - 1)
scale.gradient += (dy * normalized).sum(along: rows)
shift.gradient += dy.sum(along: rows)
return dy * scale.value / deviation

// MISTAKE 2.4 LayerNorm.backward: the way through s is forgotten
let rows = Array(0..<dy.rank - 1)
scale.gradient += (dy * normalized).sum(along: rows)
shift.gradient += dy.sum(along: rows)
let dNormalized = dy * scale.value
return (dNormalized - dNormalized.mean(along: -1, keepingAxis: true)) / deviation

// MISTAKE 2.4 LayerNorm.backward: the way through μ is forgotten
let rows = Array(0..<dy.rank - 1)
scale.gradient += (dy * normalized).sum(along: rows)
shift.gradient += dy.sum(along: rows)
let dNormalized = dy * scale.value
let projection = (dNormalized * normalized).mean(along: -1, keepingAxis: true)
return (dNormalized - normalized * projection) / deviation

// MISTAKE 2.4 LayerNorm.backward: means over the batch, as in batch normalisation
let rows = Array(0..<dy.rank - 1)
scale.gradient += (dy * normalized).sum(along: rows)
shift.gradient += dy.sum(along: rows)
let dNormalized = dy * scale.value
let mean = dNormalized.mean(along: 0, keepingAxis: true)
let projection = (dNormalized * normalized).mean(along: 0, keepingAxis: true)
return (dNormalized - mean - normalized * projection) / deviation

// MISTAKE 2.4 LayerNorm.backward: dγ and dβ are summed along the features
scale.gradient += (dy * normalized).sum()
shift.gradient += dy.sum()
let dNormalized = dy * scale.value
let mean = dNormalized.mean(along: -1, keepingAxis: true)
let projection = (dNormalized * normalized).mean(along: -1, keepingAxis: true)
return (dNormalized - mean - normalized * projection) / deviation

// MISTAKE 2.4 LayerNorm.backward: dγ and dβ are means over the rows
let rows = Array(0..<dy.rank - 1)
scale.gradient += (dy * normalized).mean(along: rows)
shift.gradient += dy.mean(along: rows)
let dNormalized = dy * scale.value
let mean = dNormalized.mean(along: -1, keepingAxis: true)
let projection = (dNormalized * normalized).mean(along: -1, keepingAxis: true)
return (dNormalized - mean - normalized * projection) / deviation

// MISTAKE 2.4 LayerNorm.backward: summed along the first axis alone: [T, D] is left
let dNormalized = dy * scale.value
scale.gradient = scale.gradient + (dy * normalized).sum(along: 0)
shift.gradient = shift.gradient + dy.sum(along: 0)
let mean = dNormalized.mean(along: -1, keepingAxis: true)
let projection = (dNormalized * normalized).mean(along: -1, keepingAxis: true)
return (dNormalized - mean - normalized * projection) / deviation

// MISTAKE 2.4 LayerNorm.backward: gradients are replaced instead of added
let rows = Array(0..<dy.rank - 1)
scale.gradient = (dy * normalized).sum(along: rows)
shift.gradient = dy.sum(along: rows)
let dNormalized = dy * scale.value
let mean = dNormalized.mean(along: -1, keepingAxis: true)
let projection = (dNormalized * normalized).mean(along: -1, keepingAxis: true)
return (dNormalized - mean - normalized * projection) / deviation

// MISTAKE 2.4 LayerNorm.backward: the division by s is forgotten
let rows = Array(0..<dy.rank - 1)
scale.gradient += (dy * normalized).sum(along: rows)
shift.gradient += dy.sum(along: rows)
let dNormalized = dy * scale.value
let mean = dNormalized.mean(along: -1, keepingAxis: true)
let projection = (dNormalized * normalized).mean(along: -1, keepingAxis: true)
return dNormalized - mean - normalized * projection
