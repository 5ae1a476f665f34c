// How one test is run again in a process of its own: program, arguments, environment.
import Foundation

/// The command line of a child.
struct ChildCommand: Sendable {
  var program: String
  /// What stands before the program: the walls of a grade.
  var prefix: [String] = []
  var arguments: [String]
  var environment: [String: String]

  /// The test executable of this process, or the one that `NNLABS_CHILD` names, for one test.
  ///
  /// - Parameters:
  ///   - testID: The full ID of the test as Swift Testing prints it.
  ///   - judge: The judge's own command line.
  ///   - submission: The test executable of a submission, in a grade.
  init(testID: String, judge: [String] = CommandLine.arguments, submission: String? = nil) {
    let own = Bundle.main.executablePath ?? judge[0]
    var arguments = ChildCommand.withoutSelection(Array(judge.dropFirst()))
    program = own
    if let submission {
      // On macOS a helper loads the test bundle that its arguments name; on Linux the bundle runs.
      if let flag = arguments.firstIndex(of: "--test-bundle-path"), flag + 1 < arguments.count {
        let bundle = arguments[flag + 1]
        arguments = arguments.map { $0 == bundle ? submission : $0 }
      } else {
        program = submission
      }
    }
    if !arguments.contains("--testing-library") {
      arguments += ["--testing-library", "swift-testing"]
    }
    let anchored = "^" + NSRegularExpression.escapedPattern(for: testID) + "$"
    self.arguments = arguments + ["--no-parallel", "--filter", anchored]
    environment = ChildCommand.environment(
      ProcessInfo.processInfo.environment, isGrade: submission != nil)
  }

  /// Whether a signal arrives as exit status 128 + signal, through the first process of a namespace.
  var hidesSignals: Bool { prefix.first == "unshare" }

  /// The whole command line.
  var line: [String] { prefix + [program] + arguments }

  /// The judge's arguments without those that choose tests or write reports.
  private static func withoutSelection(_ arguments: [String]) -> [String] {
    let withValue: Set = [
      "--filter", "--skip", "--repetitions", "--repeat-until", "--xunit-output",
      "--configuration-path", "--event-stream-output-path", "--event-stream-version",
      "--event-stream-schema-version", "--attachments-path",
      "--experimental-maximum-parallelization-width",
    ]
    let flags: Set = ["--parallel", "--no-parallel", "list", "--verbose", "-v", "--very-verbose"]
    var kept: [String] = []
    var skipsNext = false
    for argument in arguments {
      if skipsNext {
        skipsNext = false
      } else if withValue.contains(argument) {
        skipsNext = true
      } else if !flags.contains(argument)
        && !withValue.contains(where: { argument.hasPrefix($0 + "=") })
      {
        kept.append(argument)
      }
    }
    return kept
  }

  /// The few variables that a child needs; in a grade none that the course itself could set.
  private static func environment(_ judge: [String: String], isGrade: Bool) -> [String: String] {
    let kept: Set = ["PATH", "LANG", "TZ", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SWIFT_ROOT"]
    let forJudge: Set = [
      "NNLABS_CHILD", "NNLABS_RESULTS", "NNLABS_MARKDOWN", "NNLABS_RECORD", "NNLABS_CORES",
      "NNLABS_SECONDS", "NNLABS_HIDE", "NNLABS_BACKTRACE", ChildSession.variable,
    ]
    var environment = judge.filter { name, _ in
      kept.contains(name) || !isGrade && name.hasPrefix("NNLABS_") && !forJudge.contains(name)
    }
    environment["NNLABS_THREADS"] = "1"
    environment["NO_COLOR"] = "1"
    let finds = judge["NNLABS_BACKTRACE"] == "no" ? "no" : "yes"
    environment["SWIFT_BACKTRACE"] =
      "enable=\(finds),color=no,threads=crashed,images=none,registers=none,limit=40,top=4,sanitize=no"
    return environment
  }
}
