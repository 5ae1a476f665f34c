// Making pictures fit a network: another size, another number of channels.

import Shared

/// Pictures of another size; each new pixel is the mean of the area that it covers.
///
/// A pixel that is covered in part counts in part, so no light is lost or made: where each new pixel
/// covers the same area, the mean of the whole stays. The sides are stretched independently.
/// OpenCV calls it `INTER_AREA`, Pillow `BOX`, PyTorch `interpolate(mode="area")` where the sizes
/// divide.
///
/// - Parameters:
///   - images: Shape [N, C, H, W], no side empty.
///   - height: Rows of the result, at least 1.
///   - width: Columns of the result, at least 1.
/// - Returns: Shape [N, C, height, width].
public func areaAveraged(_ images: Tensor, height: Int, width: Int) -> Tensor {
  let (n, c, h, w) = images.shape.nchw
  require(
    height > 0 && width > 0 && h > 0 && w > 0,
    "areaAveraged: a side is empty — \(images.shape) to \(height) by \(width). "
      + "Pass sides of 1 or more")
  if (h, w) == (height, width) { return images }
  let (rows, columns) = (Overlaps(from: h, to: height), Overlaps(from: w, to: width))
  var result: [Float] = []
  result.reserveCapacity(n * c * height * width)
  for plane in 0..<n * c {
    var narrow = [Double](repeating: 0, count: h * width)
    for y in 0..<h {
      for x in 0..<width {
        let line = plane * h * w + y * w
        narrow[y * width + x] = columns.mean(x) { Double(images.scalars[line + $0]) }
      }
    }
    for y in 0..<height {
      for x in 0..<width { result.append(Float(rows.mean(y) { narrow[$0 * width + x] })) }
    }
  }
  return Tensor(result, shape: [n, c, height, width])
}

/// How the cells of one grid on a line cover those of another.
///
/// The line has `old · new` units: an old cell is `new` of them, a new cell `old`, so that all
/// overlaps are whole numbers.
private struct Overlaps {
  private let old: Int
  private let new: Int

  init(from old: Int, to new: Int) { (self.old, self.new) = (old, new) }

  /// The mean of the old cells under the new cell `index`, by the share of each.
  @inline(__always)
  func mean(_ index: Int, _ value: (Int) -> Double) -> Double {
    let (start, end) = (index * old, (index + 1) * old)
    var sum = 0.0
    for cell in start / new...(end - 1) / new {
      sum += Double(min(end, (cell + 1) * new) - max(start, cell * new)) * value(cell)
    }
    return sum / Double(old)
  }
}

/// Pictures with the wanted number of channels and without opacity.
///
/// What is transparent shows a white ground, as on paper. Grey is 0.299 red + 0.587 green + 0.114
/// blue (ITU-R BT.601, the `L` of Pillow); a colour picture of grey has its value three times.
///
/// - Parameters:
///   - images: Shape [N, C, H, W], C from 1 to 4 as `ImageFile.read` has it.
///   - channels: 1 for grey, 3 for colour.
/// - Returns: Shape [N, channels, H, W].
public func withChannels(_ images: Tensor, _ channels: Int) -> Tensor {
  let (n, c, h, w) = images.shape.nchw
  require(
    (1...4).contains(c) && (channels == 1 || channels == 3),
    "withChannels: no way from \(c) channels to \(channels) — \(images.shape). "
      + "Pass pictures of 1 to 4 channels, and ask for 1 or 3")
  var result: [Float] = []
  result.reserveCapacity(n * channels * h * w)
  for image in 0..<n {
    let planes = (0..<c).map {
      images.scalars[(image * c + $0) * h * w..<(image * c + $0 + 1) * h * w]
    }
    let opaque = c % 2 == 0 ? planes.dropLast().map { onWhite($0, opacity: planes[c - 1]) } : planes
    switch (opaque.count, channels) {
    case (1, 3): for _ in 0..<3 { result += opaque[0] }
    case (3, 1): result += gray(opaque)
    default: for plane in opaque { result += plane }
    }
  }
  return Tensor(result, shape: [n, channels, h, w])
}

private func onWhite(_ plane: ArraySlice<Float>, opacity: ArraySlice<Float>) -> ArraySlice<Float> {
  zip(plane, opacity).map { 1 - $1 + $0 * $1 }[...]
}

private func gray(_ planes: [ArraySlice<Float>]) -> [Float] {
  zip(planes[0], zip(planes[1], planes[2])).map { 0.299 * $0 + 0.587 * $1.0 + 0.114 * $1.1 }
}
