// Named wrong solutions of exercise 1.12.

// MISTAKE 1.12 Standardizer.fitted: divided by N − 1
let deviation = sqrt(rows.variance(along: 0, keepingAxis: false, unbiased: true))
return Standardizer(
  mean: rows.mean(along: 0),
  deviation: select(deviation .> 0, deviation, Tensor(ones: deviation.shape)))

// MISTAKE 1.12 Standardizer.fitted: the variance instead of the deviation
let deviation = rows.variance(along: 0, keepingAxis: false, unbiased: false)
return Standardizer(
  mean: rows.mean(along: 0),
  deviation: select(deviation .> 0, deviation, Tensor(ones: deviation.shape)))

// MISTAKE 1.12 Standardizer.fitted: a constant column keeps deviation 0
return Standardizer(
  mean: rows.mean(along: 0),
  deviation: sqrt(rows.variance(along: 0, keepingAxis: false, unbiased: false)))

// MISTAKE 1.12 Standardizer.fitted: one mean and deviation for the whole table
let columns = rows.shape[1]
return Standardizer(
  mean: Tensor(repeating: rows.mean(), shape: [columns]),
  deviation: Tensor(repeating: rows.variance().squareRoot(), shape: [columns]))

// MISTAKE 1.12 Standardizer.fitted: 1 is added to every deviation
let deviation = sqrt(rows.variance(along: 0, keepingAxis: false, unbiased: false))
return Standardizer(mean: rows.mean(along: 0), deviation: deviation + 1)

// MISTAKE 1.12 Standardizer.fitted: rows are measured, not columns
let deviation = sqrt(rows.variance(along: 1, keepingAxis: false, unbiased: false))
return Standardizer(
  mean: rows.mean(along: 1),
  deviation: select(deviation .> 0, deviation, Tensor(ones: deviation.shape)))

// MISTAKE 1.12 Standardizer.transformed: fitted anew to the rows it is given
let fresh = Standardizer.fitted(to: rows)
return (rows - fresh.mean) / fresh.deviation

// MISTAKE 1.12 Standardizer.transformed: only the mean is taken off
return rows - mean

// MISTAKE 1.12 Standardizer.transformed: divided before the mean is taken off
return rows / deviation - mean

// MISTAKE 1.12 Standardizer.transformed: multiplied instead of divided
return (rows - mean) * deviation

// MISTAKE 1.12 Standardizer.inverted: the mean is added before multiplying
return (rows + mean) * deviation

// MISTAKE 1.12 Standardizer.inverted: the mean is not added
return rows * deviation

// MISTAKE 1.12 Standardizer.inverted: transforms once more
return (rows - mean) / deviation

// MISTAKE 1.12 rootMeanSquaredError: the root is left out
return square(prediction - target).mean()

// MISTAKE 1.12 rootMeanSquaredError: the mean of the absolute differences
return abs(prediction - target).mean()

// MISTAKE 1.12 rootMeanSquaredError: the sum instead of the mean
return square(prediction - target).sum().squareRoot()

// MISTAKE 1.12 rSquared: prediction and target change places
let residual = square(target - prediction).sum()
return 1 - residual / square(prediction - prediction.mean()).sum()

// MISTAKE 1.12 rSquared: 1 − is left out
return square(target - prediction).sum() / square(target - target.mean()).sum()

// MISTAKE 1.12 rSquared: the mean is not taken off the targets
return 1 - square(target - prediction).sum() / square(target).sum()

// MISTAKE 1.12 rSquared: cut off at 0
let residual = square(target - prediction).sum()
return max(0, 1 - residual / square(target - target.mean()).sum())

// MISTAKE 1.12 predictInOriginalUnits: the inputs are not standardised
var (model, context) = (model, Context(.inference))
return targets.inverted(model.forward(rows, &context))

// MISTAKE 1.12 predictInOriginalUnits: the predictions stay standardised
var (model, context) = (model, Context(.inference))
return model.forward(inputs.transformed(rows), &context)

// MISTAKE 1.12 predictInOriginalUnits: in training mode
var (model, context) = (model, Context(.training))
return targets.inverted(model.forward(inputs.transformed(rows), &context))

// MISTAKE 1.12 predictInOriginalUnits: the targets are standardised again instead of undone
var (model, context) = (model, Context(.inference))
return targets.transformed(model.forward(inputs.transformed(rows), &context))
