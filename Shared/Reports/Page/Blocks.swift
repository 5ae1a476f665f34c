// The building blocks of the page: running text, tables, figures.

/// Escaped text in which words between back quotes become code.
func inline(_ text: String) -> String {
  let parts = text.split(separator: "`", omittingEmptySubsequences: false).map {
    escaped(String($0))
  }
  guard parts.count > 2, parts.count % 2 == 1 else { return escaped(text) }
  return parts.enumerated().map { index, part in
    index % 2 == 1 ? element("code", [:], part) : part
  }.joined()
}

/// A table in a box that scrolls by itself when the page is narrow.
func htmlTable(columns: [String], rows: [[String]], caption: String) -> String {
  let numeric = columns.indices.map { column in
    let cells = rows.compactMap { column < $0.count && !$0[column].isEmpty ? $0[column] : nil }
    return !cells.isEmpty && cells.allSatisfy(looksNumeric)
  }
  let head = columns.enumerated().map { index, name in
    element("th", numeric[index] ? ["scope": "col", "class": "n"] : ["scope": "col"], inline(name))
  }
  let body = rows.map { row in
    let cells = columns.indices.map { index in
      element(
        "td", numeric[index] ? ["class": "n"] : [:], inline(index < row.count ? row[index] : ""))
    }
    return element("tr", [:], cells.joined())
  }
  let title = caption.isEmpty ? "" : element("caption", [:], inline(caption))
  let table = element(
    "table", [:],
    title + element("thead", [:], element("tr", [:], head.joined()))
      + element("tbody", [:], body.joined(separator: "\n")))
  return element(
    "div",
    [
      "class": "scroll", "tabindex": 0, "role": "region",
      "aria-label": caption.isEmpty ? "Table: \(columns.joined(separator: ", "))" : caption,
    ], table)
}

/// Whether a cell is a number, perhaps with a sign, a unit or a percent mark behind it.
func looksNumeric(_ text: String) -> Bool {
  let signs: Set<Character> = ["-", "−", "+", "±", "<", ">", "≈", " "]
  guard let first = text.first(where: { !signs.contains($0) }) else { return false }
  if ["–", "—", "∞"].contains(first) || text == "NaN" { return true }
  let words = text.split(separator: " ")
  return first.isNumber && words.count <= 3
}

/// A chart with its title and a caption, once for each width the page may give it.
func figure(_ chart: some Chart, caption: String, widths: [Double]) -> String {
  let drawings = widths.map { chart.svg(width: $0) }
  var content = drawings[0]
  if drawings.count == 2, drawings[0] != drawings[1] {
    content =
      element("div", ["class": "wide"], drawings[0])
      + element("div", ["class": "narrow"], drawings[1])
  }
  let title = element("b", [:], inline(chart.title)) + inline(caption.isEmpty ? "" : " " + caption)
  let words = element("summary", [:], "In words") + element("p", [:], escaped(chart.summary))
  return element(
    "figure", [:],
    element("figcaption", [:], title) + content + element("details", [:], words))
}
