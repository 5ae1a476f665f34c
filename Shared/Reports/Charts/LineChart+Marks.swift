// What stands on the lines: dots with values, labelled extremes, and fewer points where there are
// more than pixels.

extension LineChart {
  /// A drawn point and where it stands in its series.
  struct Place {
    let index: Int
    let x: Double
    let y: Double
  }

  /// The drawable stretches of a line.
  func runs(of series: Series, _ frame: PlotFrame) -> [[Place]] {
    var runs: [[Place]] = [[]]
    for (index, point) in series.points.enumerated() {
      if frame.shows(point.x, point.y) {
        let place = Place(index: index, x: frame.place(x: point.x), y: frame.place(y: point.y))
        runs[runs.count - 1].append(place)
      } else if runs.last?.isEmpty == false {
        runs.append([])
      }
    }
    return runs.filter { !$0.isEmpty }.map(thinned)
  }

  /// At most four points a pixel column: the first, the lowest, the highest and the last of it.
  private func thinned(_ run: [Place]) -> [Place] {
    guard run.count > 800, let low = run.map(\.x).min(), let high = run.map(\.x).max() else {
      return run
    }
    guard high - low < Double(run.count) / 2 else { return run }
    var result: [Place] = []
    var start = 0
    while start < run.count {
      let column = run[start].x.rounded()
      let end = run[start...].firstIndex { $0.x.rounded() != column } ?? run.count
      result += representatives(run[start..<end])
      start = end
    }
    return result
  }

  private func representatives(_ column: ArraySlice<Place>) -> [Place] {
    guard column.count > 4, let first = column.first, let last = column.last,
      let low = column.min(by: { $0.y < $1.y }), let high = column.max(by: { $0.y < $1.y })
    else { return Array(column) }
    return [first] + [low, high].sorted { $0.index < $1.index } + [last]
  }

  /// Dots where there are few points, each with its value; a dot for a point without neighbours
  /// always, since no line shows it.
  func dots(_ series: Series, _ index: Int, _ frame: PlotFrame, isolated: Set<Int>) -> String {
    let few = series.y.count <= 40
    return series.points.enumerated().map { number, point in
      guard few || isolated.contains(number), frame.shows(point.x, point.y) else { return "" }
      let path = markerPath(
        index, x: frame.place(x: point.x), y: frame.place(y: point.y), radius: 2.6)
      let name = series.name.isEmpty ? "" : series.name + ", "
      return element(
        "path", ["class": "mark", "d": path, "style": "fill:\(Theme.color(index))"],
        tooltip("\(name)\(x.title) \(short(point.x)): \(short(point.y, digits: 4))"))
    }.joined()
  }

  /// A marker and a value at the lowest or highest point of each series that asks for it.
  func extremes(_ frame: PlotFrame) -> String {
    var taken: [Box] = []
    return series.enumerated().map { index, series in
      guard let best = series.extremeIndex(where: frame.shows) else { return "" }
      let x = frame.place(x: series.x[best])
      let y = frame.place(y: series.y[best])
      let ring = element(
        "circle",
        [
          "cx": x, "cy": y, "r": 5.5,
          "style": "fill:none;stroke:\(Theme.color(index));stroke-width:2",
        ])
      let text = "\(short(series.y[best])) at \(short(series.x[best]))"
      let isLow = series.extreme == .minimum
      return ring + note(text, x: x, y: y, below: isLow, in: frame, avoiding: &taken)
    }.joined()
  }

  /// The text at the first of six places around a point that is inside and free, or no text.
  private func note(
    _ text: String, x: Double, y: Double, below: Bool, in frame: PlotFrame,
    avoiding taken: inout [Box]
  ) -> String {
    let width = textWidth(text) * 1.06
    let lefts = [x - width / 2, x - width, x]
    let baselines = below ? [y + 21, y - 12] : [y - 12, y + 21]
    let places = baselines.flatMap { baseline in lefts.map { ($0, baseline) } }
    for (left, baseline) in places {
      let box = Box(left: left, right: left + width, top: baseline - 12, bottom: baseline + 3)
      let inside = box.left >= frame.left && box.right <= frame.width && box.bottom < frame.bottom
      guard inside, box.top > frame.top - 8, !taken.contains(where: box.meets) else { continue }
      taken.append(box)
      return label(text, x: left, y: baseline, style: "note")
    }
    return ""
  }
}

/// The place of a text.
struct Box {
  let left: Double
  let right: Double
  let top: Double
  let bottom: Double

  func meets(_ other: Box) -> Bool {
    left < other.right && other.left < right && top < other.bottom && other.top < bottom
  }
}
