// Named wrong solutions of exercise 3.12.

// MISTAKE 3.12 flipped: one decision for the whole batch
let isMirrored = generator.uniform() < probability
let last = images.shape[3] - 1
return rearranged(images) { _, i, j in (i, isMirrored ? last - j : j) }

// MISTAKE 3.12 flipped: upside down instead of left to right
let isMirrored = (0..<images.shape[0]).map { _ in generator.uniform() < probability }
let last = images.shape[2] - 1
return rearranged(images) { n, i, j in (isMirrored[n] ? last - i : i, j) }

// MISTAKE 3.12 flipped: mirrored where the number is above the probability
let isMirrored = (0..<images.shape[0]).map { _ in generator.uniform() >= probability }
let last = images.shape[3] - 1
return rearranged(images) { n, i, j in (i, isMirrored[n] ? last - j : j) }

// MISTAKE 3.12 flipped: mirrored about W instead of W − 1: a column is lost
let isMirrored = (0..<images.shape[0]).map { _ in generator.uniform() < probability }
let width = images.shape[3]
return rearranged(images) { n, i, j in (i, isMirrored[n] ? width - j : j) }

// MISTAKE 3.12 flipped: a decision for every pixel
var decisions = generator
let last = images.shape[3] - 1
return rearranged(images) { _, i, j in (i, decisions.uniform() < probability ? last - j : j) }

// MISTAKE 3.12 flipped: a copy of the generator, which never moves on
var copy = generator
let isMirrored = (0..<images.shape[0]).map { _ in copy.uniform() < probability }
let last = images.shape[3] - 1
return rearranged(images) { n, i, j in (i, isMirrored[n] ? last - j : j) }

// MISTAKE 3.12 shiftCropped: one shift for the whole batch
let down = generator.below(2 * pixels + 1) - pixels
let right = generator.below(2 * pixels + 1) - pixels
return rearranged(images) { _, i, j in (i - down, j - right) }

// MISTAKE 3.12 shiftCropped: the same number down and to the right
let moves = (0..<images.shape[0]).map { _ in generator.below(2 * pixels + 1) - pixels }
return rearranged(images) { n, i, j in (i - moves[n], j - moves[n]) }

// MISTAKE 3.12 shiftCropped: only 0…p, never up or to the left
let moves = (0..<images.shape[0]).map { _ in
  (down: generator.below(pixels + 1), right: generator.below(pixels + 1))
}
return rearranged(images) { n, i, j in (i - moves[n].down, j - moves[n].right) }

// MISTAKE 3.12 shiftCropped: −p…p − 1: the largest shift is never drawn
let moves = (0..<images.shape[0]).map { _ in
  let down = generator.below(2 * pixels) - pixels
  return (down: down, right: generator.below(2 * pixels) - pixels)
}
return rearranged(images) { n, i, j in (i - moves[n].down, j - moves[n].right) }

// MISTAKE 3.12 shiftCropped: the result is read where the source should be: opposite moves
let moves = (0..<images.shape[0]).map { _ in
  let down = generator.below(2 * pixels + 1) - pixels
  return (down: down, right: generator.below(2 * pixels + 1) - pixels)
}
return rearranged(images) { n, i, j in (i + moves[n].down, j + moves[n].right) }

// MISTAKE 3.12 shiftCropped: what leaves comes in again
let (height, width) = (images.shape[2], images.shape[3])
let moves = (0..<images.shape[0]).map { _ in
  let down = generator.below(2 * pixels + 1) - pixels
  return (down: down, right: generator.below(2 * pixels + 1) - pixels)
}
return rearranged(images) { n, i, j in
  ((i - moves[n].down + height) % height, (j - moves[n].right + width) % width)
}

// MISTAKE 3.12 bilinear: the nearest pixel is taken
let (i, j) = (Int(row.rounded()), Int(column.rounded()))
let isInside = i >= 0 && i < images.shape[2] && j >= 0 && j < images.shape[3]
return isInside ? images[n, c, i, j] : 0

// MISTAKE 3.12 bilinear: Int(row) rounds towards 0
let (i, j) = (Int(row), Int(column))
let (u, v) = (row - Float(i), column - Float(j))
func pixel(_ i: Int, _ j: Int) -> Float {
  let isInside = i >= 0 && i < images.shape[2] && j >= 0 && j < images.shape[3]
  return isInside ? images[n, c, i, j] : 0
}
return (1 - u) * ((1 - v) * pixel(i, j) + v * pixel(i, j + 1))
  + u * ((1 - v) * pixel(i + 1, j) + v * pixel(i + 1, j + 1))

// MISTAKE 3.12 bilinear: the weights are exchanged: the nearer the lighter
let (i, j) = (Int(row.rounded(.down)), Int(column.rounded(.down)))
let (u, v) = (row - Float(i), column - Float(j))
func pixel(_ i: Int, _ j: Int) -> Float {
  let isInside = i >= 0 && i < images.shape[2] && j >= 0 && j < images.shape[3]
  return isInside ? images[n, c, i, j] : 0
}
return u * (v * pixel(i, j) + (1 - v) * pixel(i, j + 1))
  + (1 - u) * (v * pixel(i + 1, j) + (1 - v) * pixel(i + 1, j + 1))

// MISTAKE 3.12 bilinear: outside, the nearest pixel stands in
let (i, j) = (Int(row.rounded(.down)), Int(column.rounded(.down)))
let (u, v) = (row - Float(i), column - Float(j))
let (height, width) = (images.shape[2], images.shape[3])
func pixel(_ i: Int, _ j: Int) -> Float {
  images[n, c, min(max(i, 0), height - 1), min(max(j, 0), width - 1)]
}
return (1 - u) * ((1 - v) * pixel(i, j) + v * pixel(i, j + 1))
  + u * ((1 - v) * pixel(i + 1, j) + v * pixel(i + 1, j + 1))

// MISTAKE 3.12 bilinear: 0 as soon as one of the four is outside
let (i, j) = (Int(row.rounded(.down)), Int(column.rounded(.down)))
let (u, v) = (row - Float(i), column - Float(j))
guard i >= 0, i + 1 < images.shape[2], j >= 0, j + 1 < images.shape[3] else { return 0 }
return (1 - u) * ((1 - v) * images[n, c, i, j] + v * images[n, c, i, j + 1])
  + u * ((1 - v) * images[n, c, i + 1, j] + v * images[n, c, i + 1, j + 1])

// MISTAKE 3.12 bilinear: the border is not looked at
let (i, j) = (Int(row.rounded(.down)), Int(column.rounded(.down)))
let (u, v) = (row - Float(i), column - Float(j))
return (1 - u) * ((1 - v) * images[n, c, i, j] + v * images[n, c, i, j + 1])
  + u * ((1 - v) * images[n, c, i + 1, j] + v * images[n, c, i + 1, j + 1])

// MISTAKE 3.12 turned: clockwise
let (count, channels, height, width) = images.shape.nchw
let (middle, centre) = (Float(height - 1) / 2, Float(width - 1) / 2)
var result = Tensor(zeros: images.shape)
for n in 0..<count {
  let angle = -degrees[n] * .pi / 180
  let (sine, cosine) = (sin(angle) / factors[n], cos(angle) / factors[n])
  for i in 0..<height {
    for j in 0..<width {
      let (y, x) = (Float(i) - middle, Float(j) - centre)
      let (row, column) = (middle + y * cosine + x * sine, centre + x * cosine - y * sine)
      for c in 0..<channels {
        result[n, c, i, j] = bilinear(images, n: n, c: c, row: row, column: column)
      }
    }
  }
}
return result

// MISTAKE 3.12 turned: the degrees are taken for radians
let (count, channels, height, width) = images.shape.nchw
let (middle, centre) = (Float(height - 1) / 2, Float(width - 1) / 2)
var result = Tensor(zeros: images.shape)
for n in 0..<count {
  let (sine, cosine) = (sin(degrees[n]) / factors[n], cos(degrees[n]) / factors[n])
  for i in 0..<height {
    for j in 0..<width {
      let (y, x) = (Float(i) - middle, Float(j) - centre)
      let (row, column) = (middle + y * cosine + x * sine, centre + x * cosine - y * sine)
      for c in 0..<channels {
        result[n, c, i, j] = bilinear(images, n: n, c: c, row: row, column: column)
      }
    }
  }
}
return result

// MISTAKE 3.12 turned: multiplied by the factor: enlarging shrinks
let (count, channels, height, width) = images.shape.nchw
let (middle, centre) = (Float(height - 1) / 2, Float(width - 1) / 2)
var result = Tensor(zeros: images.shape)
for n in 0..<count {
  let angle = degrees[n] * .pi / 180
  let (sine, cosine) = (sin(angle) * factors[n], cos(angle) * factors[n])
  for i in 0..<height {
    for j in 0..<width {
      let (y, x) = (Float(i) - middle, Float(j) - centre)
      let (row, column) = (middle + y * cosine + x * sine, centre + x * cosine - y * sine)
      for c in 0..<channels {
        result[n, c, i, j] = bilinear(images, n: n, c: c, row: row, column: column)
      }
    }
  }
}
return result

// MISTAKE 3.12 turned: about the corner instead of the centre
let (count, channels, height, width) = images.shape.nchw
var result = Tensor(zeros: images.shape)
for n in 0..<count {
  let angle = degrees[n] * .pi / 180
  let (sine, cosine) = (sin(angle) / factors[n], cos(angle) / factors[n])
  for i in 0..<height {
    for j in 0..<width {
      let (row, column) = (
        Float(i) * cosine + Float(j) * sine, Float(j) * cosine - Float(i) * sine
      )
      for c in 0..<channels {
        result[n, c, i, j] = bilinear(images, n: n, c: c, row: row, column: column)
      }
    }
  }
}
return result

// MISTAKE 3.12 turned: the centre is H/2 and W/2, half a pixel off
let (count, channels, height, width) = images.shape.nchw
let (middle, centre) = (Float(height) / 2, Float(width) / 2)
var result = Tensor(zeros: images.shape)
for n in 0..<count {
  let angle = degrees[n] * .pi / 180
  let (sine, cosine) = (sin(angle) / factors[n], cos(angle) / factors[n])
  for i in 0..<height {
    for j in 0..<width {
      let (y, x) = (Float(i) - middle, Float(j) - centre)
      let (row, column) = (middle + y * cosine + x * sine, centre + x * cosine - y * sine)
      for c in 0..<channels {
        result[n, c, i, j] = bilinear(images, n: n, c: c, row: row, column: column)
      }
    }
  }
}
return result

// MISTAKE 3.12 turned: every image by the first one's angle and factor
let (count, channels, height, width) = images.shape.nchw
let (middle, centre) = (Float(height - 1) / 2, Float(width - 1) / 2)
var result = Tensor(zeros: images.shape)
for n in 0..<count {
  let angle = degrees[0] * .pi / 180
  let (sine, cosine) = (sin(angle) / factors[0], cos(angle) / factors[0])
  for i in 0..<height {
    for j in 0..<width {
      let (y, x) = (Float(i) - middle, Float(j) - centre)
      let (row, column) = (middle + y * cosine + x * sine, centre + x * cosine - y * sine)
      for c in 0..<channels {
        result[n, c, i, j] = bilinear(images, n: n, c: c, row: row, column: column)
      }
    }
  }
}
return result

// MISTAKE 3.12 turned: pixels are sent where they go: holes stay
let (count, channels, height, width) = images.shape.nchw
let (middle, centre) = (Float(height - 1) / 2, Float(width - 1) / 2)
var result = Tensor(zeros: images.shape)
for n in 0..<count {
  let angle = degrees[n] * .pi / 180
  let (sine, cosine) = (sin(angle) * factors[n], cos(angle) * factors[n])
  for i in 0..<height {
    for j in 0..<width {
      let (y, x) = (Float(i) - middle, Float(j) - centre)
      let row = Int((middle + y * cosine - x * sine).rounded())
      let column = Int((centre + x * cosine + y * sine).rounded())
      if 0..<height ~= row && 0..<width ~= column {
        for c in 0..<channels { result[n, c, row, column] = images[n, c, i, j] }
      }
    }
  }
}
return result

// MISTAKE 3.12 rotated: one angle for the whole batch
let angle = generator.uniform(in: degrees)
let count = images.shape[0]
return turned(
  images, by: Array(repeating: angle, count: count), scaledBy: Array(repeating: 1, count: count))

// MISTAKE 3.12 rotated: always the largest angle
let count = images.shape[0]
let angles = Array(repeating: degrees.upperBound, count: count)
return turned(images, by: angles, scaledBy: Array(repeating: 1, count: count))

// MISTAKE 3.12 scaled: one factor for the whole batch
let factor = generator.uniform(in: factors)
let count = images.shape[0]
return turned(
  images, by: Array(repeating: 0, count: count), scaledBy: Array(repeating: factor, count: count))

// MISTAKE 3.12 scaled: the pixels are multiplied, not the size
let drawn = (0..<images.shape[0]).map { _ in generator.uniform(in: factors) }
return images * Tensor(drawn, shape: [drawn.count, 1, 1, 1])

// MISTAKE 3.12 noisy: one number for a whole image
let noise = Tensor(randomNormal: [images.shape[0], 1, 1, 1], using: &generator)
return images + noise * deviation

// MISTAKE 3.12 noisy: the same noise on every image
let shape = images.shape
let noise = Tensor(randomNormal: [1, shape[1], shape[2], shape[3]], using: &generator)
return images + noise * deviation

// MISTAKE 3.12 noisy: uniform and above 0 instead of normal
return images + Tensor(randomUniform: images.shape, using: &generator) * deviation

// MISTAKE 3.12 noisy: the deviation is squared, as if it were asked for a variance
return images + Tensor(randomNormal: images.shape, using: &generator) * (deviation * deviation)

// MISTAKE 3.12 noisy: cut to 0…1
let noise = Tensor(randomNormal: images.shape, using: &generator)
return (images + noise * deviation).clipped(to: 0...1)

// MISTAKE 3.12 brightened: not cut to 0…1
let drawn = (0..<images.shape[0]).map { _ in generator.uniform(in: factors) }
return images * Tensor(drawn, shape: [drawn.count, 1, 1, 1])

// MISTAKE 3.12 brightened: added instead of multiplied
let drawn = (0..<images.shape[0]).map { _ in generator.uniform(in: factors) }
return (images + Tensor(drawn, shape: [drawn.count, 1, 1, 1])).clipped(to: 0...1)

// MISTAKE 3.12 brightened: one factor for the whole batch
return (images * generator.uniform(in: factors)).clipped(to: 0...1)

// MISTAKE 3.12 brightened: a factor for every pixel
return (images * Tensor(randomUniform: images.shape, in: factors, using: &generator))
  .clipped(to: 0...1)

// MISTAKE 3.12 cutOut: one square for the whole batch
let top = generator.below(images.shape[2]) - size / 2
let left = generator.below(images.shape[3]) - size / 2
return rearranged(images) { _, i, j in
  0..<size ~= i - top && 0..<size ~= j - left ? nil : (i, j)
}

// MISTAKE 3.12 cutOut: what is drawn is the corner, not the middle
let corners = (0..<images.shape[0]).map { _ in
  let top = generator.below(images.shape[2])
  return (top: top, left: generator.below(images.shape[3]))
}
return rearranged(images) { n, i, j in
  0..<size ~= i - corners[n].top && 0..<size ~= j - corners[n].left ? nil : (i, j)
}

// MISTAKE 3.12 cutOut: everything but the square is emptied
let corners = (0..<images.shape[0]).map { _ in
  let top = generator.below(images.shape[2]) - size / 2
  return (top: top, left: generator.below(images.shape[3]) - size / 2)
}
return rearranged(images) { n, i, j in
  0..<size ~= i - corners[n].top && 0..<size ~= j - corners[n].left ? (i, j) : nil
}

// MISTAKE 3.12 cutOut: a whole band of rows is emptied
let tops = (0..<images.shape[0]).map { _ in
  let top = generator.below(images.shape[2]) - size / 2
  _ = generator.below(images.shape[3])
  return top
}
return rearranged(images) { n, i, j in 0..<size ~= i - tops[n] ? nil : (i, j) }

// MISTAKE 3.12 cutOut: the square never hangs over the border
let corners = (0..<images.shape[0]).map { _ in
  let top = generator.below(images.shape[2] - size + 1)
  return (top: top, left: generator.below(images.shape[3] - size + 1))
}
return rearranged(images) { n, i, j in
  0..<size ~= i - corners[n].top && 0..<size ~= j - corners[n].left ? nil : (i, j)
}

// MISTAKE 3.12 cutOut: (s + 1)/2 pixels to every side: the square is too large
let middles = (0..<images.shape[0]).map { _ in
  let row = generator.below(images.shape[2])
  return (row: row, column: generator.below(images.shape[3]))
}
return rearranged(images) { n, i, j in
  abs(i - middles[n].row) <= (size + 1) / 2 && abs(j - middles[n].column) <= (size + 1) / 2
    ? nil : (i, j)
}

// MISTAKE 3.12 mixedUp: the targets are not mixed
return (images * share + images.rows(at: partners) * (1 - share), targets)

// MISTAKE 3.12 mixedUp: the shares of the targets are exchanged
return (
  images * share + images.rows(at: partners) * (1 - share),
  targets * (1 - share) + targets.rows(at: partners) * share
)

// MISTAKE 3.12 mixedUp: the partner is added whole
return (
  images + images.rows(at: partners) * (1 - share),
  targets + targets.rows(at: partners) * (1 - share)
)

// MISTAKE 3.12 mixedUp: every image is mixed with its neighbour, whoever the partners are
let count = images.shape[0]
let next = (0..<count).map { ($0 + 2) % max(count, 1) }
return (
  images * share + images.rows(at: next) * (1 - share),
  targets * share + targets.rows(at: next) * (1 - share)
)

// MISTAKE 3.12 mixedUp: the larger share decides the target alone
return (
  images * share + images.rows(at: partners) * (1 - share),
  share >= 0.5 ? targets : targets.rows(at: partners)
)

// MISTAKE 3.12 Augmentation.applied: test images are changed too
var x = images
if flip > 0 { x = flipped(x, probability: flip, using: &context.generator) }
if shift > 0 { x = shiftCropped(x, by: shift, using: &context.generator) }
if rotation != 0...0 { x = rotated(x, by: rotation, using: &context.generator) }
if scale != 1...1 { x = scaled(x, by: scale, using: &context.generator) }
if brightness != 1...1 { x = brightened(x, by: brightness, using: &context.generator) }
if noise > 0 { x = noisy(x, deviation: noise, using: &context.generator) }
if cut > 0 { x = cutOut(x, size: cut, using: &context.generator) }
return x

// MISTAKE 3.12 Augmentation.applied: only inference images are changed
guard context.mode == .inference else { return images }
var x = images
if flip > 0 { x = flipped(x, probability: flip, using: &context.generator) }
if shift > 0 { x = shiftCropped(x, by: shift, using: &context.generator) }
if rotation != 0...0 { x = rotated(x, by: rotation, using: &context.generator) }
if scale != 1...1 { x = scaled(x, by: scale, using: &context.generator) }
if brightness != 1...1 { x = brightened(x, by: brightness, using: &context.generator) }
if noise > 0 { x = noisy(x, deviation: noise, using: &context.generator) }
if cut > 0 { x = cutOut(x, size: cut, using: &context.generator) }
return x

// MISTAKE 3.12 Augmentation.applied: each step starts from the untouched images
guard context.mode == .training else { return images }
var x = images
if flip > 0 { x = flipped(images, probability: flip, using: &context.generator) }
if shift > 0 { x = shiftCropped(images, by: shift, using: &context.generator) }
if rotation != 0...0 { x = rotated(images, by: rotation, using: &context.generator) }
if scale != 1...1 { x = scaled(images, by: scale, using: &context.generator) }
if brightness != 1...1 { x = brightened(images, by: brightness, using: &context.generator) }
if noise > 0 { x = noisy(images, deviation: noise, using: &context.generator) }
if cut > 0 { x = cutOut(images, size: cut, using: &context.generator) }
return x

// MISTAKE 3.12 Augmentation.applied: the steps that are off draw too
guard context.mode == .training else { return images }
var x = flipped(images, probability: flip, using: &context.generator)
x = shiftCropped(x, by: shift, using: &context.generator)
x = rotated(x, by: rotation, using: &context.generator)
x = scaled(x, by: scale, using: &context.generator)
x = brightened(x, by: brightness, using: &context.generator)
x = noisy(x, deviation: noise, using: &context.generator)
return cutOut(x, size: cut, using: &context.generator)

// MISTAKE 3.12 Augmentation.applied: the square is cut out first and brightened over
guard context.mode == .training else { return images }
var x = images
if cut > 0 { x = cutOut(x, size: cut, using: &context.generator) }
if flip > 0 { x = flipped(x, probability: flip, using: &context.generator) }
if shift > 0 { x = shiftCropped(x, by: shift, using: &context.generator) }
if rotation != 0...0 { x = rotated(x, by: rotation, using: &context.generator) }
if scale != 1...1 { x = scaled(x, by: scale, using: &context.generator) }
if brightness != 1...1 { x = brightened(x, by: brightness, using: &context.generator) }
if noise > 0 { x = noisy(x, deviation: noise, using: &context.generator) }
return x
