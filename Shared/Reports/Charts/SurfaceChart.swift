// A function of two variables from above, with paths over it: how optimizers walk downhill.

import Foundation

/// The height of a surface in bands, darker where it is higher, and paths over it.
public struct SurfaceChart: Chart {
  /// What the chart is about.
  public let title: String
  let paths: [Series]
  let heights: Grid
  private(set) var axes: (x: Axis, y: Axis)

  /// Looks at a surface from above.
  ///
  /// - Parameters:
  ///   - title: What the chart is about.
  ///   - x: The horizontal part to show.
  ///   - y: The vertical part to show.
  ///   - paths: Lines in the plane; a path ends in a dot, and what leaves the part is cut off.
  ///   - axes: The titles of the axes.
  ///   - resolution: How many places are looked at in each direction.
  ///   - height: The function.
  public init(
    _ title: String, x: ClosedRange<Double>, y: ClosedRange<Double>, paths: [Series] = [],
    axes: (x: Axis, y: Axis) = ("x₁", "x₂"), resolution: Int = 120,
    height: (_ x: Double, _ y: Double) -> Double
  ) {
    let side = max(2, min(400, resolution))
    self.title = title
    self.paths = paths
    self.axes = axes
    self.axes.x.range = x
    self.axes.y.range = y
    let places = cellCentres(x: x, y: y, columns: side, rows: side)
    heights = Grid(columns: side, rows: side, values: places.map { height($0.x, $0.y) })
  }

  private var range: ClosedRange<Double> { ColorMap.sequential.range(of: heights.values) }

  /// The range of the heights and where each path starts and ends.
  public var summary: String {
    let ends = paths.map { path -> String in
      let points = path.points.filter { abs($0.x) < 1e300 && abs($0.y) < 1e300 }
      guard let first = points.first, let last = points.last else { return "\(path.name): empty." }
      return "\(path.name): \(counted(points.count, "point")) from (\(short(first.x)), "
        + "\(short(first.y))) to (\(short(last.x)), \(short(last.y)))."
    }
    return "Surface between \(short(range.lowerBound)) and \(short(range.upperBound)). "
      + ends.joined(separator: " ")
  }

  /// The surface as an `svg` element.
  public func svg(width: Double) -> String {
    let width = min(width, 560)
    let entries = paths.enumerated().map {
      LegendEntry(name: $0.element.name, index: $0.offset, sample: .line)
    }
    let frame = PlotFrame(
      width: width, height: width * 0.66, x: ([], axes.x), y: ([], axes.y), legend: entries,
      snappingX: false, snappingY: false)
    let ground = raster(
      image, x: frame.left, y: frame.top, width: frame.right - frame.left,
      height: frame.bottom - frame.top)
    let lines = paths.enumerated().map { line($0.element, $0.offset, frame) }.joined()
    return drawing(
      width: width, height: frame.height, frame.background + frame.clipped(ground + lines))
  }

  /// Grey bands; by the square root of the height, because the bottom of a valley matters most.
  private var image: IndexedImage {
    let bands = 14
    let palette = (0..<bands).map {
      Color(0x7C8796, alpha: 0.02 + 0.6 * Double($0) / Double(bands - 1))
    }
    let (low, high) = (range.lowerBound, range.upperBound)
    let indices = heights.values.map { value -> UInt8 in
      guard value.isFinite else { return UInt8(bands) }
      return UInt8(level(of: sqrt((value - low) / (high - low)), in: 0...1, levels: bands))
    }
    return IndexedImage(
      width: heights.columns, height: heights.rows, indices: indices,
      palette: palette + [ColorMap.missing])
  }

  private func line(_ path: Series, _ index: Int, _ frame: PlotFrame) -> String {
    let places = path.points.filter { abs($0.x) < 1e300 && abs($0.y) < 1e300 }.map {
      (frame.place(x: $0.x), frame.place(y: $0.y))
    }
    guard let last = places.last else { return "" }
    let corners = places.map { "\(coordinate($0.0)) \(coordinate($0.1))" }
    let color = Theme.color(index)
    let stroke = element(
      "path",
      [
        "class": "line", "d": "M" + corners.joined(separator: "L"), "style": "stroke:\(color)",
        "stroke-dasharray": Theme.dash(index),
      ])
    let end = markerPath(index, x: last.0, y: last.1, radius: 5)
    return stroke
      + element("path", ["class": "mark", "d": end, "style": "fill:\(color)"], tooltip(path.name))
  }
}
