// Which class was taken for which.

/// Counts of true classes (rows) against predicted ones (columns), with recall and precision.
public struct ConfusionMatrix: Chart {
  /// What the chart is about.
  public let title: String
  /// `counts[t][p]` examples of class `t` were taken for class `p`.
  public let counts: [[Int]]
  let names: [String]

  /// Shows counts that exist already, as many rows as columns.
  public init(_ title: String, counts: [[Int]], names: [String] = []) {
    let size = max(counts.count, counts.map(\.count).max() ?? 0)
    self.title = title
    self.counts = (0..<size).map { row in
      (0..<size).map { row < counts.count && $0 < counts[row].count ? counts[row][$0] : 0 }
    }
    self.names = (0..<size).map { $0 < names.count ? names[$0] : "\($0)" }
  }

  /// Counts pairs of true and predicted classes; classes below 0 are left out.
  public init(_ title: String, labels: [Int], predictions: [Int], names: [String] = []) {
    let pairs = zip(labels, predictions).filter { $0 >= 0 && $1 >= 0 }
    let size = max(names.count, (pairs.map { max($0, $1) }.max() ?? -1) + 1)
    var counts = Array(repeating: Array(repeating: 0, count: size), count: size)
    for (truth, guess) in pairs { counts[truth][guess] += 1 }
    self.init(title, counts: counts, names: names)
  }

  /// How many examples were counted.
  public var total: Int { counts.reduce(0) { $0 + $1.reduce(0, +) } }

  /// The share on the diagonal; not a number without examples.
  public var accuracy: Double {
    Double(counts.indices.reduce(0) { $0 + counts[$1][$1] }) / Double(total)
  }

  /// Which share of the examples of a class was found; not a number when it has none.
  public func recall(_ index: Int) -> Double {
    Double(counts[index][index]) / Double(counts[index].reduce(0, +))
  }

  /// Which share of the examples taken for a class belongs to it; not a number when there is none.
  public func precision(_ index: Int) -> Double {
    Double(counts[index][index]) / Double(counts.reduce(0) { $0 + $1[index] })
  }

  /// Off the diagonal, the most frequent first.
  var mistakes: [(truth: Int, guess: Int, count: Int)] {
    counts.indices.flatMap { row in
      counts.indices.map { (truth: row, guess: $0, count: counts[row][$0]) }
    }.filter { $0.truth != $0.guess && $0.count > 0 }.sorted {
      ($1.count, $0.truth, $0.guess) < ($0.count, $1.truth, $1.guess)
    }
  }

  /// The accuracy, the recall of each class and the most frequent mistakes.
  public var summary: String {
    guard total > 0 else { return "There is no data." }
    let recalls = counts.indices.map { "\(names[$0]): \(percent(recall($0)))" }
    let worst = mistakes.prefix(3).map {
      "\(names[$0.truth]) taken for \(names[$0.guess]) \(counted($0.count, "time"))"
    }
    return "Confusion matrix of \(counted(total, "example")), \(percent(accuracy)) right. "
      + "Recall: \(recalls.joined(separator: ", ")). "
      + (worst.isEmpty ? "No mistakes." : "Most frequent: \(worst.joined(separator: "; ")).")
  }

  /// The matrix as an `svg` element.
  public func svg(width: Double) -> String {
    guard !counts.isEmpty else {
      return drawing(
        width: width, height: 60, label("no data", x: width / 2, y: 34, anchor: "middle"))
    }
    let width = min(width, counts.count > 6 ? 560 : 440)
    let left = min((names.map(textWidth).max() ?? 0) + 12, width / 4)
    let cell = min(80, (width - left - 60) / Double(counts.count))
    let box = Layout(left: left, top: 44, cell: cell, end: left + cell * Double(counts.count))
    let cells = counts.indices.flatMap { row in
      counts.indices.map { self.cell(row, $0, box) }
    }
    let height = box.bottom(counts.count) + 26
    return drawing(
      width: width, height: height, cells.joined() + headings(box) + rates(box))
  }

  private struct Layout {
    let left: Double
    let top: Double
    let cell: Double
    let end: Double

    func middle(_ index: Int) -> Double { (Double(index) + 0.5) * cell }
    func bottom(_ count: Int) -> Double { top + cell * Double(count) }
  }

  /// Right answers in one colour, mistakes in another, stronger than their share: one mistake in a
  /// hundred has to be seen.
  private func cell(_ row: Int, _ column: Int, _ box: Layout) -> String {
    let count = counts[row][column]
    let share = Double(count) / Double(max(1, counts[row].reduce(0, +)))
    let right = row == column
    let strength = count == 0 ? 0 : right ? 0.12 + 0.3 * share : 0.08 + 0.4 * share.squareRoot()
    let words = "\(names[row]) taken for \(names[column]): \(count), \(percent(share))"
    let ground = element(
      "rect",
      [
        "x": box.left + Double(column) * box.cell + 0.5,
        "y": box.top + Double(row) * box.cell + 0.5, "width": box.cell - 1,
        "height": box.cell - 1, "rx": 2,
        "style": "fill:\(count == 0 ? "var(--grid)" : Theme.color(right ? 0 : 1));"
          + "fill-opacity:\(count == 0 ? "0.35" : fixed(strength, decimals: 2))",
      ], tooltip(words))
    guard count > 0 else { return ground }
    return ground + cellTexts(count, share, row, column, box)
  }

  private func cellTexts(
    _ count: Int, _ share: Double, _ row: Int, _ column: Int, _ box: Layout
  ) -> String {
    let x = box.left + box.middle(column)
    let y = box.top + box.middle(row)
    let style = row == column ? "strong" : "name"
    let text = "\(count)"
    let fits = textWidth(text) + 3 <= box.cell
    guard fits || textWidth(text) * 0.8 <= box.cell else { return "" }
    let number = label(
      text, x: x, y: y + (box.cell > 46 ? -1 : 4), anchor: "middle",
      style: fits ? style : style + " small")
    guard box.cell > 46 else { return number }
    return number + label(percent(share), x: x, y: y + 14, anchor: "middle", style: "name small")
  }

  private func headings(_ box: Layout) -> String {
    let widest = names.map(textWidth).max() ?? 0
    let every = max(1, Int(((widest + 4) / box.cell).rounded(.up)))
    let tops = stride(from: 0, to: names.count, by: every).map {
      label(
        fitted(names[$0], width: box.cell * Double(every)), x: box.left + box.middle($0),
        y: box.top - 7, anchor: "middle", style: "name")
    }
    let sides = names.indices.map {
      label(
        fitted(names[$0], width: box.left - 8), x: box.left - 7, y: box.top + box.middle($0) + 4,
        anchor: "end", style: "name")
    }
    return label("true ↓  predicted →", x: 0, y: 14) + (tops + sides).joined()
  }

  /// Recall at the end of each row, precision under each column, in whole percent where those are
  /// narrow.
  private func rates(_ box: Layout) -> String {
    let recalls = counts.indices.map {
      label(rate(recall($0)), x: box.end + 6, y: box.top + box.middle($0) + 4)
    }
    let bottom = box.bottom(counts.count)
    let decimals = textWidth("88.8") * 0.8 + 3 <= box.cell ? 1 : 0
    let precisions = counts.indices.map {
      label(
        rate(precision($0), decimals: decimals), x: box.left + box.middle($0), y: bottom + 15,
        anchor: "middle", style: "tick small")
    }
    let heads =
      label("recall %", x: box.end + 6, y: box.top - 7)
      + label("precision %", x: box.end + 2, y: bottom + 15, style: "tick small")
    return heads + (recalls + precisions).joined()
  }

  private func rate(_ share: Double, decimals: Int = 1) -> String {
    share.isFinite ? fixed(share * 100, decimals: share == 1 ? 0 : decimals) : "–"
  }
}
