// Named wrong solutions of exercise 2.11.

// MISTAKE 2.11 Residual.forward: the input is not added
return branch.forward(x, &context)

// MISTAKE 2.11 Residual.forward: a copy of the branch runs, and forgets
var copy = branch
let added = copy.forward(x, &context)
let kept = shortcut?.forward(x, &context) ?? x
require(
  added.shape == kept.shape,
  "Residual.forward: the branch gives \(added.shape), the shortcut \(kept.shape)")
return kept + added

// MISTAKE 2.11 Residual.forward: x is added beside the projection too
let added = branch.forward(x, &context)
if let projected = shortcut?.forward(x, &context) { return projected + added + x }
require(
  added.shape == x.shape, "Residual.forward: the branch gives \(added.shape), the input \(x.shape)")
return x + added

// MISTAKE 2.11 Residual.forward: the projection is never used
let added = branch.forward(x, &context)
require(
  added.shape == x.shape, "Residual.forward: the branch gives \(added.shape), the input \(x.shape)")
return x + added

// MISTAKE 2.11 Residual.forward: the projection sees the branch's output
let added = branch.forward(x, &context)
if let projected = shortcut?.forward(added, &context) { return projected + added }
require(
  added.shape == x.shape, "Residual.forward: the branch gives \(added.shape), the input \(x.shape)")
return x + added

// MISTAKE 2.11 Residual.forward: a ReLU after the sum
let added = branch.forward(x, &context)
let kept = shortcut?.forward(x, &context) ?? x
require(
  added.shape == kept.shape,
  "Residual.forward: the branch gives \(added.shape), the shortcut \(kept.shape)")
return maximum(kept + added, 0)

// MISTAKE 2.11 Residual.forward: different shapes are broadcast
let added = branch.forward(x, &context)
return (shortcut?.forward(x, &context) ?? x) + added

// MISTAKE 2.11 Residual.forward: the branch is subtracted
let added = branch.forward(x, &context)
let kept = shortcut?.forward(x, &context) ?? x
require(
  added.shape == kept.shape,
  "Residual.forward: the branch gives \(added.shape), the shortcut \(kept.shape)")
return kept - added

// MISTAKE 2.11 Residual.forward: the mean of both instead of the sum
let added = branch.forward(x, &context)
let kept = shortcut?.forward(x, &context) ?? x
require(
  added.shape == kept.shape,
  "Residual.forward: the branch gives \(added.shape), the shortcut \(kept.shape)")
return (kept + added) / 2

// MISTAKE 2.11 Residual.forward: the shortcut runs before the branch
let kept = shortcut?.forward(x, &context) ?? x
let added = branch.forward(x, &context)
require(
  added.shape == kept.shape,
  "Residual.forward: the branch gives \(added.shape), the shortcut \(kept.shape)")
return kept + added

// MISTAKE 2.11 Residual.backward: only the way through the branch
return branch.backward(dy)

// MISTAKE 2.11 Residual.backward: only the way beside the branch
_ = branch.backward(dy)
return shortcut?.backward(dy) ?? dy

// MISTAKE 2.11 Residual.backward: dy is split half and half between the ways
let through = branch.backward(dy * 0.5)
return through + (shortcut?.backward(dy * 0.5) ?? dy * 0.5)

// MISTAKE 2.11 Residual.backward: the gradient of the branch goes on into the shortcut
let through = branch.backward(dy)
return through + (shortcut?.backward(through) ?? through)

// MISTAKE 2.11 Residual.backward: the projection gets no gradient
let through = branch.backward(dy)
return shortcut == nil ? through + dy : through

// MISTAKE 2.11 Residual.backward: the two ways are multiplied
let through = branch.backward(dy)
return through * (shortcut?.backward(dy) ?? dy)

// MISTAKE 2.11 Residual.backward: dy is added twice
let through = branch.backward(dy)
return through + (shortcut?.backward(dy) ?? dy * 2)

// MISTAKE 2.11 Residual.forEachParameter: the shortcut is not visited
branch.forEachParameter(body)

// MISTAKE 2.11 Residual.forEachParameter: the shortcut comes first
shortcut?.forEachParameter(body)
branch.forEachParameter(body)

// MISTAKE 2.11 Residual.forEachParameter: copies are visited
var (first, second) = (branch, shortcut)
first.forEachParameter(body)
second?.forEachParameter(body)

// MISTAKE 2.11 Residual.init: equal widths are projected too
self.init(branch, shortcut: Linear(inputs: inputs, outputs: outputs, using: &generator))

// MISTAKE 2.11 Residual.init: the projection is the wrong way round
if inputs == outputs {
  self.init(branch)
} else {
  self.init(branch, shortcut: Linear(inputs: outputs, outputs: inputs, using: &generator))
}

// MISTAKE 2.11 Residual.init: never a projection
self.init(branch)

// MISTAKE 2.11 Residual.init: the projection starts at zero
if inputs == outputs {
  self.init(branch)
} else {
  self.init(
    branch,
    shortcut: Linear(
      weight: Tensor(zeros: [outputs, inputs]), bias: Tensor(zeros: [outputs])))
}

// MISTAKE 2.11 Residual.init: the generator moves although nothing is drawn
let projection = Linear(inputs: inputs, outputs: outputs, using: &generator)
self.init(branch, shortcut: inputs == outputs ? nil : projection)

// MISTAKE 2.11 ConcatenatedSkip.forward: f(x) stands left of x
inputWidth = x.shape[1]
return Tensor(concatenating: [branch.forward(x, &context), x], along: 1)

// MISTAKE 2.11 ConcatenatedSkip.forward: joined along the batch
inputWidth = x.shape[1]
return Tensor(concatenating: [x, branch.forward(x, &context)], along: 0)

// MISTAKE 2.11 ConcatenatedSkip.forward: the width is not remembered
return Tensor(concatenating: [x, branch.forward(x, &context)], along: 1)

// MISTAKE 2.11 ConcatenatedSkip.forward: the batch size is remembered as the width
inputWidth = x.shape[0]
return Tensor(concatenating: [x, branch.forward(x, &context)], along: 1)

// MISTAKE 2.11 ConcatenatedSkip.backward: the way beside the branch is forgotten
return branch.backward(dy.slice(inputWidth..<dy.shape[1], along: 1))

// MISTAKE 2.11 ConcatenatedSkip.backward: the way through the branch is forgotten
_ = branch.backward(dy.slice(inputWidth..<dy.shape[1], along: 1))
return dy.slice(0..<inputWidth, along: 1)

// MISTAKE 2.11 ConcatenatedSkip.backward: cut as if f(x) stood first
let width = dy.shape[1] - inputWidth
return dy.slice(width..<dy.shape[1], along: 1) + branch.backward(dy.slice(0..<width, along: 1))

// MISTAKE 2.11 ConcatenatedSkip.backward: cut in the middle
let middle = dy.shape[1] / 2
return dy.slice(0..<middle, along: 1) + branch.backward(dy.slice(middle..<dy.shape[1], along: 1))

// MISTAKE 2.11 ConcatenatedSkip.backward: the branch is subtracted
let kept = dy.slice(0..<inputWidth, along: 1)
return kept - branch.backward(dy.slice(inputWidth..<dy.shape[1], along: 1))
