// From the packed data of a PNG file to pixels: unpack, undo the filters, spread out the samples.

import Shared

extension PNGFile {
  /// The picture, shape [1, C, H, W].
  ///
  /// Memory is asked for only when the data can fill it: DEFLATE unpacks to at most 1032 times its
  /// size.
  func pixels() throws(ImageDamage) -> Tensor {
    var raw = try unpacked()
    var canvas = PNGCanvas(self)
    var position = 0
    for pass in header.passes {
      let columns = pass.columns(of: header.width)
      let size = header.rowBytes(columns)
      for row in 0..<pass.rows(of: header.height) {
        let start = position + 1
        let above = row > 0 ? start - size - 1 : nil
        try unfilter(&raw, raw[position], at: start, size: size, above: above)
        try canvas.spread(raw, at: start, columns, pass, row: row)
        position = start + size
      }
    }
    return canvas.image
  }

  /// The rows with their filters, as many bytes as the header asks for.
  private func unpacked() throws(ImageDamage) -> [UInt8] {
    let size = header.unpackedSize
    guard size / 1032 <= packed.count else {
      throw ImageDamage(
        "the PNG holds too little data for its size",
        "\(packed.count) packed bytes for \(header.width) by \(header.height) pixels",
        "copy the file again")
    }
    guard packed.count >= 2, packed[0] & 15 == 8, packed[0] >> 4 <= 7, packed[1] & 0x20 == 0,
      (Int(packed[0]) << 8 | Int(packed[1])) % 31 == 0
    else { throw ImageDamage("damaged PNG data", "no zlib header") }
    var output = ByteBuffer(expecting: size, maximum: size)
    var stream = Inflate(packed, from: 2)
    do throws(Damage) { try stream.unpack(into: &output) } catch { throw damage(error) }
    guard output.count == size else {
      throw ImageDamage("the PNG data ends too early", "\(output.count) bytes, expected \(size)")
    }
    let rows = output.finish()
    guard packed.count - stream.position == 4,
      UInt32(bigEndian(packed, stream.position)) == adler32(rows)
    else { throw ImageDamage("damaged PNG data", "the checksum at its end does not fit") }
    return rows
  }

  private func damage(_ damage: Damage) -> ImageDamage {
    switch damage {
    case .truncated: ImageDamage("the PNG data ends too early", "\(packed.count) packed bytes")
    case .tooLarge:
      ImageDamage(
        "the PNG data is longer than the picture",
        "more than \(header.unpackedSize) bytes for \(header.width) by \(header.height) pixels")
    case .invalid(let reason): ImageDamage("damaged PNG data", reason)
    }
  }
}

/// The checksum of zlib (Deutsch and Gailly, RFC 1950, 1996): a sum, and the sum of its values.
private func adler32(_ bytes: [UInt8]) -> UInt32 {
  var (low, high): (UInt32, UInt32) = (1, 0)
  // 5552 is the most additions after which neither sum overflows.
  for start in stride(from: 0, to: bytes.count, by: 5552) {
    for byte in bytes[start..<min(start + 5552, bytes.count)] {
      low &+= UInt32(byte)
      high &+= low
    }
    (low, high) = (low % 65_521, high % 65_521)
  }
  return high << 16 | low
}

// MARK: - Filters

extension PNGFile {
  /// Turns the differences in a row back into values.
  ///
  /// - Parameters:
  ///   - raw: All rows; those before are values already.
  ///   - filter: What the differences are taken to.
  ///   - start: The row's first byte.
  ///   - size: Bytes of the row.
  ///   - above: The first byte of the row above; without it, that row is all zeros.
  /// - Throws: `ImageDamage` for a filter that does not exist.
  private func unfilter(
    _ raw: inout [UInt8], _ filter: UInt8, at start: Int, size: Int, above: Int?
  ) throws(ImageDamage) {
    let unit = header.bytesPerPixel
    switch filter {
    case 0: return
    case 1:
      for index in start + unit..<max(start + unit, start + size) {
        raw[index] &+= raw[index - unit]
      }
    case 2:
      guard let above else { return }
      for index in 0..<size { raw[start + index] &+= raw[above + index] }
    case 3, 4:
      for index in 0..<size {
        let left = index >= unit ? raw[start + index - unit] : 0
        let up = above.map { raw[$0 + index] } ?? 0
        let corner = index >= unit ? above.map { raw[$0 + index - unit] } ?? 0 : 0
        raw[start + index] &+=
          filter == 3 ? UInt8((Int(left) + Int(up)) / 2) : paeth(Int(left), Int(up), Int(corner))
      }
    default: throw ImageDamage("damaged PNG data", "filter \(filter) of a row, expected 0 to 4")
    }
  }
}

/// Whichever of the three neighbours is nearest to left + up − corner (Paeth, 1991).
private func paeth(_ left: Int, _ up: Int, _ corner: Int) -> UInt8 {
  let (fromLeft, fromUp) = (abs(up - corner), abs(left - corner))
  let fromCorner = abs(left + up - 2 * corner)
  if fromLeft <= fromUp, fromLeft <= fromCorner { return UInt8(left) }
  return UInt8(fromUp <= fromCorner ? up : corner)
}

// MARK: - Samples

/// The planes that the rows of a PNG file are spread over.
private struct PNGCanvas {
  private let header: PNGHeader
  /// For each index of a palette its colour and opacity.
  private let colors: [[Float]]
  /// The one colour that is transparent, in a picture without palette.
  private let transparent: [Int]?
  private let channels: Int
  private var scalars: [Float]

  init(_ file: PNGFile) {
    header = file.header
    let (samples, hasTransparency) = (header.kind.samples, file.transparency != nil)
    let mask = 1 << header.depth - 1
    if header.kind == .palette {
      let opacities = file.transparency ?? []
      colors = (0..<file.palette.count / 3).map { index in
        let color = file.palette[3 * index..<3 * index + 3].map { Float($0) / 255 }
        let opacity = index < opacities.count ? Float(opacities[index]) / 255 : 1
        return color + (hasTransparency ? [opacity] : [])
      }
      (transparent, channels) = (nil, hasTransparency ? 4 : 3)
    } else {
      colors = []
      transparent = file.transparency.map { data in
        (0..<samples).map { (Int(data[2 * $0]) << 8 | Int(data[2 * $0 + 1])) & mask }
      }
      channels = samples + (hasTransparency ? 1 : 0)
    }
    scalars = [Float](repeating: 0, count: channels * header.width * header.height)
  }

  var image: Tensor { Tensor(scalars, shape: [1, channels, header.height, header.width]) }

  /// Puts a row of a pass where its pixels belong.
  mutating func spread(
    _ raw: [UInt8], at start: Int, _ columns: Int, _ pass: PNGPass, row: Int
  ) throws(ImageDamage) {
    let (samples, plane) = (header.kind.samples, header.width * header.height)
    let scale = Float(1 << header.depth - 1)
    var place = (pass.y + row * pass.down) * header.width + pass.x
    for column in 0..<columns {
      if header.kind == .palette {
        let index = sample(raw, start, column)
        guard index < colors.count else {
          throw ImageDamage(
            "a PNG pixel has no colour", "index \(index) of \(colors.count) colours")
        }
        for channel in 0..<channels { scalars[channel * plane + place] = colors[index][channel] }
      } else {
        var isTransparent = true
        for channel in 0..<samples {
          let value = sample(raw, start, column * samples + channel)
          scalars[channel * plane + place] = Float(value) / scale
          if let transparent, transparent[channel] != value { isTransparent = false }
        }
        if transparent != nil { scalars[samples * plane + place] = isTransparent ? 0 : 1 }
      }
      place += pass.right
    }
  }

  /// A sample of the row that begins at `start`.
  @inline(__always)
  private func sample(_ raw: [UInt8], _ start: Int, _ index: Int) -> Int {
    switch header.depth {
    case 8: Int(raw[start + index])
    case 16: Int(raw[start + 2 * index]) << 8 | Int(raw[start + 2 * index + 1])
    default:
      Int(raw[start + index * header.depth / 8])
        >> (8 - header.depth - index * header.depth % 8) & (1 << header.depth - 1)
    }
  }
}
