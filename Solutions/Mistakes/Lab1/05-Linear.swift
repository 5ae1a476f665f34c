// Named wrong solutions of exercise 1.5.

// MISTAKE 1.5 Linear.forward: the input is not remembered
return matmul(x, weight.value, transposeB: true) + bias.value

// MISTAKE 1.5 Linear.forward: the bias is forgotten
input = x
return matmul(x, weight.value, transposeB: true)

// MISTAKE 1.5 Linear.forward: the weight is not transposed
input = x
return matmul(x, weight.value) + bias.value

// MISTAKE 1.5 Linear.forward: W · xᵀ: the output is transposed
input = x
return matmul(weight.value, x, transposeB: true) + bias.value.reshaped(to: [bias.value.count, 1])

// MISTAKE 1.5 Linear.forward: the weight is reshaped where it should be transposed
input = x
let reshaped = weight.value.reshaped(to: [weight.value.shape[1], weight.value.shape[0]])
return matmul(x, reshaped) + bias.value

// MISTAKE 1.5 Linear.forward: the bias is subtracted
input = x
return matmul(x, weight.value, transposeB: true) - bias.value

// MISTAKE 1.5 Linear.forward: remembers only the first input it sees
if input.count == 0 { input = x }
return matmul(x, weight.value, transposeB: true) + bias.value

// MISTAKE 1.5 Linear.forward: gradients are cleared in forward
input = x
zeroGradients()
return matmul(x, weight.value, transposeB: true) + bias.value

// MISTAKE 1.5 Linear.backward: gradients are replaced instead of added
weight.gradient = matmul(dy, input, transposeA: true)
bias.gradient = dy.sum(along: 0)
return matmul(dy, weight.value)

// MISTAKE 1.5 Linear.backward: dW is averaged over the batch a second time
weight.gradient += matmul(dy, input, transposeA: true) / Float(dy.shape[0])
bias.gradient += dy.sum(along: 0)
return matmul(dy, weight.value)

// MISTAKE 1.5 Linear.backward: db is the mean over the batch instead of the sum
weight.gradient += matmul(dy, input, transposeA: true)
bias.gradient += dy.mean(along: 0)
return matmul(dy, weight.value)

// MISTAKE 1.5 Linear.backward: db is the sum over everything
weight.gradient += matmul(dy, input, transposeA: true)
bias.gradient += dy.sum()
return matmul(dy, weight.value)

// MISTAKE 1.5 Linear.backward: db is only the first example's
weight.gradient += matmul(dy, input, transposeA: true)
if dy.shape[0] > 0 { bias.gradient += dy[row: 0] }
return matmul(dy, weight.value)

// MISTAKE 1.5 Linear.backward: db is forgotten
weight.gradient += matmul(dy, input, transposeA: true)
return matmul(dy, weight.value)

// MISTAKE 1.5 Linear.backward: dW is forgotten
bias.gradient += dy.sum(along: 0)
return matmul(dy, weight.value)

// MISTAKE 1.5 Linear.backward: dW is xᵀ · dy, the transposed shape
weight.gradient = matmul(input, dy, transposeA: true)
bias.gradient += dy.sum(along: 0)
return matmul(dy, weight.value)

// MISTAKE 1.5 Linear.backward: xᵀ · dy reshaped until it fits
weight.gradient += matmul(input, dy, transposeA: true).reshaped(to: weight.value.shape)
bias.gradient += dy.sum(along: 0)
return matmul(dy, weight.value)

// MISTAKE 1.5 Linear.backward: gradients are subtracted, as if this were the optimizer
weight.gradient -= matmul(dy, input, transposeA: true)
bias.gradient -= dy.sum(along: 0)
return matmul(dy, weight.value)

// MISTAKE 1.5 Linear.backward: the weights already take a step
weight.gradient += matmul(dy, input, transposeA: true)
bias.gradient += dy.sum(along: 0)
weight.value -= weight.gradient * 0.1
return matmul(dy, weight.value)

// MISTAKE 1.5 Linear.backward: dL/dx is multiplied with the transposed weight
weight.gradient += matmul(dy, input, transposeA: true)
bias.gradient += dy.sum(along: 0)
return matmul(dy, weight.value, transposeB: true)

// MISTAKE 1.5 Linear.backward: dL/dx with the gradient of the weight instead of the weight
weight.gradient += matmul(dy, input, transposeA: true)
bias.gradient += dy.sum(along: 0)
return matmul(dy, weight.gradient)

// MISTAKE 1.5 Linear.backward: dL/dx is averaged over the batch
weight.gradient += matmul(dy, input, transposeA: true)
bias.gradient += dy.sum(along: 0)
return matmul(dy, weight.value) / Float(dy.shape[0])

// MISTAKE 1.5 Linear.backward: hands dy on unchanged
weight.gradient += matmul(dy, input, transposeA: true)
bias.gradient += dy.sum(along: 0)
return dy

// MISTAKE 1.5 Linear.forEachParameter: the bias is not visited
body(&weight)

// MISTAKE 1.5 Linear.forEachParameter: the bias comes first
body(&bias)
body(&weight)

// MISTAKE 1.5 Linear.forEachParameter: visits copies, so changes are lost
var (first, second) = (weight, bias)
body(&first)
body(&second)
