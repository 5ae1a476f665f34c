// Pictures as data URIs: a PNG (ISO 15948) with a palette, so that a page needs no other file.

import Foundation

/// A picture of palette colours.
struct IndexedImage {
  let width: Int
  let height: Int
  /// Row by row, an index into `palette` each.
  let indices: [UInt8]
  /// At most 256 colours.
  let palette: [Color]

  /// The bytes of a PNG file.
  var png: [UInt8] {
    let depth = palette.count <= 2 ? 1 : palette.count <= 4 ? 2 : palette.count <= 16 ? 4 : 8
    let size = bigEndian(UInt32(width)) + bigEndian(UInt32(height))
    var bytes: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    bytes += chunk("IHDR", size + [UInt8(depth), 3, 0, 0, 0])
    bytes += chunk("PLTE", palette.flatMap { [$0.red, $0.green, $0.blue] })
    if palette.contains(where: { $0.alpha < 255 }) {
      bytes += chunk("tRNS", palette.map(\.alpha))
    }
    bytes += chunk("IDAT", zlibCompressed(rows(depth: depth)))
    return bytes + chunk("IEND", [])
  }

  /// The picture as an address that stands in the page itself.
  var dataURI: String { "data:image/png;base64," + Data(png).base64EncodedString() }

  /// Each row packed into bytes behind a zero, "no filter".
  private func rows(depth: Int) -> [UInt8] {
    let perByte = 8 / depth
    var result: [UInt8] = []
    for row in 0..<height {
      result.append(0)
      for start in stride(from: 0, to: width, by: perByte) {
        var byte: UInt8 = 0
        for column in start..<(start + perByte) {
          byte = byte << (depth % 8) | (column < width ? indices[row * width + column] : 0)
        }
        result.append(byte)
      }
    }
    return result
  }
}

/// A length, a name, the data and a check sum.
private func chunk(_ name: String, _ data: [UInt8]) -> [UInt8] {
  let body = Array(name.utf8) + data
  return bigEndian(UInt32(data.count)) + body + bigEndian(crc32(body))
}

/// The check sum of PNG chunks.
func crc32(_ bytes: [UInt8]) -> UInt32 {
  var crc: UInt32 = 0xFFFF_FFFF
  for byte in bytes {
    crc ^= UInt32(byte)
    for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
  }
  return ~crc
}
