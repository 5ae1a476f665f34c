// The labelled extremes of the lines: a ring and a text that stands where no line runs.

extension LineChart {
  /// A ring and a value at the lowest or highest point of each series that asks for it.
  func extremes(_ frame: PlotFrame) -> String {
    let lines = series.map { runs(of: $0, frame) }.joined()
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
      let places = Box.places(
        around: (x, y), width: textWidth(text) * 1.12, below: series.extreme == .minimum
      ).filter { box in
        frame.holds(box) && !taken.contains(where: box.meets)
      }
      let free = places.first { box in
        !lines.contains { run in
          zip(run, run.dropFirst()).contains { box.meets(from: ($0.x, $0.y), to: ($1.x, $1.y)) }
        }
      }
      guard let box = free ?? places.first else { return ring }
      taken.append(box)
      return ring + label(text, x: box.left, y: box.bottom - 3, style: "note")
    }.joined()
  }
}

extension PlotFrame {
  /// Whether a text is inside the plot area; above it and at its right there is a little room.
  fileprivate func holds(_ box: Box) -> Bool {
    box.left >= left && box.right <= width && box.bottom < bottom && box.top > top - 8
  }
}

/// The place of a text.
struct Box {
  let left: Double
  let right: Double
  let top: Double
  let bottom: Double

  /// The places for a text of this width around a ring, the nearest first, though the wanted side
  /// is worth some pixels.
  static func places(
    around point: (x: Double, y: Double), width: Double, below: Bool
  ) -> [Box] {
    let shifts = [-width / 2, -width, 0, -width - 14, 14, -width - 26, 26]
    let boxes = stride(from: point.y - 64, through: point.y + 64, by: 4).flatMap { top in
      shifts.map { shift in
        let left = point.x + shift
        return Box(left: left, right: left + width, top: top, bottom: top + 15)
      }
    }
    return boxes.filter { $0.distance(to: point) > 8 }.map { box in
      let isWanted = below ? box.top > point.y : box.bottom < point.y
      return (box: box, price: box.distance(to: point) + (isWanted ? 0 : 6))
    }
    .sorted { $0.price < $1.price }.map(\.box)
  }

  private func distance(to point: (x: Double, y: Double)) -> Double {
    let (across, down) = (
      max(left - point.x, 0, point.x - right), max(top - point.y, 0, point.y - bottom)
    )
    return (across * across + down * down).squareRoot()
  }

  func meets(_ other: Box) -> Bool {
    left < other.right && other.left < right && top < other.bottom && other.top < bottom
  }

  /// Whether a straight line runs through the box: what is left of it between the box's sides
  /// (Liang and Barsky, 1984).
  func meets(from start: (x: Double, y: Double), to end: (x: Double, y: Double)) -> Bool {
    let (dx, dy) = (end.x - start.x, end.y - start.y)
    var (first, last) = (0.0, 1.0)
    for (step, room) in [
      (-dx, start.x - left), (dx, right - start.x), (-dy, start.y - top), (dy, bottom - start.y),
    ] {
      if step == 0 {
        if room < 0 { return false }
      } else if step < 0 {
        first = max(first, room / step)
      } else {
        last = min(last, room / step)
      }
    }
    return first <= last
  }
}
