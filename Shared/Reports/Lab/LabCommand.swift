// A lab's executable: it reads the command line and does what it asks.

import Foundation
import Shared

/// A lab's executable.
///
/// ```swift
/// let lab = LabCommand<LabState>(
///   name: "Lab1-Perceptron", title: "Lab 1", report: "Reports/lab1.html", sections: […])
/// exit(lab.launch { LabState($0) })
/// ```
public struct LabCommand<State: Sendable>: Sendable {
  let name: String
  let title: String
  let report: String
  let sections: [LabSection<State>]
  let tasks: [LabTask<State>]
  let choices: [LabOptions.Choice]

  /// Describes an executable.
  ///
  /// - Parameters:
  ///   - name: What `swift run` calls it.
  ///   - title: The headline of its output and its report.
  ///   - report: Where the report goes unless `--report` says otherwise.
  ///   - sections: Its sections in order.
  ///   - tasks: Its commands beside them, which run alone and only when they are named.
  ///   - choices: Its options beside those of every lab.
  public init(
    name: String, title: String, report: String, sections: [LabSection<State>],
    tasks: [LabTask<State>] = [], choices: [LabOptions.Choice] = []
  ) {
    (self.name, self.title, self.report) = (name, title, report)
    (self.sections, self.tasks, self.choices) = (sections, tasks, choices)
  }

  /// Does what this process's arguments ask, sections in a child process, so that a crash of the
  /// learner's code ends in a few lines.
  ///
  /// - Parameter start: Makes what the sections share; what it throws is shown in one line.
  /// - Returns: The exit status: that of ``run(_:start:)``, or 128 and the number of the signal that
  ///   ended the child.
  public func launch(start: (LabOptions) throws -> State) -> Int32 {
    let arguments = Array(CommandLine.arguments.dropFirst())
    guard let options = try? options(arguments), options.action == .run,
      let ending = Supervision.run(arguments)
    else { return run(arguments, start: start) }
    if let crash = ending.crash {
      FileHandle.standardError.write(Data(farewell(crash, ending.progress, options).utf8))
    }
    return ending.status
  }

  /// Does what the arguments ask.
  ///
  /// A wrong argument, missing data and a report that cannot be written each cost one line on
  /// standard error. Sections named in the arguments end the process where an exercise is not written
  /// yet; without any, a section that needs it is skipped, and the process ends after the last.
  ///
  /// - Parameters:
  ///   - arguments: The words after the executable's name.
  ///   - start: Makes what the sections share; what it throws is shown in one line.
  /// - Returns: The exit status: 0, 64 for a wrong argument, 66 for missing or damaged data, 73 for
  ///   a report that cannot be written.
  public func run(_ arguments: [String], start: (LabOptions) throws -> State) -> Int32 {
    do {
      let options = try options(arguments)
      switch options.action {
      case .help: print(help)
      case .list: print(list)
      case .run: return try run(options, start)
      }
      return 0
    } catch {
      return complain(error, name)
    }
  }

  private func options(_ arguments: [String]) throws -> LabOptions {
    try LabOptions(
      arguments: arguments, sectionNames: sections.map(\.name), tasks: tasks.map(\.usage),
      choices: choices)
  }

  private func run(_ options: LabOptions, _ start: (LabOptions) throws -> State) throws -> Int32 {
    if let threads = options.threads { setenv("NNLABS_THREADS", "\(threads)", 1) }
    var page = LabPage(title: title, subtitle: subtitle(options), url: url(options))
    try page.checkDestination()
    let task = task(options)
    let isTour = options.sections.isEmpty && task == nil
    let chosen =
      task.map { [$0.section] }
      ?? sections.filter { isTour || options.sections.contains($0.name) }
    let state = try start(options)
    page.open(sections: chosen.count, holding: isTour)
    var tour = LabTour(name, chosen, skipping: isTour, page: page, state: state)
    return tour.run()
  }

  private func task(_ options: LabOptions) -> LabTask<State>? {
    tasks.first { $0.section.name == options.task }
  }

  private func url(_ options: LabOptions) -> URL {
    URL(fileURLWithPath: options.report ?? task(options)?.report ?? report)
  }

  private func subtitle(_ options: LabOptions) -> String {
    ([name, options.task].compactMap { $0 } + options.operands).joined(separator: " ")
      + ", seed \(options.seed)" + (options.quick ? ", quick" : "")
  }
}

// MARK: - What it says about itself

extension LabCommand {
  /// The text of `--help`.
  var help: String {
    let options = (LabOptions.choices + choices).map { choice in
      "  " + padded([choice.name, choice.value].compactMap { $0 }.joined(separator: " "), to: 16)
        + choice.meaning
    }
    let tasks = tasks.map { "swift run \(name) \($0.usage.text)\n" }
    let reports = self.tasks.map { "\n\($0.usage.name): \($0.section.title); \($0.report)" }
    return """
      \(title)

      swift run \(name) [section …] [option …]
      \(tasks.joined())
      \(options.joined(separator: "\n"))

      Without a section all \(sections.count) run, in order; --list shows them.
      The report goes to \(report).\(reports.joined())
      """
  }

  /// The text of `--list`: name, exercises and title of each section.
  var list: String {
    let names = (sections.map(\.name.count).max() ?? 0) + 2
    let exercises = (sections.map(\.exercises.count).max() ?? 0) + 2
    return sections.map {
      padded($0.name, to: names) + padded($0.exercises, to: exercises) + $0.title
    }.joined(separator: "\n")
  }

  /// What is said when a signal ended the sections.
  func farewell(_ crash: Crash, _ progress: TourProgress?, _ options: LabOptions) -> String {
    let section = (sections + tasks.map(\.section)).first { $0.name == progress?.section }
    var lines = ["Crashed: \(crash.message)"]
    if let section { lines.append("  in section   \(section.name): \(section.title)") }
    if let place = crash.place {
      lines.append("  your line    \(pathFromHere(place.file)):\(place.line)")
    }
    if let command = crash.gradeCommand ?? section.map(\.gradeCommand) {
      lines.append("  grade it     \(command)")
    }
    if let progress, progress.finished > 0 {
      lines.append("  finished     \(pathFromHere(url(options).path))")
    }
    return "\n" + lines.joined(separator: "\n") + "\n"
  }
}
