// Colours and colour maps. Maps are straight lines in OKLab (Ottosson, 2020), a space in which equal
// steps look equal, so that no band of a map stands out.

import Foundation

/// A colour in sRGB.
struct Color: Hashable {
  var red: UInt8
  var green: UInt8
  var blue: UInt8
  var alpha: UInt8 = 255

  init(_ hex: UInt32, alpha: Double = 1) {
    red = UInt8(hex >> 16 & 255)
    green = UInt8(hex >> 8 & 255)
    blue = UInt8(hex & 255)
    self.alpha = UInt8((alpha * 255).rounded())
  }

  /// `#rrggbb`.
  var css: String { String(format: "#%02x%02x%02x", Int(red), Int(green), Int(blue)) }

  /// The relative luminance of WCAG 2: 0 is black, 1 is white.
  var luminance: Double {
    let linear = [red, green, blue].map(linearized)
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
  }

  /// The contrast ratio of WCAG 2, 1...21.
  func contrast(with other: Color) -> Double {
    let (a, b) = (luminance, other.luminance)
    return (max(a, b) + 0.05) / (min(a, b) + 0.05)
  }

  /// The colour at `share` of the way to `other`, both opaque, in OKLab.
  func mixed(with other: Color, share: Double) -> Color {
    Color(oklab: zip(oklab, other.oklab).map { $0 + ($1 - $0) * share })
  }
}

extension Color {
  /// Lightness, green to red, blue to yellow.
  fileprivate var oklab: [Double] {
    let rgb = [red, green, blue].map(linearized)
    return product(labFromCone, product(coneFromRGB, rgb).map { cbrt($0) })
  }

  fileprivate init(oklab: [Double]) {
    let rgb = product(rgbFromCone, product(coneFromLab, oklab).map { $0 * $0 * $0 })
    self.init(0)
    (red, green, blue) = (encoded(rgb[0]), encoded(rgb[1]), encoded(rgb[2]))
  }
}

/// The constants of Ottosson's OKLab: sRGB to cone response, cube root, to Lab, and back.
private let coneFromRGB = [
  [0.4122214708, 0.5363325363, 0.0514459929],
  [0.2119034982, 0.6806995451, 0.1073969566],
  [0.0883024619, 0.2817188376, 0.6299787005],
]
private let labFromCone = [
  [0.2104542553, 0.7936177850, -0.0040720468],
  [1.9779984951, -2.4285922050, 0.4505937099],
  [0.0259040371, 0.7827717662, -0.8086757660],
]
private let coneFromLab = [
  [1, 0.3963377774, 0.2158037573],
  [1, -0.1055613458, -0.0638541728],
  [1, -0.0894841775, -1.2914855480],
]
private let rgbFromCone = [
  [4.0767416621, -3.3077115913, 0.2309699292],
  [-1.2684380046, 2.6097574011, -0.3413193965],
  [-0.0041960863, -0.7034186147, 1.7076147010],
]

private func product(_ matrix: [[Double]], _ vector: [Double]) -> [Double] {
  matrix.map { $0[0] * vector[0] + $0[1] * vector[1] + $0[2] * vector[2] }
}

private func linearized(_ byte: UInt8) -> Double {
  let value = Double(byte) / 255
  return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
}

private func encoded(_ linear: Double) -> UInt8 {
  let value = min(1, max(0, linear))
  let encoded = value <= 0.0031308 ? value * 12.92 : 1.055 * pow(value, 1 / 2.4) - 0.055
  return UInt8((encoded * 255).rounded())
}
