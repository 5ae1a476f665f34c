// Building a copy of the course, and what the compiler says when it does not compile.

import Foundation

extension Course {
  /// Builds the test executable.
  /// - Parameters:
  ///   - environment: The toggles, as in `SOLUTIONS`.
  ///   - limit: Seconds after which the build is stopped.
  /// - Throws: `BuildFailure` with the compiler's errors.
  /// - Returns: The test executable.
  public func buildTests(
    environment: [String: String?] = [:], limit: Double = 1200
  ) throws -> TestExecutable {
    let command = ["swift", "build", "--package-path", root.path, "--product", Self.product]
    // The toolchain leaves temporary folders behind with every build.
    let result = try withTemporaryFolder { folder in
      let settings = environment.merging(["TMPDIR": folder.path]) { $1 }
      var result: ProgramResult
      repeat {
        result = try runProgram(command, environment: settings, in: root, limit: limit)
      } while result.errors.contains(Self.changed) || result.output.contains(Self.changed)
      return result
    }
    guard result.status == 0, !result.timedOut else {
      throw BuildFailure(
        text: result.output + result.errors, root: root.path, timedOut: result.timedOut)
    }
    return TestExecutable(in: url(".build/debug"), product: Self.product)
  }

  /// What the compiler says of a file that was saved while it was read: it must be read again.
  private static let changed = "was modified during the build"

  /// Whether the tests were ever built here: if not, the first build takes long.
  public var hasBuiltTests: Bool { exists(".build/debug/\(Self.product).xctest") }

  private static let product = "NeuralNetworkLabsPackageTests"
}

/// A build that did not end well.
public struct BuildFailure: Error, Equatable, CustomStringConvertible, Sendable {
  /// The compiler's errors, one a line with the file's path relative to the package.
  public var errors: [String]
  /// Whether it was stopped because its time was up.
  public var timedOut: Bool

  /// Takes the compiler's errors out of what a build printed, with paths relative to the root.
  public init(text: String, root: String, timedOut: Bool) {
    self.timedOut = timedOut
    var seen: Set<String> = []
    let lines = text.split(separator: "\n").map { line in
      line.replacingOccurrences(of: root + "/", with: "")
    }
    errors = lines.filter {
      $0.contains("error: ") && !$0.hasPrefix(" ") && seen.insert($0).inserted
    }
    if errors.isEmpty { errors = Array(lines.suffix(20)) }
  }

  /// What went wrong, one error a line.
  public var description: String {
    timedOut ? "the build took too long" : errors.joined(separator: "\n")
  }
}
