// Named wrong solutions of exercise 2.12.

// MISTAKE 2.12 EarlyStopping.init: any patience is taken
require(
  minimalImprovement >= 0,
  "EarlyStopping: a minimal improvement of \(minimalImprovement) — use 0 or more")
self.patience = patience
self.minimalImprovement = minimalImprovement

// MISTAKE 2.12 EarlyStopping.init: a negative improvement is taken
require(patience > 0, "EarlyStopping: a patience of \(patience) epochs — use 1 or more")
self.patience = patience
self.minimalImprovement = minimalImprovement

// MISTAKE 2.12 EarlyStopping.init: NaN passes for an improvement
require(patience > 0, "EarlyStopping: a patience of \(patience) epochs — use 1 or more")
require(
  !(minimalImprovement < 0), "EarlyStopping: a minimal improvement of \(minimalImprovement)")
self.patience = patience
self.minimalImprovement = minimalImprovement

// MISTAKE 2.12 EarlyStopping.init: the minimal improvement is not kept
require(patience > 0, "EarlyStopping: a patience of \(patience) epochs — use 1 or more")
require(
  minimalImprovement >= 0,
  "EarlyStopping: a minimal improvement of \(minimalImprovement) — use 0 or more")
self.patience = patience
self.minimalImprovement = 0

// MISTAKE 2.12 EarlyStopping.observe: a tie counts as better
epochs += 1
if loss <= bestLoss - minimalImprovement {
  (best, bestLoss, bestEpoch, waited) = (model, loss, epochs - 1, 0)
  return .improved
}
waited += 1
return waited < patience ? .waiting(waited) : .stop

// MISTAKE 2.12 EarlyStopping.observe: the negated question: NaN passes for better
epochs += 1
if loss >= bestLoss - minimalImprovement {
  waited += 1
  return waited < patience ? .waiting(waited) : .stop
}
(best, bestLoss, bestEpoch, waited) = (model, loss, epochs - 1, 0)
return .improved

// MISTAKE 2.12 EarlyStopping.observe: stops one epoch late
epochs += 1
if loss < bestLoss - minimalImprovement {
  (best, bestLoss, bestEpoch, waited) = (model, loss, epochs - 1, 0)
  return .improved
}
waited += 1
return waited <= patience ? .waiting(waited) : .stop

// MISTAKE 2.12 EarlyStopping.observe: the waiting is not reset by an improvement
epochs += 1
if loss < bestLoss - minimalImprovement {
  (best, bestLoss, bestEpoch) = (model, loss, epochs - 1)
  return .improved
}
waited += 1
return waited < patience ? .waiting(waited) : .stop

// MISTAKE 2.12 EarlyStopping.observe: compares with the epoch before, not with the best
epochs += 1
if loss < bestLoss - minimalImprovement {
  (best, bestLoss, bestEpoch, waited) = (model, loss, epochs - 1, 0)
  return .improved
}
bestLoss = loss
waited += 1
return waited < patience ? .waiting(waited) : .stop

// MISTAKE 2.12 EarlyStopping.observe: keeps the latest model, not the best
epochs += 1
best = model
if loss < bestLoss - minimalImprovement {
  (bestLoss, bestEpoch, waited) = (loss, epochs - 1, 0)
  return .improved
}
waited += 1
return waited < patience ? .waiting(waited) : .stop

// MISTAKE 2.12 EarlyStopping.observe: a larger loss is better, as if it were accuracy
epochs += 1
if bestEpoch == nil && loss.isFinite || loss > bestLoss + minimalImprovement {
  (best, bestLoss, bestEpoch, waited) = (model, loss, epochs - 1, 0)
  return .improved
}
waited += 1
return waited < patience ? .waiting(waited) : .stop

// MISTAKE 2.12 EarlyStopping.observe: the minimal improvement is never looked at
epochs += 1
if loss < bestLoss {
  (best, bestLoss, bestEpoch, waited) = (model, loss, epochs - 1, 0)
  return .improved
}
waited += 1
return waited < patience ? .waiting(waited) : .stop

// MISTAKE 2.12 EarlyStopping.observe: the minimal improvement is added to the best
epochs += 1
if loss < bestLoss + minimalImprovement {
  (best, bestLoss, bestEpoch, waited) = (model, loss, epochs - 1, 0)
  return .improved
}
waited += 1
return waited < patience ? .waiting(waited) : .stop

// MISTAKE 2.12 EarlyStopping.observe: small gains are kept but not counted
epochs += 1
if loss < bestLoss - minimalImprovement {
  (best, bestLoss, bestEpoch, waited) = (model, loss, epochs - 1, 0)
  return .improved
}
if loss < bestLoss { (best, bestLoss, bestEpoch) = (model, loss, epochs - 1) }
waited += 1
return waited < patience ? .waiting(waited) : .stop

// MISTAKE 2.12 EarlyStopping.observe: epochs count from 1
epochs += 1
if loss < bestLoss - minimalImprovement {
  (best, bestLoss, bestEpoch, waited) = (model, loss, epochs, 0)
  return .improved
}
waited += 1
return waited < patience ? .waiting(waited) : .stop

// MISTAKE 2.12 EarlyStopping.observe: the model is not kept
epochs += 1
if loss < bestLoss - minimalImprovement {
  (bestLoss, bestEpoch, waited) = (loss, epochs - 1, 0)
  return .improved
}
waited += 1
return waited < patience ? .waiting(waited) : .stop

// MISTAKE 2.12 EarlyStopping.observe: NaN stops at once
epochs += 1
if loss < bestLoss - minimalImprovement {
  (best, bestLoss, bestEpoch, waited) = (model, loss, epochs - 1, 0)
  return .improved
}
waited += 1
return waited < patience && !loss.isNaN ? .waiting(waited) : .stop

// MISTAKE 2.12 EarlyStopping.restore: the best model is not put back
_ = best

// MISTAKE 2.12 EarlyStopping.restore: a copy is restored
if let best {
  var copy = model
  copy = best
  _ = copy
}
