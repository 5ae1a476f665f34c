// Named wrong solutions of exercise 2.16.

// MISTAKE 2.16 hasExplodingGradients: NaN is not looked for
let norms = gradientNorms.flatMap { $0 }
let start = max(gradientNorms[0].max() ?? 0, 0.1)
return trainingLosses.contains { $0 > 2 * trainingLosses[0] }
  || norms.contains { $0 > 100 * start }

// MISTAKE 2.16 hasExplodingGradients: only NaN counts
let norms = gradientNorms.flatMap { $0 }
return !(trainingLosses + norms).allSatisfy(\.isFinite)

// MISTAKE 2.16 hasExplodingGradients: the norms are not looked at
if !trainingLosses.allSatisfy(\.isFinite) { return true }
return trainingLosses.contains { $0 > 2 * trainingLosses[0] }

// MISTAKE 2.16 hasExplodingGradients: any rise of the loss is an explosion
let norms = gradientNorms.flatMap { $0 }
if !(trainingLosses + norms).allSatisfy(\.isFinite) { return true }
let start = max(gradientNorms[0].max() ?? 0, 0.1)
return trainingLosses.contains { $0 > trainingLosses[0] }
  || norms.contains { $0 > 100 * start }

// MISTAKE 2.16 hasExplodingGradients: a small first norm makes everything large
let norms = gradientNorms.flatMap { $0 }
if !(trainingLosses + norms).allSatisfy(\.isFinite) { return true }
let start = gradientNorms[0].max() ?? 0
return trainingLosses.contains { $0 > 2 * trainingLosses[0] }
  || norms.contains { $0 > 100 * start }

// MISTAKE 2.16 hasVanishingGradients: a small gradient at a small loss is an alarm
func median(_ values: [Float]) -> Float { values.sorted()[values.count / 2] }
let largest = median(gradientNorms.map { $0.max() ?? 0 })
let first = median(gradientNorms.map { $0[0] })
return first < largest / 25 || largest < 0.005

// MISTAKE 2.16 hasVanishingGradients: only the last entry is looked at
if trainingLosses[trainingLosses.count - 1] < trainingLosses[0] / 2 { return false }
let last = gradientNorms[gradientNorms.count - 1]
let largest = last.max() ?? 0
return last[0] < largest / 25 || largest < 0.005

// MISTAKE 2.16 hasVanishingGradients: the last layer is compared instead of the first
if trainingLosses[trainingLosses.count - 1] < trainingLosses[0] / 2 { return false }
func median(_ values: [Float]) -> Float { values.sorted()[values.count / 2] }
let largest = median(gradientNorms.map { $0.max() ?? 0 })
let first = median(gradientNorms.map { $0[$0.count - 1] })
return first < largest / 25 || largest < 0.005

// MISTAKE 2.16 hasVanishingGradients: the mean instead of the median
if trainingLosses[trainingLosses.count - 1] < trainingLosses[0] / 2 { return false }
func mean(_ values: [Float]) -> Float { values.reduce(0, +) / Float(values.count) }
let largest = mean(gradientNorms.map { $0.max() ?? 0 })
let first = mean(gradientNorms.map { $0[0] })
return first < largest / 25 || largest < 0.005

// MISTAKE 2.16 hasVanishingGradients: silence in all layers is not noticed
if trainingLosses[trainingLosses.count - 1] < trainingLosses[0] / 2 { return false }
func median(_ values: [Float]) -> Float { values.sorted()[values.count / 2] }
let largest = median(gradientNorms.map { $0.max() ?? 0 })
let first = median(gradientNorms.map { $0[0] })
return first < largest / 25

// MISTAKE 2.16 hasVanishingGradients: all norms of a silent first layer are needed: the largest counts
if trainingLosses[trainingLosses.count - 1] < trainingLosses[0] / 2 { return false }
let largest = gradientNorms.map { $0.max() ?? 0 }.max() ?? 0
let first = gradientNorms.map { $0[0] }.max() ?? 0
return first < largest / 25 || largest < 0.005

// MISTAKE 2.16 trainsSlowly: any run that has not arrived is slow
let last = trainingLosses[trainingLosses.count - 1]
return last < 0.98 * trainingLosses[0] && last > 0.3 * trainingLosses[0]

// MISTAKE 2.16 trainsSlowly: a run that has arrived is slow too
let epochs = trainingLosses.count - 1
if epochs < 3 { return false }
let (first, last) = (trainingLosses[0], trainingLosses[epochs])
let early = first - trainingLosses[epochs / 3]
let late = trainingLosses[epochs - epochs / 3] - last
return last < 0.98 * first && late > early / 5

// MISTAKE 2.16 trainsSlowly: the last third is compared with the whole fall
let epochs = trainingLosses.count - 1
if epochs < 3 { return false }
let (first, last) = (trainingLosses[0], trainingLosses[epochs])
let late = trainingLosses[epochs - epochs / 3] - last
return last < 0.98 * first && last > 0.3 * first && late > (first - last) / 5

// MISTAKE 2.16 trainsSlowly: single epochs instead of thirds
let epochs = trainingLosses.count - 1
if epochs < 3 { return false }
let (first, last) = (trainingLosses[0], trainingLosses[epochs])
let early = first - trainingLosses[1]
let late = trainingLosses[epochs - 1] - last
return last < 0.98 * first && last > 0.3 * first && late > early / 5

// MISTAKE 2.16 trainsSlowly: no fall at all is slow
let epochs = trainingLosses.count - 1
if epochs < 3 { return false }
let (first, last) = (trainingLosses[0], trainingLosses[epochs])
let early = first - trainingLosses[epochs / 3]
let late = trainingLosses[epochs - epochs / 3] - last
return last > 0.3 * first && late > early / 5

// MISTAKE 2.16 trainsSlowly: runs of one and two epochs are judged too
let epochs = trainingLosses.count - 1
let (first, last) = (trainingLosses[0], trainingLosses[epochs])
let third = max(1, epochs / 3)
if epochs == 0 { return false }
let early = first - trainingLosses[third]
let late = trainingLosses[epochs - third] - last
return last < 0.98 * first && last > 0.3 * first && late > early / 5

// MISTAKE 2.16 lossStandsStill: the start is compared, guessing is not
return (trainingLosses.min() ?? 0) > 0.95 * trainingLosses[0]

// MISTAKE 2.16 lossStandsStill: guessing is compared, the start is not
return (trainingLosses.min() ?? 0) > 0.95 * log(Float(classes))

// MISTAKE 2.16 lossStandsStill: the last loss instead of the lowest
let guessing = log(Float(classes))
return trainingLosses[trainingLosses.count - 1] > 0.95 * min(trainingLosses[0], guessing)

// MISTAKE 2.16 lossStandsStill: the logarithm to base 2
let guessing = log2(Float(classes))
return (trainingLosses.min() ?? 0) > 0.95 * min(trainingLosses[0], guessing)

// MISTAKE 2.16 lossStandsStill: the larger of start and guessing
let guessing = log(Float(classes))
return (trainingLosses.min() ?? 0) > 0.95 * max(trainingLosses[0], guessing)

// MISTAKE 2.16 halfwayEntry: half of the epochs instead of half of the loss
return trainingLosses.count > 3 ? trainingLosses.count / 2 : nil

// MISTAKE 2.16 halfwayEntry: the last entry above half
return trainingLosses.lastIndex { $0 >= trainingLosses[0] / 2 }

// MISTAKE 2.16 halfwayEntry: exactly half counts too
return trainingLosses.firstIndex { $0 <= trainingLosses[0] / 2 }

// MISTAKE 2.16 halfwayEntry: half of the way to the lowest loss
let lowest = trainingLosses.min() ?? 0
return trainingLosses.firstIndex { $0 < (trainingLosses[0] + lowest) / 2 }

// MISTAKE 2.16 generalizesPoorly: looked at at the end: overfitting has the same gap there
if halfwayEntry == nil { return false }
let entry = trainingLosses.count - 1
return trainingAccuracies[entry] - validationAccuracies[entry] > 0.25
  && validationLosses[entry] > 2 * trainingLosses[entry]

// MISTAKE 2.16 generalizesPoorly: the accuracy alone
guard let entry = halfwayEntry else { return false }
return trainingAccuracies[entry] - validationAccuracies[entry] > 0.25

// MISTAKE 2.16 generalizesPoorly: the loss alone
guard let entry = halfwayEntry else { return false }
return validationLosses[entry] > 2 * trainingLosses[entry]

// MISTAKE 2.16 generalizesPoorly: without a half-way entry the last is taken
let entry = halfwayEntry ?? trainingLosses.count - 1
return trainingAccuracies[entry] - validationAccuracies[entry] > 0.25
  && validationLosses[entry] > 2 * trainingLosses[entry]

// MISTAKE 2.16 generalizesPoorly: one of the two signs is enough
guard let entry = halfwayEntry else { return false }
return trainingAccuracies[entry] - validationAccuracies[entry] > 0.25
  || validationLosses[entry] > 2 * trainingLosses[entry]

// MISTAKE 2.16 overfits: every rise of the validation loss
return validationLosses[validationLosses.count - 1] > 1.1 * (validationLosses.min() ?? 0)

// MISTAKE 2.16 overfits: every gap
let last = validationLosses.count - 1
return trainingAccuracies[last] - validationAccuracies[last] > 0.1

// MISTAKE 2.16 overfits: a wide gap alone is not enough
let last = validationLosses.count - 1
let gap = trainingAccuracies[last] - validationAccuracies[last]
return gap > 0.1 && validationLosses[last] > 1.1 * (validationLosses.min() ?? 0)

// MISTAKE 2.16 overfits: the rise is measured from the first entry
let last = validationLosses.count - 1
let gap = trainingAccuracies[last] - validationAccuracies[last]
return gap > 0.25 || (gap > 0.1 && validationLosses[last] > 1.1 * validationLosses[0])

// MISTAKE 2.16 overfits: training and validation change places
let last = validationLosses.count - 1
let gap = validationAccuracies[last] - trainingAccuracies[last]
let hasRisen = validationLosses[last] > 1.1 * (validationLosses.min() ?? 0)
return gap > 0.25 || (gap > 0.1 && hasRisen)

// MISTAKE 2.16 diagnosis: the least urgent problem first
return TrainingProblem.allCases.last { problem in
  switch problem {
  case .explodingGradients: hasExplodingGradients
  case .vanishingGradients: hasVanishingGradients
  case .slowTraining: trainsSlowly
  case .lossNotFalling: lossStandsStill
  case .poorGeneralization: generalizesPoorly
  case .overfitting: overfits
  }
}

// MISTAKE 2.16 diagnosis: a loss that does not fall hides its cause
if hasExplodingGradients { return .explodingGradients }
if lossStandsStill { return .lossNotFalling }
if hasVanishingGradients { return .vanishingGradients }
if trainsSlowly { return .slowTraining }
if generalizesPoorly { return .poorGeneralization }
return overfits ? .overfitting : nil

// MISTAKE 2.16 diagnosis: overfitting is asked before poor generalisation
if hasExplodingGradients { return .explodingGradients }
if hasVanishingGradients { return .vanishingGradients }
if trainsSlowly { return .slowTraining }
if lossStandsStill { return .lossNotFalling }
if overfits { return .overfitting }
return generalizesPoorly ? .poorGeneralization : nil

// MISTAKE 2.16 diagnosis: a healthy run is given something too
if hasExplodingGradients { return .explodingGradients }
if hasVanishingGradients { return .vanishingGradients }
if trainsSlowly { return .slowTraining }
if lossStandsStill { return .lossNotFalling }
return generalizesPoorly ? .poorGeneralization : .overfitting
