// The first chunk of a PNG file: size, depth and kind of its pixels.

/// What a PNG file says about its pixels.
struct PNGHeader {
  /// What a pixel consists of.
  enum Kind: UInt8 {
    case gray = 0
    case color = 2
    case palette = 3
    case grayAlpha = 4
    case colorAlpha = 6

    /// Samples of a pixel in the file.
    var samples: Int {
      switch self {
      case .gray, .palette: 1
      case .grayAlpha: 2
      case .color: 3
      case .colorAlpha: 4
      }
    }

    var depths: [Int] {
      switch self {
      case .gray: [1, 2, 4, 8, 16]
      case .palette: [1, 2, 4, 8]
      case .color, .grayAlpha, .colorAlpha: [8, 16]
      }
    }
  }

  let width: Int
  let height: Int
  /// Bits of a sample.
  let depth: Int
  let kind: Kind
  let isInterlaced: Bool

  /// Reads the data of the IHDR chunk.
  init(_ data: [UInt8], maximumPixels: Int) throws(ImageDamage) {
    guard data.count == 13 else {
      throw ImageDamage("damaged PNG header", "\(data.count) bytes, expected 13")
    }
    (width, height) = (bigEndian(data, 0), bigEndian(data, 4))
    guard let kind = Kind(rawValue: data[9]) else {
      throw ImageDamage("damaged PNG header", "colour type \(data[9]), expected 0, 2, 3, 4 or 6")
    }
    (self.kind, depth) = (kind, Int(data[8]))
    guard kind.depths.contains(depth) else {
      let depths = kind.depths.map(String.init).joined(separator: ", ")
      throw ImageDamage(
        "damaged PNG header", "bit depth \(depth) of colour type \(data[9]), expected \(depths)")
    }
    for (place, name, highest) in [(10, "compression", 0), (11, "filter", 0), (12, "interlace", 1)]
    where data[place] > highest {
      throw ImageDamage(
        "damaged PNG header",
        "\(name) method \(data[place]), expected 0" + (highest > 0 ? " or \(highest)" : ""))
    }
    isInterlaced = data[12] == 1
    try ImageDamage.check(width: width, height: height, maximumPixels: maximumPixels)
  }

  private var bitsPerPixel: Int { depth * kind.samples }

  /// How far back filters look for the pixel on the left.
  var bytesPerPixel: Int { max(1, bitsPerPixel / 8) }

  /// Bytes of a row of `width` pixels, without the filter's byte.
  func rowBytes(_ width: Int) -> Int { (width * bitsPerPixel + 7) / 8 }

  /// The passes that have pixels, in the file's order.
  var passes: [PNGPass] {
    (isInterlaced ? PNGPass.adam7 : [PNGPass(x: 0, y: 0, right: 1, down: 1)])
      .filter { $0.columns(of: width) > 0 && $0.rows(of: height) > 0 }
  }

  /// Bytes of all rows with their filters.
  var unpackedSize: Int {
    passes.reduce(0) { $0 + $1.rows(of: height) * (1 + rowBytes($1.columns(of: width))) }
  }
}

/// One of the pictures, each a coarse grid of pixels, that an interlaced file consists of.
struct PNGPass {
  let x: Int
  let y: Int
  let right: Int
  let down: Int

  func columns(of width: Int) -> Int { max(0, (width - x + right - 1) / right) }
  func rows(of height: Int) -> Int { max(0, (height - y + down - 1) / down) }

  /// The seven passes of Costello's scheme: after each, twice as many pixels are known.
  static let adam7 = [
    PNGPass(x: 0, y: 0, right: 8, down: 8), PNGPass(x: 4, y: 0, right: 8, down: 8),
    PNGPass(x: 0, y: 4, right: 4, down: 8), PNGPass(x: 2, y: 0, right: 4, down: 4),
    PNGPass(x: 0, y: 2, right: 2, down: 4), PNGPass(x: 1, y: 0, right: 2, down: 2),
    PNGPass(x: 0, y: 1, right: 1, down: 2),
  ]
}

/// The number in four bytes, the highest first.
func bigEndian(_ bytes: [UInt8], _ start: Int) -> Int {
  bytes[start..<start + 4].reduce(0) { $0 << 8 | Int($1) }
}
