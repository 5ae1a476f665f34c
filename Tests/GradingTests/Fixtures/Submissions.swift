// A course of one lab with two exercises, its solution, and submissions that attack at compile time.
import Foundation

/// Sources for `SubmissionTests`.
enum Submissions {
  static let manifest = """
    // swift-tools-version: 6.1
    import PackageDescription
    let speed: [SwiftSetting] = [.unsafeFlags(["-O"])]
    let package = Package(
      name: "Course",
      targets: [
        .target(name: "Shared", path: "Tensor", swiftSettings: speed),
        .target(
          name: "Grading", dependencies: ["Shared"], path: "Grading", exclude: ["README.md"],
          swiftSettings: speed),
        .target(name: "Lab9", dependencies: ["Shared"], path: "Lab9"),
        .testTarget(
          name: "Lab9Tests", dependencies: ["Lab9", "Grading", "Shared"], path: "Lab9Tests"),
      ], swiftLanguageModes: [.v6])
    """

  static let tests = """
    import Grading
    import Lab9
    import Shared
    import Testing

    struct DoubledTests {
      @Test(.exercise("9.1", "Doubled", points: 60))
      func doubling() async {
        await check("twice") { sheet in sheet["y"] = doubled([1, 2]) } equals: { ["y": [2, 4]] }
      }

      @Test(.exercise("9.2", "Three", points: 40))
      func counting() async {
        await check("three") { sheet in sheet["n"] = Lab9.three() } equals: { ["n": 3] }
      }
    }
    """

  /// What the child is built from: the right answers are not in it.
  static let testsWithoutAnswers =
    tests.replacingOccurrences(of: "[\"y\": [2, 4]]", with: "[:]")
    .replacingOccurrences(of: "[\"n\": 3]", with: "[:]")

  static let solution = """
    import Shared
    public func doubled(_ x: Tensor) -> Tensor { x + x }
    public func three() -> Int { 3 }
    """

  /// The first exercise wrong, the second right.
  private static let half = """
    import Foundation
    import Shared
    public func doubled(_ x: Tensor) -> Tensor { x }
    public func three() -> Int { 3 }

    """

  /// A submission, and the points that its two exercises may earn at most.
  struct Submission: Sendable {
    var name: String
    var source: String
    var most: [Double]
  }

  static let all = [
    Submission(name: "solution", source: solution, most: [60, 40]),
    Submission(name: "half right", source: half, most: [0, 40]),
    Submission(
      name: "redefined operators",
      source: half + """
        public func == (a: Tensor, b: Tensor) -> Bool { true }
        public func == (a: Float, b: Float) -> Bool { true }
        public func <= (a: Double, b: Double) -> Bool { true }
        public func abs(_ x: Double) -> Double { 0 }
        extension Tensor { public func isApproximatelyEqual(to other: Tensor) -> Bool { true } }
        """, most: [0, 40]),
    Submission(
      name: "redefined check",
      source: half + """
        public struct Page { public subscript(_ name: String) -> Tensor { get { 0 } set {} } }
        public func check(
          _ name: String, _ body: (inout Page) -> Void, equals: () -> [String: Tensor]
        ) async {}
        """, most: [0, 40]),
    Submission(
      name: "an initialiser section that forges records and leaves",
      source: half + """
        @used @section(".init_array")
        private let first: @convention(c) () -> Void = {
          let order = getenv("NNLABS_SESSION").map { String(cString: $0) } ?? ""
          let token = order.components(separatedBy: "\\"").first { $0.count == 36 } ?? ""
          for check in 0..<4 {
            for text in ["begin .dHdpY2U= .", "entry .eQ== .AQECAAAAAACAPwAAAEA=", "end .dHdpY2U= ."] {
              let words = text.split(separator: " ")
              let line = "\\n\\(token) \\(check) \\(words.joined(separator: " ")) \\(token)\\n"
              for descriptor in Int32(1)..<16 { _ = write(descriptor, line, line.utf8.count) }
            }
          }
          print("Test run with 2 tests passed after 0.001 seconds.")
          if !token.isEmpty { _exit(0) }
        }
        """, most: [0, 0]),
    Submission(
      name: "shadowed C functions",
      source: half + """
        @_cdecl("memcmp") public func memcmpForged(
          _ a: UnsafeRawPointer, _ b: UnsafeRawPointer, _ n: Int
        ) -> Int32 { 0 }
        @_cdecl("write") public func writeForged(
          _ file: Int32, _ bytes: UnsafeRawPointer, _ count: Int
        ) -> Int { count }
        """, most: [0, 0]),
  ]
}
