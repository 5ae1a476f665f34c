// `check` is the unit of grading: what a test says about one behaviour of the learner's code.
//
//   struct LinearTests {
//     @Test(.exercise("1.5", "Linear layer", points: 10))
//     func linear() async {
//       let x: Tensor = [[1, 2]]                                // test data: judge and child
//       await check("forward computes x·Wᵀ + b") { sheet in     // learner's code: only in here
//         var layer = Linear(weight: [[1, 1]], bias: [1])
//         var context = Context(.training)
//         sheet.call("Linear.forward(x), x = \(x)")
//         sheet["y"] = layer.forward(x, &context)
//         sheet["dx"] = layer.backward([[1]])
//       } equals: {                                             // values only: runs in the judge
//         ["y": [[4]], "dx": .tensor([[1, 1]], absolute: 1e-6)]
//       }
//       await check("gradients agree with differences", weight: 2) { sheet in
//         …
//         sheet.gradientCheck("dx", of: x, analytic: dx) { perturbed in loss(perturbed) }
//       } equals: {
//         ["y": [[4]], "dx": .gradient([[1, 1]], afterForward: "y")]
//       }
//       await checkStops("refuses an input of another width", saying: "[1, 3]") { sheet in
//         …
//       }
//     }
//   }
import Testing

/// Checks one behaviour of the learner's code.
///
/// Names are unique within a test. The points of the exercise are split over the checks of all its
/// tests by weight.
///
/// - Parameters:
///   - name: What right code does, in plain words.
///   - weight: The share of the exercise's points, relative to its other checks.
///   - sourceLocation: Where the check stands.
///   - body: Runs in the child process only and is the only place where learner code may be called.
///     An error it throws fails the check.
///   - expected: The right value of every entry, in the order of computation: the first wrong one
///     is named. Runs in the judge only; holds values, never an implementation.
public func check(
  _ name: String, weight: Double = 1, sourceLocation: SourceLocation = #_sourceLocation,
  _ body: (Sheet) throws -> Void, equals expected: () -> KeyValuePairs<String, Expected>
) async {
  perform(
    PlannedCheck(name: name, weight: weight, goal: .values([]), location: sourceLocation),
    body, expected)
}

/// Checks that a wrong call stops, as `require` stops it, with a message that helps.
///
/// - Parameters:
///   - name: What right code does, in plain words.
///   - weight: The share of the exercise's points, relative to its other checks.
///   - text: What the message must contain: the offending shape or value.
///   - sourceLocation: Where the check stands.
///   - body: Runs in the child process only; must not return.
public func checkStops(
  _ name: String, weight: Double = 1, saying text: String? = nil,
  sourceLocation: SourceLocation = #_sourceLocation, _ body: (Sheet) throws -> Void
) async {
  perform(
    PlannedCheck(name: name, weight: weight, goal: .stops(text), location: sourceLocation),
    body, { [:] })
}

/// In the judge, notes what the check expects; in the child, runs it.
private func perform(
  _ check: PlannedCheck, _ body: (Sheet) throws -> Void,
  _ expected: () -> KeyValuePairs<String, Expected>
) {
  switch Role.current {
  case .child(let session): session.run(check.name, body)
  case .judge(let plan): plan.add(check, expected)
  case nil:
    Issue.record(
      "check(\"\(check.name)\") stands outside a test with the trait .exercise(…)",
      sourceLocation: check.location)
  }
}

/// What the code of a test is run for.
enum Role: Sendable {
  case judge(Plan)
  case child(ChildSession)

  @TaskLocal static var current: Role?
}
