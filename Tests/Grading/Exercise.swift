// The trait `.exercise("1.5", "Linear layer", points: 10)` that turns a test into a graded one.
import Foundation
import Testing

/// A graded exercise: its tests run in child processes and their checks earn its points.
public struct Exercise: TestTrait, SuiteTrait, TestScoping {
  /// The number: the lab, a dot, the place in the lab.
  public let number: String
  /// What the exercise is about.
  public let title: String
  /// The points of the whole exercise, shared by all its tests.
  public let points: Double
  /// What each child may use.
  public let limits: Limits
  /// Where the trait stands.
  let place: SourceLocation

  /// Tests inside a suite with this trait are graded too.
  public var isRecursive: Bool { true }

  /// The lab's number.
  var lab: String { String(number.prefix { $0 != "." }) }

  /// Runs one test, or one argument of it, as judge or as child.
  public func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    guard let testCase, Role.current == nil else { return try await function() }
    let argument = argumentKey(testCase)
    if let session = ChildSession.current {
      guard session.order.argument == argument else { return }
      try await Role.$current.withValue(.child(session), operation: function)
    } else {
      try await Judge(exercise: self, test: test, argument: argument).judge(function)
    }
  }
}

extension Trait where Self == Exercise {
  /// Makes a test, or every test of a suite, part of an exercise.
  ///
  /// - Parameters:
  ///   - number: `"1.5"`; several tests, visible and hidden, may belong to one exercise.
  ///   - title: What the exercise is about.
  ///   - points: The points of the whole exercise: the same in each of its tests.
  ///   - limits: What each child process may use.
  ///   - sourceLocation: Where the test stands.
  /// - Returns: The trait.
  public static func exercise(
    _ number: String, _ title: String, points: Double, limits: Limits = Limits(),
    sourceLocation: SourceLocation = #_sourceLocation
  ) -> Exercise {
    let exercise = Exercise(
      number: number, title: title, points: points, limits: limits, place: sourceLocation)
    Ledger.shared.enter(exercise, at: sourceLocation)
    return exercise
  }
}

/// Tells the arguments of a parameterised test apart: "" for a test without arguments.
///
/// Swift Testing keeps the arguments to itself, so they are read by reflection; the judge and its
/// child read the same.
private func argumentKey(_ testCase: Test.Case) -> String {
  guard testCase.isParameterized else { return "" }
  var texts: [String] = []
  func visit(_ value: Any, depth: Int) {
    for child in Mirror(reflecting: value).children {
      switch child.label {
      case "arguments": for item in Mirror(reflecting: child.value).children { note(item.value) }
      case "discriminator": texts.append(String(describing: child.value))
      case "body": continue
      default: if depth > 0 { visit(child.value, depth: depth - 1) }
      }
    }
  }
  func note(_ argument: Any) {
    for part in Mirror(reflecting: argument).children where part.label == "value" {
      texts.append(String(reflecting: part.value))
    }
  }
  visit(testCase, depth: 3)
  return texts.joined(separator: " · ")
}
