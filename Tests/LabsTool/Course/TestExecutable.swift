// The built tests, launched without the package manager: several judges can run at once, and each
// starts in milliseconds.

import Foundation
import Synchronization

/// A built test executable.
public struct TestExecutable: Equatable, Sendable {
  /// The words that launch it.
  public var command: [String]
  /// The executable itself: what `NNLABS_CHILD` names.
  public var binary: String
  /// The test bundle: on Linux the executable itself.
  public let products: String

  /// The tests of a package.
  /// - Parameters:
  ///   - folder: Where the build put its products.
  ///   - product: The name of the test product.
  public init(in folder: URL, product: String) {
    let bundle = folder.appendingPathComponent("\(product).xctest").path
    products = bundle
    let options = ["--testing-library", "swift-testing"]
    #if os(macOS)
      binary = "\(bundle)/Contents/MacOS/\(product)"
      let found = try? runProgram(["xcrun", "--find", "swift"]).output
      let swift = found?.trimmingCharacters(in: .whitespacesAndNewlines) ?? "/usr/bin/swift"
      let usr = URL(fileURLWithPath: swift).deletingLastPathComponent().deletingLastPathComponent()
      let helper = usr.appendingPathComponent("libexec/swift/pm/swiftpm-testing-helper").path
      command = [helper, "--test-bundle-path", binary] + options
    #else
      binary = bundle
      command = [bundle] + options
    #endif
  }

  /// Runs tests as judge.
  /// - Parameters:
  ///   - filter: A regular expression for the tests; all of them without one.
  ///   - environment: Variables of the judge.
  ///   - limit: Seconds after which it is stopped.
  /// - Returns: How the judge ended and what it printed.
  /// - Throws: A `Complaint` when it cannot be started.
  public func run(
    filter: String? = nil, environment: [String: String?] = [:], limit: Double = 600
  ) throws -> ProgramResult {
    let selection = filter.map { ["--filter", $0] } ?? []
    return try runProgram(command + selection, environment: environment, limit: limit)
  }

  /// The filter that picks an exercise's visible and hidden tests: those in files of its name.
  public static func filter(lab: Lab, file: String? = nil) -> String {
    let module = "^(Hidden)?\(lab.module)Tests\\."
    return file.map { module + ".*/" + NSRegularExpression.escapedPattern(for: $0) + ":" } ?? module
  }
}

/// Does several things at once, each on a thread of its own, and returns the results in order.
/// - Parameters:
///   - items: What to do it with.
///   - width: How many at once; one a core without it.
///   - body: What to do.
/// - Returns: What came of each, in the order of the items.
/// - Throws: The first error of a body, once all are done.
public func inParallel<Item: Sendable, Result: Sendable>(
  _ items: [Item], width: Int = ProcessInfo.processInfo.activeProcessorCount,
  _ body: @escaping @Sendable (Item) throws -> Result
) throws -> [Result] {
  let work = Work<Result>(count: items.count)
  let workers = DispatchGroup()
  for _ in 0..<min(max(width, 1), items.count) {
    workers.enter()
    Thread.detachNewThread {
      while let index = work.next() {
        work.finish(index, Swift.Result { try body(items[index]) })
      }
      workers.leave()
    }
  }
  workers.wait()
  return try work.results.map { try $0.get() }
}

/// What is still to be done and what came of the rest.
private final class Work<Success: Sendable>: Sendable {
  private let state: Mutex<(next: Int, results: [Result<Success, any Error>?])>

  init(count: Int) {
    state = Mutex((0, Array(repeating: nil, count: count)))
  }

  func next() -> Int? {
    state.withLock { state in
      guard state.next < state.results.count else { return nil }
      defer { state.next += 1 }
      return state.next
    }
  }

  func finish(_ index: Int, _ result: Result<Success, any Error>) {
    state.withLock { $0.results[index] = result }
  }

  var results: [Result<Success, any Error>] { state.withLock { $0.results.compactMap { $0 } } }
}
