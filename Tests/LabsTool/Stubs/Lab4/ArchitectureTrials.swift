// What a search of 4.17 writes down, and the curve by which two searches are compared.

import Shared

/// An architecture that was trained, and how good it was.
public struct ArchitectureTrial: Sendable, Equatable {
  /// What was trained.
  public var architecture: Architecture
  /// Its score, higher being better: a validation accuracy, or a loss with its sign turned.
  public var score: Double

  /// Notes a score.
  public init(architecture: Architecture, score: Double) {
    (self.architecture, self.score) = (architecture, score)
  }
}

/// The best score after each trial: the curve by which two searches are compared.
///
/// - Parameter trials: In the order in which they were made.
/// - Returns: One number a trial, never falling; of NaN scores −∞ until the first number.
public func bestSoFar(_ trials: [ArchitectureTrial]) -> [Double] {
  var best = -Double.infinity
  return trials.map { trial in
    if trial.score > best { best = trial.score }
    return best
  }
}
