// Whether the message that a learner reads says which mistake it was.

import CourseKit
import Foundation

extension RunResults {
  /// Whether a message of the exercise names the mistake: by its own name, or by a pattern that the
  /// grader recognised and that is no other mistake's name.
  public func names(
    _ mistake: Mistake, in number: ExerciseNumber, among others: [Mistake]
  ) -> Bool {
    let diagnoses = checks.filter { $0.exercise == number }
      .flatMap { $0.message.components(separatedBy: "\n") }
      .filter { $0.hasPrefix("likely:") }
    return diagnoses.contains { diagnosis in
      diagnosis.contains(mistake.name) || !others.contains { diagnosis.contains($0.name) }
    }
  }
}
