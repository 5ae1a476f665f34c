// The frame that line, scatter and boundary charts share: legend, axes, grid and their texts.

/// A plot area with two axes.
struct PlotFrame {
  let width: Double
  let height: Double
  let left: Double
  let right: Double
  let top: Double
  let bottom: Double
  let x: Ticks
  let y: Ticks
  private let axes: (x: Axis, y: Axis)
  private let legend: Legend

  /// Lays out the frame around a plot area of `height`; legend and labels come on top of it.
  ///
  /// `snappingX` and `snappingY` say whether an axis ends at a tick.
  init(
    width: Double, height: Double, x: (values: [Double], axis: Axis),
    y: (values: [Double], axis: Axis), legend entries: [LegendEntry], snappingX: Bool,
    snappingY: Bool = true
  ) {
    let legend = Legend(entries, width: width)
    let vertical = Ticks(
      for: y.values, axis: y.axis, count: Int(height / 48), snapping: snappingY)
    left = (vertical.labels.map(textWidth).max() ?? 0) + 10
    right = width - 14
    top = legend.height + (y.axis.label.isEmpty ? 8 : 26)
    bottom = top + height
    self.y = vertical
    self.x = Ticks(
      for: x.values, axis: x.axis, count: Int((width - left) / 62), snapping: snappingX)
    self.width = width
    self.height = bottom + (x.axis.label.isEmpty ? 24 : 40)
    axes = (x.axis, y.axis)
    self.legend = legend
  }

  func place(x value: Double) -> Double { left + x.position(value) * (right - left) }

  func place(y value: Double) -> Double { bottom - y.position(value) * (bottom - top) }

  /// Whether both coordinates have a place on the axes.
  func shows(_ x: Double, _ y: Double) -> Bool { axes.x.shows(x) && axes.y.shows(y) }

  /// Everything but the data.
  var background: String {
    legend.svg + verticalAxis + horizontalAxis + titles
  }

  private var verticalAxis: String {
    zip(y.values, y.labels).map { value, text in
      let height = place(y: value)
      let style = value == y.lower ? "axis" : "grid"
      return element("line", ["class": style, "x1": left, "x2": right, "y1": height, "y2": height])
        + label(text, x: left - 6, y: height + 4, anchor: "end")
    }.joined()
  }

  private var horizontalAxis: String {
    zip(x.values, x.labels).map { value, text in
      let place = place(x: value)
      let half = textWidth(text) / 2
      let anchor = place + half > width ? "end" : "middle"
      return element(
        "line", ["class": "axis", "x1": place, "x2": place, "y1": bottom, "y2": bottom + 4])
        + label(
          text, x: anchor == "end" ? width : place, y: bottom + 17, anchor: anchor)
    }.joined()
      + element("line", ["class": "axis", "x1": left, "x2": right, "y1": bottom, "y2": bottom])
  }

  private var titles: String {
    var result = ""
    if !axes.y.label.isEmpty {
      result += label(fitted(axes.y.label, width: width), x: 0, y: top - 12, style: "name")
    }
    if !axes.x.label.isEmpty {
      let text = fitted(axes.x.label, width: right - left)
      result += label(text, x: right, y: bottom + 34, anchor: "end", style: "name")
    }
    return result
  }

  /// Content cut at the edges of the plot area, with room for half a marker.
  func clipped(_ content: String) -> String {
    let box = [left - 5, top - 5, right - left + 10, bottom - top + 10]
    return element(
      "svg",
      [
        "x": box[0], "y": box[1], "width": box[2], "height": box[3],
        "viewBox": box.map(coordinate).joined(separator: " "),
      ], content)
  }

  /// A sentence in the middle, where there is nothing to draw.
  func notice(_ text: String) -> String {
    label(text, x: (left + right) / 2, y: (top + bottom) / 2, anchor: "middle", style: "tick")
  }
}
