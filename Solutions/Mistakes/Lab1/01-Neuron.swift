// Named wrong solutions of exercise 1.1.

// MISTAKE 1.1 Neuron.weightedSum: the bias is forgotten
return (weights * x).sum()

// MISTAKE 1.1 Neuron.weightedSum: the bias is added once for each input
return (weights * x + bias).sum()

// MISTAKE 1.1 Neuron.weightedSum: the bias is subtracted like a threshold
return (weights * x).sum() - bias

// MISTAKE 1.1 Neuron.weightedSum: the weights are ignored
return x.sum() + bias

// MISTAKE 1.1 Neuron.weightedSum: the products are averaged, not summed
return (weights * x).mean() + bias

// MISTAKE 1.1 Neuron.fires: does not fire exactly at the threshold
return weightedSum(x) > 0

// MISTAKE 1.1 Neuron.fires: fires from 1 upwards
return weightedSum(x) >= 1

// MISTAKE 1.1 Neuron.fires: compares with the bias a second time
return weightedSum(x) >= bias

// MISTAKE 1.1 Neuron.fires: fires whenever the sum is not 0
return weightedSum(x) != 0

// MISTAKE 1.1 Neuron.and: the threshold of OR
return Neuron(weights: [1, 1], bias: -0.5)

// MISTAKE 1.1 Neuron.and: the threshold has the wrong sign
return Neuron(weights: [1, 1], bias: 1.5)

// MISTAKE 1.1 Neuron.or: the threshold of AND
return Neuron(weights: [1, 1], bias: -1.5)

// MISTAKE 1.1 Neuron.or: no bias: fires on 0, 0
return Neuron(weights: [1, 1], bias: 0)

// MISTAKE 1.1 Neuron.not: the weight is positive: repeats its input
return Neuron(weights: [1], bias: -0.5)

// MISTAKE 1.1 Neuron.not: the threshold lies beyond both inputs: fires always
return Neuron(weights: [-1], bias: 1.5)
