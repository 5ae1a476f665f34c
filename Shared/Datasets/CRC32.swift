// CRC-32, the checksum of gzip, zip and PNG: the remainder of the message, read as a polynomial
// over the bits, after division by a fixed polynomial of degree 32 (Peterson and Brown, 1961).

/// The checksum of gzip (polynomial 0xEDB88320, reflected).
///
/// Eight bytes are folded in at a time through eight tables (Kounavis and Berry, 2005): table `k`
/// holds the remainder of a byte followed by `k` zero bytes, and remainders add by exclusive or.
struct CRC32 {
  private static let tables = makeTables()

  /// The checksum of `bytes[range]`.
  static func checksum(of bytes: [UInt8], in range: Range<Int>) -> UInt32 {
    let tables = tables
    var remainder = ~UInt32(0)
    var index = range.lowerBound
    while index + 8 <= range.upperBound {
      let low = remainder ^ word(bytes, index)
      let high = word(bytes, index + 4)
      remainder =
        tables[0x700 | Int(low & 0xFF)] ^ tables[0x600 | Int(low >> 8 & 0xFF)]
        ^ tables[0x500 | Int(low >> 16 & 0xFF)] ^ tables[0x400 | Int(low >> 24)]
        ^ tables[0x300 | Int(high & 0xFF)] ^ tables[0x200 | Int(high >> 8 & 0xFF)]
        ^ tables[0x100 | Int(high >> 16 & 0xFF)] ^ tables[Int(high >> 24)]
      index += 8
    }
    for byte in bytes[index..<range.upperBound] {
      remainder = remainder >> 8 ^ tables[Int(UInt8(truncatingIfNeeded: remainder) ^ byte)]
    }
    return ~remainder
  }

  /// The four bytes from `index` on, the first one lowest.
  @inline(__always)
  private static func word(_ bytes: [UInt8], _ index: Int) -> UInt32 {
    UInt32(bytes[index]) | UInt32(bytes[index + 1]) << 8 | UInt32(bytes[index + 2]) << 16
      | UInt32(bytes[index + 3]) << 24
  }

  private static func makeTables() -> [UInt32] {
    var tables: [UInt32] = (UInt32(0)..<256).map { byte in
      var remainder = byte
      for _ in 0..<8 {
        let polynomial: UInt32 = remainder & 1 == 1 ? 0xEDB8_8320 : 0
        remainder = remainder >> 1 ^ polynomial
      }
      return remainder
    }
    for index in 256..<2048 {
      let shorter = tables[index - 256]
      tables.append(shorter >> 8 ^ tables[Int(shorter & 0xFF)])
    }
    return tables
  }
}
