// The command line of a lab's executable: its options, how they are read, and the one line that
// says what is wrong with them. Nothing here prints or exits, so tests reach all of it.

/// What a learner asked a lab's executable to do.
public struct LabOptions: Equatable, Sendable {
  /// The kinds of run.
  public enum Action: Equatable, Sendable {
    /// Run sections, which is what happens without any argument.
    case run
    /// Print the names of the sections.
    case list
    /// Print the options.
    case help
  }

  /// The kind of run.
  public var action = Action.run
  /// The names of the sections to run in the lab's order, none meaning every one.
  public var sections: [String] = []
  /// The name of the ``LabTask`` to run in place of sections.
  public var task: String?
  /// The words after the task's name, as many as it asks for.
  public var operands: [String] = []
  /// Whether to train for a shorter time, at some cost in accuracy.
  public var quick = false
  /// The folder that holds the full data set.
  public var data: String?
  /// Whether to fetch the full data set where it is missing.
  public var download = false
  /// The seed of every random number.
  public var seed: UInt64 = 1
  /// The largest number of threads.
  public var threads: Int?
  /// The number of passes over the practical's training data.
  public var epochs: Int?
  /// The file that the report is written to.
  public var report: String?
  /// What follows the options that this lab has beside those of every lab, such as `--text`.
  public var values: [String: String] = [:]

  /// The options of a run without arguments.
  public init() {}

  /// Reads the arguments that follow the name of the executable.
  ///
  /// - Parameters:
  ///   - arguments: Words such as `--seed 3`, `--seed=3`, section names, or a task with its words.
  ///   - sectionNames: The sections that the lab has.
  ///   - tasks: Its commands beside them.
  ///   - choices: Its options beside those of every lab.
  /// - Throws: ``UsageError`` with one line for the learner.
  init(
    arguments: [String], sectionNames: [String], tasks: [LabTaskUsage] = [],
    choices: [Choice] = []
  ) throws {
    var rest = arguments[...]
    while let word = rest.popFirst() {
      if word.hasPrefix("-") {
        try read(option: word, rest: &rest, among: Self.choices + choices)
      } else if task != nil {
        operands.append(word)
      } else if sectionNames.contains(word) {
        sections.append(word)
      } else if tasks.contains(where: { $0.name == word }) {
        task = word
      } else {
        throw UsageError.unknown(
          "section", word, among: sectionNames + tasks.map(\.name),
          help: "--list shows the sections")
      }
    }
    guard action == .run, let usage = tasks.first(where: { $0.name == task }) else { return }
    if let section = sections.first {
      throw UsageError("\(usage.name) runs alone; leave out \(section)")
    }
    try usage.check(operands)
  }
}

/// A command line that cannot be followed, with the one line that says why.
public struct UsageError: Error, Equatable, CustomStringConvertible {
  /// What is wrong, and what to write instead.
  public let description: String

  /// The exit status of a program that was called wrongly (`EX_USAGE` of `sysexits.h`).
  public static let exitStatus: Int32 = 64

  /// An error that says the line given.
  public init(_ description: String) { self.description = description }

  /// An error about a name that does not exist, with the nearest one that does.
  static func unknown(
    _ kind: String, _ name: String, among names: [String], help: String
  ) -> UsageError {
    let hint = nearest(to: name, among: names).map { "did you mean \($0)? " } ?? ""
    return UsageError("there is no \(kind) \(quoted(name)); \(hint)\(help)")
  }
}

// MARK: - One option

extension LabOptions {
  /// An option as `--help` shows it.
  public struct Choice: Sendable {
    let name: String
    let value: String?
    let meaning: String

    /// An option of one lab, which takes a value and leaves it in ``LabOptions/values``.
    ///
    /// - Parameters:
    ///   - name: How it is written, such as `--text`.
    ///   - value: What follows it, in capitals, such as `FILE`.
    ///   - meaning: What `--help` says of it.
    public init(_ name: String, value: String, meaning: String) {
      self.init(name: name, value: value, meaning: meaning)
    }

    init(name: String, value: String?, meaning: String) {
      (self.name, self.value, self.meaning) = (name, value, meaning)
    }
  }

  static let choices = [
    Choice(name: "--list", value: nil, meaning: "show the sections, run none"),
    Choice(name: "--quick", value: nil, meaning: "shorter training"),
    Choice(name: "--data", value: "DIR", meaning: "folder with the full data set"),
    Choice(name: "--download", value: nil, meaning: "fetch the full data set, once"),
    Choice(name: "--epochs", value: "N", meaning: "passes over the practical's data"),
    Choice(name: "--seed", value: "N", meaning: "seed of all random numbers (1)"),
    Choice(name: "--threads", value: "N", meaning: "use at most N threads"),
    Choice(name: "--report", value: "PATH", meaning: "where the HTML report goes"),
    Choice(name: "--help", value: nil, meaning: "this text"),
  ]

  private mutating func read(
    option word: String, rest: inout ArraySlice<String>, among choices: [Choice]
  ) throws {
    let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = parts[0] == "-h" ? "--help" : String(parts[0])
    guard let choice = choices.first(where: { $0.name == name }) else {
      throw UsageError.unknown(
        "option", name, among: choices.map(\.name), help: "--help shows the options")
    }
    guard let placeholder = choice.value else {
      if parts.count > 1 { throw UsageError("\(name) takes no value; write just \(name)") }
      return set(flag: name)
    }
    let next = rest.first.map { $0.hasPrefix("--") ? nil : $0 } ?? nil
    guard let value = parts.count > 1 ? String(parts[1]) : next, !value.isEmpty else {
      throw UsageError("\(name) needs a value; write \(name) \(placeholder)")
    }
    if parts.count == 1 { rest.removeFirst() }
    try set(name, to: value)
  }

  private mutating func set(flag name: String) {
    switch name {
    case "--quick": quick = true
    case "--download": download = true
    case "--list": if action == .run { action = .list }
    default: action = .help
    }
  }

  private mutating func set(_ name: String, to value: String) throws {
    switch name {
    case "--data": data = value
    case "--report": report = value
    case "--seed": seed = try Self.number(value, of: name, in: 0...UInt64.max, such: "1")
    case "--threads": threads = try Self.number(value, of: name, in: 1...256, such: "2")
    case "--epochs": epochs = try Self.number(value, of: name, in: 1...1000, such: "5")
    default: values[name] = value
    }
  }

  private static func number<N: FixedWidthInteger>(
    _ text: String, of name: String, in range: ClosedRange<N>, such example: String
  ) throws -> N {
    guard let number = N(text), range.contains(number) else {
      let bounds = "\(range.lowerBound) to \(range.upperBound)"
      throw UsageError(
        "\(name) takes a whole number, \(bounds), not \(quoted(text)); "
          + "for example \(name) \(example)")
    }
    return number
  }
}

// MARK: - The nearest name

/// The name that begins with `word` or differs from it in few letters, if one does.
package func nearest(to word: String, among names: [String]) -> String? {
  func letters(_ name: String) -> String { String(name.drop { $0 == "-" }).lowercased() }
  let wanted = letters(word)
  if let longer = names.first(where: { !wanted.isEmpty && letters($0).hasPrefix(wanted) }) {
    return longer
  }
  let near = names.map { (name: $0, distance: editDistance(wanted, letters($0))) }
  guard let best = near.min(by: { $0.distance < $1.distance }) else { return nil }
  return best.distance <= max(1, min(3, wanted.count / 2)) ? best.name : nil
}

/// How many letters must be put in, taken out or replaced to turn one word into the other
/// (Levenshtein, 1966).
func editDistance(_ first: String, _ second: String) -> Int {
  let target = Array(second)
  var row = Array(0...target.count)
  for (i, letter) in first.enumerated() {
    var diagonal = row[0]
    row[0] = i + 1
    for (j, other) in target.enumerated() {
      let replaced = diagonal + (letter == other ? 0 : 1)
      diagonal = row[j + 1]
      row[j + 1] = min(replaced, row[j] + 1, row[j + 1] + 1)
    }
  }
  return row[target.count]
}

/// A word of the command line in quotation marks, short enough for one line of a message.
func quoted(_ word: String) -> String {
  let oneLine = printable(word)
  return "“\(oneLine.count > 40 ? oneLine.prefix(39) + "…" : oneLine[...])”"
}
