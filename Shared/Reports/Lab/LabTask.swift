// A command of a lab's executable beside its sections, such as `classify FOLDER`: it runs alone, takes
// words of its own and leaves a report of its own.

/// A command of a lab beside its sections.
///
/// The tour leaves it out. Its words reach the body as `LabOptions.operands`, through the state that
/// was made from the options:
///
/// ```swift
/// LabCommand<Lab3State>(
///   …,
///   tasks: [
///     LabTask("pretrain", "Trains the weights anew", uses: "3.1 to 3.9", pretrain),
///     LabTask("classify", "Your own pictures", operands: ["FOLDER"], uses: "3.1 to 3.16") { page, lab in
///       let folder = lab.options.operands[0]
///     },
///     LabTask("predict", "What is it?", operands: ["IMAGE…"], uses: "3.1 to 3.16", predict),
///   ])
/// ```
/// As a section's, its title is the heading, `LabPage` is where it writes, an exercise that is missing
/// or a trap ends it in a few lines, and what it throws in one.
public struct LabTask<State: Sendable>: Sendable {
  let section: LabSection<State>
  let usage: LabTaskUsage
  let report: String

  /// Describes a command.
  ///
  /// - Parameters:
  ///   - name: What the command line calls it, such as `classify`.
  ///   - title: Its heading, and what `--help` says of it.
  ///   - operands: The words that must follow, in capitals, such as `FOLDER`; the last may end in
  ///     `…`, then one or more of it do.
  ///   - exercises: The exercises that it needs, as a section's.
  ///   - report: Where its report goes unless `--report` says otherwise; by default
  ///     `Reports/<name>.html`.
  ///   - body: What it does.
  public init(
    _ name: String, _ title: String, operands: [String] = [], uses exercises: String,
    report: String? = nil, _ body: @escaping LabSection<State>.Body
  ) {
    section = LabSection(name, title, uses: exercises, body)
    usage = LabTaskUsage(name: name, operands: operands)
    self.report = report ?? "Reports/\(name).html"
  }
}

/// How a command is written on the command line.
struct LabTaskUsage: Equatable, Sendable {
  let name: String
  let operands: [String]

  /// The command with its words, such as `classify FOLDER`.
  var text: String { ([name] + operands).joined(separator: " ") }

  /// Refuses too few or too many words.
  func check(_ words: [String]) throws {
    let takesMore = operands.last?.hasSuffix("…") ?? false
    if words.count < operands.count {
      throw UsageError("\(name) needs \(operands[words.count]); write \(text)")
    }
    if words.count > operands.count, !takesMore {
      throw UsageError("\(quoted(words[operands.count])) is one word too many; write \(text)")
    }
  }
}
