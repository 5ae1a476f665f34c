// Windows bitmaps (Microsoft, 1990 and later): two headers, perhaps a palette, then rows of pixels,
// the lowest row first unless the height is negative.

import Shared

/// A BMP file whose headers are sound and whose pixels are all there.
struct BMPFile {
  private let bytes: [UInt8]
  private let header: BMPHeader
  /// Red, green and blue, as bytes, of each colour.
  private var palette: [[UInt8]] = []
  /// For red, green, blue and perhaps opacity, where its bits stand in a pixel.
  private var masks: [BMPMask] = []

  init(_ bytes: [UInt8], maximumPixels: Int) throws(ImageDamage) {
    self.bytes = bytes
    header = try BMPHeader(bytes, maximumPixels: maximumPixels)
    var end = header.end
    if header.depth <= 8 {
      palette = try readPalette()
      end += palette.count * header.bytesPerColor
    } else {
      masks = try readMasks()
      if header.hasMasksBehind { end += 12 }
    }
    let (first, size) = (header.pixels, header.rowBytes * header.height)
    guard first >= end else {
      throw ImageDamage("damaged BMP header", "pixels at byte \(first), expected \(end) or more")
    }
    guard first <= bytes.count, size <= bytes.count - first else {
      throw ImageDamage(
        "the BMP file ends too early", "\(bytes.count) bytes, expected \(first + size)",
        "copy the file again")
    }
  }

  /// The picture, shape [1, 3, H, W], or [1, 4, H, W] where the header gives opacity bits.
  func pixels() throws(ImageDamage) -> Tensor {
    let (width, height) = (header.width, header.height)
    let channels = palette.isEmpty ? masks.count : 3
    var scalars = [Float](repeating: 0, count: channels * width * height)
    for row in 0..<height {
      let start = header.pixels + row * header.rowBytes
      let place = (header.isTopDown ? row : height - 1 - row) * width
      for column in 0..<width {
        try spread(at: start, column, to: &scalars, place + column, plane: width * height)
      }
    }
    return Tensor(scalars, shape: [1, channels, height, width])
  }

  @inline(__always)
  private func spread(
    at start: Int, _ column: Int, to scalars: inout [Float], _ place: Int, plane: Int
  ) throws(ImageDamage) {
    if header.depth <= 8 {
      let shift = 8 - header.depth - column * header.depth % 8
      let index =
        Int(bytes[start + column * header.depth / 8]) >> shift & (1 << header.depth - 1)
      guard index < palette.count else {
        throw ImageDamage("a BMP pixel has no colour", "index \(index) of \(palette.count) colours")
      }
      for channel in 0..<3 {
        scalars[channel * plane + place] = Float(palette[index][channel]) / 255
      }
    } else {
      let pixel = littleEndian(bytes, start + column * header.depth / 8, count: header.depth / 8)
      for channel in masks.indices {
        scalars[channel * plane + place] = masks[channel].share(of: pixel)
      }
    }
  }
}

// MARK: - Palette and masks

extension BMPFile {
  private func readPalette() throws(ImageDamage) -> [[UInt8]] {
    let count = header.colors
    guard (1...1 << header.depth).contains(count) else {
      throw ImageDamage(
        "damaged BMP palette", "\(count) colours, expected 1 to \(1 << header.depth)")
    }
    let size = count * header.bytesPerColor
    guard size <= bytes.count - header.end else {
      throw ImageDamage(
        "the BMP file ends too early", "\(bytes.count) bytes, expected \(header.end + size)",
        "copy the file again")
    }
    return (0..<count).map { index in
      let start = header.end + index * header.bytesPerColor
      return [bytes[start + 2], bytes[start + 1], bytes[start]]
    }
  }

  /// The header's masks, or those of a pixel that has none: 5 bits a colour in 16, else 8.
  private func readMasks() throws(ImageDamage) -> [BMPMask] {
    guard header.compression == 3 else {
      let usual = header.depth == 16 ? [0x7C00, 0x3E0, 0x1F] : [0xFF0000, 0xFF00, 0xFF]
      return usual.compactMap { BMPMask($0, depth: header.depth) }
    }
    // A header of 56 bytes or more has a fourth mask, which is zero where there is no opacity.
    let count = header.size >= 56 ? 4 : 3
    guard bytes.count >= 54 + 4 * count else {
      throw ImageDamage(
        "the BMP file ends too early", "\(bytes.count) bytes", "copy the file again")
    }
    var values = (0..<count).map { littleEndian(bytes, 54 + 4 * $0, count: 4) }
    if count == 4, values[3] == 0 { values.removeLast() }
    let masks = values.compactMap { BMPMask($0, depth: header.depth) }
    let overlap = values.reduce(0, |) != values.reduce(0, +)
    guard masks.count == values.count, !overlap else {
      let list = values.map { "0x" + String($0, radix: 16, uppercase: true) }
      throw ImageDamage("damaged BMP masks", list.joined(separator: ", "))
    }
    return masks
  }
}

/// Where in a pixel the bits of a colour stand.
private struct BMPMask {
  private let shift: Int
  private let highest: Int

  /// Takes a mask of at least one bit, all beside each other, within a pixel of `depth` bits.
  init?(_ mask: Int, depth: Int) {
    guard mask > 0, mask >> depth == 0 else { return nil }
    shift = mask.trailingZeroBitCount
    highest = mask >> shift
    guard highest & (highest + 1) == 0 else { return nil }
  }

  /// The colour's value, 0…1.
  func share(of pixel: Int) -> Float { Float(pixel >> shift & highest) / Float(highest) }
}
