// How a download looks in the terminal: where it goes, a bar, and a line for whatever goes wrong.

import Datasets
import Foundation
import Reports

/// Shows a download.
public struct DownloadDisplay {
  private let terminal: Terminal
  private let output: (String) -> Void
  private var title = ""
  private var total = 0
  private var arrived = 0
  /// It appears with the first byte, and anew below a line that came between.
  private var bar: ProgressBar?

  /// Shows it where the output goes.
  public init(
    terminal: Terminal = .standard, output: @escaping (String) -> Void = writeToStandardOutput
  ) {
    self.terminal = terminal
    self.output = output
  }

  /// Shows what happened.
  public mutating func show(_ event: DownloadEvent) {
    switch event {
    case .started(let title, let arrived, let total, let folder):
      (self.title, self.total, self.arrived) = (title, total, arrived)
      say("downloading \(title) into \(folder)")
    case .arrived(let count):
      if bar == nil {
        bar = ProgressBar(
          title, total: total, startingAt: arrived, unit: "bytes", terminal: terminal,
          output: output)
      }
      arrived = count
      bar?.update(to: count)
    case .waiting(let file): say("another run downloads \(file); waiting for it")
    case .trouble(let mirror, let reason, let next): say("\(mirror): \(reason); trying \(next)")
    case .ended: endBar()
    }
  }

  private mutating func say(_ line: String) {
    endBar()
    output(terminal.oneLine(line) + "\n")
  }

  private mutating func endBar() {
    bar?.finish()
    bar = nil
  }
}

extension Downloader {
  /// Finds the set complete and right, or completes it, and shows that.
  ///
  /// - Parameters:
  ///   - set: What to fetch.
  ///   - options: The command line, whose `--data` may name a folder.
  /// - Returns: A folder for `MNIST.load(_:from:)`.
  /// - Throws: `DataError`.
  public func fetch(_ set: DownloadableSet, options: LabOptions) throws -> URL {
    var display = DownloadDisplay()
    return try fetch(set, argument: options.data) { display.show($0) }
  }
}
