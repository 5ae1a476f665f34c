// The one entry: formats are recognised by their bytes, files by what they are.

import Datasets
import Foundation
import Shared
import Testing

struct ImageFileTests {
  @Test("formats that are not read are named") func formatsThatAreNot() {
    let cases: [([UInt8], String)] = [
      ([0xFF, 0xD8, 0xFF, 0xE0], "JPEG"), (Array("GIF89a".utf8), "GIF"),
      (Array("RIFF0000WEBPVP8 ".utf8), "WebP"), ([0, 0, 0, 24] + Array("ftypheic".utf8), "HEIC"),
      ([0, 0, 0, 28] + Array("ftypavif".utf8), "AVIF"), (Array("II*\0".utf8), "TIFF"),
      ([0, 0, 0, 24] + Array("ftypmp42".utf8), "a film (MP4)"), (Array("P7\n".utf8), "PAM (P7)"),
      ([0x1F, 0x8B, 8, 0], "a gzip archive"), (Array("<svg>".utf8), "SVG"),
    ]
    for (bytes, name) in cases {
      #expect(
        refusal(bytes) == "p: the format is not supported — it is \(name) — save the picture as PNG"
      )
    }
  }

  @Test("what is no picture is refused with its first bytes") func whatIsNoPicture() {
    let remedy = "use PNG, BMP, PPM, PGM or PBM"
    #expect(
      refusal(Array("Hello".utf8))
        == "p: not a picture of a known format — it begins with 48 65 6C 6C — \(remedy)")
    #expect(
      refusal([]) == "p: not a picture of a known format — the file is empty — \(remedy)")
    #expect(refusal(Array("P51 1".utf8)).hasPrefix("p: not a picture of a known format"))
  }

  @Test("a file is read whatever its name says, and is named when it cannot be") func files() throws
  {
    try withFolder { folder in
      let picture = folder.appendingPathComponent("größe 1.jpg")
      try Data("P2 2 1 10 0 5".utf8).write(to: picture)
      #expect(try ImageFile.read(picture).scalars == [0, 0.5])
      let packed = folder.appendingPathComponent("packed.ppm")
      try Data(Packed.storedBlock).write(to: packed)
      #expect(
        line { _ = try ImageFile.read(packed) }
          == "\(packed.path): the format is not supported — it is a gzip archive"
          + " — save the picture as PNG")
      #expect(
        line { _ = try ImageFile.read(folder) }
          == "\(folder.path): not a file — it is a folder or a device — name the file itself")
    }
  }

  @Test("new pixels are the means of their areas, in full and in part") func means() {
    let image = Tensor([0, 3, 6, 9, 12, 15], shape: [1, 1, 2, 3])
    #expect(areaAveraged(image, height: 2, width: 3) == image)
    #expect(areaAveraged(image, height: 1, width: 1).scalars == [7.5])
    #expect(areaAveraged(image, height: 2, width: 2).scalars == [1, 5, 10, 14])
    #expect(areaAveraged(image, height: 1, width: 3).scalars == [4.5, 7.5, 10.5])
    #expect(
      areaAveraged(image, height: 4, width: 6).scalars == [
        0, 0, 3, 3, 6, 6, 0, 0, 3, 3, 6, 6, 9, 9, 12, 12, 15, 15, 9, 9, 12, 12, 15, 15,
      ])
    #expect(
      areaAveraged(Tensor([0, 3], shape: [1, 1, 1, 2]), height: 1, width: 3).scalars == [0, 1.5, 3])
    let batch = Tensor([1, 3, 10, 30, 5, 7, 0, 2], shape: [2, 2, 1, 2])
    #expect(areaAveraged(batch, height: 1, width: 1).scalars == [2, 20, 6, 1])
  }

  @Test("no light is lost at any size") func noLightIsLost() {
    var generator = SeededGenerator(seed: 4)
    for _ in 0..<50 {
      let (h, w) = (1 + generator.below(40), 1 + generator.below(40))
      let image = Tensor(randomUniform: [1, 1, h, w], using: &generator)
      let other = areaAveraged(
        image, height: 1 + generator.below(40), width: 1 + generator.below(40))
      #expect(abs(image.mean() - other.mean()) < 1e-5)
      #expect(other.scalars.allSatisfy { (0...1).contains($0) })
    }
  }

  @Test("grey becomes colour, colour grey, and what is transparent white") func channels() {
    let gray = Tensor([0, 0.5], shape: [1, 1, 1, 2])
    #expect(withChannels(gray, 1) == gray)
    #expect(withChannels(gray, 3).scalars == [0, 0.5, 0, 0.5, 0, 0.5])
    let color = Tensor([1, 0, 0, 1, 0, 0], shape: [1, 3, 1, 2])
    #expect(withChannels(color, 3) == color)
    #expect(withChannels(color, 1).scalars == [0.299, 0.587])
    let faint = Tensor([0, 0.5, 0, 0.5], shape: [1, 2, 1, 2])
    #expect(withChannels(faint, 1).scalars == [1, 0.75])
    // The first pixel is hidden, the second opaque.
    let clear = Tensor([0, 1, 0, 0, 1, 0, 0.5, 1], shape: [2, 4, 1, 1])
    #expect(withChannels(clear, 3).scalars == [1, 1, 1, 1, 0, 0.5])
  }
}
