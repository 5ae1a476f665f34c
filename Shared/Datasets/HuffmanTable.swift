// The prefix codes of DEFLATE (RFC 1951, section 3.2.2). A code is given by its lengths alone:
// codes of one length are consecutive, and shorter ones come first. Codes of up to 10 bits are read
// through a table, the rare longer ones bit by bit.

/// A canonical prefix code, ready for decoding.
struct HuffmanTable {
  static let fastBits = 10

  /// For each pattern of the next 10 bits, `symbol << 4 | length`; 0 where the code is longer.
  private(set) var fast = [UInt16](repeating: 0, count: 1 << fastBits)
  /// How many codes have each length.
  private var counts = [UInt16](repeating: 0, count: 16)
  /// The symbols in the order of their codes.
  private var symbols: [UInt16]

  /// Builds the code in which symbol `i` has `lengths[i]` bits, 0 meaning that it does not occur.
  ///
  /// Refused are lengths that claim more codes than there are, and unused codes, except in a code
  /// of one symbol or none, which an encoder writes when a block has no matches.
  init(lengths: ArraySlice<UInt8>) throws(Damage) {
    symbols = [UInt16](repeating: 0, count: lengths.count)
    for length in lengths { counts[Int(length)] += 1 }
    counts[0] = 0
    var unused = 1
    for length in 1...15 {
      unused = unused << 1 - Int(counts[length])
      if unused < 0 { throw .invalid("a code table claims more codes than exist") }
    }
    let isTiny = counts.allSatisfy { $0 == 0 } || (counts[1] == 1 && unused == 1 << 14)
    if unused > 0 && !isTiny { throw .invalid("a code table leaves codes unused") }
    fill(lengths)
  }

  private mutating func fill(_ lengths: ArraySlice<UInt8>) {
    var nextCode = [Int](repeating: 0, count: 17)
    var nextPlace = nextCode
    for length in 1...15 {
      nextCode[length + 1] = (nextCode[length] + Int(counts[length])) << 1
      nextPlace[length + 1] = nextPlace[length] + Int(counts[length])
    }
    for (symbol, length) in zip(0..., lengths.map(Int.init)) where length > 0 {
      symbols[nextPlace[length]] = UInt16(symbol)
      nextPlace[length] += 1
      if length <= Self.fastBits {
        let entry = UInt16(symbol << 4 | length)
        let first = Self.reversed(nextCode[length], bits: length)
        for pattern in stride(from: first, to: fast.count, by: 1 << length) {
          fast[pattern] = entry
        }
      }
      nextCode[length] += 1
    }
  }

  /// Decodes one symbol from the low bits of `bits`, for codes longer than the table's.
  ///
  /// - Returns: `symbol << 4 | length`, or `nil` where no code fits.
  func decodeSlowly(_ bits: UInt64) -> UInt16? {
    var code = 0
    var first = 0
    var place = 0
    for length in 1...15 {
      code |= Int(bits >> UInt64(length - 1) & 1)
      let count = Int(counts[length])
      if code - first < count { return symbols[place + code - first] << 4 | UInt16(length) }
      place += count
      first = (first + count) << 1
      code <<= 1
    }
    return nil
  }

  /// The code with its bits in the order in which they arrive.
  private static func reversed(_ code: Int, bits: Int) -> Int {
    var (rest, result) = (code, 0)
    for _ in 0..<bits {
      result = result << 1 | rest & 1
      rest >>= 1
    }
    return result
  }
}
