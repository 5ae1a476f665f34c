// Many small images with a caption each: digits, mistakes, the weights of a first layer.

/// Images in rows, drawn as crisp pixels, each with its caption.
public struct ImageGrid: Chart {
  /// What the images are.
  public let title: String
  let pictures: [Picture]
  let captions: [String]
  let colors: ColorMap
  let range: ClosedRange<Double>

  /// Shows pictures on one common scale.
  ///
  /// - Parameters:
  ///   - title: What the images are.
  ///   - pictures: The images; empty ones are left out.
  ///   - captions: One for each picture, in order; may be shorter.
  ///   - colors: `.grayscale` for images, `.diverging` for signed weights.
  ///   - range: The values of the two ends of the colours; those of the data without it.
  public init(
    _ title: String, _ pictures: [Picture], captions: [String] = [], colors: ColorMap = .grayscale,
    range: ClosedRange<Double>? = nil
  ) {
    self.title = title
    self.pictures = pictures.filter { $0.width > 0 && $0.height > 0 }
    self.captions = captions
    self.colors = colors
    self.range = range ?? colors.range(of: pictures.flatMap(\.values))
  }

  /// How many images of which size, and the captions.
  public var summary: String {
    guard let first = pictures.first else { return "There are no images." }
    let named = captions.prefix(min(60, pictures.count)).filter { !$0.isEmpty }
    return "\(counted(pictures.count, "image")) of \(first.width) by \(first.height) pixels"
      + (colors == .diverging ? ", blue below and orange above zero" : "")
      + (named.isEmpty ? "." : ": \(named.joined(separator: "; ")).")
  }

  /// The images as an `svg` element.
  public func svg(width: Double) -> String {
    guard !pictures.isEmpty else {
      return drawing(
        width: width, height: 60, label("no images", x: width / 2, y: 34, anchor: "middle"))
    }
    let caption = captions.map(textWidth).max() ?? 0
    let tile = min(width, pictures.count == 1 ? 168 : pictures.count <= 12 ? 84 : 60)
    let step = min(width, max(tile, min(caption, 120)) + 10)
    let most = max(1, Int((width + 10) / step))
    let rows = (pictures.count + most - 1) / most
    let columns = (pictures.count + rows - 1) / rows
    let tallest = pictures.map { Double($0.height) / Double($0.width) }.max() ?? 1
    let rowHeight = tile * min(3, tallest) + (caption > 0 ? 26 : 10)
    let tiles = pictures.indices.map { index in
      self.tile(
        index, x: Double(index % columns) * step, y: Double(index / columns) * rowHeight,
        size: tile, step: step - 10)
    }
    let used = min(width, Double(min(columns, pictures.count)) * step - 10)
    return drawing(width: used, height: Double(rows) * rowHeight, tiles.joined())
  }

  private func tile(_ index: Int, x: Double, y: Double, size: Double, step: Double) -> String {
    let picture = pictures[index]
    let height = min(3 * size, size * Double(picture.height) / Double(picture.width))
    let image = raster(indexed(picture), x: x, y: y + 1, width: size, height: height)
    guard index < captions.count, !captions[index].isEmpty else { return image }
    let text = label(fitted(captions[index], width: step), x: x, y: y + height + 15, style: "name")
    return element("g", [:], tooltip(captions[index]) + image + text)
  }

  /// 31 greys or colours are enough at this size and pack well; the last index is "no number".
  private func indexed(_ picture: Picture) -> IndexedImage {
    let levels = colors == .grayscale ? 31 : 63
    let indices = picture.values.map {
      $0.isFinite ? UInt8(level(of: $0, in: range, levels: levels)) : UInt8(levels)
    }
    return IndexedImage(
      width: picture.width, height: picture.height, indices: indices,
      palette: colors.palette(count: levels) + [ColorMap.missing])
  }
}
