// Sound PNG files of every kind: each pixel is the one that was written.

import Datasets
import Shared
import Testing

struct PNGTests {
  @Test("files encoded by Python's zlib are read", arguments: PNGLiteral.all)
  func filesEncodedByPython(literal: PNGLiteral) throws {
    let specimen = PNGSpecimen(kind: literal.kind, depth: literal.depth)
    #expect(try ImageFile.decode(literal.bytes, file: "p") == specimen.pixels)
  }

  @Test("every kind is read with every filter, plain and interlaced", arguments: 0..<5)
  func everyKindIsRead(filter: Int) throws {
    for (kind, depth) in PNGSpecimen.kinds {
      for isInterlaced in [false, true] {
        var specimen = PNGSpecimen(kind: kind, depth: depth)
        specimen.isInterlaced = isInterlaced
        specimen.filter = { _ in UInt8(filter) }
        #expect(
          try ImageFile.decode(specimen.file, file: "p") == specimen.pixels,
          "kind \(kind), \(depth) bits, interlaced \(isInterlaced)")
      }
    }
  }

  @Test("every size from 1 by 1 to 9 by 9 is read, plain and interlaced") func everySize() throws {
    for size in 0..<81 {
      for (kind, depth) in [(0, 1), (3, 2), (2, 8)] as [(UInt8, Int)] {
        for isInterlaced in [false, true] {
          var specimen = PNGSpecimen(kind: kind, depth: depth)
          (specimen.width, specimen.height) = (1 + size % 9, 1 + size / 9)
          specimen.isInterlaced = isInterlaced
          #expect(try ImageFile.decode(specimen.file, file: "p") == specimen.pixels)
        }
      }
    }
  }

  @Test("the colour of a palette may be transparent, the rest is opaque") func paletteOpacity()
    throws
  {
    var specimen = PNGSpecimen(kind: 3, depth: 2)
    specimen.transparency = [0, 51]
    let image = try ImageFile.decode(specimen.file, file: "p")
    #expect(image.shape == [1, 4, 6, 7])
    #expect(image.slice(0..<3, along: 1) == specimen.pixels)
    for y in 0..<6 {
      for x in 0..<7 {
        #expect(image[0, 3, y, x] == [0, 0.2, 1, 1][specimen.sample(x, y, 0)])
      }
    }
  }

  @Test("one grey or one colour may be transparent, by its low bits") func oneColor() throws {
    for (kind, depth) in [(0, 1), (0, 2), (0, 4), (0, 8), (0, 16), (2, 8), (2, 16)]
      as [(UInt8, Int)]
    {
      var specimen = PNGSpecimen(kind: kind, depth: depth)
      let wanted = (0..<specimen.samples).map { specimen.sample(3, 2, $0) }
      let junk = depth < 16 ? 1 << 15 : 0
      specimen.transparency = wanted.flatMap { bigEndian($0 | junk).suffix(2) }
      let image = try ImageFile.decode(specimen.file, file: "p")
      #expect(image.slice(0..<specimen.samples, along: 1) == specimen.pixels)
      for y in 0..<6 {
        for x in 0..<7 {
          let isIt = wanted.indices.allSatisfy { specimen.sample(x, y, $0) == wanted[$0] }
          #expect(image[0, specimen.samples, y, x] == (isIt ? 0 : 1))
        }
      }
    }
  }

  @Test("data in many chunks, an empty one first, and unknown chunks that may be left out are read")
  func dataInManyChunks() throws {
    let specimen = PNGSpecimen(kind: 2, depth: 8)
    let data = zlib(specimen.rows)
    let pieces = [("IDAT", [])] + data.map { ("IDAT", [$0]) }
    let file = png(
      [("IHDR", specimen.header), ("gAMA", [0, 0, 0xB1, 0x8F]), ("PLTE", [1, 2, 3])] + pieces
        + [("tEXt", Array("a\0b".utf8)), ("IEND", [])])
    #expect(try ImageFile.decode(file, file: "p") == specimen.pixels)
  }
}
