// Which format a file has, by its first bytes. Formats that are not read are known by name, so that
// the learner hears "it is JPEG" and not "damaged".

/// The format of a picture's file.
enum ImageFormat: Equatable {
  case png, bmp, pnm
  /// A known format that this package does not read.
  case foreign(String)
  case unknown

  init(_ bytes: [UInt8]) {
    if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) {
      self = .png
    } else if bytes.starts(with: "BM".utf8) {
      self = .bmp
    } else if bytes.count > 2, bytes[0] == UInt8(ascii: "P"), (0x31...0x36).contains(bytes[1]),
      isSpace(bytes[2]) || bytes[2] == UInt8(ascii: "#")
    {
      self = .pnm
    } else {
      self = Self.foreignName(bytes).map { .foreign($0) } ?? .unknown
    }
  }

  private static let signatures: [(bytes: [UInt8], name: String)] = [
    ([0xFF, 0xD8, 0xFF], "JPEG"), (Array("GIF8".utf8), "GIF"), (Array("II*\0".utf8), "TIFF"),
    (Array("MM\0*".utf8), "TIFF"), (Array("8BPS".utf8), "Photoshop"), (Array("qoif".utf8), "QOI"),
    ([0, 0, 1, 0], "an icon (ICO)"), ([0xFF, 0x0A], "JPEG XL"),
    ([0, 0, 0, 12] + Array("JXL ".utf8), "JPEG XL"),
    ([0, 0, 0, 12] + Array("jP  ".utf8), "JPEG 2000"), (Array("P7\n".utf8), "PAM (P7)"),
    (Array("PF\n".utf8), "PFM"), (Array("Pf\n".utf8), "PFM"), (Array("%PDF".utf8), "PDF"),
    (Array("<svg".utf8), "SVG"), (Array("<?xml".utf8), "XML, perhaps SVG"),
    ([0x1F, 0x8B], "a gzip archive"), (Array("PK\u{3}\u{4}".utf8), "a zip archive"),
  ]

  private static func foreignName(_ bytes: [UInt8]) -> String? {
    if let known = signatures.first(where: { bytes.starts(with: $0.bytes) }) { return known.name }
    if bytes.starts(with: "RIFF".utf8), bytes.dropFirst(8).starts(with: "WEBP".utf8) {
      return "WebP"
    }
    guard bytes.dropFirst(4).starts(with: "ftyp".utf8), bytes.count >= 12 else { return nil }
    switch String(decoding: bytes[8..<12], as: UTF8.self) {
    case "avif", "avis": return "AVIF"
    case "heic", "heix", "hevc", "hevx", "heim", "heis", "mif1", "msf1": return "HEIC"
    default: return "a film (MP4)"
    }
  }
}

/// Whether a byte is white space to PNM: blank, tab, line feed, vertical tab, form feed or return.
func isSpace(_ byte: UInt8) -> Bool { byte == 32 || (9...13).contains(byte) }
