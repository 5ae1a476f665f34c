// The end of a judge's process: the table, the files that were asked for, and the exit status.
import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What happens after the last test.
///
/// Exit status 0 when all passed, 1 when not, 2 when the results could not be written.
enum Closing {
  static func run() {
    let accounts = Ledger.shared.accounts
    let labs = LabResults.labs(accounts)
    let environment = ProcessInfo.processInfo.environment
    fflush(nil)
    if labs.isEmpty {
      close(withoutTests: accounts, mustFail: environment["NNLABS_RESULTS"] != nil)
    } else {
      print(Table(labs: labs).text)
      if let note = note { print("  note:   \(note)") }
    }
    write(GradescopeResults(labs: labs, note: note).json, to: environment["NNLABS_RESULTS"])
    write(Data(MarkdownReport(labs: labs).text.utf8), to: environment["NNLABS_MARKDOWN"])
    fflush(nil)
    if !labs.allSatisfy({ $0.ran.allSatisfy { $0.state == .passed } }) { _exit(1) }
  }

  /// What a grade must say about the walls around submissions.
  private static var note: String? { Sandbox.submission == nil ? nil : Sandbox.current.note }

  /// Says that a filter matched no exercise, unless it names something else on purpose.
  private static func close(withoutTests accounts: [Account], mustFail: Bool) {
    let filters = values(of: "--filter")
    let modules = Set(accounts.flatMap { $0.places.map(\.moduleName) })
    let labs = modules.filter { $0.hasPrefix("Lab") }.sorted()
    let meansLab = filters.contains {
      $0.lowercased().replacingOccurrences(of: "labstool", with: "").contains("lab")
    }
    guard meansLab || mustFail else { return }
    print(
      """

      No exercise was graded: nothing matches \(filters.map { "\"\($0)\"" }.joined(separator: ", ")).
        a lab:       swift test --filter \(labs.first ?? "Lab1Tests")
        an exercise: swift test --filter \(labs.first ?? "Lab1Tests").LinearTests
      """)
    fflush(nil)
    write(
      GradescopeResults(labs: [], note: nil).json,
      to: ProcessInfo.processInfo.environment["NNLABS_RESULTS"])
    _exit(1)
  }

  private static func values(of option: String) -> [String] {
    let arguments = CommandLine.arguments
    return zip(arguments, arguments.dropFirst()).filter { $0.0 == option }.map(\.1)
  }

  private static func write(_ data: Data, to path: String?) {
    guard let path else { return }
    do {
      try data.write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      print("the results could not be written to \(path): \(error.localizedDescription)")
      fflush(nil)
      _exit(2)
    }
  }
}
