// The module in which every region is a choice.

import CourseKit
import Testing

@testable import InstructorKit

struct ChoiceModuleTests {
  private let lab = Lab(number: 1, folder: "Lab1-Perceptron")

  private func module(_ solution: String, _ mistakeSource: String) throws -> (
    ChoiceModule, [Mistake]
  ) {
    let file = try SolutionFile(parsing: solution, name: "05-Linear.swift", lab: 1, path: "s.swift")
    let found = try mistakes(
      in: mistakeSource, path: "m.swift", labels: file.regions.map(\.label))
    let five = ExerciseNumber(lab: 1, minor: 5)
    return (ChoiceModule(lab, solutions: [file], mistakes: [five: found]), found)
  }

  @Test("a region becomes a switch whose bodies keep their own files and lines")
  func generated() throws {
    let solution = """
      func double(_ x: Int) -> Int {
        // BEGIN SOLUTION 1.5 double
        2 * x
        // END SOLUTION
      }
      """
    let (module, _) = try module(solution, "// MISTAKE 1.5 double: squares\nx * x")
    #expect(
      module.files["05-Linear.swift"] == """
        #sourceLocation(file: "Solutions/Lab1/05-Linear.swift", line: 1)
        func double(_ x: Int) -> Int {
        switch regionChoice(0) {
        case 1: todo("1.5 double")
        case 2:
        #sourceLocation(file: "m.swift", line: 2)
        return x * x
        #sourceLocation()
        default:
        #sourceLocation(file: "Solutions/Lab1/05-Linear.swift", line: 3)
          return 2 * x
        }
        #sourceLocation(file: "Solutions/Lab1/05-Linear.swift", line: 5)
        }
        """)
  }

  @Test(
    "only a body that is one expression gets its return spelled out",
    arguments: [
      ("x.map { return $0 }.count", true), ("-x  // minus", true),
      ("if x > 0 { 1 } else { 2 }", true), ("switch x { case 1: 2\ndefault: 3 }", true),
      ("return x", false), ("let y = x\nreturn y", false), ("x.sort()\nreturn x", false),
      ("if x > 0 { return 1 }\nreturn 2", false),
      ("x += 1\nif x > 0 { return 1 } else { return 2 }", false), ("fatalError()", false),
    ])
  func implicitReturn(body: String, isImplicit: Bool) throws {
    let solution = "func f() -> Int {\n// BEGIN SOLUTION 1.5 f\n\(body)\n// END SOLUTION\n}"
    let (module, _) = try module(solution, "")
    let text = module.files["05-Linear.swift"] ?? ""
    #expect(text.contains("\nreturn \(body)\n") == isImplicit)
    #expect(!text.contains("return return"))
  }

  @Test("the variable chooses one mistake, all todos, or some exercises")
  func choices() throws {
    let (module, found) = try module(
      linearSolution,
      """
      // MISTAKE 1.5 Linear.backward: a
      a()
      // MISTAKE 1.5 Linear.forward: b
      b()
      // MISTAKE 1.5 Linear.backward: c
      c()
      """)
    #expect(module.right == "0")
    #expect(found.map(module.choosing) == ["0,1=2", "0,0=2", "0,1=3"])
    #expect(module.solving([]) == "1")
    #expect(module.solving([ExerciseNumber(lab: 1, minor: 5)]) == "1,0=0,1=0")
  }
}
