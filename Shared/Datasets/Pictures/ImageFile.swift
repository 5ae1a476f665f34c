// Pictures from files: the format is recognised by the file's first bytes, never by its name, and
// nothing that a file says about itself is believed before it is checked against what the file holds.

import Foundation
import Shared

/// Reading of pictures as tensors.
///
/// PNG (ISO 15948: every colour type and bit depth, interlaced too), BMP (1 to 32 bits, not
/// compressed) and PBM, PGM and PPM (P1 to P6, of 8 or 16 bits).
///
///     let image = try ImageFile.read(url)                  // [1, 3, 480, 640], values in 0…1
///     let input = areaAveraged(withChannels(image, 1), height: 28, width: 28)
public enum ImageFile {
  /// The most pixels of a picture: 16,777,216, such as 4096 by 4096.
  public static let maximumPixels = 1 << 24
  /// The largest file that is read: 128 MiB.
  public static let maximumBytes = 128 << 20

  /// Reads a picture.
  ///
  /// - Returns: Its values as they are stored, divided by the largest possible one, shape
  ///   [1, C, H, W]. C is 1 for grey, 2 for grey with opacity, 3 for red, green and blue, 4 for these
  ///   with opacity; an opacity of 1 hides what is behind.
  /// - Throws: `DataError` with one line for a file that is missing, of another format, larger than
  ///   the limits, truncated or damaged.
  public static func read(_ url: URL) throws -> Tensor {
    let file = try FileBytes(contentsOf: url, maximum: maximumBytes, unpacking: false)
    return try decode(file.bytes, file: file.name)
  }

  /// Decodes a picture.
  ///
  /// - Parameters:
  ///   - bytes: The whole file.
  ///   - file: The name that an error shows.
  ///   - maximumPixels: The most pixels that it may have.
  /// - Returns: As `read`.
  /// - Throws: As `read`.
  public static func decode(
    _ bytes: [UInt8], file: String, maximumPixels: Int = maximumPixels
  ) throws -> Tensor {
    do throws(ImageDamage) {
      switch ImageFormat(bytes) {
      case .png: return try PNGFile(bytes, maximumPixels: maximumPixels).pixels()
      case .bmp: return try BMPFile(bytes, maximumPixels: maximumPixels).pixels()
      case .pnm:
        var file = try PNMFile(bytes, maximumPixels: maximumPixels)
        return try file.pixels()
      case .foreign(let name):
        throw ImageDamage(
          "the format is not supported", "it is \(name)", "save the picture as PNG")
      case .unknown:
        throw ImageDamage(
          "not a picture of a known format", beginning(of: bytes),
          "use PNG, BMP, PPM, PGM or PBM")
      }
    } catch {
      throw DataError(
        file: file, problem: error.problem, values: error.values, remedy: error.remedy)
    }
  }

  private static func beginning(of bytes: [UInt8]) -> String {
    guard !bytes.isEmpty else { return "the file is empty" }
    let digits = bytes.prefix(4).map { byte in
      (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }
    return "it begins with \(digits.joined(separator: " "))"
  }
}

/// Why a picture cannot be decoded: a `DataError` that does not know its file yet.
struct ImageDamage: Error {
  let problem: String
  let values: String
  let remedy: String

  init(_ problem: String, _ values: String, _ remedy: String = "save the picture again") {
    (self.problem, self.values, self.remedy) = (problem, values, remedy)
  }

  /// Refuses sizes that are empty or beyond the limit.
  static func check(width: Int, height: Int, maximumPixels: Int) throws(ImageDamage) {
    guard width > 0, height > 0 else {
      throw ImageDamage("the picture is empty", "\(width) by \(height) pixels")
    }
    let (pixels, overflows) = width.multipliedReportingOverflow(by: height)
    guard !overflows, pixels <= maximumPixels else {
      throw ImageDamage(
        "the picture is too large",
        "\(width) by \(height) pixels, at most \(maximumPixels) in all",
        "make it smaller")
    }
  }
}
