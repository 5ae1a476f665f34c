// Named wrong solutions of exercise 3.1.

// MISTAKE 3.1 shifted: in the opposite direction
let (n, channels, height, width) = images.shape.nchw
var result = Tensor(zeros: images.shape)
for image in 0..<n {
  for c in 0..<channels {
    for i in 0..<height where (0..<height).contains(i + down) {
      for j in 0..<width where (0..<width).contains(j + right) {
        result[image, c, i, j] = images[image, c, i + down, j + right]
      }
    }
  }
}
return result

// MISTAKE 3.1 shifted: what leaves comes in again on the other side
let (n, channels, height, width) = images.shape.nchw
var result = Tensor(zeros: images.shape)
for image in 0..<n {
  for c in 0..<channels {
    for i in 0..<height {
      for j in 0..<width {
        let (row, column) = ((i - down) % height + height, (j - right) % width + width)
        result[image, c, i, j] = images[image, c, row % height, column % width]
      }
    }
  }
}
return result

// MISTAKE 3.1 shifted: rows and columns change places
let (n, channels, height, width) = images.shape.nchw
var result = Tensor(zeros: images.shape)
for image in 0..<n {
  for c in 0..<channels {
    for i in 0..<height where (0..<height).contains(i - right) {
      for j in 0..<width where (0..<width).contains(j - down) {
        result[image, c, i, j] = images[image, c, i - right, j - down]
      }
    }
  }
}
return result

// MISTAKE 3.1 shifted: the nearest border pixel enters instead of zeros
let (n, channels, height, width) = images.shape.nchw
var result = Tensor(zeros: images.shape)
for image in 0..<n {
  for c in 0..<channels {
    for i in 0..<height {
      for j in 0..<width {
        let (row, column) = (min(max(i - down, 0), height - 1), min(max(j - right, 0), width - 1))
        result[image, c, i, j] = images[image, c, row, column]
      }
    }
  }
}
return result

// MISTAKE 3.1 shifted: only the first channel is moved
let (n, _, height, width) = images.shape.nchw
var result = Tensor(zeros: images.shape)
for image in 0..<n {
  for i in 0..<height where (0..<height).contains(i - down) {
    for j in 0..<width where (0..<width).contains(j - right) {
      result[image, 0, i, j] = images[image, 0, i - down, j - right]
    }
  }
}
return result

// MISTAKE 3.1 shifted: the border is not looked at
let (n, channels, height, width) = images.shape.nchw
var result = Tensor(zeros: images.shape)
for image in 0..<n {
  for c in 0..<channels {
    for i in 0..<height {
      for j in 0..<width {
        result[image, c, i, j] = images[image, c, i - down, j - right]
      }
    }
  }
}
return result

// MISTAKE 3.1 denseMatrix: the matrix is transposed
let (outputs, channels, size, _) = kernel.shape.nchw
let (rows, columns) = (height - size + 1, width - size + 1)
var matrix = Tensor(zeros: [channels * height * width, outputs * rows * columns])
for o in 0..<outputs {
  for i in 0..<rows {
    for j in 0..<columns {
      for c in 0..<channels {
        for a in 0..<size {
          for b in 0..<size {
            matrix[(c * height + i + a) * width + j + b, (o * rows + i) * columns + j] =
              kernel[o, c, a, b]
          }
        }
      }
    }
  }
}
return matrix

// MISTAKE 3.1 denseMatrix: the kernel is flipped
let (outputs, channels, size, _) = kernel.shape.nchw
let (rows, columns) = (height - size + 1, width - size + 1)
var matrix = Tensor(zeros: [outputs * rows * columns, channels * height * width])
for o in 0..<outputs {
  for i in 0..<rows {
    for j in 0..<columns {
      for c in 0..<channels {
        for a in 0..<size {
          for b in 0..<size {
            matrix[(o * rows + i) * columns + j, (c * height + i + a) * width + j + b] =
              kernel[o, c, size - 1 - a, size - 1 - b]
          }
        }
      }
    }
  }
}
return matrix

// MISTAKE 3.1 denseMatrix: the window does not move along
let (outputs, channels, size, _) = kernel.shape.nchw
let (rows, columns) = (height - size + 1, width - size + 1)
var matrix = Tensor(zeros: [outputs * rows * columns, channels * height * width])
for o in 0..<outputs {
  for i in 0..<rows {
    for j in 0..<columns {
      for c in 0..<channels {
        for a in 0..<size {
          for b in 0..<size {
            matrix[(o * rows + i) * columns + j, (c * height + a) * width + b] = kernel[o, c, a, b]
          }
        }
      }
    }
  }
}
return matrix

// MISTAKE 3.1 denseMatrix: a row of the image is taken to be W′ long, not W
let (outputs, channels, size, _) = kernel.shape.nchw
let (rows, columns) = (height - size + 1, width - size + 1)
var matrix = Tensor(zeros: [outputs * rows * columns, channels * height * width])
for o in 0..<outputs {
  for i in 0..<rows {
    for j in 0..<columns {
      for c in 0..<channels {
        for a in 0..<size {
          for b in 0..<size {
            matrix[(o * rows + i) * columns + j, (c * height + i + a) * columns + j + b] =
              kernel[o, c, a, b]
          }
        }
      }
    }
  }
}
return matrix

// MISTAKE 3.1 denseMatrix: the window may hang over the border: H′ = H
let (outputs, channels, size, _) = kernel.shape.nchw
var matrix = Tensor(zeros: [outputs * height * width, channels * height * width])
for o in 0..<outputs {
  for i in 0..<height {
    for j in 0..<width {
      for c in 0..<channels {
        for a in 0..<size where i + a < height {
          for b in 0..<size where j + b < width {
            matrix[(o * height + i) * width + j, (c * height + i + a) * width + j + b] =
              kernel[o, c, a, b]
          }
        }
      }
    }
  }
}
return matrix

// MISTAKE 3.1 convolutionParameterCount: the biases are forgotten
return outputs * channels * size * size

// MISTAKE 3.1 convolutionParameterCount: a bias for every weight's channel: C · O of them
return outputs * channels * (size * size + 1)

// MISTAKE 3.1 convolutionParameterCount: the input channels are forgotten
return outputs * (size * size + 1)

// MISTAKE 3.1 convolutionParameterCount: one row of the window is counted
return outputs * (channels * size + 1)

// MISTAKE 3.1 denseParameterCount: the biases are forgotten
return outputs * (height - size + 1) * (width - size + 1) * channels * height * width

// MISTAKE 3.1 denseParameterCount: as many outputs as pixels, H′ = H
return outputs * height * width * (channels * height * width + 1)

// MISTAKE 3.1 denseParameterCount: one bias a channel instead of one a number
let neurons = outputs * (height - size + 1) * (width - size + 1)
return neurons * channels * height * width + outputs

// MISTAKE 3.1 denseParameterCount: the window is subtracted without the 1
let neurons = outputs * (height - size) * (width - size)
return neurons * (channels * height * width + 1)

// MISTAKE 3.1 equivarianceError: differences below zero are not seen
let first = transform(shifted(images, down: down, right: right))
let second = shifted(transform(images), down: down, right: right)
let (_, _, height, width) = first.shape.nchw
require(
  margin >= 0 && 2 * margin < min(height, width),
  "equivarianceError: the margin leaves no place — \(margin) of \(first.shape)")
return (first - second)
  .slice(margin..<height - margin, along: 2).slice(margin..<width - margin, along: 3).max()

// MISTAKE 3.1 equivarianceError: the margin is ignored
let first = transform(shifted(images, down: down, right: right))
let second = shifted(transform(images), down: down, right: right)
require(
  margin >= 0 && 2 * margin < min(first.shape[2], first.shape[3]),
  "equivarianceError: the margin leaves no place — \(margin) of \(first.shape)")
return abs(first - second).max()

// MISTAKE 3.1 equivarianceError: the transformed images are not shifted
let first = transform(shifted(images, down: down, right: right))
let second = transform(images)
let (_, _, height, width) = first.shape.nchw
require(
  margin >= 0 && 2 * margin < min(height, width),
  "equivarianceError: the margin leaves no place — \(margin) of \(first.shape)")
return abs(first - second)
  .slice(margin..<height - margin, along: 2).slice(margin..<width - margin, along: 3).max()

// MISTAKE 3.1 equivarianceError: the mean instead of the largest difference
let first = transform(shifted(images, down: down, right: right))
let second = shifted(transform(images), down: down, right: right)
let (_, _, height, width) = first.shape.nchw
require(
  margin >= 0 && 2 * margin < min(height, width),
  "equivarianceError: the margin leaves no place — \(margin) of \(first.shape)")
return abs(first - second)
  .slice(margin..<height - margin, along: 2).slice(margin..<width - margin, along: 3).mean()

// MISTAKE 3.1 equivarianceError: any margin is accepted
let first = transform(shifted(images, down: down, right: right))
let second = shifted(transform(images), down: down, right: right)
let (_, _, height, width) = first.shape.nchw
guard 2 * margin < min(height, width) else { return 0 }
return abs(first - second)
  .slice(margin..<height - margin, along: 2).slice(margin..<width - margin, along: 3).max()
