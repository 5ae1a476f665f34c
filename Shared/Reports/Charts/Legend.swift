// The key of a chart: a sample and a name for each series, in as many rows as the width asks for.

/// One entry of a legend.
struct LegendEntry {
  enum Sample {
    case line, marker, area
  }
  let name: String
  let index: Int
  let sample: Sample
}

/// Entries with their places; empty when there is nothing to tell apart.
struct Legend {
  private let places: [(entry: LegendEntry, x: Double, y: Double)]
  /// The room it takes from the top.
  let height: Double
  private let width: Double

  init(_ entries: [LegendEntry], width: Double) {
    var places: [(LegendEntry, Double, Double)] = []
    var (x, y) = (0.0, 0.0)
    for entry in entries where !entry.name.isEmpty {
      let size = 30 + min(textWidth(entry.name), width - 30)
      if x > 0, x + size > width { (x, y) = (0, y + 18) }
      places.append((entry, x, y))
      x += size + 16
    }
    self.places = places
    self.width = width
    height = places.isEmpty ? 0 : y + 24
  }

  var svg: String {
    places.map { place in
      let y = place.y + 10
      let name = fitted(place.entry.name, width: width - 30)
      return sample(place.entry, x: place.x, y: y)
        + label(name, x: place.x + 28, y: y + 4, style: "name")
    }.joined()
  }

  private func sample(_ entry: LegendEntry, x: Double, y: Double) -> String {
    let color = Theme.color(entry.index)
    switch entry.sample {
    case .line:
      return element(
        "path",
        [
          "class": "line", "d": "M\(coordinate(x + 1)) \(coordinate(y))h21",
          "style": "stroke:\(color)", "stroke-dasharray": Theme.dash(entry.index),
        ])
    case .marker:
      let path = markerPath(entry.index, x: x + 13, y: y, radius: 5)
      return element("path", ["class": "mark", "d": path, "style": "fill:\(color)"])
    case .area:
      return element(
        "rect",
        ["x": x + 7, "y": y - 6, "width": 12, "height": 12, "rx": 2, "style": "fill:\(color)"])
    }
  }
}
