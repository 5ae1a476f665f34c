// Named wrong solutions of exercise 2.10.

// MISTAKE 2.10 GradientFlow.growth: the factor the other way round
let points = layers.enumerated().filter { $0.element.signal > 0 && $0.element.signal.isFinite }
  .map { (place: Double($0.offset), logarithm: log(Double($0.element.signal))) }
if points.count < 2 { return 1 }
let place = points.map(\.place).reduce(0, +) / Double(points.count)
let logarithm = points.map(\.logarithm).reduce(0, +) / Double(points.count)
let above = points.reduce(0) { $0 + ($1.place - place) * ($1.logarithm - logarithm) }
let below = points.reduce(0) { $0 + ($1.place - place) * ($1.place - place) }
return Float(exp(above / below))

// MISTAKE 2.10 GradientFlow.growth: the slope itself, without e to its power
let points = layers.enumerated().filter { $0.element.signal > 0 && $0.element.signal.isFinite }
  .map { (place: Double($0.offset), logarithm: log(Double($0.element.signal))) }
if points.count < 2 { return 1 }
let place = points.map(\.place).reduce(0, +) / Double(points.count)
let logarithm = points.map(\.logarithm).reduce(0, +) / Double(points.count)
let above = points.reduce(0) { $0 + ($1.place - place) * ($1.logarithm - logarithm) }
let below = points.reduce(0) { $0 + ($1.place - place) * ($1.place - place) }
return Float(-above / below)

// MISTAKE 2.10 GradientFlow.growth: a line through the signals instead of their logarithms
let points = layers.enumerated().filter { $0.element.signal > 0 && $0.element.signal.isFinite }
  .map { (place: Double($0.offset), value: Double($0.element.signal)) }
if points.count < 2 { return 1 }
let place = points.map(\.place).reduce(0, +) / Double(points.count)
let value = points.map(\.value).reduce(0, +) / Double(points.count)
let above = points.reduce(0) { $0 + ($1.place - place) * ($1.value - value) }
let below = points.reduce(0) { $0 + ($1.place - place) * ($1.place - place) }
return Float(exp(-above / below))

// MISTAKE 2.10 GradientFlow.growth: from the first and the last signal alone
let signals = layers.map(\.signal).filter { $0 > 0 && $0.isFinite }
if signals.count < 2 { return 1 }
return pow(signals[0] / signals[signals.count - 1], 1 / Float(signals.count - 1))

// MISTAKE 2.10 GradientFlow.growth: the gap is closed: places are counted anew
let logarithms = layers.map(\.signal).filter { $0 > 0 && $0.isFinite }.map { log(Double($0)) }
if logarithms.count < 2 { return 1 }
let place = Double(logarithms.count - 1) / 2
let mean = logarithms.reduce(0, +) / Double(logarithms.count)
let above = logarithms.enumerated().reduce(0) {
  $0 + (Double($1.offset) - place) * ($1.element - mean)
}
let below = logarithms.indices.reduce(0) { $0 + pow(Double($1) - place, 2) }
return Float(exp(-above / below))

// MISTAKE 2.10 GradientFlow.growth: places count the layers without parameters too
let points = layers.filter { $0.signal > 0 && $0.signal.isFinite }
  .map { (place: Double($0.layer), logarithm: log(Double($0.signal))) }
if points.count < 2 { return 1 }
let place = points.map(\.place).reduce(0, +) / Double(points.count)
let logarithm = points.map(\.logarithm).reduce(0, +) / Double(points.count)
let above = points.reduce(0) { $0 + ($1.place - place) * ($1.logarithm - logarithm) }
let below = points.reduce(0) { $0 + ($1.place - place) * ($1.place - place) }
return Float(exp(-above / below))

// MISTAKE 2.10 GradientFlow.growth: fitted to the gradients of the parameters
let points = layers.enumerated().filter { $0.element.signal > 0 && $0.element.signal.isFinite }
  .map { (place: Double($0.offset), logarithm: log(Double($0.element.gradientNorm))) }
if points.count < 2 { return 1 }
let place = points.map(\.place).reduce(0, +) / Double(points.count)
let logarithm = points.map(\.logarithm).reduce(0, +) / Double(points.count)
let above = points.reduce(0) { $0 + ($1.place - place) * ($1.logarithm - logarithm) }
let below = points.reduce(0) { $0 + ($1.place - place) * ($1.place - place) }
return Float(exp(-above / below))

// MISTAKE 2.10 GradientFlow.growth: logarithms of 0 take part
let logarithms = layers.map { log(Double($0.signal)) }
if logarithms.count < 2 { return 1 }
let place = Double(logarithms.count - 1) / 2
let mean = logarithms.reduce(0, +) / Double(logarithms.count)
let above = logarithms.enumerated().reduce(0) {
  $0 + (Double($1.offset) - place) * ($1.element - mean)
}
let below = logarithms.indices.reduce(0) { $0 + pow(Double($1) - place, 2) }
return Float(exp(-above / below))

// MISTAKE 2.10 GradientFlow.verdict: vanishing and exploding are exchanged
if layers.contains(where: { !$0.signal.isFinite }) { return .exploding }
if layers.contains(where: { $0.signal == 0 }) { return .vanishing }
if growth < GradientFlow.vanishingBelow { return .exploding }
return growth > GradientFlow.explodingAbove ? .vanishing : .healthy

// MISTAKE 2.10 GradientFlow.verdict: NaN passes for healthy
if layers.contains(where: { $0.signal == 0 }) { return .vanishing }
if growth < GradientFlow.vanishingBelow { return .vanishing }
return growth > GradientFlow.explodingAbove ? .exploding : .healthy

// MISTAKE 2.10 GradientFlow.verdict: a dead layer passes for healthy
if layers.contains(where: { !$0.signal.isFinite }) { return .exploding }
if growth < GradientFlow.vanishingBelow { return .vanishing }
return growth > GradientFlow.explodingAbove ? .exploding : .healthy

// MISTAKE 2.10 GradientFlow.verdict: zeros are asked about before infinity
if layers.contains(where: { $0.signal == 0 }) { return .vanishing }
if layers.contains(where: { !$0.signal.isFinite }) { return .exploding }
if growth < GradientFlow.vanishingBelow { return .vanishing }
return growth > GradientFlow.explodingAbove ? .exploding : .healthy

// MISTAKE 2.10 GradientFlow.verdict: anything that is not exactly 1 is ill
if layers.contains(where: { !$0.signal.isFinite }) { return .exploding }
if layers.contains(where: { $0.signal == 0 }) { return .vanishing }
if growth < 1 { return .vanishing }
return growth > 1 ? .exploding : .healthy

// MISTAKE 2.10 GradientFlow.verdict: goes by the first layer's signal, not by the growth
if layers.contains(where: { !$0.signal.isFinite }) { return .exploding }
let first = layers.first?.signal ?? 1
if first < GradientFlow.vanishingBelow { return .vanishing }
return first > GradientFlow.explodingAbove ? .exploding : .healthy

// MISTAKE 2.10 measuredBackward: the signal is measured after the layer, not before
var (signal, flows) = (dy, [LayerFlow]())
for index in model.layers.indices.reversed() {
  signal = model.layers[index].backward(signal)
  var (parameters, sum) = (0, 0.0)
  model.layers[index].forEachParameter { parameter in
    (parameters, sum) = (parameters + 1, sum + pow(Double(parameter.gradient.norm()), 2))
  }
  if parameters == 0 { continue }
  flows.append(
    LayerFlow(layer: index, signal: signal.norm(), gradientNorm: Float(sum.squareRoot())))
}
return GradientFlow(layers: flows.reversed(), inputGradient: signal)

// MISTAKE 2.10 measuredBackward: the entries stand in backward order
var (signal, flows) = (dy, [LayerFlow]())
for index in model.layers.indices.reversed() {
  let arrived = signal
  signal = model.layers[index].backward(arrived)
  var (parameters, sum) = (0, 0.0)
  model.layers[index].forEachParameter { parameter in
    (parameters, sum) = (parameters + 1, sum + pow(Double(parameter.gradient.norm()), 2))
  }
  if parameters == 0 { continue }
  flows.append(
    LayerFlow(layer: index, signal: arrived.norm(), gradientNorm: Float(sum.squareRoot())))
}
return GradientFlow(layers: flows, inputGradient: signal)

// MISTAKE 2.10 measuredBackward: layers without parameters have entries too
var (signal, flows) = (dy, [LayerFlow]())
for index in model.layers.indices.reversed() {
  let arrived = signal
  signal = model.layers[index].backward(arrived)
  var sum = 0.0
  model.layers[index].forEachParameter { sum += pow(Double($0.gradient.norm()), 2) }
  flows.append(
    LayerFlow(layer: index, signal: arrived.norm(), gradientNorm: Float(sum.squareRoot())))
}
return GradientFlow(layers: flows.reversed(), inputGradient: signal)

// MISTAKE 2.10 measuredBackward: works on copies of the layers
var (signal, flows) = (dy, [LayerFlow]())
for index in model.layers.indices.reversed() {
  let arrived = signal
  var layer = model.layers[index]
  signal = layer.backward(arrived)
  var (parameters, sum) = (0, 0.0)
  layer.forEachParameter { parameter in
    (parameters, sum) = (parameters + 1, sum + pow(Double(parameter.gradient.norm()), 2))
  }
  if parameters == 0 { continue }
  flows.append(
    LayerFlow(layer: index, signal: arrived.norm(), gradientNorm: Float(sum.squareRoot())))
}
return GradientFlow(layers: flows.reversed(), inputGradient: signal)

// MISTAKE 2.10 measuredBackward: the norm of the weights instead of their gradients
var (signal, flows) = (dy, [LayerFlow]())
for index in model.layers.indices.reversed() {
  let arrived = signal
  signal = model.layers[index].backward(arrived)
  var (parameters, sum) = (0, 0.0)
  model.layers[index].forEachParameter { parameter in
    (parameters, sum) = (parameters + 1, sum + pow(Double(parameter.value.norm()), 2))
  }
  if parameters == 0 { continue }
  flows.append(
    LayerFlow(layer: index, signal: arrived.norm(), gradientNorm: Float(sum.squareRoot())))
}
return GradientFlow(layers: flows.reversed(), inputGradient: signal)

// MISTAKE 2.10 measuredBackward: only the last parameter of a layer counts
var (signal, flows) = (dy, [LayerFlow]())
for index in model.layers.indices.reversed() {
  let arrived = signal
  signal = model.layers[index].backward(arrived)
  var norms: [Float] = []
  model.layers[index].forEachParameter { norms.append($0.gradient.norm()) }
  guard let norm = norms.last else { continue }
  flows.append(LayerFlow(layer: index, signal: arrived.norm(), gradientNorm: norm))
}
return GradientFlow(layers: flows.reversed(), inputGradient: signal)

// MISTAKE 2.10 measuredBackward: each layer gets the loss's gradient instead of the one above it
var flows: [LayerFlow] = []
for index in model.layers.indices.reversed() {
  _ = model.layers[index].backward(dy)
  var (parameters, sum) = (0, 0.0)
  model.layers[index].forEachParameter { parameter in
    (parameters, sum) = (parameters + 1, sum + pow(Double(parameter.gradient.norm()), 2))
  }
  if parameters == 0 { continue }
  flows.append(LayerFlow(layer: index, signal: dy.norm(), gradientNorm: Float(sum.squareRoot())))
}
return GradientFlow(layers: flows.reversed(), inputGradient: dy)

// MISTAKE 2.10 updateRatios: divided by the weights after the step
var (before, after, ratios) = (before, after, [Float]())
for index in before.layers.indices {
  var values: [Tensor] = []
  before.layers[index].forEachParameter { values.append($0.value) }
  if values.isEmpty { continue }
  var (number, moved, size) = (0, 0.0, 0.0)
  after.layers[index].forEachParameter { parameter in
    moved += pow(Double((parameter.value - values[number]).norm()), 2)
    size += pow(Double(parameter.value.norm()), 2)
    number += 1
  }
  ratios.append(moved == 0 ? 0 : Float((moved / size).squareRoot()))
}
return ratios

// MISTAKE 2.10 updateRatios: 0/0 where nothing moved from 0
var (before, after, ratios) = (before, after, [Float]())
for index in before.layers.indices {
  var values: [Tensor] = []
  before.layers[index].forEachParameter { values.append($0.value) }
  if values.isEmpty { continue }
  var (number, moved, size) = (0, 0.0, 0.0)
  after.layers[index].forEachParameter { parameter in
    moved += pow(Double((parameter.value - values[number]).norm()), 2)
    size += pow(Double(values[number].norm()), 2)
    number += 1
  }
  ratios.append(Float((moved / size).squareRoot()))
}
return ratios

// MISTAKE 2.10 updateRatios: the difference of the norms instead of the norm of the difference
var (before, after, ratios) = (before, after, [Float]())
for index in before.layers.indices {
  var (old, new, count) = (0.0, 0.0, 0)
  before.layers[index].forEachParameter { parameter in
    (old, count) = (old + pow(Double(parameter.value.norm()), 2), count + 1)
  }
  after.layers[index].forEachParameter { new += pow(Double($0.value.norm()), 2) }
  if count == 0 { continue }
  let change = new.squareRoot() - old.squareRoot()
  ratios.append(change == 0 ? 0 : Float(change / old.squareRoot()))
}
return ratios

// MISTAKE 2.10 updateRatios: gradients over weights, whatever the step was
var (before, ratios) = (before, [Float]())
for index in before.layers.indices {
  var (gradient, size, count) = (0.0, 0.0, 0)
  before.layers[index].forEachParameter { parameter in
    gradient += pow(Double(parameter.gradient.norm()), 2)
    (size, count) = (size + pow(Double(parameter.value.norm()), 2), count + 1)
  }
  if count > 0 { ratios.append(Float((gradient / size).squareRoot())) }
}
return ratios

// MISTAKE 2.10 updateRatios: the root is left out
var (before, after, ratios) = (before, after, [Float]())
for index in before.layers.indices {
  var values: [Tensor] = []
  before.layers[index].forEachParameter { values.append($0.value) }
  if values.isEmpty { continue }
  var (number, moved, size) = (0, 0.0, 0.0)
  after.layers[index].forEachParameter { parameter in
    moved += pow(Double((parameter.value - values[number]).norm()), 2)
    size += pow(Double(values[number].norm()), 2)
    number += 1
  }
  ratios.append(moved == 0 ? 0 : Float(moved / size))
}
return ratios
