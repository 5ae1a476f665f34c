// Named wrong solutions of exercise 3.7.

// MISTAKE 3.7 Conv2d.forward: the input is not remembered
var y = convolve(x, weight.value, stride: stride, padding: padding)  // [N, O, H′, W′]
if let bias { y += bias.value.reshaped(to: [1, bias.value.count, 1, 1]) }
return y

// MISTAKE 3.7 Conv2d.forward: the bias is forgotten
input = x
let y = convolve(x, weight.value, stride: stride, padding: padding)  // [N, O, H′, W′]
return y

// MISTAKE 3.7 Conv2d.forward: the bias is broadcast along the rows of the picture
input = x
var y = convolve(x, weight.value, stride: stride, padding: padding)  // [N, O, H′, W′]
if let bias { y += bias.value.reshaped(to: [1, 1, 1, bias.value.count]) }
return y

// MISTAKE 3.7 Conv2d.forward: the bias is broadcast along the batch
input = x
var y = convolve(x, weight.value, stride: stride, padding: padding)  // [N, O, H′, W′]
if let bias { y += bias.value.reshaped(to: [bias.value.count, 1, 1, 1]) }
return y

// MISTAKE 3.7 Conv2d.forward: the stride is not passed on
input = x
var y = convolve(x, weight.value, padding: padding)  // [N, O, H′, W′]
if let bias { y += bias.value.reshaped(to: [1, bias.value.count, 1, 1]) }
return y

// MISTAKE 3.7 Conv2d.forward: the padding is not passed on
input = x
var y = convolve(x, weight.value, stride: stride)  // [N, O, H′, W′]
if let bias { y += bias.value.reshaped(to: [1, bias.value.count, 1, 1]) }
return y

// MISTAKE 3.7 Conv2d.forward: remembers only the first input it sees
if input.count == 0 { input = x }
var y = convolve(x, weight.value, stride: stride, padding: padding)  // [N, O, H′, W′]
if let bias { y += bias.value.reshaped(to: [1, bias.value.count, 1, 1]) }
return y

// MISTAKE 3.7 Conv2d.forward: the bias is subtracted
input = x
var y = convolve(x, weight.value, stride: stride, padding: padding)  // [N, O, H′, W′]
if let bias { y -= bias.value.reshaped(to: [1, bias.value.count, 1, 1]) }
return y

// MISTAKE 3.7 Conv2d.backward: gradients are replaced instead of added
weight.gradient = convolveKernelGradient(
  dy, input, kernelShape: weight.value.shape, stride: stride, padding: padding)
bias?.gradient = dy.sum(along: [0, 2, 3])  // [O]
guard needsInputGradient else { return Tensor(zeros: [0, 0, 0, 0]) }
return convolveInputGradient(
  dy, weight.value, inputShape: input.shape, stride: stride, padding: padding)

// MISTAKE 3.7 Conv2d.backward: the bias gets no gradient
weight.gradient += convolveKernelGradient(
  dy, input, kernelShape: weight.value.shape, stride: stride, padding: padding)
guard needsInputGradient else { return Tensor(zeros: [0, 0, 0, 0]) }
return convolveInputGradient(
  dy, weight.value, inputShape: input.shape, stride: stride, padding: padding)

// MISTAKE 3.7 Conv2d.backward: db is the mean over the batch
weight.gradient += convolveKernelGradient(
  dy, input, kernelShape: weight.value.shape, stride: stride, padding: padding)
bias?.gradient += dy.sum(along: [0, 2, 3]) / Float(dy.shape[0])  // [O]
guard needsInputGradient else { return Tensor(zeros: [0, 0, 0, 0]) }
return convolveInputGradient(
  dy, weight.value, inputShape: input.shape, stride: stride, padding: padding)

// MISTAKE 3.7 Conv2d.backward: db is the mean over everything
weight.gradient += convolveKernelGradient(
  dy, input, kernelShape: weight.value.shape, stride: stride, padding: padding)
bias?.gradient += dy.mean(along: [0, 2, 3])  // [O]
guard needsInputGradient else { return Tensor(zeros: [0, 0, 0, 0]) }
return convolveInputGradient(
  dy, weight.value, inputShape: input.shape, stride: stride, padding: padding)

// MISTAKE 3.7 Conv2d.backward: dw is averaged over the batch a second time
weight.gradient +=
  convolveKernelGradient(
    dy, input, kernelShape: weight.value.shape, stride: stride, padding: padding)
  / Float(dy.shape[0])
bias?.gradient += dy.sum(along: [0, 2, 3])  // [O]
guard needsInputGradient else { return Tensor(zeros: [0, 0, 0, 0]) }
return convolveInputGradient(
  dy, weight.value, inputShape: input.shape, stride: stride, padding: padding)

// MISTAKE 3.7 Conv2d.backward: dw is forgotten
bias?.gradient += dy.sum(along: [0, 2, 3])  // [O]
guard needsInputGradient else { return Tensor(zeros: [0, 0, 0, 0]) }
return convolveInputGradient(
  dy, weight.value, inputShape: input.shape, stride: stride, padding: padding)

// MISTAKE 3.7 Conv2d.backward: dx with the gradient of the weight instead of the weight
weight.gradient += convolveKernelGradient(
  dy, input, kernelShape: weight.value.shape, stride: stride, padding: padding)
bias?.gradient += dy.sum(along: [0, 2, 3])  // [O]
guard needsInputGradient else { return Tensor(zeros: [0, 0, 0, 0]) }
return convolveInputGradient(
  dy, weight.gradient, inputShape: input.shape, stride: stride, padding: padding)

// MISTAKE 3.7 Conv2d.backward: dy is handed on unchanged
weight.gradient += convolveKernelGradient(
  dy, input, kernelShape: weight.value.shape, stride: stride, padding: padding)
bias?.gradient += dy.sum(along: [0, 2, 3])
return dy

// MISTAKE 3.7 Conv2d.backward: no gradients at all where dx is not needed
guard needsInputGradient else { return Tensor(zeros: [0, 0, 0, 0]) }
weight.gradient += convolveKernelGradient(
  dy, input, kernelShape: weight.value.shape, stride: stride, padding: padding)
bias?.gradient += dy.sum(along: [0, 2, 3])  // [O]
return convolveInputGradient(
  dy, weight.value, inputShape: input.shape, stride: stride, padding: padding)

// MISTAKE 3.7 Conv2d.backward: the weights already take a step
weight.gradient += convolveKernelGradient(
  dy, input, kernelShape: weight.value.shape, stride: stride, padding: padding)
bias?.gradient += dy.sum(along: [0, 2, 3])  // [O]
weight.value -= weight.gradient * 0.1
guard needsInputGradient else { return Tensor(zeros: [0, 0, 0, 0]) }
return convolveInputGradient(
  dy, weight.value, inputShape: input.shape, stride: stride, padding: padding)

// MISTAKE 3.7 Conv2d.init: the fan-in leaves the channels out
let deviation = (2 / Float(size * size)).squareRoot()
self.init(
  weight: Tensor(
    randomNormal: [outputs, channels, size, size], standardDeviation: deviation,
    using: &generator),
  bias: hasBias ? Tensor(zeros: [outputs]) : nil, stride: stride, padding: padding)

// MISTAKE 3.7 Conv2d.init: the fan-out instead of the fan-in
let deviation = (2 / Float(outputs * size * size)).squareRoot()
self.init(
  weight: Tensor(
    randomNormal: [outputs, channels, size, size], standardDeviation: deviation,
    using: &generator),
  bias: hasBias ? Tensor(zeros: [outputs]) : nil, stride: stride, padding: padding)

// MISTAKE 3.7 Conv2d.init: the fan-in counts one side of the kernel
let deviation = (2 / Float(channels * size)).squareRoot()
self.init(
  weight: Tensor(
    randomNormal: [outputs, channels, size, size], standardDeviation: deviation,
    using: &generator),
  bias: hasBias ? Tensor(zeros: [outputs]) : nil, stride: stride, padding: padding)

// MISTAKE 3.7 Conv2d.init: the variance instead of its root
let deviation = 2 / Float(channels * size * size)
self.init(
  weight: Tensor(
    randomNormal: [outputs, channels, size, size], standardDeviation: deviation,
    using: &generator),
  bias: hasBias ? Tensor(zeros: [outputs]) : nil, stride: stride, padding: padding)

// MISTAKE 3.7 Conv2d.init: 1/F instead of 2/F: half of what ReLU needs
let deviation = (1 / Float(channels * size * size)).squareRoot()
self.init(
  weight: Tensor(
    randomNormal: [outputs, channels, size, size], standardDeviation: deviation,
    using: &generator),
  bias: hasBias ? Tensor(zeros: [outputs]) : nil, stride: stride, padding: padding)

// MISTAKE 3.7 Conv2d.init: stride and padding are left at their defaults
let deviation = (2 / Float(channels * size * size)).squareRoot()
self.init(
  weight: Tensor(
    randomNormal: [outputs, channels, size, size], standardDeviation: deviation,
    using: &generator),
  bias: hasBias ? Tensor(zeros: [outputs]) : nil)

// MISTAKE 3.7 Conv2d.init: always a bias
let deviation = (2 / Float(channels * size * size)).squareRoot()
self.init(
  weight: Tensor(
    randomNormal: [outputs, channels, size, size], standardDeviation: deviation,
    using: &generator),
  bias: Tensor(zeros: [outputs]), stride: stride, padding: padding)

// MISTAKE 3.7 Conv2d.init: the bias is random too
let deviation = (2 / Float(channels * size * size)).squareRoot()
self.init(
  weight: Tensor(
    randomNormal: [outputs, channels, size, size], standardDeviation: deviation,
    using: &generator),
  bias: hasBias
    ? Tensor(randomNormal: [outputs], standardDeviation: deviation, using: &generator) : nil,
  stride: stride, padding: padding)

// MISTAKE 3.7 Conv2d.init: uniform weights in the place of normal ones
let deviation = (2 / Float(channels * size * size)).squareRoot()
self.init(
  weight: Tensor(
    randomUniform: [outputs, channels, size, size], in: -deviation...deviation,
    using: &generator),
  bias: hasBias ? Tensor(zeros: [outputs]) : nil, stride: stride, padding: padding)

// MISTAKE 3.7 MaxPool2d.forward: the border is padded with zeros
inputShape = x.shape
let border = (padding, padding)
let padded =
  padding == 0 ? x : x.padded(by: [(0, 0), (0, 0), border, border], with: 0)
let (values, places) = maxPool(padded, size: size, stride: stride)
self.places = places
return values

// MISTAKE 3.7 MaxPool2d.forward: the padding is forgotten
inputShape = x.shape
let padded =
  x
let (values, places) = maxPool(padded, size: size, stride: stride)
self.places = places
return values

// MISTAKE 3.7 MaxPool2d.forward: the places are not remembered
inputShape = x.shape
let border = (padding, padding)
let padded =
  padding == 0 ? x : x.padded(by: [(0, 0), (0, 0), border, border], with: -.infinity)
let (values, _) = maxPool(padded, size: size, stride: stride)
return values

// MISTAKE 3.7 MaxPool2d.forward: the shape of the padded pictures is remembered
let border = (padding, padding)
let padded =
  padding == 0 ? x : x.padded(by: [(0, 0), (0, 0), border, border], with: -.infinity)
inputShape = padded.shape
let (values, places) = maxPool(padded, size: size, stride: stride)
self.places = places
return values

// MISTAKE 3.7 MaxPool2d.forward: the stride is the size, whatever was asked for
inputShape = x.shape
let border = (padding, padding)
let padded =
  padding == 0 ? x : x.padded(by: [(0, 0), (0, 0), border, border], with: -.infinity)
let (values, places) = maxPool(padded, size: size, stride: size)
self.places = places
return values

// MISTAKE 3.7 MaxPool2d.backward: the border is not cut off
let (n, c, h, w) = inputShape.nchw
let dx = maxPoolInputGradient(
  dy, places: places, inputShape: [n, c, h + 2 * padding, w + 2 * padding])
return dx

// MISTAKE 3.7 MaxPool2d.backward: the places are read in pictures without a border
return maxPoolInputGradient(dy, places: places, inputShape: inputShape)

// MISTAKE 3.7 MaxPool2d.backward: the border is cut off at the end only
let (n, c, h, w) = inputShape.nchw
let dx = maxPoolInputGradient(
  dy, places: places, inputShape: [n, c, h + 2 * padding, w + 2 * padding])
if padding == 0 { return dx }
return dx.slice(0..<h, along: 2).slice(0..<w, along: 3)

// MISTAKE 3.7 MaxPool2d.backward: the gradient of the mean
return averagePoolInputGradient(dy, inputShape: inputShape, size: size, stride: stride)

// MISTAKE 3.7 AveragePool2d.forward: the shape is not remembered
return averagePool(x, size: size, stride: stride)

// MISTAKE 3.7 AveragePool2d.forward: the stride is the size, whatever was asked for
inputShape = x.shape
return averagePool(x, size: size, stride: size)

// MISTAKE 3.7 AveragePool2d.forward: the largest instead of the mean
inputShape = x.shape
return maxPool(x, size: size, stride: stride).values

// MISTAKE 3.7 AveragePool2d.backward: the stride is the size, whatever was asked for
return averagePoolInputGradient(dy, inputShape: inputShape, size: size, stride: size)

// MISTAKE 3.7 AveragePool2d.backward: every pixel receives the whole gradient
return averagePoolInputGradient(dy, inputShape: inputShape, size: size, stride: stride)
  * Float(size * size)

// MISTAKE 3.7 AveragePool2d.backward: divided by size² a second time
return averagePoolInputGradient(dy, inputShape: inputShape, size: size, stride: stride)
  / Float(size * size)
