// 2.16 The training doctor: reads the record of a run and says which of six classic problems it has.
// A failed run looks like any other until its curves are compared: with each other, with where they
// began, and with guessing.

import Foundation
import Shared

/// What was measured during a run: entry 0 before the first step, entry e after epoch e.
public struct TrainingRecord: Sendable, Equatable {
  /// How many classes there are, C: guessing has the loss ln C.
  public var classes: Int
  /// The loss on the training part.
  public var trainingLosses: [Float]
  /// The loss on the validation part.
  public var validationLosses: [Float]
  /// The share of training examples that are right, 0…1.
  public var trainingAccuracies: [Float]
  /// The share of validation examples that are right, 0…1.
  public var validationAccuracies: [Float]
  /// For each entry the norm of each layer's gradient, the layer next to the input first.
  public var gradientNorms: [[Float]]

  /// Holds the five series: equally many entries, at least one, and at least one layer.
  public init(
    classes: Int, trainingLosses: [Float], validationLosses: [Float], trainingAccuracies: [Float],
    validationAccuracies: [Float], gradientNorms: [[Float]]
  ) {
    let counts = [
      trainingLosses.count, validationLosses.count, trainingAccuracies.count,
      validationAccuracies.count, gradientNorms.count,
    ]
    require(
      Set(counts).count == 1 && counts[0] > 0,
      "TrainingRecord: series of \(counts) entries — give all five one entry an epoch")
    require(
      !gradientNorms.contains { $0.isEmpty },
      "TrainingRecord: an entry without a gradient norm — give one a layer, of one layer or more")
    self.classes = classes
    self.trainingLosses = trainingLosses
    self.validationLosses = validationLosses
    self.trainingAccuracies = trainingAccuracies
    self.validationAccuracies = validationAccuracies
    self.gradientNorms = gradientNorms
  }
}

/// The six problems, the most urgent first.
public enum TrainingProblem: String, Sendable, CaseIterable {
  case explodingGradients = "exploding gradients"
  case vanishingGradients = "vanishing gradients"
  case slowTraining = "slow training"
  case lossNotFalling = "loss not falling"
  case poorGeneralization = "poor generalisation"
  case overfitting = "overfitting"

  /// What is behind it, and what helps against it.
  public var advice: (cause: String, cure: String) {
    switch self {
    case .explodingGradients:
      ("steps so long that each one lands higher", "lower rate, clipping, warm-up, He weights")
    case .vanishingGradients:
      ("the first layers hardly hear of the loss", "ReLU, He weights, normalisation, residuals")
    case .slowTraining:
      ("the right way in too small steps", "higher rate, AdamW, standardised inputs")
    case .lossNotFalling:
      ("nothing is learned: labels, a bug, no rate", "learn one batch by heart, check the labels")
    case .poorGeneralization:
      ("validation data of another kind", "compare the parts, split and standardise anew")
    case .overfitting:
      ("the training part is learned by heart", "more data, dropout, weight decay, early stopping")
    }
  }
}

// The thresholds were chosen on 686 trainings of small networks. Of 240 sick runs with other seeds and
// sizes they then recognised 226. Below, L are the training losses and E is the number of epochs, the
// entries less one.

extension TrainingRecord {
  /// Exploding gradients.
  ///
  /// Any of these is enough:
  ///
  /// - a training loss or a gradient norm is NaN or ∞
  /// - a training loss is above 2·L[0]: training can stand still, but it should not climb
  /// - a norm is above 100 times the largest of entry 0, or above 10 where that one is below 0.1
  public var hasExplodingGradients: Bool {
    todo("2.16 hasExplodingGradients")
  }

  /// Vanishing gradients.
  ///
  /// The last training loss is not below L[0]/2, *and* over the whole run
  ///
  /// - the median of the first layer's norms is below 1/25 of the median of the largest norms (the
  ///   largest of each entry), or
  /// - that median of the largest norms is below 0.005: the loss is high, and no layer hears of it
  ///
  /// Medians, because one odd epoch should not decide: sort and take the entry at count/2. Where the
  /// gradient did arrive the two were above 1/13 and 0.016. A small gradient at a small loss is success.
  public var hasVanishingGradients: Bool {
    todo("2.16 hasVanishingGradients")
  }

  /// Slow training: a steady fall that is far from its end when the run is. With a = ⌊E/3⌋ epochs as
  /// a third of the run, all of these:
  ///
  /// - the run has at least three epochs
  /// - the last loss is below 0.98·L[0] (it falls) and above 0.3·L[0] (it has not arrived)
  /// - the last a epochs bring more than 1/5 of what the first a brought
  ///
  /// A fall at a good rate is steep and then flat: the last third brought at most 1/8 of the first.
  public var trainsSlowly: Bool {
    todo("2.16 trainsSlowly")
  }

  /// Loss not falling: the lowest training loss of the run is above 0.95 times the smaller of L[0] and
  /// ln C.
  ///
  /// Not of L[0] alone: large first weights give a first loss above guessing, and falling from there
  /// to ln C only unlearns them.
  public var lossStandsStill: Bool {
    todo("2.16 lossStandsStill")
  }

  /// The first entry whose training loss is below L[0]/2; nil when there is none.
  ///
  /// Half-way, a network knows the rules and not yet the exceptions: what it has learned so far
  /// should hold for new data too.
  public var halfwayEntry: Int? {
    todo("2.16 halfwayEntry")
  }

  /// Poor generalisation: validation is bad from the start. At `halfwayEntry`, both:
  ///
  /// - the training accuracy is more than 0.25 above the validation accuracy
  /// - the validation loss is more than twice the training loss
  ///
  /// An overfitting network gets there later: half-way its gap was nearly always below 0.25. Without a
  /// half-way entry nothing has been learned that could hold or fail: false.
  public var generalizesPoorly: Bool {
    todo("2.16 generalizesPoorly")
  }

  /// Overfitting: the training part is known far better than the rules behind it. With the gap, the
  /// training accuracy less the validation accuracy at the last entry, one of
  ///
  /// - a gap above 0.25
  /// - a gap above 0.1, and a last validation loss above 1.1 times the lowest: it was better before
  ///
  /// A small gap alone is no alarm (training data are always a little easier), nor is a rise alone:
  /// late in a good run the loss of 0.06 may become 0.09, at the same accuracy.
  public var overfits: Bool {
    todo("2.16 overfits")
  }

  /// The most urgent problem: the first of `TrainingProblem.allCases` whose rule holds, nil for a
  /// healthy run.
  ///
  /// One at a time, because a problem hides those below it: a network without a gradient does not
  /// overfit, and one that climbs does not fall slowly. Cure it, train again, ask again.
  public var diagnosis: TrainingProblem? {
    todo("2.16 diagnosis")
  }
}
