// Which tiles compute which output channels and which windows.

/// Output channels that are computed with tiles of one form.
struct Band {
  /// A tile: its width in windows, and the loop that computes it.
  struct Tile {
    let width: Int
    let compute: ConvolutionTile
  }

  let channels: Range<Int>
  let height: Int
  let tile: Tile
  /// A tile for the last windows, where it wastes less than the wide one.
  var narrow: Tile?

  /// Calls `body` with tiles that cover some windows.
  @inline(__always)
  func forEachTile(_ windows: Int, _ body: (Tile, _ first: Int, _ width: Int) -> Void) {
    var first = 0
    while first < windows {
      let rest = windows - first
      let isNarrow = rest <= tile.width - (narrow?.width ?? tile.width)
      let next = isNarrow ? narrow ?? tile : tile
      body(next, first, min(next.width, rest))
      first += next.width
    }
  }

  /// The bands that make up a number of output channels.
  static func bands(_ count: Int) -> [Band] {
    #if WITH_AVX512
      // Two or three channels are better off as part of ten or eleven: six, four and one.
      let eights = count % 8 == 2 || count % 8 == 3 ? max(0, count / 8 - 1) : count / 8
      let band = Band(
        channels: 0..<8 * eights, height: 8,
        tile: Tile(width: 3 * vectorCount, compute: RegisterTile<ThreeRegisters>.eight),
        narrow: Tile(width: vectorCount, compute: RegisterTile<OneRegister>.eight))
      return [band] + smallBands(8 * eights..<count)
    #else
      return smallBands(0..<count)
    #endif
  }

  /// The bands of tiles of six, of four and of one.
  private static func smallBands(_ channels: Range<Int>) -> [Band] {
    let even = channels.count - channels.count % 2
    let fours = even < 4 ? 0 : [0, 2, 1][even % 6 / 2]
    let sixes = max(0, (even - 4 * fours) / 6)
    let first = channels.lowerBound + 6 * sixes
    let (second, end) = (first + 4 * fours, channels.upperBound)
    return [
      Band(
        channels: channels.lowerBound..<first, height: 6,
        tile: Tile(width: 2 * vectorCount, compute: RegisterTile<TwoRegisters>.six)),
      Band(
        channels: first..<second, height: 4,
        tile: Tile(width: 3 * vectorCount, compute: RegisterTile<ThreeRegisters>.four)),
      Band(
        channels: second..<end, height: 1,
        tile: Tile(width: 8 * vectorCount, compute: RegisterTile<EightRegisters>.one)),
    ]
  }
}
