// The container of PNG (ISO 15948): a signature, then chunks of a length, a name, data and a CRC-32.
// Which chunks may stand where is checked; what a chunk means beyond the pixels is left out.

/// A PNG file whose chunks are sound and in order.
struct PNGFile {
  let header: PNGHeader
  /// Red, green and blue of each colour.
  private(set) var palette: [UInt8] = []
  /// The data of the tRNS chunk.
  private(set) var transparency: [UInt8]?
  /// The data of all IDAT chunks.
  private(set) var packed: [UInt8] = []
  private var (hasData, isDataOver) = (false, false)

  /// Takes a file apart.
  init(_ bytes: [UInt8], maximumPixels: Int) throws(ImageDamage) {
    var chunks = try PNGChunks(bytes)
    let first = try chunks.next()
    guard first.name == "IHDR" else {
      throw ImageDamage("a PNG chunk is out of place", "\(first.name) comes first, expected IHDR")
    }
    header = try PNGHeader(Array(bytes[first.data]), maximumPixels: maximumPixels)
    var latest = first
    while latest.name != "IEND" {
      latest = try chunks.next()
      try take(latest, bytes)
      if latest.name == "IDAT" { hasData = true } else { isDataOver = hasData }
    }
    try chunks.end()
  }

  private mutating func take(_ chunk: PNGChunks.Chunk, _ bytes: [UInt8]) throws(ImageDamage) {
    switch chunk.name {
    case "PLTE": try takePalette(Array(bytes[chunk.data]))
    case "tRNS": try takeTransparency(Array(bytes[chunk.data]))
    case "IDAT":
      guard !isDataOver else {
        throw ImageDamage("a PNG chunk is out of place", "IDAT chunks with another between them")
      }
      guard header.kind != .palette || !palette.isEmpty else {
        throw ImageDamage("the PNG palette is missing", "colour type 3 without PLTE before IDAT")
      }
      packed += bytes[chunk.data]
    case "IEND":
      guard chunk.data.isEmpty else {
        throw ImageDamage("damaged PNG chunk", "IEND has \(chunk.data.count) bytes, expected none")
      }
      guard hasData else {
        throw ImageDamage("the PNG data is missing", "no IDAT before IEND")
      }
    case "IHDR": throw ImageDamage("a PNG chunk is out of place", "a second IHDR")
    default:
      guard chunk.isAncillary else {
        throw ImageDamage("a PNG chunk is unknown", "\(chunk.name), which cannot be left out")
      }
    }
  }

  private mutating func takePalette(_ data: [UInt8]) throws(ImageDamage) {
    guard palette.isEmpty, transparency == nil, !hasData else {
      throw ImageDamage(
        "a PNG chunk is out of place",
        palette.isEmpty ? "PLTE behind tRNS or IDAT" : "a second PLTE")
    }
    guard header.kind != .gray, header.kind != .grayAlpha else {
      throw ImageDamage("a PNG chunk is out of place", "PLTE in a grey picture")
    }
    let most = header.kind == .palette ? 1 << header.depth : 256
    guard data.count % 3 == 0, (1...most).contains(data.count / 3) else {
      throw ImageDamage(
        "damaged PNG palette", "\(data.count) bytes, expected 3 for each of 1 to \(most) colours")
    }
    palette = data
  }

  private mutating func takeTransparency(_ data: [UInt8]) throws(ImageDamage) {
    guard transparency == nil, !hasData else {
      throw ImageDamage(
        "a PNG chunk is out of place", transparency == nil ? "tRNS behind IDAT" : "a second tRNS")
    }
    let sizes: ClosedRange<Int>
    switch header.kind {
    case .gray: sizes = 2...2
    case .color: sizes = 6...6
    case .palette:
      guard !palette.isEmpty else {
        throw ImageDamage("a PNG chunk is out of place", "tRNS before PLTE")
      }
      sizes = 1...palette.count / 3
    case .grayAlpha, .colorAlpha:
      throw ImageDamage("a PNG chunk is out of place", "tRNS in a picture with opacity")
    }
    guard sizes.contains(data.count) else {
      throw ImageDamage(
        "damaged PNG transparency",
        "\(data.count) bytes, expected \(sizes.lowerBound)"
          + (sizes.count > 1 ? " to \(sizes.upperBound)" : ""))
    }
    transparency = data
  }
}

/// Walks over the chunks of a PNG file, checking each one's length, name and CRC.
struct PNGChunks {
  /// One chunk.
  struct Chunk {
    let name: String
    /// Where its data stands in the file.
    let data: Range<Int>
    /// Whether a reader that does not know it may leave it out: its name begins with a small letter.
    var isAncillary: Bool { name.utf8.first.map { $0 & 0x20 != 0 } ?? false }
  }

  private let bytes: [UInt8]
  private var position = 8

  init(_ bytes: [UInt8]) throws(ImageDamage) {
    let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    guard bytes.starts(with: signature) else {
      throw ImageDamage(
        "damaged PNG signature", "its line ends were changed, or it is cut off",
        "copy the file again, as binary")
    }
    self.bytes = bytes
  }

  /// The next chunk.
  mutating func next() throws(ImageDamage) -> Chunk {
    guard bytes.count - position >= 12 else { throw truncated }
    let length = bigEndian(bytes, position)
    let letters = bytes[position + 4..<position + 8]
    guard letters.allSatisfy({ (65...90).contains($0 & ~0x20) }), length < 1 << 31,
      letters[position + 6] & 0x20 == 0
    else {
      throw ImageDamage("damaged PNG chunk", "no length and name at byte \(position)")
    }
    guard length <= bytes.count - position - 12 else { throw truncated }
    let chunk = Chunk(
      name: String(decoding: letters, as: UTF8.self), data: position + 8..<position + 8 + length)
    let found = CRC32.checksum(of: bytes, in: position + 4..<chunk.data.upperBound)
    guard found == UInt32(bigEndian(bytes, chunk.data.upperBound)) else {
      throw ImageDamage(
        "damaged PNG chunk", "the CRC of \(chunk.name) at byte \(position) does not fit")
    }
    position = chunk.data.upperBound + 4
    return chunk
  }

  /// Refuses bytes behind the last chunk.
  func end() throws(ImageDamage) {
    guard position == bytes.count else {
      throw ImageDamage("bytes after the PNG's end", "\(bytes.count - position) of them")
    }
  }

  private var truncated: ImageDamage {
    ImageDamage("the PNG file ends too early", "\(bytes.count) bytes", "copy the file again")
  }
}
