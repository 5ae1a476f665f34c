// Named wrong solutions of exercise 3.10.

// MISTAKE 3.10 parameterCount: the bias of a convolution is forgotten
return blocks.reduce(0) { count, block in
  switch block {
  case .convolution(let channels, let outputs, let size, _, _, _):
    count + outputs * channels * size * size
  case .batchNorm(let channels): count + 2 * channels
  case .linear(let inputs, let outputs): count + outputs * inputs + outputs
  case .residual(let branch, let shortcut):
    count + parameterCount(of: branch) + parameterCount(of: shortcut)
  default: count
  }
}

// MISTAKE 3.10 parameterCount: a bias is counted where there is none
return blocks.reduce(0) { count, block in
  switch block {
  case .convolution(let channels, let outputs, let size, _, _, _):
    count + outputs * channels * size * size + outputs
  case .batchNorm(let channels): count + 2 * channels
  case .linear(let inputs, let outputs): count + outputs * inputs + outputs
  case .residual(let branch, let shortcut):
    count + parameterCount(of: branch) + parameterCount(of: shortcut)
  default: count
  }
}

// MISTAKE 3.10 parameterCount: K instead of K²
return blocks.reduce(0) { count, block in
  switch block {
  case .convolution(let channels, let outputs, let size, _, _, let hasBias):
    count + outputs * channels * size + (hasBias ? outputs : 0)
  case .batchNorm(let channels): count + 2 * channels
  case .linear(let inputs, let outputs): count + outputs * inputs + outputs
  case .residual(let branch, let shortcut):
    count + parameterCount(of: branch) + parameterCount(of: shortcut)
  default: count
  }
}

// MISTAKE 3.10 parameterCount: a kernel has one channel, whatever comes in
return blocks.reduce(0) { count, block in
  switch block {
  case .convolution(_, let outputs, let size, _, _, let hasBias):
    count + outputs * size * size + (hasBias ? outputs : 0)
  case .batchNorm(let channels): count + 2 * channels
  case .linear(let inputs, let outputs): count + outputs * inputs + outputs
  case .residual(let branch, let shortcut):
    count + parameterCount(of: branch) + parameterCount(of: shortcut)
  default: count
  }
}

// MISTAKE 3.10 parameterCount: running statistics are counted as parameters
return blocks.reduce(0) { count, block in
  switch block {
  case .convolution(let channels, let outputs, let size, _, _, let hasBias):
    count + outputs * channels * size * size + (hasBias ? outputs : 0)
  case .batchNorm(let channels): count + 4 * channels
  case .linear(let inputs, let outputs): count + outputs * inputs + outputs
  case .residual(let branch, let shortcut):
    count + parameterCount(of: branch) + parameterCount(of: shortcut)
  default: count
  }
}

// MISTAKE 3.10 parameterCount: the shortcut is forgotten
return blocks.reduce(0) { count, block in
  switch block {
  case .convolution(let channels, let outputs, let size, _, _, let hasBias):
    count + outputs * channels * size * size + (hasBias ? outputs : 0)
  case .batchNorm(let channels): count + 2 * channels
  case .linear(let inputs, let outputs): count + outputs * inputs + outputs
  case .residual(let branch, _): count + parameterCount(of: branch)
  default: count
  }
}

// MISTAKE 3.10 outputShape: padding is added on one side only
return blocks.reduce(input) { shape, block in
  switch block {
  case .convolution(let channels, let outputs, let size, let stride, let padding, _):
    requireFit(block, channels, is: shape[0], of: shape)
    return [
      outputs, (shape[1] + padding - size) / stride + 1, (shape[2] + padding - size) / stride + 1,
    ]
  case .batchNorm(let channels):
    requireFit(block, channels, is: shape[0], of: shape)
    return shape
  case .maxPool(let size, let stride, let padding):
    return windowed(shape, Window(size, stride: stride, padding: padding), channels: shape[0])
  case .averagePool(let size, let stride):
    return windowed(shape, Window(size, stride: stride), channels: shape[0])
  case .globalAveragePool: return [shape[0]]
  case .flatten: return [shape.elementCount]
  case .linear(let inputs, let outputs):
    requireFit(block, inputs, is: shape.rank == 1 ? shape[0] : -1, of: shape)
    return [outputs]
  case .residual(let branch, let shortcut):
    let (added, kept) = (outputShape(of: branch, on: shape), outputShape(of: shortcut, on: shape))
    require(added == kept, "outputShape: the branch gives \(added), the shortcut \(kept)")
    return added
  case .relu, .dropout: return shape
  }
}

// MISTAKE 3.10 outputShape: the channels stay as they came in
return blocks.reduce(input) { shape, block in
  switch block {
  case .convolution(_, _, let size, let stride, let padding, _):
    return windowed(shape, Window(size, stride: stride, padding: padding), channels: shape[0])
  case .maxPool(let size, let stride, let padding):
    return windowed(shape, Window(size, stride: stride, padding: padding), channels: shape[0])
  case .averagePool(let size, let stride):
    return windowed(shape, Window(size, stride: stride), channels: shape[0])
  case .globalAveragePool: return [shape[0]]
  case .flatten: return [shape.elementCount]
  case .linear(_, let outputs): return [outputs]
  case .residual(let branch, _): return outputShape(of: branch, on: shape)
  case .relu, .dropout, .batchNorm: return shape
  }
}

// MISTAKE 3.10 outputShape: whatever comes in is taken
return blocks.reduce(input) { shape, block in
  switch block {
  case .convolution(_, let outputs, let size, let stride, let padding, _):
    return windowed(shape, Window(size, stride: stride, padding: padding), channels: outputs)
  case .maxPool(let size, let stride, let padding):
    return windowed(shape, Window(size, stride: stride, padding: padding), channels: shape[0])
  case .averagePool(let size, let stride):
    return windowed(shape, Window(size, stride: stride), channels: shape[0])
  case .globalAveragePool: return [shape[0]]
  case .flatten: return [shape.elementCount]
  case .linear(_, let outputs): return [outputs]
  case .residual(let branch, _): return outputShape(of: branch, on: shape)
  case .relu, .dropout, .batchNorm: return shape
  }
}

// MISTAKE 3.10 outputShape: the global mean leaves an image of one pixel
return blocks.reduce(input) { shape, block in
  switch block {
  case .convolution(let channels, let outputs, let size, let stride, let padding, _):
    requireFit(block, channels, is: shape[0], of: shape)
    return windowed(shape, Window(size, stride: stride, padding: padding), channels: outputs)
  case .batchNorm(let channels):
    requireFit(block, channels, is: shape[0], of: shape)
    return shape
  case .maxPool(let size, let stride, let padding):
    return windowed(shape, Window(size, stride: stride, padding: padding), channels: shape[0])
  case .averagePool(let size, let stride):
    return windowed(shape, Window(size, stride: stride), channels: shape[0])
  case .globalAveragePool: return [shape[0], 1, 1]
  case .flatten: return [shape.elementCount]
  case .linear(let inputs, let outputs):
    requireFit(block, inputs, is: shape.rank == 1 ? shape[0] : -1, of: shape)
    return [outputs]
  case .residual(let branch, let shortcut):
    let (added, kept) = (outputShape(of: branch, on: shape), outputShape(of: shortcut, on: shape))
    require(added == kept, "outputShape: the branch gives \(added), the shortcut \(kept)")
    return added
  case .relu, .dropout: return shape
  }
}

// MISTAKE 3.10 multiplyAdds: every weight is counted once, as in parameterCount
return blocks.reduce(0) { count, block in
  switch block {
  case .convolution(let channels, let outputs, let size, _, _, _):
    count + outputs * channels * size * size
  case .linear(let inputs, let outputs): count + inputs * outputs
  case .residual(let branch, let shortcut):
    count + multiplyAdds(of: branch, on: input) + multiplyAdds(of: shortcut, on: input)
  default: count
  }
}

// MISTAKE 3.10 multiplyAdds: the places of the input are counted instead of the output's
var (shape, count) = (input, 0)
for block in blocks {
  switch block {
  case .convolution(_, let outputs, let size, _, _, _):
    count += outputs * size * size * shape.elementCount
  case .linear(let inputs, let outputs): count += inputs * outputs
  case .residual(let branch, let shortcut):
    count += multiplyAdds(of: branch, on: shape) + multiplyAdds(of: shortcut, on: shape)
  default: break
  }
  shape = outputShape(of: [block], on: shape)
}
return count

// MISTAKE 3.10 multiplyAdds: products and sums are counted as two
var (shape, count) = (input, 0)
for block in blocks {
  let output = outputShape(of: [block], on: shape)
  switch block {
  case .convolution(let channels, _, let size, _, _, _):
    count += 2 * channels * size * size * output.elementCount
  case .linear(let inputs, let outputs): count += 2 * inputs * outputs
  case .residual(let branch, let shortcut):
    count += multiplyAdds(of: branch, on: shape) + multiplyAdds(of: shortcut, on: shape)
  default: break
  }
  shape = output
}
return count

// MISTAKE 3.10 multiplyAdds: the shortcut is forgotten
var (shape, count) = (input, 0)
for block in blocks {
  let output = outputShape(of: [block], on: shape)
  switch block {
  case .convolution(let channels, _, let size, _, _, _):
    count += channels * size * size * output.elementCount
  case .linear(let inputs, let outputs): count += inputs * outputs
  case .residual(let branch, _): count += multiplyAdds(of: branch, on: shape)
  default: break
  }
  shape = output
}
return count

// MISTAKE 3.10 network: a residual is laid out in a row
var layers: [any Layer] = []
for block in blocks {
  switch block {
  case .convolution(let channels, let outputs, let size, let stride, let padding, let hasBias):
    layers.append(
      Conv2d(
        channels: channels, outputs: outputs, size: size, stride: stride, padding: padding,
        hasBias: hasBias, using: &generator))
  case .batchNorm(let channels): layers.append(BatchNorm2d(channels: channels))
  case .relu: layers.append(ReLU())
  case .maxPool(let size, let stride, let padding):
    layers.append(MaxPool2d(size: size, stride: stride, padding: padding))
  case .averagePool(let size, let stride):
    layers.append(AveragePool2d(size: size, stride: stride))
  case .globalAveragePool: layers.append(GlobalAveragePool())
  case .flatten: layers.append(Flatten())
  case .linear(let inputs, let outputs):
    layers.append(Linear(inputs: inputs, outputs: outputs, using: &generator))
  case .dropout(let rate): layers.append(Dropout(rate: rate))
  case .residual(let branch, _): layers += network(of: branch, using: &generator).layers
  }
}
return Sequential(layers)

// MISTAKE 3.10 network: the shortcut is always the input itself
var layers: [any Layer] = []
for block in blocks {
  switch block {
  case .convolution(let channels, let outputs, let size, let stride, let padding, let hasBias):
    layers.append(
      Conv2d(
        channels: channels, outputs: outputs, size: size, stride: stride, padding: padding,
        hasBias: hasBias, using: &generator))
  case .batchNorm(let channels): layers.append(BatchNorm2d(channels: channels))
  case .relu: layers.append(ReLU())
  case .maxPool(let size, let stride, let padding):
    layers.append(MaxPool2d(size: size, stride: stride, padding: padding))
  case .averagePool(let size, let stride):
    layers.append(AveragePool2d(size: size, stride: stride))
  case .globalAveragePool: layers.append(GlobalAveragePool())
  case .flatten: layers.append(Flatten())
  case .linear(let inputs, let outputs):
    layers.append(Linear(inputs: inputs, outputs: outputs, using: &generator))
  case .dropout(let rate): layers.append(Dropout(rate: rate))
  case .residual(let branch, _):
    layers.append(Residual(network(of: branch, using: &generator)))
  }
}
return Sequential(layers)

// MISTAKE 3.10 network: stride and padding are left at their defaults
var layers: [any Layer] = []
for block in blocks {
  switch block {
  case .convolution(let channels, let outputs, let size, _, _, let hasBias):
    layers.append(
      Conv2d(
        channels: channels, outputs: outputs, size: size, hasBias: hasBias, using: &generator))
  case .batchNorm(let channels): layers.append(BatchNorm2d(channels: channels))
  case .relu: layers.append(ReLU())
  case .maxPool(let size, _, _): layers.append(MaxPool2d(size: size))
  case .averagePool(let size, _): layers.append(AveragePool2d(size: size))
  case .globalAveragePool: layers.append(GlobalAveragePool())
  case .flatten: layers.append(Flatten())
  case .linear(let inputs, let outputs):
    layers.append(Linear(inputs: inputs, outputs: outputs, using: &generator))
  case .dropout(let rate): layers.append(Dropout(rate: rate))
  case .residual(let branch, let shortcut):
    let added = network(of: branch, using: &generator)
    let kept = shortcut.isEmpty ? nil : network(of: shortcut, using: &generator)
    layers.append(Residual(added, shortcut: kept))
  }
}
return Sequential(layers)

// MISTAKE 3.10 network: every convolution has a bias
var layers: [any Layer] = []
for block in blocks {
  switch block {
  case .convolution(let channels, let outputs, let size, let stride, let padding, _):
    layers.append(
      Conv2d(
        channels: channels, outputs: outputs, size: size, stride: stride, padding: padding,
        using: &generator))
  case .batchNorm(let channels): layers.append(BatchNorm2d(channels: channels))
  case .relu: layers.append(ReLU())
  case .maxPool(let size, let stride, let padding):
    layers.append(MaxPool2d(size: size, stride: stride, padding: padding))
  case .averagePool(let size, let stride):
    layers.append(AveragePool2d(size: size, stride: stride))
  case .globalAveragePool: layers.append(GlobalAveragePool())
  case .flatten: layers.append(Flatten())
  case .linear(let inputs, let outputs):
    layers.append(Linear(inputs: inputs, outputs: outputs, using: &generator))
  case .dropout(let rate): layers.append(Dropout(rate: rate))
  case .residual(let branch, let shortcut):
    let added = network(of: branch, using: &generator)
    let kept = shortcut.isEmpty ? nil : network(of: shortcut, using: &generator)
    layers.append(Residual(added, shortcut: kept))
  }
}
return Sequential(layers)

// MISTAKE 3.10 vgg: every convolution of a network starts at the image's channels
var blocks: [Block] = []
for stage in stages {
  for outputs in stage {
    blocks += [.convolution(channels: input[0], outputs: outputs, size: 3, padding: 1), .relu]
  }
  blocks.append(.maxPool(size: 2, stride: 2))
}
blocks.append(.flatten)
let halvings = stages.count
let inputs = (stages.last?.last ?? 0) * (input[1] >> halvings) * (input[2] >> halvings)
return blocks + [
  .linear(inputs: inputs, outputs: hidden), .relu, .dropout(0.5),
  .linear(inputs: hidden, outputs: hidden), .relu, .dropout(0.5),
  .linear(inputs: hidden, outputs: classes),
]

// MISTAKE 3.10 vgg: no padding, so every convolution eats the border
var (blocks, channels): ([Block], Int) = ([], input[0])
for stage in stages {
  for outputs in stage {
    blocks += [.convolution(channels: channels, outputs: outputs, size: 3), .relu]
    channels = outputs
  }
  blocks.append(.maxPool(size: 2, stride: 2))
}
blocks.append(.flatten)
let inputs = outputShape(of: blocks, on: input)[0]
return blocks + [
  .linear(inputs: inputs, outputs: hidden), .relu, .dropout(0.5),
  .linear(inputs: hidden, outputs: hidden), .relu, .dropout(0.5),
  .linear(inputs: hidden, outputs: classes),
]

// MISTAKE 3.10 vgg: pooling after every convolution
var (blocks, channels): ([Block], Int) = ([], input[0])
for outputs in stages.flatMap(\.self) {
  blocks += [
    .convolution(channels: channels, outputs: outputs, size: 3, padding: 1), .relu,
    .maxPool(size: 2, stride: 2),
  ]
  channels = outputs
}
blocks.append(.flatten)
let inputs = outputShape(of: blocks, on: input)[0]
return blocks + [
  .linear(inputs: inputs, outputs: hidden), .relu, .dropout(0.5),
  .linear(inputs: hidden, outputs: hidden), .relu, .dropout(0.5),
  .linear(inputs: hidden, outputs: classes),
]

// MISTAKE 3.10 vgg: one hidden linear layer instead of two
var (blocks, channels): ([Block], Int) = ([], input[0])
for stage in stages {
  for outputs in stage {
    blocks += [.convolution(channels: channels, outputs: outputs, size: 3, padding: 1), .relu]
    channels = outputs
  }
  blocks.append(.maxPool(size: 2, stride: 2))
}
blocks.append(.flatten)
let inputs = outputShape(of: blocks, on: input)[0]
return blocks + [
  .linear(inputs: inputs, outputs: hidden), .relu, .dropout(0.5),
  .linear(inputs: hidden, outputs: classes),
]

// MISTAKE 3.10 residualStage: every block has the stage's stride
return (0..<count).flatMap { index -> [Block] in
  let inputs = index == 0 ? channels : outputs
  let branch: [Block] = [
    .convolution(
      channels: inputs, outputs: outputs, size: 3, stride: stride, padding: 1, hasBias: false),
    .batchNorm(channels: outputs), .relu,
    .convolution(channels: outputs, outputs: outputs, size: 3, padding: 1, hasBias: false),
    .batchNorm(channels: outputs),
  ]
  let projection: [Block] = [
    .convolution(channels: inputs, outputs: outputs, size: 1, stride: stride, hasBias: false),
    .batchNorm(channels: outputs),
  ]
  let keepsShape = stride == 1 && inputs == outputs
  return [.residual(branch: branch, shortcut: keepsShape ? [] : projection), .relu]
}

// MISTAKE 3.10 residualStage: every block is projected
return (0..<count).flatMap { index -> [Block] in
  let (inputs, stride) = index == 0 ? (channels, stride) : (outputs, 1)
  let branch: [Block] = [
    .convolution(
      channels: inputs, outputs: outputs, size: 3, stride: stride, padding: 1, hasBias: false),
    .batchNorm(channels: outputs), .relu,
    .convolution(channels: outputs, outputs: outputs, size: 3, padding: 1, hasBias: false),
    .batchNorm(channels: outputs),
  ]
  let projection: [Block] = [
    .convolution(channels: inputs, outputs: outputs, size: 1, stride: stride, hasBias: false),
    .batchNorm(channels: outputs),
  ]
  return [.residual(branch: branch, shortcut: projection), .relu]
}

// MISTAKE 3.10 residualStage: projected only where the channels differ, not where the stride does
return (0..<count).flatMap { index -> [Block] in
  let (inputs, stride) = index == 0 ? (channels, stride) : (outputs, 1)
  let branch: [Block] = [
    .convolution(
      channels: inputs, outputs: outputs, size: 3, stride: stride, padding: 1, hasBias: false),
    .batchNorm(channels: outputs), .relu,
    .convolution(channels: outputs, outputs: outputs, size: 3, padding: 1, hasBias: false),
    .batchNorm(channels: outputs),
  ]
  let projection: [Block] = [
    .convolution(channels: inputs, outputs: outputs, size: 1, stride: stride, hasBias: false),
    .batchNorm(channels: outputs),
  ]
  return [.residual(branch: branch, shortcut: inputs == outputs ? [] : projection), .relu]
}

// MISTAKE 3.10 residualStage: a relu at the end of the branch, none after the sum
return (0..<count).flatMap { index -> [Block] in
  let (inputs, stride) = index == 0 ? (channels, stride) : (outputs, 1)
  let branch: [Block] = [
    .convolution(
      channels: inputs, outputs: outputs, size: 3, stride: stride, padding: 1, hasBias: false),
    .batchNorm(channels: outputs), .relu,
    .convolution(channels: outputs, outputs: outputs, size: 3, padding: 1, hasBias: false),
    .batchNorm(channels: outputs), .relu,
  ]
  let projection: [Block] = [
    .convolution(channels: inputs, outputs: outputs, size: 1, stride: stride, hasBias: false),
    .batchNorm(channels: outputs),
  ]
  let keepsShape = stride == 1 && inputs == outputs
  return [.residual(branch: branch, shortcut: keepsShape ? [] : projection)]
}

// MISTAKE 3.10 residualStage: the shortcut forgets the stride
return (0..<count).flatMap { index -> [Block] in
  let (inputs, stride) = index == 0 ? (channels, stride) : (outputs, 1)
  let branch: [Block] = [
    .convolution(
      channels: inputs, outputs: outputs, size: 3, stride: stride, padding: 1, hasBias: false),
    .batchNorm(channels: outputs), .relu,
    .convolution(channels: outputs, outputs: outputs, size: 3, padding: 1, hasBias: false),
    .batchNorm(channels: outputs),
  ]
  let projection: [Block] = [
    .convolution(channels: inputs, outputs: outputs, size: 1, hasBias: false),
    .batchNorm(channels: outputs),
  ]
  let keepsShape = stride == 1 && inputs == outputs
  return [.residual(branch: branch, shortcut: keepsShape ? [] : projection), .relu]
}

// MISTAKE 3.10 residualStage: the convolutions have biases that normalisation takes away
return (0..<count).flatMap { index -> [Block] in
  let (inputs, stride) = index == 0 ? (channels, stride) : (outputs, 1)
  let branch: [Block] = [
    .convolution(channels: inputs, outputs: outputs, size: 3, stride: stride, padding: 1),
    .batchNorm(channels: outputs), .relu,
    .convolution(channels: outputs, outputs: outputs, size: 3, padding: 1),
    .batchNorm(channels: outputs),
  ]
  let projection: [Block] = [
    .convolution(channels: inputs, outputs: outputs, size: 1, stride: stride),
    .batchNorm(channels: outputs),
  ]
  let keepsShape = stride == 1 && inputs == outputs
  return [.residual(branch: branch, shortcut: keepsShape ? [] : projection), .relu]
}

// MISTAKE 3.10 resNet18: every stage has a stride of 2
var blocks: [Block] = [
  .convolution(channels: channels, outputs: width, size: 7, stride: 2, padding: 3, hasBias: false),
  .batchNorm(channels: width), .relu, .maxPool(size: 3, stride: 2, padding: 1),
]
var (inputs, outputs) = (width, width)
for count in counts {
  blocks += residualStage(channels: inputs, outputs: outputs, count: count, stride: 2)
  (inputs, outputs) = (outputs, 2 * outputs)
}
return blocks + [.globalAveragePool, .linear(inputs: inputs, outputs: classes)]

// MISTAKE 3.10 resNet18: the first stage doubles the channels already
var blocks: [Block] = [
  .convolution(channels: channels, outputs: width, size: 7, stride: 2, padding: 3, hasBias: false),
  .batchNorm(channels: width), .relu, .maxPool(size: 3, stride: 2, padding: 1),
]
var inputs = width
for (index, count) in counts.enumerated() {
  blocks += residualStage(
    channels: inputs, outputs: 2 * inputs, count: count, stride: index == 0 ? 1 : 2)
  inputs *= 2
}
return blocks + [.globalAveragePool, .linear(inputs: inputs, outputs: classes)]

// MISTAKE 3.10 resNet18: the stem's pooling is forgotten
var blocks: [Block] = [
  .convolution(channels: channels, outputs: width, size: 7, stride: 2, padding: 3, hasBias: false),
  .batchNorm(channels: width), .relu,
]
var (inputs, outputs) = (width, width)
for (index, count) in counts.enumerated() {
  blocks += residualStage(
    channels: inputs, outputs: outputs, count: count, stride: index == 0 ? 1 : 2)
  (inputs, outputs) = (outputs, 2 * outputs)
}
return blocks + [.globalAveragePool, .linear(inputs: inputs, outputs: classes)]

// MISTAKE 3.10 resNet18: flattened instead of averaged
var blocks: [Block] = [
  .convolution(channels: channels, outputs: width, size: 7, stride: 2, padding: 3, hasBias: false),
  .batchNorm(channels: width), .relu, .maxPool(size: 3, stride: 2, padding: 1),
]
var (inputs, outputs) = (width, width)
for (index, count) in counts.enumerated() {
  blocks += residualStage(
    channels: inputs, outputs: outputs, count: count, stride: index == 0 ? 1 : 2)
  (inputs, outputs) = (outputs, 2 * outputs)
}
return blocks + [.flatten, .linear(inputs: inputs * 7 * 7, outputs: classes)]
