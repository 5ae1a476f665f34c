// The book of all exercises of the process: what there is, what ran, what it earned.
import Foundation
import Synchronization
import Testing

/// Collects the judge's results and reports them when the process ends.
final class Ledger: Sendable {
  static let shared = Ledger()

  private struct Book {
    var accounts: [String: Account] = [:]
    var labsWaiting: Set<String> = []
  }

  private let book = Mutex(Book())

  /// The accounts in the order of their numbers.
  var accounts: [Account] {
    book.withLock { Array($0.accounts.values) }.sorted {
      $0.exercise.number.compare($1.exercise.number, options: .numeric) == .orderedAscending
    }
  }

  /// Notes that a test of an exercise exists.
  ///
  /// Swift Testing evaluates the traits of all tests before it selects some, so that the ledger
  /// knows what was left out.
  func enter(_ exercise: Exercise, at place: SourceLocation) {
    let isFirst = book.withLock { book in
      let isFirst = book.accounts.isEmpty
      let empty = Account(exercise: exercise)
      book.accounts[exercise.number, default: empty].places.insert(place)
      return isFirst
    }
    if isFirst && ProcessInfo.processInfo.environment[ChildSession.variable] == nil {
      atexit { Closing.run() }
    }
  }

  /// Notes that a test begins: one that never ends costs its exercise all points.
  ///
  /// - Returns: A complaint when another test of the exercise states other points.
  func begin(_ run: Account.Run, of exercise: Exercise) -> String? {
    let known = book.withLock { book in
      book.accounts[exercise.number]?.open.insert(run)
      return book.accounts[exercise.number]?.exercise.points
    }
    guard let known, known != exercise.points else { return nil }
    return "exercise \(exercise.number) has \(Table.number(known)) points in another test"
  }

  /// Notes the results of a test.
  ///
  /// - Returns: Whether this is the first test of its lab that waits for the learner.
  func finish(_ run: Account.Run, of exercise: Exercise, _ results: [CheckResult]) -> Bool {
    book.withLock { book in
      book.accounts[exercise.number]?.open.remove(run)
      book.accounts[exercise.number]?.results[run, default: []] += results
      guard results.allSatisfy({ $0.state.isWaiting }) else { return false }
      return book.labsWaiting.insert(exercise.lab).inserted
    }
  }
}
