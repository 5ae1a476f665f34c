// Named wrong solutions of exercise 3.9.

// MISTAKE 3.9 LeNetForm.activation: both forms have ReLU
return ReLU()

// MISTAKE 3.9 LeNetForm.activation: sigmoid in the place of tanh
switch self {
case .original: return Sigmoid()
case .modern: return ReLU()
}

// MISTAKE 3.9 LeNetForm.activation: the forms are exchanged
switch self {
case .modern: return Tanh()
case .original: return ReLU()
}

// MISTAKE 3.9 LeNetForm.pooling: both forms take the maximum
return MaxPool2d(size: 2)

// MISTAKE 3.9 LeNetForm.pooling: windows overlap: stride 1
switch self {
case .original: return AveragePool2d(size: 2, stride: 1)
case .modern: return MaxPool2d(size: 2, stride: 1)
}

// MISTAKE 3.9 LeNetForm.pooling: windows of 3
switch self {
case .original: return AveragePool2d(size: 3)
case .modern: return MaxPool2d(size: 3)
}

// MISTAKE 3.9 LeNetForm.pooling: the forms are exchanged
switch self {
case .modern: return AveragePool2d(size: 2)
case .original: return MaxPool2d(size: 2)
}

// MISTAKE 3.9 leNet5: no padding: only 256 numbers reach the linear layers
return Sequential([
  Conv2d(channels: 1, outputs: 6, size: 5, using: &generator),  // [N, 6, 28, 28]
  form.activation(), form.pooling(),
  Conv2d(channels: 6, outputs: 16, size: 5, using: &generator),  // [N, 16, 10, 10]
  form.activation(), form.pooling(),
  Flatten(),  // [N, 400]
  Linear(inputs: 256, outputs: 120, scaling: .he(.normal), using: &generator),
  form.activation(),
  Linear(inputs: 120, outputs: 84, scaling: .he(.normal), using: &generator),
  form.activation(),
  Linear(inputs: 84, outputs: classes, scaling: .xavier(.normal), using: &generator),
])

// MISTAKE 3.9 leNet5: no activation after the convolutions
return Sequential([
  Conv2d(channels: 1, outputs: 6, size: 5, padding: 2, using: &generator),  // [N, 6, 28, 28]
  form.pooling(),
  Conv2d(channels: 6, outputs: 16, size: 5, using: &generator),  // [N, 16, 10, 10]
  form.pooling(),
  Flatten(),  // [N, 400]
  Linear(inputs: 400, outputs: 120, scaling: .he(.normal), using: &generator),
  form.activation(),
  Linear(inputs: 120, outputs: 84, scaling: .he(.normal), using: &generator),
  form.activation(),
  Linear(inputs: 84, outputs: classes, scaling: .xavier(.normal), using: &generator),
])

// MISTAKE 3.9 leNet5: no activation between the linear layers
return Sequential([
  Conv2d(channels: 1, outputs: 6, size: 5, padding: 2, using: &generator),  // [N, 6, 28, 28]
  form.activation(), form.pooling(),
  Conv2d(channels: 6, outputs: 16, size: 5, using: &generator),  // [N, 16, 10, 10]
  form.activation(), form.pooling(),
  Flatten(),  // [N, 400]
  Linear(inputs: 400, outputs: 120, scaling: .he(.normal), using: &generator),
  Linear(inputs: 120, outputs: 84, scaling: .he(.normal), using: &generator),
  Linear(inputs: 84, outputs: classes, scaling: .xavier(.normal), using: &generator),
])

// MISTAKE 3.9 leNet5: an activation after the logits
return Sequential([
  Conv2d(channels: 1, outputs: 6, size: 5, padding: 2, using: &generator),  // [N, 6, 28, 28]
  form.activation(), form.pooling(),
  Conv2d(channels: 6, outputs: 16, size: 5, using: &generator),  // [N, 16, 10, 10]
  form.activation(), form.pooling(),
  Flatten(),  // [N, 400]
  Linear(inputs: 400, outputs: 120, scaling: .he(.normal), using: &generator),
  form.activation(),
  Linear(inputs: 120, outputs: 84, scaling: .he(.normal), using: &generator),
  form.activation(),
  Linear(inputs: 84, outputs: classes, scaling: .xavier(.normal), using: &generator),
  form.activation(),
])

// MISTAKE 3.9 leNet5: always ten classes
return Sequential([
  Conv2d(channels: 1, outputs: 6, size: 5, padding: 2, using: &generator),  // [N, 6, 28, 28]
  form.activation(), form.pooling(),
  Conv2d(channels: 6, outputs: 16, size: 5, using: &generator),  // [N, 16, 10, 10]
  form.activation(), form.pooling(),
  Flatten(),  // [N, 400]
  Linear(inputs: 400, outputs: 120, scaling: .he(.normal), using: &generator),
  form.activation(),
  Linear(inputs: 120, outputs: 84, scaling: .he(.normal), using: &generator),
  form.activation(),
  Linear(inputs: 84, outputs: 10, scaling: .xavier(.normal), using: &generator),
])

// MISTAKE 3.9 leNet5: always the modern form
return Sequential([
  Conv2d(channels: 1, outputs: 6, size: 5, padding: 2, using: &generator),  // [N, 6, 28, 28]
  LeNetForm.modern.activation(), LeNetForm.modern.pooling(),
  Conv2d(channels: 6, outputs: 16, size: 5, using: &generator),  // [N, 16, 10, 10]
  LeNetForm.modern.activation(), LeNetForm.modern.pooling(),
  Flatten(),  // [N, 400]
  Linear(inputs: 400, outputs: 120, scaling: .he(.normal), using: &generator),
  LeNetForm.modern.activation(),
  Linear(inputs: 120, outputs: 84, scaling: .he(.normal), using: &generator),
  LeNetForm.modern.activation(),
  Linear(inputs: 84, outputs: classes, scaling: .xavier(.normal), using: &generator),
])

// MISTAKE 3.9 leNet5: the second convolution is padded too
return Sequential([
  Conv2d(channels: 1, outputs: 6, size: 5, padding: 2, using: &generator),  // [N, 6, 28, 28]
  form.activation(), form.pooling(),
  Conv2d(channels: 6, outputs: 16, size: 5, padding: 2, using: &generator),  // [N, 16, 10, 10]
  form.activation(), form.pooling(),
  Flatten(),  // [N, 400]
  Linear(inputs: 784, outputs: 120, scaling: .he(.normal), using: &generator),
  form.activation(),
  Linear(inputs: 120, outputs: 84, scaling: .he(.normal), using: &generator),
  form.activation(),
  Linear(inputs: 84, outputs: classes, scaling: .xavier(.normal), using: &generator),
])

// MISTAKE 3.9 leNet5: kernels of 3 × 3
return Sequential([
  Conv2d(channels: 1, outputs: 6, size: 3, padding: 1, using: &generator),  // [N, 6, 28, 28]
  form.activation(), form.pooling(),
  Conv2d(channels: 6, outputs: 16, size: 3, using: &generator),  // [N, 16, 10, 10]
  form.activation(), form.pooling(),
  Flatten(),  // [N, 400]
  Linear(inputs: 576, outputs: 120, scaling: .he(.normal), using: &generator),
  form.activation(),
  Linear(inputs: 120, outputs: 84, scaling: .he(.normal), using: &generator),
  form.activation(),
  Linear(inputs: 84, outputs: classes, scaling: .xavier(.normal), using: &generator),
])

// MISTAKE 3.9 leNet5: the layer of 84 is left out
return Sequential([
  Conv2d(channels: 1, outputs: 6, size: 5, padding: 2, using: &generator),  // [N, 6, 28, 28]
  form.activation(), form.pooling(),
  Conv2d(channels: 6, outputs: 16, size: 5, using: &generator),  // [N, 16, 10, 10]
  form.activation(), form.pooling(),
  Flatten(),  // [N, 400]
  Linear(inputs: 400, outputs: 120, scaling: .he(.normal), using: &generator),
  form.activation(),
  Linear(inputs: 120, outputs: classes, scaling: .xavier(.normal), using: &generator),
])

// MISTAKE 3.9 leNet5: the weights are Lab 1's ±1/√F
return Sequential([
  Conv2d(channels: 1, outputs: 6, size: 5, padding: 2, using: &generator),  // [N, 6, 28, 28]
  form.activation(), form.pooling(),
  Conv2d(channels: 6, outputs: 16, size: 5, using: &generator),  // [N, 16, 10, 10]
  form.activation(), form.pooling(),
  Flatten(),  // [N, 400]
  Linear(inputs: 400, outputs: 120, using: &generator),
  form.activation(),
  Linear(inputs: 120, outputs: 84, using: &generator),
  form.activation(),
  Linear(inputs: 84, outputs: classes, using: &generator),
])

// MISTAKE 3.9 leNet5: nothing is flattened
return Sequential([
  Conv2d(channels: 1, outputs: 6, size: 5, padding: 2, using: &generator),  // [N, 6, 28, 28]
  form.activation(), form.pooling(),
  Conv2d(channels: 6, outputs: 16, size: 5, using: &generator),  // [N, 16, 10, 10]
  form.activation(), form.pooling(),
  Linear(inputs: 400, outputs: 120, scaling: .he(.normal), using: &generator),
  form.activation(),
  Linear(inputs: 120, outputs: 84, scaling: .he(.normal), using: &generator),
  form.activation(),
  Linear(inputs: 84, outputs: classes, scaling: .xavier(.normal), using: &generator),
])

// MISTAKE 3.9 leNet5: pooling before activation
return Sequential([
  Conv2d(channels: 1, outputs: 6, size: 5, padding: 2, using: &generator),  // [N, 6, 28, 28]
  form.pooling(), form.activation(),
  Conv2d(channels: 6, outputs: 16, size: 5, using: &generator),  // [N, 16, 10, 10]
  form.pooling(), form.activation(),
  Flatten(),  // [N, 400]
  Linear(inputs: 400, outputs: 120, scaling: .he(.normal), using: &generator),
  form.activation(),
  Linear(inputs: 120, outputs: 84, scaling: .he(.normal), using: &generator),
  form.activation(),
  Linear(inputs: 84, outputs: classes, scaling: .xavier(.normal), using: &generator),
])

// MISTAKE 3.9 summary: the network runs in training mode
var (network, context) = (network, Context(.training))
var signal = Tensor(zeros: inputShape)
return network.layers.indices.map { index in
  signal = network.layers[index].forward(signal, &context)
  return LayerSummary(
    name: "\(type(of: network.layers[index]))", outputShape: signal.shape,
    parameterCount: network.layers[index].parameterCount)
}

// MISTAKE 3.9 summary: every layer sees the input of the network
var (network, context) = (network, Context(.inference))
var signal = Tensor(zeros: inputShape)
return network.layers.indices.map { index in
  let output = network.layers[index].forward(Tensor(zeros: inputShape), &context)
  signal = output
  return LayerSummary(
    name: "\(type(of: network.layers[index]))", outputShape: signal.shape,
    parameterCount: network.layers[index].parameterCount)
}

// MISTAKE 3.9 summary: the shapes of the inputs instead of the outputs
var (network, context) = (network, Context(.inference))
var signal = Tensor(zeros: inputShape)
return network.layers.indices.map { index in
  let before = signal.shape
  signal = network.layers[index].forward(signal, &context)
  return LayerSummary(
    name: "\(type(of: network.layers[index]))", outputShape: before,
    parameterCount: network.layers[index].parameterCount)
}

// MISTAKE 3.9 summary: the parameters of the whole network in each line
var (network, context) = (network, Context(.inference))
var signal = Tensor(zeros: inputShape)
return network.layers.indices.map { index in
  signal = network.layers[index].forward(signal, &context)
  return LayerSummary(
    name: "\(type(of: network.layers[index]))", outputShape: signal.shape,
    parameterCount: network.parameterCount)
}

// MISTAKE 3.9 summary: layers without parameters are left out
var (network, context) = (network, Context(.inference))
var signal = Tensor(zeros: inputShape)
let lines = network.layers.indices.map { index in
  signal = network.layers[index].forward(signal, &context)
  return LayerSummary(
    name: "\(type(of: network.layers[index]))", outputShape: signal.shape,
    parameterCount: network.layers[index].parameterCount)
}
return lines.filter { $0.parameterCount > 0 }

// MISTAKE 3.9 summary: weights are counted as tensors
var (network, context) = (network, Context(.inference))
var signal = Tensor(zeros: inputShape)
return network.layers.indices.map { index in
  signal = network.layers[index].forward(signal, &context)
  var tensors = 0
  network.layers[index].forEachParameter { _ in tensors += 1 }
  return LayerSummary(
    name: "\(type(of: network.layers[index]))", outputShape: signal.shape,
    parameterCount: tensors)
}
