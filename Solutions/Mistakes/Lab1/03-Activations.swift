// Named wrong solutions of exercise 1.3.

// MISTAKE 1.3 step: 0 at exactly 0
return x .> 0

// MISTAKE 1.3 step: the sign: −1 and 1
return (x .>= 0) * 2 - 1

// MISTAKE 1.3 sigmoid: the exponent has the wrong sign
return 1 / (1 + exp(x))

// MISTAKE 1.3 sigmoid: e^x / (1 + e^x), which is ∞/∞ for large x
return exp(x) / (1 + exp(x))

// MISTAKE 1.3 sigmoid: the hyperbolic tangent
return tanh(x)

// MISTAKE 1.3 sigmoid: the parentheses are missing: 1/1 + e^−x
return 1 / 1 + exp(-x)

// MISTAKE 1.3 relu: the magnitude
return abs(x)

// MISTAKE 1.3 relu: the mask instead of the value
return x .> 0

// MISTAKE 1.3 relu: the smaller of x and 0
return minimum(x, 0)

// MISTAKE 1.3 softmax: the maximum is not subtracted, so e^1000 is ∞
let powers = exp(logits)
return powers / powers.sum(along: -1, keepingAxis: true)

// MISTAKE 1.3 softmax: normalised down the columns
let powers = exp(logits - logits.max(along: 0, keepingAxis: true))
return powers / powers.sum(along: 0, keepingAxis: true)

// MISTAKE 1.3 softmax: normalised over the whole tensor
let powers = exp(logits - logits.max())
return powers / powers.sum()

// MISTAKE 1.3 softmax: the maximum of the whole tensor is subtracted, not of each row
let powers = exp(logits - logits.max())
return powers / powers.sum(along: -1, keepingAxis: true)

// MISTAKE 1.3 softmax: the scores are normalised without exponentials
return logits / logits.sum(along: -1, keepingAxis: true)

// MISTAKE 1.3 softmax: not divided by the sum
return exp(logits - logits.max(along: -1, keepingAxis: true))

// MISTAKE 1.3 softmax: e^−z: the largest score gets the smallest probability
let powers = exp(logits.min(along: -1, keepingAxis: true) - logits)
return powers / powers.sum(along: -1, keepingAxis: true)

// MISTAKE 1.3 Sigmoid.forward: the output is not remembered
return sigmoid(x)

// MISTAKE 1.3 Sigmoid.forward: remembers the input instead of the output
output = x
return sigmoid(x)

// MISTAKE 1.3 Sigmoid.backward: the gradient from above is ignored
return output * (1 - output)

// MISTAKE 1.3 Sigmoid.backward: the sigmoid is applied to the output again
let again = sigmoid(output)
return dy * again * (1 - again)

// MISTAKE 1.3 Sigmoid.backward: the slope is only 1 − y
return dy * (1 - output)

// MISTAKE 1.3 Sigmoid.backward: y · (y − 1): the sign is wrong
return dy * output * (output - 1)

// MISTAKE 1.3 Sigmoid.backward: the gradient is handed on unchanged
return dy

// MISTAKE 1.3 Sigmoid.backward: multiplied by the output instead of the slope
return dy * output

// MISTAKE 1.3 Tanh.forward: the output is not remembered
return tanh(x)

// MISTAKE 1.3 Tanh.forward: the sigmoid
output = sigmoid(x)
return output

// MISTAKE 1.3 Tanh.backward: 1 − y without the square
return dy * (1 - output)

// MISTAKE 1.3 Tanh.backward: the slope of the sigmoid
return dy * output * (1 - output)

// MISTAKE 1.3 Tanh.backward: the tanh is applied to the output again
return dy * (1 - square(tanh(output)))

// MISTAKE 1.3 Tanh.backward: the gradient from above is ignored
return 1 - output * output

// MISTAKE 1.3 ReLU.forward: the input is not remembered
return relu(x)

// MISTAKE 1.3 ReLU.backward: slope 1 at the kink
return dy * (input .>= 0)

// MISTAKE 1.3 ReLU.backward: the mask is taken from the sign of dy
return dy * (dy .> 0)

// MISTAKE 1.3 ReLU.backward: the gradient is handed on unchanged
return dy

// MISTAKE 1.3 ReLU.backward: only the slope: the gradient from above is ignored
return input .> 0

// MISTAKE 1.3 ReLU.backward: multiplied by the output instead of the slope
return dy * relu(input)

// MISTAKE 1.3 ReLU.backward: passes where the input is negative
return dy * (input .< 0)

// MISTAKE 1.3 Softmax.forward: the output is not remembered
return softmax(x)

// MISTAKE 1.3 Softmax.backward: only the diagonal of the Jacobian, p · (1 − p)
return dy * output * (1 - output)

// MISTAKE 1.3 Softmax.backward: the sum is taken over the whole batch
return output * (dy - (dy * output).sum())

// MISTAKE 1.3 Softmax.backward: the sum runs down the columns
return output * (dy - (dy * output).sum(along: 0, keepingAxis: true))

// MISTAKE 1.3 Softmax.backward: dy is not weighted with the probabilities in the sum
return output * (dy - dy.sum(along: -1, keepingAxis: true))

// MISTAKE 1.3 Softmax.backward: the sum is not subtracted
return output * dy

// MISTAKE 1.3 Softmax.backward: the sum is added
return output * (dy + (dy * output).sum(along: -1, keepingAxis: true))

// MISTAKE 1.3 Softmax.backward: dy is taken for the truth: p − dy
return output - dy
