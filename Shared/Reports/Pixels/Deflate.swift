// A small compressor in the zlib format (RFC 1950 and 1951, Deutsch 1996): fixed Huffman codes and
// the latest match of three bytes, which is most of the gain on pictures with flat areas.

/// `bytes` as a zlib stream.
func zlibCompressed(_ bytes: [UInt8]) -> [UInt8] {
  var writer = BitWriter(bytes: [0x78, 0x01])
  writer.write(0b011, count: 3)  // the last block, fixed codes
  var latest: [Int: Int] = [:]  // three bytes → where they stood last
  var index = 0
  while index < bytes.count {
    var match = (length: 0, distance: 0)
    if let key = key(bytes, index) {
      if let start = latest[key], index - start <= 32_768 {
        match = (matchLength(bytes, start, index), index - start)
      }
      latest[key] = index
    }
    if match.length >= 3 {
      writer.write(length: match.length)
      writer.write(distance: match.distance)
      index += match.length
    } else {
      writer.write(symbol: Int(bytes[index]))
      index += 1
    }
  }
  writer.write(symbol: 256)
  return writer.finished() + bigEndian(adler32(bytes))
}

private func key(_ bytes: [UInt8], _ index: Int) -> Int? {
  guard index + 2 < bytes.count else { return nil }
  return Int(bytes[index]) << 16 | Int(bytes[index + 1]) << 8 | Int(bytes[index + 2])
}

private func matchLength(_ bytes: [UInt8], _ start: Int, _ index: Int) -> Int {
  var length = 0
  while length < 258, index + length < bytes.count, bytes[start + length] == bytes[index + length] {
    length += 1
  }
  return length
}

/// The check sum of the zlib format.
func adler32(_ bytes: [UInt8]) -> UInt32 {
  var low: UInt32 = 1
  var high: UInt32 = 0
  for byte in bytes {
    low = (low + UInt32(byte)) % 65_521
    high = (high + low) % 65_521
  }
  return high << 16 | low
}

/// The four bytes of a number, the highest first.
func bigEndian(_ value: UInt32) -> [UInt8] {
  [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
}

/// Bits in the order of the format: the lowest bit of a byte first, Huffman codes highest bit first.
private struct BitWriter {
  var bytes: [UInt8]
  private var buffer: UInt64 = 0
  private var filled = 0

  init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  mutating func write(_ value: Int, count: Int) {
    buffer |= UInt64(value) << UInt64(filled)
    filled += count
    while filled >= 8 {
      bytes.append(UInt8(truncatingIfNeeded: buffer))
      buffer >>= 8
      filled -= 8
    }
  }

  /// A Huffman code.
  mutating func write(code: Int, count: Int) {
    for bit in stride(from: count - 1, through: 0, by: -1) { write(code >> bit & 1, count: 1) }
  }

  /// A byte, the end mark or a length symbol with its fixed code (RFC 1951, 3.2.6).
  mutating func write(symbol: Int) {
    switch symbol {
    case ..<144: write(code: 0x30 + symbol, count: 8)
    case ..<256: write(code: 0x190 + symbol - 144, count: 9)
    case ..<280: write(code: symbol - 256, count: 7)
    default: write(code: 0xC0 + symbol - 280, count: 8)
    }
  }

  /// The length of a match, 3...258: four symbols for each count of extra bits.
  mutating func write(length: Int) {
    if length == 258 { return write(symbol: 285) }
    let (symbol, extra, rest) = bucket(length - 3, width: 4)
    write(symbol: 257 + symbol)
    write(rest, count: extra)
  }

  /// How far back a match starts, 1...32768: two symbols for each count of extra bits.
  mutating func write(distance: Int) {
    let (symbol, extra, rest) = bucket(distance - 1, width: 2)
    write(code: symbol, count: 5)
    write(rest, count: extra)
  }

  /// The symbol of `value` where each power of two is cut into `width` symbols, with the bits that
  /// the symbol leaves open.
  private func bucket(_ value: Int, width: Int) -> (symbol: Int, extra: Int, rest: Int) {
    guard value >= 2 * width else { return (value, 0, 0) }
    let extra = (Int.bitWidth - 1 - (value / width).leadingZeroBitCount)
    return (extra * width + (value >> extra), extra, value & ((1 << extra) - 1))
  }

  mutating func finished() -> [UInt8] {
    if filled > 0 { write(0, count: 8 - filled) }
    return bytes
  }
}
