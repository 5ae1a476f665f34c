// A matrix as coloured cells, with a scale beside it.

/// A matrix of numbers, each a coloured cell; numbers stand in the cells where there is room.
public struct HeatMap: Chart {
  /// What the chart is about.
  public let title: String
  let values: [Double]
  let rows: Int
  let columns: Int
  let rowNames: [String]
  let columnNames: [String]
  let colors: ColorMap
  let axes: (x: Axis, y: Axis)

  /// Draws `values`, row by row, `columns` of them a row; an incomplete last row is filled up with
  /// missing values.
  public init(
    _ title: String, _ values: some PlotValues, columns: Int, rowNames: [String] = [],
    columnNames: [String] = [], colors: ColorMap = .sequential, axes: (x: Axis, y: Axis) = ("", "")
  ) {
    let given = values.plotValues
    self.title = title
    self.columns = max(0, columns)
    rows = columns > 0 ? (given.count + columns - 1) / columns : 0
    self.values = given + Array(repeating: .nan, count: max(0, rows * self.columns - given.count))
    self.rowNames = rowNames
    self.columnNames = columnNames
    self.colors = colors
    self.axes = axes
  }

  private var range: ClosedRange<Double> { colors.range(of: values) }

  /// The size, the range and where the extremes are.
  public var summary: String {
    let finite = values.indices.filter { values[$0].isFinite }
    guard let low = finite.min(by: { values[$0] < values[$1] }),
      let high = finite.max(by: { values[$0] < values[$1] })
    else { return "There is no data." }
    let missing = values.count - finite.count
    return "Heat map of \(counted(rows, "row")) and \(counted(columns, "column")). "
      + "Lowest \(short(values[low])) at \(place(low)), highest \(short(values[high])) at "
      + "\(place(high))." + (missing > 0 ? " \(counted(missing, "value")) not finite." : "")
  }

  private func place(_ index: Int) -> String {
    let (row, column) = (index / columns, index % columns)
    let rowName = row < rowNames.count ? rowNames[row] : "row \(row)"
    return rowName + ", " + (column < columnNames.count ? columnNames[column] : "column \(column)")
  }

  /// The cells as an `svg` element.
  public func svg(width: Double) -> String {
    guard rows > 0, columns > 0 else {
      return drawing(
        width: width, height: 60, label("no data", x: width / 2, y: 34, anchor: "middle"))
    }
    let layout = Layout(self, width: min(width, 460))
    return drawing(
      width: layout.width, height: layout.height,
      pixels(layout) + numbers(layout) + names(layout) + scale(layout))
  }

  private func pixels(_ layout: Layout) -> String {
    let range = range
    let palette = colors.palette(count: 255) + [ColorMap.missing]
    let indices = values.map {
      $0.isFinite ? UInt8(level(of: $0, in: range, levels: 255)) : 255
    }
    let image = IndexedImage(width: columns, height: rows, indices: indices, palette: palette)
    return raster(
      image, x: layout.left, y: layout.top, width: layout.cellWidth * Double(columns),
      height: layout.cellHeight * Double(rows))
  }

  /// Numbers in black or white, whichever is easier to read on the cell.
  private func numbers(_ layout: Layout) -> String {
    let texts = values.map(cellText)
    guard let widest = texts.map(textWidth).max(), widest + 4 <= layout.cellWidth,
      layout.cellHeight >= 18
    else { return "" }
    let range = range
    return texts.indices.map { index in
      let share = Double(level(of: values[index], in: range, levels: 255)) / 254
      let ground = values[index].isFinite ? colors.color(at: share) : ColorMap.missing
      let ink = ground.luminance > 0.18 ? "#000" : "#fff"
      let x = layout.left + (Double(index % columns) + 0.5) * layout.cellWidth
      let y = layout.top + (Double(index / columns) + 0.5) * layout.cellHeight + 4
      return element(
        "text", ["x": x, "y": y, "text-anchor": "middle", "style": "fill:\(ink)"],
        escaped(texts[index]))
    }.joined()
  }

  /// As many decimals as leave three digits to the largest value.
  private func cellText(_ value: Double) -> String {
    let largest = max(abs(range.lowerBound), abs(range.upperBound))
    guard value.isFinite, largest >= 0.01, largest < 1e4 else { return short(value, digits: 2) }
    return fixed(value, decimals: largest < 10 ? 2 : largest < 100 ? 1 : 0)
  }

  private func names(_ layout: Layout) -> String {
    let everyRow = max(1, Int((16 / layout.cellHeight).rounded(.up)))
    let rowLabels = stride(from: 0, to: min(rows, rowNames.count), by: everyRow).map { row in
      label(
        fitted(rowNames[row], width: layout.left - 8), x: layout.left - 6,
        y: layout.top + (Double(row) + 0.5) * layout.cellHeight + 4, anchor: "end")
    }
    let widest = (columnNames.map(textWidth).max() ?? 0) + 6
    let everyColumn = max(1, Int((widest / layout.cellWidth).rounded(.up)))
    let columnLabels = stride(from: 0, to: min(columns, columnNames.count), by: everyColumn).map {
      label(
        columnNames[$0], x: layout.left + (Double($0) + 0.5) * layout.cellWidth,
        y: layout.bottom + 15, anchor: "middle")
    }
    let titles = [
      axes.y.label.isEmpty ? "" : label(axes.y.label, x: 0, y: 13, style: "name"),
      axes.x.label.isEmpty
        ? ""
        : label(axes.x.label, x: layout.right, y: layout.height - 6, anchor: "end", style: "name"),
    ]
    return (rowLabels + columnLabels + titles).joined()
  }

  /// The colours from the lowest value at the bottom to the highest on top.
  private func scale(_ layout: Layout) -> String {
    let steps = 64
    let image = IndexedImage(
      width: 1, height: steps, indices: (0..<steps).reversed().map { UInt8($0) },
      palette: colors.palette(count: steps))
    let x = layout.right + 12
    let bar = raster(image, x: x, y: layout.top, width: 12, height: layout.bottom - layout.top)
    let ticks = layout.ticks
    return bar
      + zip(ticks.values, ticks.labels).map { value, text in
        let y = layout.bottom - ticks.position(value) * (layout.bottom - layout.top)
        return element("line", ["class": "axis", "x1": x + 12, "x2": x + 16, "y1": y, "y2": y])
          + label(text, x: x + 19, y: y + 4)
      }.joined()
  }

  private struct Layout {
    let width: Double
    let height: Double
    let left: Double
    let top: Double
    let right: Double
    let bottom: Double
    let cellWidth: Double
    let cellHeight: Double
    let ticks: Ticks

    init(_ map: HeatMap, width: Double) {
      let range = map.range
      let tickAxis = Axis("", range: range)
      ticks = Ticks(for: [], axis: tickAxis, count: 4, snapping: false)
      left =
        map.rowNames.isEmpty ? 0 : min((map.rowNames.map(textWidth).max() ?? 0) + 10, width / 3)
      let scale = 34 + (ticks.labels.map(textWidth).max() ?? 0)
      cellWidth = (width - left - scale) / Double(map.columns)
      cellHeight = min(cellWidth, max(60, 420 / Double(map.rows)))
      top = map.axes.y.label.isEmpty ? 6 : 22
      right = left + cellWidth * Double(map.columns)
      bottom = top + cellHeight * Double(map.rows)
      height = bottom + (map.columnNames.isEmpty ? 6 : 22) + (map.axes.x.label.isEmpty ? 0 : 18)
      self.width = width
    }
  }
}

/// A picture stretched over a box with hard edges between its pixels.
func raster(_ image: IndexedImage, x: Double, y: Double, width: Double, height: Double) -> String {
  element(
    "image",
    [
      "class": "pixels", "x": x, "y": y, "width": width, "height": height,
      "preserveAspectRatio": "none", "href": image.dataURI,
    ])
}
