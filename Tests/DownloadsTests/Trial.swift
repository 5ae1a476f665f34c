// Runs a download in a process of its own, as a lab would be run, and looks at what it leaves.

import Datasets
import Foundation

/// A folder for one test, with the set that its servers have.
struct Trial {
  let root: URL
  /// Where the download goes.
  var folder: URL { root.appendingPathComponent("data") }

  static let names = ["images.gz", "labels.gz"]

  init() throws {
    root = FileManager.default.temporaryDirectory
      .appendingPathComponent("downloads-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  func remove() { try? FileManager.default.removeItem(at: root) }

  /// A set of equal files on some mirrors.
  static func set(_ mirrors: [String], files count: Int = 1) -> DownloadableSet {
    let checksum = SHA256.checksum([UInt8](Content.right))
    return DownloadableSet(
      title: "Trial", folders: ["trial"], classNames: [],
      files: names.prefix(count).map {
        DownloadableSet.File(
          name: $0, size: Content.right.count, sha256: checksum, contentSHA256: checksum)
      },
      mirrors: mirrors.compactMap { URL(string: $0) })
  }

  /// The files of a folder, by name.
  static func files(in folder: URL) -> [String: Data] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return Dictionary(
      uniqueKeysWithValues: names.map {
        ($0, (try? Data(contentsOf: folder.appendingPathComponent($0))) ?? Data())
      })
  }
}

/// A download in a process of its own.
final class TrialRun: Sendable {
  struct Ending {
    /// Standard output without the lines of the progress bar, whose times differ.
    let lines: [String]
    let bars: [String]
    let error: String
    let status: Int32
    let reason: Process.TerminationReason
  }

  private let process = Process()
  private let output: URL
  private let error: URL

  var processID: Int32 { process.processIdentifier }
  /// What it has written so far.
  var outputSoFar: String { (try? String(contentsOf: output, encoding: .utf8)) ?? "" }

  /// Prepares a run.
  ///
  /// - Parameters:
  ///   - set: What it is to fetch.
  ///   - folder: What `--data` would name, if anything.
  ///   - scratch: Where its input and output are kept.
  ///   - stallLimit: Its patience in seconds.
  ///   - environment: Variables on top of `PATH` and the like.
  ///   - shell: Commands that a shell runs first.
  /// - Throws: What writing its input throws.
  init(
    _ set: DownloadableSet, into folder: URL?, scratch: URL, stallLimit: Double = 10,
    environment: [String: String] = [:], shell: String = ""
  ) throws {
    let name = UUID().uuidString
    let input = scratch.appendingPathComponent("\(name).json")
    output = scratch.appendingPathComponent("\(name).out")
    error = scratch.appendingPathComponent("\(name).err")
    try JSONEncoder().encode(set).write(to: input)
    for file in [output, error] { try Data().write(to: file) }
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments =
      ["-c", shell + "exec \"$@\"", "sh", Self.executable.path, "\(stallLimit)"]
      + (folder.map { [$0.path] } ?? [])
    let kept = ["PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "DYLD_FRAMEWORK_PATH"]
    process.environment = ProcessInfo.processInfo.environment.filter { kept.contains($0.key) }
      .merging(["HOME": scratch.path, "LC_ALL": "C.UTF-8", "NO_COLOR": "1"]) { $1 }
      .merging(environment) { $1 }
    process.standardInput = try FileHandle(forReadingFrom: input)
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: error)
  }

  /// Runs it to its end.
  func run() async throws -> Ending {
    try await withCheckedThrowingContinuation { (done: CheckedContinuation<Void, any Error>) in
      process.terminationHandler = { _ in done.resume() }
      do { try process.run() } catch { done.resume(throwing: error) }
    }
    let lines = outputSoFar.split(separator: "\n").map(String.init)
    return Ending(
      lines: lines.filter { !$0.hasPrefix("Trial  ") },
      bars: lines.filter { $0.hasPrefix("Trial  ") },
      error: (try? String(contentsOf: error, encoding: .utf8)) ?? "",
      status: process.terminationStatus, reason: process.terminationReason)
  }

  /// The executable beside the tests.
  private static var executable: URL {
    #if os(macOS)
      let products = Bundle(for: TrialRun.self).bundleURL
    #else
      let products = URL(fileURLWithPath: Bundle.main.executablePath ?? CommandLine.arguments[0])
    #endif
    return products.deletingLastPathComponent().appendingPathComponent("DownloadTrial")
  }
}

/// Runs `body` with a new folder and servers, which are gone afterwards.
func withServers(
  _ behaviours: [FileServer.Behaviour?], body: (Trial, [FileServer]) async throws -> Void
) async throws {
  let trial = try Trial()
  defer { trial.remove() }
  let servers = try behaviours.map(FileServer.init)
  defer { servers.forEach { $0.stop() } }
  try await body(trial, servers)
}

/// Waits until something is so, ten seconds at most.
func eventually(_ condition: @Sendable () -> Bool) async throws -> Bool {
  for _ in 0..<500 {
    if condition() { return true }
    try await Task.sleep(for: .milliseconds(20))
  }
  return false
}
