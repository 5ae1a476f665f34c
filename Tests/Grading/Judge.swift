// The judge's side of one test: plan its checks, have a child evaluate them, compare.
import Foundation
import Testing

/// Judges one test, or one argument of it.
struct Judge {
  let exercise: Exercise
  let test: Test
  let argument: String

  /// Runs the test function for its plan, then the children, and records what is wrong.
  func judge(_ function: @Sendable () async throws -> Void) async throws {
    let run = Account.Run(test: test.name, argument: argument, location: exercise.place)
    if let complaint = Ledger.shared.begin(run, of: exercise) {
      Issue.record(Comment(rawValue: complaint), sourceLocation: exercise.place)
    }
    let plan = Plan()
    do {
      try await Role.$current.withValue(.judge(plan), operation: function)
    } catch {
      _ = Ledger.shared.finish(run, of: exercise, [nothing("the test stopped: \(error)")])
      throw error
    }
    let checks = plan.checks
    guard !checks.isEmpty else {
      let result = nothing("no check ran: this test earns no points")
      _ = Ledger.shared.finish(run, of: exercise, [result])
      Issue.record(Comment(rawValue: result.message), sourceLocation: test.sourceLocation)
      return
    }
    let results = await evaluate(checks)
    let first = Ledger.shared.finish(run, of: exercise, results)
    try report(results, isFirstWaiting: first)
  }

  /// The result of a test that has no checks to judge.
  private func nothing(_ message: String) -> CheckResult {
    let check = PlannedCheck(
      name: test.name, weight: 1, goal: .values([]), location: test.sourceLocation)
    return CheckResult(check: check, state: .failed, message: message)
  }

  /// Launches children until every check was reached, each past the one that ended the last.
  private func evaluate(_ checks: [PlannedCheck]) async -> [CheckResult] {
    var transcripts = Array(repeating: Transcript(), count: checks.count)
    var first = 0
    while first < checks.count {
      let report = await launch(from: first)
      var begun = first
      for (index, message) in report.messages where index >= first && index < checks.count {
        if message.kind == .begin { begun = max(begun, index + 1) }
        transcripts[index].take(message)
      }
      for index in first..<checks.count {
        transcripts[index].printed += report.printed.lines(of: index)
      }
      guard let broken = (first..<checks.count).first(where: { !transcripts[$0].hasEnded }) else {
        break
      }
      transcripts[broken].broken = report
      if begun == first {
        for index in (broken + 1)..<max(checks.count, broken + 1) {
          transcripts[index].broken = report
        }
        break
      }
      first = broken + 1
    }
    return zip(checks, transcripts).map { check, transcript in
      Verdict(
        exercise: exercise, test: test, argument: argument, check: check, transcript: transcript
      ).result
    }
  }

  private func launch(from first: Int) async -> ChildReport {
    await Slots.shared.withSlot { slot in
      let sandbox = Sandbox.current
      var command = ChildCommand(
        testID: String(describing: test.id), submission: Sandbox.submission)
      let token = UUID().uuidString
      let order = ChildSession.Order(
        token: token, channel: ChildProcess.channelInChild,
        lifeline: ChildProcess.lifelineInChild, firstCheck: first, argument: argument)
      guard let scratch = Scratch(), let data = try? JSONEncoder().encode(order) else {
        return ChildReport(ending: .neverRan("no temporary folder could be made"))
      }
      defer { scratch.remove() }
      sandbox.giveFolder(scratch.path, slot: slot)
      command.prefix = sandbox.prefix(slot: slot, hidden: hiddenFolders(from: command.program))
      command.environment[ChildSession.variable] = String(decoding: data, as: UTF8.self)
      command.environment["HOME"] = scratch.path
      command.environment["TMPDIR"] = scratch.path
      let report = await Watcher.run(
        command, in: scratch.path, limits: exercise.limits.adjusted, token: token)
      sandbox.clear(slot: slot)
      return report
    }
  }

  /// The folders with tests, solutions and submissions, unless the child itself stands in them or
  /// will work there.
  private func hiddenFolders(from program: String) -> [String] {
    let more = ProcessInfo.processInfo.environment["NNLABS_HIDE"] ?? ""
    let course = Project(exercise, testAt: test.sourceLocation).outermost
    let folders = more.split(separator: ":").map(String.init) + (course.map { [$0] } ?? [])
    let own = [program, FileManager.default.temporaryDirectory.path + "/"]
    return folders.filter { folder in
      folder != "/" && !own.contains { $0.hasPrefix(folder + "/") }
        && FileManager.default.fileExists(atPath: folder)
    }
  }

  /// Records one issue for each wrong check; cancels a test that has not been started.
  private func report(_ results: [CheckResult], isFirstWaiting: Bool) throws {
    let wrong = results.filter { $0.state != .passed }
    if let first = wrong.first, wrong.count == results.count,
      results.allSatisfy({ $0.state.isWaiting })
    {
      if isFirstWaiting {
        Issue.record(
          "lab \(exercise.lab) is not finished: the table below says what to do next",
          sourceLocation: test.sourceLocation)
      }
      try cancel(Comment(rawValue: first.state.words))
    }
    for result in wrong {
      Issue.record(Comment(rawValue: result.message), sourceLocation: result.check.location)
    }
  }

  private func cancel(_ comment: Comment) throws {
    #if compiler(>=6.3)
      try Test.cancel(comment, sourceLocation: test.sourceLocation)
    #endif
  }
}

/// A fresh folder that is a child's home, working and temporary directory.
struct Scratch: Sendable {
  let path: String

  init?() {
    let url = FileManager.default.temporaryDirectory
      .appendingPathComponent("nnlabs-\(UUID().uuidString.prefix(13))")
    let only: [FileAttributeKey: Any] = [.posixPermissions: 0o700]
    do {
      try FileManager.default.createDirectory(
        at: url, withIntermediateDirectories: false, attributes: only)
    } catch { return nil }
    path = url.path
  }

  func remove() { try? FileManager.default.removeItem(atPath: path) }
}
