// Named wrong solutions of exercise 3.5.

// MISTAKE 3.5 conv2dInputGradient: assigned instead of added: the last window wins
let (n, c, h, w) = inputShape.nchw
let (_, o, rows, columns) = dy.shape.nchw
let k = weight.shape[2]
var dx = Tensor(zeros: inputShape)
for image in 0..<n {
  for output in 0..<o {
    for i in 0..<rows {
      for j in 0..<columns {
        for channel in 0..<c {
          for a in 0..<k {
            let y = i * stride + a - padding
            for b in 0..<k {
              let z = j * stride + b - padding
              guard 0..<h ~= y && 0..<w ~= z else { continue }
              dx[image, channel, y, z] =
                dy[image, output, i, j] * weight[output, channel, a, b]
            }
          }
        }
      }
    }
  }
}
return dx

// MISTAKE 3.5 conv2dInputGradient: the kernel is turned by 180 degrees once too often
let (n, c, h, w) = inputShape.nchw
let (_, o, rows, columns) = dy.shape.nchw
let k = weight.shape[2]
var dx = Tensor(zeros: inputShape)
for image in 0..<n {
  for output in 0..<o {
    for i in 0..<rows {
      for j in 0..<columns {
        for channel in 0..<c {
          for a in 0..<k {
            let y = i * stride + a - padding
            for b in 0..<k {
              let z = j * stride + b - padding
              guard 0..<h ~= y && 0..<w ~= z else { continue }
              dx[image, channel, y, z] +=
                dy[image, output, i, j] * weight[output, channel, k - 1 - a, k - 1 - b]
            }
          }
        }
      }
    }
  }
}
return dx

// MISTAKE 3.5 conv2dInputGradient: the kernel is transposed
let (n, c, h, w) = inputShape.nchw
let (_, o, rows, columns) = dy.shape.nchw
let k = weight.shape[2]
var dx = Tensor(zeros: inputShape)
for image in 0..<n {
  for output in 0..<o {
    for i in 0..<rows {
      for j in 0..<columns {
        for channel in 0..<c {
          for a in 0..<k {
            let y = i * stride + a - padding
            for b in 0..<k {
              let z = j * stride + b - padding
              guard 0..<h ~= y && 0..<w ~= z else { continue }
              dx[image, channel, y, z] +=
                dy[image, output, i, j] * weight[output, channel, b, a]
            }
          }
        }
      }
    }
  }
}
return dx

// MISTAKE 3.5 conv2dInputGradient: the padding is forgotten
let (n, c, h, w) = inputShape.nchw
let (_, o, rows, columns) = dy.shape.nchw
let k = weight.shape[2]
var dx = Tensor(zeros: inputShape)
for image in 0..<n {
  for output in 0..<o {
    for i in 0..<rows {
      for j in 0..<columns {
        for channel in 0..<c {
          for a in 0..<k {
            let y = i * stride + a
            for b in 0..<k {
              let z = j * stride + b
              guard 0..<h ~= y && 0..<w ~= z else { continue }
              dx[image, channel, y, z] +=
                dy[image, output, i, j] * weight[output, channel, a, b]
            }
          }
        }
      }
    }
  }
}
return dx

// MISTAKE 3.5 conv2dInputGradient: the padding is added instead of subtracted
let (n, c, h, w) = inputShape.nchw
let (_, o, rows, columns) = dy.shape.nchw
let k = weight.shape[2]
var dx = Tensor(zeros: inputShape)
for image in 0..<n {
  for output in 0..<o {
    for i in 0..<rows {
      for j in 0..<columns {
        for channel in 0..<c {
          for a in 0..<k {
            let y = i * stride + a + padding
            for b in 0..<k {
              let z = j * stride + b + padding
              guard 0..<h ~= y && 0..<w ~= z else { continue }
              dx[image, channel, y, z] +=
                dy[image, output, i, j] * weight[output, channel, a, b]
            }
          }
        }
      }
    }
  }
}
return dx

// MISTAKE 3.5 conv2dInputGradient: the stride is forgotten
let (n, c, h, w) = inputShape.nchw
let (_, o, rows, columns) = dy.shape.nchw
let k = weight.shape[2]
var dx = Tensor(zeros: inputShape)
for image in 0..<n {
  for output in 0..<o {
    for i in 0..<rows {
      for j in 0..<columns {
        for channel in 0..<c {
          for a in 0..<k {
            let y = i + a - padding
            for b in 0..<k {
              let z = j + b - padding
              guard 0..<h ~= y && 0..<w ~= z else { continue }
              dx[image, channel, y, z] +=
                dy[image, output, i, j] * weight[output, channel, a, b]
            }
          }
        }
      }
    }
  }
}
return dx

// MISTAKE 3.5 conv2dInputGradient: only the first kernel is asked
let (n, c, h, w) = inputShape.nchw
let (_, o, rows, columns) = dy.shape.nchw
let k = weight.shape[2]
var dx = Tensor(zeros: inputShape)
for image in 0..<n {
  for output in 0..<min(o, 1) {
    for i in 0..<rows {
      for j in 0..<columns {
        for channel in 0..<c {
          for a in 0..<k {
            let y = i * stride + a - padding
            for b in 0..<k {
              let z = j * stride + b - padding
              guard 0..<h ~= y && 0..<w ~= z else { continue }
              dx[image, channel, y, z] +=
                dy[image, output, i, j] * weight[output, channel, a, b]
            }
          }
        }
      }
    }
  }
}
return dx

// MISTAKE 3.5 conv2dInputGradient: output and channel change places in the weight
let (n, c, h, w) = inputShape.nchw
let (_, o, rows, columns) = dy.shape.nchw
let k = weight.shape[2]
var dx = Tensor(zeros: inputShape)
for image in 0..<n {
  for output in 0..<o {
    for i in 0..<rows {
      for j in 0..<columns {
        for channel in 0..<c {
          for a in 0..<k {
            let y = i * stride + a - padding
            for b in 0..<k {
              let z = j * stride + b - padding
              guard 0..<h ~= y && 0..<w ~= z else { continue }
              dx[image, channel, y, z] +=
                dy[image, output, i, j] * weight[channel, output, a, b]
            }
          }
        }
      }
    }
  }
}
return dx

// MISTAKE 3.5 conv2dInputGradient: averaged over the batch
let (n, c, h, w) = inputShape.nchw
let (_, o, rows, columns) = dy.shape.nchw
let k = weight.shape[2]
var dx = Tensor(zeros: inputShape)
for image in 0..<n {
  for output in 0..<o {
    for i in 0..<rows {
      for j in 0..<columns {
        for channel in 0..<c {
          for a in 0..<k {
            let y = i * stride + a - padding
            for b in 0..<k {
              let z = j * stride + b - padding
              guard 0..<h ~= y && 0..<w ~= z else { continue }
              dx[image, channel, y, z] +=
                dy[image, output, i, j] * weight[output, channel, a, b]
            }
          }
        }
      }
    }
  }
}
return n > 0 ? dx / Float(n) : dx

// MISTAKE 3.5 conv2dInputGradient: averaged over the kernel's weights
let (n, c, h, w) = inputShape.nchw
let (_, o, rows, columns) = dy.shape.nchw
let k = weight.shape[2]
var dx = Tensor(zeros: inputShape)
for image in 0..<n {
  for output in 0..<o {
    for i in 0..<rows {
      for j in 0..<columns {
        for channel in 0..<c {
          for a in 0..<k {
            let y = i * stride + a - padding
            for b in 0..<k {
              let z = j * stride + b - padding
              guard 0..<h ~= y && 0..<w ~= z else { continue }
              dx[image, channel, y, z] +=
                dy[image, output, i, j] * weight[output, channel, a, b]
            }
          }
        }
      }
    }
  }
}
return dx / Float(k * k)

// MISTAKE 3.5 conv2dInputGradient: every pixel gets dy times the sum of the kernel
let sums = weight.sum(along: [2, 3])  // [O, C]
let (n, c, h, w) = inputShape.nchw
let (_, o, rows, columns) = dy.shape.nchw
var dx = Tensor(zeros: inputShape)
for image in 0..<n {
  for output in 0..<o {
    for channel in 0..<c {
      for y in 0..<min(rows, h) {
        for z in 0..<min(columns, w) {
          dx[image, channel, y, z] += dy[image, output, y, z] * sums[output, channel]
        }
      }
    }
  }
}
return dx

// MISTAKE 3.5 conv2dWeightGradient: assigned instead of added: the last window wins
let (n, c, h, w) = x.shape.nchw
let (_, o, rows, columns) = dy.shape.nchw
let k = weightShape[2]
var dw = Tensor(zeros: weightShape)
for image in 0..<n {
  for output in 0..<o {
    for i in 0..<rows {
      for j in 0..<columns {
        for channel in 0..<c {
          for a in 0..<k {
            let y = i * stride + a - padding
            for b in 0..<k {
              let z = j * stride + b - padding
              guard 0..<h ~= y && 0..<w ~= z else { continue }
              dw[output, channel, a, b] = dy[image, output, i, j] * x[image, channel, y, z]
            }
          }
        }
      }
    }
  }
}
return dw

// MISTAKE 3.5 conv2dWeightGradient: the padding is forgotten
let (n, c, h, w) = x.shape.nchw
let (_, o, rows, columns) = dy.shape.nchw
let k = weightShape[2]
var dw = Tensor(zeros: weightShape)
for image in 0..<n {
  for output in 0..<o {
    for i in 0..<rows {
      for j in 0..<columns {
        for channel in 0..<c {
          for a in 0..<k {
            let y = i * stride + a
            for b in 0..<k {
              let z = j * stride + b
              guard 0..<h ~= y && 0..<w ~= z else { continue }
              dw[output, channel, a, b] += dy[image, output, i, j] * x[image, channel, y, z]
            }
          }
        }
      }
    }
  }
}
return dw

// MISTAKE 3.5 conv2dWeightGradient: the stride is forgotten
let (n, c, h, w) = x.shape.nchw
let (_, o, rows, columns) = dy.shape.nchw
let k = weightShape[2]
var dw = Tensor(zeros: weightShape)
for image in 0..<n {
  for output in 0..<o {
    for i in 0..<rows {
      for j in 0..<columns {
        for channel in 0..<c {
          for a in 0..<k {
            let y = i + a - padding
            for b in 0..<k {
              let z = j + b - padding
              guard 0..<h ~= y && 0..<w ~= z else { continue }
              dw[output, channel, a, b] += dy[image, output, i, j] * x[image, channel, y, z]
            }
          }
        }
      }
    }
  }
}
return dw

// MISTAKE 3.5 conv2dWeightGradient: averaged over the batch
let (n, c, h, w) = x.shape.nchw
let (_, o, rows, columns) = dy.shape.nchw
let k = weightShape[2]
var dw = Tensor(zeros: weightShape)
for image in 0..<n {
  for output in 0..<o {
    for i in 0..<rows {
      for j in 0..<columns {
        for channel in 0..<c {
          for a in 0..<k {
            let y = i * stride + a - padding
            for b in 0..<k {
              let z = j * stride + b - padding
              guard 0..<h ~= y && 0..<w ~= z else { continue }
              dw[output, channel, a, b] += dy[image, output, i, j] * x[image, channel, y, z]
            }
          }
        }
      }
    }
  }
}
return n > 0 ? dw / Float(n) : dw

// MISTAKE 3.5 conv2dWeightGradient: averaged over the windows
let (n, c, h, w) = x.shape.nchw
let (_, o, rows, columns) = dy.shape.nchw
let k = weightShape[2]
var dw = Tensor(zeros: weightShape)
for image in 0..<n {
  for output in 0..<o {
    for i in 0..<rows {
      for j in 0..<columns {
        for channel in 0..<c {
          for a in 0..<k {
            let y = i * stride + a - padding
            for b in 0..<k {
              let z = j * stride + b - padding
              guard 0..<h ~= y && 0..<w ~= z else { continue }
              dw[output, channel, a, b] += dy[image, output, i, j] * x[image, channel, y, z]
            }
          }
        }
      }
    }
  }
}
return dw / Float(max(rows * columns, 1))

// MISTAKE 3.5 conv2dWeightGradient: only the first image is seen
let (n, c, h, w) = x.shape.nchw
let (_, o, rows, columns) = dy.shape.nchw
let k = weightShape[2]
var dw = Tensor(zeros: weightShape)
for image in 0..<min(n, 1) {
  for output in 0..<o {
    for i in 0..<rows {
      for j in 0..<columns {
        for channel in 0..<c {
          for a in 0..<k {
            let y = i * stride + a - padding
            for b in 0..<k {
              let z = j * stride + b - padding
              guard 0..<h ~= y && 0..<w ~= z else { continue }
              dw[output, channel, a, b] += dy[image, output, i, j] * x[image, channel, y, z]
            }
          }
        }
      }
    }
  }
}
return dw

// MISTAKE 3.5 conv2dWeightGradient: only the first channel of the images is read
let (n, c, h, w) = x.shape.nchw
let (_, o, rows, columns) = dy.shape.nchw
let k = weightShape[2]
var dw = Tensor(zeros: weightShape)
for image in 0..<n {
  for output in 0..<o {
    for i in 0..<rows {
      for j in 0..<columns {
        for channel in 0..<c {
          for a in 0..<k {
            let y = i * stride + a - padding
            for b in 0..<k {
              let z = j * stride + b - padding
              guard 0..<h ~= y && 0..<w ~= z else { continue }
              dw[output, channel, a, b] += dy[image, output, i, j] * x[image, 0, y, z]
            }
          }
        }
      }
    }
  }
}
return dw

// MISTAKE 3.5 conv2dWeightGradient: the gradient of the turned kernel
let (n, c, h, w) = x.shape.nchw
let (_, o, rows, columns) = dy.shape.nchw
let k = weightShape[2]
var dw = Tensor(zeros: weightShape)
for image in 0..<n {
  for output in 0..<o {
    for i in 0..<rows {
      for j in 0..<columns {
        for channel in 0..<c {
          for a in 0..<k {
            let y = i * stride + a - padding
            for b in 0..<k {
              let z = j * stride + b - padding
              guard 0..<h ~= y && 0..<w ~= z else { continue }
              dw[output, channel, k - 1 - a, k - 1 - b] +=
                dy[image, output, i, j] * x[image, channel, y, z]
            }
          }
        }
      }
    }
  }
}
return dw

// MISTAKE 3.5 conv2dWeightGradient: rows and columns of the kernel change places
let (n, c, h, w) = x.shape.nchw
let (_, o, rows, columns) = dy.shape.nchw
let k = weightShape[2]
var dw = Tensor(zeros: weightShape)
for image in 0..<n {
  for output in 0..<o {
    for i in 0..<rows {
      for j in 0..<columns {
        for channel in 0..<c {
          for a in 0..<k {
            let y = i * stride + a - padding
            for b in 0..<k {
              let z = j * stride + b - padding
              guard 0..<h ~= y && 0..<w ~= z else { continue }
              dw[output, channel, b, a] += dy[image, output, i, j] * x[image, channel, y, z]
            }
          }
        }
      }
    }
  }
}
return dw

// MISTAKE 3.5 conv2dBiasGradient: the mean instead of the sum
return dy.mean(along: [0, 2, 3])

// MISTAKE 3.5 conv2dBiasGradient: averaged over the pixels
return dy.sum(along: [0, 2, 3]) / Float(max(dy.shape[2] * dy.shape[3], 1))

// MISTAKE 3.5 conv2dBiasGradient: averaged over the batch
return dy.sum(along: [0, 2, 3]) / Float(max(dy.shape[0], 1))

// MISTAKE 3.5 conv2dBiasGradient: summed over the images only
return dy.sum(along: 0)

// MISTAKE 3.5 conv2dBiasGradient: summed over the pixels only
return dy.sum(along: [2, 3])

// MISTAKE 3.5 conv2dBiasGradient: one sum over everything
return Tensor(repeating: dy.sum(), shape: [dy.shape[1]])

// MISTAKE 3.5 conv2dBiasGradient: one number an image instead of one a channel
return dy.sum(along: [1, 2, 3])
