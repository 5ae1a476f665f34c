// The two headers of a BMP file: where the pixels are, how many and of which kind.

/// What a BMP file says about its pixels.
struct BMPHeader {
  /// Where the pixels begin.
  let pixels: Int
  /// Bytes of the second header: 12 in OS/2, 40 in Windows, more in later versions.
  let size: Int
  let width: Int
  let height: Int
  let isTopDown: Bool
  /// Bits of a pixel.
  let depth: Int
  /// 0 for none, 3 for masks.
  let compression: Int
  /// Colours of the palette.
  let colors: Int

  /// Where the headers end.
  var end: Int { 14 + size }
  /// Whether three masks follow the header; later headers hold them.
  var hasMasksBehind: Bool { compression == 3 && size == 40 }
  var bytesPerColor: Int { size == 12 ? 3 : 4 }
  /// Bytes of a row, filled up to a multiple of four.
  var rowBytes: Int { (width * depth + 31) / 32 * 4 }

  /// Reads the headers of a file.
  init(_ bytes: [UInt8], maximumPixels: Int) throws(ImageDamage) {
    guard bytes.count >= 26 else { throw Self.truncated(bytes) }
    pixels = littleEndian(bytes, 10, count: 4)
    size = littleEndian(bytes, 14, count: 4)
    guard [12, 40, 52, 56, 108, 124].contains(size) else {
      throw ImageDamage(
        "the BMP header is of an unknown kind",
        "\(size) bytes, expected 12, 40, 52, 56, 108 or 124", "save the picture as PNG")
    }
    guard bytes.count >= 14 + size else { throw Self.truncated(bytes) }
    let isOld = size == 12
    let signedHeight = isOld ? littleEndian(bytes, 20, count: 2) : signed(bytes, 22)
    width = isOld ? littleEndian(bytes, 18, count: 2) : signed(bytes, 18)
    height = abs(signedHeight)
    isTopDown = signedHeight < 0
    let planes = littleEndian(bytes, isOld ? 22 : 26, count: 2)
    depth = littleEndian(bytes, isOld ? 24 : 28, count: 2)
    compression = isOld ? 0 : littleEndian(bytes, 30, count: 4)
    let used = isOld ? 0 : littleEndian(bytes, 46, count: 4)
    colors = used == 0 && depth <= 8 ? 1 << depth : used
    guard planes == 1 else {
      throw ImageDamage("damaged BMP header", "\(planes) planes, expected 1")
    }
    try checkKind()
    try ImageDamage.check(width: width, height: height, maximumPixels: maximumPixels)
  }

  private func checkKind() throws(ImageDamage) {
    let packings = [1: "RLE", 2: "RLE", 4: "JPEG", 5: "PNG", 6: "masks with opacity"]
    guard compression == 0 || compression == 3 else {
      let name = packings[compression] ?? "unknown"
      throw ImageDamage(
        "compressed BMP is not supported", "compression \(compression), \(name)",
        "save the picture as PNG")
    }
    let depths = compression == 3 ? [16, 32] : size == 12 ? [1, 4, 8, 24] : [1, 4, 8, 16, 24, 32]
    guard depths.contains(depth) else {
      let list = depths.map(String.init).joined(separator: ", ")
      throw ImageDamage("damaged BMP header", "\(depth) bits a pixel, expected \(list)")
    }
  }

  private static func truncated(_ bytes: [UInt8]) -> ImageDamage {
    ImageDamage("the BMP file ends too early", "\(bytes.count) bytes", "copy the file again")
  }
}

/// The number in `count` bytes, the lowest first.
@inline(__always)
func littleEndian(_ bytes: [UInt8], _ start: Int, count: Int) -> Int {
  var value = 0
  for index in 0..<count { value |= Int(bytes[start + index]) << (8 * index) }
  return value
}

/// The number in four bytes, which may be negative.
private func signed(_ bytes: [UInt8], _ start: Int) -> Int {
  Int(Int32(truncatingIfNeeded: littleEndian(bytes, start, count: 4)))
}
