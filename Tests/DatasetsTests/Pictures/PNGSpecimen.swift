// A small PNG encoder for the tests: samples by a formula, the filters asked for, data not packed.
// It stands on no code of the reader, so what it writes is what the reader must find.

import Datasets
import Shared

/// A picture whose samples are known, and the file that holds it.
struct PNGSpecimen {
  var width = 7
  var height = 6
  var kind: UInt8
  var depth: Int
  var isInterlaced = false
  /// The filter of each row.
  var filter: (Int) -> UInt8 = { UInt8($0 % 5) }
  /// The data of the tRNS chunk, if there is one.
  var transparency: [UInt8]?

  init(kind: UInt8, depth: Int) { (self.kind, self.depth) = (kind, depth) }

  static let kinds: [(kind: UInt8, depth: Int)] = [
    (0, 1), (0, 2), (0, 4), (0, 8), (0, 16), (2, 8), (2, 16), (3, 1), (3, 2), (3, 4), (3, 8),
    (4, 8), (4, 16), (6, 8), (6, 16),
  ]

  var samples: Int { [1, 0, 3, 1, 2, 0, 4][Int(kind)] }

  func sample(_ x: Int, _ y: Int, _ c: Int) -> Int {
    ((x * 9377 + y * 25801 + c * 13331 + 257) % 65536) >> (16 - depth)
  }

  static func color(_ index: Int) -> [UInt8] {
    [(index * 83 + 7) % 256, (index * 151 + 60) % 256, (index * 29 + 120) % 256].map(UInt8.init)
  }

  /// What the reader must find without transparency, shape [1, C, H, W].
  var pixels: Tensor {
    let channels = kind == 3 ? 3 : samples
    var values: [Float] = []
    for c in 0..<channels {
      for y in 0..<height {
        for x in 0..<width {
          values.append(
            kind == 3
              ? Float(Self.color(sample(x, y, 0))[c]) / 255
              : Float(sample(x, y, c)) / Float(1 << depth - 1))
        }
      }
    }
    return Tensor(values, shape: [1, channels, height, width])
  }

  var file: [UInt8] { png(chunks) }

  var chunks: [(name: String, data: [UInt8])] {
    var chunks = [("IHDR", header)]
    if kind == 3 { chunks.append(("PLTE", (0..<1 << depth).flatMap(Self.color))) }
    if let transparency { chunks.append(("tRNS", transparency)) }
    return chunks + [("IDAT", zlib(rows)), ("IEND", [])]
  }

  var header: [UInt8] {
    bigEndian(width) + bigEndian(height) + [UInt8(depth), kind, 0, 0, isInterlaced ? 1 : 0]
  }

  /// All rows with their filters.
  var rows: [UInt8] {
    guard isInterlaced else { return pass(x: 0, y: 0, right: 1, down: 1) }
    return pass(x: 0, y: 0, right: 8, down: 8) + pass(x: 4, y: 0, right: 8, down: 8)
      + pass(x: 0, y: 4, right: 4, down: 8) + pass(x: 2, y: 0, right: 4, down: 4)
      + pass(x: 0, y: 2, right: 2, down: 4) + pass(x: 1, y: 0, right: 2, down: 2)
      + pass(x: 0, y: 1, right: 1, down: 2)
  }

  private func pass(x: Int, y: Int, right: Int, down: Int) -> [UInt8] {
    let columns = Array(stride(from: x, to: width, by: right))
    let rows = Array(stride(from: y, to: height, by: down))
    guard !columns.isEmpty, !rows.isEmpty else { return [] }
    var (result, above): ([UInt8], [UInt8]?) = ([], nil)
    for (number, row) in rows.enumerated() {
      let bytes = packed(
        columns.flatMap { column in
          (0..<samples).map { sample(column, row, $0) }
        })
      result += [filter(number)] + filtered(bytes, above, by: filter(number))
      above = bytes
    }
    return result
  }

  /// Samples as bytes, the first one in the highest bits.
  private func packed(_ samples: [Int]) -> [UInt8] {
    if depth == 16 { return samples.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] } }
    let perByte = 8 / depth
    return stride(from: 0, to: samples.count, by: perByte).map { start in
      (0..<perByte).reduce(UInt8(0)) { byte, place in
        let sample = start + place < samples.count ? samples[start + place] : 0
        return byte | UInt8(sample << (8 - depth * (place + 1)))
      }
    }
  }

  private func filtered(_ row: [UInt8], _ above: [UInt8]?, by filter: UInt8) -> [UInt8] {
    let unit = max(1, samples * depth / 8)
    return row.indices.map { index in
      let a = index >= unit ? Int(row[index - unit]) : 0
      let b = above.map { Int($0[index]) } ?? 0
      let c = index >= unit ? above.map { Int($0[index - unit]) } ?? 0 : 0
      let p = a + b - c
      let nearest = [a, b, c].min { abs(p - $0) < abs(p - $1) } ?? 0
      let guess = [0, a, b, (a + b) / 2, nearest][Int(filter)]
      return UInt8(truncatingIfNeeded: Int(row[index]) - guess)
    }
  }
}

/// A PNG file of these chunks.
func png(_ chunks: [(name: String, data: [UInt8])]) -> [UInt8] {
  [137, 80, 78, 71, 13, 10, 26, 10] + chunks.flatMap { chunk($0.name, $0.data) }
}

func chunk(_ name: String, _ data: [UInt8]) -> [UInt8] {
  let body = Array(name.utf8) + data
  return bigEndian(data.count) + body + bigEndian(Int(Gzip.checksum(body)))
}

/// A zlib stream of blocks that are not packed.
func zlib(_ bytes: [UInt8]) -> [UInt8] {
  var result: [UInt8] = [0x78, 0x01]
  for start in stride(from: 0, to: max(1, bytes.count), by: 65_535) {
    let block = bytes[start..<min(bytes.count, start + 65_535)]
    let (low, high) = (UInt8(block.count & 255), UInt8(block.count >> 8))
    result += [block.endIndex == bytes.count ? 1 : 0, low, high, ~low, ~high] + block
  }
  var (a, b) = (1, 0)
  for byte in bytes {
    a = (a + Int(byte)) % 65_521
    b = (b + a) % 65_521
  }
  return result + bigEndian(b << 16 | a)
}

func bigEndian(_ value: Int) -> [UInt8] {
  [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
}

/// The line of the refusal of a picture called `p`.
func refusal(_ bytes: [UInt8], maximumPixels: Int = ImageFile.maximumPixels) -> String {
  line { _ = try ImageFile.decode(bytes, file: "p", maximumPixels: maximumPixels) }
}
