// Images in text: two pixels a character by half blocks, or one of ten characters for a grey.

extension Terminal {
  /// Pictures beside each other, in as many rows as the width asks for, a caption under each.
  ///
  /// `captions` belong to the pictures in order and may be fewer; `range` holds the values of black
  /// and white, which are those of the data without it.
  public func images(
    _ pictures: [Picture], captions: [String] = [], range: ClosedRange<Double>? = nil
  ) -> String {
    let shown = pictures.filter { $0.width > 0 && $0.height > 0 }.map {
      $0.scaledDown(toWidth: width)
    }
    let range = range ?? ColorMap.grayscale.range(of: shown.flatMap(\.values))
    guard let widest = shown.map(\.width).max() else { return "(no images)" }
    let perRow = max(1, (width + 2) / (widest + 2))
    return stride(from: 0, to: shown.count, by: perRow).map { start in
      let tiles = (start..<min(shown.count, start + perRow)).map { index in
        lines(of: shown[index], range: range, width: widest)
          + (captions.isEmpty
            ? [] : [centred(index < captions.count ? captions[index] : "", in: widest)])
      }
      return joined(tiles, width: widest)
    }.joined(separator: "\n\n")
  }

  private func centred(_ text: String, in width: Int) -> String {
    let text = clipped(printable(text), to: width)
    let left = String(repeating: " ", count: (width - columns(of: text)) / 2)
    return padded(left + text, to: width)
  }

  /// Blocks of lines side by side, shorter ones filled up.
  private func joined(_ tiles: [[String]], width: Int) -> String {
    let height = tiles.map(\.count).max() ?? 0
    let blank = String(repeating: " ", count: width)
    return (0..<height).map { row in
      tiles.map { row < $0.count ? $0[row] : blank }.joined(separator: "  ")
    }.joined(separator: "\n")
  }

  /// One line of text for two rows of pixels, because characters are twice as high as wide.
  private func lines(
    of picture: Picture, range: ClosedRange<Double>, width: Int
  ) -> [String] {
    stride(from: 0, to: picture.height, by: 2).map { row in
      let line = (0..<picture.width).map { column -> String in
        let top = picture.values[row * picture.width + column]
        let next = (row + 1) * picture.width + column
        let below = next < picture.values.count ? picture.values[next] : range.lowerBound
        return cell(top, below, range)
      }.joined()
      return line + (hasColor ? "\u{1B}[0m" : "")
        + String(repeating: " ", count: max(0, width - picture.width))
    }
  }

  private func cell(_ top: Double, _ below: Double, _ range: ClosedRange<Double>) -> String {
    if hasColor && hasUnicode {
      return "\u{1B}[38;5;\(grey(top, range));48;5;\(grey(below, range))m▀"
    }
    let (high, low) = (share(top, range), share(below, range))
    if hasUnicode { return halfBlock(high, low) }
    guard top.isFinite || below.isFinite else { return "?" }
    let ramp = Array(" .:-=+*#%@")
    return String(ramp[Int(((high + low) / 2 * 9).rounded())])
  }

  /// Half blocks show where the two pixels differ, shades how bright they are where they do not.
  private func halfBlock(_ high: Double, _ low: Double) -> String {
    switch (high > 0.5, low > 0.5) {
    case (true, false) where high - low > 0.3: return "▀"
    case (false, true) where low - high > 0.3: return "▄"
    default: return [" ", "░", "▒", "▓", "█"][Int(((high + low) * 2).rounded())]
    }
  }

  /// One of the 24 greys of the 256 colours; red for what is no number.
  private func grey(_ value: Double, _ range: ClosedRange<Double>) -> Int {
    value.isFinite ? 232 + Int((share(value, range) * 23).rounded()) : 161
  }

  private func share(_ value: Double, _ range: ClosedRange<Double>) -> Double {
    let share = (value - range.lowerBound) / (range.upperBound - range.lowerBound)
    return share.isFinite ? min(1, max(0, share)) : 0
  }
}
