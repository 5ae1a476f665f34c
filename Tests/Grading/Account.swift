// One exercise's account: its tests, the results of those that ran, the points they earned.
import Testing

/// An exercise in the ledger.
struct Account: Sendable {
  /// A test with one argument.
  struct Run: Hashable, Sendable {
    var test: String
    var argument: String
    var location: SourceLocation
  }

  let exercise: Exercise
  /// Where its tests stand in this executable, whether they run or not.
  var places: Set<SourceLocation> = []
  /// The runs that have begun and not ended.
  var open: Set<Run> = []
  var results: [Run: [CheckResult]] = [:]

  init(exercise: Exercise) { self.exercise = exercise }

  /// Whether any test of it was selected.
  var hasRun: Bool { !open.isEmpty || !results.isEmpty }

  /// The runs in a fixed order, whatever ended first.
  var runs: [(run: Run, results: [CheckResult])] {
    results.sorted { ($0.key.test, $0.key.argument) < ($1.key.test, $1.key.argument) }
      .map { (run: $0.key, results: $0.value) }
  }

  private var checks: [CheckResult] { runs.flatMap(\.results) }

  /// The points earned: the share of the right checks by weight, 0 when a test never ended.
  var earned: Double {
    guard open.isEmpty, !checks.isEmpty else { return 0 }
    let right = checks.filter { $0.state == .passed }
    if right.count == checks.count { return exercise.points }
    let all = checks.reduce(0) { $0 + $1.check.weight }
    let share = right.reduce(0) { $0 + $1.check.weight } / all
    // Never rounded up to the full points.
    return (exercise.points * share * 100).rounded(.down) / 100
  }

  /// The state of the exercise: passed when every check did, otherwise that of the first wrong one,
  /// where wrong code counts before missing code.
  var state: State {
    guard open.isEmpty, !checks.isEmpty else { return .stoppedEarly }
    let wrong = checks.map(\.state).filter { $0 != .passed }
    if wrong.isEmpty { return .passed }
    if let mistake = wrong.first(where: { !$0.isWaiting }) { return mistake }
    return wrong.count == checks.count ? wrong[0] : .unfinished
  }

  /// The tests that a filter left out.
  var missing: Int { places.subtracting(results.keys.map(\.location)).count }
}
