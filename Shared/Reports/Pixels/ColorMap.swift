// How numbers become colours in heat maps and pictures.

/// How numbers become colours.
public enum ColorMap: Sendable {
  /// Black for the lowest value, white for the highest: for images.
  case grayscale
  /// Dark blue over green to light yellow: for amounts.
  case sequential
  /// Blue below zero, near-white at zero, orange above, the same length on both sides: for signed
  /// values such as weights.
  case diverging
}

extension ColorMap {
  private var stops: [Color] {
    switch self {
    case .grayscale: [Color(0x000000), Color(0xFFFFFF)]
    case .sequential:
      [Color(0x1B1F4B), Color(0x2C5F8A), Color(0x2F9C8C), Color(0x9CCB5A), Color(0xFBF3A0)]
    case .diverging:
      [Color(0x0B3C78), Color(0x3E8BC9), Color(0xF5F3EF), Color(0xE0873A), Color(0x8A3A00)]
    }
  }

  /// The colour at `share`, 0...1, of the map.
  func color(at share: Double) -> Color {
    let place = min(1, max(0, share)) * Double(stops.count - 1)
    let index = min(stops.count - 2, Int(place))
    return stops[index].mixed(with: stops[index + 1], share: place - Double(index))
  }

  /// `count` colours from one end to the other.
  func palette(count: Int) -> [Color] {
    (0..<count).map { color(at: Double($0) / Double(max(1, count - 1))) }
  }

  /// The values that the ends of the map stand for: around zero for `diverging`.
  func range(of values: [Double]) -> ClosedRange<Double> {
    let finite = values.filter { abs($0) < 1e300 }
    guard let low = finite.min(), let high = finite.max() else { return 0...1 }
    if self == .diverging {
      let reach = max(abs(low), abs(high))
      return reach == 0 ? -1...1 : -reach...reach
    }
    return low == high ? low...(low + max(1, abs(low))) : low...high
  }

  /// A colour for values that are not numbers, found in no map.
  static let missing = Color(0xC2185B)
}

/// The rank of `value` among `levels` even steps of `range`; values outside go to the ends.
func level(of value: Double, in range: ClosedRange<Double>, levels: Int) -> Int {
  let share = (value - range.lowerBound) / (range.upperBound - range.lowerBound)
  return share.isNaN ? 0 : Int((min(1, max(0, share)) * Double(levels - 1)).rounded())
}
