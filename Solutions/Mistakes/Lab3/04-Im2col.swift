// Named wrong solutions of exercise 3.4.

// MISTAKE 3.4 im2col: a column a window: the matrix is transposed
let (n, channels, height, width) = x.shape.nchw
let rows = (height + 2 * padding - size) / stride + 1
let columns = (width + 2 * padding - size) / stride + 1
var windows = Tensor(zeros: [channels * size * size, n * rows * columns])
for image in 0..<n {
  for i in 0..<rows {
    for j in 0..<columns {
      for c in 0..<channels {
        for a in 0..<size where (0..<height).contains(i * stride + a - padding) {
          for b in 0..<size where (0..<width).contains(j * stride + b - padding) {
            windows[(c * size + a) * size + b, (image * rows + i) * columns + j] =
              x[image, c, i * stride + a - padding, j * stride + b - padding]
          }
        }
      }
    }
  }
}
return windows

// MISTAKE 3.4 im2col: the channels come last in a row
let (n, channels, height, width) = x.shape.nchw
let rows = (height + 2 * padding - size) / stride + 1
let columns = (width + 2 * padding - size) / stride + 1
var windows = Tensor(zeros: [n * rows * columns, channels * size * size])
for image in 0..<n {
  for i in 0..<rows {
    for j in 0..<columns {
      for c in 0..<channels {
        for a in 0..<size where (0..<height).contains(i * stride + a - padding) {
          for b in 0..<size where (0..<width).contains(j * stride + b - padding) {
            windows[(image * rows + i) * columns + j, (a * size + b) * channels + c] =
              x[image, c, i * stride + a - padding, j * stride + b - padding]
          }
        }
      }
    }
  }
}
return windows

// MISTAKE 3.4 im2col: windows are read column by column
let (n, channels, height, width) = x.shape.nchw
let rows = (height + 2 * padding - size) / stride + 1
let columns = (width + 2 * padding - size) / stride + 1
var windows = Tensor(zeros: [n * rows * columns, channels * size * size])
for image in 0..<n {
  for i in 0..<rows {
    for j in 0..<columns {
      for c in 0..<channels {
        for a in 0..<size where (0..<height).contains(i * stride + a - padding) {
          for b in 0..<size where (0..<width).contains(j * stride + b - padding) {
            windows[(image * rows + i) * columns + j, (c * size + b) * size + a] =
              x[image, c, i * stride + a - padding, j * stride + b - padding]
          }
        }
      }
    }
  }
}
return windows

// MISTAKE 3.4 im2col: the stride is ignored in the places
let (n, channels, height, width) = x.shape.nchw
let rows = (height + 2 * padding - size) / stride + 1
let columns = (width + 2 * padding - size) / stride + 1
var windows = Tensor(zeros: [n * rows * columns, channels * size * size])
for image in 0..<n {
  for i in 0..<rows {
    for j in 0..<columns {
      for c in 0..<channels {
        for a in 0..<size where (0..<height).contains(i + a - padding) {
          for b in 0..<size where (0..<width).contains(j + b - padding) {
            windows[(image * rows + i) * columns + j, (c * size + a) * size + b] =
              x[image, c, i + a - padding, j + b - padding]
          }
        }
      }
    }
  }
}
return windows

// MISTAKE 3.4 im2col: the padding is ignored in the places
let (n, channels, height, width) = x.shape.nchw
let rows = (height + 2 * padding - size) / stride + 1
let columns = (width + 2 * padding - size) / stride + 1
var windows = Tensor(zeros: [n * rows * columns, channels * size * size])
for image in 0..<n {
  for i in 0..<rows {
    for j in 0..<columns {
      for c in 0..<channels {
        for a in 0..<size where (0..<height).contains(i * stride + a) {
          for b in 0..<size where (0..<width).contains(j * stride + b) {
            windows[(image * rows + i) * columns + j, (c * size + a) * size + b] =
              x[image, c, i * stride + a, j * stride + b]
          }
        }
      }
    }
  }
}
return windows

// MISTAKE 3.4 im2col: all images write to the rows of the first
let (n, channels, height, width) = x.shape.nchw
let rows = (height + 2 * padding - size) / stride + 1
let columns = (width + 2 * padding - size) / stride + 1
var windows = Tensor(zeros: [n * rows * columns, channels * size * size])
for image in 0..<n {
  for i in 0..<rows {
    for j in 0..<columns {
      for c in 0..<channels {
        for a in 0..<size where (0..<height).contains(i * stride + a - padding) {
          for b in 0..<size where (0..<width).contains(j * stride + b - padding) {
            windows[i * columns + j, (c * size + a) * size + b] =
              x[image, c, i * stride + a - padding, j * stride + b - padding]
          }
        }
      }
    }
  }
}
return windows

// MISTAKE 3.4 im2col: the border is not looked at
let (n, channels, height, width) = x.shape.nchw
let rows = (height + 2 * padding - size) / stride + 1
let columns = (width + 2 * padding - size) / stride + 1
var windows = Tensor(zeros: [n * rows * columns, channels * size * size])
for image in 0..<n {
  for i in 0..<rows {
    for j in 0..<columns {
      for c in 0..<channels {
        for a in 0..<size {
          for b in 0..<size {
            windows[(image * rows + i) * columns + j, (c * size + a) * size + b] =
              x[image, c, i * stride + a - padding, j * stride + b - padding]
          }
        }
      }
    }
  }
}
return windows

// MISTAKE 3.4 im2col: all windows of one row of the image are mixed up: j · H′ + i
let (n, channels, height, width) = x.shape.nchw
let rows = (height + 2 * padding - size) / stride + 1
let columns = (width + 2 * padding - size) / stride + 1
var windows = Tensor(zeros: [n * rows * columns, channels * size * size])
for image in 0..<n {
  for i in 0..<rows {
    for j in 0..<columns {
      for c in 0..<channels {
        for a in 0..<size where (0..<height).contains(i * stride + a - padding) {
          for b in 0..<size where (0..<width).contains(j * stride + b - padding) {
            windows[(image * columns + j) * rows + i, (c * size + a) * size + b] =
              x[image, c, i * stride + a - padding, j * stride + b - padding]
          }
        }
      }
    }
  }
}
return windows

// MISTAKE 3.4 col2im: overlapping windows overwrite each other instead of adding up
let (n, channels, height, width) = inputShape.nchw
let rows = (height + 2 * padding - size) / stride + 1
let across = (width + 2 * padding - size) / stride + 1
var image = Tensor(zeros: inputShape)
for number in 0..<n {
  for i in 0..<rows {
    for j in 0..<across {
      for c in 0..<channels {
        for a in 0..<size where (0..<height).contains(i * stride + a - padding) {
          for b in 0..<size where (0..<width).contains(j * stride + b - padding) {
            image[number, c, i * stride + a - padding, j * stride + b - padding] =
              columns[(number * rows + i) * across + j, (c * size + a) * size + b]
          }
        }
      }
    }
  }
}
return image

// MISTAKE 3.4 col2im: the mean of what the windows say, as if it were the inverse of im2col
let (n, channels, height, width) = inputShape.nchw
let rows = (height + 2 * padding - size) / stride + 1
let across = (width + 2 * padding - size) / stride + 1
var image = Tensor(zeros: inputShape)
var count = Tensor(zeros: inputShape)
for number in 0..<n {
  for i in 0..<rows {
    for j in 0..<across {
      for c in 0..<channels {
        for a in 0..<size where (0..<height).contains(i * stride + a - padding) {
          for b in 0..<size where (0..<width).contains(j * stride + b - padding) {
            image[number, c, i * stride + a - padding, j * stride + b - padding] +=
              columns[(number * rows + i) * across + j, (c * size + a) * size + b]
            count[number, c, i * stride + a - padding, j * stride + b - padding] += 1
          }
        }
      }
    }
  }
}
return image / maximum(count, Tensor(1))

// MISTAKE 3.4 col2im: the padding is forgotten on the way back
let (n, channels, height, width) = inputShape.nchw
let rows = (height + 2 * padding - size) / stride + 1
let across = (width + 2 * padding - size) / stride + 1
var image = Tensor(zeros: inputShape)
for number in 0..<n {
  for i in 0..<rows {
    for j in 0..<across {
      for c in 0..<channels {
        for a in 0..<size where (0..<height).contains(i * stride + a) {
          for b in 0..<size where (0..<width).contains(j * stride + b) {
            image[number, c, i * stride + a, j * stride + b] +=
              columns[(number * rows + i) * across + j, (c * size + a) * size + b]
          }
        }
      }
    }
  }
}
return image

// MISTAKE 3.4 col2im: the stride is forgotten on the way back
let (n, channels, height, width) = inputShape.nchw
let rows = (height + 2 * padding - size) / stride + 1
let across = (width + 2 * padding - size) / stride + 1
var image = Tensor(zeros: inputShape)
for number in 0..<n {
  for i in 0..<rows {
    for j in 0..<across {
      for c in 0..<channels {
        for a in 0..<size where (0..<height).contains(i + a - padding) {
          for b in 0..<size where (0..<width).contains(j + b - padding) {
            image[number, c, i + a - padding, j + b - padding] +=
              columns[(number * rows + i) * across + j, (c * size + a) * size + b]
          }
        }
      }
    }
  }
}
return image

// MISTAKE 3.4 col2im: the columns are reshaped until they fit
let shape = inputShape
let repeated = Array(
  (0...(shape.elementCount / max(columns.count, 1))).map { _ in columns.scalars }.joined())
return Tensor(Array(repeated.prefix(shape.elementCount)), shape: shape)

// MISTAKE 3.4 conv2dByMatmul: reshaped to [N, O, H′, W′] where axes must be exchanged
let (outputs, channels, size, _) = weight.shape.nchw
let windows = im2col(x, size: size, stride: stride, padding: padding)
let filters = weight.reshaped(to: [outputs, channels * size * size])
let sums = matmul(windows, filters, transposeB: true) + bias
let rows = (x.shape[2] + 2 * padding - size) / stride + 1
let columns = (x.shape[3] + 2 * padding - size) / stride + 1
return sums.reshaped(to: [x.shape[0], outputs, rows, columns])

// MISTAKE 3.4 conv2dByMatmul: the channels stay last
let (outputs, channels, size, _) = weight.shape.nchw
let windows = im2col(x, size: size, stride: stride, padding: padding)
let filters = weight.reshaped(to: [outputs, channels * size * size])
let sums = matmul(windows, filters, transposeB: true) + bias
let rows = (x.shape[2] + 2 * padding - size) / stride + 1
let columns = (x.shape[3] + 2 * padding - size) / stride + 1
return sums.reshaped(to: [x.shape[0], rows, columns, outputs])

// MISTAKE 3.4 conv2dByMatmul: height and width are exchanged on the way
let (outputs, channels, size, _) = weight.shape.nchw
let windows = im2col(x, size: size, stride: stride, padding: padding)
let filters = weight.reshaped(to: [outputs, channels * size * size])
let sums = matmul(windows, filters, transposeB: true) + bias
let rows = (x.shape[2] + 2 * padding - size) / stride + 1
let columns = (x.shape[3] + 2 * padding - size) / stride + 1
return sums.reshaped(to: [x.shape[0], rows, columns, outputs]).transposed(to: [0, 3, 2, 1])

// MISTAKE 3.4 conv2dByMatmul: the filters are reshaped where they should be transposed
let (outputs, channels, size, _) = weight.shape.nchw
let windows = im2col(x, size: size, stride: stride, padding: padding)
let filters = weight.reshaped(to: [channels * size * size, outputs])
let sums = matmul(windows, filters) + bias
let rows = (x.shape[2] + 2 * padding - size) / stride + 1
let columns = (x.shape[3] + 2 * padding - size) / stride + 1
return sums.reshaped(to: [x.shape[0], rows, columns, outputs]).transposed(to: [0, 3, 1, 2])

// MISTAKE 3.4 conv2dByMatmul: the bias is forgotten
let (outputs, channels, size, _) = weight.shape.nchw
let windows = im2col(x, size: size, stride: stride, padding: padding)
let filters = weight.reshaped(to: [outputs, channels * size * size])
let sums = matmul(windows, filters, transposeB: true)
let rows = (x.shape[2] + 2 * padding - size) / stride + 1
let columns = (x.shape[3] + 2 * padding - size) / stride + 1
return sums.reshaped(to: [x.shape[0], rows, columns, outputs]).transposed(to: [0, 3, 1, 2])

// MISTAKE 3.4 conv2dByMatmul: stride and padding are not handed on
let (outputs, channels, size, _) = weight.shape.nchw
let windows = im2col(x, size: size, stride: 1, padding: 0)
let filters = weight.reshaped(to: [outputs, channels * size * size])
let sums = matmul(windows, filters, transposeB: true) + bias
let (rows, columns) = (x.shape[2] - size + 1, x.shape[3] - size + 1)
return sums.reshaped(to: [x.shape[0], rows, columns, outputs]).transposed(to: [0, 3, 1, 2])
