// What every chart has: a title, a text alternative and a drawing at a given width.

/// A picture made of vectors that a report can show.
///
/// ```swift
/// let chart = LineChart(
///   "Loss", [Series("training", losses), Series("validation", heldOut).marking(.minimum)],
///   x: "epoch", y: Axis("loss", scale: .logarithmic))
/// try chart.document().write(toFile: "loss.svg", atomically: true, encoding: .utf8)
/// ```
public protocol Chart: Sendable {
  /// What the chart is about; a report sets it as the caption.
  var title: String { get }
  /// What the chart shows, in words and numbers, for those who cannot see it.
  var summary: String { get }
  /// The drawing as an `svg` element, laid out for a column of `width` pixels.
  ///
  /// Its colours come from the style sheet of the page, so that it follows light and dark.
  func svg(width: Double) -> String
}

extension Chart {
  /// The drawing as a file of its own, with its colours.
  public func document(width: Double = 680) -> String {
    let drawing = svg(width: width)
    guard let end = drawing.firstIndex(of: ">") else { return drawing }
    let style = element("style", [:], Theme.variables + Theme.chartRules)
    return drawing[...end] + style + drawing[drawing.index(after: end)...] + "\n"
  }

  /// The outer element with its text alternatives.
  func drawing(width: Double, height: Double, _ content: String) -> String {
    let words = element("title", [:], escaped(title)) + element("desc", [:], escaped(summary))
    return element(
      "svg",
      [
        "xmlns": "http://www.w3.org/2000/svg", "class": "chart", "role": "img",
        "aria-label": "\(title). \(summary)",
        "viewBox": "0 0 \(coordinate(width)) \(coordinate(height))",
        "width": width, "height": height,
      ], words + content)
  }
}

/// A text of a chart.
///
/// `anchor` is `start`, `middle` or `end`.
func label(
  _ text: String, x: Double, y: Double, anchor: String = "start", style: String = "tick"
) -> String {
  element("text", ["class": style, "x": x, "y": y, "text-anchor": anchor], escaped(text))
}

/// What a pointer resting on a mark shows.
func tooltip(_ text: String) -> String {
  element("title", [:], escaped(text))
}

/// About how wide a text is in a sans-serif font of 12 pixels.
func textWidth(_ text: String) -> Double {
  text.unicodeScalars.reduce(0) { width, scalar in
    switch scalar {
    case "i", "j", "l", "t", "f", "I", " ", ".", ",", ":", ";", "'", "|", "!", "(", ")": width + 4.2
    case "m", "w", "M", "W", "@", "%": width + 10.5
    case "A"..."Z": width + 8.2
    case "\u{2E80}"...: width + 12.5
    default: width + 7
    }
  }
}

/// A text cut to a width, with an ellipsis where something is missing.
func fitted(_ text: String, width: Double) -> String {
  guard textWidth(text) > width else { return text }
  var result = text
  while !result.isEmpty, textWidth(result) + 10 > width { result.removeLast() }
  return result + "…"
}
