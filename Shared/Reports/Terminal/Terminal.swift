// What the terminal can show: how wide it is, whether it has colours, redrawing and Unicode.

import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The abilities of an output, and the pictures that fit them.
///
/// ```swift
/// let terminal = Terminal.standard
/// print(terminal.images(digits, captions: ["5", "0", "4"]))
/// print(terminal.lineChart([Series("train", losses), Series("validation", heldOut)]))
/// ```
public struct Terminal: Sendable, Equatable {
  /// Columns in a line.
  public var width: Int
  /// Whether a line can be drawn again over itself.
  public var isInteractive: Bool
  /// Whether block and line characters arrive, rather than ASCII alone.
  public var hasUnicode: Bool
  /// Whether colours are wanted and shown.
  public var hasColor: Bool

  /// Describes an output.
  public init(
    width: Int = 80, isInteractive: Bool = false, hasUnicode: Bool = true, hasColor: Bool = false
  ) {
    self.width = max(20, width)
    self.isInteractive = isInteractive
    self.hasUnicode = hasUnicode
    self.hasColor = hasColor
  }

  /// The standard output of this process, as it is now.
  public static var standard: Terminal {
    Terminal(
      environment: ProcessInfo.processInfo.environment, isTerminal: isatty(1) != 0,
      columns: columnsOfStandardOutput())
  }

  /// Judges by the usual variables: `NO_COLOR`, `TERM`, `COLUMNS` and the locale.
  init(environment: [String: String], isTerminal: Bool, columns: Int?) {
    let able = isTerminal && environment["TERM"] != "dumb"
    let plain = !(environment["NO_COLOR"] ?? "").isEmpty
    self.init(
      width: columns ?? environment["COLUMNS"].flatMap { Int($0) } ?? 80,
      isInteractive: able && !plain, hasUnicode: isUnicode(environment), hasColor: able && !plain)
  }

  /// `text` in the colour of a series, where there are colours.
  package func colored(_ text: String, series index: Int) -> String {
    guard hasColor, !text.isEmpty else { return text }
    let codes = [34, 33, 32, 35, 36, 31, 37, 90]
    return "\u{1B}[\(codes[index % codes.count])m\(text)\u{1B}[0m"
  }
}

/// The first of the locale variables that is set decides; without any, Unicode is taken to arrive.
private func isUnicode(_ environment: [String: String]) -> Bool {
  let names = ["LC_ALL", "LC_CTYPE", "LANG"]
  guard let locale = names.compactMap({ environment[$0] }).first(where: { !$0.isEmpty }) else {
    return environment["TERM"] != "dumb"
  }
  let name = locale.lowercased()
  return name.contains("utf-8") || name.contains("utf8")
}

private func columnsOfStandardOutput() -> Int? {
  var size = winsize()
  guard ioctl(1, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
  return Int(size.ws_col)
}

/// How many columns a text takes: wide characters two, combining ones none.
package func columns(of text: String) -> Int {
  text.reduce(0) { count, character in
    guard let scalar = character.unicodeScalars.first else { return count }
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0x1F300...0x1FAFF:
      return count + 2
    default: return count + 1
    }
  }
}

/// A text on one line without control characters, which could move the cursor or forge output.
package func printable(_ text: String) -> String {
  var scalars = String.UnicodeScalarView()
  scalars.append(contentsOf: text.unicodeScalars.map { isControl($0) ? " " : $0 })
  return String(scalars)
}

private func isControl(_ scalar: Unicode.Scalar) -> Bool {
  scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value) || scalar.value == 0x2028
    || (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
}

/// A text cut to `limit` columns or filled up with spaces on one side.
package func padded(_ text: String, to limit: Int, onLeft: Bool = false) -> String {
  let cut = clipped(text, to: limit)
  let space = String(repeating: " ", count: max(0, limit - columns(of: cut)))
  return onLeft ? space + cut : cut + space
}

/// A text cut to `limit` columns.
package func clipped(_ text: String, to limit: Int) -> String {
  var result = text
  while columns(of: result) > max(0, limit) { result.removeLast() }
  return result
}
