// The constants of DEFLATE (RFC 1951, section 3.2.5 and 3.2.6).

extension Inflate {
  /// The order in which a block gives the lengths of the code-length code.
  static let metaOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]

  /// Symbols 257…285: the shortest length, and how many extra bits are added to it.
  static let lengths: [(base: UInt16, extra: UInt8)] = {
    var table: [(UInt16, UInt8)] = (0..<8).map { (UInt16(3 + $0), 0) }
    for extra in 1...5 {
      for step in 0..<4 { table.append((UInt16(3 + (4 + step) << extra), UInt8(extra))) }
    }
    return table + [(258, 0)]
  }()

  /// Distance symbols 0…29, in the same form.
  static let distances: [(base: UInt16, extra: UInt8)] = {
    var table: [(UInt16, UInt8)] = (0..<4).map { (UInt16(1 + $0), 0) }
    for extra in 1...13 {
      for step in 0..<2 { table.append((UInt16(1 + (2 + step) << extra), UInt8(extra))) }
    }
    return table
  }()

  /// The codes of blocks that bring none.
  static let fixed: (literals: HuffmanTable, distances: HuffmanTable) = {
    let lengths: [UInt8] =
      Array(repeating: 8, count: 144) + Array(repeating: 9, count: 112)
      + Array(repeating: 7, count: 24) + Array(repeating: 8, count: 8)
    return (table(lengths), table([UInt8](repeating: 5, count: 32)))
  }()

  private static func table(_ lengths: [UInt8]) -> HuffmanTable {
    do {
      return try HuffmanTable(lengths: lengths[...])
    } catch {
      fatalError("the fixed DEFLATE code is complete")
    }
  }
}
