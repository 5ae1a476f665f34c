// Pictures: the compressor against a decoder written here, the format, the colours.

import Foundation
import Testing

@testable import Reports

struct PixelTests {
  @Test("what is packed unpacks to the same bytes, and flat areas become small")
  func roundTrip() throws {
    var state: UInt32 = 7
    let noise = (0..<5000).map { _ -> UInt8 in
      state = state &* 1_664_525 &+ 1_013_904_223
      return UInt8(state >> 24)
    }
    let flat = [UInt8](repeating: 9, count: 70_000)
    let striped = (0..<40_000).map { UInt8($0 % 300 < 256 ? $0 % 300 : 0) }
    for bytes in [
      [], [1], [1, 2], [255, 255, 255, 255], noise, flat, striped, noise + flat + noise,
    ] {
      let packed = zlibCompressed(bytes)
      #expect(try inflated(Array(packed.dropFirst(2).dropLast(4))) == bytes)
      #expect(Array(packed.suffix(4)) == bigEndian(adler32(bytes)))
    }
    #expect(zlibCompressed(flat).count < 800)
  }

  @Test("check sums are those of the standards")
  func checkSums() {
    #expect(crc32(Array("123456789".utf8)) == 0xCBF4_3926)
    #expect(adler32(Array("Wikipedia".utf8)) == 0x11E6_0398)
  }

  @Test(
    "a picture packs as many pixels into a byte as its palette allows", arguments: [2, 4, 16, 200])
  func depths(colors: Int) throws {
    let indices = (0..<35).map { UInt8($0 % colors) }
    let image = IndexedImage(
      width: 7, height: 5, indices: indices, palette: ColorMap.sequential.palette(count: colors))
    let bytes = image.png
    let depth = Int(bytes[24])
    #expect(depth == [2: 1, 4: 2, 16: 4, 200: 8][colors])
    let data = try #require(chunkData("IDAT", in: bytes))
    let rows = try inflated(Array(data.dropFirst(2).dropLast(4)))
    let stride = 1 + (7 * depth + 7) / 8
    let pixels = (0..<35).map { index -> UInt8 in
      let (row, bit) = (index / 7, index % 7 * depth)
      let byte = rows[row * stride + 1 + bit / 8]
      return byte >> UInt8(8 - depth - bit % 8) & UInt8((1 << depth) - 1)
    }
    #expect(pixels == indices && image.dataURI.hasPrefix("data:image/png;base64,iVBOR"))
  }

  @Test("texts and lines have enough contrast, light and dark")
  func contrast() {
    for palette in [Theme.light, Theme.dark] {
      for ground in [palette.page, palette.surface] {
        for text in [palette.ink, palette.muted, palette.link] {
          #expect(text.contrast(with: ground) >= 4.5, "\(text.css) on \(ground.css)")
        }
        for line in palette.series {
          #expect(line.contrast(with: ground) >= 3, "\(line.css) on \(ground.css)")
        }
      }
      #expect(palette.ink.contrast(with: palette.grid) >= 4.5)
    }
    #expect(Theme.light.series.count == Theme.dark.series.count)
    #expect(abs(Color(0x000000).contrast(with: Color(0xFFFFFF)) - 21) < 1e-9)
  }

  @Test("colour maps start and end where they should, with zero in the middle")
  func maps() {
    #expect(ColorMap.grayscale.color(at: 0) == Color(0x000000))
    #expect(ColorMap.grayscale.color(at: 7) == Color(0xFFFFFF))
    #expect(ColorMap.diverging.color(at: 0.5) == Color(0xF5F3EF))
    #expect(ColorMap.diverging.range(of: [-1, 4, .nan]) == -4...4)
    #expect(ColorMap.diverging.range(of: [0]) == -1...1)
    #expect(ColorMap.sequential.range(of: []) == 0...1)
    let lightness = ColorMap.sequential.palette(count: 40).map(\.luminance)
    #expect(zip(lightness, lightness.dropFirst()).allSatisfy { $0 < $1 })
  }

  @Test("a picture of too few pixels is filled up, and a wide one is averaged down")
  func pictures() {
    let short = Picture(width: 2, height: 2, [1.0])
    #expect(short.values[0] == 1 && short.values[3].isNaN)
    let small = Picture(width: 4, height: 2, [1.0, 3, 5, 7, 1, 3, .nan, 9]).scaledDown(toWidth: 2)
    #expect(small == Picture(width: 2, height: 1, [2.0, 7]))
  }
}

/// The data of the first chunk of a name.
private func chunkData(_ name: String, in png: [UInt8]) -> [UInt8]? {
  var index = 8
  while index + 12 <= png.count {
    let size = png[index..<(index + 4)].reduce(0) { $0 << 8 | Int($1) }
    if Array(png[(index + 4)..<(index + 8)]) == Array(name.utf8) {
      return Array(png[(index + 8)..<(index + 8 + size)])
    }
    index += 12 + size
  }
  return nil
}

/// A decoder for one block of fixed codes, bit by bit after RFC 1951.
private func inflated(_ bytes: [UInt8]) throws -> [UInt8] {
  var position = 0
  func bits(_ count: Int) throws -> Int {
    var value = 0
    for bit in 0..<count {
      try #require(position / 8 < bytes.count)
      value |= Int(bytes[position / 8] >> UInt8(position % 8) & 1) << bit
      position += 1
    }
    return value
  }
  func code(_ count: Int, from start: Int = 0) throws -> Int {
    try (0..<count).reduce(start) { value, _ in try value << 1 | bits(1) }
  }
  func symbol() throws -> Int {
    let seven = try code(7)
    if seven < 24 { return 256 + seven }
    let eight = try code(1, from: seven)
    if eight < 192 { return eight - 48 }
    if eight < 200 { return eight - 192 + 280 }
    return try code(1, from: eight) - 400 + 144
  }
  try #require(try bits(3) == 3)
  var result: [UInt8] = []
  while true {
    let next = try symbol()
    if next < 256 { result.append(UInt8(next)) }
    if next == 256 { return result }
    guard next > 256 else { continue }
    let length = try next == 285 ? 258 : next < 265 ? next - 254 : extended(next - 265, 4, 11, bits)
    let distanceCode = try code(5)
    let distance =
      try distanceCode < 4 ? distanceCode + 1 : extended(distanceCode - 4, 2, 5, bits)
    try #require(distance <= result.count)
    for _ in 0..<length { result.append(result[result.count - distance]) }
  }
}

/// The value of a symbol with extra bits, by walking through the tables of the standard.
private func extended(
  _ index: Int, _ perStep: Int, _ start: Int, _ bits: (Int) throws -> Int
) throws -> Int {
  var base = start
  for step in 0..<index { base += 1 << (step / perStep + 1) }
  return try base + bits(index / perStep + 1)
}
