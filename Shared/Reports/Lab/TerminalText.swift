// Running text for a terminal: lines that fit, and signs that arrive where only ASCII does.

import Foundation

extension Terminal {
  /// The text with every sign that this terminal cannot show written in ASCII.
  package func plain(_ text: String) -> String {
    guard !hasUnicode else { return text }
    return ascii(text).unicodeScalars.map { scalar in
      scalar.isASCII ? String(scalar) : Terminal.replacements[scalar] ?? Self.decomposed(scalar)
    }.joined()
  }

  /// The ASCII part of a letter with an accent, or of a raised or lowered sign.
  private static func decomposed(_ scalar: Unicode.Scalar) -> String {
    let parts = String(scalar).decomposedStringWithCompatibilityMapping.unicodeScalars
    let plain = String(String.UnicodeScalarView(parts.filter(\.isASCII)))
    return plain.isEmpty
      ? (scalar.properties.canonicalCombiningClass == .notReordered ? "?" : "") : plain
  }

  /// A text of any origin as one line for this terminal.
  public func oneLine(_ text: String) -> String { plain(printable(text)) }

  private static let replacements: [Unicode.Scalar: String] = [
    "·": "*", "×": "x", "→": "->", "←": "<-", "±": "+-", "√": "sqrt ", "σ": "sigma", "Σ": "sum ",
    "η": "eta", "−": "-", "–": "-", "—": "-", "…": "...", "“": "\"", "”": "\"", "’": "'",
    "─": "-", "½": "1/2", "²": "^2", "ᶻ": "^z", "ᵀ": "^T", "≥": ">=", "≤": "<=", "≈": "~",
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "θ": "theta",
    "λ": "lambda", "μ": "mu", "ℓ": "l", "Δ": "delta ", "Π": "product ", "∂": "d", "∇": "grad ",
    "∞": "inf", "⊙": "*", "≠": "!=", "∈": " in ", "⇔": "<=>", "⇒": "=>", "‖": "|", "★": "*",
    "₁": "1", "₂": "2", "₃": "3", "ᵢ": "i", "ⱼ": "j", "●": "o", "○": "x", "▒": ":", "é": "e",
  ]
}

/// A paragraph in lines of at most `width` columns, broken between words.
package func wrapped(_ text: String, width: Int) -> [String] {
  var lines: [String] = []
  for paragraph in text.split(separator: "\n", omittingEmptySubsequences: false) {
    var line = ""
    for word in paragraph.split(separator: " ") {
      if line.isEmpty {
        line = String(word)
      } else if columns(of: line) + 1 + columns(of: String(word)) <= width {
        line += " \(word)"
      } else {
        lines.append(line)
        line = String(word)
      }
    }
    lines.append(line)
  }
  return lines
}

/// A number with `digits` significant digits and no trailing zeros, as charts write it.
public func shortText(_ value: some PlotNumber, digits: Int = 3) -> String {
  short(value.plotValue, digits: digits)
}

/// A number with a fixed count of decimals.
public func fixedText(_ value: some PlotNumber, decimals: Int) -> String {
  fixed(value.plotValue, decimals: decimals)
}

/// A share, 0 to 1, in percent.
public func percentText(_ share: some PlotNumber, decimals: Int = 1) -> String {
  fixed(share.plotValue * 100, decimals: decimals) + " %"
}
