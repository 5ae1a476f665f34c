// Named wrong solutions of exercise 3.6.

// MISTAKE 3.6 maxPooled: padding counts as zeros, which beat negative numbers
let (n, c, h, w) = x.shape.nchw
let rows = (h + 2 * window.padding - window.size) / window.stride + 1
let columns = (w + 2 * window.padding - window.size) / window.stride + 1
var (values, places) = (Tensor(zeros: [n, c, rows, columns]), [Int]())
for image in 0..<n {
  for channel in 0..<c {
    for i in 0..<rows {
      for j in 0..<columns {
        let (top, left) = (i * window.stride - window.padding, j * window.stride - window.padding)
        var (row, column) = (max(top, 0), max(left, 0))  // the first pixel of the window
        for y in max(top, 0)..<min(top + window.size, h) {
          for z in max(left, 0)..<min(left + window.size, w)
          where x[image, channel, y, z] > x[image, channel, row, column] {
            (row, column) = (y, z)
          }
        }
        let onBorder = top < 0 || left < 0 || top + window.size > h || left + window.size > w
        values[image, channel, i, j] =
          onBorder ? max(x[image, channel, row, column], 0) : x[image, channel, row, column]
        places.append(row * w + column)
      }
    }
  }
}
return (values, places)

// MISTAKE 3.6 maxPooled: the search starts at 0, so negative maxima are lost
let (n, c, h, w) = x.shape.nchw
let rows = (h + 2 * window.padding - window.size) / window.stride + 1
let columns = (w + 2 * window.padding - window.size) / window.stride + 1
var (values, places) = (Tensor(zeros: [n, c, rows, columns]), [Int]())
for image in 0..<n {
  for channel in 0..<c {
    for i in 0..<rows {
      for j in 0..<columns {
        let (top, left) = (i * window.stride - window.padding, j * window.stride - window.padding)
        var (row, column) = (max(top, 0), max(left, 0))  // the first pixel of the window
        for y in max(top, 0)..<min(top + window.size, h) {
          for z in max(left, 0)..<min(left + window.size, w)
          where x[image, channel, y, z] > x[image, channel, row, column] {
            (row, column) = (y, z)
          }
        }
        values[image, channel, i, j] = max(x[image, channel, row, column], 0)
        places.append(row * w + column)
      }
    }
  }
}
return (values, places)

// MISTAKE 3.6 maxPooled: of equal numbers the last one is the place
let (n, c, h, w) = x.shape.nchw
let rows = (h + 2 * window.padding - window.size) / window.stride + 1
let columns = (w + 2 * window.padding - window.size) / window.stride + 1
var (values, places) = (Tensor(zeros: [n, c, rows, columns]), [Int]())
for image in 0..<n {
  for channel in 0..<c {
    for i in 0..<rows {
      for j in 0..<columns {
        let (top, left) = (i * window.stride - window.padding, j * window.stride - window.padding)
        var (row, column) = (max(top, 0), max(left, 0))  // the first pixel of the window
        for y in max(top, 0)..<min(top + window.size, h) {
          for z in max(left, 0)..<min(left + window.size, w)
          where x[image, channel, y, z] >= x[image, channel, row, column] {
            (row, column) = (y, z)
          }
        }
        values[image, channel, i, j] = x[image, channel, row, column]
        places.append(row * w + column)
      }
    }
  }
}
return (values, places)

// MISTAKE 3.6 maxPooled: places are counted in the window, not in the image
let (n, c, h, w) = x.shape.nchw
let rows = (h + 2 * window.padding - window.size) / window.stride + 1
let columns = (w + 2 * window.padding - window.size) / window.stride + 1
var (values, places) = (Tensor(zeros: [n, c, rows, columns]), [Int]())
for image in 0..<n {
  for channel in 0..<c {
    for i in 0..<rows {
      for j in 0..<columns {
        let (top, left) = (i * window.stride - window.padding, j * window.stride - window.padding)
        var (row, column) = (max(top, 0), max(left, 0))  // the first pixel of the window
        for y in max(top, 0)..<min(top + window.size, h) {
          for z in max(left, 0)..<min(left + window.size, w)
          where x[image, channel, y, z] > x[image, channel, row, column] {
            (row, column) = (y, z)
          }
        }
        values[image, channel, i, j] = x[image, channel, row, column]
        places.append((row - max(top, 0)) * window.size + column - max(left, 0))
      }
    }
  }
}
return (values, places)

// MISTAKE 3.6 maxPooled: places are counted in the padded image
let (n, c, h, w) = x.shape.nchw
let rows = (h + 2 * window.padding - window.size) / window.stride + 1
let columns = (w + 2 * window.padding - window.size) / window.stride + 1
var (values, places) = (Tensor(zeros: [n, c, rows, columns]), [Int]())
for image in 0..<n {
  for channel in 0..<c {
    for i in 0..<rows {
      for j in 0..<columns {
        let (top, left) = (i * window.stride - window.padding, j * window.stride - window.padding)
        var (row, column) = (max(top, 0), max(left, 0))  // the first pixel of the window
        for y in max(top, 0)..<min(top + window.size, h) {
          for z in max(left, 0)..<min(left + window.size, w)
          where x[image, channel, y, z] > x[image, channel, row, column] {
            (row, column) = (y, z)
          }
        }
        values[image, channel, i, j] = x[image, channel, row, column]
        places.append((row + window.padding) * (w + 2 * window.padding) + column + window.padding)
      }
    }
  }
}
return (values, places)

// MISTAKE 3.6 maxPooled: places are counted through the whole batch
let (n, c, h, w) = x.shape.nchw
let rows = (h + 2 * window.padding - window.size) / window.stride + 1
let columns = (w + 2 * window.padding - window.size) / window.stride + 1
var (values, places) = (Tensor(zeros: [n, c, rows, columns]), [Int]())
for image in 0..<n {
  for channel in 0..<c {
    for i in 0..<rows {
      for j in 0..<columns {
        let (top, left) = (i * window.stride - window.padding, j * window.stride - window.padding)
        var (row, column) = (max(top, 0), max(left, 0))  // the first pixel of the window
        for y in max(top, 0)..<min(top + window.size, h) {
          for z in max(left, 0)..<min(left + window.size, w)
          where x[image, channel, y, z] > x[image, channel, row, column] {
            (row, column) = (y, z)
          }
        }
        values[image, channel, i, j] = x[image, channel, row, column]
        places.append(((image * c + channel) * h + row) * w + column)
      }
    }
  }
}
return (values, places)

// MISTAKE 3.6 maxPooled: places count by height instead of width
let (n, c, h, w) = x.shape.nchw
let rows = (h + 2 * window.padding - window.size) / window.stride + 1
let columns = (w + 2 * window.padding - window.size) / window.stride + 1
var (values, places) = (Tensor(zeros: [n, c, rows, columns]), [Int]())
for image in 0..<n {
  for channel in 0..<c {
    for i in 0..<rows {
      for j in 0..<columns {
        let (top, left) = (i * window.stride - window.padding, j * window.stride - window.padding)
        var (row, column) = (max(top, 0), max(left, 0))  // the first pixel of the window
        for y in max(top, 0)..<min(top + window.size, h) {
          for z in max(left, 0)..<min(left + window.size, w)
          where x[image, channel, y, z] > x[image, channel, row, column] {
            (row, column) = (y, z)
          }
        }
        values[image, channel, i, j] = x[image, channel, row, column]
        places.append(row * h + column)
      }
    }
  }
}
return (values, places)

// MISTAKE 3.6 maxPooled: the stride is forgotten
let (n, c, h, w) = x.shape.nchw
let rows = (h + 2 * window.padding - window.size) / window.stride + 1
let columns = (w + 2 * window.padding - window.size) / window.stride + 1
var (values, places) = (Tensor(zeros: [n, c, rows, columns]), [Int]())
for image in 0..<n {
  for channel in 0..<c {
    for i in 0..<rows {
      for j in 0..<columns {
        let (top, left) = (i - window.padding, j - window.padding)
        var (row, column) = (max(top, 0), max(left, 0))  // the first pixel of the window
        for y in max(top, 0)..<min(top + window.size, h) {
          for z in max(left, 0)..<min(left + window.size, w)
          where x[image, channel, y, z] > x[image, channel, row, column] {
            (row, column) = (y, z)
          }
        }
        values[image, channel, i, j] = x[image, channel, row, column]
        places.append(row * w + column)
      }
    }
  }
}
return (values, places)

// MISTAKE 3.6 maxPooled: the padding is forgotten
let (n, c, h, w) = x.shape.nchw
let rows = (h + 2 * window.padding - window.size) / window.stride + 1
let columns = (w + 2 * window.padding - window.size) / window.stride + 1
var (values, places) = (Tensor(zeros: [n, c, rows, columns]), [Int]())
for image in 0..<n {
  for channel in 0..<c {
    for i in 0..<rows {
      for j in 0..<columns {
        let (top, left) = (i * window.stride, j * window.stride)
        var (row, column) = (max(top, 0), max(left, 0))  // the first pixel of the window
        for y in max(top, 0)..<min(top + window.size, h) {
          for z in max(left, 0)..<min(left + window.size, w)
          where x[image, channel, y, z] > x[image, channel, row, column] {
            (row, column) = (y, z)
          }
        }
        values[image, channel, i, j] = x[image, channel, row, column]
        places.append(row * w + column)
      }
    }
  }
}
return (values, places)

// MISTAKE 3.6 maxPooled: the smallest instead of the largest
let (n, c, h, w) = x.shape.nchw
let rows = (h + 2 * window.padding - window.size) / window.stride + 1
let columns = (w + 2 * window.padding - window.size) / window.stride + 1
var (values, places) = (Tensor(zeros: [n, c, rows, columns]), [Int]())
for image in 0..<n {
  for channel in 0..<c {
    for i in 0..<rows {
      for j in 0..<columns {
        let (top, left) = (i * window.stride - window.padding, j * window.stride - window.padding)
        var (row, column) = (max(top, 0), max(left, 0))  // the first pixel of the window
        for y in max(top, 0)..<min(top + window.size, h) {
          for z in max(left, 0)..<min(left + window.size, w)
          where x[image, channel, y, z] < x[image, channel, row, column] {
            (row, column) = (y, z)
          }
        }
        values[image, channel, i, j] = x[image, channel, row, column]
        places.append(row * w + column)
      }
    }
  }
}
return (values, places)

// MISTAKE 3.6 maxPooled: the maximum over all channels
let (n, c, h, w) = x.shape.nchw
let rows = (h + 2 * window.padding - window.size) / window.stride + 1
let columns = (w + 2 * window.padding - window.size) / window.stride + 1
var (values, places) = (Tensor(zeros: [n, c, rows, columns]), [Int]())
for image in 0..<n {
  for channel in 0..<c {
    for i in 0..<rows {
      for j in 0..<columns {
        let (top, left) = (i * window.stride - window.padding, j * window.stride - window.padding)
        var (row, column) = (max(top, 0), max(left, 0))  // the first pixel of the window
        for y in max(top, 0)..<min(top + window.size, h) {
          for z in max(left, 0)..<min(left + window.size, w)
          where x[image, 0, y, z] > x[image, channel, row, column] {
            (row, column) = (y, z)
          }
        }
        values[image, channel, i, j] = x[image, channel, row, column]
        places.append(row * w + column)
      }
    }
  }
}
return (values, places)

// MISTAKE 3.6 maxPooledGradient: assigned instead of added: a pixel that won twice loses one
let (n, c, rows, columns) = dy.shape.nchw
let w = inputShape[3]
var dx = Tensor(zeros: inputShape)
var next = 0  // place by place, in the order in which forward wrote them
for image in 0..<n {
  for channel in 0..<c {
    for i in 0..<rows {
      for j in 0..<columns {
        dx[image, channel, places[next] / w, places[next] % w] = dy[image, channel, i, j]
        next += 1
      }
    }
  }
}
return dx

// MISTAKE 3.6 maxPooledGradient: the places are taken through the whole batch
var flat = Tensor(zeros: [inputShape.elementCount])
for (index, place) in places.enumerated() { flat[place] += dy.scalars[index] }
return flat.reshaped(to: inputShape)

// MISTAKE 3.6 maxPooledGradient: every pixel of the image receives the gradient
let total = dy.sum(along: [2, 3], keepingAxis: true)
return total.broadcast(to: inputShape)

// MISTAKE 3.6 maxPooledGradient: the gradient is shared among the pixels of a window
let (_, c, rows, columns) = dy.shape.nchw
let (h, w) = (inputShape[2], inputShape[3])
let share = Float(h * w) / Float(rows * columns)
var dx = Tensor(zeros: inputShape)
for (index, place) in places.enumerated() {
  let plane = index / (rows * columns)
  dx[plane / c, plane % c, place / w, place % w] += dy.scalars[index] / share
}
return dx

// MISTAKE 3.6 maxPooledGradient: row and column of a place change roles
let (n, c, rows, columns) = dy.shape.nchw
let w = inputShape[3]
var dx = Tensor(zeros: inputShape)
var next = 0  // place by place, in the order in which forward wrote them
for image in 0..<n {
  for channel in 0..<c {
    for i in 0..<rows {
      for j in 0..<columns {
        dx[image, channel, places[next] % w, places[next] / w] += dy[image, channel, i, j]
        next += 1
      }
    }
  }
}
return dx

// MISTAKE 3.6 maxPooledGradient: the places start afresh with every channel
let (n, c, rows, columns) = dy.shape.nchw
let w = inputShape[3]
var dx = Tensor(zeros: inputShape)
var next = 0  // place by place, in the order in which forward wrote them
for image in 0..<n {
  for channel in 0..<c {
    next = 0
    for i in 0..<rows {
      for j in 0..<columns {
        dx[image, channel, places[next] / w, places[next] % w] += dy[image, channel, i, j]
        next += 1
      }
    }
  }
}
return dx

// MISTAKE 3.6 averagePooled: divided by the real pixels at the border, as in Keras
let (n, c, h, w) = x.shape.nchw
let rows = (h + 2 * window.padding - window.size) / window.stride + 1
let columns = (w + 2 * window.padding - window.size) / window.stride + 1
var means = Tensor(zeros: [n, c, rows, columns])
for image in 0..<n {
  for channel in 0..<c {
    for i in 0..<rows {
      for j in 0..<columns {
        let (top, left) = (i * window.stride - window.padding, j * window.stride - window.padding)
        var sum: Float = 0
        for y in max(top, 0)..<min(top + window.size, h) {
          for z in max(left, 0)..<min(left + window.size, w) { sum += x[image, channel, y, z] }
        }
        means[image, channel, i, j] =
          sum
          / Float(
            (min(top + window.size, h) - max(top, 0)) * (min(left + window.size, w) - max(left, 0)))
      }
    }
  }
}
return means

// MISTAKE 3.6 averagePooled: divided by size instead of size²
let (n, c, h, w) = x.shape.nchw
let rows = (h + 2 * window.padding - window.size) / window.stride + 1
let columns = (w + 2 * window.padding - window.size) / window.stride + 1
var means = Tensor(zeros: [n, c, rows, columns])
for image in 0..<n {
  for channel in 0..<c {
    for i in 0..<rows {
      for j in 0..<columns {
        let (top, left) = (i * window.stride - window.padding, j * window.stride - window.padding)
        var sum: Float = 0
        for y in max(top, 0)..<min(top + window.size, h) {
          for z in max(left, 0)..<min(left + window.size, w) { sum += x[image, channel, y, z] }
        }
        means[image, channel, i, j] = sum / Float(window.size)
      }
    }
  }
}
return means

// MISTAKE 3.6 averagePooled: the sum is not divided
let (n, c, h, w) = x.shape.nchw
let rows = (h + 2 * window.padding - window.size) / window.stride + 1
let columns = (w + 2 * window.padding - window.size) / window.stride + 1
var means = Tensor(zeros: [n, c, rows, columns])
for image in 0..<n {
  for channel in 0..<c {
    for i in 0..<rows {
      for j in 0..<columns {
        let (top, left) = (i * window.stride - window.padding, j * window.stride - window.padding)
        var sum: Float = 0
        for y in max(top, 0)..<min(top + window.size, h) {
          for z in max(left, 0)..<min(left + window.size, w) { sum += x[image, channel, y, z] }
        }
        means[image, channel, i, j] = sum
      }
    }
  }
}
return means

// MISTAKE 3.6 averagePooled: the stride is forgotten
let (n, c, h, w) = x.shape.nchw
let rows = (h + 2 * window.padding - window.size) / window.stride + 1
let columns = (w + 2 * window.padding - window.size) / window.stride + 1
var means = Tensor(zeros: [n, c, rows, columns])
for image in 0..<n {
  for channel in 0..<c {
    for i in 0..<rows {
      for j in 0..<columns {
        let (top, left) = (i - window.padding, j - window.padding)
        var sum: Float = 0
        for y in max(top, 0)..<min(top + window.size, h) {
          for z in max(left, 0)..<min(left + window.size, w) { sum += x[image, channel, y, z] }
        }
        means[image, channel, i, j] = sum / Float(window.size * window.size)
      }
    }
  }
}
return means

// MISTAKE 3.6 averagePooled: the padding is forgotten
let (n, c, h, w) = x.shape.nchw
let rows = (h + 2 * window.padding - window.size) / window.stride + 1
let columns = (w + 2 * window.padding - window.size) / window.stride + 1
var means = Tensor(zeros: [n, c, rows, columns])
for image in 0..<n {
  for channel in 0..<c {
    for i in 0..<rows {
      for j in 0..<columns {
        let (top, left) = (i * window.stride, j * window.stride)
        var sum: Float = 0
        for y in max(top, 0)..<min(top + window.size, h) {
          for z in max(left, 0)..<min(left + window.size, w) { sum += x[image, channel, y, z] }
        }
        means[image, channel, i, j] = sum / Float(window.size * window.size)
      }
    }
  }
}
return means

// MISTAKE 3.6 averagePooled: the sum is not reset for each window
let (n, c, h, w) = x.shape.nchw
let rows = (h + 2 * window.padding - window.size) / window.stride + 1
let columns = (w + 2 * window.padding - window.size) / window.stride + 1
var sum: Float = 0
var means = Tensor(zeros: [n, c, rows, columns])
for image in 0..<n {
  for channel in 0..<c {
    for i in 0..<rows {
      for j in 0..<columns {
        let (top, left) = (i * window.stride - window.padding, j * window.stride - window.padding)
        for y in max(top, 0)..<min(top + window.size, h) {
          for z in max(left, 0)..<min(left + window.size, w) { sum += x[image, channel, y, z] }
        }
        means[image, channel, i, j] = sum / Float(window.size * window.size)
      }
    }
  }
}
return means

// MISTAKE 3.6 averagePooled: the largest instead of the mean
return maxPooled(x, window: window).values

// MISTAKE 3.6 averagePooledGradient: every pixel of a window receives the whole gradient
let (n, c, rows, columns) = dy.shape.nchw
let (h, w) = (inputShape[2], inputShape[3])
var dx = Tensor(zeros: inputShape)
for image in 0..<n {
  for channel in 0..<c {
    for i in 0..<rows {
      for j in 0..<columns {
        let (top, left) = (i * window.stride - window.padding, j * window.stride - window.padding)
        let share = dy[image, channel, i, j]
        for y in max(top, 0)..<min(top + window.size, h) {
          for z in max(left, 0)..<min(left + window.size, w) { dx[image, channel, y, z] += share }
        }
      }
    }
  }
}
return dx

// MISTAKE 3.6 averagePooledGradient: assigned instead of added: overlaps lose
let (n, c, rows, columns) = dy.shape.nchw
let (h, w) = (inputShape[2], inputShape[3])
var dx = Tensor(zeros: inputShape)
for image in 0..<n {
  for channel in 0..<c {
    for i in 0..<rows {
      for j in 0..<columns {
        let (top, left) = (i * window.stride - window.padding, j * window.stride - window.padding)
        let share = dy[image, channel, i, j] / Float(window.size * window.size)
        for y in max(top, 0)..<min(top + window.size, h) {
          for z in max(left, 0)..<min(left + window.size, w) { dx[image, channel, y, z] = share }
        }
      }
    }
  }
}
return dx

// MISTAKE 3.6 averagePooledGradient: divided by size instead of size²
let (n, c, rows, columns) = dy.shape.nchw
let (h, w) = (inputShape[2], inputShape[3])
var dx = Tensor(zeros: inputShape)
for image in 0..<n {
  for channel in 0..<c {
    for i in 0..<rows {
      for j in 0..<columns {
        let (top, left) = (i * window.stride - window.padding, j * window.stride - window.padding)
        let share = dy[image, channel, i, j] / Float(window.size)
        for y in max(top, 0)..<min(top + window.size, h) {
          for z in max(left, 0)..<min(left + window.size, w) { dx[image, channel, y, z] += share }
        }
      }
    }
  }
}
return dx

// MISTAKE 3.6 averagePooledGradient: divided by the real pixels at the border
let (n, c, rows, columns) = dy.shape.nchw
let (h, w) = (inputShape[2], inputShape[3])
var dx = Tensor(zeros: inputShape)
for image in 0..<n {
  for channel in 0..<c {
    for i in 0..<rows {
      for j in 0..<columns {
        let (top, left) = (i * window.stride - window.padding, j * window.stride - window.padding)
        let share =
          dy[image, channel, i, j]
          / Float(
            (min(top + window.size, h) - max(top, 0)) * (min(left + window.size, w) - max(left, 0)))
        for y in max(top, 0)..<min(top + window.size, h) {
          for z in max(left, 0)..<min(left + window.size, w) { dx[image, channel, y, z] += share }
        }
      }
    }
  }
}
return dx

// MISTAKE 3.6 averagePooledGradient: the padding is forgotten
let (n, c, rows, columns) = dy.shape.nchw
let (h, w) = (inputShape[2], inputShape[3])
var dx = Tensor(zeros: inputShape)
for image in 0..<n {
  for channel in 0..<c {
    for i in 0..<rows {
      for j in 0..<columns {
        let (top, left) = (i * window.stride, j * window.stride)
        let share = dy[image, channel, i, j] / Float(window.size * window.size)
        for y in max(top, 0)..<min(top + window.size, h) {
          for z in max(left, 0)..<min(left + window.size, w) { dx[image, channel, y, z] += share }
        }
      }
    }
  }
}
return dx

// MISTAKE 3.6 averagePooledGradient: the first pixel of a window receives everything
let (n, c, rows, columns) = dy.shape.nchw
let (h, w) = (inputShape[2], inputShape[3])
var dx = Tensor(zeros: inputShape)
for image in 0..<n {
  for channel in 0..<c {
    for i in 0..<rows {
      for j in 0..<columns {
        let (top, left) = (i * window.stride - window.padding, j * window.stride - window.padding)
        let share = dy[image, channel, i, j]
        for y in max(top, 0)..<min(max(top, 0) + 1, h) {
          for z in max(left, 0)..<min(max(left, 0) + 1, w) { dx[image, channel, y, z] += share }
        }
      }
    }
  }
}
return dx

// MISTAKE 3.6 GlobalAveragePool.forward: the sum instead of the mean
inputShape = x.shape
return x.sum(along: [2, 3])

// MISTAKE 3.6 GlobalAveragePool.forward: the largest instead of the mean
inputShape = x.shape
return x.max(along: 3).max(along: 2)

// MISTAKE 3.6 GlobalAveragePool.forward: the mean over the channels too
inputShape = x.shape
let means = x.mean(along: [1, 2, 3], keepingAxis: true).reshaped(to: [x.shape[0], 1])
return means.broadcast(to: [x.shape[0], x.shape[1]])

// MISTAKE 3.6 GlobalAveragePool.forward: the shape is not remembered
return x.mean(along: [2, 3])

// MISTAKE 3.6 GlobalAveragePool.forward: the axes are kept: [N, C, 1, 1]
inputShape = x.shape
return x.mean(along: [2, 3], keepingAxis: true)

// MISTAKE 3.6 GlobalAveragePool.backward: not divided by the number of pixels
let (n, c, _, _) = inputShape.nchw
return dy.reshaped(to: [n, c, 1, 1]).broadcast(to: inputShape)

// MISTAKE 3.6 GlobalAveragePool.backward: divided by the number of channels too
let (n, c, h, w) = inputShape.nchw
return (dy / Float(c * h * w)).reshaped(to: [n, c, 1, 1]).broadcast(to: inputShape)

// MISTAKE 3.6 GlobalAveragePool.backward: averaged over the batch
let (n, c, h, w) = inputShape.nchw
return (dy / Float(n * h * w)).reshaped(to: [n, c, 1, 1]).broadcast(to: inputShape)

// MISTAKE 3.6 GlobalAveragePool.backward: dy is returned without its pixels
return dy

// MISTAKE 3.6 Flatten.forward: the shape is not remembered
return x.reshaped(to: [x.shape[0], x.shape.dropFirst().reduce(1, *)])

// MISTAKE 3.6 Flatten.forward: the batch is flattened too
inputShape = x.shape
return x.flattened()

// MISTAKE 3.6 Flatten.forward: the channels come last, as in Keras
inputShape = x.shape
let last = x.transposed(to: [0, 2, 3, 1])
return last.reshaped(to: [x.shape[0], x.shape.dropFirst().reduce(1, *)])

// MISTAKE 3.6 Flatten.forward: only the first shape is remembered
if inputShape == [0, 0, 0, 0] { inputShape = x.shape }
return x.reshaped(to: [x.shape[0], x.shape.dropFirst().reduce(1, *)])

// MISTAKE 3.6 Flatten.backward: dy is handed on flat
return dy

// MISTAKE 3.6 Flatten.backward: the channels are taken to be last
let (n, c, h, w) = inputShape.nchw
return dy.reshaped(to: [n, h, w, c]).transposed(to: [0, 3, 1, 2])
