// Numbers as a reader wants them: few digits, no locale, superscripts instead of `e-05`.

import Foundation

/// A number with `digits` significant digits and no trailing zeros.
///
/// ```swift
/// short(0.123456)  // 0.123
/// short(1_234_567)  // 1.23×10⁶
/// ```
func short(_ value: Double, digits: Int = 3) -> String {
  if value.isNaN { return "NaN" }
  if value.isInfinite { return value < 0 ? "−∞" : "∞" }
  if value == 0 { return "0" }
  let size = abs(value)
  if size < 1e-4 || size >= 1e6 { return scientific(value, digits: digits) }
  let decimals = max(0, digits - 1 - Int(log10(size).rounded(.down)))
  return fixed(value, decimals: decimals, trimmed: true)
}

/// A number with a fixed count of decimals, the minus sign as the typographer sets it.
func fixed(_ value: Double, decimals: Int, trimmed: Bool = false) -> String {
  var text = String(format: "%.\(decimals)f", value)
  if trimmed, text.contains(".") {
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
  }
  if text.hasPrefix("-") {
    text = Double(text) == 0 ? String(text.dropFirst()) : "−" + text.dropFirst()
  }
  return text
}

/// `mantissa×10ⁿ`, or `10ⁿ` alone for a power of ten.
func scientific(_ value: Double, digits: Int = 3) -> String {
  let parts = String(format: "%.\(max(0, digits - 1))e", value).split(separator: "e")
  guard parts.count == 2, let mantissa = Double(parts[0]), let exponent = Int(parts[1]) else {
    return "\(value)"
  }
  let power = "10" + superscript(exponent)
  if mantissa == 1 { return power }
  return fixed(mantissa, decimals: max(0, digits - 1), trimmed: true) + "×" + power
}

private func superscript(_ number: Int) -> String {
  let digits = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")
  let text = String(number.magnitude).compactMap(\.wholeNumberValue).map { String(digits[$0]) }
  return (number < 0 ? "⁻" : "") + text.joined()
}

/// A share in percent: one decimal where it matters, none at 0 and 100.
func percent(_ share: Double) -> String {
  guard share.isFinite else { return "–" }
  let value = share * 100
  return (value == 0 || value == 100 ? fixed(value, decimals: 0) : fixed(value, decimals: 1)) + " %"
}

/// `1 value`, `2 values`.
func counted(_ count: Int, _ noun: String) -> String {
  "\(count) \(noun)\(count == 1 ? "" : "s")"
}
