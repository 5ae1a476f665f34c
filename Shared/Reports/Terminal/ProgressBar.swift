// A progress bar that redraws its line on a terminal and stays quiet in a file.

import Foundation

/// How far a long work is, how fast it goes and how long it will take.
///
/// On a terminal one line is drawn over itself, ten times a second at most. Elsewhere, with
/// `NO_COLOR` or on a dumb terminal, a plain line appears every ten seconds at most; a work that ends
/// within a second leaves only its last line.
///
/// ```swift
/// var bar = ProgressBar("epoch 1", total: batches.count, unit: "batches")
/// for batch in batches {
///   bar.note = "loss \(train(batch))"
///   bar.advance()
/// }
/// bar.finish()
/// ```
public struct ProgressBar {
  /// What is being done.
  public let label: String
  /// How many steps the work has; 0 when nobody knows.
  public let total: Int
  /// What a step is, in the plural, such as `batches`; `bytes` are shown as kB or MB.
  public let unit: String
  /// A few words at the end of the line, such as the latest loss.
  public var note = ""
  /// How many steps are done.
  public private(set) var done = 0

  /// How many steps were done before the clock started, and say nothing about the rate.
  let earlier: Int
  let terminal: Terminal
  private let clock: () -> Double
  private let output: (String) -> Void
  let start: Double
  private var latestDraw: Double?
  private var isFinished = false

  /// Starts the clock and, on a terminal, draws the empty bar.
  ///
  /// - Parameters:
  ///   - label: What is being done.
  ///   - total: How many steps it has; 0 when nobody knows.
  ///   - earlier: How many of them an earlier run did.
  ///   - unit: What a step is, in the plural, such as `batches`; `bytes` are shown as kB or MB.
  ///   - terminal: Where the line appears.
  ///   - clock: Seconds from any fixed moment, never falling.
  ///   - output: Takes the text.
  public init(
    _ label: String, total: Int, startingAt earlier: Int = 0, unit: String = "",
    terminal: Terminal = .standard,
    clock: @escaping () -> Double = { Double(DispatchTime.now().uptimeNanoseconds) / 1e9 },
    output: @escaping (String) -> Void = writeToStandardOutput
  ) {
    self.label = printable(label)
    self.total = max(0, total)
    self.unit = printable(unit)
    self.earlier = max(0, earlier)
    done = self.earlier
    self.terminal = terminal
    self.clock = clock
    self.output = output
    start = clock()
    if terminal.isInteractive { draw(at: start) } else { latestDraw = start }
  }

  /// Counts steps that are done.
  public mutating func advance(by steps: Int = 1) {
    update(to: done + steps)
  }

  /// Says how many steps are done altogether.
  public mutating func update(to steps: Int) {
    done = max(0, total > 0 ? min(total, steps) : steps)
    let now = clock()
    let pause = terminal.isInteractive ? 0.1 : 10
    guard !isFinished, now - (latestDraw ?? -.infinity) >= pause else { return }
    draw(at: now)
  }

  /// Draws the line a last time, with the time it took, and ends it.
  ///
  /// Work that stopped early keeps the count it reached.
  public mutating func finish() {
    guard !isFinished else { return }
    isFinished = true
    let text = line(at: clock(), finished: true)
    output(terminal.isInteractive ? "\r\(text)\u{1B}[K\n" : "\(text)\n")
  }

  private mutating func draw(at now: Double) {
    latestDraw = now
    let text = line(at: now, finished: false)
    output(terminal.isInteractive ? "\r\(text)\u{1B}[K" : "\(text)\n")
  }
}

/// Writes at once, behind everything printed so far.
public func writeToStandardOutput(_ text: String) {
  print(text, terminator: "")
  fflush(nil)
}
