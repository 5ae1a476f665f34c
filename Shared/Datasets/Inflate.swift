// DEFLATE decompression (Deutsch, RFC 1951, 1996): a stream of blocks, in which a symbol is a byte
// or a reference "copy L bytes from D bytes back", written in prefix codes.

/// Why compressed data cannot be unpacked.
enum Damage: Error, Equatable {
  case truncated
  case tooLarge
  case invalid(String)
}

/// A decoder of one DEFLATE stream, reading `input` from `position` on.
struct Inflate {
  private let input: [UInt8]
  /// The next byte to read; after `unpack`, the first one behind the stream.
  private(set) var position: Int
  private var bits: UInt64 = 0
  private var bitCount = 0

  init(_ input: [UInt8], from position: Int) {
    self.input = input
    self.position = position
  }

  /// Appends the unpacked stream to `output`, which never grows beyond `maximum` bytes.
  mutating func unpack(into output: inout ByteBuffer) throws(Damage) {
    var isLast = false
    while !isLast {
      isLast = try take(1) == 1
      switch try take(2) {
      case 0: try copyStored(into: &output)
      case 1: try decode(Self.fixed.literals, Self.fixed.distances, into: &output)
      case 2:
        let (literals, distances) = try readTables()
        try decode(literals, distances, into: &output)
      default: throw .invalid("a block has the reserved type 3")
      }
    }
    position -= bitCount / 8
    bitCount = 0
  }
}

// MARK: - Bits

extension Inflate {
  /// Reads ahead until at least 56 bits are at hand, or the input ends.
  @inline(__always)
  private mutating func refill() {
    while bitCount <= 56 && position < input.count {
      bits |= UInt64(input[position]) << UInt64(bitCount)
      position += 1
      bitCount += 8
    }
  }

  /// Takes the next `count` ≤ 16 bits, the first one lowest.
  @inline(__always)
  private mutating func take(_ count: Int) throws(Damage) -> Int {
    refill()
    guard count <= bitCount else { throw .truncated }
    let value = Int(bits & (1 << UInt64(count) - 1))
    bits >>= UInt64(count)
    bitCount -= count
    return value
  }

  @inline(__always)
  private mutating func takeSymbol(_ table: HuffmanTable) throws(Damage) -> Int {
    refill()
    var entry = table.fast[Int(bits & (1 << UInt64(HuffmanTable.fastBits) - 1))]
    if entry == 0 {
      guard let long = table.decodeSlowly(bits) else { throw noCode }
      entry = long
    }
    let length = Int(entry & 15)
    guard length <= bitCount else { throw .truncated }
    bits >>= UInt64(length)
    bitCount -= length
    return Int(entry >> 4)
  }

  private var noCode: Damage {
    bitCount < 15 ? .truncated : .invalid("a bit pattern is no code")
  }
}

// MARK: - Blocks

extension Inflate {
  /// A block of bytes as they are, after its length and the length's complement.
  private mutating func copyStored(into output: inout ByteBuffer) throws(Damage) {
    _ = try take(bitCount % 8)
    let length = try take(16)
    guard try take(16) == length ^ 0xFFFF else {
      throw .invalid("a stored block's length is damaged")
    }
    position -= bitCount / 8
    (bits, bitCount) = (0, 0)
    guard length <= input.count - position else { throw .truncated }
    try output.append(input[position..<position + length])
    position += length
  }

  /// A block of symbols: below 256 a byte, 256 the end, above it a match's length.
  private mutating func decode(
    _ literals: HuffmanTable, _ distances: HuffmanTable, into output: inout ByteBuffer
  ) throws(Damage) {
    let (lengthTable, distanceTable) = (Self.lengths, Self.distances)
    while true {
      let symbol = try takeSymbol(literals)
      if symbol < 256 {
        try output.append(UInt8(symbol))
        continue
      }
      if symbol == 256 { return }
      guard symbol <= 285 else { throw .invalid("a match has the reserved length 286 or 287") }
      let (base, extra) = lengthTable[symbol - 257]
      let length = Int(base) + (try take(Int(extra)))
      let distanceSymbol = try takeSymbol(distances)
      guard distanceSymbol < 30 else { throw .invalid("a match has a reserved distance") }
      let (distanceBase, distanceExtra) = distanceTable[distanceSymbol]
      let distance = Int(distanceBase) + (try take(Int(distanceExtra)))
      try output.repeatBytes(from: distance, count: length)
    }
  }

  /// The two codes of a block, their lengths themselves run-length and prefix coded.
  private mutating func readTables() throws(Damage) -> (HuffmanTable, HuffmanTable) {
    let literalCount = try take(5) + 257
    let distanceCount = try take(5) + 1
    let metaCount = try take(4) + 4
    guard literalCount <= 286, distanceCount <= 30 else {
      throw .invalid("a block has more symbols than exist")
    }
    var metaLengths = [UInt8](repeating: 0, count: 19)
    for symbol in Self.metaOrder[..<metaCount] { metaLengths[symbol] = UInt8(try take(3)) }
    let meta = try HuffmanTable(lengths: metaLengths[...])
    let lengths = try readLengths(literalCount + distanceCount, with: meta)
    guard lengths[256] > 0 else { throw .invalid("a block has no end") }
    return (
      try HuffmanTable(lengths: lengths[..<literalCount]),
      try HuffmanTable(lengths: lengths[literalCount...])
    )
  }

  private mutating func readLengths(
    _ count: Int, with meta: HuffmanTable
  ) throws(Damage) -> [UInt8] {
    var lengths: [UInt8] = []
    while lengths.count < count {
      let symbol = try takeSymbol(meta)
      switch symbol {
      case 16:
        guard let previous = lengths.last else { throw .invalid("a code length repeats nothing") }
        lengths += [UInt8](repeating: previous, count: try take(2) + 3)
      case 17: lengths += [UInt8](repeating: 0, count: try take(3) + 3)
      case 18: lengths += [UInt8](repeating: 0, count: try take(7) + 11)
      default: lengths.append(UInt8(symbol))
      }
    }
    guard lengths.count == count else { throw .invalid("a code table is longer than announced") }
    return lengths
  }
}
