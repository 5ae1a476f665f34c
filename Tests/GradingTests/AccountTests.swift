// Points: split by weight, never rounded up to full, exactly full when all is right.
import Foundation
import Testing

@testable import Grading

struct AccountTests {
  private let place = SourceLocation(
    fileID: "M/F.swift", filePath: "/M/F.swift", line: 1, column: 1)

  private func result(_ weight: Double, _ state: State) -> CheckResult {
    let check = PlannedCheck(name: "", weight: weight, goal: .stops(nil), location: place)
    return CheckResult(check: check, state: state)
  }

  private func account(_ points: Double, _ results: [CheckResult]...) -> Account {
    var account = Account(
      exercise: Exercise(
        number: "1.1", title: "T", points: points, limits: Limits(), place: place))
    for (index, results) in results.enumerated() {
      account.results[Account.Run(test: "t\(index)", argument: "", location: place)] = results
    }
    return account
  }

  @Test("the checks of all tests of an exercise share its points by weight") func shares() {
    #expect(account(10, [result(3, .passed)], [result(1, .failed)]).earned == 7.5)
    #expect(account(10, [result(1, .passed), result(1, .crashed)]).earned == 5)
    #expect(account(4, [result(1, .passed), result(2, .notStarted)]).earned == 1.33)
  }

  @Test("a right exercise has exactly its points, an almost right one never") func rounding() {
    let thirds = (0..<3).map { _ in result(0.1, .passed) }
    #expect(account(7, thirds, thirds).earned == 7)
    #expect(account(10, [result(99_999, .passed), result(1, .failed)]).earned == 9.99)
    let accounts = (0..<14).map { _ in account(100.0 / 14, thirds) }
    #expect(Table.number(accounts.reduce(0) { $0 + $1.earned }) == "100")
  }

  @Test("nothing is earned without a check, or with a test that never ended") func closed() {
    #expect(account(10).earned == 0)
    #expect(account(10, []).earned == 0)
    #expect(account(10, []).state == .stoppedEarly)
    var open = account(10, [result(1, .passed)])
    open.open.insert(Account.Run(test: "other", argument: "", location: place))
    #expect(open.earned == 0 && open.state == .stoppedEarly)
  }

  @Test("the state is that of the first wrong check, and waiting only when all wait") func states()
  {
    #expect(account(1, [result(1, .passed), result(1, .timedOut)]).state == .timedOut)
    #expect(account(1, [result(1, .notStarted), result(1, .failed)]).state == .failed)
    #expect(account(1, [result(1, .notStarted)], [result(1, .notStarted)]).state == .notStarted)
    #expect(account(1, [result(1, .blocked(by: "1.5"))]).state == .blocked(by: "1.5"))
    #expect(account(1, [result(1, .passed), result(1, .notStarted)]).state == .unfinished)
    #expect(account(1, [result(1, .passed)]).state == .passed)
  }
}
