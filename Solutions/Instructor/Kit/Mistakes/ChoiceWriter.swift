// Turns a lab's solutions into one module that holds everything at once: in place of each region
// stands a choice, made when the program runs, between the right body, `todo` and the mistakes.

import CourseKit
import Foundation

/// A lab with a choice in place of each region.
public struct ChoiceModule: Equatable, Sendable {
  /// The environment variable that chooses; the grader hands it on to the child.
  public static let variable = "NNLABS_FIXTURE"

  /// The generated files by name.
  public private(set) var files: [String: String] = [:]
  /// The labels of all regions; the position is the region's index.
  public private(set) var labels: [String] = []
  private var mistakes: [String: [Mistake]] = [:]
  private var exercises: [ExerciseNumber] = []

  /// Generates the module.
  /// - Parameters:
  ///   - lab: The lab.
  ///   - solutions: Its solution files.
  ///   - mistakes: The mistakes of each exercise.
  public init(
    _ lab: Lab, solutions: [SolutionFile], mistakes: [ExerciseNumber: [Mistake]]
  ) {
    self.mistakes = Dictionary(grouping: mistakes.values.joined(), by: \.label)
    for solution in solutions {
      let path = "\(lab.solutions)/\(solution.name)"
      var text = "#sourceLocation(file: \"\(path)\", line: 1)\n"
      text += solution.render { region in
        labels.append(region.label)
        exercises.append(region.exercise)
        return choice(region, path)
      }
      files[solution.name] = text
    }
    files["Choice.swift"] = support
  }

  /// What the variable says for the right solution of everything.
  public var right: String { "0" }

  /// What the variable says for one mistake, everything else being right.
  public func choosing(_ mistake: Mistake) -> String {
    let region = labels.firstIndex(of: mistake.label) ?? 0
    let number = mistakes[mistake.label]?.firstIndex(of: mistake) ?? 0
    return "0,\(region)=\(number + 2)"
  }

  /// What the variable says when only these exercises are solved.
  public func solving(_ solved: Set<ExerciseNumber>) -> String {
    let regions = exercises.indices.filter { solved.contains(exercises[$0]) }
    return (["1"] + regions.map { "\($0)=0" }).joined(separator: ",")
  }

  /// `switch` with case 1 for `todo`, 2 and up for the mistakes, and the right body.
  private func choice(_ region: Region, _ path: String) -> [String] {
    let after = region.line + region.lines.count + 1
    var lines = ["switch regionChoice(\(labels.count - 1)) {"]
    lines += ["case 1: todo(\"\(region.label)\")"]
    for (index, mistake) in (mistakes[region.label] ?? []).enumerated() {
      lines += [
        "case \(index + 2):",
        "#sourceLocation(file: \"\(mistake.path)\", line: \(mistake.line + 1))",
      ]
      lines += returning(mistake.lines, region)
      lines += ["#sourceLocation()"]
    }
    lines += ["default:", "#sourceLocation(file: \"\(path)\", line: \(region.line + 1))"]
    lines += returning(region.lines, region)
    return lines + ["}", "#sourceLocation(file: \"\(path)\", line: \(after + 1))"]
  }

  /// A single expression needs its `return` spelled out inside a `switch`.
  private func returning(_ lines: [String], _ region: Region) -> [String] {
    let source = lines.joined(separator: "\n")
    guard region.returnsValue, let first = implicitResult(swiftTokens(in: source)) else {
      return lines
    }
    var bytes = Array(source.utf8)
    bytes.insert(contentsOf: "return ".utf8, at: first.range.lowerBound)
    return String(decoding: bytes, as: UTF8.self).components(separatedBy: "\n")
  }
}

/// The first token of a body that is one expression without `return`; nil for any other body.
private func implicitResult(_ all: [Token]) -> Token? {
  let tokens = all.filter { $0.kind != .comment }
  let statements: Set = [
    "return", "let", "var", "for", "while", "repeat", "guard", "do", "throw", "defer", "func",
    "struct", "fatalError", "todo",
  ]
  guard let first = tokens.first, !statements.contains(first.text) else { return nil }
  let branches: Set = ["if", "switch", "for", "while", "guard", "repeat", "do"]
  let isBranch = first.is("if") || first.is("switch")
  var depth = 0
  for token in tokens {
    if token.is("{") { depth += 1 }
    if token.is("}") { depth -= 1 }
    if token.is("return"), isBranch || depth == 0 { return nil }
    if depth == 0, !isBranch, branches.contains(token.text) { return nil }
  }
  return first
}

/// The file that reads the variable: `1,17=0` is `todo` everywhere but in region 17.
private let support = """
  import Foundation

  /// The choice of each region: the first number for all of them, then `region=number` pairs.
  private let choices: (base: Int, others: [Int: Int]) = {
    let environment = ProcessInfo.processInfo.environment
    if environment["NNLABS_RESULTS"] != nil {
      fatalError("a test runs code of an exercise outside the body of a check")
    }
    let parts = (environment["\(ChoiceModule.variable)"] ?? "0").split(separator: ",")
    let pairs = parts.dropFirst().map { $0.split(separator: "=").compactMap { Int($0) } }
    let others = Dictionary(pairs.map { ($0[0], $0[1]) }, uniquingKeysWith: { $1 })
    return (Int(parts.first ?? "0") ?? 0, others)
  }()

  func regionChoice(_ region: Int) -> Int {
    if choices.others.isEmpty { return choices.base }
    return choices.others[region] ?? choices.base
  }
  """
