// Building XML by hand: every name of an element is ours, every text and attribute is escaped here
// and nowhere else, so that a hostile title can never become markup.

/// A value that can stand in an attribute.
protocol AttributeValue {
  var attribute: String { get }
}

extension String: AttributeValue {
  var attribute: String { self }
}

extension Int: AttributeValue {
  var attribute: String { String(self) }
}

extension Double: AttributeValue {
  /// One decimal is a tenth of a pixel; more would only make the page larger.
  var attribute: String { coordinate(self) }
}

/// One element, closed at once without `content`, which must be markup already.
func element(
  _ name: String, _ attributes: KeyValuePairs<String, any AttributeValue> = [:],
  _ content: String? = nil
) -> String {
  var text = "<\(name)"
  for (key, value) in attributes { text += " \(key)=\"\(escaped(value.attribute))\"" }
  guard let content else { return text + "/>" }
  return text + ">\(content)</\(name)>"
}

/// Text made safe for element content and attributes, in HTML and in XML.
func escaped(_ text: String) -> String {
  var result = ""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "&": result += "&amp;"
    case "<": result += "&lt;"
    case ">": result += "&gt;"
    case "\"": result += "&quot;"
    case "'": result += "&#39;"
    default: result.unicodeScalars.append(isAllowed(scalar) ? scalar : "\u{FFFD}")
    }
  }
  return result
}

/// Control characters have no place in XML, and marks that turn the direction of writing none in a
/// label.
private func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x09, 0x0A, 0x0D: true
  case 0..<0x20, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069, 0xFFFE, 0xFFFF: false
  default: true
  }
}

/// A coordinate with one decimal at most.
func coordinate(_ value: Double) -> String {
  guard value.isFinite, abs(value) < 1e9 else { return "0" }
  let tenths = Int((value * 10).rounded())
  let (whole, rest) = tenths.magnitude.quotientAndRemainder(dividingBy: 10)
  return (tenths < 0 ? "-" : "") + (rest == 0 ? "\(whole)" : "\(whole).\(rest)")
}
