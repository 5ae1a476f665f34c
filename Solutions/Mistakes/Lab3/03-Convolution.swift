// Named wrong solutions of exercise 3.3.

// MISTAKE 3.3 windowSum: the filter is flipped, as mathematicians convolve
let (height, width) = (x.shape[2], x.shape[3])
let (tall, wide) = (weight.shape[2], weight.shape[3])
var sum: Float = 0
for c in 0..<weight.shape[1] {
  for a in 0..<tall where (0..<height).contains(top + a) {
    for b in 0..<wide where (0..<width).contains(left + b) {
      sum += x[image, c, top + a, left + b] * weight[filter, c, tall - 1 - a, wide - 1 - b]
    }
  }
}
return sum

// MISTAKE 3.3 windowSum: only the first channel is read
let (height, width) = (x.shape[2], x.shape[3])
var sum: Float = 0
for a in 0..<weight.shape[2] where (0..<height).contains(top + a) {
  for b in 0..<weight.shape[3] where (0..<width).contains(left + b) {
    sum += x[image, 0, top + a, left + b] * weight[filter, 0, a, b]
  }
}
return sum

// MISTAKE 3.3 windowSum: every channel is multiplied by the filter's first one
let (height, width) = (x.shape[2], x.shape[3])
var sum: Float = 0
for c in 0..<weight.shape[1] {
  for a in 0..<weight.shape[2] where (0..<height).contains(top + a) {
    for b in 0..<weight.shape[3] where (0..<width).contains(left + b) {
      sum += x[image, c, top + a, left + b] * weight[filter, 0, a, b]
    }
  }
}
return sum

// MISTAKE 3.3 windowSum: rows and columns of the window change places
let (height, width) = (x.shape[2], x.shape[3])
var sum: Float = 0
for c in 0..<weight.shape[1] {
  for a in 0..<weight.shape[2] where (0..<width).contains(left + a) {
    for b in 0..<weight.shape[3] where (0..<height).contains(top + b) {
      sum += x[image, c, top + b, left + a] * weight[filter, c, a, b]
    }
  }
}
return sum

// MISTAKE 3.3 windowSum: the border is not looked at
var sum: Float = 0
for c in 0..<weight.shape[1] {
  for a in 0..<weight.shape[2] {
    for b in 0..<weight.shape[3] {
      sum += x[image, c, top + a, left + b] * weight[filter, c, a, b]
    }
  }
}
return sum

// MISTAKE 3.3 windowSum: only the upper and the left border are looked at
var sum: Float = 0
for c in 0..<weight.shape[1] {
  for a in 0..<weight.shape[2] where top + a >= 0 {
    for b in 0..<weight.shape[3] where left + b >= 0 {
      sum += x[image, c, top + a, left + b] * weight[filter, c, a, b]
    }
  }
}
return sum

// MISTAKE 3.3 windowSum: the first row and column of the image count as outside
let (height, width) = (x.shape[2], x.shape[3])
var sum: Float = 0
for c in 0..<weight.shape[1] {
  for a in 0..<weight.shape[2] where top + a > 0 && top + a < height {
    for b in 0..<weight.shape[3] where left + b > 0 && left + b < width {
      sum += x[image, c, top + a, left + b] * weight[filter, c, a, b]
    }
  }
}
return sum

// MISTAKE 3.3 windowSum: outside, the nearest pixel is taken instead of zero
let (height, width) = (x.shape[2], x.shape[3])
var sum: Float = 0
for c in 0..<weight.shape[1] {
  for a in 0..<weight.shape[2] {
    for b in 0..<weight.shape[3] {
      let (row, column) = (min(max(top + a, 0), height - 1), min(max(left + b, 0), width - 1))
      sum += x[image, c, row, column] * weight[filter, c, a, b]
    }
  }
}
return sum

// MISTAKE 3.3 windowSum: the mean of the products instead of the sum
let (height, width) = (x.shape[2], x.shape[3])
var sum: Float = 0
for c in 0..<weight.shape[1] {
  for a in 0..<weight.shape[2] where (0..<height).contains(top + a) {
    for b in 0..<weight.shape[3] where (0..<width).contains(left + b) {
      sum += x[image, c, top + a, left + b] * weight[filter, c, a, b]
    }
  }
}
return sum / Float(weight.count / weight.shape[0])

// MISTAKE 3.3 windowSum: always the first image
let (height, width) = (x.shape[2], x.shape[3])
var sum: Float = 0
for c in 0..<weight.shape[1] {
  for a in 0..<weight.shape[2] where (0..<height).contains(top + a) {
    for b in 0..<weight.shape[3] where (0..<width).contains(left + b) {
      sum += x[0, c, top + a, left + b] * weight[filter, c, a, b]
    }
  }
}
return sum

// MISTAKE 3.3 conv2d: the bias is forgotten
let (n, _, height, width) = x.shape.nchw
let rows = (height + 2 * padding - weight.shape[2]) / stride + 1
let columns = (width + 2 * padding - weight.shape[3]) / stride + 1
var y = Tensor(zeros: [n, weight.shape[0], rows, columns])
for image in 0..<n {
  for o in 0..<weight.shape[0] {
    for i in 0..<rows {
      for j in 0..<columns {
        let (top, left) = (i * stride - padding, j * stride - padding)
        y[image, o, i, j] = windowSum(x, image: image, weight, filter: o, top: top, left: left)
      }
    }
  }
}
return y

// MISTAKE 3.3 conv2d: the first bias is given to every filter
let (n, _, height, width) = x.shape.nchw
let rows = (height + 2 * padding - weight.shape[2]) / stride + 1
let columns = (width + 2 * padding - weight.shape[3]) / stride + 1
var y = Tensor(zeros: [n, weight.shape[0], rows, columns])
for image in 0..<n {
  for o in 0..<weight.shape[0] {
    for i in 0..<rows {
      for j in 0..<columns {
        let (top, left) = (i * stride - padding, j * stride - padding)
        y[image, o, i, j] =
          bias[0] + windowSum(x, image: image, weight, filter: o, top: top, left: left)
      }
    }
  }
}
return y

// MISTAKE 3.3 conv2d: the windows start at i + p instead of i·s − p
let (n, _, height, width) = x.shape.nchw
let rows = (height + 2 * padding - weight.shape[2]) / stride + 1
let columns = (width + 2 * padding - weight.shape[3]) / stride + 1
var y = Tensor(zeros: [n, weight.shape[0], rows, columns])
for image in 0..<n {
  for o in 0..<weight.shape[0] {
    for i in 0..<rows {
      for j in 0..<columns {
        let (top, left) = (i * stride + padding, j * stride + padding)
        y[image, o, i, j] =
          bias[o] + windowSum(x, image: image, weight, filter: o, top: top, left: left)
      }
    }
  }
}
return y

// MISTAKE 3.3 conv2d: the padding counts in the size, but the windows start at 0
let (n, _, height, width) = x.shape.nchw
let rows = (height + 2 * padding - weight.shape[2]) / stride + 1
let columns = (width + 2 * padding - weight.shape[3]) / stride + 1
var y = Tensor(zeros: [n, weight.shape[0], rows, columns])
for image in 0..<n {
  for o in 0..<weight.shape[0] {
    for i in 0..<rows {
      for j in 0..<columns {
        let (top, left) = (i * stride, j * stride)
        y[image, o, i, j] =
          bias[o] + windowSum(x, image: image, weight, filter: o, top: top, left: left)
      }
    }
  }
}
return y

// MISTAKE 3.3 conv2d: the stride counts in the size, but the windows move by one pixel
let (n, _, height, width) = x.shape.nchw
let rows = (height + 2 * padding - weight.shape[2]) / stride + 1
let columns = (width + 2 * padding - weight.shape[3]) / stride + 1
var y = Tensor(zeros: [n, weight.shape[0], rows, columns])
for image in 0..<n {
  for o in 0..<weight.shape[0] {
    for i in 0..<rows {
      for j in 0..<columns {
        let (top, left) = (i - padding, j - padding)
        y[image, o, i, j] =
          bias[o] + windowSum(x, image: image, weight, filter: o, top: top, left: left)
      }
    }
  }
}
return y

// MISTAKE 3.3 conv2d: the padding is moved by the stride too: (i − p)·s
let (n, _, height, width) = x.shape.nchw
let rows = (height + 2 * padding - weight.shape[2]) / stride + 1
let columns = (width + 2 * padding - weight.shape[3]) / stride + 1
var y = Tensor(zeros: [n, weight.shape[0], rows, columns])
for image in 0..<n {
  for o in 0..<weight.shape[0] {
    for i in 0..<rows {
      for j in 0..<columns {
        let (top, left) = ((i - padding) * stride, (j - padding) * stride)
        y[image, o, i, j] =
          bias[o] + windowSum(x, image: image, weight, filter: o, top: top, left: left)
      }
    }
  }
}
return y

// MISTAKE 3.3 conv2d: the last row and column of windows are left out
let (n, _, height, width) = x.shape.nchw
let rows = (height + 2 * padding - weight.shape[2]) / stride
let columns = (width + 2 * padding - weight.shape[3]) / stride
var y = Tensor(zeros: [n, weight.shape[0], rows, columns])
for image in 0..<n {
  for o in 0..<weight.shape[0] {
    for i in 0..<rows {
      for j in 0..<columns {
        let (top, left) = (i * stride - padding, j * stride - padding)
        y[image, o, i, j] =
          bias[o] + windowSum(x, image: image, weight, filter: o, top: top, left: left)
      }
    }
  }
}
return y

// MISTAKE 3.3 conv2d: the padding is added at one end only
let (n, _, height, width) = x.shape.nchw
let rows = (height + padding - weight.shape[2]) / stride + 1
let columns = (width + padding - weight.shape[3]) / stride + 1
var y = Tensor(zeros: [n, weight.shape[0], rows, columns])
for image in 0..<n {
  for o in 0..<weight.shape[0] {
    for i in 0..<rows {
      for j in 0..<columns {
        let (top, left) = (i * stride - padding, j * stride - padding)
        y[image, o, i, j] =
          bias[o] + windowSum(x, image: image, weight, filter: o, top: top, left: left)
      }
    }
  }
}
return y

// MISTAKE 3.3 conv2d: the width of a window is taken for its height
let (n, _, height, width) = x.shape.nchw
let rows = (height + 2 * padding - weight.shape[3]) / stride + 1
let columns = (width + 2 * padding - weight.shape[2]) / stride + 1
var y = Tensor(zeros: [n, weight.shape[0], rows, columns])
for image in 0..<n {
  for o in 0..<weight.shape[0] {
    for i in 0..<rows {
      for j in 0..<columns {
        let (top, left) = (i * stride - padding, j * stride - padding)
        y[image, o, i, j] =
          bias[o] + windowSum(x, image: image, weight, filter: o, top: top, left: left)
      }
    }
  }
}
return y
