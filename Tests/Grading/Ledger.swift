// The book of all exercises of the process: what there is, what ran, what it earned.
import Foundation
import Synchronization
import Testing

/// Collects the results of the judge and prints them when the process ends.
final class Ledger: Sendable {
  static let shared = Ledger()

  /// One test, or one argument of it.
  struct Entry: Sendable {
    let exercise: Exercise
    let test: Test
    let argument: String
  }

  /// An exercise, its tests in this process, and the results of those that ran.
  struct Account: Sendable {
    let exercise: Exercise
    var places: Set<SourceLocation>
    var ran: Set<String> = []
    var results: [CheckResult] = []
  }

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

  /// Notes that a test of an exercise exists; Swift Testing calls this for all of them at the start.
  func enter(_ exercise: Exercise, at place: SourceLocation) {
    let isFirst = book.withLock { book in
      let isFirst = book.accounts.isEmpty
      book.accounts[exercise.number, default: Account(exercise: exercise, places: [])].places
        .insert(place)
      return isFirst
    }
    if isFirst && ProcessInfo.processInfo.environment[ChildSession.variable] == nil {
      atexit { Ledger.shared.close() }
    }
  }

  /// Notes the results of a test.
  ///
  /// - Returns: Whether this is the first test of its lab that waits for the learner.
  @discardableResult
  func finish(_ entry: Entry, _ results: [CheckResult]) -> Bool {
    book.withLock { book in
      book.accounts[entry.exercise.number]?.ran.insert("\(entry.test.id)")
      book.accounts[entry.exercise.number]?.results += results
      guard results.allSatisfy({ $0.state.isWaiting }) else { return false }
      return book.labsWaiting.insert(entry.exercise.lab).inserted
    }
  }

  /// Prints the table.
  private func close() {
    let table = Table(accounts: accounts).text
    guard !table.isEmpty else { return }
    fflush(nil)
    print(table)
    fflush(nil)
  }
}
