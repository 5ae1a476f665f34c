// Named wrong solutions of exercise 3.15.

// MISTAKE 3.15 filterPictures: from the smallest to the largest weight, so that 0 has no grey of its own
let rows = weight.reshaped(to: [weight.shape[0], weight.count / weight.shape[0]])
let smallest = rows.min(along: 1, keepingAxis: true)
let spread = rows.max(along: 1, keepingAxis: true) - smallest
return ((rows - smallest) / maximum(spread, 1e-12)).reshaped(to: weight.shape)

// MISTAKE 3.15 filterPictures: all kernels by the largest weight of them all
let largest = abs(weight).max()
return weight / (2 * largest) + 0.5

// MISTAKE 3.15 filterPictures: a kernel of zeros is divided by 0
let rows = weight.reshaped(to: [weight.shape[0], weight.count / weight.shape[0]])
let largest = abs(rows).max(along: 1, keepingAxis: true)
return (rows / (2 * largest) + 0.5).reshaped(to: weight.shape)

// MISTAKE 3.15 filterPictures: by the largest weight, not by the largest in size
let rows = weight.reshaped(to: [weight.shape[0], weight.count / weight.shape[0]])
let largest = rows.max(along: 1, keepingAxis: true)
let scaled = rows / (2 * select(largest .> 0, largest, Tensor(ones: largest.shape)))
return (scaled + 0.5).reshaped(to: weight.shape)

// MISTAKE 3.15 filterPictures: signs are thrown away
let rows = weight.reshaped(to: [weight.shape[0], weight.count / weight.shape[0]])
let largest = abs(rows).max(along: 1, keepingAxis: true)
let scaled = abs(rows) / select(largest .> 0, largest, Tensor(ones: largest.shape))
return scaled.reshaped(to: weight.shape)

// MISTAKE 3.15 featureMaps: the layer asked for is not run
var (context, output) = (Context(.inference), asBatch(image))
for index in 0..<layer { output = network.layers[index].forward(output, &context) }
return output[row: 0]

// MISTAKE 3.15 featureMaps: in training mode
var (context, output) = (Context(.training), asBatch(image))
for index in 0...layer { output = network.layers[index].forward(output, &context) }
return output[row: 0]

// MISTAKE 3.15 featureMaps: the batch's axis stays
var (context, output) = (Context(.inference), asBatch(image))
for index in 0...layer { output = network.layers[index].forward(output, &context) }
return output

// MISTAKE 3.15 featureMaps: the layer alone, on the image
var context = Context(.inference)
return network.layers[layer].forward(asBatch(image), &context)[row: 0]

// MISTAKE 3.15 channelScore: the sum of the map instead of its mean
var (part, context) = (Sequential(Array(network.layers[0...layer])), Context(.inference))
let y = part.forward(image, &context)
let shape = Shape([1, y.shape[1], y.count / y.shape[1]])
var dy = Tensor(zeros: shape)
for place in 0..<shape[2] { dy[0, channel, place] = 1 }
return ((y.reshaped(to: shape) * dy).sum(), part.backward(dy.reshaped(to: y.shape)))

// MISTAKE 3.15 channelScore: all channels are driven
var (part, context) = (Sequential(Array(network.layers[0...layer])), Context(.inference))
let y = part.forward(image, &context)
let dy = Tensor(repeating: Float(y.shape[1]) / Float(y.count), shape: y.shape)
return ((y * dy).sum(), part.backward(dy))

// MISTAKE 3.15 channelScore: the activations are handed back as the gradient
var (part, context) = (Sequential(Array(network.layers[0...layer])), Context(.inference))
let y = part.forward(image, &context)
let shape = Shape([1, y.shape[1], y.count / y.shape[1]])
let maps = y.reshaped(to: shape)
var dy = Tensor(zeros: shape)
for place in 0..<shape[2] { dy[0, channel, place] = 1 / Float(shape[2]) }
return ((maps * dy).sum(), part.backward((maps * dy).reshaped(to: y.shape)))

// MISTAKE 3.15 channelScore: the next channel
var (part, context) = (Sequential(Array(network.layers[0...layer])), Context(.inference))
let y = part.forward(image, &context)
let shape = Shape([1, y.shape[1], y.count / y.shape[1]])
let maps = y.reshaped(to: shape)
var dy = Tensor(zeros: shape)
for place in 0..<shape[2] { dy[0, (channel + 1) % shape[1], place] = 1 / Float(shape[2]) }
return ((maps * dy).sum(), part.backward(dy.reshaped(to: y.shape)))

// MISTAKE 3.15 channelScore: in training mode
var (part, context) = (Sequential(Array(network.layers[0...layer])), Context(.training))
let y = part.forward(image, &context)
let shape = Shape([1, y.shape[1], y.count / y.shape[1]])
let maps = y.reshaped(to: shape)
var dy = Tensor(zeros: shape)
for place in 0..<shape[2] { dy[0, channel, place] = 1 / Float(shape[2]) }
return ((maps * dy).sum(), part.backward(dy.reshaped(to: y.shape)))

// MISTAKE 3.15 activationMaximization: downhill
var x = start
for _ in 0..<plan.steps {
  let down = plan.jitter > 0 ? generator.below(2 * plan.jitter + 1) - plan.jitter : 0
  let right = plan.jitter > 0 ? generator.below(2 * plan.jitter + 1) - plan.jitter : 0
  let seen = rolled(x, down: down, right: right)
  let result = channelScore(network, layer: plan.layer, channel: plan.channel, image: seen)
  let gradient = rolled(result.gradient, down: -down, right: -right)
  let length = gradient.norm()
  x = x * (1 - plan.decay)
  if length > 0 { x -= gradient * (plan.rate / length) }
}
return x

// MISTAKE 3.15 activationMaximization: the gradient is not scaled to length 1
var x = start
for _ in 0..<plan.steps {
  let down = plan.jitter > 0 ? generator.below(2 * plan.jitter + 1) - plan.jitter : 0
  let right = plan.jitter > 0 ? generator.below(2 * plan.jitter + 1) - plan.jitter : 0
  let seen = rolled(x, down: down, right: right)
  let result = channelScore(network, layer: plan.layer, channel: plan.channel, image: seen)
  x = x * (1 - plan.decay) + rolled(result.gradient, down: -down, right: -right) * plan.rate
}
return x

// MISTAKE 3.15 activationMaximization: decay is forgotten
var x = start
for _ in 0..<plan.steps {
  let down = plan.jitter > 0 ? generator.below(2 * plan.jitter + 1) - plan.jitter : 0
  let right = plan.jitter > 0 ? generator.below(2 * plan.jitter + 1) - plan.jitter : 0
  let seen = rolled(x, down: down, right: right)
  let result = channelScore(network, layer: plan.layer, channel: plan.channel, image: seen)
  let gradient = rolled(result.gradient, down: -down, right: -right)
  let length = gradient.norm()
  if length > 0 { x += gradient * (plan.rate / length) }
}
return x

// MISTAKE 3.15 activationMaximization: decay is taken after the step
var x = start
for _ in 0..<plan.steps {
  let down = plan.jitter > 0 ? generator.below(2 * plan.jitter + 1) - plan.jitter : 0
  let right = plan.jitter > 0 ? generator.below(2 * plan.jitter + 1) - plan.jitter : 0
  let seen = rolled(x, down: down, right: right)
  let result = channelScore(network, layer: plan.layer, channel: plan.channel, image: seen)
  let gradient = rolled(result.gradient, down: -down, right: -right)
  let length = gradient.norm()
  if length > 0 { x += gradient * (plan.rate / length) }
  x = x * (1 - plan.decay)
}
return x

// MISTAKE 3.15 activationMaximization: the gradient of the start is used for all steps
var x = start
let first = channelScore(network, layer: plan.layer, channel: plan.channel, image: start)
for _ in 0..<plan.steps {
  let length = first.gradient.norm()
  x = x * (1 - plan.decay)
  if length > 0 { x += first.gradient * (plan.rate / length) }
}
return x

// MISTAKE 3.15 activationMaximization: the shifted gradient is not rolled back
var x = start
for _ in 0..<plan.steps {
  let down = plan.jitter > 0 ? generator.below(2 * plan.jitter + 1) - plan.jitter : 0
  let right = plan.jitter > 0 ? generator.below(2 * plan.jitter + 1) - plan.jitter : 0
  let seen = rolled(x, down: down, right: right)
  let gradient = channelScore(
    network, layer: plan.layer, channel: plan.channel, image: seen
  ).gradient
  let length = gradient.norm()
  x = x * (1 - plan.decay)
  if length > 0 { x += gradient * (plan.rate / length) }
}
return x

// MISTAKE 3.15 activationMaximization: a gradient of 0 is divided by its length
var x = start
for _ in 0..<plan.steps {
  let down = plan.jitter > 0 ? generator.below(2 * plan.jitter + 1) - plan.jitter : 0
  let right = plan.jitter > 0 ? generator.below(2 * plan.jitter + 1) - plan.jitter : 0
  let seen = rolled(x, down: down, right: right)
  let result = channelScore(network, layer: plan.layer, channel: plan.channel, image: seen)
  let gradient = rolled(result.gradient, down: -down, right: -right)
  x = x * (1 - plan.decay) + gradient * (plan.rate / gradient.norm())
}
return x
