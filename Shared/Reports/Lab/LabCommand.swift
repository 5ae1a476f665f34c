// A lab's executable: it reads the command line, runs sections in order, prints them, and keeps the
// report of all that are finished, whatever happens to the next one.

import Foundation
import Shared

/// One section of a lab: a few lines, a picture, a number.
public struct LabSection<State>: Sendable {
  /// What a section does: it writes on the page and may use what sections share.
  public typealias Body = @Sendable (inout LabPage, inout State) throws -> Void

  let name: String
  let title: String
  let exercises: String
  let body: Body

  /// Describes a section.
  ///
  /// - Parameters:
  ///   - name: What the command line calls it, such as `gradient-check`.
  ///   - title: Its heading.
  ///   - exercises: The exercises that it needs, such as `1.3 1.4`.
  ///   - body: What it does.
  public init(_ name: String, _ title: String, uses exercises: String, _ body: @escaping Body) {
    (self.name, self.title, self.exercises, self.body) = (name, title, exercises, body)
  }
}

/// A lab's executable.
///
/// ```swift
/// let lab = LabCommand<LabState>(
///   name: "Lab1-Perceptron", title: "Lab 1", report: "Reports/lab1.html", sections: […])
/// exit(lab.run(Array(CommandLine.arguments.dropFirst())) { LabState($0) })
/// ```
public struct LabCommand<State>: Sendable {
  let name: String
  let title: String
  let report: String
  let sections: [LabSection<State>]

  /// Describes an executable.
  ///
  /// - Parameters:
  ///   - name: What `swift run` calls it.
  ///   - title: The headline of its output and its report.
  ///   - report: Where the report goes unless `--report` says otherwise.
  ///   - sections: Its sections in order.
  public init(name: String, title: String, report: String, sections: [LabSection<State>]) {
    (self.name, self.title, self.report, self.sections) = (name, title, report, sections)
  }

  /// Does what the arguments ask.
  ///
  /// A wrong argument, missing data and a report that cannot be written each cost one line on
  /// standard error. An exercise that is not written yet ends the process in `todo()`.
  ///
  /// - Parameters:
  ///   - arguments: The words after the executable's name.
  ///   - start: Makes what the sections share; what it throws is shown in one line.
  /// - Returns: The exit status: 0, 64 for a wrong argument, 66 for missing or damaged data, 73 for
  ///   a report that cannot be written.
  public func run(_ arguments: [String], start: (LabOptions) throws -> State) -> Int32 {
    do {
      let options = try LabOptions(arguments: arguments, sectionNames: sections.map(\.name))
      switch options.action {
      case .help: print(help)
      case .list: print(list)
      case .run: try run(options, start)
      }
      return 0
    } catch {
      fflush(nil)
      FileHandle.standardError.write(Data("\(name): \(oneLine(error))\n".utf8))
      switch error {
      case is UsageError: return UsageError.exitStatus
      case is ReportError: return 73
      default: return 66
      }
    }
  }

  private func run(_ options: LabOptions, _ start: (LabOptions) throws -> State) throws {
    if let threads = options.threads { setenv("NNLABS_THREADS", "\(threads)", 1) }
    let clock = ContinuousClock()
    let begin = clock.now
    let url = URL(fileURLWithPath: options.report ?? report)
    var page = LabPage(title: title, subtitle: subtitle(options), url: url)
    try page.checkDestination()
    var state = try start(options)
    let chosen = sections.filter { options.sections.isEmpty || options.sections.contains($0.name) }
    page.open(sections: chosen.count)
    for section in chosen {
      page.begin(section.title, name: section.name, exercises: section.exercises)
      tellWhenUnfinished(page.interruption)
      try section.body(&page, &state)
      try page.end()
    }
    page.close(after: (clock.now - begin) / .seconds(1))
  }

  /// `todo()` ends the process: the report so far is named just before.
  private func tellWhenUnfinished(_ notice: String) {
    Unfinished.report.withLock { $0 = { _, _, _ in writeToStandardOutput(notice) } }
  }

  private func subtitle(_ options: LabOptions) -> String {
    "\(name), seed \(options.seed)" + (options.quick ? ", quick" : "")
  }
}

// MARK: - What it says about itself

extension LabCommand {
  /// The text of `--help`.
  var help: String {
    let options = LabOptions.choices.map { choice in
      "  " + padded([choice.name, choice.value].compactMap { $0 }.joined(separator: " "), to: 16)
        + choice.meaning
    }
    return """
      \(title)

      swift run \(name) [section …] [option …]

      \(options.joined(separator: "\n"))

      Without a section all \(sections.count) run, in order; --list shows them.
      The report goes to \(report).
      """
  }

  /// The text of `--list`: name, exercises and title of each section.
  var list: String {
    let names = (sections.map(\.name.count).max() ?? 0) + 2
    return sections.map { "\(padded($0.name, to: names))\($0.title)" }.joined(separator: "\n")
  }

  private func oneLine(_ error: any Error) -> String {
    "\(error)".split(whereSeparator: \.isNewline).joined(separator: " ")
  }
}
