// The points of the lines: dots with values, steps, and fewer points where there are more than pixels.

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
    return runs.filter { !$0.isEmpty }.map { thinned(series.isStepped ? stepped($0) : $0) }
  }

  /// The same stretch with each value kept until the next one comes.
  private func stepped(_ run: [Place]) -> [Place] {
    zip(run, run.dropFirst()).flatMap { place, next in
      [place, Place(index: place.index, x: next.x, y: place.y)]
    } + run.suffix(1)
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
}
