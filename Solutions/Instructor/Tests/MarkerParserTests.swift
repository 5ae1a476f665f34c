// The markers of solution files: what is read, and every way in which they can be malformed.

import CourseKit
import Testing

@testable import InstructorKit

struct MarkerParserTests {
  @Test("a region becomes one todo at its indentation, the rest stands as it is")
  func stub() throws {
    let file = try SolutionFile(
      parsing: linearSolution, name: "05-Linear.swift", lab: 1, path: "05-Linear.swift")
    #expect(file.regions.map(\.label) == ["1.5 Linear.forward", "1.5 Linear.backward"])
    #expect(
      file.stub == """
        // Linear layer: y = x·Wᵀ + b.

        import Shared

        public struct Linear {
          public mutating func forward(_ x: Tensor) -> Tensor {
            todo("1.5 Linear.forward")
          }

          public mutating func backward(_ dy: Tensor) -> Tensor {
            todo("1.5 Linear.backward")
          }
        }

        """)
  }

  @Test("a file without a number and without regions is copied")
  func plainFile() throws {
    let file = try SolutionFile(parsing: "struct A {}\n", name: "A.swift", lab: 1, path: "A.swift")
    #expect(file.stub == "struct A {}\n")
  }

  @Test("what a function returns is seen in functions, getters, initialisers and setters")
  func returnsValue() throws {
    let bodies = [
      ("func f<T>(_ x: [Int: T] = [:]) throws -> (T) where T: A", true),
      ("func f(_ g: (Int) -> Float)", false),
      ("func f(_ g: (Int) -> Float = { _ in 1 }, _ h: () -> Void = {}) -> Int", true),
      ("func f() -> Void", false),
      ("func f() -> ()", false), ("func f() -> (Int, [Int])", true),
      ("init(weight: Tensor)", false), ("var loss: Float", true),
      ("static subscript(i: Int) -> Float", true),
    ]
    for (header, expected) in bodies {
      let source = "\(header) {\n// BEGIN SOLUTION 1.5 A.f\nbody()\n// END SOLUTION\n}"
      let file = try SolutionFile(parsing: source, name: "05-A.swift", lab: 1, path: "05-A.swift")
      #expect(file.regions.map(\.returnsValue) == [expected], "\(header)")
    }
  }

  @Test(
    "malformed markers are complaints with their line",
    arguments: [
      ("func f() {\n// BEGIN SOLUTION 1.5 f\na()\n}", "2: the region is never closed"),
      ("func f() {\n// END SOLUTION\n}", "2: END without BEGIN"),
      (
        "func f() {\n// BEGIN SOLUTION 1.5 f\na()\n// BEGIN SOLUTION 1.5 g\nb()\n// END SOLUTION\n}",
        "4: a region inside the region of line 2"
      ),
      ("func f() {\n// BEGIN SOLUTION\na()\n// END SOLUTION\n}", "2: a region without a label"),
      (
        "func f() {\n// BEGIN SOLUTION 1.5\na()\n// END SOLUTION\n}",
        "2: the label \"1.5\" is not an exercise number and a name"
      ),
      (
        "func f() {\n// BEGIN SOLUTION 1.6 f\na()\n// END SOLUTION\n}",
        "2: the label says 1.6, the file is exercise 1.5"
      ),
      (
        "func f() {\n// BEGIN SOLUTION 2.5 f\na()\n// END SOLUTION\n}",
        "2: the label says 2.5, the file is exercise 1.5"
      ),
      (
        "func f() {\n// BEGIN SOLUTION 1.05 f\na()\n// END SOLUTION\n}",
        "2: the label \"1.05 f\" is not an exercise number and a name"
      ),
      ("func f() {\n// BEGIN SOLUTION 1.5 f\n// a\n\n// END SOLUTION\n}", "2: the region is empty"),
      (
        "func f() {\n// BEGIN SOLUTION 1.5 f\na()\n// END SOLUTION\nb()\n}",
        "5: code after the region of line 2 in the same function"
      ),
      (
        "func f() {\nif c {\n// BEGIN SOLUTION 1.5 f\na()\n// END SOLUTION\n}\n}",
        "3: the region does not stand directly in a function's body"
      ),
      (
        "struct A {\n// BEGIN SOLUTION 1.5 f\nlet a = 1\n// END SOLUTION\n}",
        "2: the region does not stand directly in a function's body"
      ),
      (
        "func f() {\n// BEGIN SOLUTION 1.5 f\nif a {\n// END SOLUTION\n}\n}",
        "3: the region cuts a block in two"
      ),
      (
        "func f() {\n// BEGIN SOLUTION 1.5 f\na()\n}\nfunc g() {\n// END SOLUTION\n}",
        "4: the region cuts a block in two"
      ),
      (
        "func f() {\n//BEGIN SOLUTION 1.5 f\na()\n// END SOLUTION\n}",
        "2: a marker in the wrong form: //BEGIN SOLUTION 1.5 f"
      ),
      (
        "func f() {\n// BEGIN SOLUTION 1.5 f\na()  // END SOLUTION\n}",
        "3: a marker in the wrong form: a()  // END SOLUTION"
      ),
      ("func f() {}\n", "0: an exercise without a region"),
    ])
  func malformed(source: String, complaint: String) {
    #expect(complaints(about: source).first == complaint)
  }

  @Test("a label that stands twice is a complaint, and so is a region in a file without a number")
  func labels() {
    let region = "func f() {\n// BEGIN SOLUTION 1.5 f\na()\n// END SOLUTION\n}\n"
    #expect(
      complaints(about: region + region) == ["7: the label \"1.5 f\" stands on line 2 too"])
    #expect(
      complaints(about: region, name: "Linear.swift")
        == ["2: a region in a file without a number"])
  }

  @Test("brackets in strings, comments and interpolations do not mislead the parser")
  func quotedBrackets() {
    let body = #"""
      a("} \(b("{")) \\"); b("""
        }
        """) /* } /* { */ */; c(#"\"{"#)  // }
      """#
    let source = "func f() {\n// BEGIN SOLUTION 1.5 f\n\(body)\n// END SOLUTION\n}"
    #expect(complaints(about: source) == [])
  }

  @Test("a comment that gives the solution away is a complaint")
  func leaks() {
    let quoting = "// weight.gradient += matmul(dy, input,  transposeA: true)\n" + linearSolution
    #expect(complaints(about: quoting) == ["1: the comment quotes the solution's line 16"])
    let naming = """
      /// Multiply by `inverseSum`, then by the row.
      func f() {
        // BEGIN SOLUTION 1.5 f
        let inverseSum = 1
        a(inverseSum)
        // END SOLUTION
      }
      """
    #expect(
      complaints(about: naming)
        == ["1: the comment speaks of inverseSum, which only the solution declares"])
  }
}
