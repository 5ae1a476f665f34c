// Named wrong solutions of exercise 1.7.

// MISTAKE 1.7 Sequential.forward: a loop over copies: no layer remembers its input
var output = x
for var layer in layers { output = layer.forward(output, &context) }
return output

// MISTAKE 1.7 Sequential.forward: every layer gets x, not the output before it
var output = x
for index in layers.indices { output = layers[index].forward(x, &context) }
return output

// MISTAKE 1.7 Sequential.forward: the last layer is left out
var output = x
for index in layers.indices.dropLast() { output = layers[index].forward(output, &context) }
return output

// MISTAKE 1.7 Sequential.forward: from the last layer to the first
var output = x
for index in layers.indices.reversed() { output = layers[index].forward(output, &context) }
return output

// MISTAKE 1.7 Sequential.forward: the layers get a copy of the context
var output = x
var copy = context
for index in layers.indices { output = layers[index].forward(output, &copy) }
return output

// MISTAKE 1.7 Sequential.backward: from the first layer to the last
var gradient = dy
for index in layers.indices { gradient = layers[index].backward(gradient) }
return gradient

// MISTAKE 1.7 Sequential.backward: a loop over copies: the parameters' gradients are lost
var gradient = dy
for var layer in layers.reversed() { gradient = layer.backward(gradient) }
return gradient

// MISTAKE 1.7 Sequential.backward: every layer gets dy, not the gradient behind it
var gradient = dy
for index in layers.indices.reversed() { gradient = layers[index].backward(dy) }
return gradient

// MISTAKE 1.7 Sequential.forEachParameter: a loop over copies: changes are lost
for var layer in layers { layer.forEachParameter(body) }

// MISTAKE 1.7 Sequential.forEachParameter: from the last layer to the first
for index in layers.indices.reversed() { layers[index].forEachParameter(body) }

// MISTAKE 1.7 Sequential.forEachParameter: the first layer only
if !layers.isEmpty { layers[0].forEachParameter(body) }

// MISTAKE 1.7 MLP.hiddenSums: the bias is forgotten
return matmul(x, weight1.value, transposeB: true)

// MISTAKE 1.7 MLP.hiddenSums: the weights are not transposed
return matmul(x, weight1.value) + bias1.value

// MISTAKE 1.7 MLP.outputSums: the bias is subtracted
return matmul(a1, weight2.value, transposeB: true) - bias2.value

// MISTAKE 1.7 MLP.outputSums: the remembered a1 is used, not the argument
return matmul(self.a1, weight2.value, transposeB: true) + bias2.value

// MISTAKE 1.7 MLP.forward: no activation between the layers
input = x
a1 = hiddenSums(x)
return outputSums(a1)

// MISTAKE 1.7 MLP.forward: z1 is remembered instead of a1
input = x
a1 = hiddenSums(x)
return outputSums(tanh(a1))

// MISTAKE 1.7 MLP.forward: the output goes through tanh as well
input = x
a1 = tanh(hiddenSums(x))
return tanh(outputSums(a1))

// MISTAKE 1.7 MLP.forward: the input is not remembered
a1 = tanh(hiddenSums(x))
return outputSums(a1)

// MISTAKE 1.7 MLP.backwardThroughOutput: dW2 is averaged over the batch
weight2.gradient += matmul(dz2, a1, transposeA: true) / Float(dz2.shape[0])
bias2.gradient += dz2.sum(along: 0)
return matmul(dz2, weight2.value)

// MISTAKE 1.7 MLP.backwardThroughOutput: dW2 replaces the gradient that was there
weight2.gradient = matmul(dz2, a1, transposeA: true)
bias2.gradient += dz2.sum(along: 0)
return matmul(dz2, weight2.value)

// MISTAKE 1.7 MLP.backwardThroughOutput: db2 is the mean over the batch
weight2.gradient += matmul(dz2, a1, transposeA: true)
bias2.gradient += dz2.mean(along: 0)
return matmul(dz2, weight2.value)

// MISTAKE 1.7 MLP.backwardThroughOutput: db2 is forgotten
weight2.gradient += matmul(dz2, a1, transposeA: true)
return matmul(dz2, weight2.value)

// MISTAKE 1.7 MLP.backwardThroughOutput: da1 passes tanh' already
weight2.gradient += matmul(dz2, a1, transposeA: true)
bias2.gradient += dz2.sum(along: 0)
return matmul(dz2, weight2.value) * (1 - a1 * a1)

// MISTAKE 1.7 MLP.backwardThroughOutput: da1 uses the gradient instead of the weights
weight2.gradient += matmul(dz2, a1, transposeA: true)
bias2.gradient += dz2.sum(along: 0)
return matmul(dz2, weight2.gradient)

// MISTAKE 1.7 MLP.backwardThroughTanh: tanh' is taken at a1 instead of z1
let t = tanh(a1)
return da1 * (1 - t * t)

// MISTAKE 1.7 MLP.backwardThroughTanh: 1 − a1, without the square
return da1 * (1 - a1)

// MISTAKE 1.7 MLP.backwardThroughTanh: the derivative of the sigmoid, a·(1 − a)
return da1 * a1 * (1 - a1)

// MISTAKE 1.7 MLP.backwardThroughTanh: multiplied by tanh instead of its derivative
return da1 * a1

// MISTAKE 1.7 MLP.backwardThroughTanh: da1 is passed on unchanged
return da1

// MISTAKE 1.7 MLP.backwardThroughHidden: dW1 is averaged over the batch
weight1.gradient += matmul(dz1, input, transposeA: true) / Float(dz1.shape[0])
bias1.gradient += dz1.sum(along: 0)
return matmul(dz1, weight1.value)

// MISTAKE 1.7 MLP.backwardThroughHidden: dW1 has the wrong sign
weight1.gradient -= matmul(dz1, input, transposeA: true)
bias1.gradient += dz1.sum(along: 0)
return matmul(dz1, weight1.value)

// MISTAKE 1.7 MLP.backwardThroughHidden: db1 replaces the gradient that was there
weight1.gradient += matmul(dz1, input, transposeA: true)
bias1.gradient = dz1.sum(along: 0)
return matmul(dz1, weight1.value)

// MISTAKE 1.7 MLP.backwardThroughHidden: dx is left out: the input is returned
weight1.gradient += matmul(dz1, input, transposeA: true)
bias1.gradient += dz1.sum(along: 0)
return input

// MISTAKE 1.7 MLP.backward: the step through tanh is skipped
let da1 = backwardThroughOutput(dy)
return backwardThroughHidden(da1)

// MISTAKE 1.7 MLP.backward: dy is divided by the batch size again
let da1 = backwardThroughOutput(dy / Float(dy.shape[0]))
return backwardThroughHidden(backwardThroughTanh(da1))

// MISTAKE 1.7 MLP.backward: tanh' is applied twice
let da1 = backwardThroughTanh(backwardThroughOutput(dy))
return backwardThroughHidden(backwardThroughTanh(da1))
