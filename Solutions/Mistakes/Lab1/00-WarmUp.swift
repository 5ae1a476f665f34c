// Named wrong solutions of exercise 1.0.

// MISTAKE 1.0 columnMeans: means of the rows: the wrong axis disappears
return x.mean(along: 1)

// MISTAKE 1.0 columnMeans: the sums, not divided by the number of rows
return x.sum(along: 0)

// MISTAKE 1.0 columnMeans: the axis is kept: shape [1, F]
return x.mean(along: 0, keepingAxis: true)

// MISTAKE 1.0 columnMeans: one mean over everything
return Tensor(repeating: x.mean(), shape: [x.shape[1]])

// MISTAKE 1.0 standardized: divided by the variance instead of its square root
let variance = x.variance(along: 0)
return (x - x.mean(along: 0)) / (variance + (variance .== 0))

// MISTAKE 1.0 standardized: a constant column becomes 0/0
return (x - x.mean(along: 0)) / sqrt(x.variance(along: 0))

// MISTAKE 1.0 standardized: one mean and one deviation for the whole table
return (x - x.mean()) / x.variance().squareRoot()

// MISTAKE 1.0 standardized: the deviation of a sample (divided by N − 1)
let deviation = sqrt(x.variance(along: 0, unbiased: true))
return (x - x.mean(along: 0)) / (deviation + (deviation .== 0))

// MISTAKE 1.0 standardized: divided by the deviation without subtracting the mean
let deviation = sqrt(x.variance(along: 0))
return x / (deviation + (deviation .== 0))

// MISTAKE 1.0 standardized: scaled to 0…1 instead (min-max)
let (low, high) = (x.min(along: 0), x.max(along: 0))
return (x - low) / (high - low + (high .== low))

// MISTAKE 1.0 pairwiseSum: no column is made: elements are added one to one
return a + b

// MISTAKE 1.0 pairwiseSum: a and b change places: the table is transposed
return b.reshaped(to: [b.count, 1]) + a

// MISTAKE 1.0 pairwiseSum: the products, not the sums
return a.reshaped(to: [a.count, 1]) * b

// MISTAKE 1.0 loopMatmul: the inner loop keeps only its last product
var c = Tensor(zeros: [a.shape[0], b.shape[1]])
for i in 0..<a.shape[0] {
  for j in 0..<b.shape[1] {
    for p in 0..<a.shape[1] { c[i, j] = a[i, p] * b[p, j] }
  }
}
return c

// MISTAKE 1.0 loopMatmul: the sum is not reset for each element
var sum: Float = 0
var c = Tensor(zeros: [a.shape[0], b.shape[1]])
for i in 0..<a.shape[0] {
  for j in 0..<b.shape[1] {
    for p in 0..<a.shape[1] { sum += a[i, p] * b[p, j] }
    c[i, j] = sum
  }
}
return c

// MISTAKE 1.0 loopMatmul: b is read as if it were transposed
var c = Tensor(zeros: [a.shape[0], b.shape[1]])
for i in 0..<a.shape[0] {
  for j in 0..<b.shape[1] {
    for p in 0..<a.shape[1] { c[i, j] += a[i, p] * b[j, p] }
  }
}
return c

// MISTAKE 1.0 loopMatmul: the inner loop leaves out the last element
var c = Tensor(zeros: [a.shape[0], b.shape[1]])
for i in 0..<a.shape[0] {
  for j in 0..<b.shape[1] {
    for p in 0..<max(a.shape[1] - 1, 0) { c[i, j] += a[i, p] * b[p, j] }
  }
}
return c
