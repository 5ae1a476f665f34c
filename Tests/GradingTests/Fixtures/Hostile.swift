// Deliberately broken learner code of every kind, for `HostileTests` to run in a judge of its own.
import Foundation
import Grading
import Shared
import Testing

/// Whether this process is a judge that `FixtureRun` started, or a child of it.
let isFixtureRun =
  ProcessInfo.processInfo.environment["NNLABS_FIXTURES"] != nil
  || ProcessInfo.processInfo.environment["NNLABS_SESSION"] != nil

/// Keeps the optimiser and the compiler's warnings out of endless code.
let always = ProcessInfo.processInfo.processIdentifier > 0

/// A kind of broken code, between two checks that must not notice it.
struct Attack: Sendable, CustomStringConvertible {
  /// A word that names it.
  var description: String
  /// What the grader must say.
  var state: String
  /// What the message must contain.
  var message = ""
  /// The code; it is called where the learner's code would be.
  var code: @Sendable (Sheet) throws -> Void
}

@Suite(.enabled(if: isFixtureRun))
struct Hostile {
  @Test(
    .exercise("90.1", "Hostile", points: 10, limits: .small), arguments: Attack.all)
  func attack(_ attack: Attack) async {
    await check("before") {
      $0["y"] = Tensor([1, 2], shape: [2])
    } equals: {
      ["y": [1, 2]]
    }
    await check("attack") { sheet in
      sheet["y"] = 1
      try attack.code(sheet)
    } equals: {
      ["y": 1, "z": [[3, 4]]]
    }
    await check("after") {
      $0["y"] = Tensor([1, 2], shape: [2])
    } equals: {
      ["y": [1, 2]]
    }
  }

  @Test(
    .exercise("90.3", "Hostile in a grade", points: 10, limits: .small),
    .enabled(if: ProcessInfo.processInfo.environment["NNLABS_FIXTURES"] != "own"),
    arguments: Attack.onTheJudge)
  func grade(_ attack: Attack) async {
    await check("attack") { sheet in
      sheet["y"] = 1
      try attack.code(sheet)
    } equals: {
      ["y": 1, "z": [[3, 4]]]
    }
    await check("after") {
      $0["y"] = Tensor([1, 2], shape: [2])
    } equals: {
      ["y": [1, 2]]
    }
  }

  @Test(.exercise("90.2", "Bystander", points: 10, limits: .small), arguments: 0..<10)
  func bystander(_ n: Int) async {
    await check("its own value") {
      $0["n"] = n
    } equals: {
      ["n": .integers([n], shape: [])]
    }
  }
}

extension Limits {
  /// Enough for a test of the grader, soon over for code that never ends.
  static let small = Limits(seconds: 2, memory: 256 << 20, output: 1 << 20, fileSize: 1 << 20)
}
